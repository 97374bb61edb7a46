#include <math.h>

#include "picture/layout_grid.h"
#include "picture/metrics.h"
#include "picture/palette.h"

/* A heat map: a coloured cell with its number for each value. */

/* The place on the colour scale. */
static double place_of(const struct grid *grid, double value)
{
    double most = grid->high > -grid->low ? grid->high : -grid->low;
    return most > 0 ? value / most : 0;
}

static void draw_cell(const struct grid *grid, size_t label, size_t series)
{
    struct buffer *body = &grid->layout->body;
    const struct datum *datum = matrix_datum(grid->matrix, label, series);
    double x = grid->left + (double)grid_column(grid, label) * grid->cell,
           y = grid->top + (double)series * grid->row;
    if (isnan(datum->value)) {
        /* Nothing is known: no colour, only a dot in the middle. */
        svg_rectangle(body, x + grid->cell / 2 - 1, y + grid->row / 2 - 1, 2, 2,
                      (struct svg_style){.fill = "#bdbdbd"},
                      layout_tooltip(grid->layout, label, series));
        return;
    }
    struct palette_colour colour = palette_heat(place_of(grid, datum->value));
    svg_rectangle(body, x, y, grid->cell, grid->row,
                  (struct svg_style){colour.hex, "#ffffff", grid->cell < 16 ? 0.5 : 1, NULL},
                  layout_tooltip(grid->layout, label, series));
    if (!grid->values) {
        /* In grey nothing else tells the side of zero. */
        svg_hatch(body, x, y, grid->cell, grid->row, datum->value < 0);
        return;
    }
    struct svg_text style = {LAYOUT_GRID_VALUE, "#000000", SVG_MIDDLE, false};
    if (palette_is_dark(colour.hex))
        style.fill = "#ffffff";
    svg_text(body, x + grid->cell / 2, y + grid->row / 2 + 4, style, datum->text);
}

/* The colours with their values, below the map. */
static void draw_legend(struct grid *grid)
{
    enum { STEPS = 24 };
    struct layout *layout = grid->layout;
    const double height = 12;
    struct layout_extent all = layout_span(layout);
    double left = grid->left, width = all.right - all.left < 240 ? all.right - all.left : 240;
    if (left + width > all.right)
        left = all.left;
    struct svg_text style = {12, LAYOUT_GREY, SVG_START, false};
    struct buffer line = {0};
    metrics_wrap(slice_of(layout->chart->value_title), 12, false,
                 layout->width - LAYOUT_MARGIN - left, 1, &line);
    svg_text(&layout->body, left, layout->y + 11, style, buffer_slice(&line));
    buffer_free(&line);
    layout->y += 18;
    struct scale scale = layout_value_scale(layout, grid->low, grid->high, left, left + width,
                                            grid->matrix->whole);
    for (int i = 0; i < STEPS; i++) {
        double value = scale.low + (scale.high - scale.low) * (i + 0.5) / STEPS;
        struct palette_colour colour = palette_heat(place_of(grid, value));
        svg_rectangle(&layout->body, left + width * i / STEPS, layout->y, width / STEPS + 0.5,
                      height, (struct svg_style){.fill = colour.hex}, slice_of(""));
    }
    if (!grid->values && grid->low < 0)
        svg_hatch(&layout->body, left, layout->y, width * scale_place(&scale, 0), height, 1);
    svg_rectangle(&layout->body, left, layout->y, width, height,
                  (struct svg_style){.stroke = "#bdbdbd", .stroke_width = 0.5}, slice_of(""));
    double end = -1e9;
    for (size_t i = 0; i < scale.ticks; i++) {
        double x = left + width * scale_place(&scale, scale_tick(&scale, i));
        svg_line(&layout->body, x, layout->y + height, x, layout->y + height + 4,
                 (struct svg_style){.stroke = LAYOUT_AXIS, .stroke_width = 1});
        buffer_clear(&layout->scratch);
        scale_append_tick(&scale, i, true, &layout->scratch);
        layout_tick(layout, x, layout->y + height + 16, layout_span(layout), &end,
                    buffer_slice(&layout->scratch));
    }
    layout->y += height + 22;
}

void layout_heat(struct layout *layout)
{
    struct grid grid = {.layout = layout,
                        .matrix = layout->chart->matrix,
                        .row = 26,
                        .least = 28,
                        .fits = grid_holds_widest};
    layout_grid(&grid, draw_cell);
    draw_legend(&grid);
}
