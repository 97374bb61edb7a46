/* Which cells of a table are numbers for a spreadsheet, and which are text that looks like one. A
 * table comes as a stream, so a cell is judged by itself and by the name of its column, never by
 * the cells below it.
 *
 * A number is what a spreadsheet shows again digit for digit: a decimal number as our own tables
 * write it, `0`, `-12`, `3.50`, of at most 15 digits, which is what a double holds exactly. So
 * `00123`, `+5`, `1e5`, `1-2`, `1,000`, `MARCH1`, `.5` and `-0` are text, as is a number of 16
 * digits. In a column of names (FIGURE_TEXT) everything is text; in a column of measures
 * (FIGURE_MEASURE) numbers with an exponent are numbers too, as probabilities have one. */
#ifndef COSPAN_STREAM_FIGURE_H
#define COSPAN_STREAM_FIGURE_H

#include <stdbool.h>

#include "base/slice.h"

enum figure_column {
    FIGURE_OPEN,    /* each cell decides */
    FIGURE_TEXT,    /* names and texts: doc, concept, pmid */
    FIGURE_COUNT,   /* freq, docs, per_million: thousands are set apart */
    FIGURE_MEASURE, /* p, npmi, g2: may have an exponent */
};

/* What the name of a column tells, by the names that cospan's own tables use. */
enum figure_column figure_column(struct slice name);

enum { FIGURE_NONE = -1, FIGURE_EXPONENT = -2, FIGURE_DIGITS = 15 };

/* The number of digits behind the point, 0 to 15; FIGURE_NONE for text; FIGURE_EXPONENT for a
 * number with an exponent. */
int figure_decimals(struct slice cell, enum figure_column column);

#endif
