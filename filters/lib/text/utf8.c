#include "text/utf8.h"

static const uint64_t HIGH_BITS = UINT64_C(0x8080808080808080);

static uint64_t load(const char *from)
{
    uint64_t word;
    memcpy(&word, from, sizeof word);
    return word;
}

size_t utf8_ascii_prefix(struct slice bytes)
{
    size_t i = 0;
    for (; bytes.size - i >= 32; i += 32)
        if ((load(bytes.data + i) | load(bytes.data + i + 8) | load(bytes.data + i + 16) |
             load(bytes.data + i + 24)) &
            HIGH_BITS)
            break;
    for (; bytes.size - i >= 8; i += 8)
        if (load(bytes.data + i) & HIGH_BITS)
            break;
    while (i < bytes.size && (unsigned char)bytes.data[i] < 0x80)
        i++;
    return i;
}

/* Table 3-7: the number of bytes that follow this first byte (0: it cannot begin a sequence), and
 * the bounds of the second byte. */
static unsigned sequence(unsigned char first, unsigned char *low, unsigned char *high)
{
    *low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    *high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (first < 0xC2 || first > 0xF4)
        return 0;
    return first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
}

/* The length of the sequence or fault at `from`, and in *follow the number of bytes that its first
 * byte requires. */
static size_t measure(const unsigned char *from, size_t size, unsigned *follow)
{
    unsigned char low, high;
    *follow = sequence(from[0], &low, &high);
    size_t length = 1;
    if (*follow == 0 || size < 2 || from[1] < low || from[1] > high)
        return length;
    for (length = 2; length <= *follow && length < size; length++)
        if ((from[length] & 0xC0) != 0x80)
            break;
    return length;
}

size_t utf8_decode(struct slice bytes, int32_t *code_point)
{
    const unsigned char *from = (const unsigned char *)bytes.data;
    if (from[0] < 0x80) {
        *code_point = from[0];
        return 1;
    }
    unsigned follow;
    size_t length = measure(from, bytes.size, &follow);
    if (follow == 0 || length != follow + 1) {
        *code_point = UTF8_INVALID;
        return length;
    }
    int32_t value = from[0] & (0x3F >> follow);
    for (size_t i = 1; i < length; i++)
        value = value << 6 | (from[i] & 0x3F);
    *code_point = value;
    return length;
}

size_t utf8_valid_prefix(struct slice bytes)
{
    const unsigned char *data = (const unsigned char *)bytes.data;
    size_t i = 0;
    while (i < bytes.size) {
        i += utf8_ascii_prefix(slice_from(bytes, i));
        while (i < bytes.size && data[i] >= 0x80) {
            /* Two bytes, as in Latin, Greek, Cyrillic, Arabic: five times as fast as the general
             * code. */
            if (bytes.size - i >= 2 && data[i] >= 0xC2 && data[i] <= 0xDF &&
                (data[i + 1] & 0xC0) == 0x80) {
                i += 2;
                continue;
            }
            unsigned follow;
            size_t length = measure(data + i, bytes.size - i, &follow);
            if (follow == 0 || length != follow + 1)
                return i;
            i += length;
        }
    }
    return i;
}

size_t utf8_incomplete_end(struct slice bytes)
{
    const unsigned char *data = (const unsigned char *)bytes.data;
    for (size_t back = 1; back <= 3 && back <= bytes.size; back++) {
        const unsigned char *from = data + bytes.size - back;
        if (*from < 0x80)
            return 0;
        if (*from < 0xC0)
            continue;
        unsigned follow;
        return measure(from, back, &follow) == back && back <= follow ? back : 0;
    }
    return 0;
}

size_t utf8_encode(int32_t code_point, char to[4])
{
    uint32_t value = (uint32_t)code_point;
    if (value < 0x80) {
        to[0] = (char)value;
        return 1;
    }
    if (value < 0x800) {
        to[0] = (char)(0xC0 | value >> 6);
        to[1] = (char)(0x80 | (value & 0x3F));
        return 2;
    }
    if (value < 0x10000) {
        to[0] = (char)(0xE0 | value >> 12);
        to[1] = (char)(0x80 | (value >> 6 & 0x3F));
        to[2] = (char)(0x80 | (value & 0x3F));
        return 3;
    }
    to[0] = (char)(0xF0 | value >> 18);
    to[1] = (char)(0x80 | (value >> 12 & 0x3F));
    to[2] = (char)(0x80 | (value >> 6 & 0x3F));
    to[3] = (char)(0x80 | (value & 0x3F));
    return 4;
}

/* Writes the replacement of the fault at the beginning of the bytes and returns the length of the
 * fault. */
typedef size_t mend_fault(struct slice bytes, struct buffer *to);

static uint64_t repair(struct slice bytes, mend_fault *mend, struct buffer *to)
{
    uint64_t faults = 0;
    while (bytes.size > 0) {
        size_t good = utf8_valid_prefix(bytes);
        buffer_append(to, bytes.data, good);
        bytes = slice_from(bytes, good);
        if (bytes.size == 0)
            break;
        bytes = slice_from(bytes, mend(bytes, to));
        faults++;
    }
    return faults;
}

static size_t skip_fault(struct slice bytes, struct buffer *to)
{
    int32_t code_point;
    (void)to;
    return utf8_decode(bytes, &code_point);
}

static size_t replace_fault(struct slice bytes, struct buffer *to)
{
    buffer_append_string(to, "\xEF\xBF\xBD");
    return skip_fault(bytes, to);
}

/* The character of windows-1252 for a byte from 0x80 on. */
static int32_t windows_1252(unsigned char byte)
{
    static const uint16_t low[32] = {
        0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
    };
    return byte < 0xA0 ? low[byte - 0x80] : byte;
}

static size_t read_fault_as_windows(struct slice bytes, struct buffer *to)
{
    char character[4];
    size_t size = utf8_encode(windows_1252((unsigned char)bytes.data[0]), character);
    buffer_append(to, character, size);
    return 1;
}

uint64_t utf8_repair(struct slice bytes, struct buffer *to)
{
    return repair(bytes, replace_fault, to);
}

uint64_t utf8_repair_windows(struct slice bytes, struct buffer *to)
{
    return repair(bytes, read_fault_as_windows, to);
}

uint64_t utf8_skip_invalid(struct slice bytes, struct buffer *to)
{
    return repair(bytes, skip_fault, to);
}

uint64_t utf8_count(struct slice bytes)
{
    uint64_t count = 0;
    while (bytes.size > 0) {
        size_t ascii = utf8_ascii_prefix(bytes);
        count += ascii;
        bytes = slice_from(bytes, ascii);
        while (bytes.size > 0 && (unsigned char)bytes.data[0] >= 0x80) {
            int32_t code_point;
            bytes = slice_from(bytes, utf8_decode(bytes, &code_point));
            count++;
        }
    }
    return count;
}
