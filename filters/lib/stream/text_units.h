/* Where the units of a text begin: sentences, paragraphs, turns, documents.
 *
 * A paragraph begins at `# newpar`. A turn is what one speaks until another does: it begins where
 * the comment `# turn =` of the sentence has another value than that of the sentence before; where
 * there is none, where `# speaker =` has; and in a text without speakers, at a paragraph. A unit
 * never crosses the end of its document. Memory: the last turn's name. */
#ifndef COSPAN_STREAM_TEXT_UNITS_H
#define COSPAN_STREAM_TEXT_UNITS_H

#include <stdbool.h>

#include "base/buffer.h"
#include "stream/tokens.h"

/* The units, and the words of options that choose one. */
#define TEXT_UNITS "document|sentence|turn|paragraph"
enum text_unit { UNIT_DOCUMENT, UNIT_SENTENCE, UNIT_TURN, UNIT_PARAGRAPH };

/* Zero-initialise; set `unit`. */
struct text_units {
    enum text_unit unit;
    bool begun;         /* a sentence was read */
    struct buffer turn; /* whose turn the last sentence was */
    struct buffer next;
};

/* Whether the sentence that was read, or the comment block without tokens, begins another unit than
 * the one before it; the first one does. Call it once for each, in order. */
bool text_units_begins(struct text_units *units, const struct tokens_reader *reader);

/* Whether the sentence that was read begins a paragraph. */
bool text_units_begins_paragraph(const struct tokens_reader *reader);

void text_units_free(struct text_units *units);

#endif
