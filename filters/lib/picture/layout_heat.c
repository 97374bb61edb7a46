#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "picture/layout.h"
#include "picture/metrics.h"
#include "picture/palette.h"

/* A heat map: a row for each series, a column for each label, a coloured cell with its number. */

static const double value_size = 11, column_size = 12, column_leading = 14;
enum { COLUMN_LINES = 4 };

struct heat {
    struct layout *layout;
    const struct matrix *matrix;
    double left, top, cell, row; /* cell: width of one */
    double low, high;            /* of the values, 0 among them */
    struct chart_cells columns;
    size_t every; /* this many columns have one label, at the first */
    bool values;  /* there is room for numbers */
};

static size_t column_of(const struct heat *heat, size_t label)
{
    return chart_cell(heat->matrix, heat->columns, label);
}

/* The place on the colour scale. */
static double place_of(const struct heat *heat, double value)
{
    double most = heat->high > -heat->low ? heat->high : -heat->low;
    return most > 0 ? value / most : 0;
}

static double widest_value(const struct matrix *matrix)
{
    double widest = 0;
    for (size_t i = 0; i < matrix->labels.count * matrix->series.count; i++) {
        double width = metrics_width(matrix->data[i].text, value_size, false);
        widest = width > widest ? width : widest;
    }
    return widest;
}

/* The width that the names of the columns ask for. */
static double wanted_cell(const struct matrix *matrix)
{
    const double most = matrix->labels.count > 30 ? 60 : matrix->labels.count > 12 ? 110 : 140;
    double wanted = 28;
    for (size_t i = 0; i < matrix->labels.count; i++) {
        double word = metrics_longest_word(matrix->labels.names[i].name, column_size) + 8;
        wanted = word > wanted ? word : wanted;
    }
    return wanted < most ? wanted : most;
}

static void measure(struct heat *heat, double names)
{
    struct layout *layout = heat->layout;
    double count = (double)heat->columns.count, wanted = wanted_cell(heat->matrix);
    heat->left = LAYOUT_MARGIN + names + 10;
    double room = layout->width - LAYOUT_MARGIN - heat->left, most = 90;
    heat->cell = room / count;
    if (heat->cell > most)
        heat->cell = wanted > most ? wanted : most;
    heat->every = 1;
    if (heat->cell < wanted && heat->matrix->labels.numeric) {
        /* Years may be left out: whoever sees 2010 and 2012 knows what lies between. */
        heat->cell = heat->cell < 12 ? 12 : heat->cell;
        heat->every = (size_t)ceil(wanted / heat->cell);
    } else if (heat->cell < wanted) {
        heat->cell = wanted;
    }
    double right = heat->left + heat->cell * count + LAYOUT_MARGIN;
    if (right > layout->width || (layout->may_shrink && right > 480))
        layout->width = right;
    else if (layout->may_shrink)
        layout->width = 480;
    heat->values = widest_value(heat->matrix) + 4 <= heat->cell;
}

/* What the rows are, and what the columns are, side by side. */
static void draw_titles(struct heat *heat)
{
    struct layout *layout = heat->layout;
    struct svg_text style = {12, LAYOUT_GREY, SVG_MIDDLE, false};
    struct buffer line = {0};
    double room = layout->width - LAYOUT_MARGIN - heat->left;
    double middle = heat->left + heat->cell * (double)heat->columns.count / 2;
    metrics_wrap(slice_of(layout->chart->label_title), 12, false, room, 1, &line);
    double half = metrics_width(buffer_slice(&line), 12, false) / 2;
    /* A long title over few columns begins where they begin. */
    middle = middle < heat->left + half ? heat->left + half : middle;
    svg_text(&layout->body, middle, layout->y + 11, style, buffer_slice(&line));
    style.anchor = SVG_END;
    room = heat->left - 10 - LAYOUT_MARGIN;
    struct slice rows = slice_of(layout->chart->series_title);
    bool fits = metrics_width(rows, 12, false) <= room;
    if (fits)
        svg_text(&layout->body, heat->left - 10, layout->y + 11, style, rows);
    layout->y += line.size > 0 || (fits && rows.size > 0) ? 18 : 0;
    buffer_free(&line);
}

static void draw_columns(struct heat *heat)
{
    struct layout *layout = heat->layout;
    const struct matrix_axis *labels = &heat->matrix->labels;
    struct svg_text style = {column_size, LAYOUT_INK, SVG_MIDDLE, false};
    double room = heat->cell * (double)heat->every - 6;
    struct buffer lines = {0};
    size_t most = 1;
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < labels->count; i++) {
            if (column_of(heat, i) % heat->every > 0)
                continue;
            buffer_clear(&lines);
            size_t count = metrics_wrap(labels->names[i].name, column_size, false, room,
                                        COLUMN_LINES, &lines);
            most = count > most ? count : most;
            double first = layout->y + (double)(most - count) * column_leading + 11;
            if (pass == 1 && count > 0)
                svg_lines(&layout->body,
                          heat->left + ((double)column_of(heat, i) + 0.5) * heat->cell, first,
                          column_leading, style, buffer_slice(&lines));
        }
    buffer_free(&lines);
    layout->y += (double)most * column_leading + 5;
}

static void draw_cell(const struct heat *heat, size_t label, size_t series)
{
    struct buffer *body = &heat->layout->body;
    const struct datum *datum = matrix_datum(heat->matrix, label, series);
    double x = heat->left + (double)column_of(heat, label) * heat->cell,
           y = heat->top + (double)series * heat->row;
    if (isnan(datum->value)) {
        /* Nothing is known: no colour, only a dot in the middle. */
        svg_rectangle(body, x + heat->cell / 2 - 1, y + heat->row / 2 - 1, 2, 2,
                      (struct svg_style){.fill = "#bdbdbd"},
                      layout_tooltip(heat->layout, label, series));
        return;
    }
    struct palette_colour colour = palette_heat(place_of(heat, datum->value));
    svg_rectangle(body, x, y, heat->cell, heat->row,
                  (struct svg_style){colour.hex, "#ffffff", heat->cell < 16 ? 0.5 : 1, NULL},
                  layout_tooltip(heat->layout, label, series));
    if (!heat->values)
        return;
    struct svg_text style = {value_size, "#000000", SVG_MIDDLE, false};
    if (palette_is_dark(colour.hex))
        style.fill = "#ffffff";
    svg_text(body, x + heat->cell / 2, y + heat->row / 2 + 4, style, datum->text);
}

/* The colours with their values, below the map. */
static void draw_legend(struct heat *heat)
{
    enum { STEPS = 24 };
    struct layout *layout = heat->layout;
    const double width = 240, height = 12;
    double left = heat->left;
    if (left + width > layout->width - LAYOUT_MARGIN)
        left = LAYOUT_MARGIN;
    struct svg_text style = {12, LAYOUT_GREY, SVG_START, false};
    struct buffer line = {0};
    metrics_wrap(slice_of(layout->chart->value_title), 12, false,
                 layout->width - LAYOUT_MARGIN - left, 1, &line);
    svg_text(&layout->body, left, layout->y + 11, style, buffer_slice(&line));
    buffer_free(&line);
    layout->y += 18;
    struct scale scale = layout_value_scale(layout, heat->low, heat->high, left, left + width,
                                            heat->matrix->whole);
    for (int i = 0; i < STEPS; i++) {
        double value = scale.low + (scale.high - scale.low) * (i + 0.5) / STEPS;
        struct palette_colour colour = palette_heat(place_of(heat, value));
        svg_rectangle(&layout->body, left + width * i / STEPS, layout->y, width / STEPS + 0.5,
                      height, (struct svg_style){.fill = colour.hex}, slice_of(""));
    }
    svg_rectangle(&layout->body, left, layout->y, width, height,
                  (struct svg_style){.stroke = "#bdbdbd", .stroke_width = 0.5}, slice_of(""));
    style = (struct svg_text){LAYOUT_TICK_SIZE, LAYOUT_GREY, SVG_MIDDLE, false};
    for (size_t i = 0; i < scale.ticks; i++) {
        double x = left + width * scale_place(&scale, scale_tick(&scale, i));
        svg_line(&layout->body, x, layout->y + height, x, layout->y + height + 4,
                 (struct svg_style){.stroke = LAYOUT_AXIS, .stroke_width = 1});
        buffer_clear(&layout->scratch);
        scale_append_tick(&scale, i, true, &layout->scratch);
        svg_text(&layout->body, x, layout->y + height + 16, style, buffer_slice(&layout->scratch));
    }
    layout->y += height + 22;
}

void layout_heat(struct layout *layout)
{
    const struct matrix *matrix = layout->chart->matrix;
    struct heat heat = {.layout = layout, .matrix = matrix, .row = 26};
    struct layout_names names = layout_names(&matrix->series, layout->width * 0.36, 2);
    matrix_range(matrix, false, &heat.low, &heat.high);
    for (size_t i = 0; i < matrix->series.count; i++)
        if (names.counts[i] > 1)
            heat.row = 34;
    heat.columns = chart_cells(matrix);
    measure(&heat, names.width);
    layout_begin(layout);
    draw_titles(&heat);
    draw_columns(&heat);
    heat.top = layout->y;
    double wish = (layout->height - layout->y - 90) / (double)matrix->series.count;
    heat.row = wish > heat.row ? wish : heat.row;
    for (size_t series = 0; series < matrix->series.count; series++) {
        layout_name(layout, &names, series, heat.left - 10,
                    heat.top + ((double)series + 0.5) * heat.row);
        for (size_t label = 0; label < matrix->labels.count; label++)
            draw_cell(&heat, label, series);
    }
    layout->y = heat.top + (double)matrix->series.count * heat.row + 18;
    draw_legend(&heat);
    layout_names_free(&names);
}
