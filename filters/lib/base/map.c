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

/* A string's first eight bytes, zeros behind a shorter one. */
static inline uint64_t head_of(struct slice key)
{
    const unsigned char *bytes = (const unsigned char *)key.data;
    uint64_t head = 0;
    if (key.size >= 8) {
        memcpy(&head, bytes, 8);
        return head;
    }
    for (size_t i = 0; i < key.size; i++)
        ((unsigned char *)&head)[i] = bytes[i];
    return head;
}

/* The same without a branch on the length, where eight bytes may be read. */
static inline uint64_t padded_head_of(struct slice key)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    uint64_t head;
    memcpy(&head, key.data, 8);
    return key.size >= 8 ? head : head & (((uint64_t)1 << 8 * key.size) - 1);
#else
    return head_of(key);
#endif
}

static inline uint64_t hash_of(const struct map *map, struct slice key, uint64_t head)
{
    return key.size <= 8 ? map_mix(head ^ map->seed)
                         : XXH3_64bits_withSeed(key.data, key.size, map->seed);
}

static inline uint32_t tag_of(uint64_t hash, size_t size)
{
    return ((uint32_t)(hash >> 32) & ~(uint32_t)MAP_TAG_LENGTH) |
           (uint32_t)(size <= 8 ? size : MAP_TAG_LENGTH);
}

static inline uint64_t last_eight(const char *data, size_t size)
{
    uint64_t bytes;
    memcpy(&bytes, data + size - 8, 8);
    return bytes;
}

/* Of strings that are longer than their heads and equally long. */
static inline bool is_same_behind_head(const struct map_key *found, struct slice key)
{
    return last_eight(found->data, key.size) == last_eight(key.data, key.size) &&
           (key.size <= 16 || memcmp(found->data + 8, key.data + 8, key.size - 16) == 0);
}

/* The slot that holds the key, or the free slot where it would stand. */
static inline struct map_slot *find_slot(const struct map *map, struct slice key,
                                         const struct map_probe *probe)
{
    uint64_t head = probe->head, hash = probe->hash;
    uint32_t tag = probe->tag;
    for (size_t at = (size_t)hash & map->slot_mask;; at = (at + 1) & map->slot_mask) {
        struct map_slot *slot = &map->slots[at];
        if (!slot->number)
            return slot;
        if (slot->tag != tag || slot->head != head)
            continue;
        if (key.size <= 8)
            return slot;
        const struct map_key *found = &map->keys[slot->number - 1];
        if (found->size == key.size && is_same_behind_head(found, key))
            return slot;
    }
}

static void rebuild(struct map *map, size_t slots)
{
    free(map->slots);
    map->slots = memory_zeroed(slots, sizeof *map->slots);
    map->slot_mask = slots - 1;
    for (size_t i = 0; i < map->count; i++) {
        struct slice key = map_key(map, (uint32_t)i);
        uint64_t head = head_of(key), hash = hash_of(map, key, head);
        size_t at = (size_t)hash & map->slot_mask;
        while (map->slots[at].number)
            at = (at + 1) & map->slot_mask;
        map->slots[at] = (struct map_slot){head, tag_of(hash, key.size), (uint32_t)i + 1};
    }
}

static inline struct map_probe probe_of(const struct map *map, struct slice key, uint64_t head)
{
    uint64_t hash = hash_of(map, key, head);
    return (struct map_probe){head, hash, tag_of(hash, key.size), 0};
}

uint32_t map_find(const struct map *map, struct slice key)
{
    if (map->count == 0)
        return MAP_NONE;
    struct map_probe probe = probe_of(map, key, head_of(key));
    return find_slot(map, key, &probe)->number - 1;
}

static void begin(struct map *map)
{
    map->seed = map_seed();
    rebuild(map, 256);
}

void map_prepare(struct map *map, const struct slice *keys, size_t count, struct map_probe *probes)
{
    if (!map->slots)
        begin(map);
    if (!map->recent)
        map->recent = memory_zeroed((size_t)1 << (64 - MAP_RECENT_SHIFT), sizeof *map->recent);
    for (size_t i = 0; i < count; i++) {
        struct map_probe probe = probe_of(map, keys[i], padded_head_of(keys[i]));
        const struct map_slot *recent = &map->recent[probe.hash >> MAP_RECENT_SHIFT];
        if (recent->head == probe.head && recent->tag == probe.tag)
            probe.number = recent->number;
        else
            __builtin_prefetch(&map->slots[(size_t)probe.hash & map->slot_mask]);
        probes[i] = probe;
    }
}

uint32_t map_add(struct map *map, struct slice key, bool *added)
{
    if (!map->slots)
        begin(map);
    struct map_probe probe = probe_of(map, key, head_of(key));
    return map_add_prepared(map, key, &probe, added);
}

uint32_t map_add_prepared(struct map *map, struct slice key, const struct map_probe *probe,
                          bool *added)
{
    struct map_slot *slot = find_slot(map, key, probe);
    if (added)
        *added = !slot->number;
    if (slot->number)
        return slot->number - 1;
    if (map->count >= UINT32_MAX - 1)
        message_fatal(NULL, "more than 2^32 different strings");
    map->keys = memory_grow(map->keys, &map->capacity, map->count + 1, sizeof *map->keys);
    struct slice copy = arena_copy(&map->arena, key);
    map->keys[map->count++] = (struct map_key){copy.data, copy.size};
    *slot = (struct map_slot){probe->head, probe->tag, (uint32_t)map->count};
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
    free(map->recent);
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
