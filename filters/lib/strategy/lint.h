/* What is doubtful in a strategy that can be run. */
#ifndef COSPAN_STRATEGY_LINT_H
#define COSPAN_STRATEGY_LINT_H

#include "strategy/strategy.h"

/* Adds to the findings of reading: lines that nothing uses, short truncations, typographic marks,
 * and so on. */
void strategy_lint(struct strategy *strategy);

#endif
