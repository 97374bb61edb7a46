#include "base/map.h"

#include <fcntl.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/* XXH3 is compiled in, so hashing a short string costs no call and the filters need no further
 * library at run time. */
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/message.h"
#include "base/sort.h"

uint64_t map_seed(void)
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

/* A string of up to SHORT bytes is stored in the head and tail of its slot: the bytes, zeros after
 * them, and the size in the top byte. The tail of a longer string holds bits of its hash, with LONG
 * in the top byte. */
enum { SHORT = 11, LONG = 0xff, SIZE_SHIFT = 24, RECENT_BITS = 12 };

#define HEAD(size) (~(uint64_t)0 >> (64 - 8 * (size)))
#define TAIL(size) (((uint32_t)1 << 8 * (size)) - 1)

/* The bytes that belong to head and tail, by the length of the string. */
static const struct {
    uint64_t head;
    uint32_t tail;
} masks[SHORT + 1] = {
    {0, 0},       {HEAD(1), 0},       {HEAD(2), 0},       {HEAD(3), 0},
    {HEAD(4), 0}, {HEAD(5), 0},       {HEAD(6), 0},       {HEAD(7), 0},
    {HEAD(8), 0}, {HEAD(8), TAIL(1)}, {HEAD(8), TAIL(2)}, {HEAD(8), TAIL(3)},
};

static inline bool is_short(const struct map_slot *slot)
{
    return slot->tail >> SIZE_SHIFT != LONG;
}

static inline uint64_t hash_short(const struct map *map, const struct map_slot *slot)
{
    return map_mix((slot->head ^ map->seed) + slot->tail * (map->seed | 1));
}

static inline uint64_t hash_long(const struct map *map, struct slice key, struct map_slot *slot)
{
    uint64_t hash = XXH3_64bits_withSeed(key.data, key.size, map->seed);
    memcpy(&slot->head, key.data, sizeof slot->head);
    slot->tail = (uint32_t)(hash >> 32) >> (32 - SIZE_SHIFT) | (uint32_t)LONG << SIZE_SHIFT;
    return hash;
}

/* Fills in the slot by which the string is found and returns its hash. */
static inline uint64_t describe(const struct map *map, struct slice key, struct map_slot *slot)
{
    unsigned char bytes[SHORT] = {0};
    if (key.size > SHORT)
        return hash_long(map, key, slot);
    for (size_t i = 0; i < key.size; i++)
        bytes[i] = (unsigned char)key.data[i];
    memcpy(&slot->head, bytes, sizeof slot->head);
    slot->tail = bytes[8] | (uint32_t)bytes[9] << 8 | (uint32_t)bytes[10] << 16 |
                 (uint32_t)key.size << SIZE_SHIFT;
    return hash_short(map, slot);
}

/* The same without a branch on the length, for strings of which sixteen bytes may be read. */
static inline uint64_t describe_padded(const struct map *map, struct slice key,
                                       struct map_slot *slot)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    uint64_t first, next;
    if (key.size > SHORT)
        return hash_long(map, key, slot);
    memcpy(&first, key.data, sizeof first);
    memcpy(&next, key.data + sizeof first, sizeof next);
    slot->head = first & masks[key.size].head;
    slot->tail = ((uint32_t)next & masks[key.size].tail) | (uint32_t)key.size << SIZE_SHIFT;
    return hash_short(map, slot);
#else
    return describe(map, key, slot);
#endif
}

static inline uint64_t last_eight(const char *data, size_t size)
{
    uint64_t bytes;
    memcpy(&bytes, data + size - 8, 8);
    return bytes;
}

/* Both strings have the same length, and are longer than their heads. */
static inline bool is_same_after_head(const struct map_key *found, struct slice key)
{
    return last_eight(found->data, key.size) == last_eight(key.data, key.size) &&
           (key.size <= 16 || memcmp(found->data + 8, key.data + 8, key.size - 16) == 0);
}

static inline bool is_alike(const struct map_slot *a, const struct map_slot *b)
{
    return ((a->head ^ b->head) | (a->tail ^ b->tail)) == 0;
}

/* The slot that holds the key, or the free slot where it belongs. */
static inline struct map_slot *find_slot(const struct map *map, struct slice key,
                                         const struct map_slot *sought, uint64_t hash)
{
    for (size_t at = (size_t)hash & map->slot_mask;; at = (at + 1) & map->slot_mask) {
        struct map_slot *slot = &map->slots[at];
        if (!slot->number)
            return slot;
        if (!is_alike(slot, sought))
            continue;
        if (is_short(slot))
            return slot;
        const struct map_key *found = &map->keys[slot->number - 1];
        if (found->size == key.size && is_same_after_head(found, key))
            return slot;
    }
}

static void rebuild(struct map *map, size_t slots)
{
    free(map->slots);
    map->slots = memory_zeroed(slots, sizeof *map->slots);
    map->slot_mask = slots - 1;
    for (size_t i = 0; i < map->count; i++) {
        struct map_slot made;
        size_t at = (size_t)describe(map, map_key(map, (uint32_t)i), &made) & map->slot_mask;
        while (map->slots[at].number)
            at = (at + 1) & map->slot_mask;
        made.number = (uint32_t)i + 1;
        map->slots[at] = made;
    }
}

uint32_t map_find(const struct map *map, struct slice key)
{
    if (map->count == 0)
        return MAP_NONE;
    struct map_slot sought;
    uint64_t hash = describe(map, key, &sought);
    return find_slot(map, key, &sought, hash)->number - 1;
}

static void begin(struct map *map)
{
    map->seed = map_seed();
    rebuild(map, 256);
}

static uint32_t add(struct map *map, struct slice key, const struct map_slot *sought, uint64_t hash)
{
    struct map_slot *slot = find_slot(map, key, sought, hash);
    if (slot->number)
        return slot->number - 1;
    if (map->count >= UINT32_MAX - 1)
        message_fatal(NULL, "more than 2^32 different strings");
    map->keys = memory_grow(map->keys, &map->capacity, map->count + 1, sizeof *map->keys);
    struct slice copy = arena_copy(&map->arena, key);
    map->keys[map->count++] = (struct map_key){copy.data, copy.size};
    *slot = (struct map_slot){sought->head, sought->tail, (uint32_t)map->count};
    /* Three quarters full at most: the runs of used slots are short, and mostly within a line of the
     * cache. */
    if (map->count / 3 * 4 > map->slot_mask)
        rebuild(map, 2 * (map->slot_mask + 1));
    return (uint32_t)map->count - 1;
}

uint32_t map_add(struct map *map, struct slice key, bool *added)
{
    if (!map->slots)
        begin(map);
    struct map_slot sought;
    uint64_t hash = describe(map, key, &sought);
    size_t before = map->count;
    uint32_t number = add(map, key, &sought, hash);
    if (added)
        *added = map->count > before;
    return number;
}

static inline struct map_slot *recent_of(const struct map *map, uint64_t hash)
{
    return &map->recent[hash >> (64 - RECENT_BITS)];
}

/* Looks the strings up in the cache of recent ones; returns how many are missing. */
static size_t find_recent(struct map *map, const struct slice *keys, size_t count,
                          uint32_t *numbers)
{
    size_t missed = 0;
    struct map_miss *misses = map->missed;
    for (size_t i = 0; i < count; i++) {
        struct map_slot sought;
        uint64_t hash = describe_padded(map, keys[i], &sought);
        const struct map_slot *recent = recent_of(map, hash);
        numbers[i] = recent->number - 1;
        if (is_alike(recent, &sought) && recent->number)
            continue;
        __builtin_prefetch(&map->slots[(size_t)hash & map->slot_mask]);
        misses[missed++] = (struct map_miss){sought, hash, i};
    }
    return missed;
}

void map_add_all(struct map *map, const struct slice *keys, size_t count, uint32_t *numbers)
{
    if (!map->slots)
        begin(map);
    if (!map->recent)
        map->recent = memory_zeroed((size_t)1 << RECENT_BITS, sizeof *map->recent);
    map->missed = memory_grow(map->missed, &map->missed_capacity, count, sizeof *map->missed);
    size_t missed = find_recent(map, keys, count, numbers);
    for (size_t i = 0; i < missed; i++) {
        struct map_miss *miss = &map->missed[i];
        uint32_t number = add(map, keys[miss->place], &miss->sought, miss->hash);
        numbers[miss->place] = number;
        miss->sought.number = number + 1;
        if (is_short(&miss->sought))
            *recent_of(map, miss->hash) = miss->sought;
    }
}

void map_free(struct map *map)
{
    arena_free(&map->arena);
    free(map->keys);
    free(map->slots);
    free(map->recent);
    free(map->missed);
    *map = (struct map){0};
}

static int by_key(const void *map, uint32_t left, uint32_t right)
{
    return slice_compare(map_key(map, left), map_key(map, right));
}

uint32_t *map_sorted(const struct map *map)
{
    return sort_indices(map->count, by_key, map);
}
