#include "base/number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/message.h"

/* Two digits at a time: a division less for each. */
static const char digit_pairs[] = "00010203040506070809101112131415161718192021222324"
                                  "25262728293031323334353637383940414243444546474849"
                                  "50515253545556575859606162636465666768697071727374"
                                  "75767778798081828384858687888990919293949596979899";

size_t number_write_u64(char *to, uint64_t number)
{
    char digits[NUMBER_DIGITS];
    size_t at = sizeof digits;
    for (; number >= 100; number /= 100)
        memcpy(digits + (at -= 2), digit_pairs + number % 100 * 2, 2);
    if (number >= 10)
        memcpy(digits + (at -= 2), digit_pairs + number * 2, 2);
    else
        digits[--at] = (char)('0' + number);
    memcpy(to, digits + at, sizeof digits - at);
    return sizeof digits - at;
}

bool number_read_u64(struct slice text, uint64_t *number)
{
    uint64_t value = 0;
    if (text.size == 0)
        return false;
    for (size_t i = 0; i < text.size; i++) {
        unsigned digit = (unsigned)(text.data[i] - '0');
        if (digit > 9 || value > (UINT64_MAX - digit) / 10)
            return false;
        value = value * 10 + digit;
    }
    *number = value;
    return true;
}

bool number_read_double(struct slice text, double *number)
{
    char copy[64];
    if (text.size == 0 || text.size >= sizeof copy)
        return false;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (!((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.' || c == 'e' || c == 'E'))
            return false;
        copy[i] = c;
    }
    copy[text.size] = '\0';
    char *end;
    *number = strtod(copy, &end);
    return *end == '\0' && isfinite(*number);
}

uint64_t number_add(uint64_t a, uint64_t b)
{
    if (a > UINT64_MAX - b)
        message_fatal(NULL, "a count is larger than 2^64 - 1");
    return a + b;
}

size_t number_write_fixed(char *to, size_t room, double number, int decimals)
{
    int size = snprintf(to, room, "%.*f", decimals, number);
    if (size < 0 || (size_t)size >= room)
        message_fatal(NULL, "a number does not fit into %zu characters", room);
    bool zero = true;
    for (int i = 0; i < size && zero; i++)
        zero = to[i] == '0' || to[i] == '.' || to[i] == '-';
    if (zero && to[0] == '-') {
        memmove(to, to + 1, (size_t)size);
        size--;
    }
    return (size_t)size;
}

/* A number of 128 bits. */
struct wide {
    uint64_t high, low;
};

static struct wide multiply(uint64_t a, uint64_t b)
{
    uint64_t a_high = a >> 32, a_low = (uint32_t)a, b_high = b >> 32, b_low = (uint32_t)b;
    uint64_t low = a_low * b_low, one = a_high * b_low + (low >> 32);
    uint64_t two = a_low * b_high + (uint32_t)one;
    return (struct wide){a_high * b_high + (one >> 32) + (two >> 32), two << 32 | (uint32_t)low};
}

/* Returns number / 2^bits, rounded to nearest, halves to even; for 1 to 127 bits, where the result
 * fits. */
static uint64_t divide(struct wide number, unsigned bits)
{
    bool long_rest = bits > 64;
    uint64_t top = long_rest ? number.high : number.low, half = (uint64_t)1 << ((bits - 1) % 64);
    uint64_t whole = bits < 64    ? number.high << (64 - bits) | number.low >> bits
                     : bits == 64 ? number.high
                                  : number.high >> (bits - 64);
    uint64_t rest = top & (half | (half - 1)), below = long_rest ? number.low : 0;
    if (rest > half || (rest == half && (below > 0 || whole % 2 == 1)))
        whole++;
    return whole;
}

/* Writes a positive number as whole x 10^power with the given number of digits, rounded as by
 * printf: as 5^27 fits into 64 bits, the product with a power of ten is exact. False if it does not
 * fit. */
static bool find_digits(double number, int digits, uint64_t *whole, int *power)
{
    enum { LARGEST_SCALE = 27, MANTISSA_BITS = 52, EXPONENT_BIAS = 1075, EXPONENTS = 0x7ff };
    uint64_t bits, limit = 1;
    memcpy(&bits, &number, sizeof bits);
    int exponent = (int)(bits >> MANTISSA_BITS) - EXPONENT_BIAS;
    uint64_t mantissa = (bits & (((uint64_t)1 << MANTISSA_BITS) - 1)) | (uint64_t)1
                                                                            << MANTISSA_BITS;
    if (bits >> MANTISSA_BITS == 0 || bits >> MANTISSA_BITS >= EXPONENTS)
        return false;
    for (int i = 0; i < digits; i++)
        limit *= 10;
    /* The power of the first digit, or one less: 0.3010... is slightly below log10(2). */
    double estimate = floor((exponent + MANTISSA_BITS) * 0.30102999566398114);
    int scale = digits - 1 - (int)estimate;
    for (int tries = 0; tries < 2; tries++, scale--) {
        uint64_t five = 1;
        int shift = -(exponent + scale);
        if (scale < 0 || scale > LARGEST_SCALE || shift < 1 || shift > 127)
            return false;
        for (int i = 0; i < scale; i++)
            five *= 5;
        *whole = divide(multiply(mantissa, five), (unsigned)shift);
        *power = -scale;
        if (*whole < limit)
            return *whole >= limit / 10;
    }
    return false;
}

static size_t put(char *to, size_t at, const char *from, size_t count)
{
    memcpy(to + at, from, count);
    return at + count;
}

/* Digits as %g writes them: `first` is the power of the first one. */
static size_t write_digits(char to[NUMBER_FIGURE], bool negative, uint64_t whole, int first,
                           int precision)
{
    char digits[NUMBER_DIGITS];
    size_t count = number_write_u64(digits, whole), at = 0;
    while (count > 1 && digits[count - 1] == '0')
        count--;
    if (negative)
        at = put(to, at, "-", 1);
    if (first < -4 || first >= precision) {
        char power[NUMBER_DIGITS];
        size_t size = number_write_u64(power, (uint64_t)abs(first));
        at = put(to, at, digits, 1);
        if (count > 1)
            at = put(to, put(to, at, ".", 1), digits + 1, count - 1);
        at = put(to, at, first < 0 ? "e-0" : "e+0", size < 2 ? 3 : 2);
        return put(to, at, power, size);
    }
    if (first < 0) {
        at = put(to, at, "0.000", (size_t)(1 - first));
        return put(to, at, digits, count);
    }
    size_t before = (size_t)first + 1;
    for (size_t i = 0; i < before; i++)
        at = put(to, at, i < count ? digits + i : "0", 1);
    return count > before ? put(to, put(to, at, ".", 1), digits + before, count - before) : at;
}

size_t number_write_figure(char to[NUMBER_FIGURE], double number, int digits)
{
    uint64_t whole;
    int power;
    /* A table of pairs has millions of numbers, and printf is slow. */
    if (number != 0 && find_digits(fabs(number), digits, &whole, &power))
        return write_digits(to, number < 0, whole, power + digits - 1, digits);
    int size = snprintf(to, NUMBER_FIGURE, "%.*g", digits, number == 0 ? 0 : number);
    if (size < 0 || size >= NUMBER_FIGURE)
        message_fatal(NULL, "a number does not fit into %d characters", NUMBER_FIGURE);
    return (size_t)size;
}
