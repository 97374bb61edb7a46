/* Finds the concepts of a dictionary in the sentences of a tokens stream: passes the words of one
 * column to a matcher and, for regular expressions, the text of the sentence. Multiword ranges and
 * empty nodes do not count as words. Memory: the longest sentence. */
#ifndef COSPAN_TAG_SENTENCE_HITS_H
#define COSPAN_TAG_SENTENCE_HITS_H

#include <stddef.h>

#include "base/buffer.h"
#include "base/slice.h"
#include "tag/matcher.h"
#include "stream/tokens.h"

/* Zero-initialise, then set the matcher and, once the columns are known, the first three
 * members. */
struct sentence_hits {
    struct matcher *matcher;
    int column; /* whose words are matched */
    int misc;   /* TOKENS_NO_COLUMN if it is missing */

    size_t word_count; /* of the present sentence */
    struct slice *words;
    size_t word_capacity;
    struct buffer text;
    size_t *starts, *ends; /* of the words in the text */
    size_t starts_capacity, ends_capacity;
};

/* The hits of the sentence that was read, as from matcher_end; valid until the next sentence. */
const struct hit *sentence_hits_find(struct sentence_hits *hits, const struct tokens_reader *reader,
                                     size_t *count);

#endif
