/* Candidates: which pairs of many citations are worth a look, without looking at all pairs.
 *
 * Each citation has a few keys (its DOI, its title, first author and year, title start and first
 * page, volume and pages, the rarest words of its title ...); citations that have a key in common
 * form a block, and a block's pairs are candidates. A block of more than CITATION_BLOCK citations
 * is cut into smaller ones by further fields; what is still too large then is left out and counted,
 * because a key that so many have tells nothing. So the work is bounded by the number of citations
 * times the number of keys times CITATION_BLOCK. */
#ifndef COSPAN_REVIEW_CITATION_KEYS_H
#define COSPAN_REVIEW_CITATION_KEYS_H

#include <stddef.h>
#include <stdint.h>

#include "review/citation.h"

enum { CITATION_BLOCK = 40 };

struct citation_pair {
    uint32_t a, b; /* a < b */
};

/* Zero-initialise; release with free(items). */
struct citation_pairs {
    struct citation_pair *items; /* sorted, each once */
    size_t count, capacity;
    uint64_t left_out; /* citations in blocks that stayed too large, over all keys */
};

/* The candidates among those `count` citations whose numbers are `members`. */
void citation_keys_find(const struct citation *citations, const uint32_t *members, size_t count,
                        struct citation_pairs *pairs);

/* Sorts citations into an order in which those that say the same stand together: a hash of all
 * fields that rules look at. */
uint64_t citation_keys_fingerprint(const struct citation *citation);

#endif
