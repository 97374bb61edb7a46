/* Abbreviations that end with a full stop and do not end a sentence. */
#ifndef COSPAN_TEXT_SENTENCE_ABBREVIATIONS_H
#define COSPAN_TEXT_SENTENCE_ABBREVIATIONS_H

#include <stdbool.h>
#include <stddef.h>

/* A list of abbreviations, which does not change once it is made. The list is text: one
 * abbreviation with its final full stop a line; white space around it, empty lines and lines that
 * begin with # do not count.
 *   - A capital matches itself, a small letter both cases: "Dr." matches Dr. and DR., not dr.; and
 *     "e.g." matches e.g., E.g. and E.G. So it is for ASCII letters; others match themselves.
 *   - A space matches any white space: "et al." matches al. behind et.
 *   - An entry followed by " #" holds only before a number: "No. #" matches in No. 5, and leaves
 *     the answer "No. I do not." alone.
 *   - An abbreviation begins where a word does: "p." matches in (p. 5), not in cap., m.p. or co-p.
 * An entry of more than 64 bytes matches nothing. */
struct sentence_abbreviations;

/* Reads a list. Never NULL: without memory the program ends. The caller frees the result with
 * sentence_abbreviations_free() and need not keep the list. */
struct sentence_abbreviations *sentence_abbreviations_new(const char *list, size_t size);

/* Frees it; NULL is allowed. */
void sentence_abbreviations_free(struct sentence_abbreviations *abbreviations);

/* Does an abbreviation of the list end with the full stop at `stop`? It must begin at `from` or
 * later. `before_number`: a number follows. */
bool sentence_abbreviations_match(const struct sentence_abbreviations *abbreviations,
                                  const char *text, size_t from, size_t stop, bool before_number);

#endif
