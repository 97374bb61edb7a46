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
    struct layout_extent plot, room; /* the second with tick labels and titles */
    struct scale scale;
    double thickness; /* of one bar */
    double pad;       /* between two rows */
    bool values;      /* there is room for the numbers */
    bool aside;       /* the second figures are drawn, and not the first */
};

static double value_of(const struct bars *bars, size_t place)
{
    return bars->aside ? bars->matrix->asides[place].figure[0] : bars->matrix->data[place].value;
}

static struct slice text_of(const struct bars *bars, size_t place)
{
    return bars->aside ? bars->matrix->asides[place].text[0] : bars->matrix->data[place].text;
}

static double x_of(const struct bars *bars, double value)
{
    return bars->plot.left +
           (bars->plot.right - bars->plot.left) * scale_place(&bars->scale, value);
}

/* The sum of a stack stands at its right end, and is called so where the stack is longer. */
static void append_total(const struct bars *bars, const struct matrix *view, size_t label,
                         struct buffer *to)
{
    double low, high;
    matrix_range(view, false, &low, &high);
    buffer_append_string(to, low < 0 ? "sum " : "");
    matrix_append_number(bars->matrix, matrix_total(view, label), to);
}

/* The room for numbers at the ends of the bars that point to the right or to the left. */
static double widest_value(const struct bars *bars, bool negative)
{
    const struct matrix *matrix = bars->matrix;
    double widest = 0;
    struct buffer text = {0};
    size_t totals = bars->stacked && !negative ? matrix->panels.count * matrix->labels.count : 0;
    struct matrix view = *matrix;
    for (size_t i = 0; i < totals; i++) {
        buffer_clear(&text);
        view.panel = i / matrix->labels.count;
        append_total(bars, &view, i % matrix->labels.count, &text);
        double width = metrics_width(buffer_slice(&text), value_size, false) + value_gap + 2;
        widest = width > widest ? width : widest;
    }
    buffer_free(&text);
    if (bars->stacked)
        return widest;
    for (size_t i = 0; i < matrix_places(matrix); i++) {
        if (isnan(value_of(bars, i)) || (value_of(bars, i) < 0) != negative)
            continue;
        double width = metrics_width(text_of(bars, i), value_size, false) + value_gap + 2;
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
    if (bars->aside)
        style = (struct svg_style){"#ffffff", palette_series(series), 1.25, NULL};
    svg_rectangle(body, left, top, width, bars->thickness, style,
                  layout_tooltip(bars->layout, label, series));
    svg_hatch(body, left, top, width, bars->thickness, palette_round(series));
}

static void draw_value(const struct bars *bars, double value, struct slice text, double top)
{
    if (!bars->values)
        return;
    bool negative = value < 0;
    struct svg_text style = {bars->thickness < 12 ? 10.5 : value_size, LAYOUT_INK,
                             negative ? SVG_END : SVG_START, false};
    double x = x_of(bars, value) + (negative ? -value_gap : value_gap);
    svg_text(&bars->layout->body, x, top + bars->thickness / 2 + 4, style, text);
}

static void draw_beside(const struct bars *bars, size_t label, double middle)
{
    size_t count = bars->matrix->series.count;
    double top = middle - ((double)count * (bars->thickness + 1) - 1) / 2;
    for (size_t i = 0; i < count; i++, top += bars->thickness + 1) {
        size_t place = matrix_place(bars->matrix, label, i);
        double value = value_of(bars, place);
        if (isnan(value))
            continue;
        draw_area(bars, label, i, 0, value, top);
        draw_value(bars, value, text_of(bars, place), top);
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
    append_total(bars, bars->matrix, label, &text);
    svg_text(&bars->layout->body, x_of(bars, above) + value_gap, middle + 4,
             (struct svg_text){value_size, LAYOUT_INK, SVG_START, false}, buffer_slice(&text));
    buffer_free(&text);
}

/* Places the plot between two edges. */
static void measure(struct bars *bars, double left, double right)
{
    const double beyond = 8; /* for tick labels at the ends */
    struct layout *layout = bars->layout;
    double low = 0, high = 0;
    if (!bars->aside)
        matrix_range(bars->matrix, bars->stacked, &low, &high);
    for (size_t i = 0; bars->aside && i < matrix_places(bars->matrix); i++) {
        low = value_of(bars, i) < low ? value_of(bars, i) : low;
        high = value_of(bars, i) > high ? value_of(bars, i) : high;
    }
    bars->plot = (struct layout_extent){left, right};
    bars->room = (struct layout_extent){left - beyond, right + beyond};
    double before = widest_value(bars, true), after = widest_value(bars, false);
    bars->values = before + after < (right - left) / 2;
    if (bars->stacked && layout->chart->percent) {
        /* All sums are 100 %. */
        bars->values = false;
        bars->plot.right -= 14;
    }
    if (bars->values) {
        bars->plot.left += before;
        bars->plot.right -= after;
    }
    bars->scale = layout_value_scale(layout, low, high, bars->plot.left, bars->plot.right,
                                     !bars->aside && bars->matrix->whole);
}

/* All rows of a panel, without space that the user wants. */
static double natural_height(const struct bars *bars, const struct layout_names *names)
{
    double rows = 0;
    for (size_t i = 0; i < bars->matrix->labels.count; i++)
        rows += row_height(bars, names, i);
    return rows;
}

/* What stands in one plot: its axis and a bar, or several, for each label. */
static void draw_plot(const struct bars *bars, const struct layout_names *names, double factor,
                      double top, bool named)
{
    struct layout *layout = bars->layout;
    size_t count = bars->matrix->labels.count;
    double y = top, thickness = bars->thickness * factor;
    for (size_t i = 0; i < count; i++)
        y += row_height(bars, names, i) * factor;
    layout_value_axis(layout, &bars->scale, bars->plot, bars->room, top, y, count > 40);
    y = top;
    for (size_t i = 0; i < count; i++) {
        double height = row_height(bars, names, i) * factor;
        struct bars row = *bars;
        row.thickness = thickness < 36 ? thickness : 36;
        if (named)
            layout_name(layout, names, i, LAYOUT_MARGIN + names->width, y + height / 2);
        if (bars->stacked)
            draw_stack(&row, i, y + height / 2);
        else
            draw_beside(&row, i, y + height / 2);
        y += height;
    }
    double zero = x_of(bars, 0);
    svg_line(&layout->body, zero, top, zero, y,
             (struct svg_style){.stroke = LAYOUT_AXIS, .stroke_width = 1});
}

/* A panel between two edges: the plot, and where there are second figures one more beside it. */
static void draw_panel(struct bars bars, const struct layout_names *names, double factor,
                       double left, double right, bool named)
{
    struct layout *layout = bars.layout;
    const struct chart *whole = layout->chart;
    struct matrix view = *bars.matrix;
    struct chart panel = chart_panel(whole, bars.matrix->panel, &view);
    bool alone = !layout_has_panels(layout), share = whole->share && view.asides;
    double top = layout->y, border = share ? left + (right - left) * 0.62 : right;
    struct layout_extent all = layout_span(layout);
    bars.matrix = &view;
    layout->chart = &panel;
    if (!alone)
        layout_panel_name(layout, left, right,
                          top - LAYOUT_PANEL_NAME + 14 - (view.labels.count > 40 ? 16 : 0));
    measure(&bars, left, border);
    draw_plot(&bars, names, factor, top, named);
    if (alone)
        layout_axis_title(layout, whole->value_title, bars.plot,
                          (struct layout_extent){all.left, share ? border + 4 : all.right});
    double bottom = layout->y;
    if (share) {
        bars.aside = true;
        measure(&bars, border + 24, right);
        draw_plot(&bars, names, factor, top, false);
        if (alone)
            layout_axis_title(layout, whole->share_title, bars.plot,
                              (struct layout_extent){border + 12, all.right});
        layout->y = layout->y > bottom ? layout->y : bottom;
    }
    layout->chart = whole;
}

/* What all panels show, below them. */
static void draw_titles(struct layout *layout, struct layout_extent plot, bool share)
{
    struct buffer title = {0};
    buffer_append_string(&title, layout->chart->value_title);
    if (share)
        buffer_append_format(&title, ", and beside it: %s", layout->chart->share_title);
    buffer_append_char(&title, '\0');
    layout_axis_title(layout, title.data, plot, layout_span(layout));
    buffer_free(&title);
}

void layout_bars(struct layout *layout)
{
    const double gap = 24, beside = 10; /* between panels, and behind the names */
    const struct matrix *matrix = layout->chart->matrix;
    size_t count = matrix->labels.count, series = matrix->series.count;
    size_t panels = matrix->panels.count;
    bool share = layout->chart->share && matrix->asides, many = layout_has_panels(layout);
    struct bars bars = {.layout = layout, .matrix = matrix};
    bars.stacked = layout->chart->kind == CHART_STACKED;
    bars.thickness = bars.stacked ? 18 : series > 4 ? 11 : series > 1 ? 13 : count > 60 ? 13 : 16;
    bars.pad = series > 1 && !bars.stacked ? 12 : count > 60 ? 5 : 8;
    struct layout_names names = layout_names(&matrix->labels, layout->width * 0.4, 3);
    double left = LAYOUT_MARGIN + names.width + beside, least = share ? 220 : 80;
    if (layout->width < left + least + LAYOUT_MARGIN)
        layout->width = left + least + LAYOUT_MARGIN;
    layout_begin(layout);
    layout_legend(layout, &matrix->series, layout->chart->series_title, layout_swatch);
    struct layout_extent plot = {left, layout->width - LAYOUT_MARGIN - 4};
    double room = plot.right - plot.left;
    size_t across = layout_panels_across(layout, room, share ? 270 : 160);
    size_t rows = (panels + across - 1) / across;
    double each = (room + gap) / (double)across, natural = natural_height(&bars, &names);
    double wish = (layout->height - layout->y) / (double)rows - 100;
    double factor = wish > natural ? wish / natural : 1;
    for (size_t panel = 0; panel < panels; panel += across) {
        layout_column_title(layout, LAYOUT_MARGIN + names.width,
                            panel == 0 ? layout->chart->label_title : "", count > 40);
        layout->y += many ? LAYOUT_PANEL_NAME - 6 : 0;
        struct matrix view = *matrix;
        double top = layout->y, end = top;
        for (size_t i = 0; i < across && panel + i < panels; i++) {
            layout->y = top;
            view.panel = panel + i;
            bars.matrix = &view;
            double from = left + each * (double)i;
            draw_panel(bars, &names, factor, from, from + each - gap, i == 0);
            end = layout->y > end ? layout->y : end;
        }
        layout->y = end + (panel + across < panels ? 6 : 0);
    }
    if (many)
        draw_titles(layout, plot, share);
    layout_names_free(&names);
}
