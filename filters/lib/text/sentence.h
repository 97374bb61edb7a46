/* Sentences: cuts a text into sentences by UAX #29 of Unicode 15.0, "Sentence Boundaries", either
 * exactly or with the tailorings below.
 *
 * The invariant: sentences follow each other without gap or overlap, so that all of them together
 * are the text, byte for byte; no sentence is empty. A sentence includes its closing quotes and
 * brackets and the white space after it. The time is linear in the text: the look-ahead from a full
 * stop reaches at most to the next letter or terminator, so two look-aheads never cover the same
 * text.
 *
 * THE TAILORED RULES are for one paragraph of prose; cutting paragraphs is the caller's task.
 *
 *  1. Line ends (LF, CR, U+0085, U+2028) are spaces. Only U+2029 ends a paragraph, and with it a
 *     sentence.
 *  2. A full stop, exclamation or question mark ends a sentence only if white space or the end of
 *     the text follows, optionally after closing quotes, brackets, Markdown emphasis (* _) or
 *     references: it does not in word.Word, GoTime.fm, https://x.org/a.B and a@b.Com. The full
 *     stops of other scripts (。 ！ । ...) end sentences without white space, as in the standard.
 *  3. References belong to the sentence that ends: services.[12, 14-16] The; services.¹² The; also
 *     where the superscript was lost, services.12,13 The: up to three digits each, directly after
 *     the full stop of a word, with an upper-case letter to follow.
 *  4. An abbreviation of the list (sentence_abbreviations.h) does not end a sentence, unless the
 *     text ends.
 *  5. Initials (one upper-case letter and a full stop) do not end a sentence: J. Smith, J.R. Smith,
 *     J.-P. Dupont. The English pronoun is not an initial (so do I. We), except at the beginning of
 *     a sentence and after a word that begins with an upper-case letter (Rosa I. Smith).
 *  6. A list marker at the beginning of a sentence does not end it: 1. 2.1. a. iv.
 *  7. The ellipsis U+2026 is treated as three full stops. As in the standard, a sentence does not
 *     end if a lower-case letter follows a full stop or ellipsis.
 *  8. A number may begin a sentence: It ended in 2019. 25 studies were included. (The standard
 *     looks ahead to the lower-case letter and does not cut.) This does not apply after an
 *     ellipsis.
 *  9. After a question or exclamation mark in quotes or brackets a lower-case letter continues the
 *     sentence: “Why?” she asked.
 *
 * 10. A dash between white space begins a sentence after a terminator if an upper-case letter, a
 *     quotation mark or a digit follows: Who? - We. But not after an abbreviation or an acronym: my
 *     Ph.D. - I started. (SB8a of the standard never cuts before a dash, and so joins whole exchanges
 *     of speakers.)
 * 11. A full stop between white space ends a sentence whatever follows: it went . then .
 * 12. Two apostrophes between white space close the sentence that has ended, and two commas open the
 *     next: he said so. '' ,, I did not.
 * 13. Where an export lost a space, a sentence ends between a lower-case letter and one of the words
 *     of sentence_opening.h with white space, a comma or a colon after it: trust.We asked; but not
 *     http.ResponseWriter.
 * 14. In some languages a colon ends a sentence if white space and an upper-case letter follow, or a
 *     quotation mark and an upper-case letter.
 * 15. In German a number of one or two digits and its full stop are an ordinal also before an
 *     upper-case letter: am 3. Oktober.
 * 16. In a paragraph that begins with a lower-case letter, which is written without upper case, a
 *     sentence ends before a lower-case letter too.
 *
 * Known errors: a sentence that does end with an abbreviation, an initial or an upper-case letter
 * (Plan B. The ...) is joined to the next; a sentence that begins with a lower-case letter is
 * joined to the one before.
 *
 * Offsets are in bytes. The text should be valid UTF-8; an invalid byte counts as an unknown
 * character of one byte. */
#ifndef COSPAN_TEXT_SENTENCE_H
#define COSPAN_TEXT_SENTENCE_H

#include <stdbool.h>
#include <stddef.h>

#include "text/sentence_abbreviations.h"

enum sentence_rules { SENTENCE_RULES_UAX29, SENTENCE_RULES_TAILORED };

/* What tailored rules take from the language of the text, and from the paragraph. */
struct sentence_style {
    const struct sentence_abbreviations *abbreviations; /* NULL for none */
    bool colon_upper;                                   /* rule 14 for upper-case letters ... */
    bool colon_quote;                                   /* ... and for quotation marks */
    bool number_joins;                                  /* rule 15 */
    bool lower_case; /* rule 16: the paragraph begins with a lower-case letter */
};

/* The end of the sentence that begins at `from` (from < size). The tailored rules use `style`, which
 * may be NULL; the exact ones do not. For a window of a longer text,
 * *needs_more is set if more text could change the answer. The caller then calls again with the
 * same beginning and a longer window (twice as long, to stay linear), or uses the answer if the
 * text ends here. The window must end with a whole character. */
size_t sentence_next(const char *text, size_t size, size_t from, enum sentence_rules rules,
                     const struct sentence_style *style, bool *needs_more);

#endif
