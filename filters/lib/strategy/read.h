/* A strategy from its text: its lines, then the tree of each line, then the lines that it names. */
#ifndef COSPAN_STRATEGY_READ_H
#define COSPAN_STRATEGY_READ_H

#include <stdbool.h>

#include "base/slice.h"
#include "strategy/strategy.h"

/* Reads a strategy: its lines, their trees, their references. `single` is one line as typed, in
 * which a number at the beginning is no line number. */
void strategy_read(struct strategy *strategy, struct slice text, bool single);

#endif
