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

/* The bits of a tag that are the length of the string, 15 if that is more than 8. */
#define MAP_TAG_LENGTH 15U

/* The bits of a hash below those that say where a recent string is kept. */
#define MAP_RECENT_SHIFT 52

struct map_key {
    const char *data; /* in the map's arena, stays where it is */
    size_t size;
};

/* What is compared before the string itself, which for strings of up to eight bytes, most words of
 * most languages, is all: no second place in memory is touched. */
struct map_slot {
    uint64_t head;   /* first bytes of the string, see map.c */
    uint32_t tag;    /* hash and length */
    uint32_t number; /* 1 + number of the string, 0 where the slot is free */
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
     * map_prepare is used. */
    struct map_slot *recent;
};

/* The number of the string; it is added (copied) if new, and *added tells (may be NULL). The
 * program ends beyond 2^32 - 2 strings. */
uint32_t map_add(struct map *map, struct slice key, bool *added);

/* Where a string is to be looked for in a certain map, as the map is now. */
struct map_probe {
    uint64_t head, hash;
    uint32_t tag;
    uint32_t number; /* 1 + number of the string where it is known already, else 0 */
};

/* Prepares to look up many strings, one after the other: their places in the table are on their
 * way from memory while the first of them is looked up. Seven bytes behind each string must be
 * readable, as they are for fields in the window of an input. */
void map_prepare(struct map *map, const struct slice *keys, size_t count, struct map_probe *probes);

/* map_add for a string that was prepared. */
uint32_t map_add_prepared(struct map *map, struct slice key, const struct map_probe *probe,
                          bool *added);

/* The same for the case that is nearly always true: the string is short, was added before and
 * stands at the first place; MAP_NONE where it is not so, and map_add_prepared must find out. */
static inline uint32_t map_find_prepared(const struct map *map, const struct map_probe *probe)
{
    if (probe->number)
        return probe->number - 1;
    const struct map_slot *slot = &map->slots[(size_t)probe->hash & map->slot_mask];
    if (slot->tag != probe->tag || slot->head != probe->head || (slot->tag & MAP_TAG_LENGTH) > 8)
        return MAP_NONE;
    map->recent[probe->hash >> MAP_RECENT_SHIFT] = *slot;
    return slot->number - 1;
}

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
