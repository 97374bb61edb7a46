#include "count/association.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/memory.h"

static double total(const struct contingency *table)
{
    return table->a + table->b + table->c + table->d;
}

/* Whether there is something to compare: nothing is in all or in none. */
static bool is_comparable(const struct contingency *table)
{
    return table->a >= 0 && table->b >= 0 && table->c >= 0 && table->d >= 0 &&
           table->a + table->b > 0 && table->c + table->d > 0 && table->a + table->c > 0 &&
           table->b + table->d > 0;
}

double association_expected(const struct contingency *table)
{
    double n = total(table);
    return n > 0 ? (table->a + table->b) * ((table->a + table->c) / n) : ASSOCIATION_UNDEFINED;
}

double association_excess(const struct contingency *table)
{
    /* a - E = (ad - bc) / N. Kahan's difference of two products, whose rounding errors fma gives
     * back: counts of millions have products that a double does not hold. */
    double n = total(table), product = table->b * table->c;
    double lost = fma(-table->b, table->c, product);
    double difference = fma(table->a, table->d, -product) + lost;
    return n > 0 ? difference / n : ASSOCIATION_UNDEFINED;
}

/* n ln(n/E) - n + E of a cell, where n - E is `excess`. Near 0 a series in (n - E)/(n + E), because
 * the terms nearly cancel. */
static double deviance(double n, double expected, double excess)
{
    if (n <= 0)
        return expected;
    if (fabs(excess) >= 0.1 * (n + expected))
        return n * log(n / expected) - excess;
    double v = excess / (n + expected), sum = excess * v, term = 2 * n * v;
    for (int i = 3; i < 40; i += 2) {
        term *= v * v;
        sum += term / i;
    }
    return sum;
}

double association_g2(const struct contingency *table)
{
    if (!is_comparable(table))
        return ASSOCIATION_UNDEFINED;
    double excess = association_excess(table), n = total(table);
    double first = (table->a + table->b) / n, other = (table->c + table->d) / n;
    double second = table->a + table->c, rest = table->b + table->d;
    return 2 *
           (deviance(table->a, first * second, excess) + deviance(table->b, first * rest, -excess) +
            deviance(table->c, other * second, -excess) + deviance(table->d, other * rest, excess));
}

double association_chi2(const struct contingency *table, bool yates)
{
    if (!is_comparable(table))
        return ASSOCIATION_UNDEFINED;
    double excess = fabs(association_excess(table)), n = total(table);
    if (yates)
        excess = fmax(excess - 0.5, 0);
    /* The sum of 1/E over the four cells is N^3 / (product of the margins). */
    double rows = (table->a + table->b) / n * (table->c + table->d);
    double columns = (table->a + table->c) / n * (table->b + table->d);
    return excess / rows * excess / columns * n;
}

double association_p(double chi2)
{
    return association_is_defined(chi2) ? erfc(sqrt(chi2 / 2)) : ASSOCIATION_UNDEFINED;
}

/* log2 of a ratio that is `above` larger than 1: near 1 that is known more exactly. */
static double log2_of(double ratio, double above)
{
    return fabs(above) < 0.5 ? log1p(above) / log(2) : log2(ratio);
}

double association_log_ratio(const struct contingency *table)
{
    double target = table->a + table->c, reference = table->b + table->d;
    if (table->a + table->b <= 0 || target <= 0 || reference <= 0)
        return ASSOCIATION_UNDEFINED;
    if (table->a <= 0 || table->b <= 0)
        return log2(fmax(table->a, 0.5) / fmax(table->b, 0.5) * (reference / target));
    return log2_of(table->a / table->b * (reference / target),
                   association_excess(table) / table->b * (total(table) / target));
}

double association_pmi(const struct contingency *table)
{
    if (table->a <= 0)
        return ASSOCIATION_UNDEFINED;
    double expected = association_expected(table);
    return log2_of(table->a / expected, association_excess(table) / expected);
}

double association_npmi(const struct contingency *table)
{
    double n = total(table);
    return table->a > 0 && table->a < n ? association_pmi(table) / log2(n / table->a)
                                        : ASSOCIATION_UNDEFINED;
}

double association_t(const struct contingency *table)
{
    return table->a > 0 ? association_excess(table) / sqrt(table->a) : ASSOCIATION_UNDEFINED;
}

double association_dice(const struct contingency *table)
{
    double sum = 2 * table->a + table->b + table->c;
    return sum > 0 ? 2 * table->a / sum : ASSOCIATION_UNDEFINED;
}

struct test {
    double p;
    size_t number;
};

static int by_p(const void *a, const void *b)
{
    const struct test *one = a, *two = b;
    return (one->p > two->p) - (one->p < two->p);
}

void association_adjust(const double *p, size_t count, double *holm, double *bh)
{
    struct test *tests = memory_allocate(count, sizeof *tests);
    size_t defined = 0;
    for (size_t i = 0; i < count; i++) {
        holm[i] = bh[i] = ASSOCIATION_UNDEFINED;
        if (association_is_defined(p[i]))
            tests[defined++] = (struct test){p[i], i};
    }
    if (defined > 0)
        qsort(tests, defined, sizeof *tests, by_p);
    double largest = 0, smallest = 1;
    for (size_t i = 0; i < defined; i++) {
        largest = fmax(largest, fmin(1, (double)(defined - i) * tests[i].p));
        holm[tests[i].number] = largest;
    }
    for (size_t i = defined; i-- > 0;) {
        smallest = fmin(smallest, (double)defined / (double)(i + 1) * tests[i].p);
        bh[tests[i].number] = smallest;
    }
    free(tests);
}
