/* What the parts that read a strategy share: they add nodes and findings to it, and compare words. */
#ifndef COSPAN_STRATEGY_BUILD_H
#define COSPAN_STRATEGY_BUILD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/slice.h"
#include "strategy/strategy.h"

/* Adds a finding at a byte of a line's text; the text is as of printf. */
void strategy_find(struct strategy *strategy, enum strategy_level level, uint32_t line,
                   uint32_t place, const char *format, ...) __attribute__((format(printf, 5, 6)));

/* A new node. Pointers to nodes are good until the next one. */
uint32_t strategy_add_node(struct strategy *strategy, enum strategy_kind kind, uint32_t from,
                           uint32_t to);

/* Whether a word (of ASCII letters) is this one, in whatever case. */
bool strategy_word_is(struct slice word, const char *name);

/* What a word of a strategy is made of besides wildcards. */
static inline bool strategy_is_wordy(char c)
{
    return slice_is_letter(c) || slice_is_digit(c) || (c & 0x80) != 0;
}

#endif
