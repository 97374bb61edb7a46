/* Bytes as a file for a library that takes a path and nothing else: they are written into a pipe,
 * whose other end can be opened as /dev/fd/N. So no temporary file is made, and none is left. */
#ifndef COSPAN_BASE_MEMORY_FILE_H
#define COSPAN_BASE_MEMORY_FILE_H

#include "base/slice.h"

/* What every pipe takes at once. */
enum { MEMORY_FILE_LIMIT = 4096 };

struct memory_file {
    char path[32];
    int descriptor;
};

/* Lends at most MEMORY_FILE_LIMIT bytes, which can be read once under file->path until memory_file_close. The
 * program ends where that fails. */
void memory_file_open(struct memory_file *file, struct slice bytes);
void memory_file_close(struct memory_file *file);

#endif
