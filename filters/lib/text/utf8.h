/* UTF-8, the one encoding inside cospan: a code point (a character as Unicode numbers them) is
 * one to four bytes. What is well-formed is what table 3-7 of the Unicode Standard allows: no
 * overlong spelling, no surrogate, nothing above U+10FFFF. NUL is a character like others.
 *
 * Ill-formed bytes are taken in maximal subparts (section 3.9, "U+FFFD Substitution of Maximal
 * Subparts"): the longest beginning of a sequence that could have become well-formed counts as
 * one fault, any other byte as one fault by itself. So E2 80 followed by a space is one fault and
 * C0 AF are two, as in Python, browsers and ICU. Nothing here fails; callers own all memory. */
#ifndef COSPAN_TEXT_UTF8_H
#define COSPAN_TEXT_UTF8_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/slice.h"

enum { UTF8_INVALID = -1, UTF8_REPLACEMENT = 0xFFFD };

/* The number of bytes before the first ill-formed sequence; the whole size if there is none. */
size_t utf8_valid_prefix(struct slice bytes);

/* The number of ASCII bytes (below 0x80) at the beginning. */
size_t utf8_ascii_prefix(struct slice bytes);

/* Reads what stands at the beginning of the bytes, of which there is at least one: returns its
 * length and sets *code_point, to UTF8_INVALID for an ill-formed sequence, whose length is then
 * that of the maximal subpart. */
size_t utf8_decode(struct slice bytes, int32_t *code_point);

/* Whether the bytes are a sequence cut off at its end, which more bytes could complete; the size
 * is the length of that beginning, 1 to 3, and 0 if there is none at the end of the bytes. */
size_t utf8_incomplete_end(struct slice bytes);

/* Writes a code point (0 to U+10FFFF, no surrogate) and returns its length, 1 to 4 bytes. */
size_t utf8_encode(int32_t code_point, char to[4]);

/* Appends the bytes with each maximal subpart of an ill-formed sequence replaced by U+FFFD, and
 * returns how many were. */
uint64_t utf8_repair(struct slice bytes, struct buffer *to);

/* The same, but each byte that is no part of a well-formed sequence is read as windows-1252, of which
 * Latin-1 is a part; only the five that it does not know become U+FFFD. */
uint64_t utf8_repair_windows(struct slice bytes, struct buffer *to);

/* The same with nothing in the place of what is left out. */
uint64_t utf8_skip_invalid(struct slice bytes, struct buffer *to);

/* The number of code points; each maximal subpart counts as one. */
uint64_t utf8_count(struct slice bytes);

#endif
