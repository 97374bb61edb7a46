/* Output: writes standard output and files, and never reports an incomplete one as complete. Bytes
 * are gathered in a block and every write is checked. At the end of the program standard output is
 * flushed and closed, which is checked too.
 *
 * An output with a path is written beside its target and takes the target's name only when it is
 * complete and on disk (fsync, rename). A reader of the path sees the old file or the new one,
 * never a part. If the program fails, or a signal ends it, the old file stays. A target that is not a regular file (a
 * pipe, a device) is written directly.
 *
 * A terminal is shown control characters, and characters that reorder a line, spelled out (\x1b): no
 * input can make it do anything.
 *
 * A closed pipe (a reader that has ended) ends the program silently. After a failure, standard
 * output ends with a complete line. */
#ifndef COSPAN_BASE_OUTPUT_H
#define COSPAN_BASE_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/format.h"
#include "base/slice.h"

struct output {
    char *data;      /* the block being gathered */
    size_t size;     /* bytes in it */
    size_t capacity; /* its size in memory */
    uint64_t total;  /* bytes already written */
    int descriptor;
    bool append;
    bool is_terminal;
    bool is_safe;    /* to a terminal too; else what one would obey is spelled out */
    char *path;      /* NULL for standard output */
    char *temporary; /* NULL if the path is written directly */
    struct output *next;
};

/* Opens the file, or standard output if `path` is NULL or "-". Ends the program if that fails. The
 * output lives until output_close or the end of the program. */
struct output *output_open(const char *path);

/* Opens the file for appending; everything is written with one call. */
struct output *output_open_append(const char *path);

/* Makes the folder if it does not exist; ends the program if that fails. */
void output_make_folder(const char *path);

/* Writes the gathered block. */
void output_flush(struct output *output);

/* Makes room for `size` bytes and returns where to write them; output_advance counts them. */
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

/* Lets control characters through to a terminal: the caller writes colours, and has made all text
 * from elsewhere safe. */
void output_trust(struct output *output);

/* Writes the gathered block and then these bytes, without copying them. */
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

/* Writes the bytes of a file unchanged; "-" is standard input. The program ends if it cannot be
 * read. */
void output_copy(struct output *output, const char *path);

/* Writes the decimal digits of a number. */
void output_u64(struct output *output, uint64_t number);

/* Writes text formatted as by printf. */
void output_format(struct output *output, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Writes the rest, checks every byte, and moves a file into its place. */
void output_close(struct output *output);

/* Whether the output is a terminal, and its width in columns: $COLUMNS, else the terminal's own
 * width, else 80. */
bool output_is_terminal(const struct output *output);
int output_width(const struct output *output);

/* Ends the program if the output is a terminal, which is no place for binary data. */
void output_refuse_terminal(const struct output *output);

/* Whether to use colour and bold: on a terminal that is not dumb, unless NO_COLOR is set. */
bool output_shows_colour(const struct output *output);

/* Flushes outputs that are terminals; input calls this before it waits. */
void output_flush_terminals(void);

#endif
