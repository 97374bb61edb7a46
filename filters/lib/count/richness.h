/* How rich the vocabulary of a group of texts is: tokens, types (different words), words that occur
 * once, and the moving-average type-token ratio. The plain ratio of types to tokens falls with the
 * length of a text whoever speaks; the moving average does not: Covington and McFall 2010, "Cutting
 * the Gordian knot: the moving-average type-token ratio (MATTR)", Journal of Quantitative
 * Linguistics 17(2).
 *
 * A window is `window` words in a row that one group has in one document, so the average does not
 * depend on the order of documents; a shorter text has none. All sums are integers. Memory: a record
 * for each word of each group, and a window for each group of the present document. */
#ifndef COSPAN_COUNT_RICHNESS_H
#define COSPAN_COUNT_RICHNESS_H

#include <stddef.h>
#include <stdint.h>

#include "base/map.h"

struct richness_group {
    uint64_t tokens, types, once;
    uint64_t windows, window_types; /* how many windows, and the sum of their types */
};

/* The vocabulary of a group after so many tokens. */
struct richness_point {
    uint32_t group;
    uint64_t tokens, types;
};

/* A word of a group. */
struct richness_word {
    uint64_t count;
    uint32_t in_window;
};

struct richness_window;

/* Zero-initialise and set the first two. */
struct richness {
    uint64_t window; /* at least 1 */
    uint64_t step;   /* a point of growth every so many tokens; 0 for none */

    struct richness_group *groups; /* by number */
    size_t group_count, group_capacity;
    struct richness_point *points; /* in the order of the text, at the end by group */
    size_t point_count, point_capacity;

    struct map pairs; /* of group and word */
    struct richness_word *words;
    size_t word_capacity;
    struct richness_window *windows; /* of the groups in the present document */
    size_t window_count, window_capacity;
    uint64_t document;
};

/* The next word of the text; documents are numbered. */
void richness_add(struct richness *richness, uint32_t group, uint32_t word, uint64_t document);

/* After the last word: adds the last points of growth, where a group does not end at one, and sorts
 * the points by group. */
void richness_end(struct richness *richness);

/* The index of the group's first point, where its points would be if it has none. */
size_t richness_first_point(const struct richness *richness, uint32_t group);

/* The group's record, with zeros where nothing was added. */
struct richness_group richness_of(const struct richness *richness, uint32_t group);

/* Types in tokens, and the moving average of it; nan where there is no token, or no window. */
double richness_ratio(const struct richness_group *group);
double richness_moving_ratio(const struct richness_group *group, uint64_t window);

void richness_free(struct richness *richness);

#endif
