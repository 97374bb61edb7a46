/* Documents tables of which only the texts are changed: the cells of chosen columns are decoded,
 * given to the caller and written as the caller wants them; every other cell, and the header, pass
 * byte for byte; behind them the place of the row may be added. A row with another number of cells than the header is reported with its place and
 * left out. Memory: one row, which the caller reads and owns. */
#ifndef COSPAN_STREAM_TEXT_CELLS_H
#define COSPAN_STREAM_TEXT_CELLS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/message.h"
#include "base/output.h"
#include "base/slice.h"

/* Returns what a text becomes, valid until the next call. */
typedef struct slice text_cells_change(void *context, struct slice text);

/* Zero-initialise and set the first four. */
struct text_cells {
    struct output *output;
    text_cells_change *change;
    void *context;
    bool places; /* add a column source, the file and line of the row, where there is none */

    struct buffer header;
    size_t columns;
    bool *is_text; /* for each column */
    struct buffer decoded;
    bool adds_place;
};

/* The header line of a file. The first is written, and `names`, separated by commas, are the
 * columns of texts; the program ends if one of them is missing. NULL stands for those of text,
 * title and abstract that there are. A later header must be the same: another is reported, and
 * false returned. */
bool text_cells_begin(struct text_cells *cells, struct slice header, const char *names,
                      const struct place *place);

/* Writes a row with its texts changed. */
void text_cells_row(struct text_cells *cells, struct slice row, const struct place *place);

void text_cells_free(struct text_cells *cells);

#endif
