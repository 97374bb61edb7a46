#include "picture/matrix_reader.h"

#include <math.h>

#include "base/message.h"
#include "base/number.h"
#include "picture/chart_input.h"
#include "stream/frequency_table.h"
#include "stream/table.h"

struct reading {
    const struct matrix_wish *wish;
    struct matrix_choice *choice;
    struct matrix *matrix;
    struct table_reader table;
    struct buffer share; /* the text of a share */
    struct aside aside;  /* of the present row */
    bool repaired;       /* the message about invalid UTF-8 was given */
};

/* The first column of figures, from the names and the first row; the first column is a key, and
 * years are one although they are numbers. */
static int first_figure(const struct table_reader *table, bool have_row)
{
    double number;
    int freq = table_column(table, "freq");
    for (size_t i = 1; have_row && freq == TABLE_NO_COLUMN && i < table->column_count; i++)
        if (number_read_double(table->cells[i], &number) && !slice_is(table->columns[i], "year"))
            return (int)i;
    return freq;
}

static int choose_value(const struct reading *reading, int figure, bool have_row)
{
    const struct table_reader *table = &reading->table;
    if (reading->wish->value)
        return table_need(table, reading->wish->value);
    if (figure != TABLE_NO_COLUMN)
        return figure;
    struct place place = table_place(table);
    if (have_row)
        message_fatal(&place, "no column of figures is found here; name one with --value");
    /* Without rows nothing is drawn, and any column will do. */
    return (int)table->column_count - 1;
}

/* The last two of the keys, which stand before the figures; the key of panels is passed over. */
struct keys {
    int count, last, other;
};

static struct keys find_keys(int columns, int panel)
{
    struct keys keys = {0, 0, 0};
    for (int i = 0; i < columns; i++) {
        if (i == panel)
            continue;
        keys.other = keys.last;
        keys.last = i;
        keys.count++;
    }
    return keys;
}

static int need_or_none(const struct table_reader *table, const char *name)
{
    return name ? table_need(table, name) : MATRIX_NO_SERIES;
}

static void check_columns(const struct reading *reading)
{
    const struct matrix_choice *choice = reading->choice;
    struct place place = {reading->table.input->name, 0, 0};
    int label = choice->label, series = choice->series, value = choice->value;
    if (label == value || series == value || label == series)
        message_fatal(&place, "label, series and value must be different columns; "
                              "name them with --label, --series and --value");
    if (choice->panel != MATRIX_NO_SERIES &&
        (choice->panel == label || choice->panel == series || choice->panel == value))
        message_fatal(&place, "'%s' is drawn already; --facet and --hue need a column of their own",
                      reading->wish->panel);
}

static void choose_columns(struct reading *reading, bool have_row)
{
    const struct table_reader *table = &reading->table;
    const struct matrix_wish *wish = reading->wish;
    struct matrix_choice *choice = reading->choice;
    choice->panel = need_or_none(table, wish->panel);
    choice->aside[0] = need_or_none(table, wish->share ? wish->share : wish->low);
    choice->aside[1] = need_or_none(table, wish->share ? NULL : wish->high);
    int figure = first_figure(table, have_row);
    int value = choose_value(reading, figure, have_row);
    struct keys keys = find_keys(figure != TABLE_NO_COLUMN && figure < value ? figure : value,
                                 choice->panel);
    /* A value in the first column leaves no key before it. */
    int last = keys.count > 0 ? keys.last : table->column_count > 1 ? 1 : 0;
    int feature = choice->panel > last && choice->panel < value ? choice->panel : last;
    int label = wish->label ? table_need(table, wish->label) : last;
    int series = wish->wide ? MATRIX_WIDE_SERIES : MATRIX_NO_SERIES;
    bool two = keys.count == 2;
    if (wish->wide)
        feature = label;
    else if (wish->series && wish->series[0])
        series = table_need(table, wish->series);
    else if (!wish->series && two && (label == keys.last || label == keys.other))
        series = keys.last + keys.other - label;
    if (series == label && !wish->label && two)
        label = keys.last + keys.other - series;
    choice->label = label;
    choice->series = series;
    choice->value = value;
    choice->feature = feature;
    choice->named = wish->label || wish->series;
    struct slice name = table->columns[value];
    choice->absence_is_zero = slice_is(name, "freq") || slice_is(name, "docs") ||
                              frequency_table_rate(name) > 0;
    if (have_row)
        check_columns(reading);
}

static void name_columns(struct reading *reading)
{
    struct matrix_choice *choice = reading->choice;
    const struct slice *columns = reading->table.columns;
    chart_input_append_words(columns[choice->label], &choice->label_title);
    /* Figures side by side have no common name. */
    bool wide = choice->series == MATRIX_WIDE_SERIES;
    chart_input_append_words(wide ? slice_of("") : columns[choice->value], &choice->value_title);
    chart_input_append_words(choice->series < 0 ? slice_of("") : columns[choice->series],
                             &choice->series_title);
    chart_input_append_words(choice->panel < 0 ? slice_of("") : columns[choice->panel],
                             &choice->panel_title);
    struct slice share = choice->aside[0] < 0 ? slice_of("") : columns[choice->aside[0]];
    chart_input_append_words(share, &choice->share_title);
    if (!reading->wish->share || !slice_ends(share, "share"))
        return;
    /* Read as percentages, see read_share. */
    choice->share_title.size--;
    buffer_append(&choice->share_title, ", %", sizeof ", %");
}

/* False where the cell has no number to draw; that was reported. */
static bool read_value(const struct reading *reading, size_t column, double *value)
{
    if (!chart_input_number(&reading->table, column, value))
        return false;
    if (!reading->wish->no_less || *value >= 0)
        return true;
    struct slice cell = reading->table.cells[column];
    struct place place = table_place(&reading->table);
    message_error(&place, "percentages need numbers from 0 up, not '%.*s'; skipped", SLICE(cell));
    return false;
}

/* A part of 1 as a percentage, with two decimals less. */
static bool read_share(struct reading *reading, int column, struct aside *aside)
{
    struct slice cell = aside->text[0], name = reading->table.columns[column];
    if (!slice_ends(name, "share"))
        return true;
    if (aside->figure[0] < 0 || aside->figure[0] > 1) {
        struct place place = table_place(&reading->table);
        message_error(&place, "expected a share from 0 to 1 in column '%.*s', not '%.*s'; skipped",
                      SLICE(name), SLICE(cell));
        return false;
    }
    aside->figure[0] *= 100;
    const char *point = memchr(cell.data, '.', cell.size);
    int decimals = point ? (int)(cell.data + cell.size - point) - 3 : 0;
    char digits[400] = "";
    buffer_clear(&reading->share);
    buffer_append(&reading->share, digits,
                  number_write_fixed(digits, sizeof digits, aside->figure[0],
                                     decimals < 0   ? 0
                                     : decimals > 3 ? 3
                                                    : decimals));
    buffer_append_char(&reading->share, '%');
    aside->text[0] = buffer_slice(&reading->share);
    return true;
}

/* What stands beside the value in this row. False where it is wrong; that was reported. */
static bool read_aside(struct reading *reading, struct aside *aside)
{
    const struct matrix_choice *choice = reading->choice;
    *aside = (struct aside){{NAN, NAN}, {{"", 0}, {"", 0}}};
    for (int i = 0; i < 2; i++) {
        if (choice->aside[i] < 0 || reading->table.cells[choice->aside[i]].size == 0)
            continue;
        aside->text[i] = reading->table.cells[choice->aside[i]];
        if (!chart_input_number(&reading->table, (size_t)choice->aside[i], &aside->figure[i]))
            return false;
    }
    if (aside->figure[0] > aside->figure[1]) {
        struct place place = table_place(&reading->table);
        message_error(&place, "the interval ends before it begins: '%.*s' to '%.*s'; skipped",
                      SLICE(aside->text[0]), SLICE(aside->text[1]));
        return false;
    }
    bool share = reading->wish->share && aside->text[0].size > 0;
    return !share || read_share(reading, choice->aside[0], aside);
}

static void add_value(struct reading *reading, struct matrix_row *row, size_t column)
{
    const struct matrix_choice *choice = reading->choice;
    row->text = reading->table.cells[column];
    row->value = NAN;
    if (row->text.size > 0 && !read_value(reading, column, &row->value))
        return;
    bool beside = choice->aside[0] >= 0 || choice->aside[1] >= 0;
    if (beside && !read_aside(reading, &reading->aside))
        return;
    row->aside = beside ? &reading->aside : NULL;
    bool nothing = reading->table.cells[choice->feature].size == 0 && !(fabs(row->value) > 0);
    if (!nothing || choice->feature != choice->label)
        matrix_add_label(reading->matrix, row->label);
    if (!nothing || choice->feature != choice->series)
        matrix_add_series(reading->matrix, row->series);
    if (!nothing || choice->feature != choice->panel)
        matrix_add_panel(reading->matrix, row->panel);
    if (nothing)
        return;
    uint64_t earlier = matrix_add(reading->matrix, row, reading->wish->sum);
    if (earlier > 0) {
        struct place place = table_place(&reading->table);
        message_fatal(&place,
                      "'%.*s' has a number already, from line %llu; tell rows apart with "
                      "--series, or add them up with --sum",
                      SLICE(row->label), U64(earlier));
    }
}

/* The cell of a column that may be none. */
static struct slice cell_of(struct reading *reading, int column)
{
    struct slice cell = column < 0 ? slice_of("") : reading->table.cells[column];
    chart_input_check_text(&reading->table, cell, &reading->repaired);
    return cell;
}

static void add_row(struct reading *reading)
{
    const struct matrix_choice *choice = reading->choice;
    const struct table_reader *table = &reading->table;
    struct matrix_row row = {
        .label = cell_of(reading, choice->label),
        .series = cell_of(reading, choice->series),
        .panel = cell_of(reading, choice->panel),
        .line = table->line,
    };
    if (choice->series != MATRIX_WIDE_SERIES) {
        add_value(reading, &row, (size_t)choice->value);
        return;
    }
    for (size_t i = (size_t)choice->value; i < table->column_count; i++) {
        row.series = table->columns[i];
        add_value(reading, &row, i);
    }
}

bool matrix_read(struct input *input, const struct matrix_wish *wish, struct matrix *matrix,
                 struct matrix_choice *choice)
{
    *choice = (struct matrix_choice){.series = MATRIX_NO_SERIES};
    struct reading reading = {.wish = wish, .choice = choice, .matrix = matrix};
    if (!chart_input_open(&reading.table, input))
        return false;
    bool more = table_next(&reading.table);
    choose_columns(&reading, more);
    name_columns(&reading);
    for (; more; more = table_next(&reading.table))
        add_row(&reading);
    table_close(&reading.table);
    buffer_free(&reading.share);
    return true;
}

void matrix_choice_free(struct matrix_choice *choice)
{
    buffer_free(&choice->label_title);
    buffer_free(&choice->series_title);
    buffer_free(&choice->value_title);
    buffer_free(&choice->panel_title);
    buffer_free(&choice->share_title);
}
