/* Counts of pairs of numbers. */
#include "base/pair_counts.h"

#include <stdlib.h>

#include "check.h"

TEST("a pair has one count in either order")
{
    struct pair_counts counts = {0};
    *pair_counts_at(&counts, pair_of(0, 1)) += 2;
    *pair_counts_at(&counts, pair_of(1, 0)) += 3;
    CHECK(counts.count == 1);
    CHECK(*pair_counts_at(&counts, pair_of(0, 1)) == 5);
    CHECK(*pair_counts_at(&counts, pair_of(UINT32_MAX, UINT32_MAX - 1)) == 0);
    size_t count;
    struct pair_count *entries = pair_counts_take(&counts, &count);
    CHECK(count == 2 && counts.count == 0);
    CHECK(entries[0].count + entries[1].count == 5);
    free(entries);
}

TEST("245,000 pairs keep their counts")
{
    enum { NUMBERS = 700 };
    struct pair_counts counts = {0};
    for (int round = 0; round < 2; round++)
        for (uint32_t a = 0; a < NUMBERS; a++)
            for (uint32_t b = a + 1; b < NUMBERS; b++) {
                pair_counts_prepare(&counts, pair_of(b, a));
                *pair_counts_at(&counts, pair_of(b, a)) += a + 1;
            }
    CHECK(counts.count == NUMBERS * (NUMBERS - 1) / 2);
    CHECK((counts.mask + 1) / 4 * 3 > counts.count - 1);
    size_t count, wrong = 0;
    struct pair_count *entries = pair_counts_take(&counts, &count);
    for (size_t i = 0; i < count; i++)
        wrong += entries[i].count != 2 * ((entries[i].pair >> 32) + 1);
    CHECK(count == NUMBERS * (NUMBERS - 1) / 2 && wrong == 0);
    free(entries);
}

TEST("a table without counts gives nothing")
{
    struct pair_counts counts = {0};
    size_t count = 1;
    pair_counts_prepare(&counts, pair_of(1, 2));
    free(pair_counts_take(&counts, &count));
    CHECK(count == 0);
}
