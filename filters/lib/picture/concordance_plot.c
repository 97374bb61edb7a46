#include "picture/concordance_plot.h"

#include <math.h>
#include <stdlib.h>

#include "base/message.h"
#include "picture/chart_input.h"

struct reading {
    const struct matrix_wish *wish;
    struct matrix_choice *choice;
    struct matrix *matrix;
    struct concordance_plot *concordance;
    struct table_reader table;
    int length, end; /* columns, or MATRIX_NO_SERIES */
    bool repaired;
};

static void choose_columns(struct reading *reading)
{
    const struct table_reader *table = &reading->table;
    const struct matrix_wish *wish = reading->wish;
    struct matrix_choice *choice = reading->choice;
    choice->label = table_need(table, wish->label ? wish->label : "doc");
    choice->value = table_need(table, wish->value ? wish->value : "start");
    choice->series = !wish->series     ? table_column(table, "concept")
                     : wish->series[0] ? table_need(table, wish->series)
                                       : MATRIX_NO_SERIES;
    choice->feature = choice->series;
    reading->length = wish->length ? table_need(table, wish->length)
                                   : table_column(table, "length");
    reading->end = table_column(table, "end");
    reading->concordance->guessed = reading->length < 0;
    if (choice->label == choice->value || choice->series == choice->value ||
        choice->label == choice->series) {
        struct place place = {table->input->name, 0, 0};
        message_fatal(&place, "document, place and concept must be different columns; "
                              "name them with --label, --value and --series");
    }
    chart_input_append_words(table->columns[choice->label], &choice->label_title);
    chart_input_append_words(slice_of("place in the document"), &choice->value_title);
    chart_input_append_words(choice->series < 0 ? slice_of("") : table->columns[choice->series],
                             &choice->series_title);
    chart_input_append_words(slice_of(""), &choice->panel_title);
    chart_input_append_words(slice_of(""), &choice->share_title);
}

/* How long the document is at least, by this row. */
static bool read_length(const struct reading *reading, double start, double *length)
{
    const struct table_reader *table = &reading->table;
    struct place place = table_place(table);
    int column = reading->length >= 0 ? reading->length : reading->end;
    /* From 2^53 on the next number is farther away than 1. */
    *length = start + 1 > start ? start + 1 : nextafter(start, INFINITY);
    if (column < 0 || (reading->length < 0 && table->cells[column].size == 0))
        return true;
    if (!chart_input_number(table, (size_t)column, length))
        return false;
    if (start < *length)
        return true;
    struct slice cell = table->cells[reading->choice->value], end = table->cells[column];
    message_error(&place, "the place '%.*s' does not lie before the end, '%.*s'; skipped",
                  SLICE(cell), SLICE(end));
    return false;
}

static bool read_start(const struct reading *reading, double *start)
{
    const struct table_reader *table = &reading->table;
    size_t column = (size_t)reading->choice->value;
    if (!chart_input_number(table, column, start))
        return false;
    if (*start >= 0)
        return true;
    struct place place = table_place(table);
    message_error(&place, "places count from 0, not '%.*s'; skipped", SLICE(table->cells[column]));
    return false;
}

static void keep_length(struct reading *reading, uint32_t document, double length)
{
    struct concordance_plot *concordance = reading->concordance;
    size_t before = concordance->lengths_capacity;
    concordance->lengths = memory_grow(concordance->lengths, &concordance->lengths_capacity,
                                       document + (size_t)1, sizeof *concordance->lengths);
    for (size_t i = before; i < concordance->lengths_capacity; i++)
        concordance->lengths[i] = 0;
    if (length > concordance->lengths[document])
        concordance->lengths[document] = length;
}

static void add_row(struct reading *reading)
{
    const struct table_reader *table = &reading->table;
    struct concordance_plot *concordance = reading->concordance;
    const struct matrix_choice *choice = reading->choice;
    struct matrix_row row = {.label = table->cells[choice->label],
                             .series = slice_of(""),
                             .value = 1,
                             .text = slice_of("1"),
                             .line = table->line};
    if (choice->series >= 0)
        row.series = table->cells[choice->series];
    chart_input_check_text(table, row.label, &reading->repaired);
    chart_input_check_text(table, row.series, &reading->repaired);
    double start, length;
    if (table->cells[choice->value].size == 0) {
        reading->matrix->undefined++;
        return;
    }
    if (!read_start(reading, &start) || !read_length(reading, start, &length))
        return;
    matrix_add(reading->matrix, &row, true);
    uint32_t document = map_find(&reading->matrix->label_map, row.label);
    keep_length(reading, document, length);
    concordance->hits = memory_grow(concordance->hits, &concordance->capacity,
                                    concordance->count + 1, sizeof *concordance->hits);
    concordance->hits[concordance->count] = (struct concordance_plot_hit){
        document, map_find(&reading->matrix->series_map, row.series), start, concordance->count};
    concordance->count++;
}

bool concordance_plot_read(struct input *input, const struct matrix_wish *wish,
                           struct matrix *matrix, struct matrix_choice *choice,
                           struct concordance_plot *concordance)
{
    *choice = (struct matrix_choice){.named = true, .absence_is_zero = true};
    struct reading reading = {
        .wish = wish, .choice = choice, .matrix = matrix, .concordance = concordance};
    if (!chart_input_open(&reading.table, input))
        return false;
    choose_columns(&reading);
    while (table_next(&reading.table))
        add_row(&reading);
    table_close(&reading.table);
    return true;
}

static int by_place(const void *left, const void *right)
{
    const struct concordance_plot_hit *a = left, *b = right;
    if (a->document != b->document)
        return a->document < b->document ? -1 : 1;
    if (a->concept != b->concept)
        return a->concept < b->concept ? -1 : 1;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return a->number < b->number ? -1 : 1;
}

void concordance_plot_settle(struct concordance_plot *concordance, const struct matrix *matrix)
{
    uint32_t *documents = matrix_places_of(&matrix->label_map, &matrix->labels);
    uint32_t *concepts = matrix_places_of(&matrix->series_map, &matrix->series);
    double *lengths = memory_zeroed(matrix->labels.count + 1, sizeof *lengths);
    size_t kept = 0;
    for (size_t i = 0; i < concordance->count; i++) {
        struct concordance_plot_hit hit = concordance->hits[i];
        double length = concordance->lengths[hit.document];
        hit.document = documents[hit.document];
        hit.concept = concepts[hit.concept];
        lengths[hit.document] = length;
        if (hit.concept < matrix->series.count)
            concordance->hits[kept++] = hit;
    }
    concordance->count = kept;
    if (kept > 1)
        qsort(concordance->hits, kept, sizeof *concordance->hits, by_place);
    free(concordance->lengths);
    free(documents);
    free(concepts);
    concordance->lengths = lengths;
}

void concordance_plot_free(struct concordance_plot *concordance)
{
    free(concordance->hits);
    free(concordance->lengths);
    *concordance = (struct concordance_plot){0};
}
