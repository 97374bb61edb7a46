/* Sentences: cuts a text into sentences by UAX #29 of Unicode 15.0, "Sentence Boundaries", either
 * exactly or with the tailorings below.
 *
 * The invariant: sentences follow each other without gap or overlap, so that all of them together
 * are the text, byte for byte; none is empty. A sentence owns its closing quotes and brackets and
 * the white space behind it. The time is linear in the text: the look-ahead from a full stop
 * reaches at most to the next letter or terminator, so no two of them cover the same text.
 *
 * THE TAILORED RULES are for one paragraph of prose; cutting paragraphs is the caller's task.
 *
 *  1. Line ends (LF, CR, U+0085, U+2028) are spaces. Only U+2029 ends a paragraph, and a sentence.
 *  2. A full stop, exclamation or question mark ends a sentence only when white space or the end of
 *     the text follows, perhaps with closing quotes, brackets, Markdown emphasis (* _) or
 *     references between: in word.Word, GoTime.fm, https://x.org/a.B and a@b.Com it does not. The
 *     full stops of other scripts (。 ！ । ...) end sentences without white space, as in the
 *     standard.
 *  3. References belong to the sentence that ends: services.[12, 14-16] The; services.¹² The; also
 *     where the superscript was lost, services.12,13 The: up to three digits each, directly behind
 *     the full stop of a word, with a capital to follow.
 *  4. No sentence ends with an abbreviation of the list, see below, unless the text ends.
 *  5. No sentence ends with initials (one capital and a full stop): J. Smith, J.R. Smith, J.-P.
 *     Dupont. The English pronoun is none: so do I. We; it is taken for one at the beginning of a
 *     sentence and behind a word with a capital (Rosa I. Smith).
 *  6. A list marker at the beginning of a sentence does not end it: 1. 2.1. a. iv.
 *  7. The ellipsis U+2026 is what three full stops are. As in the standard, a sentence does not end
 *     where a small letter follows a full stop or ellipsis.
 *  8. A number may begin a sentence: It ended in 2019. 25 studies were included. (The standard
 *     looks on to the small letter and does not cut.) Not behind an ellipsis.
 *  9. After a question or exclamation mark in quotes or brackets a small letter goes on with the
 *     sentence: “Why?” she asked.
 *
 * Where this is wrong: a sentence that does end with an abbreviation, initial or capital letter
 * (Plan B. The ...) is joined to the next, one that begins with a small letter is joined to the one
 * before.
 *
 * Offsets are bytes. The text should be valid UTF-8; a byte that is none counts as an unknown
 * character of one byte. */
#ifndef COSPAN_TEXT_SENTENCE_H
#define COSPAN_TEXT_SENTENCE_H

#include <stdbool.h>
#include <stddef.h>

#include "text/sentence_abbreviations.h"

enum sentence_rules { SENTENCE_RULES_UAX29, SENTENCE_RULES_TAILORED };

/* The end of the sentence that begins at `from` (from < size). The tailored rules use
 * `abbreviations`, which may be NULL; the exact ones do not. For a caller who holds a window of a
 * longer text: *needs_more becomes true when more text could change the answer. The caller then
 * calls again with the same begin and a longer window (twice as long, to stay linear), or takes the
 * answer when the text ends here. The window must end where a character does. */
size_t sentence_next(const char *text, size_t size, size_t from, enum sentence_rules rules,
                     const struct sentence_abbreviations *abbreviations, bool *needs_more);

#endif
