/* Unicode normal forms and the keys under which words are compared. "é" may be one code point or
 * "e" with a combining accent: NFC writes it as one, and NFKC also replaces compatibility
 * characters (ligatures, full-width letters, superscripts) by plain ones. The tables are those of
 * utf8proc; the methods are those of Unicode Standard Annex 15 and of section 3.13 of the standard
 * (case folding).
 *
 * Texts are UTF-8; ill-formed sequences become U+FFFD, one for each maximal subpart. Results are
 * appended to a buffer that the caller owns. Nothing here fails. */
#ifndef COSPAN_TEXT_NORMAL_H
#define COSPAN_TEXT_NORMAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/slice.h"

/* How letters are compared: by full case folding ("ß" = "SS"), exactly, or by the lower-case letter
 * of each code point. */
enum letter_case { LETTER_FOLD, LETTER_EXACT, LETTER_LOWER };

/* Appends the key under which a word is compared: NFC; letters by `mode`; without accents if
 * `strip_accents`; every apostrophe (U+2019, U+2018, U+02BC, U+FF07, U+00B4, U+0060) as ', every
 * hyphen or dash that can occur in a compound (U+2010 to U+2013, U+2212, U+FE63, U+FF0D) as -;
 * without soft hyphens. The key of a key is the key itself, and canonically equivalent texts have
 * the same key. */
void text_fold(struct slice text, enum letter_case mode, bool strip_accents, struct buffer *to);

enum text_form { TEXT_NFC, TEXT_NFKC, TEXT_AS_IS };

/* Appends the text in the normal form; TEXT_AS_IS only repairs ill-formed sequences. */
void text_normal_form(struct slice text, enum text_form form, struct buffer *to);

/* The versions at run time, "utf8proc 2.8.0, Unicode 15.0.0"; valid for the whole run. */
const char *text_utf8proc_version(void);

/* The steps of normalization, on code points, for the other modules of this floor. A starter is a
 * code point of combining class 0; a mark is any other. */

/* The room that normal_decompose needs: the longest decomposition has 18 code points. */
enum { NORMAL_ROOM = 32 };

/* Writes the full decomposition of a code point, canonical or compatible, case-folded first if
 * `fold`, and returns its length. */
size_t normal_decompose(int32_t code_point, bool compatible, bool fold, int32_t to[NORMAL_ROOM]);

/* Puts the marks after each starter into canonical order. */
void normal_order(int32_t *code_points, size_t count);

/* Composes decomposed code points in canonical order in place; returns their new number. */
size_t normal_compose(int32_t *code_points, size_t count);

/* The canonical combining class, 0 to 254. */
int normal_combining_class(int32_t code_point);

/* Whether the code point may compose with one before it (NFC_Quick_Check is not "yes" for that
 * reason); true for some more that cannot, never false for one that can. */
bool normal_joins_previous(int32_t code_point);

/* General categories: letter; lower-case, upper-case letter; mark; decimal digit. */
bool normal_is_letter(int32_t code_point);
bool normal_is_lower(int32_t code_point);
bool normal_is_upper(int32_t code_point);
bool normal_is_mark(int32_t code_point);
bool normal_is_digit(int32_t code_point);

/* Extended_Pictographic or a skin tone: what a zero-width joiner ties to an emoji sequence. */
bool normal_is_pictograph(int32_t code_point);

/* Whether a mark on a letter is an accent: a non-spacing mark of the general blocks and of
 * Cyrillic. The vowel signs and points of other scripts do not count. */
bool normal_is_accent(int32_t code_point);

/* The plain letter of one whose stroke does not decompose (Ø, Đ, Ħ, Ł, Ŧ and their lower case); any
 * other code point is returned unchanged. */
int32_t normal_without_stroke(int32_t code_point);

#endif
