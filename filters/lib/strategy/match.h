/* Which lines of a strategy find a record: one look at its words, all lines at once.
 *
 * The words of a record are looked up in the index of all terms; then each line is evaluated from
 * the places where its terms were found. A line finds a record, does not, or cannot tell: a limit of
 * language, year or the like meets a record that has no value. Not knowing is carried through and,
 * or and not (Kleene's three values), so that a record is neither lost nor kept by accident.
 *
 * Memory: the terms and one record. An adjacency with more ways to be met in one record than
 * STRATEGY_MOST_WAYS is cut there, and the matcher says so. */
#ifndef COSPAN_STRATEGY_MATCH_H
#define COSPAN_STRATEGY_MATCH_H

#include "strategy/heading_tree.h"
#include "strategy/strategy.h"
#include "strategy/record.h"

enum { STRATEGY_MOST_WAYS = 1 << 18 };

enum strategy_value { STRATEGY_MISSES, STRATEGY_CANNOT_TELL, STRATEGY_FINDS };

struct strategy_matcher {
    struct strategy *strategy;
    struct strategy_terms terms;
    struct strategy_record record;
    struct map headings; /* that nodes ask for, joined words */
    struct matcher_node *nodes;
    struct matcher_asker *askers; /* who asks for a heading */
    size_t asker_count, asker_capacity;
    uint32_t *first_asker; /* by heading, 1 + index */
    size_t first_capacity;
    uint32_t *atoms; /* terms of phrases, one after the other */
    size_t atom_count, atom_capacity;
    uint32_t *heading_hits; /* nodes that are met, to be undone */
    size_t hit_count, hit_capacity;
    uint8_t *values; /* by line, of the present record: enum strategy_value */
    bool crowded;    /* an adjacency was cut in the present record */
};

/* Prepares the lines for records with these columns. `tree` may be NULL, and so may `stop_words`,
 * folded words that take no position. Fields without a column and the like become findings of the
 * strategy, which must outlive the matcher; new nodes must not be added. */
struct strategy_matcher *strategy_matcher_new(struct strategy *strategy,
                                              const struct slice *columns, size_t count,
                                              const struct heading_tree *tree,
                                              struct map *stop_words);

/* Begins a record; then its rows; then `values` is filled for every line. */
void strategy_matcher_begin(struct strategy_matcher *matcher);
void strategy_matcher_row(struct strategy_matcher *matcher, const struct slice *cells);
void strategy_matcher_end(struct strategy_matcher *matcher);

/* The value of one node for the record that was ended. */
enum strategy_value strategy_matcher_value(struct strategy_matcher *matcher, uint32_t node);

void strategy_matcher_free(struct strategy_matcher *matcher);

#endif
