/* Counts of pairs of numbers, such as which things meet and how often: the smaller number is first,
 * and (a, b) is the same as (b, a). A pair costs 16 bytes in a table that is at most three quarters
 * full, so 22 to 43 bytes, and 64 for the moment in which the table grows. As in base/map.h the hash
 * is seeded anew in each run and never shows: entries have no order until they are sorted. */
#ifndef COSPAN_BASE_PAIR_COUNTS_H
#define COSPAN_BASE_PAIR_COUNTS_H

#include <stddef.h>
#include <stdint.h>

struct pair_count {
    uint64_t pair; /* the smaller number in the upper half; 0 where the place is free */
    uint64_t count;
};

/* Zero-initialise. */
struct pair_counts {
    struct pair_count *places;
    size_t mask, count;
    uint64_t seed;
};

/* Two different numbers as a pair. */
static inline uint64_t pair_of(uint32_t a, uint32_t b)
{
    return a < b ? (uint64_t)a << 32 | b : (uint64_t)b << 32 | a;
}

/* The count of a pair, added with 0 if new; valid until the next is added. */
uint64_t *pair_counts_at(struct pair_counts *counts, uint64_t pair);

/* Says that the pair will be asked for soon, so that its place is on its way from memory. */
void pair_counts_prepare(const struct pair_counts *counts, uint64_t pair);

/* The entries, without order and without free places between them: the caller's to free(), and the
 * counts are empty again. *count tells how many. */
struct pair_count *pair_counts_take(struct pair_counts *counts, size_t *count);

#endif
