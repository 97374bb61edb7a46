/* How strongly two features belong together: a word and a group of texts (keyness), or two concepts
 * that meet in a sentence (co-occurrence). All figures are made of one table of whole numbers:
 *
 *                       second       not second
 *     first               a              b
 *     not first           c              d            N = a + b + c + d
 *
 * For keyness, a is how often the word occurs in the target, b in the reference, c and d are the
 * other tokens of target and reference. For co-occurrence, a is how many units have both features,
 * b and c have one of them, d neither.
 *
 * Pure functions without state. One invariant: what is not defined (a whole row or column is
 * empty, a logarithm of zero) is ASSOCIATION_UNDEFINED, never an infinity; every defined result is
 * finite. Counts up to 2^53 are exact. Differences of nearly equal numbers are taken before
 * anything is rounded, so that twelve digits hold also where N is large and the effect small. */
#ifndef COSPAN_COUNT_ASSOCIATION_H
#define COSPAN_COUNT_ASSOCIATION_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

/* Compare with association_is_defined. */
#define ASSOCIATION_UNDEFINED ((double)NAN)

static inline bool association_is_defined(double figure)
{
    return !isnan(figure);
}

/* Whole numbers that are not negative. */
struct contingency {
    double a, b, c, d;
};

/* (a+b)(a+c)/N, what a would be if rows and columns had nothing to do with each other. Undefined
 * where N is 0. */
double association_expected(const struct contingency *table);

/* a - E, exact before its last rounding: above 0 where a is more than expected. Undefined where N
 * is 0. */
double association_excess(const struct contingency *table);

/* The log-likelihood ratio G2 = 2 * sum over the four cells of n ln(n/E), 0 ln 0 being 0. Dunning
 * 1993, "Accurate methods for the statistics of surprise and coincidence", Computational
 * Linguistics 19(1). Its cells are summed as n ln(n/E) - n + E, which are never negative, after
 * Loader 2000, "Fast and accurate computation of binomial probabilities". Undefined where a row or
 * a column is empty. */
double association_g2(const struct contingency *table);

/* Pearson's chi-squared, the sum of (n - E)^2 / E; with `yates` after his correction: each |n - E|
 * is made smaller by 0.5, or by all of it where it is less (as chisq.test of R does). Yates 1934,
 * "Contingency tables involving small numbers and the chi-squared test". Undefined where a row or
 * a column is empty. */
double association_chi2(const struct contingency *table, bool yates);

/* The probability that chi-squared with one degree of freedom is at least this large:
 * erfc(sqrt(x/2)). Twelve digits down to 1e-300; below 5e-324 it is 0. */
double association_p(double chi2);

/* The binary logarithm of the ratio of the two relative frequencies, (a/(a+c)) / (b/(b+d)), where
 * one that is 0 counts as 0.5. Hardie 2014, "Log Ratio: an informal introduction", CASS. Undefined
 * where both are 0 or a column is empty. */
double association_log_ratio(const struct contingency *table);

/* Pointwise mutual information, log2(a N / ((a+b)(a+c))). Church and Hanks 1990, "Word association
 * norms, mutual information, and lexicography", Computational Linguistics 16(1). Undefined where
 * the two never meet. */
double association_pmi(const struct contingency *table);

/* PMI divided by -log2(a/N), from -1 to 1. Bouma 2009, "Normalized (pointwise) mutual information
 * in collocation extraction". Undefined where the two never meet, or meet in every unit. */
double association_npmi(const struct contingency *table);

/* (a - E) / sqrt(a). Church, Gale, Hanks and Hindle 1991, "Using statistics in lexical analysis".
 * Undefined where the two never meet. */
double association_t(const struct contingency *table);

/* 2a / ((a+b) + (a+c)), from 0 to 1. Dice 1945, "Measures of the amount of ecologic association
 * between species". Undefined where neither occurs. */
double association_dice(const struct contingency *table);

/* Probabilities of `count` tests made at once, corrected: holm[i] after Holm 1979, "A simple
 * sequentially rejective multiple test procedure", which holds the chance of a single false
 * finding; bh[i] after Benjamini and Hochberg 1995, "Controlling the false discovery rate", which
 * holds the share of false findings. Both are those of p.adjust of R: an undefined p stays so, and
 * is no test. */
void association_adjust(const double *p, size_t count, double *holm, double *bh);

#endif
