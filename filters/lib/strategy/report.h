/* Findings of a strategy as messages: an error with the text around its place and a caret under it,
 * a warning in one line. Notes are only in the table of all findings. */
#ifndef COSPAN_STRATEGY_REPORT_H
#define COSPAN_STRATEGY_REPORT_H

#include "strategy/strategy.h"

/* Reports the findings from the one with this index on; returns how many there are now. `name` is
 * that of the file. */
size_t strategy_report(const struct strategy *strategy, const char *name, size_t from);

#endif
