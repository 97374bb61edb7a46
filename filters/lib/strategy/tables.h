/* What is written about a strategy, as tables: findings, translation, history, explanations. The
 * outputs are the caller's. */
#ifndef COSPAN_STRATEGY_TABLES_H
#define COSPAN_STRATEGY_TABLES_H

#include "base/output.h"
#include "base/slice.h"
#include "strategy/explain.h"
#include "strategy/strategy.h"
#include "strategy/translate.h"
#include "stream/table.h"

/* Begins a table: its columns, names separated by spaces. */
void strategy_begin_table(struct table_writer *table, struct output *output, const char *columns);

/* All findings, those of strategy_lint among them, by place. */
void strategy_write_findings(struct strategy *strategy, struct output *output);

/* All lines in another language, with what is lost. */
void strategy_write_translation(const struct strategy *strategy, enum strategy_target target,
                                struct output *output);

/* Ovid's own layout: number, search, and how many records the line finds (`hits` by line, NULL where
 * nothing was searched); nothing for a line that cannot be run. */
void strategy_write_history(const struct strategy *strategy, const uint64_t *hits,
                            struct output *output);

/* Why a document is found or lost: a row for each line that matters to the wanted one, with the
 * columns doc, line, search, found, why. Call it after strategy_explainer_end. */
void strategy_write_explanation(const struct strategy_explainer *explainer, struct slice id,
                                struct table_writer *table);

#endif
