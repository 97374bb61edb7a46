/* Display width: how many columns of a terminal a text takes, in any script. What a reader sees
 * as one character is a grapheme cluster (Unicode Standard Annex 29): a letter with its accents,
 * a family of emoji joined by invisible joiners, a flag made of two letters. Most clusters take
 * one column; East Asian wide characters and emoji take two (Annex 11), marks that combine with
 * the letter before them none. The tables are utf8proc's.
 *
 * Terminals differ in rare cases: characters of ambiguous width count one column here, and a
 * combining mark that stands alone none. Ill-formed UTF-8 counts one column for each maximal
 * subpart, as the U+FFFD that it is shown as. Texts are borrowed, results are appended to the
 * caller's buffer, nothing fails. */
#ifndef COSPAN_TEXT_WIDTH_H
#define COSPAN_TEXT_WIDTH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/slice.h"

/* The grapheme cluster at the beginning of a text that is not empty: its length in bytes, and in
 * *columns (may be NULL) its width, 0, 1 or 2, more only for some Indic syllables. */
size_t width_cluster(struct slice text, size_t *columns);

/* The width of the whole text in columns. */
size_t width_columns(struct slice text);

/* Appends as many whole clusters from the beginning (`width_keep_start`) or the end
 * (`width_keep_end`) of the text as fit into so many columns. */
void width_keep_start(struct slice text, size_t columns, struct buffer *to);
void width_keep_end(struct slice text, size_t columns, struct buffer *to);

/* Appends the text, shortened in its middle to at most so many columns, with `mark` (one column,
 * "…") where something is left out. Both ends stay because paths differ in either. */
void width_shorten(struct slice text, size_t columns, const char *mark, struct buffer *to);

/* The bytes of the first line of a text that is not empty, broken at a space so that it takes at
 * most so many columns, within a word where there is none, and at least one cluster. The spaces at
 * its end and at the beginning of the next line are the caller's to trim. */
size_t width_first_line(struct slice text, size_t columns);

/* Appends the text as a terminal may be shown it: control characters, line separators and
 * bidirectional controls as \n, \t, \r or \x1b, code points above U+00FF as \u{202e}, ill-formed
 * bytes as U+FFFD. Everything else, letters of every script and emoji joiners, stays. */
void width_append_visible(struct slice text, struct buffer *to);

/* Whether the first letter that has a direction runs from right to left (Arabic, Hebrew): rules
 * P2 and P3 of Unicode Standard Annex 9. */
bool width_right_to_left(struct slice text);

/* Whether any letter runs from right to left. */
bool width_has_right_to_left(struct slice text);

#endif
