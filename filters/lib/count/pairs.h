/* Pairs of features that meet: in how many units (sentences, windows of n tokens) both occur, in how
 * many each, and how many units there are; in each group. All are integers, so the pairs of the
 * parts of a corpus add up to those of the whole, exactly. Memory: one record for each pair that
 * meets and for each feature, in each group.
 *
 * Either pairs_unit and pairs_add are called, or pairs_window, or pairs_merge. */
#ifndef COSPAN_COUNT_PAIRS_H
#define COSPAN_COUNT_PAIRS_H

#include <stddef.h>
#include <stdint.h>

#include "base/input.h"
#include "base/map.h"
#include "base/pair_counts.h"
#include "base/slice.h"
#include "stream/frequencies.h"
#include "count/features.h"

#define PAIRS_NONE UINT32_MAX

/* A feature that stands in the window. */
struct pairs_place {
    uint32_t cell;
    uint64_t place; /* of its first token in the text */
};

/* A pair in a group, by numbers of cells. A feature that meets nothing stands alone, with PAIRS_NONE
 * as `b`; a group without features has PAIRS_NONE twice. */
struct pair {
    uint32_t group, a, b;
    uint64_t joint;
};

/* Zero-initialise. */
struct pairs {
    /* Groups, features, and a record (cell) for each feature in each group: its `count` is the number
     * of units that have it; `sentences` is how many of it stand in the window. */
    struct frequencies frequencies;
    uint64_t *units; /* by group */
    size_t unit_capacity;
    struct pair_counts met; /* units that have both, by numbers of cells */

    uint64_t *square; /* the same for the first cells, see pairs.c */
    size_t square_rows;

    /* The present unit. */
    uint64_t unit;
    uint64_t *last_unit; /* by group */
    size_t last_capacity;
    uint32_t *present; /* cells in the unit or the window */
    size_t present_count, present_capacity;

    /* The present text of windows. */
    uint32_t group;
    uint64_t document, tokens;
    struct pairs_place *places; /* features in the window, from `first` on */
    size_t first, place_count, place_capacity;

    /* After pairs_sort. */
    size_t row_count;
    struct pair_count *rows; /* places among the features in order, from 1; 0 for none */
    struct pair *placed;     /* the feature, or group without features, of each place */
    size_t placed_count;
    uint32_t *place_of; /* by cell, 0 for one that is too rare */
};

/* The group has text in this unit, which may be that of the call before; numbers begin with 1. */
void pairs_unit(struct pairs *pairs, uint32_t group, uint64_t unit);

/* The feature occurs in the present unit, in text of this group. */
void pairs_add(struct pairs *pairs, uint32_t group, uint32_t feature);

/* Takes over a sentence, where the units are all runs of `window` tokens of a text; a text that has
 * fewer is one window. A text is what a document has in a row of one group. A feature stands where it
 * begins. Röder, Both and Hinneburg 2015, "Exploring the space of topic coherence measures", call
 * it a boolean sliding window. */
void pairs_window(struct pairs *pairs, const struct features *features, uint64_t window);

/* After the last unit or sentence. */
void pairs_end(struct pairs *pairs, uint64_t window);

/* The figures themselves, added with 0 if new: units of a group; units in which both features, of one
 * group, occur. Valid until the next call. */
uint64_t *pairs_units(struct pairs *pairs, uint32_t group);
uint64_t *pairs_joint(struct pairs *pairs, uint32_t a, uint32_t b);

/* Puts what there is into rows, without features that fewer than `least` units have: in byte order of
 * the group, the first and the second name, the first name being the smaller. Nothing can be added
 * after that. */
void pairs_sort(struct pairs *pairs, uint64_t least);

struct pair pairs_row(const struct pairs *pairs, size_t index);

/* The feature of a cell, and in how many units it is; empty and 0 for PAIRS_NONE. */
struct slice pairs_name(const struct pairs *pairs, uint32_t cell);
uint64_t pairs_freq(const struct pairs *pairs, uint32_t cell);

/* After pairs_sort: in how many units both are; 0 where they never met. */
uint64_t pairs_met(const struct pairs *pairs, uint32_t a, uint32_t b);

/* The columns of a table of pairs that add up, behind the keys. */
#define PAIRS_COLUMNS "a", "b", "joint", "freq_a", "freq_b", "units", "within"

#endif
