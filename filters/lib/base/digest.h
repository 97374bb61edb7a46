/* SHA-256 digests (FIPS 180-4). They identify the exact dictionary that a table of counts came from
 * and the exact part of a corpus. */
#ifndef COSPAN_BASE_DIGEST_H
#define COSPAN_BASE_DIGEST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/slice.h"

enum { DIGEST_HEX = 64 };

/* The digest of bytes that arrive in pieces. */
struct digest {
    uint32_t state[8];
    uint64_t size; /* bytes added */
    unsigned char block[64];
};

void digest_begin(struct digest *digest);
void digest_add(struct digest *digest, struct slice bytes);

/* Writes 64 lower-case hexadecimal digits and a NUL. */
void digest_end(struct digest *digest, char hex[DIGEST_HEX + 1]);

/* The digest of bytes that are all in memory. */
void digest_hex(struct slice bytes, char hex[DIGEST_HEX + 1]);

/* The digest of a whole file on disk. False if it is not a regular file, as others cannot be read
 * twice. Ends the program if the file cannot be read. */
bool digest_file(const char *path, char hex[DIGEST_HEX + 1]);

/* The value of 16 hexadecimal digits of a digest: 64 of its 256 bits. */
uint64_t digest_number(const char *digits);

#endif
