/* What the text forms of charts share: names in columns of true width, bars, colours. A pen writes
 * lines into a buffer; no line ends in spaces. Lengths are in columns. Nothing here fails. */
#ifndef COSPAN_PICTURE_TERMINAL_H
#define COSPAN_PICTURE_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/slice.h"
#include "picture/chart.h"

struct pen {
    const struct chart *chart;
    const struct matrix *matrix;
    const struct terminal *terminal;
    struct buffer *to;
};

/* Columns that are never used for bars: what stands between the parts of a line. */
enum { PEN_GAP = 2, PEN_LEAST_BAR = 8 };

void pen_spaces(const struct pen *pen, size_t count);

/* Ends the line; spaces at its end go. */
void pen_line(const struct pen *pen);

/* The width of a name as it will be shown, and of the widest of an axis and its title; 0 where no
 * name has one. */
size_t pen_name_width(struct slice name);
size_t pen_widest_name(const struct matrix_axis *axis, const char *title);

/* The widest text of a value. */
size_t pen_widest_value(const struct matrix *matrix);

/* A name in so many columns, shortened in its middle or padded (`right`: on its left). */
void pen_name(const struct pen *pen, struct slice name, size_t columns, bool right);

/* What everything until pen_plain looks like: the colour of series i, bold, or faint. Nothing
 * where the terminal has no colours. */
void pen_colour(const struct pen *pen, size_t i);
void pen_bold(const struct pen *pen);
void pen_faint(const struct pen *pen);
void pen_plain(const struct pen *pen);

/* The mark of series i where colour alone must not tell: one of four shades, or a letter. */
enum { PEN_SHADES = 4, PEN_LETTERS = 26 };
const char *pen_mark(const struct pen *pen, size_t i, bool letter);

/* Lines that say which mark stands for which name; those of series in their colours. */
void pen_key(const struct pen *pen, const struct matrix_axis *axis, bool letters);

/* `count` times a mark. */
void pen_repeat(const struct pen *pen, const char *mark, size_t count);

/* A faint line with the names of two or three columns. */
void pen_header(const struct pen *pen, const char *first, size_t first_width, const char *second,
                size_t second_width, const char *third);

/* The kinds. */
void terminal_bars(const struct pen *pen);
void terminal_stacked(const struct pen *pen);
void terminal_lines(const struct pen *pen);
void terminal_heat(const struct pen *pen);
void terminal_dots(const struct pen *pen);
void terminal_strips(const struct pen *pen);
void terminal_network(const struct pen *pen);

#endif
