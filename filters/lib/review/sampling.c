#include "review/sampling.h"

#include <math.h>
#include <stdlib.h>

#include "base/digest.h"
#include "base/memory.h"

int sampling_compare(struct sampling_rank a, struct sampling_rank b)
{
    if (a.high != b.high)
        return a.high < b.high ? -1 : 1;
    return (a.low > b.low) - (a.low < b.low);
}

struct sampling_rank sampling_rank(const char *key, const char *name, struct slice id,
                                   struct buffer *scratch)
{
    char hex[DIGEST_HEX + 1];
    buffer_clear(scratch);
    buffer_append_string(scratch, key);
    buffer_append_char(scratch, '\t');
    if (name) {
        buffer_append_string(scratch, name);
        buffer_append_char(scratch, '\t');
    }
    buffer_append_slice(scratch, id);
    digest_hex(buffer_slice(scratch), hex);
    return (struct sampling_rank){digest_number(hex), digest_number(hex + 16)};
}

uint32_t sampling_add(struct sampling *sampling, struct slice stratum, struct sampling_rank rank)
{
    uint32_t number = map_add(&sampling->strata, stratum, NULL);
    sampling->items = memory_grow(sampling->items, &sampling->capacity, sampling->count + 1,
                                  sizeof *sampling->items);
    sampling->items[sampling->count++] = (struct sampling_item){rank, number};
    return number;
}

static int by_stratum(const void *left, const void *right)
{
    const struct sampling_item *a = left, *b = right;
    if (a->stratum != b->stratum)
        return a->stratum < b->stratum ? -1 : 1;
    return sampling_compare(a->rank, b->rank);
}

/* ceil(share * n), where the product may be a little above a whole number by rounding. */
static uint64_t part_of(double share, uint64_t count)
{
    const double rounding = 1e-9;
    return (uint64_t)ceil(share * (double)count - rounding);
}

void sampling_draw(struct sampling *sampling, double share, uint64_t number)
{
    struct sampling_item *items = sampling->items;
    size_t kept = 0;
    if (sampling->count > 0)
        qsort(items, sampling->count, sizeof *items, by_stratum);
    for (size_t i = 0; i < sampling->count; i++)
        if (kept == 0 || by_stratum(&items[kept - 1], &items[i]) != 0)
            items[kept++] = items[i];
    sampling->count = kept;
    sampling->distinct = kept;
    sampling->last = memory_zeroed(sampling->strata.count, sizeof *sampling->last);
    sampling->any = memory_zeroed(sampling->strata.count, sizeof *sampling->any);
    for (size_t i = 0, end; i < kept; i = end) {
        uint32_t stratum = items[i].stratum;
        for (end = i + 1; end < kept && items[end].stratum == stratum; end++)
            continue;
        uint64_t wanted = part_of(share, end - i);
        if (number > 0 && number < wanted)
            wanted = number;
        sampling->any[stratum] = wanted > 0;
        if (wanted > 0)
            sampling->last[stratum] = items[i + wanted - 1].rank;
        sampling->taken += wanted;
    }
}

bool sampling_takes(const struct sampling *sampling, uint32_t stratum, struct sampling_rank rank)
{
    return sampling->any[stratum] && sampling_compare(rank, sampling->last[stratum]) <= 0;
}

void sampling_free(struct sampling *sampling)
{
    map_free(&sampling->strata);
    free(sampling->items);
    free(sampling->last);
    free(sampling->any);
    *sampling = (struct sampling){0};
}
