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

/* What stands between the parts of a line, and how long a bar or line at least is to be. */
enum { PEN_GAP = 2, PEN_LEAST_BAR = 8 };

void pen_spaces(const struct pen *pen, size_t count);

/* Ends the line; spaces at its end go. */
void pen_line(const struct pen *pen);

/* The width of a name as it will be shown, and of the widest of an axis and its title; 0 where no
 * name has one. */
size_t pen_name_width(struct slice name);
size_t pen_widest_name(const struct matrix_axis *axis, const char *title);

/* The text of a value, with its second figure behind it; the widest of all. */
void pen_append_value(const struct pen *pen, size_t label, size_t series);
size_t pen_widest_value(const struct pen *pen);

/* A name in so many columns, shortened in its middle or padded (`right`: on its left). */
void pen_name(const struct pen *pen, struct slice name, size_t columns, bool right);

/* Words in as many lines as they need, bold or faint. */
void pen_words(const struct pen *pen, struct slice words, bool bold);

/* What everything until pen_plain looks like: the colour of series i, or faint. Nothing
 * where the terminal has no colours. */
void pen_colour(const struct pen *pen, size_t i);
void pen_faint(const struct pen *pen);
void pen_plain(const struct pen *pen);

/* The mark of series i where colour alone must not tell: one of four shades, or a letter. */
enum { PEN_SHADES = 4, PEN_LETTERS = 26 };
const char *pen_mark(const struct pen *pen, size_t i, bool letter);

/* Lines that say which mark stands for which name, the first having the mark `from`; those of series
 * in their colours. */
void pen_key(const struct pen *pen, const struct matrix_axis *axis, size_t from, bool letters);

/* `count` times a mark. */
void pen_repeat(const struct pen *pen, const char *mark, size_t count);

/* A row of the picture: label, series, and what is drawn for them. Where a window is too narrow for
 * these side by side, the names stand above. */
struct pen_row {
    size_t names, series; /* columns for the two; 0: none */
    size_t rest;          /* columns for what is drawn */
    bool each, apart;     /* each series has a row; the names stand above */
};

/* `after` columns stand behind what is drawn; `each` series has a row, or all share one. */
struct pen_row pen_measure_row(const struct pen *pen, size_t after, bool each);

/* The faint line above the rows; `title` says what is drawn. */
void pen_header(const struct pen *pen, const struct pen_row *row, const char *title);

/* The names before what is drawn, that of the label at its first series. */
void pen_begin_row(const struct pen *pen, const struct pen_row *row, size_t label, size_t series);

/* The kinds of chart: bars and stacked bars in terminal_bars.c, what has two axes (lines, heat maps) in
 * terminal_map.c, what has places (dots, concordance plots, networks) in
 * terminal_concordance_plot.c. */
void terminal_bars(const struct pen *pen);
void terminal_stacked(const struct pen *pen);
void terminal_lines(const struct pen *pen);
void terminal_heat(const struct pen *pen);
void terminal_dots(const struct pen *pen);
void terminal_concordance_plot(const struct pen *pen);
void terminal_network(const struct pen *pen);

#endif
