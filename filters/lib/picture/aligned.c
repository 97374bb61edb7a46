#include "picture/aligned.h"

#include "stream/table.h"
#include "text/width.h"

enum { GAP = 2, LEAST_WIDTH = 40 };

/* Which end of a text stays where it is too long. */
enum keep { KEEP_START, KEEP_END, KEEP_BOTH };

static void pad(struct aligned *aligned, size_t columns)
{
    while (columns-- > 0)
        buffer_append_char(&aligned->line, ' ');
}

/* The text on one line, harmless. Of a long one only the end that can be seen is looked at. */
static struct slice make_visible(struct aligned *aligned, struct slice text, enum keep keep,
                                 size_t columns)
{
    /* No character has more bytes for its column than this, but for many marks on one letter. */
    size_t most = 64 * (columns + 1);
    if (text.size > most && keep == KEEP_START)
        text.size = most;
    else if (text.size > most && keep == KEEP_END)
        text = slice_from(text, text.size - most);
    buffer_clear(&aligned->spaced);
    buffer_clear(&aligned->visible);
    for (size_t i = 0; i < text.size; i++) {
        bool blank = slice_is_blank(text.data[i]);
        if (!blank)
            buffer_append_char(&aligned->spaced, text.data[i]);
        else if (i == 0 || !slice_is_blank(text.data[i - 1]))
            buffer_append_char(&aligned->spaced, ' ');
    }
    width_append_visible(buffer_slice(&aligned->spaced), &aligned->visible);
    return buffer_slice(&aligned->visible);
}

/* Appends the text in at most so many columns; returns how many it takes. */
static size_t append(struct aligned *aligned, struct slice text, enum keep keep, size_t columns,
                     bool to_the_right)
{
    struct slice visible = make_visible(aligned, text, keep, columns);
    buffer_clear(&aligned->shown);
    if (keep == KEEP_START)
        width_keep_start(visible, columns, &aligned->shown);
    else if (keep == KEEP_END)
        width_keep_end(visible, columns, &aligned->shown);
    else
        width_shorten(visible, columns, "…", &aligned->shown);
    size_t used = width_columns(buffer_slice(&aligned->shown));
    if (to_the_right)
        pad(aligned, columns - used);
    buffer_append_slice(&aligned->line, buffer_slice(&aligned->shown));
    return used;
}

static void write_line(struct aligned *aligned, struct slice label, struct slice left,
                       struct slice node, struct slice right, struct slice name)
{
    size_t width = aligned->width < LEAST_WIDTH ? LEAST_WIDTH : aligned->width;
    size_t label_width = width / 8 < 20 ? width / 8 : 20;
    size_t name_width = !aligned->named ? 0 : width / 6 < 30 ? width / 6 : 30;
    size_t rest = width - label_width - GAP - (name_width > 0 ? name_width + GAP : 0);
    size_t left_width = rest * 2 / 5;
    buffer_clear(&aligned->line);
    pad(aligned, label_width - append(aligned, label, KEEP_BOTH, label_width, false) + GAP);
    append(aligned, left, KEEP_END, left_width, true);
    rest -= left_width;
    if (aligned->bold)
        buffer_append_string(&aligned->line, "\033[1m");
    rest -= append(aligned, node, KEEP_BOTH, rest, false);
    if (aligned->bold)
        buffer_append_string(&aligned->line, "\033[0m");
    rest -= append(aligned, right, KEEP_START, rest, false);
    if (name_width > 0) {
        pad(aligned, rest + GAP);
        append(aligned, name, KEEP_BOTH, name_width, false);
    }
    while (aligned->line.size > 0 && aligned->line.data[aligned->line.size - 1] == ' ')
        aligned->line.size--;
    buffer_append_char(&aligned->line, '\n');
    output_slice(aligned->output, buffer_slice(&aligned->line));
}

void aligned_write_row(struct aligned *aligned, struct slice row)
{
    struct slice cells[5] = {{NULL, 0}}, first = {NULL, 0};
    /* Decoding never lengthens, so the buffer does not move while cells point into it. */
    buffer_clear(&aligned->decoded);
    buffer_reserve(&aligned->decoded, row.size + 1);
    while (row.data) {
        size_t start = aligned->decoded.size;
        table_decode(slice_cut(&row, '\t'), &aligned->decoded);
        memmove(cells, cells + 1, 4 * sizeof *cells);
        cells[4] = slice_from(buffer_slice(&aligned->decoded), start);
        if (!first.data)
            first = cells[4];
    }
    write_line(aligned, cells[0].size > 0 ? cells[0] : first, cells[1], cells[2], cells[3],
               cells[4]);
}
