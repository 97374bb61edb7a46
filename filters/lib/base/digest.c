#include "base/digest.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/message.h"

/* Fractional parts of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2). */
static const uint32_t round_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t rotate(uint32_t x, unsigned by)
{
    return x >> by | x << (32 - by);
}

static void add_block(uint32_t state[8], const unsigned char *block)
{
    uint32_t w[64], v[8];
    for (int t = 0; t < 16; t++)
        w[t] = (uint32_t)block[4 * t] << 24 | (uint32_t)block[4 * t + 1] << 16 |
               (uint32_t)block[4 * t + 2] << 8 | block[4 * t + 3];
    for (int t = 16; t < 64; t++) {
        uint32_t a = rotate(w[t - 15], 7) ^ rotate(w[t - 15], 18) ^ w[t - 15] >> 3;
        uint32_t b = rotate(w[t - 2], 17) ^ rotate(w[t - 2], 19) ^ w[t - 2] >> 10;
        w[t] = w[t - 16] + a + w[t - 7] + b;
    }
    memcpy(v, state, sizeof v);
    /* In round t the variables a ... h of the standard are v[-t], v[1 - t] ... modulo 8: instead of
     * moving all eight, each round starts one place further on. */
#pragma GCC unroll 64
    for (unsigned t = 0; t < 64; t++) {
        uint32_t a = v[(0 - t) & 7], b = v[(1 - t) & 7], c = v[(2 - t) & 7], e = v[(4 - t) & 7],
                 f = v[(5 - t) & 7], g = v[(6 - t) & 7];
        uint32_t sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
        uint32_t sum0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
        uint32_t t1 = v[(7 - t) & 7] + sum1 + ((e & f) ^ (~e & g)) + round_constants[t] + w[t];
        v[(3 - t) & 7] += t1;
        v[(7 - t) & 7] = t1 + sum0 + ((a & b) ^ (a & c) ^ (b & c));
    }
    for (int i = 0; i < 8; i++)
        state[i] += v[i];
}

void digest_begin(struct digest *digest)
{
    static const uint32_t start[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    memcpy(digest->state, start, sizeof start);
    digest->size = 0;
}

void digest_add(struct digest *digest, struct slice bytes)
{
    enum { BLOCK = sizeof digest->block };
    while (bytes.size > 0) {
        size_t held = (size_t)(digest->size % BLOCK), room = BLOCK - held;
        size_t taken = bytes.size < room ? bytes.size : room;
        memcpy(digest->block + held, bytes.data, taken);
        digest->size += taken;
        if (taken == room)
            add_block(digest->state, digest->block);
        bytes = slice_from(bytes, taken);
    }
}

void digest_end(struct digest *digest, char hex[DIGEST_HEX + 1])
{
    static const char padding[64] = "\x80", digits[] = "0123456789abcdef";
    uint64_t bits = digest->size * 8;
    char length[8];
    for (size_t i = 0; i < sizeof length; i++)
        length[i] = (char)(bits >> (56 - 8 * i));
    size_t held = (size_t)(digest->size % 64);
    digest_add(digest, slice_make(padding, held < 56 ? 56 - held : 120 - held));
    digest_add(digest, slice_make(length, sizeof length));
    for (size_t i = 0; i < DIGEST_HEX; i++)
        hex[i] = digits[digest->state[i / 8] >> (28 - 4 * (i % 8)) & 15];
    hex[DIGEST_HEX] = '\0';
}

void digest_hex(struct slice bytes, char hex[DIGEST_HEX + 1])
{
    struct digest digest;
    digest_begin(&digest);
    digest_add(&digest, bytes);
    digest_end(&digest, hex);
}

uint64_t digest_number(const char *digits)
{
    uint64_t number = 0;
    for (int i = 0; i < 16; i++) {
        char c = digits[i];
        number = number << 4 | (uint64_t)(c <= '9' ? c - '0' : c - 'a' + 10);
    }
    return number;
}

bool digest_file(const char *path, char hex[DIGEST_HEX + 1])
{
    enum { STEP = 64 * 1024 };
    struct stat status;
    bool is_there = stat(path, &status) == 0;
    if (is_there && !S_ISREG(status.st_mode))
        return false;
    int descriptor = is_there ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    char *block = memory_allocate(STEP, 1);
    struct digest digest;
    ssize_t size = descriptor < 0 ? -1 : 1;
    digest_begin(&digest);
    while (size > 0) {
        size = read(descriptor, block, STEP);
        if (size > 0)
            digest_add(&digest, slice_make(block, (size_t)size));
        else if (size < 0 && errno == EINTR)
            size = 1;
    }
    if (size < 0)
        message_fatal(&(struct place){path, 0, 0}, "cannot read it again for its sha256: %s",
                      strerror(errno));
    if (descriptor >= 0)
        close(descriptor);
    free(block);
    digest_end(&digest, hex);
    return true;
}
