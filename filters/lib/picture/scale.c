#include "picture/scale.h"

#include <math.h>

#include "base/number.h"
#include "base/slice.h"

/* Multiples in order of preference, tenfold, so that 2.5 is whole. */
static const int multiples[] = {10, 50, 20, 25, 40, 30};
enum { MULTIPLES = sizeof multiples / sizeof multiples[0], MOST_SKIPPED = 40, MOST_TICKS = 60 };

/* The weights of section 4 of the paper; legibility counts as 1 for all. */
static const double simplicity_weight = 0.25, coverage_weight = 0.2, density_weight = 0.5,
                    legibility_weight = 0.05;

static double score(double simplicity, double coverage, double density)
{
    return simplicity_weight * simplicity + coverage_weight * coverage + density_weight * density +
           legibility_weight;
}

/* Multiplied and divided step by step instead of pow(), whose last digit differs by machine. */
static double times_power(double number, int power)
{
    double ten = 1;
    for (int i = power < 0 ? -power : power; i > 0; i--)
        ten *= 10;
    return power < 0 ? number / ten : number * ten;
}

static int power_at_least(double number)
{
    int power = 0;
    while (times_power(1, power) < number)
        power++;
    while (times_power(1, power - 1) >= number)
        power--;
    return power;
}

static double simplicity_of(size_t rank, int skipped, bool has_zero)
{
    return 1 - (double)rank / (MULTIPLES - 1) - skipped + (has_zero ? 1 : 0);
}

static double square(double number)
{
    return number * number;
}

static double coverage_of(double low, double high, double first, double last)
{
    return 1 - 0.5 * (square(high - last) + square(low - first)) / square(0.1 * (high - low));
}

static double coverage_at_most(double range, double span)
{
    return span > range ? 1 - square((span - range) / 2) / square(0.1 * range) : 1;
}

static double density_of(size_t ticks, size_t wanted, double low, double high, double first,
                         double last)
{
    double density = (double)(ticks - 1) / (last - first);
    double target = (double)(wanted - 1) /
                    ((last > high ? last : high) - (first < low ? first : low));
    return 2 - (density > target ? density / target : target / density);
}

static double density_at_most(size_t ticks, size_t wanted)
{
    return ticks >= wanted ? 2 - (double)(ticks - 1) / (double)(wanted - 1) : 1;
}

struct search {
    double low, high;
    size_t wanted;
    bool whole;
    double best;
    struct scale scale;
};

/* Rates the sequences of `ticks` ticks that lie `skipped` multiples of 10^power apart; they start
 * at every multiple from which they can still touch the data. */
static void try_starts(struct search *search, size_t rank, int skipped, size_t ticks, int power)
{
    double unit = multiples[rank], step = times_power(unit * skipped, power);
    double back = (double)(ticks - 1) * skipped;
    double from = floor(search->high / step) * skipped - back;
    double to = ceil(search->low / step) * skipped;
    for (double start = from; start <= to; start++) {
        double first = times_power(start * unit, power);
        double last = times_power((start + back) * unit, power);
        bool has_zero = first <= 0 && last >= 0 && fmod(start, skipped) == 0;
        double rating = score(
            simplicity_of(rank, skipped, has_zero),
            coverage_of(search->low, search->high, first, last),
            density_of(ticks, search->wanted, search->low, search->high, first, last));
        if (rating > search->best) {
            search->best = rating;
            search->scale.ticks = ticks;
            search->scale.first = start * unit;
            search->scale.step = unit * skipped;
            search->scale.power = power;
        }
    }
}

/* All powers of ten for one multiple and number of ticks, until coverage alone rules them out. */
static void try_powers(struct search *search, size_t rank, int skipped, size_t ticks)
{
    double range = search->high - search->low;
    double simplicity = simplicity_of(rank, skipped, true);
    double density = density_at_most(ticks, search->wanted);
    double units = range / (double)(ticks + 1) / skipped / multiples[rank];
    for (int power = power_at_least(units);; power++) {
        double step = times_power(multiples[rank] * (double)skipped, power);
        double span = step * (double)(ticks - 1);
        if (score(simplicity, coverage_at_most(range, span), density) < search->best)
            return;
        if (search->whole && floor(step) != step)
            continue;
        try_starts(search, rank, skipped, ticks, power);
    }
}

static void find_ticks(struct search *search)
{
    for (int skipped = 1; skipped <= MOST_SKIPPED; skipped++) {
        for (size_t rank = 0; rank < MULTIPLES; rank++) {
            double simplicity = simplicity_of(rank, skipped, true);
            if (score(simplicity, 1, 1) < search->best)
                return;
            for (size_t ticks = 2; ticks <= MOST_TICKS; ticks++) {
                if (score(simplicity, 1, density_at_most(ticks, search->wanted)) < search->best)
                    break;
                try_powers(search, rank, skipped, ticks);
            }
        }
    }
}

struct scale scale_nice(double low, double high, size_t wanted, bool whole)
{
    /* Ticks between numbers that agree in twelve digits would not be different numbers. */
    double largest = fabs(low) > fabs(high) ? fabs(low) : fabs(high);
    if (!(high - low > 1 / SCALE_LARGEST) || high - low < largest * 1e-12) {
        low = low < 0 ? low : 0;
        high = high > 0 ? high : 0;
        if (!(high - low > 1 / SCALE_LARGEST)) {
            low = 0;
            high = 1;
        }
    }
    struct search search = {
        .low = low,
        .high = high,
        .wanted = wanted < 2 ? 2 : wanted,
        .whole = whole,
        .best = -1e300, /* below every rating */
    };
    find_ticks(&search);
    struct scale scale = search.scale;
    double first = scale_tick(&scale, 0), last = scale_tick(&scale, scale.ticks - 1);
    scale.low = first < low ? first : low;
    scale.high = last > high ? last : high;
    return scale;
}

double scale_tick(const struct scale *scale, size_t i)
{
    return times_power(scale->first + (double)i * scale->step, scale->power);
}

double scale_place(const struct scale *scale, double value)
{
    return (value - scale->low) / (scale->high - scale->low);
}

/* How many decimals a number of units needs: 25 units of 10^-3 need three, 50 only two. */
static int decimals_of(double units, int power)
{
    int decimals = power < 0 ? -power : 0;
    while (decimals > 0 && fmod(units, 10) == 0) {
        units /= 10;
        decimals--;
    }
    return decimals;
}

static void append_grouped(const char *digits, size_t size, struct buffer *to)
{
    size_t start = size > 0 && digits[0] == '-' ? 1 : 0, end = start;
    while (end < size && digits[end] != '.')
        end++;
    for (size_t i = 0; i < size; i++) {
        if (i > start && i < end && (end - i) % 3 == 0 && end - start > 4)
            buffer_append_string(to, "\xC2\xA0");
        buffer_append_char(to, digits[i]);
    }
}

/* The digits of the mantissa stand in the units already. */
static void append_exponent(double units, int power, struct buffer *to)
{
    char digits[64];
    if (units == 0) {
        buffer_append_char(to, '0');
        return;
    }
    while (fmod(units, 10) == 0) {
        units /= 10;
        power++;
    }
    int decimals = 0;
    for (double size = fabs(units); size >= 10; size /= 10)
        decimals++;
    double mantissa = times_power(units, -decimals);
    size_t size = number_write_fixed(digits, sizeof digits, mantissa, decimals > 9 ? 9 : decimals);
    buffer_append(to, digits, size);
    buffer_append_format(to, "e%d", power + decimals);
}

void scale_append_tick(const struct scale *scale, size_t i, bool grouped, struct buffer *to)
{
    double largest = fabs(scale_tick(scale, 0));
    double last = fabs(scale_tick(scale, scale->ticks - 1));
    largest = last > largest ? last : largest;
    int decimals = decimals_of(scale->first, scale->power);
    int others = decimals_of(scale->step, scale->power);
    decimals = others > decimals ? others : decimals;
    if (largest >= 1e16 || decimals > 9) {
        append_exponent(scale->first + (double)i * scale->step, scale->power, to);
        return;
    }
    char digits[64];
    size_t size = number_write_fixed(digits, sizeof digits, scale_tick(scale, i), decimals);
    if (grouped)
        append_grouped(digits, size, to);
    else
        buffer_append(to, digits, size);
}
