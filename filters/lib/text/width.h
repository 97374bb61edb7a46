/* Display width: the number of terminal columns that a text in any script occupies. What a reader
 * sees as one character is a grapheme cluster (Unicode Standard Annex 29): a letter with its
 * accents, a family of emoji joined by invisible joiners, a flag made of two letters. Most clusters
 * occupy one column, East Asian wide characters and emoji two (Annex 11), marks that combine with
 * the letter before them none. The tables are those of utf8proc.
 *
 * Terminals differ in rare cases: here characters of ambiguous width count one column, and an
 * isolated combining mark none. Ill-formed UTF-8 counts one column for each maximal subpart, as it
 * is shown as U+FFFD. Texts are not copied, results are appended to the caller's buffer, and
 * nothing fails. */
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

/* Append as many whole clusters from the beginning (`width_keep_start`) or the end
 * (`width_keep_end`) of the text as fit into `columns`. */
void width_keep_start(struct slice text, size_t columns, struct buffer *to);
void width_keep_end(struct slice text, size_t columns, struct buffer *to);

/* Appends the text, shortened in the middle to at most `columns`, with `mark` (one column, "…") in
 * place of the omitted part. Both ends stay because paths differ in either. */
void width_shorten(struct slice text, size_t columns, const char *mark, struct buffer *to);

/* The number of bytes of the first line of a text that is not empty, when it is wrapped at a space
 * to at most `columns`; within a word if it has no space, and at least one cluster. The caller
 * trims the spaces at its end and at the beginning of the next line. */
size_t width_first_line(struct slice text, size_t columns);

/* Appends the text in a form that is safe to show on a terminal: control characters, line
 * separators and bidirectional controls as \n, \t, \r or \x1b, code points above U+00FF as
 * \u{202e}, ill-formed bytes as U+FFFD. Everything else stays, including letters of every script
 * and emoji joiners. */
void width_append_visible(struct slice text, struct buffer *to);

/* Whether the first letter that has a direction runs from right to left (Arabic, Hebrew): rules
 * P2 and P3 of Unicode Standard Annex 9. */
bool width_right_to_left(struct slice text);

/* Whether any letter runs from right to left. */
bool width_has_right_to_left(struct slice text);

#endif
