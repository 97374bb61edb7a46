/* Concordance lines to be read: the nodes stand under each other, by display width, what is left of
 * them ends there, what is right of them is cut where the line ends. Runs of white space are one
 * space; what could move the cursor or reorder the line is shown escaped. Nothing here fails; what
 * it works with is its own until the program ends. */
#ifndef COSPAN_PICTURE_KWIC_LINES_H
#define COSPAN_PICTURE_KWIC_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/output.h"
#include "base/slice.h"

/* Zero-initialise; set the first four. */
struct kwic_lines {
    struct output *output;
    size_t width; /* of a line, in columns */
    bool bold;    /* the node is, by an escape sequence */
    bool named;   /* the name of the concept ends the line */

    struct buffer spaced, visible, shown, line, decoded;
};

/* Writes a row of a concordance as TSV, whose last cells are sent_id, left, node, right and the name
 * of the concept; the line begins with sent_id or, where it is empty, the first cell. */
void kwic_lines_write_row(struct kwic_lines *lines, struct slice row);

#endif
