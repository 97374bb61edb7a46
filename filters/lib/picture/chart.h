/* Charts of a matrix of values: bars (side by side for several series), stacked bars, lines over
 * a numeric key, heat maps, bubble maps, dots with intervals, sparklines; of a network; and of the
 * places in documents: as an SVG picture or as text for a terminal. A chart only points to its
 * data and its words, which the caller owns; both forms are appended to the caller's buffer and say
 * the same with the same order of features. Nothing here fails; a chart without values is a picture
 * that says so. */
#ifndef COSPAN_PICTURE_CHART_H
#define COSPAN_PICTURE_CHART_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "picture/matrix.h"
#include "picture/network.h"
#include "picture/concordance_plot.h"

enum chart_kind {
    CHART_BARS,
    CHART_STACKED,
    CHART_GROUPED,
    CHART_LINES, /* needs numeric labels */
    CHART_HEAT,
    CHART_BUBBLES,
    CHART_DOTS,
    CHART_SPARK,
    CHART_NETWORK,
    CHART_CONCORDANCE_PLOT
};

struct chart {
    enum chart_kind kind;
    const struct matrix *matrix;   /* of all kinds but the last two, which have theirs: */
    const struct network *network; /* or NULL */
    const struct concordance_plot *concordance;
    /* Words, "" where there are none. */
    const char *title, *source;
    const char *note; /* what the numbers lack, beside the source */
    const char *label_title, *value_title, *series_title, *panel_title, *share_title;
    bool share;   /* the asides are second figures, not intervals */
    bool percent; /* the values are percentages of each label's total */
};

struct terminal {
    size_t width; /* in columns, at least 20 */
    bool ascii;   /* bars and marks of ASCII characters only; names stay as they are */
    bool colour;
    bool bidi; /* a right-to-left name is closed off from the bar that follows it */
};

/* A numeric axis counts in equal steps if most of its neighbours lie the smallest distance apart;
 * then a larger distance is a gap where labels are missing. Returns that distance, 0 where there
 * is no such step. */
double chart_label_step(const struct matrix *matrix);

/* Equal cells for the labels, one beside the other (heat maps, sparklines). A numeric axis that
 * counts in equal steps has cells for the labels that are missing too, unless they would be most
 * of the picture. */
struct chart_cells {
    double step;  /* from one cell to the next; 0: labels only follow each other */
    size_t count; /* of all cells */
};
struct chart_cells chart_cells(const struct matrix *matrix);
size_t chart_cell(const struct matrix *matrix, struct chart_cells cells, size_t label);

/* From the smallest to the largest of values and intervals. Zero is taken in where it lies near,
 * since readers look for it. */
void chart_dots_range(const struct matrix *matrix, double *low, double *high);

/* The chart of one panel of its matrix: `view` becomes the matrix that it points to. */
struct chart chart_panel(const struct chart *chart, size_t panel, struct matrix *view);

/* What the picture does not show, in words, with a final NUL: values that are missing in the table,
 * nodes and links that were left out. Data must be arranged and settled. */
void chart_append_gaps(const struct chart *chart, struct buffer *to);

/* "panel, label, series: value", what is known of it, in the present panel. */
void chart_append_datum(const struct chart *chart, size_t label, size_t series, struct buffer *to);

#endif
