#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "picture/layout.h"
#include "picture/metrics.h"
#include "picture/palette.h"

/* Horizontal bars: names of concepts are long, and a name beside its bar is read without turning
 * the head. */

static const double value_size = 11.5, value_gap = 5;

struct bars {
    struct layout *layout;
    const struct matrix *matrix;
    bool stacked;
    double left, right; /* of the plot */
    struct scale scale;
    double thickness; /* of one bar */
    double pad;       /* between two rows */
    bool values;      /* there is room for the numbers */
};

static double x_of(const struct bars *bars, double value)
{
    return bars->left + (bars->right - bars->left) * scale_place(&bars->scale, value);
}

/* The room for numbers at the ends of the bars that point to the right or to the left. The sum of
 * a stack stands at its right end. */
static double widest_value(const struct bars *bars, bool negative)
{
    const struct matrix *matrix = bars->matrix;
    double widest = 0;
    struct buffer text = {0};
    for (size_t label = 0; bars->stacked && !negative && label < matrix->labels.count; label++) {
        buffer_clear(&text);
        matrix_append_number(matrix, matrix_total(matrix, label), &text);
        double width = metrics_width(buffer_slice(&text), value_size, false) + value_gap + 2;
        widest = width > widest ? width : widest;
    }
    buffer_free(&text);
    if (bars->stacked)
        return widest;
    for (size_t i = 0; i < matrix->labels.count * matrix->series.count; i++) {
        const struct datum *datum = &matrix->data[i];
        if (isnan(datum->value) || (datum->value < 0) != negative)
            continue;
        double width = metrics_width(datum->text, value_size, false) + value_gap + 2;
        widest = width > widest ? width : widest;
    }
    return widest;
}

static double row_height(const struct bars *bars, const struct layout_names *names, size_t label)
{
    double lines = (double)names->counts[label] * LAYOUT_LEADING;
    double marks = bars->stacked ? bars->thickness
                                 : (double)bars->matrix->series.count * (bars->thickness + 1) - 1;
    return (lines > marks ? lines : marks) + bars->pad;
}

static void draw_area(const struct bars *bars, size_t label, size_t series, double from, double to,
                      double top)
{
    struct buffer *body = &bars->layout->body;
    double a = x_of(bars, from), b = x_of(bars, to);
    double left = a < b ? a : b, width = a < b ? b - a : a - b;
    struct svg_style style = {.fill = palette_series(series)};
    if (bars->stacked)
        style = (struct svg_style){palette_series(series), "#ffffff", 0.75, NULL};
    svg_rectangle(body, left, top, width, bars->thickness, style,
                  layout_tooltip(bars->layout, label, series));
    svg_hatch(body, left, top, width, bars->thickness, palette_round(series));
}

static void draw_value(const struct bars *bars, const struct datum *datum, double top)
{
    if (!bars->values)
        return;
    bool negative = datum->value < 0;
    struct svg_text style = {bars->thickness < 12 ? 10.5 : value_size, LAYOUT_INK,
                             negative ? SVG_END : SVG_START, false};
    double x = x_of(bars, datum->value) + (negative ? -value_gap : value_gap);
    svg_text(&bars->layout->body, x, top + bars->thickness / 2 + 4, style, datum->text);
}

static void draw_beside(const struct bars *bars, size_t label, double middle)
{
    size_t count = bars->matrix->series.count;
    double top = middle - ((double)count * (bars->thickness + 1) - 1) / 2;
    for (size_t i = 0; i < count; i++, top += bars->thickness + 1) {
        const struct datum *datum = matrix_datum(bars->matrix, label, i);
        if (isnan(datum->value))
            continue;
        draw_area(bars, label, i, 0, datum->value, top);
        draw_value(bars, datum, top);
    }
}

/* Positive values are stacked to the right of zero, negative ones to the left. */
static void draw_stack(const struct bars *bars, size_t label, double middle)
{
    double below = 0, above = 0, top = middle - bars->thickness / 2;
    for (size_t i = 0; i < bars->matrix->series.count; i++) {
        const struct datum *datum = matrix_datum(bars->matrix, label, i);
        if (isnan(datum->value) || datum->value == 0)
            continue;
        double *end = datum->value < 0 ? &below : &above, from = *end;
        *end += datum->value;
        draw_area(bars, label, i, from, *end, top);
        double width = fabs(x_of(bars, *end) - x_of(bars, from));
        if (palette_round(i) > 0 || metrics_width(datum->text, 10.5, false) + 4 > width)
            continue;
        struct svg_text style = {10.5, LAYOUT_INK, SVG_MIDDLE, false};
        style.fill = palette_is_dark(palette_series(i)) ? "#ffffff" : "#000000";
        svg_text(&bars->layout->body, (x_of(bars, *end) + x_of(bars, from)) / 2, middle + 4, style,
                 datum->text);
    }
    if (!bars->values)
        return;
    struct buffer text = {0};
    matrix_append_number(bars->matrix, matrix_total(bars->matrix, label), &text);
    svg_text(&bars->layout->body, x_of(bars, above) + value_gap, middle + 4,
             (struct svg_text){value_size, LAYOUT_INK, SVG_START, false}, buffer_slice(&text));
    buffer_free(&text);
}

static void measure(struct bars *bars, const struct layout_names *names, double low, double high)
{
    struct layout *layout = bars->layout;
    double width = layout->width;
    bars->left = LAYOUT_MARGIN + names->width + 10;
    bars->right = width - LAYOUT_MARGIN - 4;
    double before = widest_value(bars, true), after = widest_value(bars, false);
    bars->values = before + after < (bars->right - bars->left) / 2;
    if (bars->stacked && layout->chart->percent) {
        /* All sums are 100 %. */
        bars->values = false;
        bars->right -= 14;
    }
    if (bars->values) {
        bars->left += before;
        bars->right -= after;
    }
    if (bars->right < bars->left + 40)
        bars->right = bars->left + 40;
    bars->scale = layout_value_scale(layout, low, high, bars->left, bars->right,
                                     bars->matrix->whole);
}

/* What the user wants to be higher is shared among the rows. */
static double stretch(const struct bars *bars, const struct layout_names *names)
{
    double rows = 0, wish = bars->layout->height - bars->layout->y - 100;
    for (size_t i = 0; i < bars->matrix->labels.count; i++)
        rows += row_height(bars, names, i);
    return wish > rows ? wish / rows : 1;
}

void layout_bars(struct layout *layout)
{
    const struct matrix *matrix = layout->chart->matrix;
    size_t count = matrix->labels.count, series = matrix->series.count;
    struct bars bars = {.layout = layout, .matrix = matrix};
    bars.stacked = layout->chart->kind == CHART_STACKED;
    bars.thickness = bars.stacked ? 18 : series > 4 ? 11 : series > 1 ? 13 : count > 60 ? 13 : 16;
    bars.pad = series > 1 && !bars.stacked ? 12 : count > 60 ? 5 : 8;
    layout_begin(layout);
    if (series > 1)
        layout_legend(layout);
    bool tall = count > 40;
    double low, high;
    matrix_range(matrix, bars.stacked, &low, &high);
    struct layout_names names = layout_names(&matrix->labels, layout->width * 0.4, 3);
    measure(&bars, &names, low, high);
    layout_column_title(layout, LAYOUT_MARGIN + names.width, layout->chart->label_title, tall);
    double factor = stretch(&bars, &names), top = layout->y, y = top;
    double thickness = bars.thickness * factor;
    for (size_t i = 0; i < count; i++)
        y += row_height(&bars, &names, i) * factor;
    layout_value_axis(layout, &bars.scale, bars.left, bars.right, top, y, tall);
    y = top;
    for (size_t i = 0; i < count; i++) {
        double height = row_height(&bars, &names, i) * factor;
        struct bars row = bars;
        row.thickness = thickness < 36 ? thickness : 36;
        layout_name(layout, &names, i, LAYOUT_MARGIN + names.width, y + height / 2);
        if (bars.stacked)
            draw_stack(&row, i, y + height / 2);
        else
            draw_beside(&row, i, y + height / 2);
        y += height;
    }
    double zero = x_of(&bars, 0);
    svg_line(&layout->body, zero, top, zero, y,
             (struct svg_style){.stroke = LAYOUT_AXIS, .stroke_width = 1});
    layout_names_free(&names);
}
