/* Why a strategy does not find a record that it should find: which line lost it, and which change of
 * a term would have found it.
 *
 * For each term there is a handful of wider ones: in other fields, with more words between, with
 * another ending, as one word or two. They are lines of a strategy of their own, which is run on the
 * records in question only. Memory: some ten lines for each term. */
#ifndef COSPAN_STRATEGY_EXPLAIN_H
#define COSPAN_STRATEGY_EXPLAIN_H

#include "base/buffer.h"
#include "strategy/match.h"

struct strategy_explainer {
    struct strategy_matcher *matcher; /* of the strategy to be explained */
    struct strategy hints;
    struct strategy_matcher *hint_matcher; /* NULL where there are no hints */
    struct strategy_hint *hint_list;       /* by line of `hints` */
    size_t hint_count, hint_capacity;
    struct buffer text;
    struct buffer *why; /* by line */
    bool *seen;
    uint32_t wanted;
};

/* `matcher` must outlive the explainer; columns, tree and stop words are those that it was made
 * with. */
struct strategy_explainer *strategy_explainer_new(struct strategy_matcher *matcher,
                                                  const struct slice *columns, size_t count,
                                                  const struct heading_tree *tree,
                                                  struct map *stop_words, uint32_t wanted);

/* A record that is to be explained is read by both: by the matcher as usual, and here. */
void strategy_explainer_begin(struct strategy_explainer *explainer);
void strategy_explainer_row(struct strategy_explainer *explainer, const struct slice *cells);

/* Explains the record after strategy_matcher_end: afterwards `seen` has the lines that the wanted
 * line needs, itself among them, and `why` a sentence for each. */
void strategy_explainer_end(struct strategy_explainer *explainer);

void strategy_explainer_free(struct strategy_explainer *explainer);

#endif
