/* Hash map from byte strings to numbers: equal strings get equal numbers, 0 for the first string
 * added, 1 for the next different one, and so on. The caller keeps what belongs to a string (a
 * count, a list) in an array indexed by that number, so one kind of table serves for types,
 * concepts, groups and documents. The numbers follow the order of adding, never the hash. The hash
 * is seeded anew in each run, so no input can be crafted to slow it down; the seed never shows in
 * an output. */
#ifndef COSPAN_BASE_MAP_H
#define COSPAN_BASE_MAP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/memory.h"
#include "base/slice.h"

#define MAP_NONE UINT32_MAX

struct map_key {
    const char *data; /* in the map's arena; never moves */
    size_t size;
};

/* A slot is compared before the string itself. It holds the whole of a string of up to eleven
 * bytes, as nearly all words of most languages are, so a look-up touches no second place in
 * memory. */
struct map_slot {
    uint64_t head;   /* first eight bytes of the string */
    uint32_t tail;   /* the next three and the size, see map.c */
    uint32_t number; /* 1 + number of the string, 0 if the slot is free */
};

/* A string that map_add_all did not find among the recent ones. */
struct map_miss {
    struct map_slot sought;
    uint64_t hash;
    size_t place; /* among the strings that were given */
};

/* A number that differs from run to run. */
uint64_t map_seed(void);

/* The finalizer of MurmurHash3 (Austin Appleby, public domain): hashes a seeded number in a few
 * instructions and without a call. */
static inline uint64_t map_mix(uint64_t value)
{
    value ^= value >> 33;
    value *= 0xff51afd7ed558ccd;
    value ^= value >> 33;
    value *= 0xc4ceb9fe1a85ec53;
    return value ^ value >> 33;
}

/* Zero-initialise. */
struct map {
    struct arena arena;
    struct map_key *keys; /* by number */
    size_t count, capacity;
    struct map_slot *slots;
    size_t slot_mask;
    uint64_t seed;
    /* Cache of short strings that were looked up recently, indexed by hash: it is small enough to
     * stay in the processor's cache, and in text nine look-ups of ten end here. NULL until
     * map_add_all is used. */
    struct map_slot *recent;
    struct map_miss *missed;
    size_t missed_capacity;
};

/* The number of the string, which is copied into the map if it is new; *added, unless NULL, is set
 * to whether it was. Ends the program beyond 2^32 - 2 strings. */
uint32_t map_add(struct map *map, struct slice key, bool *added);

/* map_add for many strings, in their order; `numbers` receives the number of each. New strings get
 * the numbers from the former map->count on. This is much faster than adding them one by one,
 * because memory is prefetched for all before the first is used. Sixteen bytes from the beginning
 * of each string must be readable, as they are for fields in the window of an input. */
void map_add_all(struct map *map, const struct slice *keys, size_t count, uint32_t *numbers);

/* The number of the string; MAP_NONE if it was never added. */
uint32_t map_find(const struct map *map, struct slice key);

/* The string of a number. */
static inline struct slice map_key(const struct map *map, uint32_t number)
{
    return slice_make(map->keys[number].data, map->keys[number].size);
}

void map_free(struct map *map);

/* Numbers 0 ... count-1 in byte order of their strings; release with free(). */
uint32_t *map_sorted(const struct map *map);

#endif
