/* SHA-256 (FIPS 180-4), which names the exact dictionary that a table of counts came from, and the
 * exact part of a corpus. */
#ifndef COSPAN_BASE_DIGEST_H
#define COSPAN_BASE_DIGEST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/slice.h"

enum { DIGEST_HEX = 64 };

/* Of bytes that come in pieces. */
struct digest {
    uint32_t state[8];
    uint64_t size; /* bytes added */
    unsigned char block[64];
};

void digest_begin(struct digest *digest);
void digest_add(struct digest *digest, struct slice bytes);

/* Writes 64 lower-case hexadecimal digits and a NUL. */
void digest_end(struct digest *digest, char hex[DIGEST_HEX + 1]);

/* The digest of bytes that are all there. */
void digest_hex(struct slice bytes, char hex[DIGEST_HEX + 1]);

/* The same of a whole file as it lies on the disk; false for what is no regular file, which cannot
 * be read twice. The program ends if it cannot be read. */
bool digest_file(const char *path, char hex[DIGEST_HEX + 1]);

/* The number that 16 hexadecimal digits of a digest stand for: 64 of its 256 bits. */
uint64_t digest_number(const char *digits);

#endif
