/* Stems words with the algorithms of Snowball (Porter 1980, "An algorithm for suffix stripping";
 * Porter 2001, "Snowball: a language for stemming algorithms"), so that inflected forms of a word
 * are the same. A stem is made for comparison and often not a word itself: policy and policies are
 * both "polici".
 *
 * A word is converted to the form in which dictionaries compare words (normal.h: NFC, lower case,
 * apostrophes and hyphens unified) and then stemmed. Each distinct word is stemmed once, after
 * which it costs one look-up. Memory grows with the distinct words, up to a limit at which they are
 * forgotten, so not with the corpus. The library is optional; without it stemmer_new ends the
 * program. */
#ifndef COSPAN_TEXT_STEMMER_H
#define COSPAN_TEXT_STEMMER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/slice.h"

struct stemmer;

/* A stemmer for a language by its English name, its ISO 639 code or what else language_code.h knows
 * ("norwegian", "no", "nb-NO"); ends the program with a list of the names if the language is
 * unknown. */
struct stemmer *stemmer_new(const char *language);

/* The stem of a word, "_" for a word without one; valid until the next call. */
struct slice stemmer_stem(struct stemmer *stemmer, struct slice word);

/* Replaces many words by their stems. Seven bytes after each word must be readable, as they are for
 * fields in the window of an input. The stems are valid until the next call. */
void stemmer_stem_all(struct stemmer *stemmer, struct slice *words, size_t count);

/* The names of all languages, ending with NULL; ends the program if the library is missing. */
const char *const *stemmer_languages(void);

/* Twelve hexadecimal digits that stand for the version of the library, which does not say it: the
 * beginning of the SHA-256 of the stems of 40 words of ten languages. */
const char *stemmer_fingerprint(void);

/* "Snowball libstemmer", or a note that it is missing, for --version. The library has no version
 * number at run time. */
const char *stemmer_library(void);

#endif
