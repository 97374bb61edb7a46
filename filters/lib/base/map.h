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

#define MAP_NONE UINT32_MAX

struct map_key {
    const char *data; /* in the map's arena, stays where it is */
    size_t size;
};

/* What is compared before the string itself, which for strings of up to eleven bytes, nearly all
 * words of most languages, is all: no second place in memory is touched. */
struct map_slot {
    uint64_t head;   /* first eight bytes of the string */
    uint32_t tail;   /* the next three and the size, see map.c */
    uint32_t number; /* 1 + number of the string, 0 where the slot is free */
};

/* A string that map_add_all did not find among the recent ones. */
struct map_miss {
    struct map_slot sought;
    uint64_t hash;
    size_t place; /* among the strings that were given */
};

/* A number that is another in each run. */
uint64_t map_seed(void);

/* The finalizer of MurmurHash3 (Austin Appleby, public domain): on a seeded number it does what a
 * hash of strings would do, in a few instructions and without a call. */
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
    /* Short strings that were looked up lately, each at the place that its hash says: so little
     * memory that it stays near, and in text nine look-ups of ten end here. NULL until
     * map_add_all is used. */
    struct map_slot *recent;
    struct map_miss *missed;
    size_t missed_capacity;
};

/* The number of the string; it is added (copied) if new, and *added tells (may be NULL). The
 * program ends beyond 2^32 - 2 strings. */
uint32_t map_add(struct map *map, struct slice key, bool *added);

/* map_add for many strings, in their order; `numbers` gets the number of each. The new ones have
 * the numbers from the former map->count on. Much faster than one after the other: what is far away
 * in memory is asked for before the first of it is used. Sixteen bytes from the beginning of each
 * string must be readable, as they are for fields in the window of an input. */
void map_add_all(struct map *map, const struct slice *keys, size_t count, uint32_t *numbers);

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

#endif
