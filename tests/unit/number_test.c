/* Numbers as text and back. */
#include "base/number.h"

#include <math.h>

#include "check.h"

static bool writes(uint64_t number, const char *expected)
{
    char digits[NUMBER_DIGITS];
    return slice_is(slice_make(digits, number_write_u64(digits, number)), expected);
}

static bool writes_fixed(double number, int decimals, const char *expected)
{
    char figure[400];
    size_t size = number_write_fixed(figure, sizeof figure, number, decimals);
    return slice_is(slice_make(figure, size), expected);
}

static bool reads(const char *text, uint64_t expected)
{
    uint64_t number = 0;
    return number_read_u64(slice_of(text), &number) && number == expected;
}

static bool refuses(const char *text)
{
    uint64_t number;
    return !number_read_u64(slice_of(text), &number);
}

static bool reads_double(const char *text, double expected)
{
    double number = 0;
    return number_read_double(slice_of(text), &number) && fabs(number - expected) < 1e-12;
}

static bool refuses_double(const char *text)
{
    double number;
    return !number_read_double(slice_of(text), &number);
}

TEST("whole numbers are digits alone, up to 2^64 - 1")
{
    CHECK(writes(0, "0"));
    CHECK(writes(9, "9"));
    CHECK(writes(10, "10"));
    CHECK(writes(UINT64_MAX, "18446744073709551615"));
    CHECK(reads("0", 0));
    CHECK(reads("007", 7));
    CHECK(reads("18446744073709551615", UINT64_MAX));
    CHECK(refuses("18446744073709551616"));
    CHECK(refuses("99999999999999999999"));
    CHECK(refuses(""));
    CHECK(refuses("-1"));
    CHECK(refuses("+1"));
    CHECK(refuses(" 1"));
    CHECK(refuses("1 "));
    CHECK(refuses("1.0"));
    CHECK(refuses("1e3"));
    CHECK(refuses("0x10"));
    uint64_t number;
    CHECK(!number_read_u64(slice_make("1\0", 2), &number));
    CHECK(!number_read_u64(slice_of("\xd9\xa1"), &number)); /* ARABIC-INDIC DIGIT ONE */
}

TEST("numbers have one point, a sign and an exponent, and nothing else")
{
    CHECK(reads_double("0", 0));
    CHECK(reads_double("-1.5", -1.5));
    CHECK(reads_double("+2", 2));
    CHECK(reads_double(".5", 0.5));
    CHECK(reads_double("5.", 5));
    CHECK(reads_double("1e3", 1000));
    CHECK(reads_double("1E-3", 0.001));
    CHECK(refuses_double(""));
    CHECK(refuses_double("."));
    CHECK(refuses_double("-"));
    CHECK(refuses_double("1,5"));
    CHECK(refuses_double("1 "));
    CHECK(refuses_double(" 1"));
    CHECK(refuses_double("nan"));
    CHECK(refuses_double("inf"));
    CHECK(refuses_double("1e999"));
    CHECK(refuses_double("0x1p3"));
    CHECK(refuses_double("1-2"));
}

TEST("fixed decimals are rounded to even, and zero has no sign")
{
    CHECK(writes_fixed(0, 0, "0"));
    CHECK(writes_fixed(1.005, 1, "1.0"));
    CHECK(writes_fixed(2.5, 0, "2"));
    CHECK(writes_fixed(1234567.891, 2, "1234567.89"));
    CHECK(writes_fixed(-0.001, 2, "0.00"));
    CHECK(writes_fixed(-0.0, 0, "0"));
    CHECK(writes_fixed(-0.01, 2, "-0.01"));
    CHECK(writes_fixed(1e15, 1, "1000000000000000.0"));
}

static void add(void *addends)
{
    const uint64_t *numbers = addends;
    number_add(numbers[0], numbers[1]);
}

TEST("a sum beyond 2^64 - 1 ends the program")
{
    uint64_t fits[] = {UINT64_MAX - 1, 1}, overflows[] = {UINT64_MAX, 1};
    CHECK(number_add(2, 3) == 5);
    CHECK(check_ends(add, fits) == 0);
    CHECK(check_ends(add, overflows) == 2);
    CHECK(strstr(check_messages, "larger than 2^64 - 1") != NULL);
}

static void write_into_little(void *unused)
{
    char little[4];
    (void)unused;
    number_write_fixed(little, sizeof little, 12345.0, 2);
}

static bool writes_as_printf(double number, int digits)
{
    char figure[NUMBER_FIGURE], expected[NUMBER_FIGURE + 1];
    size_t size = number_write_figure(figure, number, digits);
    snprintf(expected, sizeof expected, "%.*g", digits, number);
    if (slice_is(slice_make(figure, size), expected))
        return true;
    printf("%s, but printf says %s\n", figure, expected);
    return false;
}

/* Any bits, figures of every size, and those that lie on or beside the middle of two. */
TEST("numbers are written as printf writes them, at every edge and for random bits")
{
    static const double edges[] = {1,
                                   9.9999999995,
                                   9.99999999949999,
                                   0.0001,
                                   0.00009999999999996,
                                   1e9,
                                   9999999999.5,
                                   9999999998.5,
                                   1e10,
                                   1e16,
                                   0.5,
                                   1.0000000005,
                                   2.5,
                                   1e-18,
                                   3e-310,
                                   1e300,
                                   123456.7890125,
                                   0.1,
                                   1.0 / 3,
                                   5e-324,
                                   1e22,
                                   0.00012345678905,
                                   1099511627776.5,
                                   4503599627370497.5};
    uint64_t state = 42;
    size_t wrong = 0;
    for (int digits = 1; digits <= 17; digits++)
        for (size_t i = 0; i < sizeof edges / sizeof *edges; i++)
            wrong += !writes_as_printf(edges[i], digits) || !writes_as_printf(-edges[i], digits);
    for (int i = 0; i < 300000; i++) {
        double any, near;
        state = state * 6364136223846793005U + 1442695040888963407U;
        memcpy(&any, &state, sizeof any);
        near = ldexp((double)(state >> 40), -(int)(state >> 20 & 63));
        if (isfinite(any))
            wrong += !writes_as_printf(any, 10);
        wrong += !writes_as_printf(near, 1 + (int)(state >> 30 & 15));
        wrong += !writes_as_printf((double)(state >> 34) / 1e5, 10);
    }
    CHECK(wrong == 0);
}

TEST("a number that does not fit its place ends the program")
{
    CHECK(check_ends(write_into_little, NULL) == 2);
}
