#include "agree/ratings.h"

#include <stdlib.h>

#include "base/buffer.h"
#include "base/number.h"
#include "stream/document_names.h"
#include "stream/documents.h"
#include "stream/table.h"
#include "text/normal.h"

struct reading {
    struct ratings *ratings;
    const struct ratings_wish *wish;
    struct table_reader table;
    int unit, title, group, rater, value, times;
    bool screened; /* the table has decisions of screen(1) */
    uint32_t file_rater;
    struct buffer scratch;
};

uint32_t ratings_unit(struct ratings *ratings, struct slice group, struct slice name)
{
    uint32_t pair[2] = {map_add(&ratings->groups, group, NULL),
                        map_add(&ratings->names, name, NULL)};
    bool added;
    uint32_t unit = map_add(&ratings->keys, slice_make((const char *)pair, sizeof pair), &added);
    if (added) {
        ratings->units = memory_grow(ratings->units, &ratings->unit_capacity, ratings->keys.count,
                                     sizeof *ratings->units);
        ratings->units[unit] = (struct ratings_unit){pair[0], pair[1], 1, {NULL, 0}};
    }
    return unit;
}

void ratings_add(struct ratings *ratings, uint32_t unit, uint32_t rater, uint32_t value,
                 const struct place *place)
{
    ratings->ratings = memory_grow(ratings->ratings, &ratings->capacity, ratings->count + 1,
                                   sizeof *ratings->ratings);
    struct rating *rating = &ratings->ratings[ratings->count++];
    *rating = (struct rating){unit, rater, value, MAP_NONE, 0};
    if (place) {
        rating->file = map_add(&ratings->files, slice_of(place->file), NULL);
        rating->line = place->line;
    }
}

/* The column that the user named, else the first of the usual ones that is there. */
static int find_column(const struct table_reader *table, const char *wish, const char *usual)
{
    if (wish)
        return table_need(table, wish);
    for (struct slice rest = slice_of(usual); rest.data;) {
        struct slice name = slice_cut(&rest, ',');
        for (size_t i = 0; i < table->column_count; i++)
            if (slice_equal(table->columns[i], name))
                return (int)i;
    }
    return TABLE_NO_COLUMN;
}

static void find_columns(struct reading *reading)
{
    const struct ratings_wish *wish = reading->wish;
    const struct table_reader *table = &reading->table;
    reading->unit = find_column(table, wish->unit, "doc,id,unit");
    reading->title = find_column(table, wish->title, "title");
    reading->group = find_column(table, wish->group, "");
    reading->rater = find_column(table, wish->rater, "");
    reading->value = find_column(table, wish->value, "");
    reading->times = find_column(table, wish->times, "");
    struct place place = {table->input->name, 0, 0};
    if (wish->value && reading->unit == TABLE_NO_COLUMN)
        message_fatal(&place, "no column doc, id or unit; name that of the units with --unit");
    for (struct slice rest = slice_of(wish->raters ? wish->raters : ""); rest.size > 0;) {
        struct slice name = slice_trim(slice_cut(&rest, ','));
        buffer_clear(&reading->scratch);
        buffer_append_slice(&reading->scratch, name);
        buffer_append_char(&reading->scratch, '\0');
        table_need(table, reading->scratch.data);
        map_add(&reading->ratings->raters, name, NULL);
    }
}

static struct slice cell_of(const struct reading *reading, int column)
{
    return column == TABLE_NO_COLUMN ? slice_of("") : slice_trim(reading->table.cells[column]);
}

/* Whether the cell holds a value, and its number. */
static bool read_value(struct reading *reading, struct slice cell, uint32_t *value)
{
    cell = slice_trim(cell);
    if (cell.size == 0 ||
        (reading->wish->missing && documents_list_has(reading->wish->missing, cell)))
        return false;
    if (reading->wish->fold) {
        buffer_clear(&reading->scratch);
        text_fold(cell, LETTER_FOLD, false, &reading->scratch);
        cell = buffer_slice(&reading->scratch);
    }
    *value = map_add(&reading->ratings->values, cell, NULL);
    return true;
}

/* A unit without an id is called after its place. */
static uint32_t read_unit(struct reading *reading)
{
    struct ratings *ratings = reading->ratings;
    struct slice name = cell_of(reading, reading->unit);
    if (reading->unit == TABLE_NO_COLUMN) {
        buffer_clear(&reading->scratch);
        buffer_append_format(&reading->scratch, "%s:%llu", reading->table.input->name,
                             U64(reading->table.line));
        name = buffer_slice(&reading->scratch);
    }
    uint32_t unit = ratings_unit(ratings, cell_of(reading, reading->group), name);
    if (reading->wish->titles && ratings->units[unit].title.size == 0)
        ratings->units[unit].title = arena_copy(&ratings->titles, cell_of(reading, reading->title));
    return unit;
}

static void add_value(struct reading *reading, uint32_t unit, uint32_t rater, struct slice cell)
{
    uint32_t value;
    struct place place = table_place(&reading->table);
    if (read_value(reading, cell, &value))
        ratings_add(reading->ratings, unit, rater, value, &place);
}

/* What the reviewers agreed on later is not a rating. */
static bool is_decision(struct slice column)
{
    return slice_starts(column, "decision_") && !slice_is(column, "decision_consensus");
}

static bool is_rater(const struct reading *reading, size_t column)
{
    int number = (int)column;
    if (reading->wish->raters)
        return documents_list_has(reading->wish->raters, reading->table.columns[column]);
    if (reading->screened)
        return is_decision(reading->table.columns[column]);
    return number != reading->unit && number != reading->title && number != reading->group &&
           number != reading->times;
}

/* A table with a row for each rating, which nobody has said. */
static void refuse_rows_of_ratings(const struct reading *reading)
{
    static const char *const names[] = {"rater", "reviewer", "coder", "annotator", NULL};
    struct place place = {reading->table.input->name, 0, 0};
    for (size_t i = 0; i < reading->table.column_count && !reading->wish->raters; i++)
        if (is_rater(reading, i) && slice_is_one_of(reading->table.columns[i], names))
            message_fatal(&place,
                          "a row for each rating? '--rater %.*s --value COLUMN' reads it; else "
                          "--raters names the columns with ratings",
                          SLICE(reading->table.columns[i]));
}

static void read_wide_row(struct reading *reading, uint32_t unit)
{
    struct ratings *ratings = reading->ratings;
    const struct table_reader *table = &reading->table;
    if (reading->times != TABLE_NO_COLUMN &&
        !number_read_u64(cell_of(reading, reading->times), &ratings->units[unit].times)) {
        struct place place = table_place(table);
        message_error(&place, "expected a whole number in %s, not '%.*s'; row skipped",
                      reading->wish->times, SLICE(table->cells[reading->times]));
        return;
    }
    for (size_t i = 0; i < table->column_count; i++)
        if (is_rater(reading, i))
            add_value(reading, unit, map_add(&ratings->raters, table->columns[i], NULL),
                      table->cells[i]);
}

static void read_row(struct reading *reading)
{
    if (reading->unit != TABLE_NO_COLUMN && cell_of(reading, reading->unit).size == 0) {
        struct place place = table_place(&reading->table);
        message_error(&place, "no name of a unit; row skipped");
        return;
    }
    uint32_t unit = read_unit(reading);
    if (!reading->wish->value) {
        read_wide_row(reading, unit);
        return;
    }
    uint32_t rater = reading->file_rater;
    if (reading->wish->rater)
        rater = map_add(&reading->ratings->raters, cell_of(reading, reading->rater), NULL);
    add_value(reading, unit, rater, cell_of(reading, reading->value));
}

bool ratings_read(struct ratings *ratings, struct input *input, char *const *paths, size_t count,
                  const struct ratings_wish *wish)
{
    struct reading reading = {.ratings = ratings, .wish = wish};
    struct document_names names;
    document_names_open(&names, paths, count);
    bool any = false;
    while (input_next_file(input)) {
        if (!table_open(&reading.table, input, false)) {
            message_error(&(struct place){input->name, 0, 0}, "empty, expected a header row");
            continue;
        }
        any = true;
        reading.table.one_file = true;
        find_columns(&reading);
        ratings->keep_order = reading.unit == TABLE_NO_COLUMN;
        if (wish->value && !wish->rater)
            reading.file_rater = map_add(&ratings->raters, document_names_find(&names, input->name),
                                         NULL);
        reading.screened = false;
        for (size_t i = 0; i < reading.table.column_count; i++)
            reading.screened |= is_decision(reading.table.columns[i]);
        if (!wish->value)
            refuse_rows_of_ratings(&reading);
        /* In the order of the table, whether they rated a unit or not. */
        for (size_t i = 0; i < reading.table.column_count && !wish->value; i++)
            if (is_rater(&reading, i))
                map_add(&ratings->raters, reading.table.columns[i], NULL);
        while (table_next(&reading.table))
            read_row(&reading);
        table_close(&reading.table);
    }
    document_names_close(&names);
    buffer_free(&reading.scratch);
    if (any && ratings->raters.count < 2)
        message_fatal(NULL,
                      "ratings of %u rater, expected two or more, in columns with tabs between "
                      "them; see --raters, --rater and --value",
                      (unsigned)ratings->raters.count);
    return any;
}

/* One thing to be sorted. */
struct sorted {
    struct slice first, second;
    double number;
    uint32_t index;
};

/* Equal names are those of units that keep their order. */
static int by_name(const void *a, const void *b)
{
    const struct sorted *one = a, *other = b;
    int order = slice_compare(one->first, other->first);
    order = order != 0 ? order : slice_compare(one->second, other->second);
    return order != 0 ? order : (one->index > other->index) - (one->index < other->index);
}

static int by_number(const void *a, const void *b)
{
    const struct sorted *one = a, *other = b;
    if (one->number < other->number || one->number > other->number)
        return one->number < other->number ? -1 : 1;
    return by_name(a, b);
}

static uint32_t *sort(struct sorted *things, size_t count,
                      int (*compare)(const void *, const void *))
{
    uint32_t *order = memory_allocate(count + 1, sizeof *order);
    if (count > 0)
        qsort(things, count, sizeof *things, compare);
    for (size_t i = 0; i < count; i++)
        order[i] = things[i].index;
    free(things);
    return order;
}

static void order_units(struct ratings *ratings)
{
    size_t count = ratings->keys.count;
    struct sorted *things = memory_allocate(count + 1, sizeof *things);
    for (uint32_t i = 0; i < count; i++) {
        things[i] = (struct sorted){map_key(&ratings->groups, ratings->units[i].group),
                                    slice_of(""), 0, i};
        if (!ratings->keep_order)
            things[i].second = map_key(&ratings->names, ratings->units[i].name);
    }
    ratings->order = sort(things, count, by_name);
}

/* The values that the user listed, in that order; one that is not listed is no value. */
static void list_values(struct ratings *ratings, const char *scale, bool fold)
{
    struct map listed = {0};
    struct buffer folded = {0};
    for (struct slice rest = slice_of(scale); rest.data;) {
        struct slice value = slice_trim(slice_cut(&rest, ','));
        buffer_clear(&folded);
        text_fold(value, LETTER_FOLD, false, &folded);
        map_add(&listed, fold ? buffer_slice(&folded) : value, NULL);
    }
    buffer_free(&folded);
    for (uint32_t i = 0; i < ratings->values.count; i++) {
        struct slice value = map_key(&ratings->values, i);
        if (map_find(&listed, value) == MAP_NONE)
            message_fatal(NULL, "the value '%.*s' is not among those of --order: %s", SLICE(value),
                          scale);
    }
    size_t count = listed.count;
    ratings->scale = memory_allocate(count + 1, sizeof *ratings->scale);
    for (uint32_t i = 0; i < count; i++)
        ratings->scale[i] = map_add(&ratings->values, map_key(&listed, i), NULL);
    map_free(&listed);
}

static void order_values(struct ratings *ratings, const char *scale, bool fold)
{
    if (scale)
        list_values(ratings, scale, fold);
    size_t count = ratings->values.count;
    struct sorted *things = memory_allocate(count + 1, sizeof *things);
    bool numeric = true;
    for (uint32_t i = 0; i < count; i++) {
        struct slice value = map_key(&ratings->values, i);
        things[i] = (struct sorted){value, {NULL, 0}, 0, i};
        numeric = number_read_double(value, &things[i].number) && numeric;
    }
    if (numeric) {
        ratings->numbers = memory_allocate(count + 1, sizeof *ratings->numbers);
        for (uint32_t i = 0; i < count; i++)
            number_read_double(map_key(&ratings->values, i), &ratings->numbers[i]);
    }
    uint32_t *order = sort(things, count, numeric ? by_number : by_name);
    if (scale)
        free(order);
    else
        ratings->scale = order;
    ratings->places = memory_allocate(count + 1, sizeof *ratings->places);
    for (uint32_t i = 0; i < count; i++)
        ratings->places[ratings->scale[i]] = i;
    if (!numeric)
        return;
    double *numbers = memory_allocate(count + 1, sizeof *numbers);
    for (uint32_t i = 0; i < count; i++)
        numbers[i] = ratings->numbers[ratings->scale[i]];
    free(ratings->numbers);
    ratings->numbers = numbers;
}

static void say_twice(const struct ratings *ratings, const struct rating *rating)
{
    struct slice unit = map_key(&ratings->names, ratings->units[rating->unit].name);
    struct slice rater = map_key(&ratings->raters, rating->rater);
    struct place place = {NULL, rating->line, 0};
    if (rating->file != MAP_NONE)
        place.file = map_key(&ratings->files, rating->file).data;
    message_error(&place, "a second rating of '%.*s' by '%.*s'; skipped", SLICE(unit),
                  SLICE(rater));
}

void ratings_order(struct ratings *ratings, const char *scale, bool fold)
{
    order_units(ratings);
    order_values(ratings, scale, fold);
    size_t units = ratings->keys.count, raters = ratings->raters.count;
    uint32_t *places = memory_allocate(units + 1, sizeof *places);
    ratings->rows = memory_allocate(units * raters + 1, sizeof *ratings->rows);
    ratings->times = memory_allocate(units + 1, sizeof *ratings->times);
    for (size_t i = 0; i < units; i++) {
        places[ratings->order[i]] = (uint32_t)i;
        ratings->times[i] = ratings->units[ratings->order[i]].times;
    }
    for (size_t i = 0; i < units * raters; i++)
        ratings->rows[i] = RATINGS_MISSING;
    for (size_t i = 0; i < ratings->count; i++) {
        const struct rating *rating = &ratings->ratings[i];
        uint32_t *cell = &ratings->rows[places[rating->unit] * raters + rating->rater];
        if (*cell == RATINGS_MISSING)
            *cell = ratings->places[rating->value];
        else
            say_twice(ratings, rating);
    }
    free(places);
}

size_t ratings_group_size(const struct ratings *ratings, size_t from)
{
    size_t end = from;
    uint32_t group = ratings->units[ratings->order[from]].group;
    while (end < ratings->keys.count && ratings->units[ratings->order[end]].group == group)
        end++;
    return end - from;
}

struct ratings_part ratings_part(const struct ratings *ratings, size_t from, size_t count,
                                 bool all_values)
{
    size_t raters = ratings->raters.count, values = ratings->values.count, cells = count * raters;
    struct ratings_part part = {
        .units = count,
        .rows = memory_allocate(cells + 1, sizeof *part.rows),
        .times = ratings->times + from,
        .scale = memory_allocate(values + 1, sizeof *part.scale),
        .numbers = memory_zeroed(values + 1, sizeof *part.numbers),
    };
    const uint32_t *rows = ratings->rows + from * raters;
    uint32_t *places = memory_zeroed(values + 1, sizeof *places);
    for (size_t i = 0; i < cells; i++)
        if (rows[i] != RATINGS_MISSING)
            places[rows[i]] = 1;
    for (size_t i = 0; i < values; i++) {
        if (!all_values && places[i] == 0)
            continue;
        part.scale[part.values] = ratings->scale[i];
        part.numbers[part.values] = ratings->numbers ? ratings->numbers[i] : 0;
        places[i] = (uint32_t)part.values++;
    }
    for (size_t i = 0; i < cells; i++)
        part.rows[i] = rows[i] == RATINGS_MISSING ? RATINGS_MISSING : places[rows[i]];
    free(places);
    return part;
}

void ratings_part_free(struct ratings_part *part)
{
    free(part->rows);
    free(part->scale);
    free(part->numbers);
}

static bool disagree(const struct ratings *ratings, const uint32_t *row)
{
    uint32_t first = RATINGS_MISSING;
    for (size_t i = 0; i < ratings->raters.count; i++) {
        if (row[i] != RATINGS_MISSING && first != RATINGS_MISSING && row[i] != first)
            return true;
        first = row[i] != RATINGS_MISSING ? row[i] : first;
    }
    return false;
}

void ratings_write_disagreements(const struct ratings *ratings, struct table_writer *table,
                                 const char *group, const char *unit, const char *title)
{
    size_t raters = ratings->raters.count;
    if (group)
        table_cell_string(table, group);
    table_cell_string(table, unit);
    table_cell_string(table, title);
    for (uint32_t i = 0; i < raters; i++)
        table_cell(table, map_key(&ratings->raters, i));
    table_end_row(table);
    for (size_t i = 0; i < ratings->keys.count; i++) {
        const struct ratings_unit *here = &ratings->units[ratings->order[i]];
        const uint32_t *row = ratings->rows + i * raters;
        if (!disagree(ratings, row))
            continue;
        if (group)
            table_cell(table, map_key(&ratings->groups, here->group));
        table_cell(table, map_key(&ratings->names, here->name));
        table_cell(table, here->title);
        for (size_t j = 0; j < raters; j++)
            table_cell(table, row[j] == RATINGS_MISSING
                                  ? slice_of("")
                                  : map_key(&ratings->values, ratings->scale[row[j]]));
        table_end_row(table);
    }
}

void ratings_free(struct ratings *ratings)
{
    map_free(&ratings->raters);
    map_free(&ratings->values);
    map_free(&ratings->groups);
    map_free(&ratings->names);
    map_free(&ratings->keys);
    map_free(&ratings->files);
    arena_free(&ratings->titles);
    free(ratings->units);
    free(ratings->ratings);
    free(ratings->order);
    free(ratings->places);
    free(ratings->scale);
    free(ratings->numbers);
    free(ratings->rows);
    free(ratings->times);
}
