/* The mark of what was made here: a file `.cospan` that lists everything in a folder, links and
 * hidden files too, with the digest of each. What is as the mark says may be replaced or removed;
 * whatever the mark does not list, or lists otherwise, is somebody's work.
 *
 * It is text: a line that says what it is, a line for each thing (`file`, `link`, `folder`, or
 * `before` for a file that another is to replace; a digest, a path; with tabs between), and a last
 * line with the digest of all above it, so that a mark that was cut off vouches for nothing. The same
 * things give the same bytes. */
#ifndef COSPAN_PLACE_MARK_H
#define COSPAN_PLACE_MARK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/digest.h"
#include "base/folder.h"
#include "base/memory.h"

#define MARK_NAME ".cospan"

struct mark_entry {
    enum folder_kind kind;
    bool before;                 /* a file on its way out */
    char digest[DIGEST_HEX + 1]; /* of the bytes of a file, or of what a link says; else empty */
    const char *path;            /* from the folder, components separated by slashes */
};

/* Entries in byte order of their paths, then digests: a folder comes before what is in it. */
struct mark {
    struct mark_entry *entries;
    size_t count, capacity;
    struct arena paths;
};

/* What is in the folder now, but its mark. */
struct mark mark_of(const struct folder *folder);

/* The mark that the folder has; false where it has none that is whole. */
bool mark_read(const struct folder *folder, struct mark *mark);

/* Gives the folder this mark, which is made in `stage` and replaces the one that it has. */
void mark_write(const struct folder *folder, const struct mark *mark, const struct folder *stage);

/* Adds an entry, whose path is copied, and returns it until the next one is added. Where it is not
 * the last in order, mark_sort follows. */
struct mark_entry *mark_add(struct mark *mark, enum folder_kind kind, const char *digest,
                            const char *path);
void mark_sort(struct mark *mark);

/* The entry with this path and digest, NULL where there is none. */
struct mark_entry *mark_find(const struct mark *mark, const char *path, const char *digest);

/* The first entry with this path, NULL where there is none. */
struct mark_entry *mark_path(const struct mark *mark, const char *path);

/* The first path that only one of the two has, or both have otherwise; NULL where they agree. */
const char *mark_difference(const struct mark *before, const struct mark *now);

void mark_free(struct mark *mark);

#endif
