/* Prose: a text that arrives in pieces, cut into paragraphs and sentences.
 *
 * The invariant: sentences and the white space between them are the text, byte for byte, and where
 * they are cut does not depend on the pieces. A sentence is found when nothing that may follow can
 * change it; until then the text waits. A sentence of more than PROSE_LONGEST_SENTENCE bytes is
 * cut, behind white space if there is any, so memory is about twice that, whatever the text. The
 * time is linear in the text.
 *
 * The text is the module's own copy, valid until more is added. Nothing fails but memory, which
 * ends the program. */
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

/* Set the first three and zero the rest. */
struct prose {
    enum sentence_rules rules;
    enum paragraph_breaks breaks;
    const struct sentence_abbreviations *abbreviations; /* NULL for none */

    struct buffer text; /* what is being cut, valid UTF-8 */
    size_t used;        /* bytes of it that are done with */
    bool last;          /* nothing follows the text */
    uint64_t line;      /* of the byte at `used` */

    size_t line_before;         /* characters of the line before `used` */
    bool in_paragraph;          /* the text at `used` continues a paragraph */
    struct paragraph paragraph; /* the one at `used` ... */
    size_t paragraph_seen;      /* ... as far as these bytes of the text tell; 0: not looked for */
    size_t wanted;              /* bytes to wait for before the next look at a long sentence */
};

/* Begins another text, whose first line has this number. */
void prose_begin(struct prose *prose, uint64_t line);

/* Where the next piece of the text is to be appended, in whole characters; `last` says that it is
 * the last one. INPUT_PADDING bytes behind the text are readable. */
struct buffer *prose_add(struct prose *prose, bool last);

enum prose_kind { PROSE_MORE, PROSE_SPACE, PROSE_SENTENCE };

/* Bytes of prose->text.data. */
struct prose_piece {
    const char *text;
    size_t from, end;
    size_t bound;          /* words of the sentence may reach to here: the paragraph's end */
    uint64_t line;         /* of its first byte */
    bool begins_paragraph; /* the sentence does */
    bool is_cut;           /* the sentence is too long and goes on in the next one */
};

/* What comes next: ASCII white space before or between sentences; a sentence with the white space
 * that it owns; or nothing before more text is added. The caller then says with prose_advance where
 * what comes next begins. */
enum prose_kind prose_next(struct prose *prose, struct prose_piece *piece);

/* Goes on at `to`: the end of the piece, or of a word that begins in the sentence and ends behind
 * it. */
void prose_advance(struct prose *prose, size_t to);

void prose_free(struct prose *prose);

#endif
