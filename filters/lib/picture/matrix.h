/* What a picture shows, as plain data: a value for each label and each series. Labels are what
 * stands along the axis (concepts, years), series what is told apart at each label (speakers,
 * groups); a picture of one key has one series, whose name is empty. Small multiples have the same
 * labels and series once for each panel; other pictures have one panel, whose name is empty. A value
 * may be missing, which is not the same as 0.
 *
 * A matrix is built in two steps. `matrix_add` takes the rows of a table in any order; then
 * `matrix_arrange` sorts, cuts, turns values into percentages and shortens names, and fills in
 * what layouts read. Everything belongs to the matrix and lives until matrix_free. Memory: the
 * cells that were added, and after arranging panels times labels times series. */
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

/* What a table says beside a value: the ends of its interval, or as `figure[0]` a second figure. */
struct aside {
    double figure[2]; /* NAN where there is none */
    struct slice text[2];
};

struct axis_name {
    struct slice name; /* as it is shown: valid UTF-8 */
    double number;     /* the name as a number, where axis.numeric */
    uint32_t index;    /* its number in the map of names; none for "other (n)" */
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

/* One value as it stands in a table. */
struct matrix_row {
    struct slice label, series, panel;
    double value; /* NAN for one that is known to be missing */
    struct slice text;
    const struct aside *aside; /* NULL: none; all rows of a matrix have one, or none has */
    uint64_t line;             /* counts from 1 */
};

struct matrix {
    /* What layouts read, after matrix_arrange. */
    struct matrix_axis labels, series, panels;
    size_t panel;         /* the panel that matrix_datum looks at; layouts set it in a copy */
    struct datum *data;   /* see matrix_place */
    struct aside *asides; /* the same places; NULL where there are none */
    int decimals;         /* the most that any value has */
    bool whole;           /* every value is a whole number */
    size_t undefined;     /* rows whose value is known to be missing */

    /* How it is built: names and triples of them are numbered as they come; the cells go by the
     * numbers of the triples. */
    struct map label_map, series_map, panel_map, triples;
    struct matrix_cell *cells;
    struct aside *cell_asides;
    size_t capacity, aside_capacity;
    struct arena arena;
};

/* Adds a value. If there is one already it returns the line that came from and changes nothing, or
 * adds the two up if `sum` (a sum has no aside). Otherwise returns 0. */
uint64_t matrix_add(struct matrix *matrix, const struct matrix_row *row, bool sum);

/* A name that is to be shown even if it has no value. */
void matrix_add_label(struct matrix *matrix, struct slice label);
void matrix_add_series(struct matrix *matrix, struct slice series);
void matrix_add_panel(struct matrix *matrix, struct slice panel);

/* Whether every name added so far is a number, and there is at least one. */
bool matrix_names_are_numbers(const struct map *names);

enum matrix_sort { MATRIX_SORT_VALUE, MATRIX_SORT_LABEL, MATRIX_SORT_NONE, MATRIX_SORT_AUTO };

/* One of the two axes holds the features that were counted, the other one the groups they were
 * counted in. Sorting, --top and shorter names are about the features. */
struct matrix_order {
    bool transpose; /* labels and series change places first */
    bool series_are_features;
    enum matrix_sort sort; /* by total, largest first; by name; as they came; see below */
    size_t top;            /* only so many features, those with the largest totals; 0: all */
    bool other;            /* the features cut off are added up as "other (n)", the last one */
    bool missing_is_zero;  /* a pair without a row has the value 0 */
    bool percent;          /* of the total of each label; with one series of the whole panel */
    const char *strip;     /* a beginning that names lose; NULL: none */
    bool leaf;             /* names lose all before their last slash, unless two become one */
};

/* Totals are those of all panels together, so that all have the same order.
 * MATRIX_SORT_AUTO sorts features by number if their names are numbers, else by total. Groups come
 * in order of their numbers if they are numbers, else as they came. */
void matrix_arrange(struct matrix *matrix, const struct matrix_order *order);

/* How many places for values there are in all panels. */
static inline size_t matrix_places(const struct matrix *matrix)
{
    return matrix->panels.count * matrix->labels.count * matrix->series.count;
}

/* Where a value of the present panel stands in `data`. */
static inline size_t matrix_place(const struct matrix *matrix, size_t label, size_t series)
{
    return (matrix->panel * matrix->labels.count + label) * matrix->series.count + series;
}

static inline const struct datum *matrix_datum(const struct matrix *matrix, size_t label,
                                               size_t series)
{
    return &matrix->data[matrix_place(matrix, label, series)];
}

/* For each name of the map its place on the axis that was arranged from it, axis->count or more for
 * those that were cut off; release with free(). */
uint32_t *matrix_places_of(const struct map *map, const struct matrix_axis *axis);

/* The smallest and the largest value of all panels, 0 at least and at most; with `stacked` of the
 * sums of the negative and of the positive values of each label. */
void matrix_range(const struct matrix *matrix, bool stacked, double *low, double *high);

/* The sum of the values of a label that are there, in the present panel. */
double matrix_total(const struct matrix *matrix, size_t label);

/* Appends a number (a sum, a mean) with as many decimals as the values have. */
void matrix_append_number(const struct matrix *matrix, double number, struct buffer *to);

void matrix_free(struct matrix *matrix);

#endif
