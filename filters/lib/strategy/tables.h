/* What search writes about a strategy, as tables; the outputs are the caller's. */
#ifndef COSPAN_STRATEGY_TABLES_H
#define COSPAN_STRATEGY_TABLES_H

#include "base/output.h"
#include "strategy/strategy.h"
#include "strategy/translate.h"
#include "stream/table.h"

/* Begins a table: its columns, names separated by spaces. */
void strategy_begin_table(struct table_writer *table, struct output *output, const char *columns);

/* All findings, those of strategy_lint among them, by place. */
void strategy_write_lint(struct strategy *strategy, struct output *output);

/* All lines in another language, with what is lost. */
void strategy_write_translation(const struct strategy *strategy, enum strategy_target target,
                                struct output *output);

/* Ovid's own layout: number, search, and how many records the line finds (`hits` by line, NULL where
 * nothing was searched); nothing for a line that cannot be run. */
void strategy_write_history(const struct strategy *strategy, const uint64_t *hits,
                            struct output *output);

#endif
