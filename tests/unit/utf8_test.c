/* UTF-8: what is well-formed, in what pieces the rest is taken, and that nothing is read beyond the
 * end. The oracle writes table 3-7 of the Unicode Standard out, byte by byte. */
#include "text/utf8.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

struct row {
    unsigned char first_low, first_high, low[3], high[3];
    size_t length;
};

static const struct row table[] = {
    {0x00, 0x7F, {0, 0, 0}, {0, 0, 0}, 1},
    {0xC2, 0xDF, {0x80, 0, 0}, {0xBF, 0, 0}, 2},
    {0xE0, 0xE0, {0xA0, 0x80, 0}, {0xBF, 0xBF, 0}, 3},
    {0xE1, 0xEC, {0x80, 0x80, 0}, {0xBF, 0xBF, 0}, 3},
    {0xED, 0xED, {0x80, 0x80, 0}, {0x9F, 0xBF, 0}, 3},
    {0xEE, 0xEF, {0x80, 0x80, 0}, {0xBF, 0xBF, 0}, 3},
    {0xF0, 0xF0, {0x90, 0x80, 0x80}, {0xBF, 0xBF, 0xBF}, 4},
    {0xF1, 0xF3, {0x80, 0x80, 0x80}, {0xBF, 0xBF, 0xBF}, 4},
    {0xF4, 0xF4, {0x80, 0x80, 0x80}, {0x8F, 0xBF, 0xBF}, 4},
};

/* The length of what stands at the beginning; *well tells whether it is well-formed. */
static size_t oracle(const unsigned char *bytes, size_t size, bool *well)
{
    *well = false;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        const struct row *row = &table[i];
        if (bytes[0] < row->first_low || bytes[0] > row->first_high)
            continue;
        size_t length = 1;
        while (length < row->length && length < size && bytes[length] >= row->low[length - 1] &&
               bytes[length] <= row->high[length - 1])
            length++;
        *well = length == row->length;
        return length;
    }
    return 1;
}

/* Compares everything that utf8.h says of these bytes with the oracle. */
static bool agrees(const unsigned char *bytes, size_t size)
{
    /* A block of exactly this size, so that a sanitizer sees a read beyond it. */
    char *exact = malloc(size);
    if (!exact)
        abort();
    memcpy(exact, bytes, size);
    struct slice text = slice_make(exact, size);
    struct buffer expected = {0}, repaired = {0}, skipped = {0}, well_formed = {0};
    size_t prefix = size;
    uint64_t faults = 0, count = 0;
    bool good = true;
    for (size_t at = 0; at < size;) {
        bool well;
        int32_t code_point;
        size_t length = oracle(bytes + at, size - at, &well);
        good &= utf8_decode(slice_from(text, at), &code_point) == length;
        good &= (code_point == UTF8_INVALID) == !well;
        char back[4];
        if (well)
            good &= utf8_encode(code_point, back) == length && !memcmp(back, bytes + at, length);
        if (!well && faults++ == 0)
            prefix = at;
        if (well) {
            buffer_append(&expected, (const char *)bytes + at, length);
            buffer_append(&well_formed, (const char *)bytes + at, length);
        } else {
            buffer_append_string(&expected, "\xEF\xBF\xBD");
        }
        at += length;
        count++;
    }
    good &= utf8_valid_prefix(text) == prefix && utf8_count(text) == count;
    good &= utf8_repair(text, &repaired) == faults;
    good &= utf8_skip_invalid(text, &skipped) == faults;
    good &= slice_equal(buffer_slice(&repaired), buffer_slice(&expected));
    good &= slice_equal(buffer_slice(&skipped), buffer_slice(&well_formed));
    buffer_free(&expected);
    buffer_free(&repaired);
    buffer_free(&skipped);
    buffer_free(&well_formed);
    free(exact);
    return good;
}

static uint64_t seed = 88172645463325252u;

static unsigned char random_byte(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    /* Half of them from the borders of the table. */
    static const unsigned char borders[] = {0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0,
                                            0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEF, 0xF0, 0xF4};
    return seed & 16 ? borders[seed & 15] : (unsigned char)(seed >> 8);
}

TEST("every pair of bytes is taken as table 3-7 of the standard takes it")
{
    unsigned bad = 0;
    for (unsigned i = 0; i < 0x10000; i++) {
        unsigned char bytes[2] = {(unsigned char)(i >> 8), (unsigned char)i};
        bad += !agrees(bytes, 1) || !agrees(bytes, 2);
    }
    CHECK(bad == 0);
}

static void try_random(size_t size, unsigned times)
{
    unsigned bad = 0;
    unsigned char bytes[100];
    for (unsigned i = 0; i < times; i++) {
        for (size_t j = 0; j < size; j++)
            bytes[j] = random_byte();
        bad += !agrees(bytes, size);
    }
    CHECK(bad == 0);
}

/* One byte that is not ASCII, at every place of a text of every length. */
TEST("a byte that is not ASCII is found at every place")
{
    char text[80];
    memset(text, 'a', sizeof text);
    unsigned bad = 0;
    for (size_t size = 0; size <= sizeof text; size++)
        for (size_t at = 0; at < size; at++) {
            text[at] = '\xFF';
            struct slice slice = slice_make(text, size);
            bad += utf8_ascii_prefix(slice) != at || utf8_valid_prefix(slice) != at;
            text[at] = 'a';
            bad += utf8_ascii_prefix(slice) != size;
        }
    CHECK(bad == 0);
}

TEST("a sequence that may go on is told from one that is wrong")
{
    static const struct {
        const char *bytes;
        size_t incomplete;
    } cases[] = {
        {"", 0},
        {"a", 0},
        {"\xC3", 1},
        {"a\xC3", 1},
        {"\xC3\xA9", 0},
        {"\xE2\x80", 2},
        {"\xE2", 1},
        {"\xF0\x9F\x94", 3},
        {"\xF0\x9F", 2},
        {"\xE0\x80", 0},
        {"\xED\xA0", 0},
        {"\xF4\x90", 0},
        {"\xC0", 0},
        {"\x80", 0},
        {"\x80\x80\x80", 0},
        {"\xE2\x80\xA9", 0},
        {"\xFF", 0},
        {"\xF5\x80", 0},
        {"\xE2\x80\x80\x80", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        CHECK(utf8_incomplete_end(slice_of(cases[i].bytes)) == cases[i].incomplete);
}

TEST("bytes of Windows-1252 among UTF-8 are repaired")
{
    struct buffer text = {0};
    CHECK(utf8_repair_windows(slice_of("\x80\x81"
                                       "\xC3\xA9"
                                       "\xE9\xFF"
                                       "a\xC3"),
                              &text) == 5);
    CHECK(slice_is(buffer_slice(&text), "\u20AC\uFFFD\u00E9\u00E9\u00FF"
                                        "a\u00C3"));
    buffer_free(&text);
}

TEST("random bytes are taken as table 3-7 of the standard takes them")
{
    try_random(3, 200000);
    try_random(4, 200000);
    try_random(97, 5000);
}

TEST("nothing is valid, and a NUL is a character")
{
    CHECK(utf8_valid_prefix((struct slice){NULL, 0}) == 0);
    CHECK(utf8_count(slice_make("a\0b", 3)) == 3);
}
