/* UTF-8: decoding, encoding, counting and repair. It is the only encoding inside cospan; a code
 * point (a character as Unicode numbers them) is one to four bytes. Well-formed sequences are those
 * of table 3-7 of the Unicode Standard: no overlong forms, no surrogates, nothing above U+10FFFF.
 * NUL is a character like any other.
 *
 * Ill-formed bytes are treated in maximal subparts (section 3.9, "U+FFFD Substitution of Maximal
 * Subparts"): the longest beginning of a sequence that could have become well-formed counts as one
 * fault, and any other byte as one fault. So E2 80 followed by a space is one fault and C0 AF are
 * two, as in Python, browsers and ICU. Nothing here fails; callers own all memory. */
#ifndef COSPAN_TEXT_UTF8_H
#define COSPAN_TEXT_UTF8_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/slice.h"

enum { UTF8_INVALID = -1, UTF8_REPLACEMENT = 0xFFFD };

/* The number of bytes before the first ill-formed sequence; the whole size if all are
 * well-formed. */
size_t utf8_valid_prefix(struct slice bytes);

/* The number of ASCII bytes (below 0x80) at the beginning. */
size_t utf8_ascii_prefix(struct slice bytes);

/* Decodes the first code point of at least one byte: returns its length and sets *code_point. For
 * an ill-formed sequence *code_point is UTF8_INVALID and the length that of the maximal subpart. */
size_t utf8_decode(struct slice bytes, int32_t *code_point);

/* The length, 1 to 3, of an incomplete sequence at the end of the bytes, which more bytes could
 * complete; 0 if they do not end with one. */
size_t utf8_incomplete_end(struct slice bytes);

/* Writes a code point (0 to U+10FFFF, not a surrogate) and returns its length, 1 to 4 bytes. */
size_t utf8_encode(int32_t code_point, char to[4]);

/* Appends the bytes, with each maximal subpart of an ill-formed sequence replaced by U+FFFD, and
 * returns the number of replacements. */
uint64_t utf8_repair(struct slice bytes, struct buffer *to);

/* The same, but each byte outside well-formed sequences is decoded as windows-1252, a superset of
 * Latin-1; only the five bytes that it does not define become U+FFFD. */
uint64_t utf8_repair_windows(struct slice bytes, struct buffer *to);

/* The same, with each maximal subpart removed. */
uint64_t utf8_skip_invalid(struct slice bytes, struct buffer *to);

/* The number of code points; each maximal subpart counts as one. */
uint64_t utf8_count(struct slice bytes);

#endif
