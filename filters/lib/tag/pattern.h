/* The pattern language of dictionaries (dictionary.5): parses patterns into paths through an
 * automaton.
 *
 *     peer support worker*            tokens in this order
 *     (worker|specialist) [role]      alternatives, an optional part
 *     support <3> worker*             up to three tokens between
 *     {peer worker* ~5 bridg*}        at most five tokens between, in either order
 *     co-creat*                       a hyphen is the open, hyphenated and closed compound
 *     =co-creat*                      only itself
 *
 * A pattern is cut into tokens by the rules of the tokenizer. Alternatives and optional parts end
 * in one node, so a pattern costs the sum of its parts, not their product. */
#ifndef COSPAN_TAG_PATTERN_H
#define COSPAN_TAG_PATTERN_H

#include <stdbool.h>
#include <stdint.h>

#include "tag/automaton.h"
#include "tag/vocabulary.h"
#include "stream/dictionary.h"

/* Adds the phrase of the entry with this number. False if the pattern is invalid: it is reported
 * with its place and what was expected, and skipped. */
bool pattern_add(struct automaton *automaton, struct vocabulary *vocabulary,
                 const struct entry *entry, uint32_t number);

#endif
