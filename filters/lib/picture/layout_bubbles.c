#include <math.h>

#include "picture/layout_grid.h"
#include "picture/metrics.h"
#include "picture/palette.h"

/* A bubble map, the evidence map of reviews: the area of a bubble is its number, so that twice as
 * much ink is twice as many. An empty cell is a gap in the evidence and stays empty. A further key
 * gives each cell several marks side by side, told apart by colour and form. */

static const double value_gap = 3;

/* Marks of several hues stand in slots of their own, in as square an order as there is. */
struct slots {
    size_t across, down;
    double width, side; /* of one; the shorter of width and height */
};

static struct slots find_slots(const struct grid *grid)
{
    size_t count = grid->matrix->panels.count;
    struct slots slots = {1, 1, 0, 0};
    while (slots.across * slots.across < count)
        slots.across++;
    slots.down = (count + slots.across - 1) / slots.across;
    slots.width = grid->cell / (double)slots.across;
    double height = grid->row / (double)slots.down;
    slots.side = slots.width < height ? slots.width : height;
    return slots;
}

static double most_of(const struct grid *grid)
{
    return grid->high > -grid->low ? grid->high : -grid->low;
}

/* The largest number fills its slot, and the others go by area; what is not nothing is seen. */
static double radius_of(const struct grid *grid, double side, double value)
{
    const double least = 1.5;
    double most = most_of(grid), radius = most > 0 ? sqrt(fabs(value) / most) : 0;
    double largest = grid->matrix->panels.count > 1 ? side / 2.6 - 1 : side / 2 - 2;
    return radius * largest > least ? radius * largest : least;
}

/* The room that a number takes beside the middle of its mark, and whether it stands within it. */
static double number_room(const struct grid *grid, const struct datum *datum, double radius,
                          bool *within)
{
    double width = metrics_width(datum->text, LAYOUT_GRID_VALUE, false);
    *within = grid->matrix->panels.count == 1 && radius > 7 && width + 3 < radius * 1.7;
    return *within ? radius : radius + value_gap + width;
}

/* All numbers or none: a few of them would look like the only ones. */
static bool numbers_fit(const struct grid *grid)
{
    struct slots slots = find_slots(grid);
    bool within;
    for (size_t i = 0; i < matrix_places(grid->matrix); i++) {
        const struct datum *datum = &grid->matrix->data[i];
        double radius = radius_of(grid, slots.side, datum->value);
        if (!isnan(datum->value) && datum->value != 0 &&
            number_room(grid, datum, radius, &within) > slots.width / 2 - 1)
            return false;
    }
    return true;
}

/* Cells so wide that numbers fit, within reason. */
static double wanted_cell(const struct grid *grid, double least)
{
    const double most = 140;
    struct grid copy = *grid;
    bool within;
    matrix_range(copy.matrix, false, &copy.low, &copy.high);
    for (size_t i = 0; i < matrix_places(copy.matrix); i++) {
        const struct datum *datum = &copy.matrix->data[i];
        if (isnan(datum->value) || datum->value == 0)
            continue;
        double radius = radius_of(&copy, copy.row, datum->value);
        double wanted = 2 * number_room(&copy, datum, radius, &within) + 3;
        least = wanted > least ? wanted : least;
    }
    return least < most ? least : most;
}

/* What lies below 0 has no area; it is a ring of the same size. */
static struct svg_style style_of(size_t hue, double value)
{
    const char *colour = palette_series(hue);
    return value < 0 ? (struct svg_style){"#ffffff", colour, 2, "3 2"}
                     : (struct svg_style){colour, NULL, 0, NULL};
}

static void draw_value(const struct grid *grid, const struct datum *datum, size_t hue, double x,
                       double y, double radius)
{
    struct svg_text style = {LAYOUT_GRID_VALUE, LAYOUT_INK, SVG_START, false};
    bool within;
    if (!grid->values)
        return;
    number_room(grid, datum, radius, &within);
    if (within) {
        style.anchor = SVG_MIDDLE;
        if (datum->value > 0 && palette_is_dark(palette_series(hue)))
            style.fill = "#ffffff";
    }
    svg_text(&grid->layout->body, within ? x : x + radius + value_gap, y + 4, style, datum->text);
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
    svg_marker(&layout->body, hue, x, y, radius, style_of(hue, datum->value),
               buffer_slice(&layout->scratch));
    draw_value(grid, datum, hue, x, y, radius);
}

static void draw_cell(const struct grid *grid, size_t label, size_t series)
{
    struct slots slots = find_slots(grid);
    double x = grid->left + (double)grid_column(grid, label) * grid->cell,
           y = grid->top + (double)series * grid->row;
    double height = grid->row / (double)slots.down;
    svg_rectangle(&grid->layout->body, x, y, grid->cell, grid->row,
                  (struct svg_style){NULL, LAYOUT_GRID, 1, NULL}, slice_of(""));
    for (size_t hue = 0; hue < grid->matrix->panels.count; hue++) {
        size_t column = hue % slots.across, row = hue / slots.across;
        draw_slot(grid, label, series, hue, x + ((double)column + 0.5) * slots.width,
                  y + ((double)row + 0.5) * height, slots.side);
    }
}

/* The next mark of the legend and its words, in a new line where this one is full. */
struct key {
    double x, side, height; /* of a line */
};

static void draw_key(const struct grid *grid, struct key *key, double radius, struct svg_style mark,
                     struct slice words)
{
    const double gap = 5, between = 16;
    struct layout *layout = grid->layout;
    struct svg_text style = {12, LAYOUT_GREY, SVG_START, false};
    double width = 2 * radius + gap + metrics_width(words, style.size, false);
    if (key->x + width > layout->width - LAYOUT_MARGIN && key->x > LAYOUT_MARGIN) {
        key->x = LAYOUT_MARGIN;
        layout->y += key->height;
    }
    double y = layout->y + key->height / 2;
    svg_marker(&layout->body, 0, key->x + radius, y, radius, mark, slice_of(""));
    svg_text(&layout->body, key->x + 2 * radius + gap, y + 4, style, words);
    key->x += width + between;
}

/* The sizes of round numbers, and what a ring is. */
static void draw_legend(const struct grid *grid)
{
    struct layout *layout = grid->layout;
    struct key key = {.x = grid->left, .side = find_slots(grid).side};
    double most = most_of(grid);
    struct buffer line = {0};
    if (key.x + 240 > layout->width - LAYOUT_MARGIN)
        key.x = LAYOUT_MARGIN;
    buffer_append_string(&line, layout->chart->value_title);
    if (!(most > 0))
        buffer_append_string(&line, line.size > 0 ? ": none above 0" : "none above 0");
    struct buffer words = {0};
    metrics_wrap(buffer_slice(&line), 12, false, layout->width - LAYOUT_MARGIN - key.x, 1, &words);
    svg_text(&layout->body, key.x, layout->y + 11,
             (struct svg_text){12, LAYOUT_GREY, SVG_START, false}, buffer_slice(&words));
    layout->y += words.size > 0 ? 20 : 4;
    buffer_free(&words);
    buffer_free(&line);
    if (!(most > 0))
        return;
    key.height = 2 * radius_of(grid, key.side, most) + 4;
    key.height = key.height < 16 ? 16 : key.height;
    struct scale scale = scale_nice(0, most, 4, grid->matrix->whole);
    for (size_t i = 0; i < scale.ticks; i++) {
        double value = scale_tick(&scale, i);
        if (value <= 0 || value > most)
            continue;
        buffer_clear(&layout->scratch);
        scale_append_tick(&scale, i, true, &layout->scratch);
        draw_key(grid, &key, radius_of(grid, key.side, value),
                 (struct svg_style){"#8c8c8c", NULL, 0, NULL}, buffer_slice(&layout->scratch));
    }
    if (grid->low < 0)
        draw_key(grid, &key, 6, style_of(0, -1), slice_of("below 0"));
    layout->y += key.height + 4;
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
                        .hue_mark = draw_hue,
                        .fits = numbers_fit};
    if (matrix->panels.count > 1)
        grid.row = grid.least = matrix->panels.count > 4 ? 78 : 58;
    else
        grid.least = wanted_cell(&grid, grid.row);
    layout_grid(&grid, draw_cell);
    draw_legend(&grid);
}
