/* How evenly a feature is spread over the parts of a corpus: a concept that one interview talks of
 * all the time and no other is frequent, but not common. The parts are documents, or whatever
 * groups were counted; each has a size in tokens, and a part without tokens is none.
 *
 * Of the parts only those that have the feature are given; the others are known from the corpus.
 * Pure functions; what is not defined is ASSOCIATION_UNDEFINED, every other result finite. */
#ifndef COSPAN_COUNT_DISPERSION_H
#define COSPAN_COUNT_DISPERSION_H

#include <stddef.h>
#include <stdint.h>

/* All parts that have tokens: how many they are, their tokens in all, the smallest of them. */
struct dispersion_corpus {
    uint64_t parts, tokens, smallest;
};

/* A part in which the feature occurs. */
struct dispersion_part {
    uint64_t freq, tokens; /* neither is 0 */
};

/* Juilland's D = 1 - V / sqrt(n - 1), where V is the variation coefficient (standard deviation of
 * the population divided by the mean) of the relative frequencies in the n parts. From 0 (one part
 * has all) to 1 (the same everywhere). Juilland, Brodin and Davidovitch 1970, "Frequency dictionary
 * of French words"; of relative frequencies, for parts of unequal size, as in Gries 2008,
 * "Dispersions and adjusted frequencies in corpora", IJCL 13(4). Undefined for one part, and where
 * the feature does not occur. */
double dispersion_juilland(const struct dispersion_part *parts, size_t count,
                           const struct dispersion_corpus *corpus);

/* Gries' DP: half the sum over the parts of |share of the feature - share of the tokens|. From 0 (as
 * the sizes would have it) to nearly 1 (Gries 2008). Undefined where the feature does not occur. */
double dispersion_gries(const struct dispersion_part *parts, size_t count,
                        const struct dispersion_corpus *corpus);

/* DP divided by the largest value that it can have here, 1 - the share of the smallest part:
 * Lijffijt and Gries 2012, "Correction to Stefan Th. Gries' 'Dispersions and adjusted frequencies
 * in corpora'", IJCL 17(1). Undefined as DP, and for one part. */
double dispersion_gries_normalized(const struct dispersion_part *parts, size_t count,
                                   const struct dispersion_corpus *corpus);

#endif
