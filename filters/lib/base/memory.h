/* Memory allocation that never returns NULL: every allocation is checked, sizes are multiplied
 * without overflow, and a failure ends the program with one message and status 2. Blocks are
 * released with free(); an arena releases everything in it at once. */
#ifndef COSPAN_BASE_MEMORY_H
#define COSPAN_BASE_MEMORY_H

#include <stddef.h>

#include "base/slice.h"

/* Allocates `count` items of `size` bytes, not initialised. Never returns NULL. */
void *memory_allocate(size_t count, size_t size) __attribute__((returns_nonnull));

/* The same, all bytes zero. */
void *memory_zeroed(size_t count, size_t size) __attribute__((returns_nonnull));

/* Makes room for `count` items of `size` bytes; `block` may be NULL. The old pointer becomes
 * invalid. */
void *memory_resize(void *block, size_t count, size_t size) __attribute__((returns_nonnull));

/* Makes room for at least `needed` items in an array that has room for *capacity. Returns the
 * array, which may have moved. It grows by at least a half, so the total cost of appending is
 * linear. */
void *memory_grow(void *array, size_t *capacity, size_t needed, size_t size);

/* Copies the bytes into a NUL-terminated string. */
char *memory_string(struct slice bytes) __attribute__((returns_nonnull));

/* Memory for strings of the same lifetime. Zero-initialise it; copies never move and live until
 * arena_free. */
struct arena {
    struct arena_block *block;
    size_t used;
};

/* Copies the bytes, followed by a NUL that is not counted. */
struct slice arena_copy(struct arena *arena, struct slice bytes);

/* Allocates `size` bytes aligned for any type, not initialised. */
void *arena_allocate(struct arena *arena, size_t size);

void arena_free(struct arena *arena);

#endif
