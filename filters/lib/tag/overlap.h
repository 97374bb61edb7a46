/* Which of all hits in a sentence count (dictionary.5, Overlap).
 *
 * Hits come in any order, found exhaustively; what stays is sorted by start, then longer first,
 * then by concept, and nothing stands twice. The rules for `concept` and `dictionary` are those
 * of nested_scope = "key" and "dictionary" in quanteda's tokens_lookup, so that counts agree. */
#ifndef COSPAN_TAG_OVERLAP_H
#define COSPAN_TAG_OVERLAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum overlap {
    OVERLAP_CONCEPT,    /* within a concept none overlap, longest first, then leftmost */
    OVERLAP_DICTIONARY, /* also none that earlier hits of any concept cover wholly */
    OVERLAP_ONE,        /* a token belongs to at most one hit */
    OVERLAP_ALL,
};

struct hit {
    uint32_t start, end; /* tokens start ... end - 1 of the sentence */
    uint32_t concept;    /* numbered in the order of their names */
    uint32_t entry;      /* the first in the dictionary of those that found this span */
};

/* Working memory, kept between calls. Zero-initialise, release with overlap_free. */
struct overlap_marks {
    uint64_t *taken; /* set of concept and token */
    size_t taken_capacity, taken_mask;
    unsigned char *covered; /* by token */
    size_t covered_capacity;
};

/* Keeps the hits that count at the front of the array and returns their number. */
size_t overlap_resolve(struct overlap_marks *marks, enum overlap overlap, struct hit *hits,
                       size_t count);

/* Sorts hits by start, then longer first, then by concept, then by entry. */
void overlap_sort(struct hit *hits, size_t count);

/* A few phrases of several tokens each, in the order of overlap_sort, no further apart than
 * OVERLAP_FEW_TOKENS: which of them count, by their places in the array, and which tokens, counted
 * from the first hit's first, those cover (none for OVERLAP_ALL, where nothing does). No memory is
 * touched but the hits. */
enum { OVERLAP_FEW = 16, OVERLAP_FEW_TOKENS = 64 };
struct overlap_few {
    uint32_t kept;
    uint64_t covered;
};
struct overlap_few overlap_keep_few(enum overlap overlap, const struct hit *hits, size_t count);

/* Whether one of the hits that count is of the concept and covers the token. */
bool overlap_few_takes(const struct overlap_few *few, const struct hit *hits, size_t count,
                       uint32_t concept, uint32_t token);

void overlap_free(struct overlap_marks *marks);

#endif
