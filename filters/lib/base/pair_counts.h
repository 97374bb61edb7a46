/* Counts of unordered pairs of numbers, such as how often two features occur together: (a, b) is
 * the same as (b, a), and the smaller number is first. A pair costs 16 bytes in a table that is at
 * most three quarters full, so 22 to 43 bytes, and 64 while the table grows. As in base/map.h the
 * hash is seeded anew in each run and never shows: entries have no order until they are sorted. */
#ifndef COSPAN_BASE_PAIR_COUNTS_H
#define COSPAN_BASE_PAIR_COUNTS_H

#include <stddef.h>
#include <stdint.h>

struct pair_count {
    uint64_t pair; /* the smaller number in the upper half; 0 if the place is free */
    uint64_t count;
};

/* Zero-initialise. */
struct pair_counts {
    struct pair_count *places;
    size_t mask, count;
    uint64_t seed;
};

/* Makes a pair of two different numbers. */
static inline uint64_t pair_of(uint32_t a, uint32_t b)
{
    return a < b ? (uint64_t)a << 32 | b : (uint64_t)b << 32 | a;
}

/* The count of a pair, which is added with 0 if it is new; valid until the next pair is added. */
uint64_t *pair_counts_at(struct pair_counts *counts, uint64_t pair);

/* Prefetches the place of a pair that is needed soon. */
void pair_counts_prepare(const struct pair_counts *counts, uint64_t pair);

/* Returns the entries, unordered and without gaps, and empties the counts. The caller releases them
 * with free(). *count is their number. */
struct pair_count *pair_counts_take(struct pair_counts *counts, size_t *count);

void pair_counts_free(struct pair_counts *counts);

#endif
