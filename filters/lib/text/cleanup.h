/* Cleaning a text: what came out of PDF files, word processors and web pages is made into plain
 * text in which a word is always written the same way.
 *
 * A cleanup reads UTF-8 in pieces of any size and appends the clean text to a buffer that the
 * caller owns. How the text is cut into pieces never shows in the result; lines may be endless;
 * memory is constant. The invariant: a clean text is not changed by cleaning it again by the same
 * rules. Text with nothing to do, which most text is, is copied in blocks; only the neighbourhood
 * of a character that a rule is about is taken apart (rewrite.h). Nothing here fails. */
#ifndef COSPAN_TEXT_CLEANUP_H
#define COSPAN_TEXT_CLEANUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/slice.h"
#include "text/rewrite.h"

/* What becomes of an ill-formed sequence: U+FFFD, or nothing. */
enum cleanup_invalid { CLEANUP_REPLACE, CLEANUP_SKIP };

/* The rules, each with its switch:
 * - form: NFC, NFKC, or the text is left in the form that it has;
 * - quotes: typographic quotes become " and ', and so do the acute, grave and prime that serve as
 *   an apostrophe (grave and prime: between letters);
 * - dashes: hyphens, figure dash and minus become -; en dash and em dash stay what they are;
 * - ligatures: U+FB00 to U+FB06 become their letters;
 * - soft_hyphens: left out, but one that shows, at the end of a line, becomes -;
 * - zero_width: characters without width are left out; joiners stay where scripts or emoji need
 *   them;
 * - spaces: every run of blanks becomes one space, those at the end of a line nothing;
 * - fold_case, strip_accents: as the names say; they need a form. */
struct cleanup;

struct cleanup *cleanup_open(const struct rewrite_rules *rules, enum cleanup_invalid invalid);

/* Says that what comes next will stand at the beginning of a file of text: there a byte-order mark
 * is left out whatever the rules are, and the text is kept from looking like a documents table. */
void cleanup_begin_file(struct cleanup *cleanup);

/* Cleans bytes that continue the text and appends the result to *to. Returns how many were used;
 * the others must come again with those that follow. With `last`, the text ends here, all are
 * used, and the next ones begin another. */
size_t cleanup_feed(struct cleanup *cleanup, struct slice bytes, bool last, struct buffer *to);

/* How many ill-formed sequences there were yet, and where the first of the last feed stood in its
 * bytes; SIZE_MAX if it had none. */
uint64_t cleanup_ill_formed(const struct cleanup *cleanup, size_t *first);

const struct rewrite_counts *cleanup_counts(const struct cleanup *cleanup);

void cleanup_close(struct cleanup *cleanup);

#endif
