#include "picture/terminal.h"

#include <math.h>

#include "picture/palette.h"
#include "text/width.h"

void pen_repeat(const struct pen *pen, const char *mark, size_t count)
{
    while (count-- > 0)
        buffer_append_string(pen->to, mark);
}

void pen_spaces(const struct pen *pen, size_t count)
{
    pen_repeat(pen, " ", count);
}

void pen_line(const struct pen *pen)
{
    while (pen->to->size > 0 && pen->to->data[pen->to->size - 1] == ' ')
        pen->to->size--;
    buffer_append_char(pen->to, '\n');
}

size_t pen_name_width(struct slice name)
{
    struct buffer visible = {0};
    width_append_visible(name, &visible);
    size_t columns = width_columns(buffer_slice(&visible));
    buffer_free(&visible);
    return columns;
}

size_t pen_widest_name(const struct matrix_axis *axis, const char *title)
{
    size_t widest = 0;
    for (size_t i = 0; i < axis->count; i++) {
        size_t columns = pen_name_width(axis->names[i].name);
        widest = columns > widest ? columns : widest;
    }
    size_t columns = pen_name_width(slice_of(title));
    return widest > 0 && columns > widest ? columns : widest;
}

/* The second figure of a place in the matrix, if it has one. */
static struct slice share_of(const struct pen *pen, size_t place)
{
    const struct matrix *matrix = pen->matrix;
    return pen->chart->share && matrix->asides ? matrix->asides[place].text[0] : slice_of("");
}

void pen_append_value(const struct pen *pen, size_t label, size_t series)
{
    size_t place = matrix_place(pen->matrix, label, series);
    struct slice share = share_of(pen, place);
    buffer_append_slice(pen->to, pen->matrix->data[place].text);
    if (share.size == 0)
        return;
    buffer_append_string(pen->to, " (");
    buffer_append_slice(pen->to, share);
    buffer_append_char(pen->to, ')');
}

size_t pen_widest_value(const struct pen *pen)
{
    size_t widest = 0;
    for (size_t i = 0; i < matrix_places(pen->matrix); i++) {
        struct slice share = share_of(pen, i);
        size_t columns = pen->matrix->data[i].text.size + (share.size > 0 ? share.size + 3 : 0);
        widest = columns > widest ? columns : widest;
    }
    return widest;
}

void pen_name(const struct pen *pen, struct slice name, size_t columns, bool right)
{
    struct buffer visible = {0}, shown = {0};
    width_append_visible(name, &visible);
    width_shorten(buffer_slice(&visible), columns, pen->terminal->ascii ? "~" : "…", &shown);
    size_t used = width_columns(buffer_slice(&shown));
    if (right)
        pen_spaces(pen, used < columns ? columns - used : 0);
    buffer_append_slice(pen->to, buffer_slice(&shown));
    /* A terminal that reorders would take the bar and the number into the Arabic name's run; the
     * left-to-right mark (U+200E) ends that run. */
    if (pen->terminal->bidi && width_has_right_to_left(buffer_slice(&shown)))
        buffer_append_string(pen->to, "\xE2\x80\x8E");
    if (!right)
        pen_spaces(pen, used < columns ? columns - used : 0);
    buffer_free(&visible);
    buffer_free(&shown);
}

static void make_bold(const struct pen *pen)
{
    if (pen->terminal->colour)
        buffer_append_string(pen->to, "\033[1m");
}

void pen_words(const struct pen *pen, struct slice words, bool bold)
{
    struct buffer visible = {0};
    width_append_visible(slice_trim(words), &visible);
    for (struct slice left = buffer_slice(&visible); left.size > 0;) {
        size_t size = width_first_line(left, pen->terminal->width);
        if (bold)
            make_bold(pen);
        else
            pen_faint(pen);
        buffer_append_slice(pen->to, slice_trim(slice_make(left.data, size)));
        pen_plain(pen);
        pen_line(pen);
        left = slice_trim(slice_from(left, size));
    }
    buffer_free(&visible);
}

void pen_colour(const struct pen *pen, size_t i)
{
    if (pen->terminal->colour)
        buffer_append_format(pen->to, "\033[38;5;%dm", palette_terminal(i));
}

void pen_faint(const struct pen *pen)
{
    if (pen->terminal->colour)
        buffer_append_string(pen->to, "\033[2m");
}

void pen_plain(const struct pen *pen)
{
    if (pen->terminal->colour)
        buffer_append_string(pen->to, "\033[0m");
}

const char *pen_mark(const struct pen *pen, size_t i, bool letter)
{
    static const char *const shades[PEN_SHADES] = {"█", "▒", "░", "▓"};
    static const char *const signs[PEN_SHADES] = {"#", "=", "-", "+"};
    static const char *const letters[PEN_LETTERS] = {"A", "B", "C", "D", "E", "F", "G", "H", "I",
                                                     "J", "K", "L", "M", "N", "O", "P", "Q", "R",
                                                     "S", "T", "U", "V", "W", "X", "Y", "Z"};
    if (letter)
        return letters[i % PEN_LETTERS];
    return pen->terminal->ascii ? signs[i % PEN_SHADES] : shades[i % PEN_SHADES];
}

void pen_key(const struct pen *pen, const struct matrix_axis *axis, size_t from, bool letters)
{
    size_t used = 0, width = pen->terminal->width;
    bool series = axis == &pen->matrix->series;
    for (size_t i = 0; i < axis->count; i++) {
        size_t columns = pen_name_width(axis->names[i].name);
        columns = columns + 2 < width ? columns : width - 2;
        if (used > 0 && used + columns + 2 > width) {
            pen_line(pen);
            used = 0;
        }
        if (series)
            pen_colour(pen, i);
        buffer_append_string(pen->to, pen_mark(pen, from + i, letters));
        if (series)
            pen_plain(pen);
        pen_spaces(pen, 1);
        pen_name(pen, axis->names[i].name, columns, false);
        pen_spaces(pen, PEN_GAP);
        used += columns + 2 + PEN_GAP;
    }
    pen_line(pen);
}

/* Columns for names: what they need, at most so many, not what the others need, but some. */
enum { LEAST_NAME = 6, LEAST_REST = 4 };

static size_t least_name(size_t needed)
{
    return needed < LEAST_NAME ? needed : LEAST_NAME;
}

static size_t name_columns(size_t needed, size_t most, size_t others, size_t width)
{
    size_t columns = needed < most ? needed : most, left = width > others ? width - others : 0;
    columns = columns < left ? columns : left;
    return columns > least_name(needed) ? columns : least_name(needed);
}

static size_t with_gap(size_t columns)
{
    return columns > 0 ? columns + PEN_GAP : 0;
}

struct pen_row pen_measure_row(const struct pen *pen, size_t after, bool each)
{
    size_t width = pen->terminal->width;
    size_t names = pen_widest_name(&pen->matrix->labels, pen->chart->label_title);
    size_t series = each ? pen_widest_name(&pen->matrix->series, pen->chart->series_title) : 0;
    struct pen_row row = {.each = each};
    row.apart = with_gap(least_name(names)) + with_gap(least_name(series)) + after + LEAST_REST >
                width;
    if (!row.apart) {
        size_t others = after + PEN_GAP + PEN_LEAST_BAR;
        if (series > 0)
            row.series = name_columns(series, width / 4, others + with_gap(least_name(names)),
                                      width);
        others += with_gap(row.series);
        if (names > 0)
            row.names = name_columns(names, row.series > 0 ? width * 3 / 10 : width * 2 / 5, others,
                                     width);
    }
    size_t used = with_gap(row.names) + with_gap(row.series) + after;
    row.rest = width > used + 1 ? width - used : 2;
    return row;
}

static void append_column(const struct pen *pen, struct slice name, size_t columns)
{
    if (columns == 0)
        return;
    pen_name(pen, name, columns, false);
    pen_spaces(pen, PEN_GAP);
}

void pen_header(const struct pen *pen, const struct pen_row *row, const char *title)
{
    struct slice first = slice_of(pen->chart->label_title),
                 second = slice_of(pen->chart->series_title), third = slice_of(title);
    if (first.size + second.size + third.size == 0)
        return;
    size_t used = with_gap(row->names) + with_gap(row->series), width = pen_name_width(third);
    size_t rest = pen->terminal->width > used ? pen->terminal->width - used : 0;
    pen_faint(pen);
    append_column(pen, first, row->names);
    append_column(pen, second, row->series);
    pen_name(pen, third, width < rest ? width : rest, false);
    pen_plain(pen);
    pen_line(pen);
}

/* A name in a line of its own. */
static void append_line(const struct pen *pen, size_t indent, struct slice name)
{
    size_t columns = pen_name_width(name), most = pen->terminal->width - indent;
    if (columns == 0)
        return;
    pen_spaces(pen, indent);
    pen_name(pen, name, columns < most ? columns : most, false);
    pen_line(pen);
}

void pen_begin_row(const struct pen *pen, const struct pen_row *row, size_t label, size_t series)
{
    struct slice first = series == 0 ? pen->matrix->labels.names[label].name : slice_of(""),
                 second = row->each ? pen->matrix->series.names[series].name : slice_of("");
    if (row->apart) {
        append_line(pen, 0, first);
        append_line(pen, PEN_GAP, second);
        return;
    }
    append_column(pen, first, row->names);
    append_column(pen, second, row->series);
}
