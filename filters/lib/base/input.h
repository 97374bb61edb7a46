/* The files named on the command line, one after the other, as lines or as a moving window.
 *
 * An input holds a window of the bytes being read. What input_line and input_window return points
 * into it and is valid until the next call; the window grows to the longest line and no
 * further, so memory does not depend on the length of the file. CR LF is read as LF, a byte-order
 * mark at the beginning of a file is passed over, and a final newline may be missing. A file that
 * cannot be read is reported and passed over; the program's status will be 2. */
#ifndef COSPAN_BASE_INPUT_H
#define COSPAN_BASE_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/message.h"
#include "base/slice.h"

/* As many bytes behind a window or a line may be read (not used): whoever looks at words may look
 * at 32 bytes at once. */
enum { INPUT_PADDING = 32 };

/* Puts up to `size` bytes to `to` and returns how many, 0 at the end. */
typedef size_t input_pour(void *context, char *to, size_t size);

struct input {
    /* What callers may read. */
    const char *name; /* of the file being read, "standard input" for it; NULL before the first */
    uint64_t line;    /* number of the line returned last, from 1 */
    size_t file;      /* index of the file among those given, from 0 */
    bool refused;     /* this file was reported and seems to be empty */

    /* How it works. */
    char *const *paths;
    size_t count, next_file;
    size_t limit;
    char *window;
    size_t capacity;
    size_t start, end;     /* these bytes of the window are not yet returned */
    size_t held;           /* a return after `end` that may belong to a CR LF: 0 or 1 */
    uint64_t lines_before; /* lines of this file that have been returned */
    uint64_t offset;       /* bytes read of this file */
    uint64_t size;         /* of this file, 0 if not known */
    int descriptor;
    bool at_end, raw;
    const char *standard; /* what standard input is called */
    input_pour *pour;     /* instead of files */
    void *pour_context;
};

/* `count` paths, "-" and none at all being standard input. A line or a window of more than `limit`
 * bytes ends the program. The paths must outlive the input. */
struct input *input_open(char *const *paths, size_t count, uint64_t limit);

/* One file named `name` whose bytes are not on any disk: for tests and fuzzers, which are to spend
 * their time on what is read and not on files. */
struct input *input_open_poured(input_pour *pour, void *context, const char *name, uint64_t limit);

/* Standard input holds what is in this file, and is called so; the name must outlive the input. */
void input_name_standard(struct input *input, const char *name);

/* Keep CR LF as it is (formats where CR has a meaning). Before the first read. */
void input_raw(struct input *input);

/* Goes to the next file that can be read; false when there is none left. What is left of the
 * present file is passed over. */
bool input_next_file(struct input *input);

/* The next line of this file without its LF; false at the end of the file. */
bool input_line(struct input *input, struct slice *line);

/* A growing view of this file for readers that find their own borders: the first `used` bytes of
 * the previous window are done with, the others come again, followed by more bytes. *last says
 * that nothing follows this window. False when the file is at its end and every byte was used.
 * The byte behind the window is the caller's to overwrite. The caller counts lines, with
 * input_add_lines. */
bool input_window(struct input *input, size_t used, struct slice *window, bool *last);

static inline void input_add_lines(struct input *input, uint64_t lines)
{
    input->lines_before += lines;
}

/* The place of the line returned last. */
struct place input_place(const struct input *input);

void input_close(struct input *input);

/* A whole file in memory (dictionaries, lists), with CR LF and byte-order mark treated as above;
 * release it with buffer_free. Ends the program if it cannot be read or is longer than `limit`
 * bytes. "-" is standard input. */
struct buffer input_whole(const char *path, uint64_t limit);

#endif
