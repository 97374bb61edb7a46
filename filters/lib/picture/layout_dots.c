#include <math.h>

#include "picture/layout.h"
#include "picture/metrics.h"
#include "picture/palette.h"

/* A dot for each value, with its interval as a line through it: a row for each label, as in bars.
 * A dot says where a value lies and not how long it is, so the axis need not begin at 0. */

static const double value_size = 11.5;

struct dots {
    struct layout *layout;
    const struct matrix *matrix;
    struct layout_extent plot;
    struct scale scale;
    double apart; /* between the dots of one row */
    double room;  /* for the figures, right of the plot; 0: none are written */
};

static double x_of(const struct dots *dots, double value)
{
    return dots->plot.left +
           (dots->plot.right - dots->plot.left) * scale_place(&dots->scale, value);
}

/* A closed end has a stop; where an end is not known the line just reaches the dot. */
static void draw_interval(const struct dots *dots, const struct aside *aside, double value,
                          size_t series, double y)
{
    struct svg_style style = {NULL, palette_series(series), 1.5, NULL};
    struct buffer *body = &dots->layout->body;
    double from = aside->figure[0], to = aside->figure[1];
    if (isnan(from) && isnan(to))
        return;
    svg_line(body, x_of(dots, isnan(from) ? value : from), y, x_of(dots, isnan(to) ? value : to), y,
             style);
    for (int i = 0; i < 2; i++)
        if (!isnan(aside->figure[i]))
            svg_line(body, x_of(dots, aside->figure[i]), y - 4, x_of(dots, aside->figure[i]), y + 4,
                     style);
}

static void draw_mark(struct buffer *to, size_t series, double x, double y)
{
    svg_marker(to, series + palette_round(series), x + LAYOUT_SWATCH / 2, y + LAYOUT_SWATCH / 2, 5,
               (struct svg_style){palette_series(series), "#ffffff", 1, NULL}, slice_of(""));
}

static void draw_row(const struct dots *dots, size_t label, double middle)
{
    const struct matrix *matrix = dots->matrix;
    struct layout *layout = dots->layout;
    size_t count = matrix->series.count;
    double y = middle - (double)(count - 1) * dots->apart / 2;
    for (size_t i = 0; i < count; i++, y += dots->apart) {
        size_t place = matrix_place(matrix, label, i);
        const struct datum *datum = &matrix->data[place];
        svg_line(&layout->body, dots->plot.left, y, dots->plot.right, y,
                 (struct svg_style){NULL, LAYOUT_GRID, 0.75, "1 3"});
        if (isnan(datum->value))
            continue;
        if (matrix->asides)
            draw_interval(dots, &matrix->asides[place], datum->value, i, y);
        svg_marker(&layout->body, i + palette_round(i), x_of(dots, datum->value), y, 4.5,
                   (struct svg_style){palette_series(i), "#ffffff", 1, NULL},
                   layout_tooltip(layout, label, i));
        if (dots->room > 0)
            svg_text(&layout->body, dots->plot.right + dots->room, y + 4,
                     (struct svg_text){count > 1 ? 10.5 : value_size, LAYOUT_INK, SVG_END, false},
                     datum->text);
    }
}

static double row_height(const struct dots *dots, const struct layout_names *names, size_t label)
{
    double lines = (double)names->counts[label] * LAYOUT_LEADING + 8;
    double marks = (double)dots->matrix->series.count * dots->apart + 12;
    return lines > marks ? lines : marks;
}

void layout_dots(struct layout *layout)
{
    const struct matrix *matrix = layout->chart->matrix;
    struct dots dots = {.layout = layout, .matrix = matrix, .apart = 12};
    size_t count = matrix->labels.count;
    double low, high;
    chart_dots_range(matrix, &low, &high);
    struct layout_names names = layout_names(&matrix->labels, layout->width * 0.4, 3);
    dots.plot.left = LAYOUT_MARGIN + names.width + 18;
    if (layout->width < dots.plot.left + 80 + LAYOUT_MARGIN)
        layout->width = dots.plot.left + 80 + LAYOUT_MARGIN;
    layout_begin(layout);
    layout_legend(layout, &matrix->series, layout->chart->series_title, draw_mark);
    dots.plot.right = layout->width - LAYOUT_MARGIN - 8;
    dots.room = layout_widest_number(matrix, value_size) + 12;
    if (dots.room > (dots.plot.right - dots.plot.left) / 3)
        dots.room = 0;
    dots.plot.right -= dots.room;
    dots.scale = layout_value_scale(layout, low, high, dots.plot.left, dots.plot.right,
                                    matrix->whole);
    layout_column_title(layout, LAYOUT_MARGIN + names.width, layout->chart->label_title,
                        count > 40);
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += row_height(&dots, &names, i);
    double wish = layout->height - layout->y - 100, factor = wish > sum ? wish / sum : 1;
    double top = layout->y, y = top;
    layout_value_axis(layout, &dots.scale, dots.plot, layout_span(layout), top, top + sum * factor,
                      count > 40);
    if (dots.scale.low <= 0 && dots.scale.high >= 0)
        svg_line(&layout->body, x_of(&dots, 0), top, x_of(&dots, 0), top + sum * factor,
                 (struct svg_style){.stroke = LAYOUT_AXIS, .stroke_width = 1});
    for (size_t i = 0; i < count; i++) {
        double height = row_height(&dots, &names, i) * factor;
        layout_name(layout, &names, i, LAYOUT_MARGIN + names.width, y + height / 2);
        draw_row(&dots, i, y + height / 2);
        y += height;
    }
    layout_axis_title(layout, layout->chart->value_title, dots.plot, layout_span(layout));
    layout_names_free(&names);
}
