/* Words that begin sentences, and headings of abstracts, that exports glue to the sentence before:
 * "learned to trust.We asked", "were used.Results: Of 12". Without the list such a rule would cut
 * file names and code (http.ResponseWriter). */
#ifndef COSPAN_TEXT_SENTENCE_OPENING_H
#define COSPAN_TEXT_SENTENCE_OPENING_H

#include <stdbool.h>

#include "base/slice.h"

enum { SENTENCE_OPENING_LONGEST = 16 };

/* Whether the word is one of the list, as spelled there. */
bool sentence_opening(struct slice word);

#endif
