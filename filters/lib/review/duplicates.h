/* Finding the studies among records: candidates, decisions, clusters.
 *
 * Records that are equal in everything become one before the search, so that a hundred copies
 * cost no more than one. Decisions do not depend on the order of the records but on their numbers:
 * the caller numbers them in an order that is the same however the input was shuffled. */
#ifndef COSPAN_REVIEW_DUPLICATES_H
#define COSPAN_REVIEW_DUPLICATES_H

#include <stddef.h>
#include <stdint.h>

#include "review/citation.h"
#include "review/clusters.h"
#include "review/duplicate_rules.h"

/* A pair that a rule or a veto spoke about. */
struct duplicate_pair {
    uint32_t a, b; /* a < b */
    struct duplicate_decision decision;
};

/* What a person decided about a pair, before anything else is. */
struct duplicate_order {
    uint32_t a, b;
    bool same;
};

/* Zero-initialise; lives as long as the program. */
struct duplicates {
    struct duplicate_pair *pairs; /* sorted by their members */
    size_t count, capacity;
    struct clusters clusters;
    uint64_t left_out; /* see citation_keys.h */
    uint64_t candidates;
};

void duplicates_find(struct duplicates *duplicates, const struct citation *citations, size_t count,
                     const struct duplicate_order *orders, size_t order_count);

#endif
