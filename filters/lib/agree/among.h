/* Agreement of any number of raters, ratings may be missing. */
#ifndef COSPAN_AGREE_AMONG_H
#define COSPAN_AGREE_AMONG_H

#include "agree/coefficients.h"

/* Any number of raters, ratings may be missing. Agreement is that of all pairs of ratings of a
 * unit, averaged over the units with at least two; the shares of the categories are averaged over
 * all units with a rating. Without chance: the mean agreement. Fleiss' kappa: J. L. Fleiss,
 * "Measuring nominal scale agreement among many raters", Psychological Bulletin 76 (1971), its
 * standard error under the null (where no rating is missing): J. L. Fleiss, J. C. M. Nee and J. R.
 * Landis, Psychological Bulletin 86 (1979). AC1, and the standard errors: K. L. Gwet, "Computing
 * inter-rater reliability and its variance in the presence of high agreement", British Journal of
 * Mathematical and Statistical Psychology 61 (2008). */
enum agreement_chance { AGREEMENT_NO_CHANCE, AGREEMENT_FLEISS, AGREEMENT_GWET };
struct agreement_figure agreement_among(const struct agreement_ratings *ratings,
                                        enum agreement_chance chance);

/* Krippendorff's alpha, 1 - Do / De, over the units with at least two ratings: K. Krippendorff,
 * "Computing Krippendorff's alpha-reliability" (2011). `numbers` are those of the categories for
 * interval and ratio, else NULL. No standard error. */
enum agreement_level { AGREEMENT_NOMINAL, AGREEMENT_ORDINAL, AGREEMENT_INTERVAL, AGREEMENT_RATIO };
struct agreement_figure agreement_alpha(const struct agreement_ratings *ratings,
                                        enum agreement_level level, const double *numbers);

#endif
