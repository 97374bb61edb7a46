#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "picture/layout.h"
#include "picture/metrics.h"
#include "picture/palette.h"

/* Lines over a numeric key. Each line has its name at its right end, so that nobody has to match
 * colours with a legend. */

static const double name_size = 12, name_leading = 15, name_gap = 42;

struct lines {
    struct layout *layout;
    const struct matrix *matrix;
    double left, right, top, bottom;
    struct scale x, y;
    double step; /* labels farther apart than this are a gap; 0: never */
};

/* The name of a line: where the line ends, and where the name stands. */
struct end {
    size_t series;
    double x, y, name_y;
    struct slice name;
};

static double x_of(const struct lines *lines, size_t label)
{
    double number = lines->matrix->labels.names[label].number;
    return lines->left + (lines->right - lines->left) * scale_place(&lines->x, number);
}

static double y_of(const struct lines *lines, double value)
{
    return lines->bottom - (lines->bottom - lines->top) * scale_place(&lines->y, value);
}

static bool is_gap(const struct lines *lines, size_t from, size_t to)
{
    const struct axis_name *names = lines->matrix->labels.names;
    /* A missing value within the series breaks the line, and so do labels that are not there. */
    return to - from > 1 ||
           (lines->step > 0 && names[to].number - names[from].number > lines->step * 1.000001);
}

/* The colours come again with another dash, and with another marker. */
static struct svg_style style_of(size_t series)
{
    static const char *const dashes[PALETTE_ROUNDS] = {NULL, "6 4", "1 4"};
    return (struct svg_style){NULL, palette_series(series), 2, dashes[palette_round(series)]};
}

static size_t marker_of(size_t series)
{
    return series + palette_round(series);
}

static void draw_line(const struct lines *lines, size_t series)
{
    struct buffer *body = &lines->layout->body;
    size_t count = lines->matrix->labels.count, previous = count;
    svg_path_begin(body);
    for (size_t i = 0; i < count; i++) {
        double value = matrix_datum(lines->matrix, i, series)->value;
        if (isnan(value))
            continue;
        svg_path_point(body, x_of(lines, i), y_of(lines, value),
                       previous == count || is_gap(lines, previous, i));
        previous = i;
    }
    svg_path_end(body, style_of(series));
}

static void draw_markers(const struct lines *lines, size_t series)
{
    size_t count = lines->matrix->labels.count;
    double radius = count > 120 ? 1.5 : count > 40 ? 2.25 : 3.5;
    struct svg_style style = {palette_series(series), "#ffffff", radius < 3 ? 0 : 1, NULL};
    for (size_t i = 0; i < count; i++) {
        double value = matrix_datum(lines->matrix, i, series)->value;
        if (!isnan(value))
            svg_marker(&lines->layout->body, marker_of(series), x_of(lines, i), y_of(lines, value),
                       radius, style, layout_tooltip(lines->layout, i, series));
    }
}

static int by_height(const void *left, const void *right)
{
    const struct end *a = left, *b = right;
    if (a->y != b->y)
        return a->y < b->y ? -1 : 1;
    return a->series < b->series ? -1 : 1;
}

/* Names that would overlap move apart: down from the top, then up from the bottom. */
static void spread(struct end *ends, size_t count, double top, double bottom)
{
    double free_y = top;
    for (size_t i = 0; i < count; i++) {
        ends[i].name_y = ends[i].y < free_y ? free_y : ends[i].y;
        free_y = ends[i].name_y + name_leading;
    }
    free_y = bottom;
    for (size_t i = count; i-- > 0;) {
        ends[i].name_y = ends[i].name_y > free_y ? free_y : ends[i].name_y;
        free_y = ends[i].name_y - name_leading;
    }
}

static size_t find_ends(const struct lines *lines, struct end *ends)
{
    size_t found = 0;
    for (size_t series = 0; series < lines->matrix->series.count; series++) {
        for (size_t i = lines->matrix->labels.count; i-- > 0;) {
            double value = matrix_datum(lines->matrix, i, series)->value;
            if (isnan(value))
                continue;
            ends[found++] = (struct end){series, x_of(lines, i), y_of(lines, value), 0,
                                         lines->matrix->series.names[series].name};
            break;
        }
    }
    return found;
}

static void draw_names(const struct lines *lines, double room)
{
    struct buffer *body = &lines->layout->body;
    struct end *ends = memory_allocate(lines->matrix->series.count, sizeof *ends);
    size_t count = find_ends(lines, ends);
    if (count > 1)
        qsort(ends, count, sizeof *ends, by_height);
    spread(ends, count, lines->top, lines->bottom);
    for (size_t i = 0; i < count; i++) {
        struct buffer line = {0};
        double x = lines->right + name_gap;
        metrics_wrap(ends[i].name, name_size, false, room, 1, &line);
        svg_line(body, ends[i].x + 5, ends[i].y, x - 28, ends[i].name_y,
                 (struct svg_style){.stroke = "#bdbdbd", .stroke_width = 0.75});
        svg_line(body, x - 27, ends[i].name_y, x - 3, ends[i].name_y, style_of(ends[i].series));
        svg_marker(body, marker_of(ends[i].series), x - 15, ends[i].name_y, 3.5,
                   (struct svg_style){palette_series(ends[i].series), "#ffffff", 1, NULL},
                   slice_of(""));
        svg_text(body, x + 3, ends[i].name_y + 4,
                 (struct svg_text){name_size, LAYOUT_INK, SVG_START, false}, buffer_slice(&line));
        buffer_free(&line);
    }
    free(ends);
}

/* Small panels have a legend instead of names at the ends. */
static void draw_key(struct buffer *to, size_t series, double x, double y)
{
    double middle = y + LAYOUT_SWATCH / 2;
    svg_line(to, x - 5, middle, x + LAYOUT_SWATCH + 2, middle, style_of(series));
    svg_marker(to, marker_of(series), x + LAYOUT_SWATCH / 2 - 1, middle, 3.5,
               (struct svg_style){palette_series(series), "#ffffff", 1, NULL}, slice_of(""));
}

static void draw_value_axis(struct lines *lines, bool labelled)
{
    struct layout *layout = lines->layout;
    for (size_t i = 0; i < lines->y.ticks; i++) {
        double value = scale_tick(&lines->y, i), y = y_of(lines, value);
        svg_line(&layout->body, lines->left, y, lines->right, y,
                 (struct svg_style){.stroke = value == 0 ? LAYOUT_AXIS : LAYOUT_GRID,
                                    .stroke_width = 1});
        if (!labelled)
            continue;
        buffer_clear(&layout->scratch);
        scale_append_tick(&lines->y, i, true, &layout->scratch);
        svg_text(&layout->body, lines->left - 8, y + 4,
                 (struct svg_text){LAYOUT_TICK_SIZE, LAYOUT_GREY, SVG_END, false},
                 buffer_slice(&layout->scratch));
    }
}

static void draw_label_tick(struct lines *lines, double x, struct slice text, double *end)
{
    const double beyond = 18; /* half a year's width: panels are farther apart than two */
    svg_line(&lines->layout->body, x, lines->bottom, x, lines->bottom + 5,
             (struct svg_style){.stroke = LAYOUT_AXIS, .stroke_width = 1});
    layout_tick(lines->layout, x, lines->bottom + 19,
                (struct layout_extent){lines->left - beyond, lines->right + beyond}, end, text);
}

/* Whether every label of the data has room under its place, and none would be missed: a year
 * without data is named too. */
static bool labels_fit(const struct lines *lines)
{
    const struct matrix_axis *labels = &lines->matrix->labels;
    double end = -1e9;
    for (size_t i = 1; i < labels->count; i++)
        if (is_gap(lines, i - 1, i))
            return false;
    for (size_t i = 0; i < labels->count; i++) {
        double half = metrics_width(labels->names[i].name, LAYOUT_TICK_SIZE, false) / 2;
        if (x_of(lines, i) - half < end + 12)
            return false;
        end = x_of(lines, i) + half;
    }
    return true;
}

/* Ticks of the key are plain numbers: 2019, not 2 019. */
static void draw_label_axis(struct lines *lines)
{
    struct layout *layout = lines->layout;
    const struct matrix_axis *labels = &lines->matrix->labels;
    bool every = labels_fit(lines);
    double end = -1e9;
    for (size_t i = 0; every && i < labels->count; i++)
        draw_label_tick(lines, x_of(lines, i), labels->names[i].name, &end);
    for (size_t i = 0; !every && i < lines->x.ticks; i++) {
        double place = scale_place(&lines->x, scale_tick(&lines->x, i));
        buffer_clear(&layout->scratch);
        scale_append_tick(&lines->x, i, false, &layout->scratch);
        draw_label_tick(lines, lines->left + (lines->right - lines->left) * place,
                        buffer_slice(&layout->scratch), &end);
    }
    layout->y = lines->bottom + 26;
}

/* Only as far as the data go: an axis of years that ends in the future would be a claim. */
static struct scale label_scale(const struct matrix *matrix, double room)
{
    const struct axis_name *names = matrix->labels.names;
    double low = names[0].number, high = names[matrix->labels.count - 1].number;
    bool whole = true;
    for (size_t i = 0; i < matrix->labels.count; i++)
        whole = whole && floor(names[i].number) == names[i].number;
    if (!(high > low)) {
        double half = fabs(low) * 1e-3 > 1 ? fabs(low) * 1e-3 : 1;
        return (struct scale){low - half, low + half, 1, low, 1, 0};
    }
    struct buffer tick = {0};
    size_t wanted = (size_t)(room / 50) + 2;
    struct scale scale;
    double widest, apart;
    do {
        wanted--;
        scale = scale_nice(low, high, wanted, whole);
        widest = 0;
        for (size_t i = 0; i < scale.ticks; i++) {
            buffer_clear(&tick);
            scale_append_tick(&scale, i, false, &tick);
            double width = metrics_width(buffer_slice(&tick), LAYOUT_TICK_SIZE, false);
            widest = width > widest ? width : widest;
        }
        apart = room * (scale_tick(&scale, 1) - scale_tick(&scale, 0)) / (high - low);
    } while (wanted > 2 && apart < widest + 12);
    buffer_free(&tick);
    while (scale.ticks > 1 && scale_tick(&scale, scale.ticks - 1) > high)
        scale.ticks--;
    while (scale.ticks > 1 && scale_tick(&scale, 0) < low) {
        scale.first += scale.step;
        scale.ticks--;
    }
    scale.low = low;
    scale.high = high;
    return scale;
}

static double widest_name(const struct matrix *matrix)
{
    double widest = 0;
    for (size_t i = 0; i < matrix->series.count; i++) {
        double width = metrics_width(matrix->series.names[i].name, name_size, false);
        widest = width > widest ? width : widest;
    }
    return widest;
}

/* The scale of the values, and the room for its numbers to the left of the plot. */
static double measure_values(struct lines *lines, double height)
{
    struct layout *layout = lines->layout;
    double low, high, widest = 0;
    matrix_range(lines->matrix, false, &low, &high);
    lines->y = scale_nice(low, high, (size_t)(height / 60) + 1, lines->matrix->whole);
    for (size_t i = 0; i < lines->y.ticks; i++) {
        buffer_clear(&layout->scratch);
        scale_append_tick(&lines->y, i, true, &layout->scratch);
        double width = metrics_width(buffer_slice(&layout->scratch), LAYOUT_TICK_SIZE, false);
        widest = width > widest ? width : widest;
    }
    return LAYOUT_MARGIN + widest + 8;
}

static void place(struct lines *lines, double left, double right, double height)
{
    lines->top = lines->layout->y + 6;
    lines->bottom = lines->top + height;
    lines->left = left;
    lines->right = right < left + 40 ? left + 40 : right;
    lines->x = label_scale(lines->matrix, lines->right - lines->left);
}

static void draw_lines(struct lines *lines)
{
    for (size_t i = lines->matrix->series.count; i-- > 0;) {
        draw_line(lines, i);
        draw_markers(lines, i);
    }
    draw_label_axis(lines);
}

static void draw_alone(struct lines *lines)
{
    struct layout *layout = lines->layout;
    double names = widest_name(lines->matrix), most = layout->width * 0.32;
    names = names > most ? most : names;
    double needed = (double)lines->matrix->series.count * name_leading + 20;
    double height = layout->height > 0 ? layout->height - layout->y - 90 : 320;
    height = height > needed ? height : needed;
    double left = measure_values(lines, height);
    place(lines, left, layout->width - LAYOUT_MARGIN - (names > 0 ? names + name_gap + 4 : 10),
          height);
    draw_value_axis(lines, true);
    if (names > 0)
        draw_names(lines, names + 1);
    draw_lines(lines);
    layout_axis_title(layout, layout->chart->label_title,
                      (struct layout_extent){lines->left, lines->right}, layout_span(layout));
}

/* Small multiples: rows of panels, all with the same two scales. */
static void draw_panels(struct lines *lines)
{
    struct layout *layout = lines->layout;
    const struct chart *whole = layout->chart;
    const struct matrix *matrix = lines->matrix;
    const double gap = 46, below = 10;
    size_t panels = matrix->panels.count;
    double left = measure_values(lines, 150), right = layout->width - LAYOUT_MARGIN;
    size_t across = layout_panels_across(layout, right - left, 210);
    size_t rows = (panels + across - 1) / across;
    double wish = (layout->height - layout->y - 60) / (double)rows - LAYOUT_PANEL_NAME - 26 - below;
    double height = wish > 150 ? wish : 150, each = (right - left + gap) / (double)across;
    left = measure_values(lines, height);
    for (size_t i = 0; i < panels; i++) {
        struct matrix view;
        struct chart panel = chart_panel(whole, i, &view);
        struct lines inner = *lines;
        double from = left + each * (double)(i % across), top = layout->y;
        layout->chart = &panel;
        inner.matrix = &view;
        layout_panel_name(layout, from, from + each - gap, top + 14);
        layout->y += LAYOUT_PANEL_NAME;
        place(&inner, from, from + each - gap, height);
        draw_value_axis(&inner, i % across == 0);
        draw_lines(&inner);
        if (i + 1 < panels)
            layout->y = (i + 1) % across > 0 ? top : layout->y + below;
        layout->chart = whole;
    }
    layout_axis_title(layout, whole->label_title, (struct layout_extent){left, right},
                      layout_span(layout));
}

void layout_lines(struct layout *layout)
{
    const struct matrix *matrix = layout->chart->matrix;
    struct lines lines = {.layout = layout, .matrix = matrix};
    bool many = layout_has_panels(layout);
    double names = widest_name(matrix) > 0 && !many ? layout->width * 0.32 + name_gap : 0;
    double least = measure_values(&lines, 320) + 80 + names + LAYOUT_MARGIN;
    layout->width = layout->width < least ? least : layout->width;
    layout_begin(layout);
    if (many)
        layout_legend(layout, &matrix->series, layout->chart->series_title, draw_key);
    struct svg_text style = {12, LAYOUT_GREY, SVG_START, false};
    struct buffer line = {0};
    if (metrics_wrap(slice_of(layout->chart->value_title), 12, false,
                     layout->width - 2 * LAYOUT_MARGIN, 1, &line) > 0) {
        svg_text(&layout->body, LAYOUT_MARGIN, layout->y + 11, style, buffer_slice(&line));
        layout->y += 20;
    }
    buffer_free(&line);
    lines.step = chart_label_step(matrix);
    if (many)
        draw_panels(&lines);
    else
        draw_alone(&lines);
}
