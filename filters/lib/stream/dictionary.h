/* A dictionary as data: concepts and the entries that stand for them (dictionary.5). Readers of
 * the native table and of foreign formats fill it, matchers are made from it. Concepts are
 * numbered in the order in which they first occur; entries keep theirs. All strings live as long
 * as the dictionary. */
#ifndef COSPAN_STREAM_DICTIONARY_H
#define COSPAN_STREAM_DICTIONARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/digest.h"
#include "base/map.h"
#include "base/memory.h"
#include "base/message.h"
#include "base/slice.h"
#include "text/normal.h"
#include "text/stemmer.h"

enum entry_type { ENTRY_PHRASE, ENTRY_REGEX, ENTRY_NOT };

/* Whose rules the pattern follows. */
enum entry_rules {
    RULES_NATIVE,   /* dictionary.5 */
    RULES_QUANTEDA, /* words at white space, `*` and `?` only, lower-cased */
};

struct entry {
    uint32_t concept; /* number in the map of concepts */
    struct slice pattern;
    enum entry_type type;
    enum entry_rules rules;
    enum letter_case letter_case;
    struct place place; /* of the pattern in its file; the column is that of its first byte */
};

struct dictionary_file {
    const char *path;
    char digest[DIGEST_HEX + 1];
};

/* Zero-initialise. */
struct dictionary {
    struct map concepts;
    struct entry *entries;
    size_t entry_count, entry_capacity;
    struct dictionary_file *files;
    size_t file_count, file_capacity;
    struct arena arena;
    struct stemmer *stemmer; /* the words of phrases are compared as stems; NULL for none */
};

/* Adds an entry; concept and pattern are copied, place.file must live. Reported and left out: what
 * is no valid UTF-8, a concept that is empty, has an empty part (`a//b`) or holds a colon, a
 * semicolon or white space, and an empty pattern. */
void dictionary_add(struct dictionary *dictionary, struct slice concept, const struct entry *entry);

/* Notes that the file was read, with the digest of its bytes. */
void dictionary_add_file(struct dictionary *dictionary, const char *path, struct slice bytes);

/* Reads the native table from its bytes: columns concept and pattern; type and case if there. A
 * bad row is reported with its place and left out. */
void dictionary_read_table(struct dictionary *dictionary, const char *path, struct slice bytes);

struct slice dictionary_concept(const struct dictionary *dictionary, uint32_t concept);

void dictionary_free(struct dictionary *dictionary);

#endif
