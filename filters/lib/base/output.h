/* Output that is complete or is said not to be. Bytes are gathered in a block and written with
 * every result checked; at the program's end standard output is flushed and closed, checked too.
 *
 * An output with a path is written beside its target and takes the target's name only when it is
 * complete and on the disk (fsync, rename): whoever reads the path sees the old file or the new
 * one, never a part. When the program fails, the old file stays. A target that is no regular
 * file (a pipe, a device) is written directly.
 *
 * A reader that goes away (a closed pipe) ends the program silently. On failure, what standard
 * output has got ends with a whole line. */
#ifndef COSPAN_BASE_OUTPUT_H
#define COSPAN_BASE_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/slice.h"

struct output {
    char *data;      /* the block being gathered */
    size_t size;     /* bytes in it */
    size_t capacity; /* its room */
    uint64_t total;  /* bytes already written */
    int descriptor;
    bool append;
    char *path;      /* NULL for standard output */
    char *temporary; /* NULL where the path is written directly */
    struct output *next;
};

/* Opens the file, or standard output where `path` is NULL or "-". The program ends if that fails.
 * The output lives until output_close or the program's end. */
struct output *output_open(const char *path);

/* Opens the file for adding at its end; what is written arrives as one write. */
struct output *output_open_append(const char *path);

/* Makes the folder if it is not there; the program ends if that fails. */
void output_make_folder(const char *path);

/* Writes the gathered block out. */
void output_flush(struct output *output);

/* Makes room for `size` bytes and returns where they may be written; output_advance counts them.*/
char *output_make_room(struct output *output, size_t size);

static inline char *output_reserve(struct output *output, size_t size)
{
    if (output->capacity - output->size < size)
        return output_make_room(output, size);
    return output->data + output->size;
}

static inline void output_advance(struct output *output, size_t size)
{
    output->size += size;
}

/* Writes what is gathered and then these bytes, without a copy of them. */
void output_write_through(struct output *output, const char *data, size_t size);

static inline void output_write(struct output *output, const char *data, size_t size)
{
    enum { OUTPUT_LARGE = 1 << 20 };
    if (size >= OUTPUT_LARGE && !output->append) {
        output_write_through(output, data, size);
        return;
    }
    char *to = output_reserve(output, size);
    if (size > 0)
        memcpy(to, data, size);
    output->size += size;
}

static inline void output_slice(struct output *output, struct slice bytes)
{
    output_write(output, bytes.data, bytes.size);
}

static inline void output_string(struct output *output, const char *string)
{
    output_write(output, string, strlen(string));
}

static inline void output_char(struct output *output, char c)
{
    *output_reserve(output, 1) = c;
    output->size++;
}

/* The decimal digits of a number. */
void output_u64(struct output *output, uint64_t number);

/* As printf. */
void output_format(struct output *output, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Writes what is left, checks it to the last byte, and puts a file in its place. */
void output_close(struct output *output);

/* Whether the output is a terminal, and its width in columns: $COLUMNS, else what the terminal
 * says, else 80. */
bool output_is_terminal(const struct output *output);
int output_width(const struct output *output);

/* Flushes outputs that are terminals; input calls it before it waits. */
void output_flush_terminals(void);

#endif
