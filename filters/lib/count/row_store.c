#include "count/row_store.h"

#include <stdlib.h>

#include "base/buffer.h"
#include "base/digest.h"
#include "base/memory.h"

/* Rows of a sample that are held before those that are not in it are let go. */
enum { LEAST_HELD = 1024 };

uint64_t row_store_rank(struct slice key, struct slice name)
{
    char hex[DIGEST_HEX + 1];
    struct buffer bytes = {0};
    buffer_append_slice(&bytes, key);
    buffer_append_char(&bytes, '\n');
    buffer_append_slice(&bytes, name);
    digest_hex(buffer_slice(&bytes), hex);
    buffer_free(&bytes);
    return digest_number(hex);
}

static int by_group_and_rank(const void *a, const void *b)
{
    const struct stored_row *one = a, *two = b;
    if (one->group != two->group)
        return one->group < two->group ? -1 : 1;
    if (one->rank != two->rank)
        return one->rank < two->rank ? -1 : 1;
    return (one->order > two->order) - (one->order < two->order);
}

static struct slice key_of(const struct stored_row *row)
{
    return slice_make(row->bytes + row->size, row->key_size);
}

static int by_key(const void *a, const void *b)
{
    const struct stored_row *one = a, *two = b;
    int order = slice_compare(key_of(one), key_of(two));
    return order != 0 ? order : (one->order > two->order) - (one->order < two->order);
}

/* Lets go what is not in the samples of the rows so far. */
static void cut(struct row_store *store)
{
    if (store->most == 0 || store->count <= store->most)
        return;
    qsort(store->rows, store->count, sizeof *store->rows, by_group_and_rank);
    size_t kept = 0;
    uint64_t of_group = 0;
    for (size_t i = 0; i < store->count; i++) {
        if (i == 0 || store->rows[i].group != store->rows[i - 1].group)
            of_group = 0;
        if (of_group++ < store->most)
            store->rows[kept++] = store->rows[i];
        else
            free(store->rows[i].bytes);
    }
    store->count = kept;
}

void row_store_add(struct row_store *store, struct slice row, struct slice key, uint64_t rank)
{
    store->rows = memory_grow(store->rows, &store->capacity, store->count + 1, sizeof *store->rows);
    struct stored_row *added = &store->rows[store->count++];
    *added = (struct stored_row){.rank = rank,
                                 .order = store->added++,
                                 .group = store->group,
                                 .bytes = memory_allocate(row.size + key.size + 1, 1),
                                 .size = row.size,
                                 .key_size = key.size};
    if (store->group >= store->group_count)
        store->group_count = store->group + 1;
    memcpy(added->bytes, row.data, row.size);
    if (key.size > 0)
        memcpy(added->bytes + row.size, key.data, key.size);
    if (store->most > 0 && store->count >= LEAST_HELD &&
        store->count / 2 / store->group_count >= store->most)
        cut(store);
}

size_t row_store_sort(struct row_store *store)
{
    cut(store);
    if (store->count > 0)
        qsort(store->rows, store->count, sizeof *store->rows, by_key);
    return store->count;
}

struct slice row_store_row(const struct row_store *store, size_t i)
{
    return slice_make(store->rows[i].bytes, store->rows[i].size);
}
