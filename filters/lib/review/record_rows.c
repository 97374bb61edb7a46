#include "review/record_rows.h"

#include <stdlib.h>

#include "base/buffer.h"
#include "base/message.h"

static int by_doc(const void *left, const void *right)
{
    const struct record_row *a = left, *b = right;
    int order = slice_compare(a->doc, b->doc);
    return order != 0 ? order : slice_compare(a->row, b->row);
}

static void sort(struct record_rows *rows)
{
    if (rows->count > 0)
        qsort(rows->items, rows->count, sizeof *rows->items, by_doc);
}

size_t record_rows_find(const struct record_rows *rows, struct slice doc)
{
    size_t low = 0, high = rows->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (slice_compare(rows->items[middle].doc, doc) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < rows->count && slice_equal(rows->items[low].doc, doc) ? low : SIZE_MAX;
}

/* The next id of the form `doc-N` that nobody has. */
static struct slice free_id(struct record_rows *rows, struct slice doc, uint64_t *number)
{
    struct buffer id = {0};
    do {
        buffer_clear(&id);
        buffer_append_slice(&id, doc);
        buffer_append_char(&id, '-');
        buffer_append_u64(&id, (*number)++);
    } while (record_rows_find(rows, buffer_slice(&id)) != SIZE_MAX);
    struct slice kept = arena_copy(&rows->arena, buffer_slice(&id));
    buffer_free(&id);
    return kept;
}

static void tell_apart(struct record_rows *rows)
{
    struct slice *ids = memory_zeroed(rows->count, sizeof *ids);
    uint64_t number = 2;
    for (size_t i = 1; i < rows->count; i++) {
        if (!slice_equal(rows->items[i - 1].doc, rows->items[i].doc)) {
            number = 2;
            continue;
        }
        ids[i] = free_id(rows, rows->items[i].doc, &number);
        rows->renamed++;
    }
    for (size_t i = 0; i < rows->count; i++)
        if (ids[i].data) {
            rows->items[i].doc = ids[i];
            rows->items[i].renamed = true;
        }
    free(ids);
    sort(rows);
}

bool record_rows_read(struct record_rows *rows, struct input *input)
{
    struct table_reader *table = &rows->table;
    while (input_next_file(input) && !table_open(table, input, false))
        continue;
    if (!table->columns)
        return false;
    rows->doc = table_need(table, "doc");
    while (table_next(table)) {
        if (rows->count >= UINT32_MAX)
            message_fatal(NULL, "more than 2^32 records");
        rows->items = memory_grow(rows->items, &rows->capacity, rows->count + 1,
                                  sizeof *rows->items);
        struct slice row = arena_copy(&rows->arena, table->row);
        rows->items[rows->count] = (struct record_row){row, table_raw_cell(row, rows->doc),
                                                       (uint32_t)rows->count, false};
        rows->count++;
    }
    sort(rows);
    tell_apart(rows);
    return true;
}
