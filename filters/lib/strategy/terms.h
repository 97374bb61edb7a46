/* The words of a strategy as one index, in which a word of a record is looked up once, however many
 * lines ask for it.
 *
 * A word is a run of letters, digits and marks; everything else stands between words, a hyphen and
 * an apostrophe too. Words are compared without case and without accents. A term is a word with
 * wildcards; equal ones are the same term. Terms stand in a tree of letters up to their first
 * wildcard; what follows there is compared when a word gets that far. A whole word or a truncation
 * therefore costs a step for each letter, and no more. Memory: the terms, not the texts. */
#ifndef COSPAN_STRATEGY_TERMS_H
#define COSPAN_STRATEGY_TERMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/map.h"
#include "base/slice.h"

/* A text that is read word by word. Zero-initialise, and set the text. */
struct strategy_words {
    struct slice text;
    size_t at;
    struct buffer folded;
};

/* The next word, folded; valid until the next one. False at the end. */
bool strategy_words_next(struct strategy_words *words, struct slice *word);

/* The next term of a strategy: `*` any run of characters, `?` one or none, `#` one. `$` and a `:` at
 * the end of a word are `*`; `*3` is `???`. A wildcard that begins a word is passed over. */
bool strategy_words_next_term(struct strategy_words *words, struct slice *term);

/* Appends the words of the text, one space between them. */
void strategy_words_join(struct slice text, struct buffer *to);

/* Whether a word matches a term, without the index. */
bool strategy_term_matches(struct slice term, struct slice word);

/* Zero-initialise. */
struct strategy_terms {
    struct map terms;
    struct strategy_letter *letters;
    size_t letter_count, letter_capacity;
    struct strategy_rest *rests;
    size_t rest_count, rest_capacity;
    uint32_t *found; /* terms of the word looked up last */
    size_t found_count, found_capacity;
};

/* The number of the term; it is added if new. */
uint32_t strategy_terms_add(struct strategy_terms *terms, struct slice term);

/* Puts the terms that match the folded word into `found`. */
void strategy_terms_find(struct strategy_terms *terms, struct slice word);

void strategy_terms_free(struct strategy_terms *terms);

#endif
