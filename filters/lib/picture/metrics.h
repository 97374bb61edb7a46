/* How much room a text takes in a picture. The font that will show it is not known: an SVG names
 * only a family, and every machine has another. So these are estimates on the safe side, in each
 * character the widest of Helvetica, Noto Sans and DejaVu Sans: what is given room fits, and at
 * worst some white is left. Sizes and widths are in pixels (units of the SVG). */
#ifndef COSPAN_PICTURE_METRICS_H
#define COSPAN_PICTURE_METRICS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/slice.h"

/* The width of a text at a font size. */
double metrics_width(struct slice text, double size, bool bold);

/* Breaks a text into lines that are no wider than `room`, at most `most` of them, and appends them
 * with a newline between two; returns how many there are, 0 for an empty text. Lines break after
 * a space, or after / - _ . , ; : where there is no space, and only then within a word. What does
 * not fit into `most` lines is cut out of the middle of the last one, with "…" in its place. */
size_t metrics_wrap(struct slice text, double size, bool bold, double room, size_t most,
                    struct buffer *lines);

/* The width of the widest of lines that newlines separate. */
double metrics_widest(struct slice lines, double size, bool bold);

/* The widest piece of a text that metrics_wrap would not break within. */
double metrics_longest_word(struct slice text, double size);

#endif
