#include "picture/layout_grid.h"

#include <math.h>

#include "picture/metrics.h"

static const double value_size = LAYOUT_GRID_VALUE, column_size = 12, column_leading = 14;
enum { COLUMN_LINES = 4 };

size_t grid_column(const struct grid *grid, size_t label)
{
    return chart_cell(grid->matrix, grid->columns, label);
}

bool grid_holds_widest(const struct grid *grid)
{
    return layout_widest_number(grid->matrix, value_size) + 4 <= grid->cell;
}

/* The width that the names of the columns ask for. */
static double wanted_cell(const struct matrix *matrix, double least)
{
    const double most = matrix->labels.count > 30 ? 60 : matrix->labels.count > 12 ? 110 : 140;
    double wanted = least;
    for (size_t i = 0; i < matrix->labels.count; i++) {
        double word = metrics_longest_word(matrix->labels.names[i].name, column_size) + 8;
        wanted = word > wanted ? word : wanted;
    }
    return wanted < most ? wanted : most;
}

static void measure(struct grid *grid, double names)
{
    struct layout *layout = grid->layout;
    double count = (double)grid->columns.count, wanted = wanted_cell(grid->matrix, grid->least);
    grid->left = LAYOUT_MARGIN + names + 10;
    double room = layout->width - LAYOUT_MARGIN - grid->left, most = 90;
    grid->cell = room / count;
    if (grid->cell > most)
        grid->cell = wanted > most ? wanted : most;
    grid->every = 1;
    if (grid->cell < wanted && grid->matrix->labels.numeric) {
        /* Years may be left out: whoever sees 2010 and 2012 knows what lies between. */
        grid->cell = grid->cell < 12 ? 12 : grid->cell;
        grid->every = (size_t)ceil(wanted / grid->cell);
    } else if (grid->cell < wanted) {
        grid->cell = wanted;
    }
    double right = grid->left + grid->cell * count + LAYOUT_MARGIN;
    if (right > layout->width || (layout->may_shrink && right > 480))
        layout->width = right;
    else if (layout->may_shrink)
        layout->width = 480;
}

/* What the rows are, and what the columns are, side by side. */
static void draw_titles(struct grid *grid)
{
    struct layout *layout = grid->layout;
    struct svg_text style = {12, LAYOUT_GREY, SVG_MIDDLE, false};
    struct buffer line = {0};
    double room = layout->width - LAYOUT_MARGIN - grid->left;
    double middle = grid->left + grid->cell * (double)grid->columns.count / 2;
    metrics_wrap(slice_of(layout->chart->label_title), 12, false, room, 1, &line);
    double half = metrics_width(buffer_slice(&line), 12, false) / 2;
    /* A long title over few columns begins where they begin. */
    middle = middle < grid->left + half ? grid->left + half : middle;
    svg_text(&layout->body, middle, layout->y + 11, style, buffer_slice(&line));
    style.anchor = SVG_END;
    room = grid->left - 10 - LAYOUT_MARGIN;
    struct slice rows = slice_of(layout->chart->series_title);
    bool fits = metrics_width(rows, 12, false) <= room;
    if (fits)
        svg_text(&layout->body, grid->left - 10, layout->y + 11, style, rows);
    layout->y += line.size > 0 || (fits && rows.size > 0) ? 18 : 0;
    buffer_free(&line);
}

/* The name of a column: that of its label, or the whole number of one that is missing. Labels come in
 * the order of their columns; *label is the next one. */
static struct slice column_name(const struct grid *grid, size_t column, size_t *label,
                                struct buffer *scratch)
{
    const struct matrix_axis *labels = &grid->matrix->labels;
    if (*label < labels->count && grid_column(grid, *label) == column)
        return labels->names[(*label)++].name;
    double number = labels->names[0].number + (double)column * grid->columns.step;
    buffer_clear(scratch);
    if (floor(number) == number && fabs(number) < 1e15)
        buffer_append_format(scratch, "%lld", (long long)number);
    return buffer_slice(scratch);
}

static void draw_columns(struct grid *grid)
{
    struct layout *layout = grid->layout;
    struct svg_text style = {column_size, LAYOUT_INK, SVG_MIDDLE, false};
    double room = grid->cell * (double)grid->every - 6;
    struct buffer lines = {0}, scratch = {0};
    size_t most = 1;
    for (int pass = 0; pass < 2; pass++)
        for (size_t column = 0, label = 0; column < grid->columns.count; column++) {
            struct slice name = column_name(grid, column, &label, &scratch);
            if (column % grid->every > 0)
                continue;
            buffer_clear(&lines);
            size_t count = metrics_wrap(name, column_size, false, room, COLUMN_LINES, &lines);
            most = count > most ? count : most;
            double first = layout->y + (double)(most - count) * column_leading + 11;
            if (pass == 1 && count > 0)
                svg_lines(&layout->body, grid->left + ((double)column + 0.5) * grid->cell, first,
                          column_leading, style, buffer_slice(&lines));
        }
    buffer_free(&lines);
    buffer_free(&scratch);
    layout->y += (double)most * column_leading + 5;
}

void layout_grid(struct grid *grid, void (*draw)(const struct grid *, size_t, size_t))
{
    struct layout *layout = grid->layout;
    const struct matrix *matrix = grid->matrix;
    struct layout_names names = layout_names(&matrix->series, layout->width * 0.36, 2);
    matrix_range(matrix, false, &grid->low, &grid->high);
    for (size_t i = 0; i < matrix->series.count; i++)
        if (names.counts[i] > 1 && grid->row < 34)
            grid->row = 34;
    grid->columns = chart_cells(matrix);
    measure(grid, names.width);
    layout_begin(layout);
    if (grid->hue_mark)
        layout_legend(layout, &matrix->panels, layout->chart->panel_title, grid->hue_mark);
    draw_titles(grid);
    draw_columns(grid);
    grid->top = layout->y;
    double wish = (layout->height - layout->y - 90) / (double)matrix->series.count;
    grid->row = wish > grid->row ? wish : grid->row;
    grid->values = grid->fits(grid);
    for (size_t series = 0; series < matrix->series.count; series++) {
        layout_name(layout, &names, series, grid->left - 10,
                    grid->top + ((double)series + 0.5) * grid->row);
        for (size_t label = 0; label < matrix->labels.count; label++)
            draw(grid, label, series);
    }
    layout->y = grid->top + (double)matrix->series.count * grid->row + 18;
    layout_names_free(&names);
}
