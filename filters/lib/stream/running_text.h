/* The text that tokens were made from, rebuilt from their forms and from what stands between them
 * (SpaceAfter, SpacesAfter and SpacesBefore in MISC), with the place of every word in it: for
 * whoever shows words as they were written. Sentences are added one after the other and dropped
 * from the front when nobody needs them any more. Words are numbered from 0 on, through all
 * sentences since the last running_text_clear, and keep their numbers.
 *
 * The words of a multiword token (2-3) share the place of its form; empty nodes have no text.
 * Without a column MISC one space stands between words. Memory: what was not dropped. */
#ifndef COSPAN_STREAM_RUNNING_TEXT_H
#define COSPAN_STREAM_RUNNING_TEXT_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/slice.h"
#include "stream/tokens.h"

struct running_word {
    size_t start, end; /* in the text */
};

/* Zero-initialise; set `form` and `misc` (may be TOKENS_NO_COLUMN) when the columns are known. */
struct running_text {
    int form, misc;
    struct buffer text;
    struct running_word *words; /* words[0] has the number `first` */
    size_t count, capacity;
    uint64_t first;
};

/* Adds the sentence that was read. */
void running_text_add(struct running_text *running, const struct tokens_reader *reader);

/* The number that the next word will get. */
static inline uint64_t running_text_end(const struct running_text *running)
{
    return running->first + running->count;
}

/* Where a word stands. */
static inline const struct running_word *running_text_word(const struct running_text *running,
                                                           uint64_t number)
{
    return &running->words[number - running->first];
}

/* Forgets the words before this one, and what stands before it. */
void running_text_drop(struct running_text *running, uint64_t number);

/* Forgets everything; words are numbered from 0 again. */
void running_text_clear(struct running_text *running);

void running_text_free(struct running_text *running);

#endif
