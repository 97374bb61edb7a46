/* Numbers are sorted by what a context knows of them, and equal ones keep their order. */
#include "base/sort.h"

#include "chance.h"
#include "check.h"

static int by_key(const void *context, uint32_t left, uint32_t right)
{
    const uint32_t *keys = context;
    return (keys[left] > keys[right]) - (keys[left] < keys[right]);
}

/* Every length up to where three rounds of merging are needed, with many and with few equal keys. */
TEST("indices are sorted by their keys, equal keys in their order")
{
    for (size_t count = 0; count < 140; count++)
        for (uint32_t most = 2; most < 400; most *= 5) {
            uint32_t keys[140], seen[140] = {0};
            for (size_t i = 0; i < count; i++)
                keys[i] = chance(most);
            uint32_t *order = sort_indices(count, by_key, keys);
            bool good = true;
            for (size_t i = 0; i < count; i++)
                good = good && order[i] < count && !seen[order[i]]++;
            for (size_t i = 1; good && i < count; i++)
                good = keys[order[i - 1]] < keys[order[i]] ||
                       (keys[order[i - 1]] == keys[order[i]] && order[i - 1] < order[i]);
            CHECK(good);
            free(order);
        }
}

TEST("some of the numbers are sorted in place")
{
    uint32_t keys[] = {5, 9, 1, 7, 5}, numbers[] = {4, 1, 0, 2};
    sort_numbers(numbers, 4, by_key, keys);
    CHECK(numbers[0] == 2 && numbers[1] == 4 && numbers[2] == 0 && numbers[3] == 1);
}
