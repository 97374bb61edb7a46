/* What heat maps and bubble maps share: a row for each series, a column for each label, names
 * around them, a cell for each value, which the kind draws. Cells of years that are missing stay
 * empty. Lengths are in pixels. Nothing here fails. */
#ifndef COSPAN_PICTURE_LAYOUT_GRID_H
#define COSPAN_PICTURE_LAYOUT_GRID_H

#include <stdbool.h>
#include <stddef.h>

#include "picture/layout.h"

#define LAYOUT_GRID_VALUE 11.0 /* size of the numbers */

/* Set the first group; the rest is filled in. */
struct grid {
    struct layout *layout;
    const struct matrix *matrix;
    double row;   /* least height of a row */
    double least; /* least width of a cell with a name above it */
    void (*hue_mark)(struct buffer *to, size_t i, double x, double y); /* of panels; or NULL */
    bool (*fits)(const struct grid *grid); /* whether all numbers have room in their cells */

    double left, top, cell; /* cell: width of one */
    double low, high;       /* of the values, 0 among them */
    struct chart_cells columns;
    size_t every; /* this many columns have one label, at the first */
    bool values;  /* numbers are written */
};

/* In which column a label stands. */
size_t grid_column(const struct grid *grid, size_t label);

/* Whether the widest number fits into a cell. */
bool grid_holds_widest(const struct grid *grid);

/* Begins the picture, draws names and cells, and moves y under them. */
void layout_grid(struct grid *grid, void (*draw)(const struct grid *, size_t label, size_t series));

#endif
