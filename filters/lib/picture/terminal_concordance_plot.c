#include <math.h>
#include <stdlib.h>

#include "picture/scale.h"
#include "picture/terminal.h"

/* What lies somewhere along a line: dots with their intervals, and hits in documents. */

/* In which column a value lies. */
static size_t column_of(const struct scale *scale, size_t columns, double value)
{
    double place = scale_place(scale, value) * (double)(columns - 1) + 0.5;
    return place < 0 ? 0 : place > (double)columns - 1 ? columns - 1 : (size_t)place;
}

static void draw_dot(const struct pen *pen, const struct scale *scale, size_t columns, size_t place,
                     size_t series)
{
    bool ascii = pen->terminal->ascii;
    double value = pen->matrix->data[place].value;
    size_t at = column_of(scale, columns, value), from = at, to = at;
    size_t zero = scale->low < 0 && scale->high > 0 ? column_of(scale, columns, 0) : columns;
    if (pen->matrix->asides) {
        const double *ends = pen->matrix->asides[place].figure;
        from = isnan(ends[0]) ? at : column_of(scale, columns, ends[0]);
        to = isnan(ends[1]) ? at : column_of(scale, columns, ends[1]);
    }
    for (size_t i = 0; i < columns; i++) {
        bool inside = i >= from && i <= to;
        if (i == at || inside)
            pen_colour(pen, series);
        buffer_append_string(pen->to, i == at     ? ascii ? "o" : "●"
                                      : inside    ? ascii ? "-" : "─"
                                      : i == zero ? ascii ? "|" : "│"
                                                  : " ");
        if (i == at || inside)
            pen_plain(pen);
    }
}

/* Whether there is room for the figures behind a line that is long enough. */
static bool figures_fit(const struct pen *pen, size_t figures)
{
    struct pen_row row = pen_measure_row(pen, figures, true);
    return !row.apart && row.rest >= PEN_LEAST_BAR;
}

void terminal_dots(const struct pen *pen)
{
    const struct matrix *matrix = pen->matrix;
    bool figures = figures_fit(pen, pen_widest_value(pen) + 1);
    struct pen_row row = pen_measure_row(pen, figures ? pen_widest_value(pen) + 1 : 0, true);
    double low, high;
    chart_dots_range(matrix, &low, &high);
    struct scale scale = scale_nice(low, high, 4, false);
    scale.low = low < high ? low : scale.low;
    scale.high = low < high ? high : scale.high;
    pen_header(pen, &row, pen->chart->value_title);
    for (size_t label = 0; label < matrix->labels.count; label++)
        for (size_t series = 0; series < matrix->series.count; series++) {
            pen_begin_row(pen, &row, label, series);
            size_t place = matrix_place(matrix, label, series);
            if (!isnan(matrix->data[place].value)) {
                draw_dot(pen, &scale, row.rest, place, series);
                pen_spaces(pen, 1);
                if (figures)
                    pen_append_value(pen, label, series);
            }
            pen_line(pen);
        }
}

/* How many hits lie in each column of the line, as a shade. */
static void draw_strip(const struct pen *pen, size_t columns, size_t label, size_t series,
                       size_t *hit)
{
    static const char *const shades[4] = {"·", "░", "▒", "█"};
    static const char *const signs[4] = {".", "-", "+", "#"};
    const struct concordance_plot *concordance = pen->chart->concordance;
    size_t *counts = memory_zeroed(columns + 1, sizeof *counts);
    for (; *hit < concordance->count; ++*hit) {
        const struct concordance_plot_hit *at = &concordance->hits[*hit];
        if (at->document != label || at->concept != series)
            break;
        double place = at->start / concordance->lengths[label] * (double)columns;
        counts[place < (double)columns ? (size_t)place : columns - 1]++;
    }
    pen_colour(pen, series);
    for (size_t i = 0; i < columns; i++) {
        size_t level = counts[i] > 2 ? 3 : counts[i];
        buffer_append_string(pen->to, pen->terminal->ascii ? signs[level] : shades[level]);
    }
    pen_plain(pen);
    pen_spaces(pen, 1);
    free(counts);
}

void terminal_concordance_plot(const struct pen *pen)
{
    const struct matrix *matrix = pen->matrix;
    struct pen_row row = pen_measure_row(pen, pen_widest_value(pen) + 1, true);
    size_t hit = 0;
    pen_header(pen, &row, pen->chart->value_title);
    for (size_t label = 0; label < matrix->labels.count; label++)
        for (size_t series = 0; series < matrix->series.count; series++) {
            pen_begin_row(pen, &row, label, series);
            draw_strip(pen, row.rest, label, series, &hit);
            buffer_append_slice(pen->to, matrix_datum(matrix, label, series)->text);
            pen_line(pen);
        }
    buffer_append_char(pen->to, '\n');
    pen_words(pen,
              slice_of(pen->terminal->ascii ? "hits at a place: . 0  - 1  + 2  # more"
                                            : "hits at a place: · 0  ░ 1  ▒ 2  █ more"),
              false);
}

/* A network as text is its links, the strongest first. */
void terminal_network(const struct pen *pen)
{
    const struct network *network = pen->chart->network;
    const struct axis_name *names = pen->matrix->labels.names;
    struct matrix links = {0};
    struct buffer name = {0};
    for (size_t i = 0; i < network->count; i++) {
        const struct network_link *link = &network->links[i];
        buffer_clear(&name);
        buffer_append_slice(&name, names[link->a].name);
        buffer_append_string(&name, pen->terminal->ascii ? " - " : " – ");
        buffer_append_slice(&name, names[link->b].name);
        matrix_add(&links,
                   &(struct matrix_row){.label = buffer_slice(&name),
                                        .series = slice_of(""),
                                        .panel = slice_of(""),
                                        .value = link->weight,
                                        .text = link->text},
                   true);
    }
    matrix_arrange(&links, &(struct matrix_order){.sort = MATRIX_SORT_VALUE});
    struct chart chart = *pen->chart;
    chart.label_title = "link";
    chart.matrix = &links;
    struct pen copy = {&chart, &links, pen->terminal, pen->to};
    if (network->count > 0)
        terminal_bars(&copy);
    else
        buffer_append_string(pen->to, "no links\n");
    buffer_free(&name);
    matrix_free(&links);
}
