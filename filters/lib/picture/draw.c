#include "picture/draw.h"

#include "picture/chart.h"
#include "picture/layout.h"
#include "picture/terminal.h"

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
    static void (*const kinds[])(struct layout *) = {
        [CHART_BARS] = layout_bars,       [CHART_STACKED] = layout_bars,
        [CHART_GROUPED] = layout_bars,    [CHART_LINES] = layout_lines,
        [CHART_SPARK] = layout_lines,     [CHART_HEAT] = layout_heat,
        [CHART_BUBBLES] = layout_bubbles, [CHART_DOTS] = layout_dots,
        [CHART_NETWORK] = layout_network, [CHART_CONCORDANCE_PLOT] = layout_concordance_plot,
    };
    const struct matrix *matrix = chart->matrix;
    struct layout layout = {.chart = chart, .width = width > 0 ? width : 800, .height = height};
    layout.may_shrink = width <= 0;
    if (matrix->labels.count == 0 || matrix->series.count == 0) {
        layout_begin(&layout);
        say_no_rows(&layout);
    } else {
        kinds[chart->kind](&layout);
    }
    layout_end(&layout, to);
    buffer_free(&layout.body);
    buffer_free(&layout.scratch);
}

static void draw_panel(const struct pen *pen)
{
    static void (*const kinds[])(const struct pen *) = {
        [CHART_BARS] = terminal_bars,       [CHART_STACKED] = terminal_stacked,
        [CHART_GROUPED] = terminal_bars,    [CHART_LINES] = terminal_lines,
        [CHART_SPARK] = terminal_lines,     [CHART_HEAT] = terminal_heat,
        [CHART_BUBBLES] = terminal_heat,    [CHART_DOTS] = terminal_dots,
        [CHART_NETWORK] = terminal_network, [CHART_CONCORDANCE_PLOT] = terminal_concordance_plot,
    };
    struct slice name = pen->matrix->panels.names[pen->matrix->panel].name;
    pen_words(pen, name, true);
    kinds[pen->chart->kind](pen);
}

/* Small multiples stand under each other. */
static void draw_panels(const struct pen *pen)
{
    for (size_t i = 0; i < pen->matrix->panels.count; i++) {
        struct matrix view;
        struct chart chart = chart_panel(pen->chart, i, &view);
        if (i > 0)
            buffer_append_char(pen->to, '\n');
        draw_panel(&(struct pen){&chart, &view, pen->terminal, pen->to});
    }
}

/* What stands under the picture. */
static void say(const struct pen *pen, const char *text, bool first)
{
    if (text[0] && first)
        buffer_append_char(pen->to, '\n');
    pen_words(pen, slice_of(text), false);
}

void chart_text(const struct chart *chart, const struct terminal *terminal, struct buffer *to)
{
    struct pen pen = {chart, chart->matrix, terminal, to};
    if (chart->title[0]) {
        pen_words(&pen, slice_of(chart->title), true);
        buffer_append_char(to, '\n');
    }
    if (pen.matrix->labels.count == 0 || pen.matrix->series.count == 0)
        buffer_append_string(to, "no rows\n");
    else
        draw_panels(&pen);
    say(&pen, chart->note, true);
    say(&pen, chart->source, !chart->note[0]);
}
