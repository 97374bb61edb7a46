#include <math.h>

#include "picture/layout_grid.h"
#include "picture/metrics.h"
#include "picture/palette.h"

/* A bubble map, the evidence map of reviews: the area of a bubble is its number, so that twice as
 * much ink is twice as many. An empty cell is a gap in the evidence and stays empty. A further key
 * gives each cell several marks side by side, told apart by colour and form. */

/* Marks of several hues stand in slots of their own, in as square an order as there is. */
struct slots {
    size_t across, down;
    double side; /* of one */
};

static struct slots find_slots(const struct grid *grid)
{
    size_t count = grid->matrix->panels.count;
    struct slots slots = {1, 1, 0};
    while (slots.across * slots.across < count)
        slots.across++;
    slots.down = (count + slots.across - 1) / slots.across;
    double width = grid->cell / (double)slots.across, height = grid->row / (double)slots.down;
    slots.side = width < height ? width : height;
    return slots;
}

static double most_of(const struct grid *grid)
{
    return grid->high > -grid->low ? grid->high : -grid->low;
}

/* The largest number fills its slot, and the others go by area. */
static double radius_of(const struct grid *grid, double side, double value)
{
    double most = most_of(grid), radius = most > 0 ? sqrt(fabs(value) / most) : 0;
    double largest = grid->matrix->panels.count > 1 ? side / 2.6 - 1 : side / 2 - 2;
    return radius * largest;
}

/* What lies below 0 has no area; it is a ring of the same size. */
static struct svg_style style_of(size_t hue, double value)
{
    const char *colour = palette_series(hue);
    return value < 0 ? (struct svg_style){"#ffffff", colour, 2, "3 2"}
                     : (struct svg_style){colour, NULL, 0, NULL};
}

static void draw_value(const struct grid *grid, const struct datum *datum, size_t hue, double x,
                       double y, double radius, double side)
{
    double width = metrics_width(datum->text, LAYOUT_GRID_VALUE, false);
    struct svg_text style = {LAYOUT_GRID_VALUE, LAYOUT_INK, SVG_MIDDLE, false};
    if (grid->matrix->panels.count == 1 && width + 3 < radius * 1.7 && radius > 7) {
        if (datum->value > 0 && palette_is_dark(palette_series(hue)))
            style.fill = "#ffffff";
        svg_text(&grid->layout->body, x, y + 4, style, datum->text);
        return;
    }
    if (radius + 2 + width > side / 2)
        return;
    style.anchor = SVG_START;
    svg_text(&grid->layout->body, x + radius + 2, y + 4, style, datum->text);
}

static void draw_slot(const struct grid *grid, size_t label, size_t series, size_t hue, double x,
                      double y, double side)
{
    struct layout *layout = grid->layout;
    struct matrix view;
    struct chart panel = chart_panel(layout->chart, hue, &view);
    const struct datum *datum = matrix_datum(&view, label, series);
    if (isnan(datum->value) && view.panels.count == 1)
        svg_text(&layout->body, x, y + 4,
                 (struct svg_text){LAYOUT_GRID_VALUE, "#8c8c8c", SVG_MIDDLE, false}, slice_of("–"));
    if (isnan(datum->value) || datum->value == 0)
        return;
    double radius = radius_of(grid, side, datum->value);
    buffer_clear(&layout->scratch);
    chart_append_datum(&panel, label, series, &layout->scratch);
    svg_marker(&layout->body, hue, x, y, radius < 0.75 ? 0.75 : radius, style_of(hue, datum->value),
               buffer_slice(&layout->scratch));
    draw_value(grid, datum, hue, x, y, radius, side);
}

static void draw_cell(const struct grid *grid, size_t label, size_t series)
{
    struct slots slots = find_slots(grid);
    double x = grid->left + (double)grid_column(grid, label) * grid->cell,
           y = grid->top + (double)series * grid->row;
    double width = grid->cell / (double)slots.across, height = grid->row / (double)slots.down;
    svg_rectangle(&grid->layout->body, x, y, grid->cell, grid->row,
                  (struct svg_style){NULL, LAYOUT_GRID, 1, NULL}, slice_of(""));
    for (size_t hue = 0; hue < grid->matrix->panels.count; hue++) {
        size_t column = hue % slots.across, row = hue / slots.across;
        draw_slot(grid, label, series, hue, x + ((double)column + 0.5) * width,
                  y + ((double)row + 0.5) * height, slots.side);
    }
}

/* The sizes of round numbers, and what a ring is. */
static void draw_legend(const struct grid *grid)
{
    struct layout *layout = grid->layout;
    double side = find_slots(grid).side, x = grid->left, most = most_of(grid);
    struct svg_text style = {12, LAYOUT_GREY, SVG_START, false};
    struct buffer line = {0};
    if (x + 240 > layout->width - LAYOUT_MARGIN)
        x = LAYOUT_MARGIN;
    metrics_wrap(slice_of(layout->chart->value_title), 12, false, layout->width - LAYOUT_MARGIN - x,
                 1, &line);
    svg_text(&layout->body, x, layout->y + 11, style, buffer_slice(&line));
    layout->y += line.size > 0 ? 20 : 4;
    buffer_free(&line);
    struct scale scale = scale_nice(0, most, 4, grid->matrix->whole);
    double height = 2 * radius_of(grid, side, most) + 2;
    height = height < 16 ? 16 : height;
    for (size_t i = 0; i < scale.ticks; i++) {
        double value = scale_tick(&scale, i), radius = radius_of(grid, side, value);
        if (value <= 0 || value > most)
            continue;
        buffer_clear(&layout->scratch);
        scale_append_tick(&scale, i, true, &layout->scratch);
        svg_marker(&layout->body, 0, x + radius, layout->y + height / 2, radius,
                   (struct svg_style){"#8c8c8c", NULL, 0, NULL}, slice_of(""));
        x += 2 * radius + 5;
        svg_text(&layout->body, x, layout->y + height / 2 + 4, style,
                 buffer_slice(&layout->scratch));
        x += metrics_width(buffer_slice(&layout->scratch), 12, false) + 16;
    }
    if (grid->low < 0) {
        svg_marker(&layout->body, 0, x + 6, layout->y + height / 2, 6, style_of(0, -1),
                   slice_of(""));
        svg_text(&layout->body, x + 18, layout->y + height / 2 + 4, style, slice_of("below 0"));
    }
    layout->y += height + 8;
}

static void draw_hue(struct buffer *to, size_t hue, double x, double y)
{
    svg_marker(to, hue, x + LAYOUT_SWATCH / 2, y + LAYOUT_SWATCH / 2, LAYOUT_SWATCH / 2,
               style_of(hue, 1), slice_of(""));
}

void layout_bubbles(struct layout *layout)
{
    const struct matrix *matrix = layout->chart->matrix;
    bool many = matrix->labels.count > 40 || matrix->series.count > 40;
    struct grid grid = {.layout = layout,
                        .matrix = matrix,
                        .row = many ? 30 : 46,
                        .least = many ? 30 : 46,
                        .hue_mark = draw_hue};
    if (matrix->panels.count > 1)
        grid.row = grid.least = matrix->panels.count > 4 ? 78 : 58;
    layout_grid(&grid, draw_cell);
    draw_legend(&grid);
}
