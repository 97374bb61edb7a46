/* Figures of agreement: published tables, laws, and what is undefined. */
#include "agree/coefficients.h"

#include <math.h>
#include <stdlib.h>

#include "chance.h"
#include "check.h"
#include "agree/among.h"

enum { NONE = -1, MOST_CELLS = 400 };

/* A published cross table as one, until the next. */
static struct agreement_cross cross_of(const uint64_t *cells, size_t categories)
{
    static uint64_t copy[MOST_CELLS];
    struct agreement_cross cross = {categories, copy, 0};
    memcpy(copy, cells, categories * categories * sizeof *cells);
    for (size_t i = 0; i < categories * categories; i++)
        cross.units += cells[i];
    return cross;
}

/* The published figure has so many decimals, rounded. */
static bool is(double value, double published, int decimals)
{
    double half = 0.5000001 * pow(10, -decimals);
    if (fabs(value - published) <= half)
        return true;
    printf("%.9g, published %.9g\n", value, published);
    return false;
}

/* K. L. Gwet, "Kappa statistic is not satisfactory for assessing the extent of agreement between
 * raters", Statistical Methods for Inter-Rater Reliability Assessment 1 (2002); the paradox of
 * Feinstein and Cicchetti, "High agreement but low kappa: I", Journal of Clinical Epidemiology 43
 * (1990): the same agreement, 0.85, and kappa 0.70 or 0.32. */
TEST("the same agreement has kappa 0.70 or 0.32, as Feinstein and Cicchetti published")
{
    uint64_t even[] = {40, 9, 6, 45}, uneven[] = {80, 10, 5, 5}, gwet[] = {118, 5, 2, 0};
    struct agreement_cross cross = cross_of(even, 2);
    CHECK(is(agreement_observed(&cross).value, 0.85, 9));
    CHECK(is(agreement_kappa(&cross, AGREEMENT_SAME).value, 0.70, 2));
    cross = cross_of(uneven, 2);
    CHECK(is(agreement_observed(&cross).value, 0.85, 9));
    CHECK(is(agreement_kappa(&cross, AGREEMENT_SAME).value, 0.32, 2));
    CHECK(is(agreement_pabak(&cross).value, 0.70, 9));
    CHECK(is(agreement_specific(&cross, 0).value, 0.914, 3));
    CHECK(is(agreement_specific(&cross, 1).value, 0.40, 9));
    CHECK(is(agreement_prevalence(&cross).value, 0.75, 9));
    CHECK(is(agreement_bias(&cross).value, 0.05, 9));
    cross = cross_of(gwet, 2);
    CHECK(is(agreement_kappa(&cross, AGREEMENT_SAME).value, -0.0234, 4));
}

/* D. G. Altman, Practical Statistics for Medical Research (1991), section 14.3: 85 mammograms. */
TEST("kappa and weighted kappa agree with Altman's mammograms")
{
    uint64_t cells[] = {21, 12, 0, 0, 4, 17, 1, 0, 3, 9, 15, 2, 0, 0, 0, 1};
    struct agreement_cross cross = cross_of(cells, 4);
    CHECK(cross.units == 85);
    CHECK(is(agreement_observed(&cross).value, 0.64, 2));
    CHECK(is(agreement_expected(&cross).value, 0.31, 2));
    CHECK(is(agreement_kappa(&cross, AGREEMENT_SAME).value, 0.47, 2));
    CHECK(is(agreement_kappa(&cross, AGREEMENT_LINEAR).value, 0.57, 2));
}

/* Fleiss, Cohen and Everitt (1969): 200 patients, the variances of kappa. */
TEST("the variances of kappa agree with Fleiss, Cohen and Everitt")
{
    uint64_t cells[] = {106, 10, 4, 22, 28, 10, 2, 12, 6};
    struct agreement_cross cross = cross_of(cells, 3);
    struct agreement_figure figure = agreement_kappa(&cross, AGREEMENT_SAME);
    CHECK(is(figure.value, 0.429, 3));
    CHECK(is(figure.se * figure.se, 0.002885, 6));
    CHECK(is(figure.se_null * figure.se_null, 0.003082, 6));
}

/* A. Agresti, Categorical Data Analysis: approval of a prime minister, asked twice. */
TEST("McNemar's test agrees with Agresti, and its exact form with fractions")
{
    uint64_t cells[] = {794, 150, 86, 570}, few[] = {10, 5, 2, 10}, one[] = {10, 0, 0, 3};
    struct agreement_cross cross = cross_of(cells, 2);
    CHECK(is(agreement_mcnemar(&cross).value, 17.36, 2));
    /* From exact fractions. */
    CHECK(is(agreement_mcnemar_exact(&cross, 0).p, 3.7159361e-05, 12));
    cross = cross_of(few, 2);
    /* 2 (C(7,0) + C(7,1) + C(7,2)) / 2^7 */
    CHECK(is(agreement_mcnemar_exact(&cross, 0).p, 58.0 / 128, 12));
    CHECK(is(agreement_mcnemar_exact(&cross, 0).value, 5.0 / 7, 12));
    CHECK(is(agreement_mcnemar_exact(&cross, 1).value, 2.0 / 7, 12));
    cross = cross_of(one, 2);
    CHECK(agreement_mcnemar(&cross).undefined && agreement_mcnemar_exact(&cross, 0).undefined);
}

/* The example of fourteen raters and ten subjects in the article "Fleiss' kappa" of Wikipedia. */
TEST("Fleiss' kappa of fourteen raters and ten subjects is 0.210")
{
    static const unsigned counts[10][5] = {
        {0, 0, 0, 0, 14}, {0, 2, 6, 4, 2}, {0, 0, 3, 5, 6}, {0, 3, 9, 2, 0}, {2, 2, 8, 1, 1},
        {7, 7, 0, 0, 0},  {3, 2, 6, 3, 0}, {2, 5, 3, 2, 2}, {6, 5, 2, 1, 0}, {0, 2, 2, 3, 7}};
    uint32_t values[140];
    size_t size = 0;
    for (size_t i = 0; i < 10; i++)
        for (uint32_t j = 0; j < 5; j++)
            for (unsigned k = 0; k < counts[i][j]; k++)
                values[size++] = j;
    struct agreement_ratings ratings = {10, 14, 5, values, NULL};
    CHECK(is(agreement_among(&ratings, AGREEMENT_FLEISS).value, 0.210, 3));
    CHECK(is(agreement_among(&ratings, AGREEMENT_NO_CHANCE).value, 0.378, 3));
}

/* Twelve units, four raters, missing values: A. F. Hayes and K. Krippendorff, "Answering the call
 * for a standard reliability measure for coding data", Communication Methods and Measures 1
 * (2007), and Krippendorff (2011); the coefficients of the same table with their standard errors
 * by K. L. Gwet, Handbook of Inter-Rater Reliability (2014), and his R package irrCAC. */
TEST("alpha, AC1 and their standard errors agree with Krippendorff and Gwet where values are "
     "missing")
{
    static const int table[12][4] = {{1, 1, NONE, 1}, {2, 2, 3, 2},       {3, 3, 3, 3},
                                     {3, 3, 3, 3},    {2, 2, 2, 2},       {1, 2, 3, 4},
                                     {4, 4, 4, 4},    {1, 1, 2, 1},       {2, 2, 2, 2},
                                     {NONE, 5, 5, 5}, {NONE, NONE, 1, 1}, {NONE, NONE, 3, NONE}};
    static const double numbers[] = {1, 2, 3, 4, 5};
    uint32_t values[48];
    for (size_t i = 0; i < 48; i++)
        values[i] = table[i / 4][i % 4] == NONE ? AGREEMENT_MISSING
                                                : (uint32_t)table[i / 4][i % 4] - 1;
    struct agreement_ratings ratings = {12, 4, 5, values, NULL};
    CHECK(is(agreement_alpha(&ratings, AGREEMENT_NOMINAL, NULL).value, 0.743, 3));
    CHECK(is(agreement_alpha(&ratings, AGREEMENT_ORDINAL, NULL).value, 0.815, 3));
    CHECK(is(agreement_alpha(&ratings, AGREEMENT_INTERVAL, numbers).value, 0.849, 3));
    CHECK(is(agreement_alpha(&ratings, AGREEMENT_RATIO, numbers).value, 0.797, 3));
    struct agreement_figure figure = agreement_among(&ratings, AGREEMENT_GWET);
    CHECK(is(figure.value, 0.77544, 5));
    CHECK(is(figure.se, 0.14295, 5));
    CHECK(figure.units == 11);
    figure = agreement_among(&ratings, AGREEMENT_FLEISS);
    CHECK(is(figure.value, 0.76117, 5));
    CHECK(is(figure.se, 0.15302, 5));
    CHECK(isnan(figure.se_null) && isnan(figure.p));
    figure = agreement_among(&ratings, AGREEMENT_NO_CHANCE);
    CHECK(is(figure.value, 0.81818, 5));
    CHECK(is(figure.se, 0.12561, 5));
}

/* Gwet's hundred pregnancies and two abstractors (irrCAC, cont3x3abstractors). */
TEST("a table of two raters agrees with Gwet's package irrCAC")
{
    uint64_t cells[] = {13, 0, 0, 0, 20, 7, 0, 4, 56};
    uint32_t values[18];
    for (uint32_t i = 0; i < 9; i++) {
        values[2 * i] = i / 3;
        values[2 * i + 1] = i % 3;
    }
    struct agreement_ratings ratings = {9, 2, 3, values, cells};
    struct agreement_cross cross = agreement_cross(&ratings, 0, 1);
    CHECK(cross.units == 100 && memcmp(cross.cells, cells, sizeof cells) == 0);
    CHECK(is(agreement_kappa(&cross, AGREEMENT_SAME).value, 0.7964094, 7));
    CHECK(is(agreement_pabak(&cross).value, 0.835, 9));
    struct agreement_figure figure = agreement_among(&ratings, AGREEMENT_GWET);
    CHECK(is(figure.value, 0.8493305, 7));
    /* The package divides by n for tables, and by n - 1, as is done here, for raw ratings. */
    CHECK(is(figure.se * sqrt(0.99), 0.04321747, 8));
    CHECK(is(agreement_among(&ratings, AGREEMENT_FLEISS).value, 0.7962397, 7));
    CHECK(is(agreement_alpha(&ratings, AGREEMENT_NOMINAL, NULL).value, 0.7972585, 7));
    agreement_cross_free(&cross);
}

TEST("a coefficient without variation or without units is undefined, and says why")
{
    uint64_t same[] = {7, 0, 0, 0}, nothing[] = {0, 0, 0, 0}, alone[] = {4};
    struct agreement_cross cross = cross_of(same, 2);
    struct agreement_figure figure = agreement_kappa(&cross, AGREEMENT_SAME);
    CHECK(isnan(figure.value) && figure.undefined && figure.units == 7);
    CHECK(is(agreement_observed(&cross).value, 1, 12) && agreement_specific(&cross, 1).undefined);
    CHECK(is(agreement_pabak(&cross).value, 1, 12));
    cross = cross_of(nothing, 2);
    CHECK(agreement_kappa(&cross, AGREEMENT_SAME).undefined);
    CHECK(agreement_observed(&cross).undefined && agreement_expected(&cross).undefined);
    CHECK(agreement_pabak(&cross).undefined && agreement_bias(&cross).undefined);
    cross = cross_of(alone, 1);
    CHECK(agreement_pabak(&cross).undefined && agreement_mcnemar(&cross).undefined);
    CHECK(agreement_kappa(&cross, AGREEMENT_LINEAR).undefined);
    uint32_t values[] = {0, 0, AGREEMENT_MISSING, 0, 0, 0};
    struct agreement_ratings ratings = {3, 2, 1, values, NULL}, none = {0, 2, 0, values, NULL};
    CHECK(agreement_among(&ratings, AGREEMENT_FLEISS).undefined);
    CHECK(agreement_among(&ratings, AGREEMENT_GWET).undefined);
    CHECK(agreement_alpha(&ratings, AGREEMENT_NOMINAL, NULL).undefined);
    CHECK(agreement_among(&none, AGREEMENT_GWET).undefined);
    CHECK(agreement_alpha(&none, AGREEMENT_ORDINAL, NULL).undefined);
    /* Of two known categories one was never given: AC1 is defined all the same. */
    ratings.categories = 2;
    CHECK(is(agreement_among(&ratings, AGREEMENT_GWET).value, 1, 12));
}

/* On random tables: figures stay within their scale, kappa does not depend on the names of the
 * raters, and alpha of two raters without missing values is Scott's pi with its correction. */
TEST("random ratings obey the laws of agreement")
{
    for (int round = 0; round < 2000; round++) {
        uint32_t values[MOST_CELLS], turned[MOST_CELLS];
        size_t units = 1 + chance(30), k = 2 + chance(4);
        for (size_t i = 0; i < 2 * units; i++)
            values[i] = chance((uint32_t)k);
        for (size_t i = 0; i < 2 * units; i++)
            turned[i] = values[i ^ 1];
        struct agreement_ratings ratings = {units, 2, k, values, NULL};
        struct agreement_ratings other = {units, 2, k, turned, NULL};
        struct agreement_cross cross = agreement_cross(&ratings, 0, 1);
        struct agreement_cross back = agreement_cross(&other, 0, 1);
        for (int w = AGREEMENT_SAME; w <= AGREEMENT_QUADRATIC; w++) {
            struct agreement_figure one = agreement_kappa(&cross, (enum agreement_weights)w);
            struct agreement_figure two = agreement_kappa(&back, (enum agreement_weights)w);
            CHECK(one.undefined ? two.undefined != NULL : fabs(one.value - two.value) < 1e-9);
            CHECK(one.undefined || (one.value >= -1.0001 && one.value <= 1.0001 && one.se >= 0));
            CHECK(one.undefined || fabs(one.se - two.se) < 1e-9);
        }
        struct agreement_figure pi = agreement_among(&ratings, AGREEMENT_FLEISS);
        struct agreement_figure alpha = agreement_alpha(&ratings, AGREEMENT_NOMINAL, NULL);
        double n = 2 * (double)units;
        CHECK(pi.undefined ? alpha.undefined != NULL
                           : fabs(alpha.value - (1 - (1 - pi.value) * (n - 1) / n)) < 1e-9);
        agreement_cross_free(&cross);
        agreement_cross_free(&back);
    }
}
