#include "stream/text_cells.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/suggest.h"
#include "stream/table.h"

/* Whether there is such a column; where `is_text` is not NULL it then holds texts. */
static bool find_column(const struct text_cells *cells, struct slice name, bool *is_text)
{
    struct slice rest = buffer_slice(&cells->header);
    bool found = false;
    for (size_t i = 0; i < cells->columns; i++)
        if (slice_equal(slice_cut(&rest, '\t'), name)) {
            found = true;
            if (is_text)
                is_text[i] = true;
        }
    return found;
}

static void no_column(const struct text_cells *cells, struct slice name, const struct place *place)
{
    struct suggest suggest = suggest_begin(name);
    for (struct slice rest = buffer_slice(&cells->header); rest.data;)
        suggest_add(&suggest, slice_cut(&rest, '\t'));
    message_fatal(place, "no column '%.*s'%s", SLICE(name),
                  suggest_ending(&suggest, "the columns are"));
}

static void choose_columns(struct text_cells *cells, const char *names, const struct place *place)
{
    bool found = false;
    struct slice rest = slice_of(names ? names : "text,title,abstract");
    while (rest.data) {
        struct slice name = slice_trim(slice_cut(&rest, ','));
        bool is_here = find_column(cells, name, cells->is_text);
        found |= is_here;
        if (names && !is_here)
            no_column(cells, name, place);
    }
    if (!found)
        message_note(place, "no column text, title or abstract; -t names those that hold text");
}

bool text_cells_begin(struct text_cells *cells, struct slice header, const char *names,
                      const struct place *place)
{
    if (cells->columns > 0) {
        bool same = slice_equal(header, buffer_slice(&cells->header));
        if (!same)
            message_error(place, "other columns than the first file, expected '%.*s'",
                          SLICE(cells->header));
        return same;
    }
    buffer_append_slice(&cells->header, header);
    cells->columns = table_count_cells(header);
    cells->is_text = memory_zeroed(cells->columns, sizeof *cells->is_text);
    choose_columns(cells, names, place);
    cells->adds_place = cells->places && !find_column(cells, slice_of("source"), NULL);
    output_slice(cells->output, header);
    output_string(cells->output, cells->adds_place ? "\tsource\n" : "\n");
    return true;
}

static bool contains(struct slice text, char c)
{
    return text.size > 0 && memchr(text.data, c, text.size);
}

/* Four searches cost less than looking at each byte once. */
static bool needs_escape(struct slice text)
{
    return contains(text, '\\') || contains(text, '\n') || contains(text, '\t') ||
           contains(text, '\r');
}

static void write_text(struct text_cells *cells, struct slice cell)
{
    if (contains(cell, '\\')) {
        buffer_clear(&cells->decoded);
        table_decode(cell, &cells->decoded);
        cell = buffer_slice(&cells->decoded);
    }
    struct slice changed = cells->change(cells->context, cell);
    if (needs_escape(changed))
        table_encode(changed, cells->output);
    else
        output_slice(cells->output, changed);
}

static void write_place(struct text_cells *cells, const struct place *place)
{
    output_char(cells->output, '\t');
    table_encode(slice_of(place->file), cells->output);
    output_char(cells->output, ':');
    output_u64(cells->output, place->line);
}

void text_cells_row(struct text_cells *cells, struct slice row, const struct place *place)
{
    size_t count = table_count_cells(row);
    if (count != cells->columns) {
        message_error(place, "%zu cells, expected %zu as in the header; row skipped", count,
                      cells->columns);
        return;
    }
    struct slice rest = row.size > 0 ? row : slice_of("");
    for (size_t i = 0; i < count; i++) {
        struct slice cell = slice_cut(&rest, '\t');
        if (i > 0)
            output_char(cells->output, '\t');
        if (cells->is_text[i])
            write_text(cells, cell);
        else
            output_slice(cells->output, cell);
    }
    if (cells->adds_place)
        write_place(cells, place);
    output_char(cells->output, '\n');
}

void text_cells_free(struct text_cells *cells)
{
    buffer_free(&cells->header);
    buffer_free(&cells->decoded);
    free(cells->is_text);
}
