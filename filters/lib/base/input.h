/* Input: reads the files named on the command line, one after the other, by line or through a
 * moving window.
 *
 * An input holds a window of the bytes being read. Slices from input_line and input_window point
 * into it and are valid until the next call. The window grows to the longest line and no further,
 * so memory does not depend on the length of the file. CR LF is read as LF, a byte-order mark at
 * the beginning of a file is skipped, and the final newline is optional. A file that cannot be read
 * is reported and skipped; the exit status will be 2. */
#ifndef COSPAN_BASE_INPUT_H
#define COSPAN_BASE_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/message.h"
#include "base/slice.h"

/* The number of bytes after a window or a line that may be read, though not used: code that scans
 * for words may load 32 bytes at once. */
enum { INPUT_PADDING = 32 };

/* Writes up to `size` bytes to `to` and returns how many, 0 at the end. */
typedef size_t input_pour(void *context, char *to, size_t size);

struct input {
    /* Callers may read these. */
    const char *name; /* of the file being read, or "standard input"; NULL before the first */
    uint64_t line;    /* number of the line returned last, from 1 */
    size_t file;      /* index of the file among those given, from 0 */
    bool refused;     /* this file was reported and seems to be empty */

    /* Private. */
    char *const *paths;
    char *path; /* the only one, where input_open_file copied it */
    size_t count, next_file;
    size_t limit;
    char *window;
    size_t capacity;
    size_t start, end;     /* the bytes of the window that were not yet returned */
    size_t held;           /* a CR after `end` that may belong to a CR LF: 0 or 1 */
    uint64_t lines_before; /* lines of this file that have been returned */
    uint64_t offset;       /* bytes read of this file */
    uint64_t size;         /* of this file, 0 if unknown */
    int descriptor;
    bool at_end, raw;
    const char *standard; /* name of standard input in messages */
    input_pour *pour;     /* instead of files */
    void *pour_context;
};

/* Opens `count` paths; "-", or no path at all, is standard input. A line or a window of more than
 * `limit` bytes ends the program. The paths must outlive the input. */
struct input *input_open(char *const *paths, size_t count, uint64_t limit);

/* Opens one file; "-" is standard input. The path is copied. */
struct input *input_open_file(const char *path, uint64_t limit);

/* Opens one input named `name` whose bytes come from a function: for tests and fuzzers, which
 * should spend no time on files. */
struct input *input_open_poured(input_pour *pour, void *context, const char *name, uint64_t limit);

/* Names the file whose contents arrive on standard input, for messages; the name must outlive the
 * input. */
void input_name_standard(struct input *input, const char *name);

/* Keeps CR LF as it is, for formats where CR has a meaning. Call it before the first read. */
void input_raw(struct input *input);

/* Moves on to the next file that can be read and skips the rest of the present one; false after the
 * last file. */
bool input_next_file(struct input *input);

/* Reads the next line of this file, without its LF; false at the end of the file. */
bool input_line(struct input *input, struct slice *line);

/* A growing view of this file, for readers that find their own boundaries. The first `used` bytes
 * of the previous window are dropped; the others come again, followed by more bytes. *last is set
 * if nothing follows this window. False when the file is at its end and every byte was used. The
 * caller may overwrite the byte after the window. The caller counts lines, with input_add_lines. */
bool input_window(struct input *input, size_t used, struct slice *window, bool *last);

static inline void input_add_lines(struct input *input, uint64_t lines)
{
    input->lines_before += lines;
}

/* The place of the last line returned. */
struct place input_place(const struct input *input);

void input_close(struct input *input);

/* Whether something has this path that can be opened as a file: not a folder. "-" can be. */
bool input_is_file(const char *path);
bool input_is_folder(const char *path);

/* Reads a whole file into memory (dictionaries, lists) and treats CR LF and a byte-order mark as
 * above. Release it with buffer_free. Ends the program if the file cannot be read or is longer than
 * `limit` bytes. "-" is standard input. */
struct buffer input_whole(const char *path, uint64_t limit);

#endif
