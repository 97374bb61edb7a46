/* Prose: cuts a text that arrives in pieces into paragraphs and sentences.
 *
 * The invariant: the sentences and the white space between them are the text, byte for byte, and
 * the cuts do not depend on the pieces. A sentence is returned when nothing that may follow can
 * change it; until then the text is kept. A sentence of more than PROSE_LONGEST_SENTENCE bytes is
 * cut, after white space if it has any, so memory is about twice that for any text. The time is
 * linear in the text.
 *
 * The text is the module's own copy, valid until more is added. Only running out of memory fails,
 * and ends the program. */
#ifndef COSPAN_TEXT_PROSE_H
#define COSPAN_TEXT_PROSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/slice.h"
#include "text/paragraph.h"
#include "text/sentence.h"

enum { PROSE_LONGEST_SENTENCE = 1024 * 1024 };

/* Set the first three members and zero the rest. */
struct prose {
    enum sentence_rules rules;
    enum paragraph_breaks breaks;
    struct sentence_style style; /* of the language; lower_case is the module's own */

    struct buffer text; /* the text being cut, valid UTF-8 */
    size_t used;        /* bytes of it that were returned */
    bool last;          /* nothing follows the text */
    uint64_t line;      /* of the byte at `used` */

    size_t line_before;         /* characters of the line before `used` */
    bool in_paragraph;          /* the text at `used` continues a paragraph */
    struct paragraph paragraph; /* the one at `used` ... */
    size_t paragraph_seen;      /* ... judged by this many bytes of the text; 0: unknown */
    size_t wanted;              /* bytes needed before a long sentence is examined again */
};

/* Begins another text; `line` is the number of its first line. */
void prose_begin(struct prose *prose, uint64_t line);

/* The buffer to which the next piece of the text must be appended, in whole characters; `last` is
 * set for the last piece. INPUT_PADDING bytes after the text are readable. */
struct buffer *prose_add(struct prose *prose, bool last);

enum prose_kind { PROSE_MORE, PROSE_SPACE, PROSE_SENTENCE };

/* A range of bytes of prose->text.data. */
struct prose_piece {
    const char *text;
    size_t from, end;
    size_t bound;          /* the end of the paragraph; words of the sentence may reach this far */
    uint64_t line;         /* of its first byte */
    bool begins_paragraph; /* the sentence is the first of a paragraph */
    bool is_cut;           /* the sentence is too long and continues in the next piece */
};

/* Finds the next piece: ASCII white space before or between sentences; a sentence with the white
 * space that belongs to it; or nothing until more text is added. The caller then calls
 * prose_advance with the beginning of the next piece. */
enum prose_kind prose_next(struct prose *prose, struct prose_piece *piece);

/* Continues at `to`: the end of the piece, or of a word that begins in the sentence and ends after
 * it. */
void prose_advance(struct prose *prose, size_t to);

void prose_free(struct prose *prose);

#endif
