/* The spans of a sentence as they stand in a column like COSPAN:CONCEPT (streams.5), the notation of
 * PARSEME's .cupt: `n:name` where span n begins, `n` on its other tokens, `;` between spans that
 * overlap, `*` where nothing was found, `_` where nothing was looked for. Spans are numbered from 1
 * in the order in which they begin; one may lie within another and may leave tokens out. */
#ifndef COSPAN_STREAM_SPANS_H
#define COSPAN_STREAM_SPANS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/options.h"
#include "base/slice.h"
#include "stream/tokens.h"

struct span {
    struct slice name;   /* points into the field that was read */
    uint32_t start, end; /* tokens start ... end - 1 */
};

/* Zero-initialise; set count to 0 before each sentence. */
struct spans {
    struct span *items;
    size_t count, capacity;
};

/* clang-format off */
#define OPTION_CONCEPT_COLUMN(at)                                                                  \
    {0, "concept-column", OPTION_TEXT, at, "NAME",                                                 \
     "column of the concepts (default: COSPAN:CONCEPT)"}
/* clang-format on */

/* Takes over what the field of token number `token` says; tokens come in order. At the first part
 * that is no span it stops with false, and *bad is that part. */
bool spans_read(struct spans *spans, struct slice field, uint32_t token, struct slice *bad);

/* The same for a token of the sentence that was read; a field that is none is reported with its
 * place, and what it says before that stays. */
void spans_read_token(struct spans *spans, const struct tokens_reader *reader,
                      const struct token *token, struct slice field, uint32_t index);

/* Reads the spans of the whole sentence from the column, its words numbered from 0. */
void spans_read_sentence(struct spans *spans, const struct tokens_reader *reader, int column);

/* Where the names are patterns as COSPAN:PATTERN has them: makes them the patterns themselves, which
 * then point into `to`. */
void spans_decode_patterns(struct spans *spans, struct buffer *to);

/* The first `level` parts of a concept's path, `role/peer` of `role/peer/worker`, never nothing; the
 * whole where `level` is 0. */
struct slice spans_roll_up(struct slice concept, uint64_t level);

void spans_free(struct spans *spans);

#endif
