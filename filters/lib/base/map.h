/* A map gives equal byte strings equal numbers: 0 for the first string that is added, 1 for the
 * second different one, and so on. What belongs to a string (a count, a list) is kept by the
 * caller in an array indexed by that number, so one kind of table serves for types, concepts,
 * groups and documents. The numbers follow the order of adding, never the hash: the hash is
 * seeded anew in each run, so that no input can be crafted to slow it down, and the seed can
 * never show in an output. */
#ifndef COSPAN_BASE_MAP_H
#define COSPAN_BASE_MAP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/memory.h"
#include "base/slice.h"

enum { MAP_NONE = UINT32_MAX };

struct map_key {
    const char *data; /* in the map's arena, stays where it is */
    uint32_t size;
    uint32_t hash;
};

/* Zero-initialise. */
struct map {
    struct arena arena;
    struct map_key *keys; /* by number */
    size_t count, capacity;
    uint64_t *slots; /* upper half: upper half of the hash, lower half: number + 1, 0 if free */
    size_t slot_mask;
};

/* The number of the string; it is added (copied) if new, and *added tells (may be NULL). The
 * program ends beyond 2^32 - 2 strings or for a string of 4 GiB. */
uint32_t map_add(struct map *map, struct slice key, bool *added);

/* The number of the string, MAP_NONE if it was never added. */
uint32_t map_find(const struct map *map, struct slice key);

/* The string of a number. */
static inline struct slice map_key(const struct map *map, uint32_t number)
{
    return slice_make(map->keys[number].data, map->keys[number].size);
}

void map_free(struct map *map);

/* Numbers 0 ... count-1 in byte order of their strings; release with free(). */
uint32_t *map_sorted(const struct map *map);

/* The seeded hash itself, for tables of other shapes. */
uint64_t map_hash(const void *data, size_t size);

#endif
