#include "count/pairs_merge.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/number.h"
#include "stream/frequency_table.h"
#include "count/pairs.h"
#include "stream/table.h"

enum { COLUMN_A, COLUMN_B, JOINT, FREQ_A, FREQ_B, UNITS, WITHIN, COLUMNS };

static const char *const names[COLUMNS] = {PAIRS_COLUMNS};

/* What a table said of a group or a feature, in its first row that names it. */
struct said {
    uint64_t part; /* number of the table, from 1; a file may hold several */
    uint64_t number;
};

struct reader {
    struct table_reader table;
    struct pairs *pairs;
    struct pairs_head *head;
    struct said *groups, *cells;
    size_t group_capacity, cell_capacity;
    struct buffer group;
    uint64_t part; /* number of the table being read */
    bool fits;     /* its units are those of the first table */
};

static struct slice cell_at(const struct reader *reader, int column)
{
    return reader->table.cells[reader->head->key_count + (size_t)column];
}

/* Adds what each row of a table repeats, the first time; false where it is another number now. */
static bool add_once(const struct reader *reader, struct said **said, size_t *capacity,
                     uint32_t index, uint64_t number, uint64_t *sum)
{
    size_t before = *capacity;
    *said = memory_grow(*said, capacity, (size_t)index + 1, sizeof **said);
    for (size_t i = before; i < *capacity; i++)
        (*said)[i].part = 0;
    struct said *here = &(*said)[index];
    if (here->part == reader->part)
        return here->number == number;
    *here = (struct said){reader->part, number};
    *sum = number_add(*sum, number);
    return true;
}

static void complain(const struct reader *reader, const char *what, struct slice feature)
{
    struct place place = table_place(&reader->table);
    message_error(&place, "%s of '%.*s' is not what it was in a row before", what, SLICE(feature));
}

/* The record of a feature that a row names, PAIRS_NONE where it names none. */
static uint32_t read_feature(struct reader *reader, uint32_t group, struct slice name,
                             uint64_t freq)
{
    if (name.size == 0)
        return PAIRS_NONE;
    struct frequencies *frequencies = &reader->pairs->frequencies;
    struct frequency *cell = frequencies_cell(frequencies, group,
                                              frequencies_feature(frequencies, name));
    uint32_t number = (uint32_t)(cell - frequencies->cells);
    if (!add_once(reader, &reader->cells, &reader->cell_capacity, number, freq, &cell->count))
        complain(reader, "the frequency", name);
    return number;
}

static bool read_counts(const struct reader *reader, uint64_t numbers[COLUMNS])
{
    for (int i = JOINT; i <= UNITS; i++) {
        struct slice text = cell_at(reader, i);
        if (number_read_u64(text, &numbers[i]))
            continue;
        struct place place = table_place(&reader->table);
        message_error(&place, "expected a count in the column %s, not '%.*s'; row skipped",
                      names[i], SLICE(text));
        return false;
    }
    return true;
}

/* Whether the figures can be those of two features that meet. */
static bool is_possible(const struct reader *reader, const uint64_t numbers[COLUMNS])
{
    struct slice a = cell_at(reader, COLUMN_A), b = cell_at(reader, COLUMN_B);
    bool ordered = b.size == 0 ? numbers[JOINT] == 0 && numbers[FREQ_B] == 0
                               : slice_compare(a, b) < 0 && numbers[JOINT] > 0;
    if (ordered && (a.size > 0 || numbers[FREQ_A] == 0) && numbers[JOINT] <= numbers[FREQ_A] &&
        numbers[JOINT] <= numbers[FREQ_B] && numbers[FREQ_A] <= numbers[UNITS] &&
        numbers[FREQ_B] - numbers[JOINT] <= numbers[UNITS] - numbers[FREQ_A])
        return true;
    struct place place = table_place(&reader->table);
    message_error(&place, "no pair of cooccur: '%.*s' and '%.*s'; row skipped", SLICE(a), SLICE(b));
    return false;
}

/* Whether the row is of the same kind of unit as the first row of all. */
static bool fits(struct reader *reader)
{
    struct slice within = cell_at(reader, WITHIN);
    if (!reader->head->within)
        reader->head->within = memory_string(within);
    if (slice_is(within, reader->head->within))
        return true;
    struct place place = table_place(&reader->table);
    message_error(&place, "pairs within '%.*s', in the first table '%s'; skipped", SLICE(within),
                  reader->head->within);
    return false;
}

static void read_pair(struct reader *reader)
{
    struct pairs *pairs = reader->pairs;
    uint64_t numbers[COLUMNS];
    if (!read_counts(reader, numbers) || !is_possible(reader, numbers))
        return;
    buffer_clear(&reader->group);
    for (size_t i = 0; i < reader->head->key_count; i++)
        frequency_table_add_key(&reader->group, i, reader->table.cells[i]);
    uint32_t group = frequencies_group(&pairs->frequencies, buffer_slice(&reader->group));
    if (!add_once(reader, &reader->groups, &reader->group_capacity, group, numbers[UNITS],
                  pairs_units(pairs, group)))
        complain(reader, "the number of units", buffer_slice(&reader->group));
    uint32_t a = read_feature(reader, group, cell_at(reader, COLUMN_A), numbers[FREQ_A]);
    uint32_t b = read_feature(reader, group, cell_at(reader, COLUMN_B), numbers[FREQ_B]);
    if (a == PAIRS_NONE || b == PAIRS_NONE)
        return;
    uint64_t *joint = pairs_joint(pairs, a, b);
    *joint = number_add(*joint, numbers[JOINT]);
}

static void begin_table(struct reader *reader)
{
    reader->part++;
    reader->fits = true;
}

static void read_row(struct reader *reader)
{
    if (table_is_header(&reader->table)) {
        begin_table(reader);
    } else if (reader->fits) {
        reader->fits = fits(reader);
        if (reader->fits)
            read_pair(reader);
    }
}

static void read_head(struct reader *reader)
{
    const struct table_reader *table = &reader->table;
    size_t first = 0, found = 0;
    while (first < table->column_count && !slice_is(table->columns[first], names[0]))
        first++;
    while (found < COLUMNS && first + found < table->column_count &&
           slice_is(table->columns[first + found], names[found]))
        found++;
    if (found < COLUMNS) {
        struct place place = table_place(table);
        message_fatal(&place,
                      "expected a table of cooccur: keys, a, b, joint, freq_a, freq_b, units, "
                      "within and figures, not '%.*s'",
                      SLICE(table->header));
    }
    reader->head->key_count = first;
    reader->head->keys = memory_allocate(first, sizeof *reader->head->keys);
    for (size_t i = 0; i < first; i++)
        reader->head->keys[i] = slice_of(memory_string(table->columns[i]));
}

void pairs_merge(struct pairs *pairs, struct input *input, struct pairs_head *head)
{
    struct reader reader = {.pairs = pairs, .head = head};
    struct buffer header = {0};
    while (input_next_file(input)) {
        struct place place = {input->name, 0, 0};
        bool first = header.size == 0;
        if (!table_open(&reader.table, input, false)) {
            message_error(&place, "empty, expected a table of cooccur");
            continue;
        }
        struct slice columns = buffer_slice(&reader.table.header);
        if (first) {
            read_head(&reader);
            buffer_append_slice(&header, columns);
        }
        reader.table.one_file = true;
        if (slice_equal(columns, buffer_slice(&header))) {
            begin_table(&reader);
            while (table_next(&reader.table))
                read_row(&reader);
        } else {
            message_error(&place, "the columns are '%.*s', in the first table '%.*s'; skipped",
                          SLICE(columns), SLICE(header));
        }
        table_close(&reader.table);
    }
    /* Every file was reported. */
    if (header.size == 0)
        message_exit(STATUS_TROUBLE);
    buffer_free(&header);
    buffer_free(&reader.group);
    free(reader.groups);
    free(reader.cells);
}
