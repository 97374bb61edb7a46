#include "stream/tokens_table.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/message.h"
#include "stream/table.h"
#include "stream/tokens_filter.h"

/* The name of a column in a table: COSPAN:CONCEPT is concept, LEMMA lemma, X:TOPIC x_topic. */
static void append_name(struct slice name, struct buffer *to)
{
    size_t start = to->size;
    for (size_t i = 0; i < name.size; i++) {
        char c = name.data[i];
        c = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c == ':' ? '_' : c;
        buffer_append_char(to, c);
    }
    struct slice made = slice_from(buffer_slice(to), start);
    if (slice_starts(made, "cospan_") && made.size > strlen("cospan_")) {
        size_t size = made.size - strlen("cospan_");
        memmove(to->data + start, to->data + start + strlen("cospan_"), size);
        to->size = start + size;
    }
}

static int find_column(const struct tokens_reader *reader, struct slice name)
{
    struct buffer wanted = {0}, there = {0};
    int found = TOKENS_NO_COLUMN;
    append_name(name, &wanted);
    for (size_t i = 0; i < reader->column_count && found == TOKENS_NO_COLUMN; i++) {
        buffer_clear(&there);
        append_name(reader->columns[i], &there);
        if (slice_equal(buffer_slice(&wanted), buffer_slice(&there)))
            found = (int)i;
    }
    buffer_free(&wanted);
    buffer_free(&there);
    if (found == TOKENS_NO_COLUMN)
        found = tokens_need(reader, memory_string(name));
    return found;
}

/* Comments and empty lines; the lines of a sentence that is left out go with it. */
static void append_comments(struct slice text, struct buffer *to)
{
    while (text.size > 0) {
        struct slice line = slice_cut(&text, '\n');
        if (line.size > 0 && line.data[0] != '#')
            continue;
        buffer_append_slice(to, line);
        buffer_append_char(to, '\n');
    }
}

void tokens_table_hold(struct tokens_table *table, const struct tokens_reader *reader)
{
    append_comments(reader->text, &table->before);
}

void tokens_table_hold_columns(struct tokens_table *table, const struct tokens_reader *reader)
{
    struct slice names;
    for (struct slice rest = reader->text; rest.size > 0;) {
        struct slice line = slice_cut(&rest, '\n');
        if (tokens_names_columns(line, &names))
            return;
    }
    if (!reader->columns_named)
        return;
    buffer_append_string(&table->before, "# global.columns = ");
    buffer_append_slice(&table->before, buffer_slice(&reader->column_names));
    buffer_append_char(&table->before, '\n');
}

void tokens_table_open(struct tokens_table *table, const struct tokens_reader *reader,
                       const char *chosen, bool all)
{
    size_t capacity = 0;
    table->all = all;
    table->whole = !chosen;
    for (struct slice rest = slice_of(chosen ? chosen : ""); chosen && rest.data;) {
        struct slice name = slice_trim(slice_cut(&rest, ','));
        table->columns = memory_grow(table->columns, &capacity, table->count + 1,
                                     sizeof *table->columns);
        table->columns[table->count++] = find_column(reader, name);
    }
    if (chosen)
        return;
    table->columns = memory_allocate(reader->column_count, sizeof *table->columns);
    for (; table->count < reader->column_count; table->count++)
        table->columns[table->count] = (int)table->count;
}

void tokens_table_header(const struct tokens_table *table, const struct tokens_reader *reader,
                         struct buffer *to)
{
    if (table->all)
        buffer_append_string(to, "\tbefore");
    for (size_t i = 0; i < table->count; i++) {
        buffer_append_char(to, '\t');
        append_name(reader->columns[table->columns[i]], to);
    }
}

/* Copies may write so far behind the usual short cell. */
enum { ROOM = INPUT_PADDING };

/* The usual row, without a call for each of its cells (measured: a third of the time of flatten).
 * Nothing in the sentence needs an escape. */
static void append_plain(const struct tokens_table *table, const struct tokens_reader *reader,
                         const struct token *token, struct slice first, struct buffer *to)
{
    struct slice line = tokens_line(reader, token);
    size_t copies = table->whole ? 1 : table->count;
    buffer_reserve(to, first.size + copies * (line.size + 1) + 8 + ROOM);
    char *at = to->data + to->size;
    memcpy(at, first.data, first.size);
    at += first.size;
    if (table->all)
        *at++ = '\t';
    for (size_t i = 0; i < copies; i++) {
        *at++ = '\t';
        at = tokens_filter_copy(at, table->whole ? line
                                                 : tokens_field(reader, token, table->columns[i]));
    }
    *at++ = '\n';
    to->size = (size_t)(at - to->data);
}

static void append_fields(const struct tokens_table *table, const struct tokens_reader *reader,
                          const struct token *token, struct buffer *to)
{
    for (size_t i = 0; i < table->count; i++) {
        buffer_append_char(to, '\t');
        table_append_cell(tokens_field(reader, token, table->columns[i]), to);
    }
}

/* What has no token of its own. */
static void append_empty_row(struct tokens_table *table, struct slice first, struct buffer *to)
{
    buffer_append_slice(to, first);
    buffer_append_char(to, '\t');
    table_append_cell(buffer_slice(&table->before), to);
    for (size_t i = 0; i < table->count; i++)
        buffer_append_char(to, '\t');
    buffer_append_char(to, '\n');
    buffer_clear(&table->before);
}

/* The first byte from `at` on that a cell must escape, beside tab and line end; `end` if there is
 * none. */
static const char *next_escape(const char *at, const char *end)
{
    size_t size = (size_t)(end - at);
    const char *backslash = memchr(at, '\\', size);
    if (backslash)
        size = (size_t)(backslash - at);
    const char *carriage_return = memchr(at, '\r', size);
    return carriage_return ? carriage_return : backslash ? backslash : end;
}

size_t tokens_table_rows(struct tokens_table *table, const struct tokens_reader *reader,
                         struct slice first, struct buffer *to)
{
    size_t rows = 0;
    const char *at = reader->text.data, *end = at + reader->text.size;
    const char *escape = next_escape(at, end);
    if (table->all && reader->token_count == 0) {
        append_comments(reader->text, &table->before);
        append_empty_row(table, first, to);
        return 1;
    }
    for (size_t i = 0; i < reader->token_count; i++) {
        const struct token *token = &reader->tokens[i];
        struct slice line = tokens_line(reader, token);
        if (!table->all && !token->word)
            continue;
        rows++;
        if (table->all)
            buffer_append(&table->before, at, (size_t)(line.data - at));
        at = line.data + line.size + 1;
        if (escape < line.data)
            escape = next_escape(line.data, end);
        if (escape >= at && table->before.size == 0) {
            append_plain(table, reader, token, first, to);
            continue;
        }
        buffer_append_slice(to, first);
        if (table->all) {
            buffer_append_char(to, '\t');
            table_append_cell(buffer_slice(&table->before), to);
            buffer_clear(&table->before);
        }
        append_fields(table, reader, token, to);
        buffer_append_char(to, '\n');
    }
    if (table->all)
        buffer_append(&table->before, at, (size_t)(end - at));
    return rows;
}

void tokens_table_end(struct tokens_table *table, struct slice first, struct buffer *to)
{
    if (table->before.size > 0)
        append_empty_row(table, first, to);
}

void tokens_table_close(struct tokens_table *table)
{
    free(table->columns);
    buffer_free(&table->before);
}

/* Whether the cell is whole lines, each a comment or empty. */
static bool is_before(struct slice cell)
{
    if (cell.size > 0 && cell.data[cell.size - 1] != '\n')
        return false;
    while (cell.size > 0) {
        struct slice line = slice_cut(&cell, '\n');
        if (line.size > 0 && line.data[0] != '#')
            return false;
    }
    return true;
}

/* The stream says what its columns are; a table to which columns were added has others. */
static void check_columns(const struct table_reader *table, struct slice before, size_t count)
{
    while (before.size > 0) {
        struct slice names, line = slice_cut(&before, '\n');
        size_t named = 0;
        if (!tokens_names_columns(line, &names))
            continue;
        while (names.data)
            named += slice_cut(&names, ' ').size > 0;
        struct place place = table_place(table);
        if (named != count)
            message_fatal(&place,
                          "%zu columns behind the column before, but '%.*s' names %zu of them",
                          count, SLICE(line), named);
    }
}

static bool is_token(const struct slice *fields, size_t count)
{
    if (fields[0].size == 0 || fields[0].data[0] == '#')
        return false;
    for (size_t i = 0; i < count; i++)
        if (memchr(fields[i].data, '\t', fields[i].size) ||
            memchr(fields[i].data, '\n', fields[i].size))
            return false;
    return true;
}

static bool is_empty(const struct slice *fields, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (fields[i].size > 0)
            return false;
    return true;
}

static void write_token(const struct slice *fields, size_t count, struct output *output)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            output_char(output, '\t');
        output_slice(output, fields[i]);
    }
    output_char(output, '\n');
}

static void read_row(const struct table_reader *table, size_t before, struct output *output)
{
    const struct slice *fields = table->cells + before + 1;
    size_t count = table->column_count - before - 1;
    struct place place = table_place(table);
    if (!is_before(table->cells[before])) {
        message_error(&place,
                      "expected comments and empty lines in the column before; row skipped");
        return;
    }
    bool empty = is_empty(fields, count);
    if (!empty && !is_token(fields, count)) {
        message_error(&place, "expected an ID, and no tab or line end in a field; row skipped");
        return;
    }
    check_columns(table, table->cells[before], count);
    output_slice(output, table->cells[before]);
    if (!empty)
        write_token(fields, count, output);
}

void tokens_table_read(struct input *input, struct output *output)
{
    struct table_reader table;
    uint64_t rows = 0;
    bool any = false;
    while (!any && input_next_file(input))
        any = table_open(&table, input, false);
    if (!any)
        return;
    size_t before = (size_t)table_need(&table, "before");
    if (before + 1 < table.column_count && !slice_is(table.columns[before + 1], "id"))
        message_fatal(&(struct place){input->name, 1, 0},
                      "expected the column id behind the column before");
    for (; table_next(&table); rows++)
        read_row(&table, before, output);
    message_detail(NULL, "%llu rows", U64(rows));
    table_close(&table);
}
