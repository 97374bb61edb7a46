#include "picture/network_reader.h"

#include <stdlib.h>

#include "base/message.h"
#include "base/number.h"
#include "picture/chart_input.h"
#include "picture/network.h"

struct reading {
    const struct matrix_wish *wish;
    struct matrix_choice *choice;
    struct matrix *matrix;
    struct network *network;
    struct table_reader table;
    struct map pairs;
    uint64_t *lines; /* by number of the pair: where it stands */
    size_t capacity;
    int sizes[2]; /* how often each of the two occurs, or MATRIX_NO_SERIES */
    bool repaired;
};

static int choose_weight(const struct table_reader *table, const char *wish)
{
    static const char *const usual[] = {"joint", "weight", "freq"};
    if (wish)
        return table_need(table, wish);
    for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++)
        if (table_column(table, usual[i]) != TABLE_NO_COLUMN)
            return table_column(table, usual[i]);
    return table_need(table, "weight");
}

static void choose_columns(struct reading *reading)
{
    const struct table_reader *table = &reading->table;
    const struct matrix_wish *wish = reading->wish;
    struct matrix_choice *choice = reading->choice;
    choice->label = choice->feature = table_need(table, wish->label ? wish->label : "a");
    choice->series = table_need(table, wish->series ? wish->series : "b");
    choice->value = choose_weight(table, wish->value);
    struct place place = {table->input->name, 0, 0};
    if (choice->label == choice->series || choice->label == choice->value ||
        choice->series == choice->value)
        message_fatal(&place, "the two ends of links and their weight must be different columns; "
                              "name them with --label, --series and --value");
    int a = table_column(table, "freq_a"), b = table_column(table, "freq_b");
    reading->network->sized = a != TABLE_NO_COLUMN && b != TABLE_NO_COLUMN;
    reading->sizes[0] = reading->network->sized ? a : choice->value;
    reading->sizes[1] = reading->network->sized ? b : choice->value;
    chart_input_append_words(slice_of(reading->network->sized ? "freq" : ""), &choice->label_title);
    chart_input_append_words(slice_of(""), &choice->series_title);
    chart_input_append_words(table->columns[choice->value], &choice->value_title);
    chart_input_append_words(slice_of(""), &choice->panel_title);
    chart_input_append_words(slice_of(""), &choice->share_title);
}

/* A node is as large as it says itself, or as its links together. */
static bool add_nodes(struct reading *reading)
{
    const struct table_reader *table = &reading->table;
    const int ends[2] = {reading->choice->label, reading->choice->series};
    struct matrix_row rows[2];
    for (int i = 0; i < 2; i++) {
        rows[i] = (struct matrix_row){.label = table->cells[ends[i]],
                                      .text = table->cells[reading->sizes[i]],
                                      .line = table->line};
        chart_input_check_text(table, rows[i].label, &reading->repaired);
        if (!chart_input_number(table, (size_t)reading->sizes[i], &rows[i].value))
            return false;
        rows[i].value = rows[i].value < 0 ? 0 : rows[i].value;
    }
    for (int i = 0; i < 2; i++)
        if (rows[i].label.size > 0)
            matrix_add(reading->matrix, &rows[i], !reading->network->sized);
    return true;
}

/* a with b and b with a are one link. */
static void add_link(struct reading *reading, double weight, struct slice text)
{
    struct network *network = reading->network;
    const struct table_reader *table = &reading->table;
    struct slice a = table->cells[reading->choice->label],
                 b = table->cells[reading->choice->series];
    uint32_t ends[2] = {map_find(&reading->matrix->label_map, a),
                        map_find(&reading->matrix->label_map, b)};
    if (ends[0] > ends[1]) {
        uint32_t end = ends[0];
        ends[0] = ends[1];
        ends[1] = end;
    }
    bool added;
    uint32_t number = map_add(&reading->pairs, slice_make((const char *)ends, sizeof ends), &added);
    if (!added && !reading->wish->sum) {
        struct place place = table_place(table);
        message_fatal(&place,
                      "'%.*s' and '%.*s' have a link already, from line %llu; choose rows of one "
                      "group, or add them up with --sum",
                      SLICE(a), SLICE(b), U64(reading->lines[number]));
    }
    reading->lines = memory_grow(reading->lines, &reading->capacity, number + (size_t)1,
                                 sizeof *reading->lines);
    network->links = memory_grow(network->links, &network->capacity, number + (size_t)1,
                                 sizeof *network->links);
    struct network_link *link = &network->links[number];
    if (added) {
        reading->lines[number] = table->line;
        *link = (struct network_link){ends[0], ends[1], weight, arena_copy(&network->arena, text)};
        network->count++;
        return;
    }
    struct buffer sum = {0};
    link->weight += weight;
    matrix_append_number(reading->matrix, link->weight, &sum);
    link->text = arena_copy(&network->arena, buffer_slice(&sum));
    buffer_free(&sum);
}

static void add_row(struct reading *reading)
{
    const struct table_reader *table = &reading->table;
    const struct matrix_choice *choice = reading->choice;
    struct slice cell = table->cells[choice->value];
    double weight;
    /* A group in which nothing met has a row without names. */
    if (table->cells[choice->label].size == 0 && table->cells[choice->series].size == 0)
        return;
    if (slice_equal(table->cells[choice->label], table->cells[choice->series])) {
        struct place place = table_place(table);
        message_error(&place, "a link needs two ends, not '%.*s' twice; skipped",
                      SLICE(table->cells[choice->label]));
        return;
    }
    if (cell.size == 0) {
        reading->matrix->undefined++;
        return;
    }
    if (!chart_input_number(table, (size_t)choice->value, &weight) || !add_nodes(reading))
        return;
    /* What meets nothing stands in its row alone. */
    bool alone = table->cells[choice->label].size == 0 || table->cells[choice->series].size == 0;
    struct place place = table_place(table);
    if (alone && weight > 0)
        message_error(&place, "a link needs two ends, one is empty; skipped");
    else if (weight > 0)
        add_link(reading, weight, cell);
    else if (!alone)
        reading->network->below++;
}

bool network_read(struct input *input, const struct matrix_wish *wish, struct matrix *matrix,
                  struct matrix_choice *choice, struct network *network)
{
    *choice = (struct matrix_choice){.series = MATRIX_NO_SERIES, .named = true};
    struct reading reading = {.wish = wish, .choice = choice, .matrix = matrix, .network = network};
    if (!chart_input_open(&reading.table, input))
        return false;
    choose_columns(&reading);
    while (table_next(&reading.table))
        add_row(&reading);
    /* The second column is the other end of a link, and no series. */
    choice->series = MATRIX_NO_SERIES;
    network->all_nodes = matrix->label_map.count;
    network->all_links = network->count;
    table_close(&reading.table);
    map_free(&reading.pairs);
    free(reading.lines);
    return true;
}
