/* SHA-256 (FIPS 180-4), which names the exact dictionary that a table of counts came from. */
#ifndef COSPAN_BASE_DIGEST_H
#define COSPAN_BASE_DIGEST_H

#include "base/slice.h"

enum { DIGEST_HEX = 64 };

/* Writes 64 lower-case hexadecimal digits and a NUL. */
void digest_hex(struct slice bytes, char hex[DIGEST_HEX + 1]);

#endif
