/* One row for a study out of the rows that describe it: the best of each column.
 *
 * The fullest row gives what is asked once (id, type, identifiers). The abstract, the journal and
 * the authors are the longest; the title the longest that is not all in capitals; year, volume,
 * issue and pages come from one row, so that they fit together: the fullest that has both volume
 * and pages. Keywords, headings and databases are put together without repeating one; so are
 * whole cells of source and other. Any other column is that of the first row, in this order, that
 * has one. The result does not depend on the order of the rows.
 *
 * Cells are as they stand in the file (escaped), and so is the result. */
#ifndef COSPAN_REVIEW_STUDY_H
#define COSPAN_REVIEW_STUDY_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/map.h"
#include "base/slice.h"

/* The best of a column is taken so. */
enum study_best {
    STUDY_FIRST,
    STUDY_LONGEST,
    STUDY_TITLE,
    STUDY_AUTHORS,
    STUDY_PLACE, /* with the other columns of the place: year, volume, issue, pages */
    STUDY_LIST,  /* the items of all lists, each once */
    STUDY_CELLS, /* all cells, each once */
};

/* Zero-initialise; set columns, best, and the numbers of the columns that there are (-1 where one is
 * missing). Lives as long as the program. */
struct study {
    size_t columns;
    enum study_best *best; /* by column */
    int volume, pages;

    size_t *order; /* of the rows ranked last */
    size_t capacity;
    struct map seen; /* what stands in the present cell, folded */
    struct buffer folded;
};

void study_open(struct study *study, const struct slice *names, size_t columns);

/* Ranks the rows (cells[row * columns + column]), of which the first is the least by id: fullest
 * first. Returns the number of the leading row. */
size_t study_rank(struct study *study, const struct slice *cells, size_t rows);

/* Appends the best cell of a column of the rows that were ranked last. */
void study_cell(struct study *study, const struct slice *cells, size_t rows, size_t column,
                struct buffer *to);

/* Appends the ids of all records that the study is made of, each once: those in the column origin,
 * where an earlier merging left some, else (and where it is -1) that in the column doc. */
void study_origin(struct study *study, const struct slice *cells, size_t rows, int doc, int origin,
                  struct buffer *to);

#endif
