/* A dictionary (dictionary.5) as a block of an Ovid strategy: a line for each concept, its patterns
 * joined by or, and a last line that joins the concepts.
 *
 * A phrase becomes words joined by adj, `<3>` becomes adj4 and `{a ~5 b}` adj6, alternatives become
 * groups, what is optional is written with and without, a compound with a hyphen is written open and
 * closed. What Ovid cannot say (a wildcard at the beginning of a word, a regular expression, an
 * exclusion, upper case that counts) is left out or widened, and reported with its place. */
#ifndef COSPAN_STRATEGY_DICTIONARY_H
#define COSPAN_STRATEGY_DICTIONARY_H

#include "base/buffer.h"
#include "stream/dictionary.h"

/* Appends the lines, numbered from 1, the words searched in these fields ("ti,ab"). */
void strategy_from_dictionary(const struct dictionary *dictionary, const char *fields,
                              struct buffer *to);

#endif
