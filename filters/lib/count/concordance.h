/* A concordance: each hit with the text around it (KWIC, "key word in context", Luhn 1960). Sentences
 * and their hits go in, lines come out in the order of the text, each as soon as the text to its
 * right is known. The text is the original one, spacing and all: left, node and right together are
 * a piece of it. Where a paragraph follows with nothing between, because it was a cell of its own in
 * a table, a line break is put there.
 *
 * The text around a hit stays within its unit, whose beginnings the caller knows. Memory: the words
 * and hits of a unit, and where there is a window, of that many words beside the sentence. */
#ifndef COSPAN_COUNT_CONCORDANCE_H
#define COSPAN_COUNT_CONCORDANCE_H

#include <stdint.h>

#include "base/buffer.h"
#include "base/slice.h"
#include "stream/running_text.h"
#include "stream/spans.h"
#include "stream/tokens.h"

#define CONCORDANCE_WHOLE_UNIT UINT64_MAX

/* A line, valid during the call that shows it. */
struct concordance_line {
    struct slice cells; /* of the sentence, as TSV */
    struct slice left, node, right, name;
    uint64_t sentence;   /* number in its document */
    uint32_t word, size; /* first word of the node in its sentence, and how many they are */

    /* The words: left are those from ... start - 1, the node start ... end - 1, right end ... to
     * - 1. */
    const struct running_text *running;
    uint64_t from, start, end, to;
};

/* By what lines may be sorted. */
enum concordance_order {
    CONCORDANCE_TEXT,  /* the order of the text */
    CONCORDANCE_LEFT,  /* the words on the left, from the node outwards */
    CONCORDANCE_NODE,  /* the words of the node, then those on the right */
    CONCORDANCE_RIGHT, /* the words on the right */
};

/* Appends a key whose byte order is that order: words as dictionaries compare them (normal.h),
 * punctuation left out; nothing for the order of the text. */
void concordance_append_key(const struct concordance_line *line, enum concordance_order order,
                            struct buffer *to);

/* Appends what a hit is known by, wherever in a stream its document stands: the id of the document,
 * the sentence, the words, the name. */
void concordance_append_identity(const struct concordance_line *line, struct buffer *to);

typedef void concordance_show(void *context, const struct concordance_line *line);

struct concordance_hit;

/* Zero-initialise; set the columns of `running` and the first three. */
struct concordance {
    uint64_t window; /* words on each side, or CONCORDANCE_WHOLE_UNIT */
    concordance_show *show;
    void *context;

    struct running_text running;  /* of the present unit */
    struct concordance_hit *hits; /* not shown yet: number `first` and those after it */
    size_t first, count, capacity;
};

/* The next sentence begins a unit: shows what is not shown yet. To be called also at the end. */
void concordance_begin_unit(struct concordance *concordance);

/* Adds the sentence that was read, and its hits; `cells` are its cells, `number` its number in the
 * document. */
void concordance_add(struct concordance *concordance, const struct tokens_reader *reader,
                     const struct span *spans, size_t count, struct slice cells, uint64_t number);

void concordance_free(struct concordance *concordance);

#endif
