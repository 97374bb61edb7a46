/* Ids for documents that are files: `texts/fg1.vtt` is the document fg1. Two files of a command
 * line whose names without folder and last ending are alike have their whole paths as ids, so that
 * what was said in two places is never counted as one document. Memory: the names of all files. */
#ifndef COSPAN_STREAM_DOCUMENT_NAMES_H
#define COSPAN_STREAM_DOCUMENT_NAMES_H

#include <stddef.h>

#include "base/map.h"
#include "base/slice.h"

struct document_names {
    struct map names;
    size_t *files; /* with that name, by number of the name */
};

/* Looks at all paths of the command line; `-`, standard input, is not among them. */
void document_names_open(struct document_names *names, char *const *paths, size_t count);

/* One more path, which is not on the command line: of what standard input holds. */
void document_names_add(struct document_names *names, const char *path);

/* The id of the document in the file; a part of `path`, and valid as long. */
struct slice document_names_find(const struct document_names *names, const char *path);

void document_names_close(struct document_names *names);

#endif
