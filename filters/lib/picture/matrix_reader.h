/* Reads a table into a matrix: which columns are drawn, and what their cells mean. Columns that the
 * user does not name are chosen by what cospan's tables look like: keys first, the last key being
 * the feature that was counted, then the figures, of which the first is drawn.
 *
 * A row without a number to draw is reported with its place and left out. An empty cell is no
 * value. Columns that end in "share" hold parts of 1, which are shown as percentages beside the
 * figure. A row without a feature whose figure is 0 says that its group was looked at and nothing was
 * found there: the group gets its place in the picture, the feature that has no name does not. Two
 * rows for one place in the picture end the program unless they are to be added up: which of them
 * is meant nobody can know. Memory: the table's names and the figures that are drawn. */
#ifndef COSPAN_PICTURE_MATRIX_READER_H
#define COSPAN_PICTURE_MATRIX_READER_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/input.h"
#include "picture/matrix.h"

/* What the user named; NULL: the usual choice. An empty `series` is none. */
struct matrix_wish {
    const char *label, *value, *series;
    const char *panel;      /* the key of small multiples; it is no key of their axes */
    const char *low, *high; /* the ends of intervals */
    const char *share;      /* a second figure, instead of intervals */
    const char *length;     /* of documents; read by concordance plots */
    bool wide;              /* every column of figures is a series, named as its column */
    bool sum;               /* rows for the same place are added up */
    bool no_less;           /* numbers below 0 are reported and left out */
};

enum { MATRIX_NO_SERIES = -1, MATRIX_WIDE_SERIES = -2 };

/* What was chosen: the index of each column. Series may be none, or the names of the columns from
 * `value` to the last. */
struct matrix_choice {
    int label, series, value;
    int panel;            /* or MATRIX_NO_SERIES */
    int aside[2];         /* low and high, or the share; MATRIX_NO_SERIES where there is none */
    int feature;          /* the last key */
    bool named;           /* label or series was named by the user: they stay where they are */
    bool absence_is_zero; /* the value is one of the figures of count, where no row means none */
    /* The columns in words that a reader of the picture understands, each with a final NUL. */
    struct buffer label_title, series_title, value_title, panel_title, share_title;
};

/* Reads all files of the input, which must have the same columns. False where there is no table
 * in any of them, which was reported. Release the choice with matrix_choice_free. */
bool matrix_read(struct input *input, const struct matrix_wish *wish, struct matrix *matrix,
                 struct matrix_choice *choice);

void matrix_choice_free(struct matrix_choice *choice);

#endif
