/* Cleans text from PDF files, word processors and web pages into plain text in which a word is
 * always written the same way.
 *
 * A cleanup reads UTF-8 in pieces of any size and appends the clean text to a buffer that the
 * caller owns. The result does not depend on how the text is cut into pieces; lines may be of any
 * length; memory is constant. The invariant: cleaning a clean text again by the same rules does not
 * change it. Text that needs no change, as most text does, is copied in blocks; only the
 * neighbourhood of a character that a rule applies to is processed by code point (rewrite.h).
 * Nothing here fails. */
#ifndef COSPAN_TEXT_CLEANUP_H
#define COSPAN_TEXT_CLEANUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/slice.h"
#include "text/rewrite.h"

/* How an ill-formed sequence is treated: replaced by U+FFFD, or removed. */
enum cleanup_invalid { CLEANUP_REPLACE, CLEANUP_SKIP };

/* The rules, each with its switch:
 * - form: NFC, NFKC, or no change of form;
 * - quotes: typographic quotes become " and ', and so do an acute, grave or prime used as an
 *   apostrophe (grave and prime: between letters);
 * - dashes: hyphens, figure dash and minus become -; en dash and em dash stay;
 * - ligatures: U+FB00 to U+FB06 become their letters;
 * - soft_hyphens: they are removed, but a visible one, at the end of a line, becomes -;
 * - zero_width: characters without width are removed; joiners stay where scripts or emoji need
 *   them;
 * - spaces: every run of blanks becomes one space; those at the end of a line are removed;
 * - fold_case, strip_accents: as their names say; they need a form. */
struct cleanup;

struct cleanup *cleanup_open(const struct rewrite_rules *rules, enum cleanup_invalid invalid);

/* Announces that the next bytes begin a file of text: a byte-order mark is removed there under any
 * rules, and the text is kept from looking like a documents table. */
void cleanup_begin_file(struct cleanup *cleanup);

/* Cleans bytes that continue the text and appends the result to *to. Returns how many were used;
 * the others must come again, followed by more. With `last`, the text ends here: all bytes are
 * used, and the next ones begin another text. */
size_t cleanup_feed(struct cleanup *cleanup, struct slice bytes, bool last, struct buffer *to);

/* The number of ill-formed sequences so far, and in *first the offset of the first one in the bytes
 * of the last feed; SIZE_MAX if it had none. */
uint64_t cleanup_ill_formed(const struct cleanup *cleanup, size_t *first);

const struct rewrite_counts *cleanup_counts(const struct cleanup *cleanup);

void cleanup_close(struct cleanup *cleanup);

#endif
