#include "picture/matrix_reader.h"

#include <math.h>

#include "base/message.h"
#include "base/number.h"
#include "picture/scale.h"
#include "stream/table.h"
#include "text/utf8.h"

struct reading {
    const struct matrix_wish *wish;
    struct matrix_choice *choice;
    struct matrix *matrix;
    struct table_reader table;
    bool repaired; /* the message about invalid UTF-8 was given */
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

static void choose_columns(struct reading *reading, bool have_row)
{
    const struct table_reader *table = &reading->table;
    const struct matrix_wish *wish = reading->wish;
    struct matrix_choice *choice = reading->choice;
    int figure = first_figure(table, have_row);
    int value = choose_value(reading, figure, have_row);
    int keys = figure != TABLE_NO_COLUMN && figure < value ? figure : value;
    /* A value in the first column leaves no key before it. */
    int thing = keys > 0 ? keys - 1 : table->column_count > 1 ? 1 : 0;
    int label = wish->label ? table_need(table, wish->label) : thing;
    int series = wish->wide ? MATRIX_WIDE_SERIES : MATRIX_NO_SERIES;
    if (wish->wide)
        thing = label;
    else if (wish->series && wish->series[0])
        series = table_need(table, wish->series);
    else if (!wish->series && keys == 2 && label < 2)
        series = 1 - label;
    if (series == label && !wish->label && keys == 2)
        label = 1 - series;
    if (have_row && (label == value || series == value || label == series)) {
        struct place place = {table->input->name, 0, 0};
        message_fatal(&place, "label, series and value must be different columns; "
                              "name them with --label, --series and --value");
    }
    choice->label = label;
    choice->series = series;
    choice->value = value;
    choice->thing = thing;
    choice->named = wish->label || wish->series;
    struct slice name = table->columns[value];
    choice->absence_is_zero = slice_is(name, "freq") || slice_is(name, "docs") ||
                              slice_is(name, "per_million");
}

/* What a reader of the picture calls a column. */
static void append_words(struct slice column, struct buffer *to)
{
    static const char *const known[][2] = {
        {"freq", "occurrences"},
        {"docs", "documents"},
        {"per_million", "occurrences per million tokens"},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (slice_is(column, known[i][0])) {
            buffer_append(to, known[i][1], strlen(known[i][1]) + 1);
            return;
        }
    for (size_t i = 0; i < column.size; i++)
        buffer_append_char(to, column.data[i] == '_' ? ' ' : column.data[i]);
    buffer_append_char(to, '\0');
}

static void name_columns(struct reading *reading)
{
    struct matrix_choice *choice = reading->choice;
    const struct slice *columns = reading->table.columns;
    append_words(columns[choice->label], &choice->label_title);
    /* Figures side by side have no common name. */
    bool wide = choice->series == MATRIX_WIDE_SERIES;
    append_words(wide ? slice_of("") : columns[choice->value], &choice->value_title);
    append_words(choice->series < 0 ? slice_of("") : columns[choice->series],
                 &choice->series_title);
}

static void check_text(struct reading *reading, struct slice name)
{
    if (reading->repaired || utf8_valid_prefix(name) == name.size)
        return;
    struct place place = table_place(&reading->table);
    message_note(&place, "invalid UTF-8 is shown as U+FFFD");
    reading->repaired = true;
}

/* False where the cell has no number to draw; that was reported. */
static bool read_value(const struct reading *reading, size_t column, double *value)
{
    struct slice name = reading->table.columns[column], cell = reading->table.cells[column];
    struct place place = table_place(&reading->table);
    if (!number_read_double(cell, value))
        message_error(&place, "expected a number in column '%.*s', not '%.*s'; left out",
                      (int)name.size, name.data, (int)cell.size, cell.data);
    else if (fabs(*value) > SCALE_LARGEST)
        message_error(&place, "too large to draw: '%.*s'; left out", (int)cell.size, cell.data);
    else if (reading->wish->no_less && *value < 0)
        message_error(&place, "percentages need numbers from 0 up, not '%.*s'; left out",
                      (int)cell.size, cell.data);
    else
        return true;
    return false;
}

static void add_value(struct reading *reading, struct slice label, struct slice series,
                      size_t column)
{
    const struct matrix_choice *choice = reading->choice;
    struct slice cell = reading->table.cells[column];
    double value = NAN;
    if (cell.size > 0 && !read_value(reading, column, &value))
        return;
    bool nothing = reading->table.cells[choice->thing].size == 0 && !(fabs(value) > 0);
    if (!nothing || choice->thing != choice->label)
        matrix_add_label(reading->matrix, label);
    if (!nothing || choice->thing != choice->series)
        matrix_add_series(reading->matrix, series);
    if (nothing)
        return;
    uint64_t earlier = matrix_add(reading->matrix, label, series, value, cell, reading->table.line,
                                  reading->wish->sum);
    if (earlier > 0) {
        struct place place = table_place(&reading->table);
        message_fatal(&place,
                      "'%.*s' has a number already, from line %llu; tell rows apart with "
                      "--series, or add them up with --sum",
                      (int)label.size, label.data, (unsigned long long)earlier);
    }
}

static void add_row(struct reading *reading)
{
    const struct matrix_choice *choice = reading->choice;
    const struct table_reader *table = &reading->table;
    struct slice label = table->cells[choice->label], series = slice_of("");
    check_text(reading, label);
    if (choice->series == MATRIX_WIDE_SERIES) {
        for (size_t i = (size_t)choice->value; i < table->column_count; i++)
            add_value(reading, label, table->columns[i], i);
        return;
    }
    if (choice->series != MATRIX_NO_SERIES)
        series = table->cells[choice->series];
    check_text(reading, series);
    add_value(reading, label, series, (size_t)choice->value);
}

bool matrix_read(struct input *input, const struct matrix_wish *wish, struct matrix *matrix,
                 struct matrix_choice *choice)
{
    *choice = (struct matrix_choice){.series = MATRIX_NO_SERIES};
    struct reading reading = {.wish = wish, .choice = choice, .matrix = matrix};
    while (input_next_file(input)) {
        if (!table_open(&reading.table, input, false)) {
            message_error(&(struct place){input->name, 0, 0}, "empty, expected a header row");
            continue;
        }
        bool more = table_next(&reading.table);
        choose_columns(&reading, more);
        name_columns(&reading);
        for (; more; more = table_next(&reading.table))
            add_row(&reading);
        table_close(&reading.table);
        return true;
    }
    return false;
}

void matrix_choice_free(struct matrix_choice *choice)
{
    buffer_free(&choice->label_title);
    buffer_free(&choice->series_title);
    buffer_free(&choice->value_title);
}
