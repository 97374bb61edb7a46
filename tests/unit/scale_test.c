/* Nice ticks: known axes, the laws that every axis obeys, and ticks as text. */
#include "picture/scale.h"

#include <math.h>

#include "check.h"

static void check_named(bool good, const char *what, const char *detail)
{
    check(good, what, 0, detail);
}

static void append_ticks(const struct scale *scale, bool grouped, struct buffer *to)
{
    for (size_t i = 0; i < scale->ticks; i++) {
        if (i > 0)
            buffer_append_char(to, ' ');
        scale_append_tick(scale, i, grouped, to);
    }
}

TEST("known axes have the ticks that were published or worked by hand")
{
    static const struct {
        double low, high;
        size_t wanted;
        bool whole;
        const char *ticks;
    } cases[] = {
        {8.1, 14.1, 4, false, "8 10 12 14"}, /* the example of the R package labeling */
        {0, 100, 5, false, "0 25 50 75 100"},
        {0, 42, 6, true, "0 10 20 30 40"},
        {0, 1, 5, false, "0.00 0.25 0.50 0.75 1.00"},
        {0, 1, 5, true, "0 1"},
        {0, 3, 6, true, "0 1 2 3"},
        {0, 0, 5, true, "0 1"},
        {5, 5, 3, false, "0.0 2.5 5.0"},
        {-5, -5, 6, false, "-5 -4 -3 -2 -1 0"},
        {-17, 23, 5, false, "-20 -10 0 10 20"},
        {0, 0.3, 4, false, "0.0 0.1 0.2 0.3"},
        {2010, 2021, 8, true, "2010 2012 2014 2016 2018 2020 2022"},
        {0, 1e15, 3, true, "0 500000000000000 1000000000000000"},
        {0, 1e17, 3, true, "0 5e16 1e17"},
        {0, 1e-12, 3, false, "0 5e-13 1e-12"},
        {0, 2.5e20, 2, true, "0 2.5e20"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct scale scale = scale_nice(cases[i].low, cases[i].high, cases[i].wanted,
                                        cases[i].whole);
        struct buffer ticks = {0};
        append_ticks(&scale, false, &ticks);
        bool good = slice_is(buffer_slice(&ticks), cases[i].ticks);
        buffer_append_char(&ticks, '\0');
        check_named(good, cases[i].ticks, ticks.data);
        buffer_free(&ticks);
    }
}

TEST("ticks of five digits and more have groups of three")
{
    static const struct {
        double high;
        const char *ticks;
    } cases[] = {
        {8000, "0 4000 8000"},
        {80000, "0 40\u00A0000 80\u00A0000"},
        {2e6, "0 1\u00A0000\u00A0000 2\u00A0000\u00A0000"},
        {-80000, "-80\u00A0000 -40\u00A0000 0"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double high = cases[i].high;
        struct scale scale = scale_nice(high < 0 ? high : 0, high < 0 ? 0 : high, 3, true);
        struct buffer ticks = {0};
        append_ticks(&scale, true, &ticks);
        check_named(slice_is(buffer_slice(&ticks), cases[i].ticks), "groups of digits",
                    cases[i].ticks);
        buffer_free(&ticks);
    }
}

/* Every axis holds its data and its ticks, ticks rise, whole ticks are whole, and there are not
 * many more than were wanted. */
static bool obeys(double low, double high, size_t wanted, bool whole)
{
    struct scale scale = scale_nice(low, high, wanted, whole);
    bool good = scale.low < scale.high && scale.ticks >= 2 && scale.ticks <= 3 * wanted + 2;
    good = good && (high - low < 1e-140 || (scale.low <= low && scale.high >= high));
    for (size_t i = 0; good && i < scale.ticks; i++) {
        double tick = scale_tick(&scale, i), place = scale_place(&scale, tick);
        good = place >= -1e-9 && place <= 1 + 1e-9 && (!whole || floor(tick) == tick) &&
               (i == 0 || tick > scale_tick(&scale, i - 1));
    }
    return good;
}

TEST("every axis holds its data, and its ticks rise")
{
    unsigned long long seed = 42;
    char detail[120] = "";
    bool good = true;
    for (int i = 0; i < 20000 && good; i++) {
        double numbers[2];
        for (int k = 0; k < 2; k++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            double unit = (double)(seed >> 11) / 9007199254740992.0 - 0.5;
            numbers[k] = unit * pow(10, (int)(seed >> 7 & 31) - 10);
        }
        double low = fmin(numbers[0], numbers[1]), high = fmax(numbers[0], numbers[1]);
        size_t wanted = 2 + (size_t)(seed >> 20 & 15);
        bool whole = high - low >= 1 && (seed >> 30 & 1);
        if (whole) {
            low = floor(low);
            high = ceil(high);
        }
        good = obeys(low, high, wanted, whole);
        snprintf(detail, sizeof detail, "%.17g to %.17g, %zu ticks%s", low, high, wanted,
                 whole ? ", whole" : "");
    }
    check_named(good, "laws of 20,000 random axes", detail);
    check_named(obeys(-1e150, 1e150, 5, false), "laws", "the largest axis");
    check_named(obeys(0, 1e-149, 5, false), "laws", "the smallest axis");
    check_named(obeys(1e18, 1e18 + 1024, 5, true), "laws",
                "neighbours that are hard to tell apart");
    check_named(obeys(0, 5e-324, 5, false), "laws", "the smallest number");
}
