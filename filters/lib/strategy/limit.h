/* The conditions after `limit N to`, joined by and, or, and parentheses. */
#ifndef COSPAN_STRATEGY_LIMIT_H
#define COSPAN_STRATEGY_LIMIT_H

#include <stdint.h>

#include "strategy/strategy.h"

/* Makes the tree of what stands behind `limit N to`; STRATEGY_NONE after an error. */
uint32_t strategy_parse_limit(struct strategy *strategy, uint32_t line, uint32_t from);

#endif
