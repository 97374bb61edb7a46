/* Words that a typesetter divided at the end of a line are put together again.
 *
 * "colla-" at the end of one line and "boration is" at the beginning of the next become
 * "collaboration" on the first, where the word began, and "is" on the second: no line is lost, so
 * line numbers still lead to the place in the original. Where the second line holds nothing but
 * the rest of the word, an empty line would look like the end of a paragraph: then the word goes
 * down to the second line; only where the first line holds nothing else either do two lines become
 * one.
 *
 * The hyphen itself goes when it was the typesetter's and stays when it was the author's
 * ("co-creation"). No program without a dictionary can be sure; hyphen_join states the rules.
 *
 * Input is clean text (cleanup.h), in pieces of any size, how it is cut never shows; memory is
 * constant, as a word of more than 255 bytes is not put together. Doing it twice is doing it
 * once. */
#ifndef COSPAN_TEXT_HYPHEN_H
#define COSPAN_TEXT_HYPHEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/slice.h"

/* Zero-initialise; `soft_hyphens` says that a soft hyphen which remains is written as a hyphen. */
struct hyphen {
    bool soft_hyphens;
    uint64_t joined;      /* words that were put together */
    uint64_t lines_fewer; /* lines that were lost by it */

    struct buffer word; /* ends a line in a hyphen; its newline has been used, not yet written */
    bool waits;         /* there is such a word */
    char gap;           /* blank before it, not yet written; 0 if it cannot be left out */
    bool in_long_word;  /* what comes continues a word of which too much has been written */
};

/* Appends the text with divided words put together to *to and returns how many bytes were used;
 * the others must come again with those that follow. With `last` the text ends here and all are
 * used. */
size_t hyphen_feed(struct hyphen *hyphen, struct slice bytes, bool last, struct buffer *to);

void hyphen_free(struct hyphen *hyphen);

enum hyphen_verdict { HYPHEN_APART, HYPHEN_KEPT, HYPHEN_DROPPED };

/* Whether `first`, which ends in a hyphen (-, U+2010 or a soft one), and `second` are parts of
 * one word, and whether the hyphen belongs to it:
 * - apart: the first does not end in letter or digit and hyphen, the second does not begin with a
 *   cased letter or a digit, or it is a conjunction ("pre- and post-test");
 * - dropped: a soft hyphen between letters;
 * - kept: a digit or capital follows or a digit precedes ("COVID-19", "Anglo-American"), except
 *   within a word in capitals; the first half is a single letter ("e-mail"); either half holds a
 *   full stop in front, a slash or an at sign (addresses);
 * - kept: another hyphen follows the second half ("face-to-face") or a little word stands between
 *   two hyphens ("state-of-the-art");
 * - kept: the first half is co, non, self, well, cross, peer, user ... and the second is no mere
 *   ending ("self-ish"); the second half is based, led, term, making, related ... and the first
 *   is no mere prefix ("cor-related");
 * - dropped otherwise. */
enum hyphen_verdict hyphen_join(struct slice first, struct slice second);

#endif
