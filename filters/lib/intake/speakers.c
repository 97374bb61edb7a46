#include "intake/speakers.h"

#include <stdlib.h>

#include "base/buffer.h"
#include "base/input.h"
#include "base/message.h"
#include "stream/documents.h"
#include "stream/table.h"

static void append_key(struct buffer *key, struct slice doc, struct slice label)
{
    buffer_clear(key);
    buffer_append_slice(key, slice_is(doc, "*") ? slice_of("") : doc);
    buffer_append_char(key, '\t');
    buffer_append_slice(key, label);
}

/* Which columns are further ones; their names are kept. */
static size_t *find_columns(struct speakers *speakers, const struct table_reader *table,
                            const char *taken)
{
    size_t *others = memory_zeroed(table->column_count, sizeof *others);
    speakers->columns = memory_zeroed(table->column_count, sizeof *speakers->columns);
    struct place place = table_place(table);
    for (size_t i = 0; i < table->column_count; i++) {
        struct slice name = table->columns[i];
        if (slice_is(name, "doc") || slice_is(name, "label") || slice_is(name, "speaker"))
            continue;
        if (name.size == 0 || documents_list_has(taken, name))
            message_fatal(&place, "a column of the documents table has this name already: '%.*s'",
                          SLICE(name));
        others[speakers->column_count] = i;
        speakers->columns[speakers->column_count++] = arena_copy(&speakers->arena, name);
    }
    return others;
}

static struct slice cell_at(const struct table_reader *table, int column)
{
    return column == TABLE_NO_COLUMN ? slice_of("") : slice_trim(table->cells[column]);
}

static void add_row(struct speakers *speakers, const struct table_reader *table,
                    const size_t *others, struct buffer *key)
{
    struct place place = table_place(table);
    struct slice doc = cell_at(table, table_column(table, "doc"));
    struct slice label = cell_at(table, table_column(table, "label"));
    struct slice name = cell_at(table, table_column(table, "speaker"));
    bool added;
    append_key(key, doc, label);
    uint32_t row = map_add(&speakers->rows, buffer_slice(key), &added);
    if (!added) {
        message_error(&place, "a second row for this label, skipped: '%.*s'", SLICE(label));
        return;
    }
    speakers->speakers = memory_grow(speakers->speakers, &speakers->capacity, row + (size_t)1,
                                     sizeof *speakers->speakers);
    speakers->speakers[row] = arena_copy(&speakers->arena, name.size > 0 ? name : label);
    size_t first = row * speakers->column_count;
    speakers->cells = memory_grow(speakers->cells, &speakers->cell_capacity,
                                  first + speakers->column_count + 1, sizeof *speakers->cells);
    for (size_t i = 0; i < speakers->column_count; i++)
        speakers->cells[first + i] = arena_copy(&speakers->arena, table->cells[others[i]]);
}

void speakers_open(struct speakers *speakers, const char *path, const char *taken,
                   uint64_t max_record)
{
    *speakers = (struct speakers){0};
    struct input *input = input_open_file(path, max_record);
    struct table_reader table;
    struct buffer key = {0};
    if (!input_next_file(input))
        message_exit(STATUS_TROUBLE);
    if (!table_open(&table, input, true))
        message_fatal(&(struct place){path, 0, 0},
                      "is empty, expected a table with the columns label and speaker");
    table_need(&table, "label");
    size_t *others = find_columns(speakers, &table, taken);
    while (table_next(&table))
        if (table_row_is_utf8(&table))
            add_row(speakers, &table, others, &key);
    free(others);
    buffer_free(&key);
    table_close(&table);
    input_close(input);
}

uint32_t speakers_find(const struct speakers *speakers, struct slice doc, struct slice label)
{
    struct buffer key = {0};
    append_key(&key, doc, label);
    uint32_t row = map_find(&speakers->rows, buffer_slice(&key));
    if (row == MAP_NONE) {
        append_key(&key, slice_of(""), label);
        row = map_find(&speakers->rows, buffer_slice(&key));
    }
    buffer_free(&key);
    return row;
}

bool speakers_denies(const struct speakers *speakers, uint32_t row)
{
    return slice_is(speakers->speakers[row], "-");
}

void speakers_close(struct speakers *speakers)
{
    free(speakers->columns);
    free(speakers->speakers);
    free(speakers->cells);
    map_free(&speakers->rows);
    arena_free(&speakers->arena);
    *speakers = (struct speakers){0};
}
