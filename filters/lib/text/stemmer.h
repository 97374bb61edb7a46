/* Stems: what inflected forms of a word have in common, by the algorithms of Snowball (Porter 1980,
 * "An algorithm for suffix stripping"; Porter 2001, "Snowball: a language for stemming algorithms").
 * A stem is made for comparing, and is often no word: policy and policies are both "polici".
 *
 * A word is brought into the form in which dictionaries compare words (normal.h: NFC, lower case,
 * apostrophes and hyphens unified) and stemmed; each distinct word once, after which it costs one
 * look-up. Memory grows with distinct words, which are forgotten when there are too many, so not
 * with the corpus. The library is optional; without it no stemmer can be made. */
#ifndef COSPAN_TEXT_STEMMER_H
#define COSPAN_TEXT_STEMMER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/slice.h"

struct stemmer;

/* A stemmer for a language by its English name or its code of ISO 639 ("norwegian", "no"); the
 * program ends with a message if there is none. */
struct stemmer *stemmer_new(const char *language);

/* The stem of a word, "_" for one that has none; valid until the next call. */
struct slice stemmer_stem(struct stemmer *stemmer, struct slice word);

/* The stems of many words, in place. Seven bytes behind each word must be readable, as they are
 * for fields in the window of an input. Valid until the next call. */
void stemmer_stem_all(struct stemmer *stemmer, struct slice *words, size_t count);

/* The names of all languages, ending with NULL; the program ends where the library is missing. */
const char *const *stemmer_languages(void);

/* "Snowball libstemmer", or that it is missing; for --version. The library knows no number. */
const char *stemmer_library(void);

#endif
