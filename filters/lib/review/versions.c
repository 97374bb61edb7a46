#include "review/versions.h"

#include <stdlib.h>

#include "base/buffer.h"
#include "base/map.h"
#include "base/memory.h"
#include "base/message.h"
#include "base/number.h"
#include "stream/table.h"

static const char into[] = "merged_into", number_column[] = "merged_row";

void versions_begin(struct output *output, struct slice header)
{
    for (struct slice rest = header; rest.data;) {
        struct slice name = slice_cut(&rest, '\t');
        if (slice_is(name, into) || slice_is(name, number_column))
            message_fatal(NULL, "the records have a column '%.*s', which --keep-versions needs",
                          SLICE(name));
    }
    output_format(output, "%s\t%s\t", into, number_column);
    output_slice(output, header);
    output_char(output, '\n');
}

void versions_add(struct output *output, struct slice study, uint64_t number, struct slice row)
{
    output_slice(output, study);
    output_char(output, '\t');
    output_u64(output, number);
    output_char(output, '\t');
    output_slice(output, row);
    output_char(output, '\n');
}

/* A row that waits for its place. */
struct version {
    struct slice row;
    uint64_t number;
    uint32_t study;
};

struct versions {
    struct arena arena;
    struct map studies;
    struct version *items; /* sorted by study, then by number */
    size_t count, capacity;
    size_t *starts; /* of the versions of a study in items */

    struct version *waiting; /* a heap, the least number first */
    size_t waiting_count, waiting_capacity;
    uint64_t next; /* number of the row that is written next */
    struct output *output;
};

static int by_study(const void *left, const void *right)
{
    const struct version *a = left, *b = right;
    if (a->study != b->study)
        return a->study < b->study ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

static void read_version(struct versions *versions, const struct table_reader *table)
{
    struct version version = {.row = table->row};
    struct slice study = slice_cut(&version.row, '\t'), number = slice_cut(&version.row, '\t');
    if (!number_read_u64(number, &version.number) || version.number == 0) {
        struct place place = table_place(table);
        message_error(&place, "%s expects a whole number, not '%.*s'; row skipped", number_column,
                      SLICE(number));
        return;
    }
    version.study = map_add(&versions->studies, study, NULL);
    version.row = arena_copy(&versions->arena, version.row);
    versions->items = memory_grow(versions->items, &versions->capacity, versions->count + 1,
                                  sizeof *versions->items);
    versions->items[versions->count++] = version;
}

/* Returns the header of the records. */
static struct buffer read_versions(struct versions *versions, struct input *input)
{
    struct buffer header = {0};
    struct table_reader table;
    if (!input_next_file(input))
        message_exit(STATUS_TROUBLE);
    struct place place = {input->name, 1, 0};
    if (!table_open(&table, input, false) || table.column_count < 3 ||
        !slice_is(table.columns[0], into) || !slice_is(table.columns[1], number_column))
        message_fatal(&place,
                      "expected a table that --keep-versions wrote, with the columns "
                      "'%s', '%s' and those of the records",
                      into, number_column);
    while (table_next(&table))
        read_version(versions, &table);
    size_t skip = (size_t)(table.columns[2].data - table.header.data);
    buffer_append_slice(&header, slice_from(buffer_slice(&table.header), skip));
    table_close(&table);
    if (versions->count > 0)
        qsort(versions->items, versions->count, sizeof *versions->items, by_study);
    versions->starts = memory_zeroed(versions->studies.count + 1, sizeof *versions->starts);
    for (size_t i = 0; i < versions->count; i++)
        versions->starts[versions->items[i].study + 1] = i + 1;
    return header;
}

static void push(struct versions *versions, struct version version)
{
    versions->waiting = memory_grow(versions->waiting, &versions->waiting_capacity,
                                    versions->waiting_count + 1, sizeof *versions->waiting);
    size_t at = versions->waiting_count++;
    for (; at > 0 && versions->waiting[(at - 1) / 2].number > version.number; at = (at - 1) / 2)
        versions->waiting[at] = versions->waiting[(at - 1) / 2];
    versions->waiting[at] = version;
}

static struct version pop(struct versions *versions)
{
    struct version *heap = versions->waiting, first = heap[0];
    struct version last = heap[--versions->waiting_count];
    size_t at = 0;
    for (size_t child; (child = 2 * at + 1) < versions->waiting_count; at = child) {
        if (child + 1 < versions->waiting_count && heap[child + 1].number < heap[child].number)
            child++;
        if (heap[child].number >= last.number)
            break;
        heap[at] = heap[child];
    }
    heap[at] = last;
    return first;
}

static void write_row(struct versions *versions, struct slice row, uint64_t number)
{
    output_slice(versions->output, row);
    output_char(versions->output, '\n');
    versions->next = number + 1;
}

/* Writes what waits for a place up to this one. */
static void write_waiting(struct versions *versions, uint64_t number)
{
    while (versions->waiting_count > 0 && versions->waiting[0].number <= number) {
        struct version version = pop(versions);
        write_row(versions, version.row, version.number);
    }
}

/* Writes the cells of a row that the records have, in their order. */
static void write_single(struct versions *versions, const struct table_reader *table,
                         const int *columns, size_t count)
{
    struct buffer row = {0};
    struct slice rest = table->row;
    struct slice *cells = memory_allocate(table->column_count, sizeof *cells);
    for (size_t i = 0; i < table->column_count; i++)
        cells[i] = slice_cut(&rest, '\t');
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            buffer_append_char(&row, '\t');
        if (columns[i] != TABLE_NO_COLUMN)
            buffer_append_slice(&row, cells[columns[i]]);
    }
    free(cells);
    while (versions->waiting_count > 0 && versions->waiting[0].number <= versions->next)
        write_waiting(versions, versions->next);
    write_row(versions, buffer_slice(&row), versions->next);
    buffer_free(&row);
}

/* Where the columns of the records stand among those of the studies. */
static int *match_columns(const struct table_reader *table, struct slice header, size_t *count)
{
    size_t capacity = 0, kept = 0;
    int *columns = NULL;
    *count = 0;
    for (struct slice rest = header; rest.data; ++*count) {
        char *name = memory_string(slice_cut(&rest, '\t'));
        columns = memory_grow(columns, &capacity, *count + 1, sizeof *columns);
        columns[*count] = table_column(table, name);
        kept += columns[*count] != TABLE_NO_COLUMN;
        free(name);
    }
    struct place place = table_place(table);
    size_t more = table->column_count - kept;
    more -= more > 0 && table_column(table, "origin") == (int)table->column_count - 1;
    if (more > 0)
        message_note(&place, "columns that the records did not have are skipped: %zu", more);
    return columns;
}

static void undo(struct versions *versions, struct table_reader *table, struct slice header,
                 uint64_t *studies, uint64_t *records)
{
    size_t count;
    int doc = table_need(table, "doc"), *columns = match_columns(table, header, &count);
    output_slice(versions->output, header);
    output_char(versions->output, '\n');
    versions->next = 1;
    while (table_next(table)) {
        uint32_t study = map_find(&versions->studies, table_raw_cell(table->row, doc));
        ++*studies;
        if (study == MAP_NONE) {
            write_single(versions, table, columns, count);
            ++*records;
            continue;
        }
        const struct version *first = NULL;
        for (size_t i = versions->starts[study];
             i < versions->count && versions->items[i].study == study; i++, ++*records) {
            first = first ? first : &versions->items[i];
            push(versions, versions->items[i]);
        }
        if (first)
            write_waiting(versions, first->number);
    }
    write_waiting(versions, UINT64_MAX);
    free(columns);
}

void versions_undo(struct input *kept, struct input *input, struct output *output,
                   uint64_t *studies, uint64_t *records)
{
    struct versions versions = {.output = output};
    struct buffer header = read_versions(&versions, kept);
    struct table_reader table;
    *studies = *records = 0;
    while (input_next_file(input)) {
        if (!table_open(&table, input, false))
            continue;
        undo(&versions, &table, buffer_slice(&header), studies, records);
        table_close(&table);
        break;
    }
    arena_free(&versions.arena);
    map_free(&versions.studies);
    free(versions.items);
    free(versions.starts);
    free(versions.waiting);
    buffer_free(&header);
}
