/* How alike two citations are, field by field: the figures from which rules decide (see
 * duplicate_rules.h). Nothing here knows what is a duplicate.
 *
 * Figures are per mille, SIMILARITY_UNKNOWN where one of the citations says nothing. Matches are
 * words: the same; close, which speaks neither for nor against; different. All are symmetric. */
#ifndef COSPAN_REVIEW_SIMILARITY_H
#define COSPAN_REVIEW_SIMILARITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/slice.h"
#include "review/citation.h"

enum { SIMILARITY_UNKNOWN = -1, SIMILARITY_FULL = 1000 };

enum field_match { MATCH_UNKNOWN, MATCH_SAME, MATCH_CLOSE, MATCH_DIFFERENT };

/* What two titles have to do with each other, from near to far.
 * - TITLE_EQUAL: the same letters and digits, but for articles, prepositions and the spelling of
 *   numbers (2, two, II);
 * - TITLE_VARIANT: words differ by a few letters only (typing errors, tumour and tumor);
 * - TITLE_PART: one is the beginning or the end of the other (a subtitle or `Short report:`);
 * - TITLE_OTHER: anything else. */
enum title_relation { TITLE_EQUAL, TITLE_VARIANT, TITLE_PART, TITLE_OTHER };

struct title_similarity {
    enum title_relation relation;
    int figure;      /* 1 less the edit distance through the length of the longer title */
    bool numbers;    /* both have numbers (2, ii, two) in words of their own, and others */
    bool one_number; /* one has a number that the other lacks */
    bool marker;     /* one has a word like erratum, reply, protocol that the other lacks */
};

/* The least number of letters to insert, leave out or replace; bytes are compared (Levenshtein,
 * by the bit-parallel method of Myers 1999 as Hyyrö 2003 gives it for long strings). */
size_t similarity_distance(struct slice a, struct slice b);

/* Of the forms of both titles, the pair that is nearest. */
struct title_similarity similarity_titles(const struct citation *a, const struct citation *b);

/* How many words at least two titles can have in common, per mille of the shorter; an estimate
 * that needs no look at the words. */
int similarity_title_bits(const struct citation *a, const struct citation *b);

struct author_similarity {
    enum field_match first; /* close: the first author of one is a later one of the other */
    int figure;             /* authors of the shorter list that the longer has too */
};

struct author_similarity similarity_authors(const struct citation *a, const struct citation *b);

/* Whether two names can be of the same journal: `J Infect Dis` is an abbreviation of `Journal of
 * Infectious Diseases` (words are cut off, or contracted as ISO 4 does: `natl`), `jama` its
 * initials. Close: one goes on where the other ends. */
enum field_match similarity_journals(struct slice a, struct slice b);

/* Close: one looks like a number of pages, an article number, or pages of a version that was not
 * yet in an issue (1-17). */
enum field_match similarity_pages(const struct citation *a, const struct citation *b);

/* Close: one is the year of its record, as some databases give it. */
enum field_match similarity_volumes(const struct citation *a, const struct citation *b);

/* The share of common runs of three words in two abstracts, estimated. */
int similarity_abstracts(const struct citation *a, const struct citation *b);

#endif
