/* Overlapping hits: decides which of all hits in a sentence count (dictionary.5, Overlap).
 *
 * The input is all hits, in any order. The hits that remain are sorted by start, then longer first,
 * then by concept, without repetition. The rules for `concept` and `dictionary` are those of
 * nested_scope = "key" and "dictionary" in quanteda's tokens_lookup, so that counts agree. */
#ifndef COSPAN_TAG_OVERLAP_H
#define COSPAN_TAG_OVERLAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum overlap {
    OVERLAP_CONCEPT,    /* hits of a concept do not overlap: longest first, then leftmost */
    OVERLAP_DICTIONARY, /* nor are they wholly covered by earlier hits of any concept */
    OVERLAP_ONE,        /* a token belongs to at most one hit */
    OVERLAP_ALL,
};

struct hit {
    uint32_t start, end; /* tokens start ... end - 1 of the sentence */
    uint32_t concept;    /* numbered in the order of names */
    uint32_t entry;      /* the first entry in the dictionary that found this span */
};

/* Working memory, kept between calls. Zero-initialise it; release it with overlap_free. */
struct overlap_marks {
    uint64_t *taken; /* set of concept and token */
    size_t taken_capacity, taken_mask;
    unsigned char *covered; /* by token */
    size_t covered_capacity;
};

/* Moves the hits that count to the front of the array and returns their number. */
size_t overlap_resolve(struct overlap_marks *marks, enum overlap overlap, struct hit *hits,
                       size_t count);

/* Sorts hits by start, then longer first, then by concept, then by entry. */
void overlap_sort(struct hit *hits, size_t count);

/* The result for a few phrases of several tokens each, in the order of overlap_sort and at most
 * OVERLAP_FEW_TOKENS apart: which of them count, by their places in the array, and which tokens
 * they cover, counted from the first token of the first hit (none for OVERLAP_ALL, where hits do
 * not cover tokens). Only the memory of the hits is touched. */
enum { OVERLAP_FEW = 16, OVERLAP_FEW_TOKENS = 64 };
struct overlap_few {
    uint32_t kept;
    uint64_t covered;
};
struct overlap_few overlap_keep_few(enum overlap overlap, const struct hit *hits, size_t count);

/* Whether a hit that counts belongs to the concept and covers the token. */
bool overlap_few_takes(const struct overlap_few *few, const struct hit *hits, size_t count,
                       uint32_t concept, uint32_t token);

void overlap_free(struct overlap_marks *marks);

#endif
