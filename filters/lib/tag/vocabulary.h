/* Vocabulary of the patterns of a dictionary: finds the words that a token of the text matches.
 *
 * A word of a pattern may contain wildcards: `*` for any run of characters, `?` for one. A hyphen
 * may be optional: `co-creat*` then also matches the closed compound `cocreation`. A type (a
 * distinct token) is looked up once and the caller remembers its words, so a look-up may take
 * microseconds; but it must not visit every word of a large dictionary. So each word is indexed by
 * its anchor: the whole word if it has no wildcard, else a piece of up to eight bytes that the type
 * must contain at its beginning, at its end, or anywhere. */
#ifndef COSPAN_TAG_VOCABULARY_H
#define COSPAN_TAG_VOCABULARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/map.h"
#include "base/slice.h"
#include "text/normal.h"
#include "text/stemmer.h"

enum { VOCABULARY_CASES = 3 };

/* A set of words, by number. */
struct word_set {
    uint32_t *words;
    size_t count, capacity;
};

/* Zero-initialise; set the first two members before the first word is added. */
struct vocabulary {
    bool strip_accents;
    struct stemmer *stemmer; /* stems words without wildcards; NULL for none */
    struct map words;        /* in an internal form, see vocabulary.c */
    uint32_t *next;          /* by word: the next word with the same anchor, MAP_NONE at the end */
    size_t next_capacity;
    struct map anchors; /* kind, letter case and bytes */
    uint32_t *first;    /* by anchor: its first word */
    size_t first_capacity;
    uint64_t *bits; /* a filter of the anchors: if the bit is 0, the anchor does not exist */
    size_t bit_mask;
    uint32_t lengths[VOCABULARY_CASES][4]; /* by kind: bit n is set if some anchor has n bytes */
    bool cases[VOCABULARY_CASES];          /* letter cases in use */
    struct buffer scratch, key, bare;
};

/* The number of a word, which is added if it is new. With `wildcards`, `*` and `?` are wildcards;
 * with `optional_hyphens`, each hyphen may be missing. The word is folded here. */
uint32_t vocabulary_add(struct vocabulary *vocabulary, struct slice word,
                        enum letter_case letter_case, bool wildcards, bool optional_hyphens);

/* Stores in *set the numbers of all words that the type matches. */
void vocabulary_find(struct vocabulary *vocabulary, struct slice type, struct word_set *set);

void vocabulary_free(struct vocabulary *vocabulary);

#endif
