#include "base/sort.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* Runs of this length are sorted by insertion before they are merged. */
enum { RUN = 16 };

static void insert_run(uint32_t *numbers, size_t count, sort_order *order, const void *context)
{
    for (size_t i = 1; i < count; i++) {
        uint32_t number = numbers[i];
        size_t at = i;
        for (; at > 0 && order(context, numbers[at - 1], number) > 0; at--)
            numbers[at] = numbers[at - 1];
        numbers[at] = number;
    }
}

/* Merges from[0 .. middle) and from[middle .. count) into `to`. */
static void merge_runs(const uint32_t *from, size_t middle, size_t count, uint32_t *to,
                       sort_order *order, const void *context)
{
    size_t left = 0, right = middle;
    while (left < middle && right < count)
        *to++ = order(context, from[left], from[right]) <= 0 ? from[left++] : from[right++];
    memcpy(to, from + left, (middle - left) * sizeof *to);
    memcpy(to + (middle - left), from + right, (count - right) * sizeof *to);
}

void sort_numbers(uint32_t *numbers, size_t count, sort_order *order, const void *context)
{
    for (size_t i = 0; i < count; i += RUN)
        insert_run(numbers + i, count - i < RUN ? count - i : RUN, order, context);
    if (count <= RUN)
        return;
    uint32_t *other = memory_allocate(count, sizeof *other);
    uint32_t *from = numbers, *to = other;
    for (size_t run = RUN; run < count; run *= 2) {
        for (size_t i = 0; i < count; i += 2 * run) {
            size_t rest = count - i;
            merge_runs(from + i, rest < run ? rest : run, rest < 2 * run ? rest : 2 * run, to + i,
                       order, context);
        }
        uint32_t *sorted = to;
        to = from;
        from = sorted;
    }
    if (from != numbers)
        memcpy(numbers, from, count * sizeof *numbers);
    free(other);
}

uint32_t *sort_indices(size_t count, sort_order *order, const void *context)
{
    uint32_t *numbers = memory_allocate(count, sizeof *numbers);
    for (size_t i = 0; i < count; i++)
        numbers[i] = (uint32_t)i;
    sort_numbers(numbers, count, order, context);
    return numbers;
}
