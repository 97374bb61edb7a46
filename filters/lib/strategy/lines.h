/* The lines of a strategy: from its text, as it was printed or pasted, to numbered statements. */
#ifndef COSPAN_STRATEGY_LINES_H
#define COSPAN_STRATEGY_LINES_H

#include <stdbool.h>

#include "base/slice.h"
#include "strategy/strategy.h"

/* Cuts the text into lines, without trees. */
void strategy_read_lines(struct strategy *strategy, struct slice text, bool single);

#endif
