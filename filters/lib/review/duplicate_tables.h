/* The tables about pairs of records: every decision, what is left for a person, and what the
 * person decided. */
#ifndef COSPAN_REVIEW_DUPLICATE_TABLES_H
#define COSPAN_REVIEW_DUPLICATE_TABLES_H

#include <stddef.h>
#include <stdint.h>

#include "base/input.h"
#include "base/output.h"
#include "base/slice.h"
#include "review/duplicates.h"
#include "review/record_rows.h"

/* Zero-initialise; release with free(items). */
struct duplicate_orders {
    struct duplicate_order *items;
    size_t count, capacity;
};

/* Every decision with its rule, its veto and the figures that it was made from. */
void duplicate_tables_pairs(struct output *output, const struct duplicates *duplicates,
                            const struct record_rows *records);

/* The pairs that no rule decided, side by side, with an empty column `same`. */
void duplicate_tables_review(struct output *output, const struct duplicates *duplicates,
                             const struct record_rows *records);

/* Reads such a table when the column `same` holds yes, no or nothing. A row that names no record, or says something else, is reported and left out. */
void duplicate_tables_read(struct input *input, const struct record_rows *records,
                           struct duplicate_orders *orders);

#endif
