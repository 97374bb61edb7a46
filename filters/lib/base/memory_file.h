/* Passes bytes in memory to a library that accepts only a path: they are written into a pipe whose
 * other end can be opened as /dev/fd/N, so no temporary file is made or left. */
#ifndef COSPAN_BASE_MEMORY_FILE_H
#define COSPAN_BASE_MEMORY_FILE_H

#include "base/slice.h"

/* The number of bytes that every pipe accepts at once. */
enum { MEMORY_FILE_LIMIT = 4096 };

struct memory_file {
    char path[32];
    int descriptor;
};

/* Writes at most MEMORY_FILE_LIMIT bytes, which can be read once from file->path until
 * memory_file_close. Ends the program if that fails. */
void memory_file_open(struct memory_file *file, struct slice bytes);
void memory_file_close(struct memory_file *file);

#endif
