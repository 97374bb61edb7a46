/* Strategy lines: the text of a strategy, printed or pasted, is cut into numbered statements. */
#ifndef COSPAN_STRATEGY_LINES_H
#define COSPAN_STRATEGY_LINES_H

#include <stdbool.h>

#include "base/slice.h"
#include "strategy/strategy.h"

/* Cuts the text into lines, without trees. */
void strategy_read_lines(struct strategy *strategy, struct slice text, bool single);

#endif
