/* Numbers that look random and are the same in every run. */
#ifndef COSPAN_TESTS_CHANCE_H
#define COSPAN_TESTS_CHANCE_H

#include <stdint.h>

static uint64_t chance_state = 88172645463325252u;

/* 0 ... below - 1 (Marsaglia 2003, "Xorshift RNGs"). */
static inline uint32_t chance(uint32_t below)
{
    chance_state ^= chance_state << 13;
    chance_state ^= chance_state >> 7;
    chance_state ^= chance_state << 17;
    return (uint32_t)(chance_state >> 33) % below;
}

#endif
