/* What the SVG layouts share: title, legend, names at the left, a horizontal axis of values, the
 * source note, and the order of their parts from top to bottom. A layout draws into `body` and
 * moves `y` down as it goes; the height of the picture is known only at its end. Lengths are in
 * pixels. Nothing here fails. */
#ifndef COSPAN_PICTURE_LAYOUT_H
#define COSPAN_PICTURE_LAYOUT_H

#include <stddef.h>

#include "base/buffer.h"
#include "picture/chart.h"
#include "picture/scale.h"
#include "picture/svg.h"

#define LAYOUT_MARGIN    16.0
#define LAYOUT_NAME_SIZE 13.0
#define LAYOUT_TICK_SIZE 11.5
#define LAYOUT_LEADING   15.0 /* between the lines of one name */

#define LAYOUT_INK  "#222222"
#define LAYOUT_GREY "#595959"
#define LAYOUT_GRID "#e2e2e2"
#define LAYOUT_AXIS "#767676"

struct layout {
    const struct chart *chart;
    double width, height; /* of the picture; height is the wish of the user, 0 for none */
    bool may_shrink;      /* the user has no wish for the width */
    double y;             /* where the next part begins */
    struct buffer body;
    struct buffer scratch; /* for tooltips and tick labels; cleared by whoever uses it */
};

/* Starts the picture with its title. */
void layout_begin(struct layout *layout);

/* The source note and the document. */
void layout_end(struct layout *layout, struct buffer *to);

/* A mark of a legend, in a square of LAYOUT_SWATCH pixels from the point: a rectangle in the colour
 * and hatch of series i. */
#define LAYOUT_SWATCH 12.0
void layout_swatch(struct buffer *to, size_t i, double x, double y);

/* The legend of an axis, in as many lines as it takes; `mark` draws its marks. An axis whose one
 * name is empty has none. */
void layout_legend(struct layout *layout, const struct matrix_axis *axis, const char *title,
                   void (*mark)(struct buffer *to, size_t i, double x, double y));

/* Names broken into lines for the column at the left. */
struct layout_names {
    struct buffer lines;
    size_t *starts; /* name i is the bytes from starts[i] to starts[i + 1] */
    size_t *counts; /* its lines */
    double width;   /* of the widest line */
};
struct layout_names layout_names(const struct matrix_axis *axis, double room, size_t most_lines);
/* Draws name i, right-aligned at x, its lines around the middle y. */
void layout_name(struct layout *layout, const struct layout_names *names, size_t i, double x,
                 double y);
void layout_names_free(struct layout_names *names);

/* The width of the widest number of the figures, written in this size. */
double layout_widest_number(const struct matrix *matrix, double size);

/* The name of the label column, which ends at `right`, above it; moves y to where the plot
 * begins. */
void layout_column_title(struct layout *layout, double right, const char *title, bool ticks_above);

/* A horizontal axis from `left` to `right` with as many ticks as their labels leave room for. */
struct scale layout_value_scale(struct layout *layout, double low, double high, double left,
                                double right, bool whole);

/* Room from the left to the right, in which words must stay. */
struct layout_extent {
    double left, right;
};

/* The whole width of the picture, without its margins. */
struct layout_extent layout_span(const struct layout *layout);

/* A tick's label with its baseline at y, around x but within its room; left out where it would lie
 * on the one before, whose end is `end` (at first below all): false. */
bool layout_tick(struct layout *layout, double x, double y, struct layout_extent room, double *end,
                 struct slice text);

/* Grid lines from `top` to `bottom` over the plot, labels below (and above, for tall plots); moves
 * y under them. */
void layout_value_axis(struct layout *layout, const struct scale *scale, struct layout_extent plot,
                       struct layout_extent room, double top, double bottom, bool ticks_above);

/* The title of such an axis, or of several, below the middle of the plot and within its room;
 * moves y under it. */
void layout_axis_title(struct layout *layout, const char *title, struct layout_extent plot,
                       struct layout_extent room);

/* A grid of panels: how many stand side by side, in rows as even as they can be. */
size_t layout_panels_across(const struct layout *layout, double room, double least);

/* The name of the present panel above its plot, in the width from `left` to `right`. Panels
 * without a name have none; then layout_has_panels is false. */
void layout_panel_name(struct layout *layout, double left, double right, double y);
bool layout_has_panels(const struct layout *layout);
#define LAYOUT_PANEL_NAME 22.0

/* The tooltip of a value, in `scratch`. */
struct slice layout_tooltip(struct layout *layout, size_t label, size_t series);

/* The kinds of chart: each draws the plot and what belongs to it, in a file of its own, layout_bars.c,
 * layout_lines.c, layout_heat.c, layout_bubbles.c, layout_dots.c, layout_network.c and
 * layout_concordance_plot.c. */
void layout_bars(struct layout *layout);
void layout_lines(struct layout *layout);
void layout_heat(struct layout *layout);
void layout_bubbles(struct layout *layout);
void layout_dots(struct layout *layout);
void layout_network(struct layout *layout);
void layout_concordance_plot(struct layout *layout);

#endif
