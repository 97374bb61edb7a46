/* The one SVG writer. Shapes are appended to a buffer as SVG 1.1 with presentation attributes
 * (every program that opens SVG understands those), coordinates in pixels from the top left,
 * numbers with at most two decimals. The same calls give the same bytes: no ids, addresses, dates.
 *
 * Text stays text, so that it can be searched, copied and translated; its font is whatever the
 * reader's machine has for sans-serif. Characters that XML forbids become U+FFFD, line breaks
 * become spaces. A text that begins with a right-to-left letter is set in that direction.
 *
 * A shape's tooltip (`title` element) says exactly what it stands for; an empty one is left out.
 * Nothing here fails. */
#ifndef COSPAN_PICTURE_SVG_H
#define COSPAN_PICTURE_SVG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/slice.h"

/* The whole document: `body` holds the shapes. `title` and `description` are what a screen reader
 * says in place of the picture. */
void svg_document(double width, double height, struct slice title, struct slice description,
                  struct slice body, struct buffer *to);

struct svg_style {
    const char *fill;   /* NULL: none */
    const char *stroke; /* NULL: none */
    double stroke_width;
    const char *dash; /* lengths of dashes and gaps; NULL: a full line */
};

void svg_rectangle(struct buffer *to, double x, double y, double width, double height,
                   struct svg_style style, struct slice tooltip);

/* Lines over an area that carry no colour: they tell the second and third round of the palette
 * from the first. `round` 0 draws nothing. */
void svg_hatch(struct buffer *to, double x, double y, double width, double height, size_t round);

void svg_line(struct buffer *to, double x1, double y1, double x2, double y2,
              struct svg_style style);

/* A line that stands for something. */
void svg_link(struct buffer *to, double x1, double y1, double x2, double y2, struct svg_style style,
              struct slice tooltip);

/* A line through points: begin, then a point each, where `move` leaves a gap before it. */
void svg_path_begin(struct buffer *to);
void svg_path_point(struct buffer *to, double x, double y, bool move);
void svg_path_end(struct buffer *to, struct svg_style style);

/* A mark around a point, `kind` being 0 circle, 1 square, 2 diamond, 3 triangle, and so on
 * again. */
void svg_marker(struct buffer *to, size_t kind, double x, double y, double radius,
                struct svg_style style, struct slice tooltip);

enum svg_anchor { SVG_START, SVG_MIDDLE, SVG_END };

struct svg_text {
    double size;
    const char *fill;
    enum svg_anchor anchor; /* which part of the text stands at x, seen from the left */
    bool bold;
};

/* One line of text whose baseline is at y. */
void svg_text(struct buffer *to, double x, double y, struct svg_text style, struct slice text);

/* The same running upwards. */
void svg_text_turned(struct buffer *to, double x, double y, struct svg_text style,
                     struct slice text);

/* Lines that newlines separate, the first with its baseline at y, the others `leading` below. */
void svg_lines(struct buffer *to, double x, double y, double leading, struct svg_text style,
               struct slice lines);

#endif
