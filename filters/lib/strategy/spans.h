/* Where words, phrases and adjacencies of a strategy stand in a record. */
#ifndef COSPAN_STRATEGY_SPANS_H
#define COSPAN_STRATEGY_SPANS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "strategy/match.h"

/* What the matcher knows of a node besides its tree. */
struct matcher_node {
    uint32_t atoms, atom_count;         /* words: terms of the phrase */
    uint64_t anywhere, at_start, whole; /* zones, by how they are searched */
    /* The last term ends with *, which in a field of whole elements stands for words too. */
    bool open;
    bool met;       /* a heading of the present record */
    bool no_column; /* none of its fields has a column */
};

/* Places of the first and last word, and which words between them are its own: a bit for each place
 * modulo 128, which is exact for spans of up to 128 words. */
struct span_place {
    uint64_t start, end;
    uint64_t words[2];
};

/* Zero-initialise; sorted, no two alike. */
struct span_places {
    struct span_place *items;
    size_t count, capacity;
};

/* All spans of words, a group of or, or an adjacency. Appends; the caller frees items. */
void strategy_spans_collect(struct strategy_matcher *matcher, uint32_t node,
                            struct span_places *places);

/* Whether there is any. */
bool strategy_spans_any(struct strategy_matcher *matcher, uint32_t node);

#endif
