#include "agree/among.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "agree/coefficients.h"

/* How often each category was given to one unit. */
struct tallied {
    uint32_t *counts; /* by category; 0 but for those in `given` */
    uint32_t *given;
    size_t kinds, ratings;
    double times;
};

static struct tallied tallied_open(const struct agreement_ratings *ratings)
{
    return (struct tallied){.counts = memory_zeroed(ratings->categories + 1, sizeof(uint32_t)),
                            .given = memory_zeroed(ratings->raters + 1, sizeof(uint32_t))};
}

static void tallied_close(struct tallied *unit)
{
    free(unit->counts);
    free(unit->given);
}

static void tally(const struct agreement_ratings *ratings, size_t number, struct tallied *unit)
{
    for (size_t i = 0; i < unit->kinds; i++)
        unit->counts[unit->given[i]] = 0;
    unit->kinds = unit->ratings = 0;
    for (size_t i = 0; i < ratings->raters; i++) {
        uint32_t value = ratings->values[number * ratings->raters + i];
        if (value == AGREEMENT_MISSING)
            continue;
        if (unit->counts[value]++ == 0)
            unit->given[unit->kinds++] = value;
        unit->ratings++;
    }
    unit->times = ratings->times ? (double)ratings->times[number] : 1;
}

/* Of the pairs of ratings of a unit, those that agree. */
static double pairs_alike(const struct tallied *unit)
{
    double alike = 0, r = (double)unit->ratings;
    for (size_t i = 0; i < unit->kinds; i++) {
        double count = unit->counts[unit->given[i]];
        alike += count * (count - 1);
    }
    return alike / (r * (r - 1));
}

struct sums {
    const struct agreement_ratings *ratings;
    double categories;
    double *shares;      /* of the categories */
    double rated, pairs; /* units with a rating, with two or more */
    double po, pe;
    size_t most, least; /* ratings of a unit */
};

static void add_up(struct sums *sums, struct tallied *unit)
{
    sums->least = SIZE_MAX;
    for (size_t i = 0; i < sums->ratings->units; i++) {
        tally(sums->ratings, i, unit);
        if (unit->ratings == 0 || unit->times <= 0)
            continue;
        sums->rated += unit->times;
        sums->most = unit->ratings > sums->most ? unit->ratings : sums->most;
        sums->least = unit->ratings < sums->least ? unit->ratings : sums->least;
        for (size_t j = 0; j < unit->kinds; j++) {
            uint32_t category = unit->given[j];
            sums->shares[category] += unit->times * unit->counts[category] / (double)unit->ratings;
        }
        if (unit->ratings < 2)
            continue;
        sums->pairs += unit->times;
        sums->po += unit->times * pairs_alike(unit);
    }
    for (size_t i = 0; i < sums->ratings->categories; i++)
        sums->shares[i] /= sums->rated;
    sums->po /= sums->pairs;
}

/* What a rating of this category adds to chance agreement. */
static double chance_of(const struct sums *sums, enum agreement_chance chance, size_t category)
{
    double p = sums->shares[category];
    return chance == AGREEMENT_NO_CHANCE ? 0
           : chance == AGREEMENT_FLEISS  ? p
                                         : (1 - p) / (sums->categories - 1);
}

/* The squared deviations of the units' own parts in the figure (Gwet 2008). */
static double variance(const struct sums *sums, enum agreement_chance chance, double value,
                       struct tallied *unit)
{
    double sum = 0;
    for (size_t i = 0; i < sums->ratings->units; i++) {
        tally(sums->ratings, i, unit);
        if (unit->ratings == 0)
            continue;
        double part = 0, expected = 0;
        if (unit->ratings > 1)
            part = sums->rated / sums->pairs * (pairs_alike(unit) - sums->pe) / (1 - sums->pe);
        for (size_t j = 0; j < unit->kinds; j++)
            expected += unit->counts[unit->given[j]] * chance_of(sums, chance, unit->given[j]);
        expected /= (double)unit->ratings;
        part -= 2 * (1 - value) * (expected - sums->pe) / (1 - sums->pe) + value;
        sum += unit->times * part * part;
    }
    return sum / (sums->rated * (sums->rated - 1));
}

/* Of Fleiss' kappa under the null, with the same number of ratings for each unit (Fleiss, Nee and
 * Landis 1979). */
static double fleiss_error(const struct sums *sums)
{
    double m = (double)sums->most, spread = 0, skew = 0;
    for (size_t i = 0; i < sums->ratings->categories; i++) {
        double p = sums->shares[i], q = 1 - p;
        spread += p * q;
        skew += p * q * (q - p);
    }
    return sqrt(2 * fmax(0, spread * spread - skew) / (sums->rated * m * (m - 1))) / spread;
}

static struct agreement_figure figure_of(double value, double units, const char *why)
{
    return (struct agreement_figure){value, why, NAN, NAN, NAN, NAN, NAN, (uint64_t)units};
}

static void add_errors(const struct sums *sums, enum agreement_chance chance,
                       struct agreement_figure *figure, struct tallied *unit)
{
    if (sums->rated > 1)
        figure->se = sqrt(variance(sums, chance, figure->value, unit));
    if (figure->se > 1e-9) {
        double lowest = chance == AGREEMENT_NO_CHANCE ? 0 : -1;
        figure->low = fmax(lowest, figure->value - 1.959963984540054 * figure->se);
        figure->high = fmin(1, figure->value + 1.959963984540054 * figure->se);
    }
    if (chance != AGREEMENT_FLEISS || sums->most != sums->least)
        return;
    figure->se_null = fleiss_error(sums);
    if (figure->se_null > 0)
        figure->p = erfc(fabs(figure->value / figure->se_null) / sqrt(2));
}

static struct agreement_figure among(struct sums *sums, enum agreement_chance chance,
                                     struct tallied *unit)
{
    add_up(sums, unit);
    if (sums->pairs <= 0)
        return figure_of(NAN, 0, "no unit has two ratings");
    if (chance == AGREEMENT_GWET && sums->ratings->categories < 2)
        return figure_of(NAN, sums->pairs,
                         "only one value was given, and how many there are is not known");
    for (size_t i = 0; i < sums->ratings->categories; i++)
        sums->pe += sums->shares[i] * chance_of(sums, chance, i);
    if (1 - sums->pe < 1e-12)
        return figure_of(NAN, sums->pairs,
                         "every unit has the same value, so chance agreement is 1");
    struct agreement_figure figure = figure_of((sums->po - sums->pe) / (1 - sums->pe), sums->pairs,
                                               NULL);
    add_errors(sums, chance, &figure, unit);
    return figure;
}

struct agreement_figure agreement_among(const struct agreement_ratings *ratings,
                                        enum agreement_chance chance)
{
    struct sums sums = {
        .ratings = ratings,
        .categories = (double)ratings->categories,
        .shares = memory_zeroed(ratings->categories + 1, sizeof *sums.shares),
    };
    struct tallied unit = tallied_open(ratings);
    struct agreement_figure figure = among(&sums, chance, &unit);
    tallied_close(&unit);
    free(sums.shares);
    return figure;
}

struct scale {
    enum agreement_level level;
    const double *places; /* of the categories: their numbers, or their mean ranks */
};

/* Krippendorff's squared difference. */
static double difference(const struct scale *scale, size_t i, size_t j)
{
    if (scale->level == AGREEMENT_NOMINAL)
        return i == j ? 0 : 1;
    double distance = scale->places[i] - scale->places[j];
    if (scale->level == AGREEMENT_RATIO) {
        double sum = scale->places[i] + scale->places[j];
        distance = sum > 0 || sum < 0 ? distance / sum : 0;
    }
    return distance * distance;
}

/* The disagreement within a unit, in pairs. */
static double within(const struct scale *scale, const struct tallied *unit)
{
    double sum = 0;
    for (size_t i = 0; i < unit->kinds; i++)
        for (size_t j = 0; j < unit->kinds; j++)
            sum += (double)unit->counts[unit->given[i]] * unit->counts[unit->given[j]] *
                   difference(scale, unit->given[i], unit->given[j]);
    return sum / ((double)unit->ratings - 1);
}

/* The disagreement of all pairs of values; a sum of squared differences is the sum of squared
 * distances from the mean, so only the ratio scale needs every pair of categories. */
static double expected(const struct scale *scale, const double *counts, size_t categories,
                       double all)
{
    double mean = 0, sum = 0;
    if (scale->level == AGREEMENT_NOMINAL) {
        for (size_t i = 0; i < categories; i++)
            sum += counts[i] * (all - counts[i]);
        return sum;
    }
    if (scale->level == AGREEMENT_RATIO) {
        for (size_t i = 0; i < categories; i++)
            for (size_t j = 0; j < categories; j++)
                sum += counts[i] * counts[j] * difference(scale, i, j);
        return sum;
    }
    for (size_t i = 0; i < categories; i++)
        mean += counts[i] / all * scale->places[i];
    for (size_t i = 0; i < categories; i++)
        sum += counts[i] * (scale->places[i] - mean) * (scale->places[i] - mean);
    return 2 * all * sum;
}

/* How often each value stands beside another one in its unit; returns their sum. */
static double count_values(const struct agreement_ratings *ratings, struct tallied *unit,
                           double *counts, double *units)
{
    double all = 0;
    for (size_t i = 0; i < ratings->units; i++) {
        tally(ratings, i, unit);
        if (unit->ratings < 2)
            continue;
        *units += unit->times;
        all += unit->times * (double)unit->ratings;
        for (size_t j = 0; j < unit->kinds; j++)
            counts[unit->given[j]] += unit->times * unit->counts[unit->given[j]];
    }
    return all;
}

struct agreement_figure agreement_alpha(const struct agreement_ratings *ratings,
                                        enum agreement_level level, const double *numbers)
{
    size_t k = ratings->categories;
    double *counts = memory_zeroed(2 * k + 1, sizeof *counts), *ranks = counts + k;
    double units = 0, disagreement = 0, before = 0;
    struct tallied unit = tallied_open(ratings);
    double all = count_values(ratings, &unit, counts, &units);
    /* The ordinal difference is the number of values between two, which is that of mean ranks. */
    for (size_t i = 0; i < k; i++) {
        ranks[i] = before + counts[i] / 2;
        before += counts[i];
    }
    struct scale scale = {level, level == AGREEMENT_ORDINAL ? ranks : numbers};
    double chance = expected(&scale, counts, k, all);
    for (size_t i = 0; i < ratings->units; i++) {
        tally(ratings, i, &unit);
        disagreement += unit.ratings < 2 ? 0 : unit.times * within(&scale, &unit);
    }
    tallied_close(&unit);
    free(counts);
    if (units <= 0)
        return figure_of(NAN, 0, "no unit has two ratings");
    if (chance <= 0)
        return figure_of(NAN, units, "all values are the same, so none can be expected to differ");
    return figure_of(1 - (all - 1) * disagreement / chance, units, NULL);
}
