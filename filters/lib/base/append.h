/* Adding to the end of a file that others may add to as well: all of it or nothing. The file is
 * locked meanwhile, and cut to what it was where a write fails. */
#ifndef COSPAN_BASE_APPEND_H
#define COSPAN_BASE_APPEND_H

#include <stdbool.h>
#include <stdint.h>

#include "base/slice.h"

struct append {
    const char *path; /* "-" is standard output */
    int descriptor;
    bool regular;   /* else a pipe, a device, a terminal: what is written cannot be looked at */
    uint64_t inode; /* of a regular file, and its size before */
    uint64_t size;
};

/* Opens the file, which is made if it is not there, and waits for its lock. */
struct append append_open(const char *path);

/* Whether the text is in a regular file at this place; where only a part of it is, and nothing
 * follows, that part is cut off. */
bool append_has(struct append *append, uint64_t place, struct slice text);

/* Adds the text, on the disk. */
void append_write(struct append *append, struct slice text);

void append_close(struct append *append);

#endif
