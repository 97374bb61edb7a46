/* Memory that is there or the program has ended: every allocation is checked, sizes are
 * multiplied without overflow, and a failure is one message and status 2. Blocks are released
 * with free(); an arena releases everything that was put into it at once. */
#ifndef COSPAN_BASE_MEMORY_H
#define COSPAN_BASE_MEMORY_H

#include <stddef.h>

#include "base/slice.h"

/* `count` items of `size` bytes, not initialised. Never returns NULL. */
void *memory_allocate(size_t count, size_t size) __attribute__((returns_nonnull));

/* The same, all bytes zero. */
void *memory_zeroed(size_t count, size_t size) __attribute__((returns_nonnull));

/* Makes room for `count` items of `size` bytes; `block` may be NULL. The old pointer is gone. */
void *memory_resize(void *block, size_t count, size_t size) __attribute__((returns_nonnull));

/* Room for at least `needed` items in an array that has *capacity of them: returns the array,
 * moved if it had to grow (by half at least, so that appending is linear in all). */
void *memory_grow(void *array, size_t *capacity, size_t needed, size_t size);

/* A NUL-terminated copy of the bytes. */
char *memory_string(struct slice bytes) __attribute__((returns_nonnull));

/* Strings that live equally long. Zero-initialise; the copies stay where they are until
 * arena_free. */
struct arena {
    struct arena_block *block;
    size_t used;
};

/* A copy of the bytes, followed by a NUL that is not counted. */
struct slice arena_copy(struct arena *arena, struct slice bytes);

/* `size` bytes aligned for any type, not initialised. */
void *arena_allocate(struct arena *arena, size_t size);

void arena_free(struct arena *arena);

#endif
