/* Which of all hits in a sentence count (dictionary.5, Overlap).
 *
 * Hits come in any order, found exhaustively; what stays is sorted by start, then longer first,
 * then by concept, and nothing stands twice. The rules for `concept` and `dictionary` are those
 * of nested_scope = "key" and "dictionary" in quanteda's tokens_lookup, so that counts agree. */
#ifndef COSPAN_TAG_OVERLAP_H
#define COSPAN_TAG_OVERLAP_H

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

void overlap_free(struct overlap_marks *marks);

#endif
