#include <math.h>

#include "picture/terminal.h"

/* A bar in eighths of a column. */
static const char *const eighths[8] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};

struct bars {
    struct pen_row row;
    size_t below, above; /* columns for bars to the left and right of zero */
    double unit;         /* value of a column */
};

static struct bars measure(const struct pen *pen)
{
    struct bars bars = {.row = pen_measure_row(pen, pen_widest_value(pen) + 1, true)};
    size_t room = bars.row.rest;
    double low, high;
    matrix_range(pen->matrix, false, &low, &high);
    if (low < 0) {
        room--; /* the line at zero */
        bars.below = (size_t)((double)room * (low / (low - high)) + 0.5);
        if (bars.below == 0)
            bars.below = 1;
        if (bars.below >= room && high > 0)
            bars.below = room > 1 ? room - 1 : 1;
    }
    bars.above = room > bars.below ? room - bars.below : 0;
    double right = bars.above > 0 ? high / (double)bars.above : 0;
    double left = bars.below > 0 ? -low / (double)bars.below : 0;
    bars.unit = right > left ? right : left;
    return bars;
}

/* Whole columns, or eighths of them; something that is not nothing shows. */
static size_t length_of(const struct bars *bars, double value, size_t parts, size_t most)
{
    if (value == 0 || bars->unit <= 0)
        return 0;
    size_t length = (size_t)(fabs(value) / bars->unit * (double)parts + 0.5);
    length = length > most * parts ? most * parts : length;
    return length > 0 ? length : 1;
}

/* Blocks grow from the left of a column only, so a bar to the left ends in a half at best. */
static void draw_left(const struct pen *pen, const struct bars *bars, double value, size_t series)
{
    if (bars->below == 0)
        return;
    bool ascii = pen->terminal->ascii;
    size_t parts = ascii ? 1 : 2;
    size_t length = value < 0 ? length_of(bars, value, parts, bars->below) : 0;
    size_t whole = length / parts, half = length % parts;
    pen_spaces(pen, bars->below - whole - half);
    pen_colour(pen, series);
    pen_repeat(pen, "▐", half);
    pen_repeat(pen, ascii ? "#" : "█", whole);
    pen_plain(pen);
    buffer_append_string(pen->to, ascii ? "|" : "│");
}

static void draw_right(const struct pen *pen, const struct bars *bars, double value, size_t series)
{
    size_t parts = pen->terminal->ascii ? 1 : 8;
    size_t length = value > 0 ? length_of(bars, value, parts, bars->above) : 0;
    if (length == 0)
        return;
    pen_colour(pen, series);
    pen_repeat(pen, parts == 1 ? "#" : "█", length / parts);
    buffer_append_string(pen->to, eighths[length % parts]);
    pen_plain(pen);
}

/* "occurrences (share of documents)" */
static void draw_header(const struct pen *pen, const struct bars *bars)
{
    struct buffer title = {0};
    buffer_append_string(&title, pen->chart->value_title);
    if (pen->chart->share)
        buffer_append_format(&title, " (%s)", pen->chart->share_title);
    buffer_append_char(&title, '\0');
    pen_header(pen, &bars->row, title.data);
    buffer_free(&title);
}

void terminal_bars(const struct pen *pen)
{
    const struct matrix *matrix = pen->matrix;
    struct bars bars = measure(pen);
    draw_header(pen, &bars);
    for (size_t label = 0; label < matrix->labels.count; label++)
        for (size_t series = 0; series < matrix->series.count; series++) {
            const struct datum *datum = matrix_datum(matrix, label, series);
            double value = isnan(datum->value) ? 0 : datum->value;
            pen_begin_row(pen, &bars.row, label, series);
            draw_left(pen, &bars, value, series);
            draw_right(pen, &bars, value, series);
            if (value != 0)
                pen_spaces(pen, 1);
            pen_append_value(pen, label, series);
            pen_line(pen);
        }
}

static size_t widest_total(const struct matrix *matrix, double *most)
{
    struct buffer text = {0};
    size_t widest = 0;
    *most = 0;
    for (size_t label = 0; label < matrix->labels.count; label++) {
        double total = matrix_total(matrix, label);
        *most = total > *most ? total : *most;
        buffer_clear(&text);
        matrix_append_number(matrix, total, &text);
        widest = text.size > widest ? text.size : widest;
    }
    buffer_free(&text);
    return widest;
}

/* Borders are rounded and not lengths, so that the parts of a bar are as long as its sum. */
static void draw_stack(const struct pen *pen, size_t label, double unit, bool letters)
{
    const struct matrix *matrix = pen->matrix;
    double sum = 0;
    size_t drawn = 0;
    for (size_t series = 0; series < matrix->series.count; series++) {
        double value = matrix_datum(matrix, label, series)->value;
        sum += isnan(value) ? 0 : value;
        size_t end = unit > 0 ? (size_t)(sum / unit + 0.5) : 0;
        if (end <= drawn)
            continue;
        pen_colour(pen, series);
        pen_repeat(pen, pen_mark(pen, series, letters), end - drawn);
        pen_plain(pen);
        drawn = end;
    }
}

void terminal_stacked(const struct pen *pen)
{
    const struct matrix *matrix = pen->matrix;
    double low, high, most;
    matrix_range(matrix, false, &low, &high);
    if (low < 0) {
        /* Lines of text cannot be stacked on both sides of zero and stay readable. */
        terminal_bars(pen);
        return;
    }
    size_t numbers = widest_total(matrix, &most) + 1;
    if (pen->chart->percent) {
        numbers = 0;
        most = 100;
    }
    struct pen_row row = pen_measure_row(pen, numbers, false);
    bool letters = matrix->series.count > PEN_SHADES;
    pen_key(pen, &matrix->series, 0, letters);
    buffer_append_char(pen->to, '\n');
    pen_header(pen, &row, pen->chart->value_title);
    for (size_t label = 0; label < matrix->labels.count; label++) {
        pen_begin_row(pen, &row, label, 0);
        draw_stack(pen, label, most / (double)row.rest, letters);
        double total = matrix_total(matrix, label);
        if (!pen->chart->percent) {
            pen_spaces(pen, total > 0 ? 1 : 0);
            matrix_append_number(matrix, total, pen->to);
        }
        pen_line(pen);
    }
}
