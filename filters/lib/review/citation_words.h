/* The words of a title or abstract without markup, entities, case and accents. */
#ifndef COSPAN_REVIEW_CITATION_WORDS_H
#define COSPAN_REVIEW_CITATION_WORDS_H

#include <stddef.h>

#include "base/buffer.h"
#include "base/slice.h"
#include "review/citation.h"

/* Appends the folded words of a text, one space apart; returns how many. */
size_t citation_words(struct citation_reader *reader, struct slice text, struct buffer *to);

#endif
