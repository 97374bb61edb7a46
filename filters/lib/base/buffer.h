/* Growable byte buffer: a line being built, a cell being decoded. Zero-initialise it. Clearing it
 * keeps its memory, so a buffer that is reused for every line allocates only a few times in all.
 * Release it with buffer_free. */
#ifndef COSPAN_BASE_BUFFER_H
#define COSPAN_BASE_BUFFER_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/format.h"
#include "base/memory.h"
#include "base/slice.h"

struct buffer {
    char *data;
    size_t size;
    size_t capacity;
};

/* Makes room for `size` more bytes, which may then be written at data + size. */
static inline void buffer_reserve(struct buffer *buffer, size_t size)
{
    if (buffer->capacity - buffer->size < size)
        buffer->data = memory_grow(buffer->data, &buffer->capacity, buffer->size + size, 1);
}

static inline void buffer_append(struct buffer *buffer, const char *data, size_t size)
{
    buffer_reserve(buffer, size);
    if (size > 0)
        memcpy(buffer->data + buffer->size, data, size);
    buffer->size += size;
}

static inline void buffer_append_slice(struct buffer *buffer, struct slice bytes)
{
    buffer_append(buffer, bytes.data, bytes.size);
}

static inline void buffer_append_string(struct buffer *buffer, const char *string)
{
    buffer_append(buffer, string, strlen(string));
}

static inline void buffer_append_char(struct buffer *buffer, char c)
{
    buffer_reserve(buffer, 1);
    buffer->data[buffer->size++] = c;
}

/* Appends the decimal digits of a number. */
void buffer_append_u64(struct buffer *buffer, uint64_t number);

/* Append text formatted as by printf, without its final NUL. */
void buffer_append_format(struct buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void buffer_append_arguments(struct buffer *buffer, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

static inline void buffer_clear(struct buffer *buffer)
{
    buffer->size = 0;
}

/* The contents; valid until the next append. */
static inline struct slice buffer_slice(const struct buffer *buffer)
{
    return slice_make(buffer->data, buffer->size);
}

void buffer_free(struct buffer *buffer);

#endif
