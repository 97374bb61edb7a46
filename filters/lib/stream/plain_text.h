/* The text of a document as other programs take it, rebuilt from its tokens (running_text.h): valid
 * UTF-8, lines that end in LF (CR LF and CR become LF), no character that XML cannot hold; and where
 * each word stands in it, in code points. What cannot stay becomes U+FFFD and is counted.
 * Memory: the text. */
#ifndef COSPAN_STREAM_PLAIN_TEXT_H
#define COSPAN_STREAM_PLAIN_TEXT_H

#include <stdint.h>

#include "base/buffer.h"
#include "stream/running_text.h"

/* A word of the present sentence, in code points of the document. */
struct plain_word {
    uint64_t start, end;
};

/* Zero-initialise. */
struct plain_text {
    struct buffer text;
    uint64_t code_points;
    uint64_t replaced;
    struct running_text sentence; /* the present one, as it was */
    struct plain_word *words;
    size_t word_count, word_capacity;
};

/* Forgets the text, for the next document. */
void plain_text_clear(struct plain_text *plain);

/* Begins a line where the text is not at the beginning of one. */
void plain_text_break(struct plain_text *plain);

/* Appends text that is no token's, a speaker's name. */
void plain_text_append(struct plain_text *plain, struct slice text);

/* Appends the sentence that was read; `misc` may be TOKENS_NO_COLUMN. */
void plain_text_sentence(struct plain_text *plain, const struct tokens_reader *reader, int form,
                         int misc);

/* Appends what words `from` to `until` - 1 of the present sentence are, and what stands between
 * them, made anew from the sentence and without regard to the text; perhaps also what stands before
 * the first word of the sentence, and behind the last one. */
void plain_text_join(const struct plain_text *plain, size_t from, size_t until, bool before,
                     bool behind, struct buffer *to);

#endif
