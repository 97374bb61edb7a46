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

size_t pen_widest_value(const struct matrix *matrix)
{
    size_t widest = 0;
    for (size_t i = 0; i < matrix_places(matrix); i++)
        if (matrix->data[i].text.size > widest)
            widest = matrix->data[i].text.size;
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

void pen_colour(const struct pen *pen, size_t i)
{
    if (pen->terminal->colour)
        buffer_append_format(pen->to, "\033[38;5;%dm", palette_terminal(i));
}

void pen_bold(const struct pen *pen)
{
    if (pen->terminal->colour)
        buffer_append_string(pen->to, "\033[1m");
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

void pen_key(const struct pen *pen, const struct matrix_axis *axis, bool letters)
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
        buffer_append_string(pen->to, pen_mark(pen, i, letters));
        if (series)
            pen_plain(pen);
        pen_spaces(pen, 1);
        pen_name(pen, axis->names[i].name, columns, false);
        pen_spaces(pen, PEN_GAP);
        used += columns + 2 + PEN_GAP;
    }
    pen_line(pen);
}

void pen_header(const struct pen *pen, const char *first, size_t first_width, const char *second,
                size_t second_width, const char *third)
{
    if (!first[0] && !second[0] && !third[0])
        return;
    size_t rest = pen->terminal->width;
    pen_faint(pen);
    if (first_width > 0) {
        pen_name(pen, slice_of(first), first_width, false);
        pen_spaces(pen, PEN_GAP);
        rest -= first_width + PEN_GAP < rest ? first_width + PEN_GAP : 0;
    }
    if (second_width > 0) {
        pen_name(pen, slice_of(second), second_width, false);
        pen_spaces(pen, PEN_GAP);
        rest -= second_width + PEN_GAP < rest ? second_width + PEN_GAP : 0;
    }
    size_t width = pen_name_width(slice_of(third));
    pen_name(pen, slice_of(third), width < rest ? width : rest, false);
    pen_plain(pen);
    pen_line(pen);
}
