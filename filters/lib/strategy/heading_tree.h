/* The tree of subject headings, by which a heading is exploded: it and all that are narrower.
 *
 * Its file has a heading, a tab and a tree number in each line, as `Peer Group` and
 * `F01.829.316.577`; a heading that stands at several places has several lines. That is what NLM's
 * file of MeSH tree numbers (mtrees) holds, which has a semicolon for the tab; both are read.
 * Headings are compared by their words. */
#ifndef COSPAN_STRATEGY_HEADING_TREE_H
#define COSPAN_STRATEGY_HEADING_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/map.h"
#include "base/memory.h"
#include "base/slice.h"

struct heading_place {
    struct slice number;
    uint32_t heading; /* in the map */
};

/* Zero-initialise. */
struct heading_tree {
    struct map headings;          /* words, one space between them */
    struct heading_place *places; /* sorted by number */
    size_t count, capacity;
    struct arena arena;
};

/* Reads the lines of a file; a line without a tree number is reported with its place. */
void heading_tree_read(struct heading_tree *tree, const char *path, struct slice bytes);

/* Calls `found` for the heading (its words) and each narrower one, some more than once; false if the
 * tree does not have it. */
bool heading_tree_explode(const struct heading_tree *tree, struct slice heading,
                          void (*found)(void *context, struct slice heading), void *context);

void heading_tree_free(struct heading_tree *tree);

#endif
