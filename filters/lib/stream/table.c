#include "stream/table.h"

#include <math.h>
#include <limits.h>
#include <stdlib.h>

#include "base/message.h"
#include "base/number.h"
#include "base/suggest.h"
#include "text/file_type.h"
#include "text/utf8.h"

#define UTF_16 "this is UTF-16, expected UTF-8, which 'iconv -f utf-16 -t utf-8' makes of it"

struct place table_place(const struct table_reader *table)
{
    return (struct place){table->input->name, table->line, 0};
}

bool table_is_header(const struct table_reader *table)
{
    for (size_t i = 0; i < table->column_count; i++)
        if (!slice_equal(table->cells[i], table->columns[i]))
            return false;
    return true;
}

/* The header line of the file that is open, past comment lines. */
static bool read_header(struct table_reader *table, struct slice *header)
{
    while (input_line(table->input, header))
        if (!table->comments || header->size == 0 || header->data[0] != '#')
            return true;
    return false;
}

bool table_open(struct table_reader *table, struct input *input, bool comments)
{
    *table = (struct table_reader){.input = input, .comments = comments};
    struct slice line;
    if (!read_header(table, &line))
        return false;
    table->line = input->line;
    if (file_type_is_utf16(line)) {
        struct place place = table_place(table);
        message_fatal(&place, UTF_16);
    }
    buffer_append_slice(&table->header, line);
    struct slice rest = buffer_slice(&table->header);
    if (rest.size == 0)
        rest.data = "";
    size_t capacity = 0;
    while (rest.data) {
        table->columns = memory_grow(table->columns, &capacity, table->column_count + 1,
                                     sizeof *table->columns);
        struct slice name = slice_cut(&rest, '\t');
        bool is_new;
        map_add(&table->names, name, &is_new);
        if (!is_new) {
            struct place place = table_place(table);
            message_fatal(&place, "two columns are called '%.*s'", SLICE(name));
        }
        table->columns[table->column_count++] = name;
    }
    table->cells = memory_zeroed(table->column_count, sizeof *table->cells);
    return true;
}

/* Every further file of the same table repeats the header. */
static bool open_next(struct table_reader *table)
{
    struct slice header;
    while (input_next_file(table->input)) {
        if (!read_header(table, &header))
            continue;
        if (slice_equal(header, buffer_slice(&table->header)))
            return true;
        table->line = table->input->line;
        struct place place = table_place(table);
        message_error(&place, "other columns than the first file, expected '%.*s'",
                      SLICE(table->header));
    }
    return false;
}

void table_decode(struct slice cell, struct buffer *to)
{
    for (size_t i = 0; i < cell.size; i++) {
        char c = cell.data[i];
        char next = c == '\\' && i + 1 < cell.size ? cell.data[i + 1] : '\0';
        if (next == 't' || next == 'n' || next == 'r' || next == '\\') {
            c = next == 't' ? '\t' : next == 'n' ? '\n' : next == 'r' ? '\r' : '\\';
            i++;
        }
        buffer_append_char(to, c);
    }
}

/* Cuts the line at its tabs; returns the number of cells, of which at most column_count are kept. */
static size_t cut_cells(struct table_reader *table, struct slice line)
{
    size_t count = 0;
    struct slice rest = line.size > 0 ? line : slice_of("");
    while (rest.data) {
        struct slice cell = slice_cut(&rest, '\t');
        if (count < table->column_count)
            table->cells[count] = cell;
        count++;
    }
    return count;
}

static void decode_cells(struct table_reader *table)
{
    buffer_clear(&table->decoded);
    /* Decoding never lengthens, so the buffer does not move while cells point into it. */
    size_t total = 0;
    for (size_t i = 0; i < table->column_count; i++)
        total += table->cells[i].size;
    buffer_reserve(&table->decoded, total);
    for (size_t i = 0; i < table->column_count; i++) {
        struct slice *cell = &table->cells[i];
        if (cell->size == 0 || !memchr(cell->data, '\\', cell->size))
            continue;
        size_t start = table->decoded.size;
        table_decode(*cell, &table->decoded);
        *cell = slice_make(table->decoded.data + start, table->decoded.size - start);
    }
}

bool table_next(struct table_reader *table)
{
    struct slice line;
    for (;;) {
        if (!input_line(table->input, &line)) {
            if (table->one_file || !open_next(table))
                return false;
            continue;
        }
        table->line = table->input->line;
        size_t count = cut_cells(table, line);
        if (count == table->column_count) {
            table->row = line;
            decode_cells(table);
            return true;
        }
        struct place place = table_place(table);
        message_error(&place, "%zu cells, expected %zu as in the header; row skipped", count,
                      table->column_count);
    }
}

int table_column(const struct table_reader *table, const char *name)
{
    uint32_t column = map_find(&table->names, slice_of(name));
    return column == MAP_NONE ? TABLE_NO_COLUMN : (int)column;
}

/* What a column may be called; the first line of an export or a text is something else. */
static bool is_word(struct slice name)
{
    for (size_t i = 0; i < name.size; i++)
        if (strchr(" <>{}[]()@%\"", name.data[i]))
            return false;
    return true;
}

int table_need(const struct table_reader *table, const char *name)
{
    int column = table_column(table, name);
    if (column != TABLE_NO_COLUMN)
        return column;
    struct place place = {table->input->name, 0, 0};
    if (strcmp(name, "doc") == 0 && table->column_count == 1 && !is_word(table->columns[0]))
        message_fatal(&place, "no column 'doc': this is no table with tabs between columns; "
                              "records(1) and transcript(1) make one of exports and texts");
    struct suggest suggest = suggest_begin(slice_of(name));
    for (size_t i = 0; i < table->column_count; i++)
        suggest_add(&suggest, table->columns[i]);
    message_fatal(&place, "no column '%s'%s%s", name, suggest_ending(&suggest, "the columns are"),
                  table_header_hint(buffer_slice(&table->header)));
}

const char *table_header_hint(struct slice header)
{
    if (file_type_is_utf16(header))
        return "; " UTF_16;
    if (header.size > 0 && !memchr(header.data, '\t', header.size) &&
        (memchr(header.data, ',', header.size) || memchr(header.data, ';', header.size)))
        return "; expected tabs between the columns";
    return "";
}

bool table_row_is_utf8(const struct table_reader *table)
{
    struct place place = table_place(table);
    if (utf8_valid_prefix(table->row) == table->row.size)
        return true;
    message_error(&place, "no valid UTF-8, row skipped: '%.*s'", SLICE(table->row));
    return false;
}

struct slice table_raw_cell(struct slice row, int column)
{
    struct slice cell = row;
    for (int i = 0; i <= column; i++)
        cell = slice_cut(&row, '\t');
    return cell;
}

size_t table_count_cells(struct slice row)
{
    size_t count = 1;
    for (size_t i = 0; i < row.size; i++)
        count += row.data[i] == '\t';
    return count;
}

void table_close(struct table_reader *table)
{
    map_free(&table->names);
    free(table->columns);
    free(table->cells);
    buffer_free(&table->header);
    buffer_free(&table->decoded);
}

/* The letters after the backslash. */
static const char escape_letters[UCHAR_MAX + 1] = {
    ['\t'] = 't', ['\n'] = 'n', ['\r'] = 'r', ['\\'] = '\\'};

static char escape_letter(char c)
{
    return escape_letters[(unsigned char)c];
}

/* Whether one of so many bytes may be escaped: a backslash, or what is not above the last of the
 * control characters that are. A fixed length without branches is what compilers make into vector
 * instructions. */
static inline bool may_escape(const char *text, size_t size)
{
    unsigned char found = 0;
    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char)text[i];
        found |= (unsigned char)((c <= '\r') | (c == '\\'));
    }
    return found != 0;
}

/* How many bytes stand before the first that is escaped; all where none is. */
static size_t plain_size(struct slice text)
{
    enum { LARGE = 32, SMALL = 8 };
    size_t size = 0;
    while (size + LARGE <= text.size && !may_escape(text.data + size, LARGE))
        size += LARGE;
    while (size + SMALL <= text.size && !may_escape(text.data + size, SMALL))
        size += SMALL;
    while (size < text.size && !escape_letter(text.data[size]))
        size++;
    return size;
}

void table_append_cell(struct slice text, struct buffer *to)
{
    for (size_t plain; (plain = plain_size(text)) < text.size; text = slice_from(text, plain + 1)) {
        buffer_append(to, text.data, plain);
        buffer_append_char(to, '\\');
        buffer_append_char(to, escape_letter(text.data[plain]));
    }
    buffer_append_slice(to, text);
}

void table_encode(struct slice text, struct output *output)
{
    for (size_t plain; (plain = plain_size(text)) < text.size; text = slice_from(text, plain + 1)) {
        output_write(output, text.data, plain);
        output_char(output, '\\');
        output_char(output, escape_letter(text.data[plain]));
    }
    output_slice(output, text);
}

struct table_writer table_begin(struct output *output, const struct table_options *options)
{
    return (struct table_writer){
        .output = output, .format = options->csv ? TABLE_CSV : TABLE_TSV, .raw = options->raw};
}

/* What Excel, Calc and Sheets evaluate when they open a CSV file, even between quotes. */
static bool is_formula(struct slice text)
{
    double number;
    return text.size > 0 && strchr("=+-@\t\r", text.data[0]) && text.data[0] != '\0' &&
           !number_read_double(text, &number);
}

static void csv_encode(struct table_writer *table, struct slice text)
{
    struct output *output = table->output;
    bool quoted = false;
    for (size_t i = 0; i < text.size && !quoted; i++)
        quoted = strchr(",\"\r\n", text.data[i]) != NULL && text.data[i] != '\0';
    if (quoted)
        output_char(output, '"');
    if (!table->raw && is_formula(text))
        output_char(output, '\'');
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '"')
            output_char(output, '"');
        output_char(output, text.data[i]);
    }
    if (quoted)
        output_char(output, '"');
}

void table_cell(struct table_writer *table, struct slice text)
{
    if (table->cells++ > 0)
        output_char(table->output, table->format == TABLE_CSV ? ',' : '\t');
    else if (table->format == TABLE_CSV && table->rows == 0 && !table->unmarked)
        output_string(table->output, "\xef\xbb\xbf");
    if (table->format == TABLE_CSV)
        csv_encode(table, text);
    else
        table_encode(text, table->output);
}

void table_cell_string(struct table_writer *table, const char *text)
{
    table_cell(table, slice_of(text));
}

void table_names(struct table_writer *table, const char *names)
{
    for (struct slice rest = slice_of(names); rest.data;)
        table_cell(table, slice_cut(&rest, ' '));
}

void table_cell_u64(struct table_writer *table, uint64_t number)
{
    char digits[NUMBER_DIGITS];
    table_cell(table, slice_make(digits, number_write_u64(digits, number)));
}

void table_cell_fixed(struct table_writer *table, double number, int decimals)
{
    char digits[400];
    table_cell(table,
               slice_make(digits, number_write_fixed(digits, sizeof digits, number, decimals)));
}

void table_cell_figure(struct table_writer *table, double number)
{
    char digits[NUMBER_FIGURE];
    size_t size = isfinite(number) ? number_write_figure(digits, number, TABLE_DIGITS) : 0;
    table_cell(table, slice_make(digits, size));
}

void table_end_row(struct table_writer *table)
{
    if (table->rows == 0)
        table->columns = table->cells;
    if (table->cells != table->columns)
        message_fatal(NULL, "wrote a row of %zu cells into a table of %zu columns", table->cells,
                      table->columns);
    output_string(table->output, table->format == TABLE_CSV ? "\r\n" : "\n");
    table->cells = 0;
    table->rows++;
}

void table_check_names(struct slice header)
{
    struct map names = {0};
    for (struct slice rest = header; rest.data;) {
        struct slice name = slice_cut(&rest, '\t');
        bool is_new;
        map_add(&names, name, &is_new);
        if (!is_new)
            message_fatal(NULL, "two columns would be called '%.*s'", SLICE(name));
    }
    map_free(&names);
}

void table_row(struct table_writer *table, struct slice cells)
{
    struct buffer decoded = {0};
    for (struct slice rest = cells.size > 0 ? cells : slice_of(""); rest.data;) {
        struct slice cell = slice_cut(&rest, '\t');
        buffer_clear(&decoded);
        table_decode(cell, &decoded);
        table_cell(table, buffer_slice(&decoded));
    }
    table_end_row(table);
    buffer_free(&decoded);
}
