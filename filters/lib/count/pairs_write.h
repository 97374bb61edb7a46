/* What is written of counted pairs: a table with the statistics of each pair, a square of how often
 * each two meet, and a network as GraphML. All three need pairs_sort before. */
#ifndef COSPAN_COUNT_PAIRS_WRITE_H
#define COSPAN_COUNT_PAIRS_WRITE_H

#include "base/output.h"
#include "count/pairs.h"
#include "count/pairs_merge.h"
#include "stream/table.h"

/* The header and one row for each pair, keys first; a statistic that is not defined is empty. */
void pairs_write_rows(struct pairs *pairs, const struct pairs_head *head,
                      struct table_writer *table);

/* A square of the features, without groups; the diagonal holds the units that have the feature.
 * `corner` names the first column, with underscores after it where a feature has that name. */
void pairs_write_matrix(const struct pairs *pairs, const char *corner, struct table_writer *table);

/* The same features as nodes, and the pairs as edges with their statistics. */
void pairs_write_graph(struct pairs *pairs, struct output *output);

#endif
