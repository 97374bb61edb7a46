#include "intake/csv_records.h"

#include <stdlib.h>

#include "base/message.h"

/* A cell that is longer, line breaks and all, was never closed. */
enum { LONGEST_CELL = 16 << 20 };

/* Bytes that may be searched in vain for the end of cells, before less is searched for each. */
enum { PATIENCE = 1 << 28 };

struct reader {
    struct source *source;
    struct record_sink *sink;
    char separator;
    struct record record;
    struct buffer cells; /* of the present row, one behind the other ... */
    size_t *ends;        /* ... up to here */
    uint64_t *lines;     /* on which they begin */
    size_t count, capacity, line_capacity;
    struct buffer header;
    size_t *header_ends;
    size_t columns, header_capacity;
    uint64_t loose;      /* quotation marks in quoted cells that are not doubled */
    uint64_t loose_line; /* of the first */
    uint64_t in_vain;    /* bytes searched for the end of cells that were never closed */
};

enum found { ROW, NEEDS_MORE };

static void end_cell(struct reader *reader, uint64_t line)
{
    if (reader->count == reader->capacity)
        reader->ends = memory_grow(reader->ends, &reader->capacity, reader->count + 1,
                                   sizeof *reader->ends);
    if (reader->count >= reader->line_capacity)
        reader->lines = memory_grow(reader->lines, &reader->line_capacity, reader->count + 1,
                                    sizeof *reader->lines);
    reader->lines[reader->count] = line;
    reader->ends[reader->count++] = reader->cells.size;
}

static struct slice cell(const struct buffer *cells, const size_t *ends, size_t i)
{
    size_t begin = i > 0 ? ends[i - 1] : 0;
    if (begin == ends[i])
        return slice_of("");
    return slice_trim(slice_make(cells->data + begin, ends[i] - begin));
}

static bool ends_cell(const struct reader *reader, struct slice text, size_t at)
{
    return at >= text.size || text.data[at] == reader->separator || text.data[at] == '\n' ||
           text.data[at] == '\r';
}

/* Whether a quotation mark within a quoted cell that is neither doubled nor at its end must begin
 * another cell: it stands where cells begin, on a later line. */
static bool begins_another(const struct reader *reader, struct slice text, size_t at,
                           bool lines_over)
{
    return lines_over && (text.data[at - 1] == reader->separator || text.data[at - 1] == '\n');
}

/* How a quoted cell ended. */
enum quoted_end { CLOSED, NEVER_CLOSED, CUT };

/* So that a file made of quotation marks does not cost the square of its size. */
static size_t longest_cell(const struct reader *reader)
{
    uint64_t failures = reader->in_vain / PATIENCE;
    return (size_t)LONGEST_CELL >> (failures < 14 ? failures : 14);
}

/* Line breaks of a cell are LF, whatever the file has. */
static void append_lines(struct buffer *to, struct slice text)
{
    const char *back;
    while (text.size > 0 && (back = memchr(text.data, '\r', text.size))) {
        size_t before = (size_t)(back - text.data);
        bool is_break = before + 1 < text.size && back[1] == '\n';
        buffer_append(to, text.data, before + !is_break);
        text = slice_from(text, before + 1);
    }
    buffer_append_slice(to, text);
}

/* Reads from behind the opening mark; *at is then behind the closing one. */
static enum quoted_end read_quoted(struct reader *reader, struct slice text, bool last, size_t *at,
                                   uint64_t *line)
{
    size_t begin = *at, i = begin, longest = longest_cell(reader);
    bool lines_over = false;
    for (;;) {
        const char *mark = i < text.size ? memchr(text.data + i, '"', text.size - i) : NULL;
        size_t end = mark ? (size_t)(mark - text.data) : text.size;
        if (i > end)
            i = end;
        uint64_t breaks = source_count(slice_make(text.data + i, end - i), '\n');
        lines_over |= breaks > 0;
        *line += breaks;
        append_lines(&reader->cells, slice_make(text.data + i, end - i));
        if (end - begin > longest)
            break;
        if (!mark || (end + 1 == text.size && !last)) {
            if (!last)
                return CUT;
            break;
        }
        if (end + 1 < text.size && text.data[end + 1] == '"') {
            buffer_append_char(&reader->cells, '"');
            i = end + 2;
        } else if (ends_cell(reader, text, end + 1)) {
            *at = end + 1;
            return CLOSED;
        } else if (begins_another(reader, text, end, lines_over)) {
            break;
        } else {
            if (reader->loose++ == 0)
                reader->loose_line = *line;
            buffer_append_char(&reader->cells, '"');
            i = end + 1;
        }
    }
    reader->in_vain += i - begin;
    return NEVER_CLOSED;
}

/* Reads the row at the beginning of the text; *used is its length with its line end. From `plain`
 * on, quotation marks have no meaning. NEEDS_MORE where the text ends before it does. */
static enum found read_row(struct reader *reader, struct slice text, uint64_t line, size_t plain,
                           size_t *used)
{
    bool last = reader->source->last;
    uint64_t first_line = line;
    size_t i = 0;
    buffer_clear(&reader->cells);
    reader->count = 0;
    for (;;) {
        uint64_t begin_line = line;
        if (i < text.size && text.data[i] == '"' && i < plain) {
            size_t begin = i++;
            uint64_t loose = reader->loose;
            enum quoted_end end = read_quoted(reader, text, last, &i, &line);
            if (end != CLOSED)
                reader->loose = loose;
            if (end == CUT)
                return NEEDS_MORE;
            if (end == NEVER_CLOSED) {
                struct place place = source_place(reader->source, begin_line);
                message_error(&place, "a quotation mark is never closed; it is taken for text");
                return read_row(reader, text, first_line, begin, used);
            }
        } else {
            size_t begin = i;
            while (!ends_cell(reader, text, i))
                i++;
            buffer_append(&reader->cells, text.data + begin, i - begin);
        }
        if (i >= text.size && !last)
            return NEEDS_MORE;
        end_cell(reader, begin_line);
        if (i >= text.size)
            break;
        char c = text.data[i++];
        if (c == reader->separator)
            continue;
        if (c == '\r' && i >= text.size && !last)
            return NEEDS_MORE;
        i += c == '\r' && i < text.size && text.data[i] == '\n';
        break;
    }
    *used = i;
    return ROW;
}

/* Rows as records. */

static void keep_header(struct reader *reader)
{
    reader->columns = reader->count;
    buffer_append_slice(&reader->header, buffer_slice(&reader->cells));
    reader->header_ends = memory_grow(NULL, &reader->header_capacity, reader->count,
                                      sizeof *reader->header_ends);
    memcpy(reader->header_ends, reader->ends, reader->count * sizeof *reader->ends);
}

/* The name of the column, made of its number where it has none. */
static void add_field(struct reader *reader, size_t column, struct slice value)
{
    struct slice name = slice_of("@beyond");
    char number[32];
    if (column < reader->columns)
        name = cell(&reader->header, reader->header_ends, column);
    if (name.size == 0) {
        struct buffer made = {number, 0, sizeof number};
        buffer_append_string(&made, "@column ");
        buffer_append_u64(&made, column + 1);
        name = buffer_slice(&made);
    }
    record_add_from_text(&reader->record, name, (size_t)(value.data - reader->record.text.data),
                         value.size, reader->lines[column]);
}

/* Reports a row that has not as many cells as the header; empty ones at the end do not count. */
static void compare_width(const struct reader *reader, uint64_t line, size_t filled)
{
    struct place place = source_place(reader->source, line);
    if (filled > reader->columns)
        message_error(&place, "%zu cells, the header has %zu; those beyond it are kept as @beyond",
                      filled, reader->columns);
    else if (reader->count < reader->columns)
        message_note(&place, "%zu cells, the header has %zu; taken for empty", reader->count,
                     reader->columns);
}

static void take_row(struct reader *reader, uint64_t line)
{
    size_t filled = reader->count;
    while (filled > 0 && cell(&reader->cells, reader->ends, filled - 1).size == 0)
        filled--;
    if (filled == 0)
        return;
    reader->sink->counts.begun++;
    reader->sink->counts.ended++;
    compare_width(reader, line, filled);
    record_begin_text(&reader->record, line, &reader->cells);
    for (size_t i = 0; i < filled; i++) {
        struct slice value = cell(&reader->record.text, reader->ends, i);
        if (value.size > 0)
            add_field(reader, i, value);
    }
    record_found(reader->sink, &reader->record);
    /* Back to the cells of the next row: one long buffer is enough. */
    record_begin_text(&reader->record, 0, &reader->cells);
}

/* A row before the header, or the header. */
static void take_first(struct reader *reader, struct slice row, uint64_t line)
{
    size_t filled = 0;
    for (size_t i = 0; i < reader->count; i++)
        filled += cell(&reader->cells, reader->ends, i).size > 0;
    struct slice text = slice_trim(row);
    if (filled > 1)
        keep_header(reader);
    else if (text.size > 0 && !slice_starts(text, "sep="))
        record_stray(reader->sink, line, text);
}

/* What separates the cells of the first line that has more than one; 0 where there is none. A
 * line that may go on behind the text does not count. */
static char find_separator(struct slice text, bool last)
{
    static const char separators[] = {',', ';', '\t'};
    while (text.data) {
        size_t counts[3] = {0};
        struct slice line = slice_cut(&text, '\n');
        if (!text.data && !last)
            break;
        bool quoted = false;
        for (size_t i = 0; i < line.size; i++) {
            quoted ^= line.data[i] == '"';
            for (size_t s = 0; s < 3 && !quoted; s++)
                counts[s] += line.data[i] == separators[s];
        }
        size_t best = 0;
        for (size_t s = 1; s < 3; s++)
            best = counts[s] > counts[best] ? s : best;
        if (counts[best] > 0 && !slice_starts(line, "sep="))
            return separators[best];
    }
    return '\0';
}

/* Reads as much as is needed to see the first line, which is taken for cut if it is very long. */
static char see_separator(struct source *source)
{
    enum { ENOUGH = 1 << 20 };
    for (;;) {
        bool last = source->last || source->window.size > ENOUGH;
        char separator = find_separator(source->window, last);
        if (last || separator)
            return separator ? separator : ',';
        source_advance(source, 0);
    }
}

/* Takes the rows of the window; returns what was used. */
static size_t read_window(struct reader *reader)
{
    struct slice window = reader->source->window;
    uint64_t line = reader->source->lines + 1;
    size_t at = 0, used = 0;
    while (at < window.size) {
        struct slice rest = slice_from(window, at);
        if (read_row(reader, rest, line, rest.size, &used) == NEEDS_MORE)
            break;
        if (reader->columns == 0)
            take_first(reader, slice_make(rest.data, used), line);
        else
            take_row(reader, line);
        line += source_count(slice_make(rest.data, used), '\n');
        at += used;
    }
    return at;
}

void csv_records_read(struct source *source, struct record_sink *sink)
{
    struct reader reader = {.source = source, .sink = sink};
    reader.separator = see_separator(source);
    for (;;) {
        bool last = source->last;
        size_t used = read_window(&reader);
        if (last)
            break;
        if (source->window.size - used > source->limit)
            source_too_long(source, source->lines + 1);
        /* A row is read from its beginning again: it must not come a block at a time. */
        size_t cut = source->window.size - used;
        source_advance(source, used);
        while (!source->last && source->window.size < cut + cut / 2)
            source_advance(source, 0);
    }
    if (reader.loose > 0)
        message_note(&(struct place){sink->file, reader.loose_line, 0},
                     "quotation marks within quoted cells that are not doubled: %llu, the first "
                     "here; taken for text",
                     U64(reader.loose));
    record_free(&reader.record);
    buffer_free(&reader.cells);
    buffer_free(&reader.header);
    free(reader.ends);
    free(reader.lines);
    free(reader.header_ends);
}

static bool is_known(struct slice name)
{
    static const char *const names[] = {
        "title", "article title", "document title", "item title",       "primary title", "titles",
        "ti",    "authors",       "author",         "author(s)",        "author names",  "abstract",
        "doi",   "pmid",          "journal",        "publication year", "year",          NULL};
    name = slice_trim(name);
    if (name.size > 1 && name.data[0] == '"' && name.data[name.size - 1] == '"')
        name = slice_trim(slice_make(name.data + 1, name.size - 2));
    for (size_t i = 0; names[i]; i++) {
        size_t size = strlen(names[i]), same = 0;
        while (same < size && size == name.size) {
            char c = name.data[same];
            if ((c == '_' ? ' ' : slice_lower(c)) != names[i][same])
                break;
            same++;
        }
        if (same == size)
            return true;
    }
    return false;
}

static size_t known_names(struct slice line, char separator, size_t *names)
{
    size_t known = 0;
    for (*names = 0; line.data; ++*names)
        known += is_known(slice_cut(&line, separator));
    return known;
}

bool csv_records_begins(struct slice beginning)
{
    enum { FIRST_LINES = 4 };
    char separator = find_separator(beginning, true);
    struct slice rest = beginning;
    size_t names;
    for (int i = 0; i < FIRST_LINES && rest.data; i++)
        if (known_names(slice_cut(&rest, '\n'), separator, &names) > 0 && names > 1)
            return true;
    return false;
}

bool csv_records_begin_with_header(struct slice beginning)
{
    struct slice line = slice_cut(&beginning, '\n');
    size_t names;
    return known_names(line, find_separator(line, true), &names) > 1;
}
