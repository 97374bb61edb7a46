#include "base/pair_counts.h"

#include <stdlib.h>

#include "base/map.h"
#include "base/memory.h"

enum { FIRST_PLACES = 1024 };

/* The first place where a pair is looked for. */
static size_t place_of(const struct pair_counts *counts, uint64_t pair)
{
    return (size_t)map_mix(pair ^ counts->seed) & counts->mask;
}

/* The place of the pair, or the free one where it belongs. */
static struct pair_count *find(const struct pair_counts *counts, uint64_t pair)
{
    size_t place = place_of(counts, pair);
    while (counts->places[place].pair != 0 && counts->places[place].pair != pair)
        place = (place + 1) & counts->mask;
    return &counts->places[place];
}

static void grow(struct pair_counts *counts)
{
    struct pair_counts larger = {.count = counts->count, .seed = map_seed()};
    size_t places = counts->places ? (counts->mask + 1) * 2 : FIRST_PLACES;
    larger.places = memory_zeroed(places, sizeof *larger.places);
    larger.mask = places - 1;
    for (size_t i = 0; counts->places && i <= counts->mask; i++)
        if (counts->places[i].pair != 0)
            *find(&larger, counts->places[i].pair) = counts->places[i];
    free(counts->places);
    *counts = larger;
}

uint64_t *pair_counts_at(struct pair_counts *counts, uint64_t pair)
{
    struct pair_count *place = counts->places ? find(counts, pair) : NULL;
    if (place && place->pair == pair)
        return &place->count;
    if (!place || counts->count >= counts->mask - counts->mask / 4) {
        grow(counts);
        place = find(counts, pair);
    }
    place->pair = pair;
    counts->count++;
    return &place->count;
}

void pair_counts_prepare(const struct pair_counts *counts, uint64_t pair)
{
    if (counts->places)
        __builtin_prefetch(&counts->places[place_of(counts, pair)], 1);
}

struct pair_count *pair_counts_take(struct pair_counts *counts, size_t *count)
{
    struct pair_count *entries = counts->places;
    *count = 0;
    for (size_t i = 0; entries && i <= counts->mask; i++)
        if (entries[i].pair != 0)
            entries[(*count)++] = entries[i];
    *counts = (struct pair_counts){0};
    return memory_resize(entries, *count, sizeof *entries);
}

void pair_counts_free(struct pair_counts *counts)
{
    free(counts->places);
    *counts = (struct pair_counts){0};
}
