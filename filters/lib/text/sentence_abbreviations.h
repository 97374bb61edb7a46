/* Abbreviations whose full stop does not end a sentence (e.g., et al.). */
#ifndef COSPAN_TEXT_SENTENCE_ABBREVIATIONS_H
#define COSPAN_TEXT_SENTENCE_ABBREVIATIONS_H

#include <stdbool.h>
#include <stddef.h>

/* A list of abbreviations, which never changes. It is made from text with one abbreviation and its
 * final full stop on each line; white space around it, empty lines and lines that begin with # are
 * ignored.
 * - An upper-case ASCII letter matches only itself, a lower-case one both cases: "Dr." matches Dr.
 *   and DR., not dr.; "e.g." matches e.g., E.g. and E.G. Other letters match only themselves.
 * - A space matches any white space: "et al." matches al. after et.
 * - An entry followed by " #" matches only before a number: "No. #" matches in No. 5 but not in the
 *   answer "No. I do not."
 * - An entry followed by " |" may end a sentence: "kr. |" ends one before an upper-case letter.
 * - An abbreviation begins at the beginning of a word: "p." matches in (p. 5), not in cap., m.p. or
 *   co-p.
 *
 * An entry of more than 64 bytes matches nothing. */
struct sentence_abbreviations;

/* Reads a list. Never returns NULL; running out of memory ends the program. The caller releases the
 * result with sentence_abbreviations_free() and need not keep the text of the list. */
struct sentence_abbreviations *sentence_abbreviations_new(const char *list, size_t size);

/* Releases the list; NULL is allowed. */
void sentence_abbreviations_free(struct sentence_abbreviations *abbreviations);

/* No abbreviation; one that ends no sentence; one that may. */
enum abbreviation { ABBREVIATION_NONE, ABBREVIATION_INNER, ABBREVIATION_FINAL };

/* The abbreviation of the list that ends with the full stop at `stop`. It must begin at `from` or
 * later. `before_number` is set if a number follows. */
enum abbreviation sentence_abbreviations_match(const struct sentence_abbreviations *abbreviations,
                                               const char *text, size_t from, size_t stop,
                                               bool before_number);

#endif
