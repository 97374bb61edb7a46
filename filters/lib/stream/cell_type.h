/* Which cells of a table are numbers for a spreadsheet, and which are text that looks like one. A
 * table comes as a stream, so a cell is judged by itself and by the name of its column, never by
 * the cells below it.
 *
 * A number is what a spreadsheet shows again digit for digit: a decimal number as our own tables
 * write it, `0`, `-12`, `3.50`, of at most 15 digits, which is what a double holds exactly. So
 * `00123`, `+5`, `1e5`, `1-2`, `1,000`, `MARCH1`, `.5` and `-0` are text, as is a number of 16
 * digits. In a column of names (CELL_TYPE_TEXT) everything is text; in a column of measures
 * (CELL_TYPE_MEASURE) numbers with an exponent are numbers too, as probabilities have one. */
#ifndef COSPAN_STREAM_CELL_TYPE_H
#define COSPAN_STREAM_CELL_TYPE_H

#include <stdbool.h>

#include "base/slice.h"

enum cell_type {
    CELL_TYPE_OPEN,    /* each cell decides */
    CELL_TYPE_TEXT,    /* names and texts: doc, concept, pmid */
    CELL_TYPE_COUNT,   /* freq, docs, per_million: thousands are set apart */
    CELL_TYPE_MEASURE, /* p, npmi, g2: may have an exponent */
};

/* What the name of a column tells, by the names that cospan's own tables use. */
enum cell_type cell_type_of_column(struct slice name);

enum { CELL_TYPE_NONE = -1, CELL_TYPE_EXPONENT = -2, CELL_TYPE_DIGITS = 15 };

/* The number of digits behind the point, 0 to 15; CELL_TYPE_NONE for text; CELL_TYPE_EXPONENT for a
 * number with an exponent. */
int cell_type_decimals(struct slice cell, enum cell_type column);

#endif
