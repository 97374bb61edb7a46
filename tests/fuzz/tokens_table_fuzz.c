/* Tokens as a table and back: whatever the bytes, the tokens that a table gives back are those that
 * went in, and their table is the same again. And the bytes taken for such a table are refused or
 * become lines that are tokens, comments or empty. */
#include <string.h>

#include "refusal.h"
#include "base/buffer.h"
#include "stream/tokens.h"
#include "stream/tokens_table.h"

enum { LIMIT = 1 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void append_lines(const struct tokens_reader *reader, struct buffer *lines)
{
    for (size_t i = 0; i < reader->comment_count; i++) {
        buffer_append_slice(lines, reader->comments[i]);
        buffer_append_char(lines, '\n');
    }
    for (size_t i = 0; i < reader->token_count; i++) {
        buffer_append_slice(lines, tokens_line(reader, &reader->tokens[i]));
        buffer_append_char(lines, '\n');
    }
}

/* The table of the stream in a file, and the lines of its tokens. */
static void read_stream(char *path, struct buffer *table, struct buffer *lines)
{
    struct tokens_reader reader;
    struct tokens_table columns = {0};
    struct buffer head = {0};
    bool begun = false;
    tokens_open(&reader, refusal_open(&path, LIMIT), NULL);
    while (tokens_next(&reader)) {
        append_lines(&reader, lines);
        if (!begun && reader.column_count == 0) {
            tokens_table_hold(&columns, &reader);
            continue;
        }
        if (!begun) {
            tokens_table_open(&columns, &reader, NULL, true);
            tokens_table_hold_columns(&columns, &reader);
        }
        begun = true;
        tokens_table_rows(&columns, &reader, slice_of("\\t"), table);
    }
    if (!begun) {
        tokens_table_open(&columns, &reader, NULL, true);
        tokens_table_hold_columns(&columns, &reader);
    }
    tokens_table_end(&columns, slice_of("\\t"), table);
    buffer_append_string(&head, "doc");
    /* Two columns may be called alike, which a table may not; the names do not matter here. */
    buffer_append_string(&head, "\tbefore");
    for (size_t i = 0; i < reader.column_count; i++)
        buffer_append_format(&head, i == 0 ? "\tid" : "\tc%zu", i);
    buffer_append_char(&head, '\n');
    buffer_append_slice(&head, buffer_slice(table));
    buffer_clear(table);
    buffer_append_slice(table, buffer_slice(&head));
    buffer_free(&head);
    tokens_table_close(&columns);
    tokens_close(&reader);
}

static void check_lines(struct slice text)
{
    require(text.size == 0 || text.data[text.size - 1] == '\n');
}

static void read_table(char *path, struct output *output)
{
    tokens_table_read(refusal_open(&path, LIMIT), output);
}

static void check_round_trip(const uint8_t *data, size_t size)
{
    static struct buffer table, lines, table_again, lines_again;
    static struct output output;
    buffer_clear(&table);
    buffer_clear(&lines);
    buffer_clear(&table_again);
    buffer_clear(&lines_again);
    /* A return before CR LF, or at the end, is a byte like others until it is written before LF. */
    for (size_t i = 0; i < size; i++)
        if (data[i] == '\r' && (i + 1 == size || data[i + 1] == '\r'))
            return;
    if (!refusal_set())
        return;
    read_stream(refusal_file(data, size, 0), &table, &lines);
    /* A sentence that was left out may have been the one that said what the columns are. */
    bool whole = refusal_errors == 0;
    output = refusal_output();
    if (!refusal_set())
        abort();
    read_table(refusal_file(table.data, table.size, 1), &output);
    require(refusal_errors == 0);
    read_stream(refusal_file(output.data, output.size, 2), &table_again, &lines_again);
    require(refusal_errors == 0);
    require(slice_equal(buffer_slice(&lines), buffer_slice(&lines_again)));
    require(!whole || slice_equal(buffer_slice(&table), buffer_slice(&table_again)));
    free(output.data);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 1 << 16)
        return 0;
    check_round_trip(data, size);
    static struct output output;
    output = refusal_output();
    if (refusal_set()) {
        read_table(refusal_file(data, size, 0), &output);
        check_lines(slice_make(output.data, output.size));
    }
    free(output.data);
    return 0;
}
