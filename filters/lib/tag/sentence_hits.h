/* The concepts of a dictionary in the sentences of a tokens stream: gives the words of one column
 * to a matcher, and, where there are regular expressions, the text that the words and what stands
 * between them make. Multiword ranges and empty nodes are no words. Memory: the longest sentence. */
#ifndef COSPAN_TAG_SENTENCE_HITS_H
#define COSPAN_TAG_SENTENCE_HITS_H

#include <stddef.h>

#include "base/buffer.h"
#include "base/slice.h"
#include "tag/matcher.h"
#include "stream/tokens.h"

/* Zero-initialise, then set the matcher and, when the columns are known, the first three. */
struct sentence_hits {
    struct matcher *matcher;
    int column; /* whose words are compared */
    int misc;   /* TOKENS_NO_COLUMN where there is none */

    size_t word_count; /* of the present sentence */
    struct slice *words;
    size_t word_capacity;
    struct buffer text;
    size_t *starts, *ends; /* of the words in the text */
    size_t starts_capacity, ends_capacity;
};

/* The hits of the sentence that was read, as matcher_end gives them; valid until the next. */
const struct hit *sentence_hits_find(struct sentence_hits *hits, const struct tokens_reader *reader,
                                     size_t *count);

#endif
