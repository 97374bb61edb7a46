/* The two forms of a chart: which kind draws what is decided here, above the kinds and above what
 * they share. */
#include "picture/chart.h"
#include "picture/layout.h"
#include "picture/terminal.h"
#include "text/width.h"

static void say_no_rows(struct layout *layout)
{
    double height = layout->height > 160 ? layout->height - layout->y - 60 : 100;
    svg_text(&layout->body, layout->width / 2, layout->y + height / 2,
             (struct svg_text){.size = 15, .fill = LAYOUT_GREY, .anchor = SVG_MIDDLE},
             slice_of("no rows"));
    layout->y += height;
}

void chart_svg(const struct chart *chart, double width, double height, struct buffer *to)
{
    const struct matrix *matrix = chart->matrix;
    struct layout layout = {.chart = chart, .width = width > 0 ? width : 800, .height = height};
    layout.may_shrink = width <= 0;
    if (matrix->labels.count == 0 || matrix->series.count == 0) {
        layout_begin(&layout);
        say_no_rows(&layout);
    } else if (chart->kind == CHART_LINES) {
        layout_lines(&layout);
    } else if (chart->kind == CHART_HEAT) {
        layout_heat(&layout);
    } else {
        layout_bars(&layout);
    }
    layout_end(&layout, to);
    buffer_free(&layout.body);
    buffer_free(&layout.scratch);
}

void chart_text(const struct chart *chart, const struct terminal *terminal, struct buffer *to)
{
    struct pen pen = {chart, chart->matrix, terminal, to};
    if (chart->title[0]) {
        pen_bold(&pen);
        width_append_visible(slice_of(chart->title), to);
        pen_plain(&pen);
        buffer_append_string(to, "\n\n");
    }
    if (pen.matrix->labels.count == 0 || pen.matrix->series.count == 0)
        buffer_append_string(to, "no rows\n");
    else if (chart->kind == CHART_LINES)
        terminal_lines(&pen);
    else if (chart->kind == CHART_HEAT)
        terminal_heat(&pen);
    else if (chart->kind == CHART_STACKED)
        terminal_stacked(&pen);
    else
        terminal_bars(&pen);
    if (chart->source[0]) {
        buffer_append_char(to, '\n');
        pen_faint(&pen);
        width_append_visible(slice_of(chart->source), to);
        pen_plain(&pen);
        buffer_append_char(to, '\n');
    }
}
