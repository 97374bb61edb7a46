/* Small data files of dicts/ that filters need on their own (abbreviations, stop words, field
 * maps). They are compiled in, so that a filter finds them wherever it is installed. */
#ifndef COSPAN_BASE_SHIPPED_H
#define COSPAN_BASE_SHIPPED_H

#include "base/slice.h"

struct shipped_file {
    const char *name; /* path below dicts/, "abbreviations/en.txt" */
    struct slice bytes;
};

/* Made by the Makefile; ends with a NULL name. */
extern const struct shipped_file shipped_files[];

/* The bytes of the file; data is NULL where there is no such file. */
struct slice shipped_find(const char *name);

#endif
