/* Joins words that are hyphenated at the end of a line.
 *
 * "colla-" at the end of one line and "boration is" at the beginning of the next become
 * "collaboration" on the first, where the word began, and "is" on the second: no line is lost, so
 * line numbers still lead to the place in the original. If the second line holds only the rest of
 * the word, an empty line would look like the end of a paragraph, so the word moves down to the
 * second line. Only if the first line holds nothing else either, the two lines become one.
 *
 * The hyphen is dropped if the typesetter put it in and kept if the author did ("co-creation"). No
 * program can be sure of that without a dictionary; hyphen_join states the rules.
 *
 * The input is clean text (cleanup.h) in pieces of any size; the result does not depend on how it
 * is cut. Memory is constant, as a word of more than 255 bytes is not joined. Joining a text again
 * does not change it. */
#ifndef COSPAN_TEXT_HYPHEN_H
#define COSPAN_TEXT_HYPHEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/slice.h"

/* Zero-initialise. With `soft_hyphens`, a soft hyphen that remains is written as a hyphen. */
struct hyphen {
    bool soft_hyphens;
    uint64_t joined;      /* words that were joined */
    uint64_t lines_fewer; /* lines removed by joining */

    struct buffer word; /* ends a line with a hyphen; its newline was read but not yet written */
    bool waits;         /* `word` holds such a word */
    char gap;           /* blank before it, not yet written; 0 if it must be written */
    bool in_long_word;  /* the next bytes continue a word that is too long to be joined */
};

/* Appends the text with hyphenated words joined to *to and returns how many bytes were used; the
 * others must come again, followed by more. With `last`, the text ends here and all bytes are
 * used. */
size_t hyphen_feed(struct hyphen *hyphen, struct slice bytes, bool last, struct buffer *to);

void hyphen_free(struct hyphen *hyphen);

enum hyphen_verdict { HYPHEN_APART, HYPHEN_KEPT, HYPHEN_DROPPED };

/* Decides whether `first`, which ends with a hyphen (-, U+2010 or a soft one), and `second` are
 * parts of one word, and whether the hyphen belongs to the word:
 * - apart: the first does not end with a letter or digit and the hyphen, the second does not begin
 *   with a cased letter or a digit, or it is a conjunction ("pre- and post-test");
 * - dropped: a soft hyphen between letters;
 * - kept: a digit or an upper-case letter follows or a digit precedes ("COVID-19",
 *   "Anglo-American"), except within an upper-case word; the first half is a single letter
 *   ("e-mail"); either half has a leading full stop, a slash or an at sign (addresses);
 * - kept: another hyphen follows the second half ("face-to-face"), or a short function word is
 *   between two hyphens ("state-of-the-art");
 * - kept: the first half is co, non, self, well, cross, peer, user ... and the second is not only
 *   an ending ("self-ish"); the second half is based, led, term, making, related ... and the first
 *   is not only a prefix ("cor-related");
 * - dropped otherwise. */
enum hyphen_verdict hyphen_join(struct slice first, struct slice second);

#endif
