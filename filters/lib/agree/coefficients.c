/* Two raters: figures of their cross table. */
#include "agree/coefficients.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/number.h"

static const double normal_quantile = 1.959963984540054; /* 0.975 */
static const char no_units[] = "no unit has two ratings";
static const char not_two[] = "it needs two categories";

static struct agreement_figure figure_of(double value, uint64_t units)
{
    return (struct agreement_figure){value, NULL, NAN, NAN, NAN, NAN, NAN, units};
}

static struct agreement_figure undefined(const char *why, uint64_t units)
{
    struct agreement_figure figure = figure_of(NAN, units);
    figure.undefined = why;
    return figure;
}

/* The root of a difference of sums near 1; what is left of equal ones is rounding. */
static double root(double difference)
{
    return difference > 1e-14 ? sqrt(difference) : 0;
}

static void add_interval(struct agreement_figure *figure, double lowest)
{
    /* All or nothing: the approximation has no width there, and would say "exactly". */
    if (figure->se <= 0)
        return;
    figure->low = fmax(lowest, figure->value - normal_quantile * figure->se);
    figure->high = fmin(1, figure->value + normal_quantile * figure->se);
}

struct agreement_cross agreement_cross(const struct agreement_ratings *ratings, size_t first,
                                       size_t second)
{
    size_t k = ratings->categories;
    if (k > AGREEMENT_MOST_CATEGORIES)
        message_fatal(NULL, "%zu different values are too many to compare two raters, at most %d",
                      k, AGREEMENT_MOST_CATEGORIES);
    struct agreement_cross cross = {k, memory_zeroed(k * k, sizeof *cross.cells), 0};
    for (size_t unit = 0; unit < ratings->units; unit++) {
        const uint32_t *row = ratings->values + unit * ratings->raters;
        if (row[first] == AGREEMENT_MISSING || row[second] == AGREEMENT_MISSING)
            continue;
        uint64_t times = ratings->times ? ratings->times[unit] : 1;
        uint64_t *cell = &cross.cells[row[first] * k + row[second]];
        *cell = number_add(*cell, times);
        cross.units = number_add(cross.units, times);
    }
    return cross;
}

void agreement_cross_free(struct agreement_cross *cross)
{
    free(cross->cells);
}

/* The share of a cell. */
static double share(const struct agreement_cross *cross, size_t i, size_t j)
{
    return (double)cross->cells[i * cross->categories + j] / (double)cross->units;
}

/* The shares of the categories with the first rater, then those with the second. */
static double *margins(const struct agreement_cross *cross)
{
    size_t k = cross->categories;
    double *shares = memory_zeroed(2 * k, sizeof *shares);
    for (size_t i = 0; i < k; i++)
        for (size_t j = 0; j < k; j++) {
            shares[i] += share(cross, i, j);
            shares[k + j] += share(cross, i, j);
        }
    return shares;
}

static double observed(const struct agreement_cross *cross)
{
    uint64_t same = 0;
    for (size_t i = 0; i < cross->categories; i++)
        same += cross->cells[i * cross->categories + i];
    return (double)same / (double)cross->units;
}

struct agreement_figure agreement_observed(const struct agreement_cross *cross)
{
    if (cross->units == 0)
        return undefined(no_units, 0);
    struct agreement_figure figure = figure_of(observed(cross), cross->units);
    double n = (double)cross->units, p = figure.value, z = normal_quantile;
    figure.se = sqrt(p * (1 - p) / n);
    double middle = (p + z * z / (2 * n)) / (1 + z * z / n);
    double half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n);
    /* At the ends of the scale the subtraction leaves a rounding error. */
    figure.low = p <= 0 ? 0 : middle - half;
    figure.high = p >= 1 ? 1 : middle + half;
    return figure;
}

struct agreement_figure agreement_expected(const struct agreement_cross *cross)
{
    if (cross->units == 0)
        return undefined(no_units, 0);
    double *shares = margins(cross), sum = 0;
    for (size_t i = 0; i < cross->categories; i++)
        sum += shares[i] * shares[cross->categories + i];
    free(shares);
    return figure_of(sum, cross->units);
}

static double weight_of(enum agreement_weights weights, size_t categories, size_t i, size_t j)
{
    if (weights == AGREEMENT_SAME || i == j)
        return i == j ? 1 : 0;
    double distance = (double)(i > j ? i - j : j - i) / (double)(categories - 1);
    return 1 - (weights == AGREEMENT_LINEAR ? distance : distance * distance);
}

/* What the formulas of Fleiss, Cohen and Everitt are made of. */
struct weighted {
    const struct agreement_cross *cross;
    enum agreement_weights weights;
    double *shares;       /* of the categories, see margins */
    double *mean_weights; /* of row i against the second rater, then of column j */
    double po, pe;
};

static void prepare(struct weighted *sums)
{
    size_t k = sums->cross->categories;
    sums->shares = margins(sums->cross);
    sums->mean_weights = memory_zeroed(2 * k, sizeof *sums->mean_weights);
    for (size_t i = 0; i < k; i++)
        for (size_t j = 0; j < k; j++) {
            double weight = weight_of(sums->weights, k, i, j);
            sums->po += weight * share(sums->cross, i, j);
            sums->pe += weight * sums->shares[i] * sums->shares[k + j];
            sums->mean_weights[i] += weight * sums->shares[k + j];
            sums->mean_weights[k + j] += weight * sums->shares[i];
        }
}

static void add_errors(const struct weighted *sums, struct agreement_figure *figure)
{
    size_t k = sums->cross->categories;
    double po = sums->po, pe = sums->pe, n = (double)sums->cross->units, sum = 0, sum_null = 0;
    for (size_t i = 0; i < k; i++)
        for (size_t j = 0; j < k; j++) {
            double weight = weight_of(sums->weights, k, i, j);
            double means = sums->mean_weights[i] + sums->mean_weights[k + j];
            double deviation = weight * (1 - pe) - means * (1 - po);
            sum += share(sums->cross, i, j) * deviation * deviation;
            sum_null += sums->shares[i] * sums->shares[k + j] * (weight - means) * (weight - means);
        }
    double centre = po * pe - 2 * pe + po;
    figure->se = root(sum - centre * centre) / sqrt(n) / ((1 - pe) * (1 - pe));
    figure->se_null = root(sum_null - pe * pe) / sqrt(n) / (1 - pe);
    if (figure->se_null > 0)
        figure->p = erfc(fabs(figure->value / figure->se_null) / sqrt(2));
    add_interval(figure, -1);
}

struct agreement_figure agreement_kappa(const struct agreement_cross *cross,
                                        enum agreement_weights weights)
{
    if (cross->units == 0)
        return undefined(no_units, 0);
    struct weighted sums = {.cross = cross, .weights = weights};
    prepare(&sums);
    struct agreement_figure figure = undefined(
        "both raters gave every unit the same value, so chance agreement is 1", cross->units);
    /* Shares of whole units: nearer to 1 than this is 1. */
    if (1 - sums.pe > 1e-12) {
        figure = figure_of((sums.po - sums.pe) / (1 - sums.pe), cross->units);
        add_errors(&sums, &figure);
    }
    free(sums.shares);
    free(sums.mean_weights);
    return figure;
}

struct agreement_figure agreement_pabak(const struct agreement_cross *cross)
{
    struct agreement_figure figure = agreement_observed(cross);
    if (figure.undefined)
        return figure;
    if (cross->categories < 2)
        return undefined("only one value was given, and how many there are is not known",
                         cross->units);
    double k = (double)cross->categories, factor = k / (k - 1);
    figure.value = factor * figure.value - 1 / (k - 1);
    figure.low = factor * figure.low - 1 / (k - 1);
    figure.high = factor * figure.high - 1 / (k - 1);
    figure.se *= factor;
    return figure;
}

struct agreement_figure agreement_specific(const struct agreement_cross *cross, size_t category)
{
    size_t k = cross->categories;
    uint64_t row = 0, column = 0, both = cross->cells[category * k + category];
    for (size_t i = 0; i < k; i++) {
        row += cross->cells[category * k + i];
        column += cross->cells[i * k + category];
    }
    if (row + column == 0)
        return undefined("no unit has this value", cross->units);
    double a = (double)both, other = (double)(row + column) - 2 * a, all = 2 * a + other;
    struct agreement_figure figure = figure_of(2 * a / all, cross->units);
    figure.se = 2 * sqrt(a * other * (a + other)) / (all * all);
    add_interval(&figure, 0);
    return figure;
}

static struct agreement_figure index_of(const struct agreement_cross *cross, size_t one,
                                        size_t other)
{
    if (cross->units == 0)
        return undefined(no_units, 0);
    if (cross->categories != 2)
        return undefined(not_two, cross->units);
    double difference = (double)cross->cells[one] - (double)cross->cells[other];
    return figure_of(fabs(difference) / (double)cross->units, cross->units);
}

struct agreement_figure agreement_prevalence(const struct agreement_cross *cross)
{
    return index_of(cross, 0, 3);
}

struct agreement_figure agreement_bias(const struct agreement_cross *cross)
{
    return index_of(cross, 1, 2);
}

static const char *no_mcnemar(const struct agreement_cross *cross)
{
    if (cross->units == 0)
        return no_units;
    if (cross->categories != 2)
        return not_two;
    return cross->cells[1] + cross->cells[2] == 0 ? "the raters disagree nowhere" : NULL;
}

struct agreement_figure agreement_mcnemar(const struct agreement_cross *cross)
{
    const char *why = no_mcnemar(cross);
    if (why)
        return undefined(why, cross->units);
    double b = (double)cross->cells[1], c = (double)cross->cells[2];
    struct agreement_figure figure = figure_of((b - c) * (b - c) / (b + c), cross->units);
    figure.p = erfc(sqrt(figure.value / 2));
    return figure;
}

struct agreement_figure agreement_mcnemar_exact(const struct agreement_cross *cross,
                                                size_t positive)
{
    const char *why = no_mcnemar(cross);
    if (why)
        return undefined(why, cross->units);
    uint64_t b = cross->cells[positive == 0 ? 1 : 2], c = cross->cells[positive == 0 ? 2 : 1];
    uint64_t less = b < c ? b : c;
    struct agreement_figure figure = figure_of((double)b / (double)(b + c), cross->units);
    /* The tail from its largest term down, until what is left does not count. */
    double n = (double)(b + c), m = (double)less, sum = 0;
    double term = exp(lgamma(n + 1) - lgamma(m + 1) - lgamma(n - m + 1) - n * log(2));
    for (uint64_t i = less;; i--) {
        sum += term;
        if (i == 0 || term < sum * 1e-17)
            break;
        term *= (double)i / (n - (double)i + 1);
    }
    figure.p = fmin(1, 2 * sum);
    return figure;
}
