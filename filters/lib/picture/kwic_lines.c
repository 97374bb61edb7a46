#include "picture/kwic_lines.h"

#include "stream/table.h"
#include "text/width.h"

enum { GAP = 2, LEAST_WIDTH = 40 };

/* Which end of a text stays where it is too long. */
enum keep { KEEP_START, KEEP_END, KEEP_BOTH };

static void pad(struct kwic_lines *lines, size_t columns)
{
    while (columns-- > 0)
        buffer_append_char(&lines->line, ' ');
}

/* The text on one line, harmless. Of a long one only the end that can be seen is looked at. */
static struct slice make_visible(struct kwic_lines *lines, struct slice text, enum keep keep,
                                 size_t columns)
{
    /* No character has more bytes for its column than this, but for many marks on one letter. */
    size_t most = 64 * (columns + 1);
    if (text.size > most && keep == KEEP_START)
        text.size = most;
    else if (text.size > most && keep == KEEP_END)
        text = slice_from(text, text.size - most);
    buffer_clear(&lines->spaced);
    buffer_clear(&lines->visible);
    for (size_t i = 0; i < text.size; i++) {
        bool blank = slice_is_blank(text.data[i]);
        if (!blank)
            buffer_append_char(&lines->spaced, text.data[i]);
        else if (i == 0 || !slice_is_blank(text.data[i - 1]))
            buffer_append_char(&lines->spaced, ' ');
    }
    width_append_visible(buffer_slice(&lines->spaced), &lines->visible);
    return buffer_slice(&lines->visible);
}

/* Appends the text in at most so many columns; returns how many it takes. */
static size_t append(struct kwic_lines *lines, struct slice text, enum keep keep, size_t columns,
                     bool to_the_right)
{
    struct slice visible = make_visible(lines, text, keep, columns);
    buffer_clear(&lines->shown);
    if (keep == KEEP_START)
        width_keep_start(visible, columns, &lines->shown);
    else if (keep == KEEP_END)
        width_keep_end(visible, columns, &lines->shown);
    else
        width_shorten(visible, columns, "…", &lines->shown);
    size_t used = width_columns(buffer_slice(&lines->shown));
    if (to_the_right)
        pad(lines, columns - used);
    buffer_append_slice(&lines->line, buffer_slice(&lines->shown));
    return used;
}

static void write_line(struct kwic_lines *lines, struct slice label, struct slice left,
                       struct slice node, struct slice right, struct slice name)
{
    size_t width = lines->width < LEAST_WIDTH ? LEAST_WIDTH : lines->width;
    size_t label_width = width / 8 < 20 ? width / 8 : 20;
    size_t name_width = !lines->named ? 0 : width / 6 < 30 ? width / 6 : 30;
    size_t rest = width - label_width - GAP - (name_width > 0 ? name_width + GAP : 0);
    size_t left_width = rest * 2 / 5;
    buffer_clear(&lines->line);
    pad(lines, label_width - append(lines, label, KEEP_BOTH, label_width, false) + GAP);
    append(lines, left, KEEP_END, left_width, true);
    rest -= left_width;
    if (lines->bold)
        buffer_append_string(&lines->line, "\033[1m");
    rest -= append(lines, node, KEEP_BOTH, rest, false);
    if (lines->bold)
        buffer_append_string(&lines->line, "\033[0m");
    rest -= append(lines, right, KEEP_START, rest, false);
    if (name_width > 0) {
        pad(lines, rest + GAP);
        append(lines, name, KEEP_BOTH, name_width, false);
    }
    while (lines->line.size > 0 && lines->line.data[lines->line.size - 1] == ' ')
        lines->line.size--;
    buffer_append_char(&lines->line, '\n');
    output_slice(lines->output, buffer_slice(&lines->line));
}

void kwic_lines_write_row(struct kwic_lines *lines, struct slice row)
{
    struct slice cells[5] = {{NULL, 0}}, first = {NULL, 0};
    /* Decoding never lengthens, so the buffer does not move while cells point into it. */
    buffer_clear(&lines->decoded);
    buffer_reserve(&lines->decoded, row.size + 1);
    while (row.data) {
        size_t start = lines->decoded.size;
        table_decode(slice_cut(&row, '\t'), &lines->decoded);
        memmove(cells, cells + 1, 4 * sizeof *cells);
        cells[4] = slice_from(buffer_slice(&lines->decoded), start);
        if (!first.data)
            first = cells[4];
    }
    write_line(lines, cells[0].size > 0 ? cells[0] : first, cells[1], cells[2], cells[3], cells[4]);
}
