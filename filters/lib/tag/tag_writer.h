/* Writes the lines of a sentence with its hits as a column of spans (streams.5): `n:concept` where
 * span n begins, `n` on its other tokens, `;` between spans, `*` on a word without a span and `_`
 * on lines that are not words; optionally also a second column with the patterns that matched.
 *
 * With a dense dictionary most of the time is spent on writing, so names are stored as they are
 * written, with their colon, numbers come from a table, and room is reserved once per line. Memory:
 * the names, and the patterns if they are written. */
#ifndef COSPAN_TAG_TAG_WRITER_H
#define COSPAN_TAG_TAG_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/output.h"
#include "stream/dictionary.h"
#include "stream/tokens.h"
#include "tag/matcher.h"

enum { TAG_WRITER_DIGITS = 1000 };

/* Texts by number: number i is the bytes from starts[i] to starts[i + 1]. */
struct tag_names {
    struct buffer text;
    size_t *starts;
    size_t longest;
};

struct tag_writer {
    struct output *output;
    struct tag_names concepts; /* by concept of a hit */
    struct tag_names patterns; /* by entry; empty if they are not written */
    bool with_patterns;
    char digits[TAG_WRITER_DIGITS][4]; /* of small numbers, and their length */
    size_t *open;                      /* hits that began before the present word and continue */
    size_t open_count, open_capacity;
};

/* Takes the names of concepts by the numbers of the matcher. */
void tag_writer_open(struct tag_writer *writer, struct output *output,
                     const struct matcher *matcher, const struct dictionary *dictionary,
                     bool with_patterns);

/* Writes the tokens of the sentence that was read; `hits` come from matcher_end. */
void tag_writer_sentence(struct tag_writer *writer, const struct tokens_reader *reader,
                         const struct hit *hits, size_t count);

void tag_writer_close(struct tag_writer *writer);

#endif
