#include "base/memory.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/message.h"

static size_t product(size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size)
        message_fatal(NULL, "out of memory: %zu items of %zu bytes are more than can be addressed",
                      count, size);
    return count * size;
}

static void *checked(void *block, size_t bytes)
{
    if (!block)
        message_fatal(NULL, "out of memory: cannot allocate %zu bytes", bytes);
    return block;
}

/* Asks for one byte instead of none, because malloc(0) may return NULL without having failed. */
static size_t at_least_one(size_t bytes)
{
    return bytes > 0 ? bytes : 1;
}

void *memory_allocate(size_t count, size_t size)
{
    size_t bytes = product(count, size);
    return checked(malloc(at_least_one(bytes)), bytes);
}

void *memory_zeroed(size_t count, size_t size)
{
    size_t bytes = product(count, size);
    return checked(calloc(1, at_least_one(bytes)), bytes);
}

void *memory_resize(void *block, size_t count, size_t size)
{
    size_t bytes = product(count, size);
    return checked(realloc(block, at_least_one(bytes)), bytes);
}

void *memory_grow(void *array, size_t *capacity, size_t needed, size_t size)
{
    if (needed <= *capacity)
        return array;
    size_t larger = *capacity + *capacity / 2 + 8;
    if (larger < needed)
        larger = needed;
    *capacity = larger;
    return memory_resize(array, larger, size);
}

char *memory_string(struct slice bytes)
{
    char *copy = memory_allocate(bytes.size + 1, 1);
    if (bytes.size > 0)
        memcpy(copy, bytes.data, bytes.size);
    copy[bytes.size] = '\0';
    return copy;
}

struct arena_block {
    struct arena_block *previous;
    size_t size;
    alignas(max_align_t) char data[];
};

enum { ARENA_BLOCK = 64 * 1024 };

static char *arena_take(struct arena *arena, size_t size, size_t alignment)
{
    size_t start = (arena->used + alignment - 1) & ~(alignment - 1);
    if (!arena->block || start > arena->block->size || arena->block->size - start < size) {
        size_t room = size > ARENA_BLOCK ? size : ARENA_BLOCK;
        if (room > SIZE_MAX - sizeof(struct arena_block))
            message_fatal(NULL, "out of memory: cannot allocate %zu bytes", size);
        struct arena_block *block = memory_allocate(sizeof *block + room, 1);
        block->previous = arena->block;
        block->size = room;
        arena->block = block;
        start = 0;
    }
    arena->used = start + size;
    return arena->block->data + start;
}

struct slice arena_copy(struct arena *arena, struct slice bytes)
{
    char *copy = arena_take(arena, bytes.size + 1, 1);
    if (bytes.size > 0)
        memcpy(copy, bytes.data, bytes.size);
    copy[bytes.size] = '\0';
    return slice_make(copy, bytes.size);
}

void *arena_allocate(struct arena *arena, size_t size)
{
    return arena_take(arena, size, alignof(max_align_t));
}

void arena_free(struct arena *arena)
{
    while (arena->block) {
        struct arena_block *previous = arena->block->previous;
        free(arena->block);
        arena->block = previous;
    }
    arena->used = 0;
}
