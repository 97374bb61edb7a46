#include "base/map.h"

#include <fcntl.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/* XXH3 is compiled in, so that hashing short strings costs no call and the filters need no
 * further library when they run. */
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/message.h"

static uint64_t seed(void)
{
    static uint64_t value;
    static bool known;
    if (known)
        return value;
    known = true;
    int descriptor = open("/dev/urandom", O_RDONLY | O_CLOEXEC);
    if (descriptor >= 0) {
        ssize_t got = read(descriptor, &value, sizeof value);
        close(descriptor);
        if (got == (ssize_t)sizeof value)
            return value;
    }
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    value = ((uint64_t)now.tv_nsec << 32) ^ (uint64_t)now.tv_sec ^ (uint64_t)getpid() << 16 ^
            (uint64_t)(uintptr_t)&value;
    return value;
}

uint64_t map_hash(const void *data, size_t size)
{
    return XXH3_64bits_withSeed(data, size, seed());
}

static void rebuild(struct map *map, size_t slots)
{
    free(map->slots);
    map->slots = memory_zeroed(slots, sizeof *map->slots);
    map->slot_mask = slots - 1;
    for (size_t i = 0; i < map->count; i++) {
        size_t slot = map->keys[i].hash & map->slot_mask;
        uint64_t tag = (uint64_t)map->keys[i].hash << 32 | (i + 1);
        while (map->slots[slot])
            slot = (slot + 1) & map->slot_mask;
        map->slots[slot] = tag;
    }
}

/* The slot that holds the key, or the free slot where it would stand. */
static size_t probe(const struct map *map, struct slice key, uint32_t hash)
{
    for (size_t slot = hash & map->slot_mask;; slot = (slot + 1) & map->slot_mask) {
        uint64_t entry = map->slots[slot];
        if (!entry)
            return slot;
        if (entry >> 32 != hash)
            continue;
        const struct map_key *candidate = &map->keys[(uint32_t)entry - 1];
        if (candidate->size == key.size &&
            (key.size == 0 || memcmp(candidate->data, key.data, key.size) == 0))
            return slot;
    }
}

uint32_t map_find(const struct map *map, struct slice key)
{
    if (map->count == 0)
        return MAP_NONE;
    uint32_t hash = (uint32_t)map_hash(key.data, key.size);
    return (uint32_t)map->slots[probe(map, key, hash)] - 1;
}

uint32_t map_add(struct map *map, struct slice key, bool *added)
{
    uint32_t hash = (uint32_t)map_hash(key.data, key.size);
    if (!map->slots)
        rebuild(map, 256);
    size_t slot = probe(map, key, hash);
    if (added)
        *added = !map->slots[slot];
    if (map->slots[slot])
        return (uint32_t)map->slots[slot] - 1;
    if (map->count >= UINT32_MAX - 1 || key.size > UINT32_MAX)
        message_fatal(NULL, "more than 2^32 different strings, or one of more than 4 GiB");
    map->keys = memory_grow(map->keys, &map->capacity, map->count + 1, sizeof *map->keys);
    struct slice copy = arena_copy(&map->arena, key);
    map->keys[map->count++] = (struct map_key){copy.data, (uint32_t)copy.size, hash};
    map->slots[slot] = (uint64_t)hash << 32 | map->count;
    /* Half full at most: long runs of taken slots cost more than the memory. */
    if (2 * map->count > map->slot_mask)
        rebuild(map, 2 * (map->slot_mask + 1));
    return (uint32_t)map->count - 1;
}

void map_free(struct map *map)
{
    arena_free(&map->arena);
    free(map->keys);
    free(map->slots);
    *map = (struct map){0};
}

/* qsort has no argument for a context, so what is sorted carries its string. */
struct entry {
    struct slice key;
    uint32_t number;
};

static int by_key(const void *a, const void *b)
{
    return slice_compare(((const struct entry *)a)->key, ((const struct entry *)b)->key);
}

uint32_t *map_sorted(const struct map *map)
{
    struct entry *entries = memory_allocate(map->count, sizeof *entries);
    uint32_t *numbers = memory_allocate(map->count, sizeof *numbers);
    for (uint32_t i = 0; i < map->count; i++)
        entries[i] = (struct entry){map_key(map, i), i};
    if (map->count > 0)
        qsort(entries, map->count, sizeof *entries, by_key);
    for (size_t i = 0; i < map->count; i++)
        numbers[i] = entries[i].number;
    free(entries);
    return numbers;
}
