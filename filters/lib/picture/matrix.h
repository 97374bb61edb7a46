/* What a picture shows, as plain data: a value for each label and each series. Labels are what
 * stands along the axis (concepts, years), series what is told apart at each label (speakers,
 * groups); a picture of one key has one series, whose name is empty. A value may be missing, which
 * is not the same as 0.
 *
 * A matrix is built in two steps. `matrix_add` takes the rows of a table in any order; then
 * `matrix_arrange` sorts, cuts, turns values into percentages and shortens names, and fills in
 * what layouts read. Everything belongs to the matrix and lives until matrix_free. Memory: the
 * cells that were added, and after arranging labels times series. */
#ifndef COSPAN_PICTURE_MATRIX_H
#define COSPAN_PICTURE_MATRIX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/map.h"
#include "base/memory.h"
#include "base/slice.h"

/* More values than this are no picture any more; arranging ends the program. */
enum { MATRIX_MOST_VALUES = 4000000 };

struct datum {
    double value;      /* NAN where it is missing */
    struct slice text; /* the number as it stands in the table; empty where it is missing */
};

struct axis_name {
    struct slice name; /* as it is shown: valid UTF-8 */
    double number;     /* the name as a number, where axis.numeric */
};

struct matrix_axis {
    struct axis_name *names;
    size_t count;
    bool numeric; /* every name is a number, and they rise */
};

struct matrix_cell {
    double value;
    struct slice text;
    uint64_t line;
    bool summed;
};

struct matrix {
    /* What layouts read, after matrix_arrange. */
    struct matrix_axis labels, series;
    struct datum *data; /* that of label l and series s is data[l * series.count + s] */
    int decimals;       /* the most that any value has */
    bool whole;         /* every value is a whole number */

    /* How it is built: names and pairs of them are numbered as they come; the cells go by the
     * numbers of the pairs. */
    struct map label_map, series_map, pairs;
    struct matrix_cell *cells;
    size_t capacity;
    struct arena arena;
};

/* Adds a value, NAN for one that is known to be missing. If there is one already it returns the
 * line that came from and changes nothing, or adds the two up if `sum`. Otherwise returns 0. Lines
 * count from 1. */
uint64_t matrix_add(struct matrix *matrix, struct slice label, struct slice series, double value,
                    struct slice text, uint64_t line, bool sum);

/* A name that is to be shown even if it has no value. */
void matrix_add_label(struct matrix *matrix, struct slice label);
void matrix_add_series(struct matrix *matrix, struct slice series);

/* Whether every name added so far is a number, and there is at least one. */
bool matrix_names_are_numbers(const struct map *names);

enum matrix_sort { MATRIX_SORT_VALUE, MATRIX_SORT_LABEL, MATRIX_SORT_NONE, MATRIX_SORT_AUTO };

/* One of the two axes holds the things that were counted, the other one the groups they were
 * counted in. Sorting, --top and shorter names are about the things. */
struct matrix_order {
    bool transpose; /* labels and series change places first */
    bool series_are_things;
    enum matrix_sort sort; /* by total, largest first; by name; as they came; see below */
    size_t top;            /* only so many things, those with the largest totals; 0: all */
    bool other;            /* the things cut off are added up as "other (n)", the last one */
    bool missing_is_zero;  /* a pair without a row has the value 0 */
    bool percent;          /* of the total of each label; with one series of the whole */
    const char *strip;     /* a beginning that names lose; NULL: none */
    bool leaf;             /* names lose all before their last slash, unless two become one */
};

/* MATRIX_SORT_AUTO sorts things by number if their names are numbers, else by total. Groups come
 * in order of their numbers if they are numbers, else as they came. */
void matrix_arrange(struct matrix *matrix, const struct matrix_order *order);

static inline const struct datum *matrix_datum(const struct matrix *matrix, size_t label,
                                               size_t series)
{
    return &matrix->data[label * matrix->series.count + series];
}

/* The smallest and the largest value, 0 at least and at most; with `stacked` of the sums of the
 * negative and of the positive values of each label. */
void matrix_range(const struct matrix *matrix, bool stacked, double *low, double *high);

/* The sum of the values of a label that are there. */
double matrix_total(const struct matrix *matrix, size_t label);

/* Appends a number (a sum, a mean) with as many decimals as the values have. */
void matrix_append_number(const struct matrix *matrix, double number, struct buffer *to);

void matrix_free(struct matrix *matrix);

#endif
