/* One statement of a strategy becomes a tree. The parser reads the text of the line from left to
 * right; an operand is a group, a heading, a combination of sets, or words. */
#ifndef COSPAN_STRATEGY_PARSE_H
#define COSPAN_STRATEGY_PARSE_H

#include <stdint.h>

#include "strategy/strategy.h"

/* Makes the tree of a line; what is wrong becomes a finding and the line its own cause. */
void strategy_parse_line(struct strategy *strategy, uint32_t line);

#endif
