/* Ratings: who gave which unit (a record, a passage) which value, gathered from tables, and handed
 * over as rows of numbers. Units are told apart by group and name; a unit that a rater has not
 * judged has no value there. The order of reading leaves no trace: groups and units stand in byte
 * order, values in the order of the scale (see ratings_order), raters as they were named first.
 *
 * Tables (streams.5) come in three forms: wide, a column for each rater; long, a row for each
 * rating; and a file for each rater. A unit that is rated twice by one rater is reported, and the
 * first rating stays. Memory: 24 bytes for a rating, the names of units, and their titles where
 * these are asked for. */
#ifndef COSPAN_AGREE_RATINGS_H
#define COSPAN_AGREE_RATINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/input.h"
#include "base/map.h"
#include "base/memory.h"
#include "base/message.h"
#include "base/slice.h"
#include "stream/table.h"

#define RATINGS_MISSING UINT32_MAX

/* Columns and words that the user named; NULL where none was. */
struct ratings_wish {
    const char *unit, *title, *group;
    const char *raters;  /* wide: columns, separated by commas */
    const char *rater;   /* long: column of the raters' names */
    const char *value;   /* column of the values; without `rater` each file is a rater */
    const char *times;   /* wide: column that says for how many units a row stands */
    const char *missing; /* values that are none, separated by commas; an empty cell always is */
    bool fold;           /* values that differ in case only are one */
    bool titles;         /* keep them */
};

struct ratings_unit {
    uint32_t group, name; /* numbers in the maps */
    uint64_t times;
    struct slice title;
};

struct rating {
    uint32_t unit, rater, value;
    uint32_t file;
    uint64_t line;
};

/* Zero-initialise. */
struct ratings {
    struct map raters, values, groups, names;
    struct map keys; /* of group and name */
    struct ratings_unit *units;
    size_t unit_capacity;
    struct rating *ratings;
    size_t count, capacity;
    struct map files;
    struct arena titles;
    bool keep_order; /* of the units of a group: they stand as they were added */

    /* Filled by ratings_order. */
    uint32_t *order;  /* of the units: group, then name */
    uint32_t *places; /* of the values on the scale */
    uint32_t *scale;  /* the values in the order of the scale */
    double *numbers;  /* of the scale; NULL where a value is no number */
    uint32_t *rows;   /* of units in their order: the place of the value of each rater */
    uint64_t *times;  /* of units in their order */
};

/* Reads all files; false when none could be read. Fewer than two raters end the program. */
bool ratings_read(struct ratings *ratings, struct input *input, char *const *paths, size_t count,
                  const struct ratings_wish *wish);

/* The number of a unit, added if new. */
uint32_t ratings_unit(struct ratings *ratings, struct slice group, struct slice name);

/* Adds a rating; the place may be NULL. */
void ratings_add(struct ratings *ratings, uint32_t unit, uint32_t rater, uint32_t value,
                 const struct place *place);

/* Puts everything in order. `scale` lists values from lowest to highest, separated by commas; it
 * may be NULL: then they stand by number where all are numbers, else in byte order. A value that
 * the list lacks ends the program; `fold` folds the list as it folded the values. */
void ratings_order(struct ratings *ratings, const char *scale, bool fold);

/* How many units of the order from `from` on are in its group. */
size_t ratings_group_size(const struct ratings *ratings, size_t from);

/* The ratings of some units as numbers. Unless `all_values`, the values are those that occur there,
 * and the others have no place on the scale. */
struct ratings_part {
    size_t units, values;
    uint32_t *rows;        /* as in struct ratings */
    const uint64_t *times; /* of the ratings */
    uint32_t *scale;
    double *numbers; /* meaningless unless ratings->numbers is there */
};
struct ratings_part ratings_part(const struct ratings *ratings, size_t from, size_t count,
                                 bool all_values);
void ratings_part_free(struct ratings_part *part);

/* Writes the units with two different ratings as a table: name, title, and the value by each
 * rater. The columns before the raters are called `group` (NULL: no such column), `unit` and
 * `title`. */
void ratings_write_disagreements(const struct ratings *ratings, struct table_writer *table,
                                 const char *group, const char *unit, const char *title);

void ratings_free(struct ratings *ratings);

#endif
