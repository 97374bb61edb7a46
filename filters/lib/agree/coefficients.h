/* Agreement between raters: how far two or more people who judged the same units judged them
 * alike, and how far beyond what chance would give. Pure functions: ratings in, figures out.
 *
 * A rating is the number of a category, from 0; where categories have an order, the numbers follow
 * it. A figure that cannot be computed is never a number: its value is NAN and `undefined` says
 * why, in words that complete "is undefined: ...". Parts that a figure does not have (a standard
 * error, a p value) are NAN. Confidence intervals are those of 95 %; where nothing else is said
 * they are the value plus and minus 1.96 standard errors, cut at the ends of the scale, and there
 * is none where that standard error is 0, because all units are alike.
 *
 * Sources stand with each function. Memory: the square of the number of categories for a
 * cross table, else the number of categories. */
#ifndef COSPAN_AGREE_COEFFICIENTS_H
#define COSPAN_AGREE_COEFFICIENTS_H

#include <stddef.h>
#include <stdint.h>

#define AGREEMENT_MISSING UINT32_MAX

/* The most categories that a cross table may have. */
enum { AGREEMENT_MOST_CATEGORIES = 1000 };

/* Borrowed arrays. */
struct agreement_ratings {
    size_t units, raters, categories;
    const uint32_t *values; /* of the first unit by each rater, then of the second one, ... */
    const uint64_t *times;  /* how many units such a row stands for; NULL: one each */
};

struct agreement_figure {
    double value;
    const char *undefined; /* NULL where it is defined */
    double se, se_null;    /* standard error, and that under the hypothesis that it is 0 */
    double low, high;      /* confidence interval */
    double p;              /* two-sided */
    uint64_t units;        /* that it rests on */
};

/* Two raters: how often the first said i where the second said j. */
struct agreement_cross {
    size_t categories;
    uint64_t *cells; /* row i, column j at i * categories + j */
    uint64_t units;
};

/* The units that both have rated; release with agreement_cross_free. The program ends beyond
 * AGREEMENT_MOST_CATEGORIES. */
struct agreement_cross agreement_cross(const struct agreement_ratings *ratings, size_t first,
                                       size_t second);
void agreement_cross_free(struct agreement_cross *cross);

/* The share of units on which both agree, Po. Interval: E. B. Wilson, "Probable inference, the law
 * of succession, and statistical inference", JASA 22 (1927). */
struct agreement_figure agreement_observed(const struct agreement_cross *cross);

/* The agreement that chance would give raters with these shares of categories, Pe: J. Cohen, "A
 * coefficient of agreement for nominal scales", Educational and Psychological Measurement 20
 * (1960). */
struct agreement_figure agreement_expected(const struct agreement_cross *cross);

/* Cohen's kappa, (Po - Pe) / (1 - Pe), Cohen 1960; weighted by how near two categories stand in
 * their order: 1 - d / (k - 1) or 1 - (d / (k - 1))^2, J. Cohen, "Weighted kappa", Psychological
 * Bulletin 70 (1968). Standard errors: J. L. Fleiss, J. Cohen and B. S. Everitt, "Large sample
 * standard errors of kappa and weighted kappa", Psychological Bulletin 72 (1969). */
enum agreement_weights { AGREEMENT_SAME, AGREEMENT_LINEAR, AGREEMENT_QUADRATIC };
struct agreement_figure agreement_kappa(const struct agreement_cross *cross,
                                        enum agreement_weights weights);

/* (k Po - 1) / (k - 1), of two categories 2 Po - 1: T. Byrt, J. Bishop and J. B. Carlin, "Bias,
 * prevalence and kappa", Journal of Clinical Epidemiology 46 (1993); of more: E. M. Bennett,
 * R. Alpert and A. C. Goldstein, Public Opinion Quarterly 18 (1954). */
struct agreement_figure agreement_pabak(const struct agreement_cross *cross);

/* Of the ratings of a category those that the other rater shares, 2 n_cc / (n_c. + n_.c): D. V.
 * Cicchetti and A. R. Feinstein, "High agreement but low kappa: II", Journal of Clinical
 * Epidemiology 43 (1990). Standard error: P. Graham and R. Bull, "Approximate standard errors and
 * confidence intervals for indices of positive and negative agreement", Journal of Clinical
 * Epidemiology 51 (1998). */
struct agreement_figure agreement_specific(const struct agreement_cross *cross, size_t category);

/* Two categories: |a - d| / n and |b - c| / n, a both positive, d both not (Byrt et al. 1993). */
struct agreement_figure agreement_prevalence(const struct agreement_cross *cross);
struct agreement_figure agreement_bias(const struct agreement_cross *cross);

/* Two categories: whether one rater says `positive` more often than the other: (b - c)^2 / (b + c)
 * as chi-square of one degree of freedom, Q. McNemar, Psychometrika 12 (1947); and exactly, by the
 * binomial distribution of b among b + c, the value being b / (b + c), where b counts the units
 * that only the first rater called positive. */
struct agreement_figure agreement_mcnemar(const struct agreement_cross *cross);
struct agreement_figure agreement_mcnemar_exact(const struct agreement_cross *cross,
                                                size_t positive);

#endif
