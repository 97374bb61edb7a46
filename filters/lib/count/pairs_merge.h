/* Tables of pairs, read back and added up: the parts of a corpus become the whole. */
#ifndef COSPAN_COUNT_PAIRS_MERGE_H
#define COSPAN_COUNT_PAIRS_MERGE_H

#include <stddef.h>

#include "base/input.h"
#include "base/slice.h"
#include "count/pairs.h"

/* What the header and the first row of a table of pairs say. */
struct pairs_head {
    struct slice *keys;
    size_t key_count;
    char *within; /* the kind of unit, NULL if no table has a row */
};

/* Adds up tables of pairs, which must have the same columns and kind of unit: one that has not is
 * reported and left out, and so is a row that cannot be read. What stands behind the columns above
 * is passed over. The program ends if there is no table at all. */
void pairs_merge(struct pairs *pairs, struct input *input, struct pairs_head *head);

#endif
