/* Rows of a table that are to be sorted or sampled before they are written.
 *
 * Rows are sorted by a key in byte order, then in the order in which they were added. A sample
 * ranks rows by a number that follows from what they are (row_store_rank) and keeps the lowest: the
 * same rows, in whatever order they come, and a larger sample contains a smaller one. Where rows
 * belong to groups, each group has a sample of its own. Memory: the rows, of a sample twice as many
 * as it has. */
#ifndef COSPAN_COUNT_ROW_STORE_H
#define COSPAN_COUNT_ROW_STORE_H

#include <stddef.h>
#include <stdint.h>

#include "base/slice.h"

struct stored_row {
    uint64_t rank, order;
    uint32_t group;
    char *bytes; /* the row, then its key */
    size_t size, key_size;
};

/* Zero-initialise; set `most`. */
struct row_store {
    uint64_t most;  /* size of the sample of each group; 0 for all rows */
    uint32_t group; /* which the next row belongs to; groups are numbered from 0 */
    uint32_t group_count;
    struct stored_row *rows;
    size_t count, capacity;
    uint64_t added;
};

/* The rank of what is called so in the sample of that key: the first eight bytes of the SHA-256
 * digest of both. */
uint64_t row_store_rank(struct slice key, struct slice name);

/* Adds a copy of the row. `rank` does not matter where all rows are kept. */
void row_store_add(struct row_store *store, struct slice row, struct slice key, uint64_t rank);

/* Puts the rows that are kept in order and returns how many they are. */
size_t row_store_sort(struct row_store *store);

/* Row number i after that. */
struct slice row_store_row(const struct row_store *store, size_t i);

#endif
