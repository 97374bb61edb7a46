/* The codes of a qualitative project: the concepts of a dictionary and all concepts above them, as a
 * tree, with what the codebook (dictionary.5) says of each. They are written as the CodeBook of
 * REFI-QDA, the exchange format of programs for qualitative analysis.
 *
 * A code is called by the last part of its concept's path; where two would have the same name, which
 * some programs do not allow, each of them has the whole path. Identifiers are made from the path, so
 * the same concept has the same identifier in every project. Order is byte order, part by part. */
#ifndef COSPAN_INTAKE_CODES_H
#define COSPAN_INTAKE_CODES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/map.h"
#include "base/slice.h"

/* Zero-initialise. */
struct codes {
    struct map paths;
    struct buffer *descriptions; /* by number of the path */
    bool *codable;               /* something is coded with it, and not only with codes below it */
    size_t description_capacity, codable_capacity;
};

/* Adds a concept that text is coded with, and those above it; returns its number. */
uint32_t codes_add(struct codes *codes, struct slice path);

/* Adds the concepts of a dictionary, and what the codebook beside it says of them: for `name.tsv`
 * that is `name.codebook.tsv`, which need not be there. Appends a line that names the file with its
 * digest to `provenance`. */
void codes_read_dictionary(struct codes *codes, const char *path, uint64_t limit,
                           struct buffer *provenance);

/* Appends `<Codes>...</Codes>`; nothing where there is no code. */
void codes_append(const struct codes *codes, struct buffer *to);

void codes_free(struct codes *codes);

/* An identifier (GUID, RFC 4122) for what the bytes describe: SHA-256 of kind and bytes, marked as
 * version 8, which RFC 9562 gives to identifiers that are made in a way of one's own. */
enum { GUID_SIZE = 37 };
void guid_make(const char *kind, struct slice bytes, char guid[GUID_SIZE]);

#endif
