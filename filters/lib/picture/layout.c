#include "picture/layout.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "picture/metrics.h"
#include "picture/palette.h"

static const double title_size = 17, title_leading = 22, source_size = 11, source_leading = 14;

static struct svg_text style_of(double size, const char *fill, enum svg_anchor anchor)
{
    return (struct svg_text){.size = size, .fill = fill, .anchor = anchor};
}

void layout_begin(struct layout *layout)
{
    layout->y = LAYOUT_MARGIN;
    struct buffer lines = {0};
    size_t count = metrics_wrap(slice_of(layout->chart->title), title_size, true,
                                layout->width - 2 * LAYOUT_MARGIN, 4, &lines);
    struct svg_text style = {title_size, LAYOUT_INK, SVG_START, true};
    if (count > 0) {
        svg_lines(&layout->body, LAYOUT_MARGIN, layout->y + title_size * 0.8, title_leading, style,
                  buffer_slice(&lines));
        layout->y += (double)count * title_leading + 8;
    }
    buffer_free(&lines);
}

static const char *name_of_kind(enum chart_kind kind)
{
    static const char *const names[] = {
        "Bar chart",  "Stacked bar chart", "Grouped bar chart", "Line chart", "Heat map",
        "Bubble map", "Dot plot",          "Sparklines",        "Network",    "Concordance plot"};
    return names[kind];
}

/* The two ends of the values, with their places. */
static void describe_ends(const struct chart *chart, struct buffer *to)
{
    static const char *const words[2] = {" Largest: ", ". Smallest: "};
    const struct matrix *matrix = chart->matrix;
    size_t count = matrix_places(matrix), columns = matrix->series.count;
    size_t ends[2] = {count, count};
    for (size_t i = 0; i < count; i++) {
        if (isnan(matrix->data[i].value))
            continue;
        if (ends[1] == count || matrix->data[i].value < matrix->data[ends[1]].value)
            ends[1] = i;
        if (ends[0] == count || matrix->data[i].value > matrix->data[ends[0]].value)
            ends[0] = i;
    }
    if (ends[0] == count) {
        buffer_append_string(to, " No rows.");
        return;
    }
    for (int i = 0; i < 2; i++) {
        struct matrix view;
        size_t each = matrix->labels.count * columns;
        struct chart panel = chart_panel(chart, ends[i] / each, &view);
        buffer_append_string(to, words[i]);
        chart_append_datum(&panel, ends[i] % each / columns, ends[i] % columns, to);
    }
    buffer_append_char(to, '.');
}

/* What a screen reader says: kind, axes, and the two ends of the values. */
static void describe(const struct layout *layout, struct buffer *to)
{
    const struct chart *chart = layout->chart;
    const struct matrix *matrix = chart->matrix;
    buffer_append_string(to, name_of_kind(chart->kind));
    if (chart->network) {
        buffer_append_format(to, " of %zu things and %zu links.", matrix->labels.count,
                             chart->network->count);
        describe_ends(chart, to);
        return;
    }
    if (chart->value_title[0])
        buffer_append_format(to, " of %s", chart->value_title);
    if (chart->label_title[0])
        buffer_append_format(to, " by %s", chart->label_title);
    if (chart->series_title[0] && matrix->series.count > 1)
        buffer_append_format(to, " and %s", chart->series_title);
    if (matrix->panels.count > 1)
        buffer_append_format(to, ", for each of %zu %s", matrix->panels.count,
                             chart->panel_title[0] ? chart->panel_title : "groups");
    buffer_append_char(to, '.');
    describe_ends(chart, to);
}

/* Note and source, as lines. */
static size_t wrap_notes(const struct layout *layout, struct buffer *lines)
{
    const char *const notes[2] = {layout->chart->note, layout->chart->source};
    size_t count = 0;
    for (int i = 0; i < 2; i++) {
        if (count > 0 && notes[i][0])
            buffer_append_char(lines, '\n');
        count += metrics_wrap(slice_of(notes[i]), source_size, false,
                              layout->width - 2 * LAYOUT_MARGIN, 6, lines);
    }
    return count;
}

void layout_end(struct layout *layout, struct buffer *to)
{
    struct buffer lines = {0}, description = {0};
    size_t count = wrap_notes(layout, &lines);
    double height = layout->y + LAYOUT_MARGIN;
    if (count > 0)
        height += (double)count * source_leading + 4;
    if (height < layout->height)
        height = layout->height;
    double first = height - LAYOUT_MARGIN - (double)count * source_leading + source_size;
    svg_lines(&layout->body, LAYOUT_MARGIN, first, source_leading,
              style_of(source_size, LAYOUT_GREY, SVG_START), buffer_slice(&lines));
    describe(layout, &description);
    struct slice title = slice_of(layout->chart->title);
    if (title.size == 0)
        title = slice_of(name_of_kind(layout->chart->kind));
    svg_document(layout->width, height, title, buffer_slice(&description),
                 buffer_slice(&layout->body), to);
    buffer_free(&lines);
    buffer_free(&description);
}

void layout_swatch(struct buffer *to, size_t i, double x, double y)
{
    svg_rectangle(to, x, y, LAYOUT_SWATCH, LAYOUT_SWATCH,
                  (struct svg_style){.fill = palette_series(i)}, slice_of(""));
    svg_hatch(to, x, y, LAYOUT_SWATCH, LAYOUT_SWATCH, palette_round(i));
}

void layout_legend(struct layout *layout, const struct matrix_axis *axis, const char *title,
                   void (*mark)(struct buffer *to, size_t i, double x, double y))
{
    const double gap = 6, between = 18, leading = 20;
    double x = LAYOUT_MARGIN, right = layout->width - LAYOUT_MARGIN;
    if (axis->count == 1 && axis->names[0].name.size == 0)
        return;
    struct svg_text style = style_of(12, LAYOUT_GREY, SVG_START);
    if (title[0]) {
        struct buffer line = {0};
        metrics_wrap(slice_of(title), 12, false, (right - x) / 2, 1, &line);
        svg_text(&layout->body, x, layout->y + 11, style, buffer_slice(&line));
        x += metrics_width(buffer_slice(&line), 12, false) + between;
        buffer_free(&line);
    }
    style.fill = LAYOUT_INK;
    for (size_t i = 0; i < axis->count; i++) {
        struct buffer line = {0};
        metrics_wrap(axis->names[i].name, 12, false, right - LAYOUT_MARGIN - LAYOUT_SWATCH - gap, 1,
                     &line);
        double width = LAYOUT_SWATCH + gap + metrics_width(buffer_slice(&line), 12, false);
        if (x + width > right && x > LAYOUT_MARGIN) {
            x = LAYOUT_MARGIN;
            layout->y += leading;
        }
        mark(&layout->body, i, x, layout->y);
        svg_text(&layout->body, x + LAYOUT_SWATCH + gap, layout->y + 10.5, style,
                 buffer_slice(&line));
        x += width + between;
        buffer_free(&line);
    }
    layout->y += leading + 6;
}

struct layout_names layout_names(const struct matrix_axis *axis, double room, size_t most_lines)
{
    struct layout_names names = {{0},
                                 memory_allocate(axis->count + 1, sizeof *names.starts),
                                 memory_allocate(axis->count + 1, sizeof *names.counts),
                                 0};
    buffer_reserve(&names.lines, 1); /* empty names point somewhere too */
    for (size_t i = 0; i < axis->count; i++) {
        names.starts[i] = names.lines.size;
        names.counts[i] = metrics_wrap(axis->names[i].name, LAYOUT_NAME_SIZE, false, room,
                                       most_lines, &names.lines);
        struct slice lines = slice_from(buffer_slice(&names.lines), names.starts[i]);
        double width = lines.size > 0 ? metrics_widest(lines, LAYOUT_NAME_SIZE, false) : 0;
        names.width = width > names.width ? width : names.width;
    }
    names.starts[axis->count] = names.lines.size;
    return names;
}

void layout_name(struct layout *layout, const struct layout_names *names, size_t i, double x,
                 double y)
{
    struct slice lines = slice_make(names->lines.data + names->starts[i],
                                    names->starts[i + 1] - names->starts[i]);
    if (lines.size == 0)
        return;
    double first = y + LAYOUT_NAME_SIZE * 0.35 -
                   (double)(names->counts[i] - 1) * LAYOUT_LEADING / 2;
    svg_lines(&layout->body, x, first, LAYOUT_LEADING,
              style_of(LAYOUT_NAME_SIZE, LAYOUT_INK, SVG_END), lines);
}

void layout_names_free(struct layout_names *names)
{
    buffer_free(&names->lines);
    free(names->starts);
    free(names->counts);
}

double layout_widest_number(const struct matrix *matrix, double size)
{
    double widest = 0;
    for (size_t i = 0; i < matrix_places(matrix); i++) {
        double width = metrics_width(matrix->data[i].text, size, false);
        widest = width > widest ? width : widest;
    }
    return widest;
}

void layout_column_title(struct layout *layout, double right, const char *title, bool ticks_above)
{
    struct buffer line = {0};
    double width = metrics_width(slice_of(title), 12, false);
    bool fits = width <= right - LAYOUT_MARGIN;
    double most = layout->width - 2 * LAYOUT_MARGIN;
    if (metrics_wrap(slice_of(title), 12, false, most, 1, &line) > 0)
        svg_text(&layout->body, fits ? right : LAYOUT_MARGIN, layout->y + 11,
                 style_of(12, LAYOUT_GREY, fits ? SVG_END : SVG_START), buffer_slice(&line));
    /* A long title over short names runs into the plot; tick labels then stand below it. */
    layout->y += line.size > 0 || ticks_above ? 20 : 4;
    layout->y += ticks_above && !fits ? 16 : 0;
    buffer_free(&line);
}

static double widest_tick(struct layout *layout, const struct scale *scale)
{
    double widest = 0;
    for (size_t i = 0; i < scale->ticks; i++) {
        buffer_clear(&layout->scratch);
        scale_append_tick(scale, i, true, &layout->scratch);
        double width = metrics_width(buffer_slice(&layout->scratch), LAYOUT_TICK_SIZE, false);
        widest = width > widest ? width : widest;
    }
    return widest;
}

struct scale layout_value_scale(struct layout *layout, double low, double high, double left,
                                double right, bool whole)
{
    size_t wanted = right > left ? (size_t)((right - left) / 80) + 1 : 2;
    for (;; wanted--) {
        struct scale scale = scale_nice(low, high, wanted, whole);
        double step = scale_place(&scale, scale_tick(&scale, 1)) -
                      scale_place(&scale, scale_tick(&scale, 0));
        if (wanted <= 2 || step * (right - left) > widest_tick(layout, &scale) + 14)
            return scale;
    }
}

struct layout_extent layout_span(const struct layout *layout)
{
    return (struct layout_extent){LAYOUT_MARGIN, layout->width - LAYOUT_MARGIN};
}

/* The middle of words of this width that would stand around x. */
static double keep_within(double x, double width, struct layout_extent room)
{
    x = x > room.right - width / 2 ? room.right - width / 2 : x;
    return x < room.left + width / 2 ? room.left + width / 2 : x;
}

bool layout_tick(struct layout *layout, double x, double y, struct layout_extent room, double *end,
                 struct slice text)
{
    double width = metrics_width(text, LAYOUT_TICK_SIZE, false), at = keep_within(x, width, room);
    if (at - width / 2 < *end)
        return false;
    *end = at + width / 2 + 4;
    svg_text(&layout->body, at, y, style_of(LAYOUT_TICK_SIZE, LAYOUT_GREY, SVG_MIDDLE), text);
    return true;
}

void layout_value_axis(struct layout *layout, const struct scale *scale, struct layout_extent plot,
                       struct layout_extent room, double top, double bottom, bool ticks_above)
{
    double ends[2] = {-1e9, -1e9};
    for (size_t i = 0; i < scale->ticks; i++) {
        double x = plot.left + (plot.right - plot.left) * scale_place(scale, scale_tick(scale, i));
        struct svg_style line = {.stroke = LAYOUT_GRID, .stroke_width = 1};
        svg_line(&layout->body, x, top, x, bottom, line);
        buffer_clear(&layout->scratch);
        scale_append_tick(scale, i, true, &layout->scratch);
        layout_tick(layout, x, bottom + 16, room, &ends[0], buffer_slice(&layout->scratch));
        if (ticks_above)
            layout_tick(layout, x, top - 6, room, &ends[1], buffer_slice(&layout->scratch));
    }
    layout->y = bottom + 22;
}

void layout_axis_title(struct layout *layout, const char *title, struct layout_extent plot,
                       struct layout_extent room)
{
    const double leading = 15;
    struct buffer lines = {0};
    size_t count = metrics_wrap(slice_of(title), 12, false, room.right - room.left, 3, &lines);
    if (count > 0) {
        double width = metrics_widest(buffer_slice(&lines), 12, false);
        double middle = keep_within((plot.left + plot.right) / 2, width, room);
        svg_lines(&layout->body, middle, layout->y + 13, leading,
                  style_of(12, LAYOUT_GREY, SVG_MIDDLE), buffer_slice(&lines));
        layout->y += (double)count * leading + 3;
    }
    buffer_free(&lines);
}

size_t layout_panels_across(const struct layout *layout, double room, double least)
{
    size_t count = layout->chart->matrix->panels.count;
    size_t across = room > least ? (size_t)(room / least) : 1;
    across = across < count ? across : count;
    size_t rows = (count + across - 1) / across;
    return (count + rows - 1) / rows;
}

bool layout_has_panels(const struct layout *layout)
{
    const struct matrix_axis *panels = &layout->chart->matrix->panels;
    return panels->count > 1 || panels->names[0].name.size > 0;
}

void layout_panel_name(struct layout *layout, double left, double right, double y)
{
    const struct matrix *matrix = layout->chart->matrix;
    struct buffer line = {0};
    metrics_wrap(matrix->panels.names[matrix->panel].name, 12.5, true, right - left, 1, &line);
    svg_text(&layout->body, left, y, (struct svg_text){12.5, LAYOUT_INK, SVG_START, true},
             buffer_slice(&line));
    buffer_free(&line);
}

struct slice layout_tooltip(struct layout *layout, size_t label, size_t series)
{
    buffer_clear(&layout->scratch);
    chart_append_datum(layout->chart, label, series, &layout->scratch);
    return buffer_slice(&layout->scratch);
}
