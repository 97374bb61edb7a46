/* The tokens stream: whatever the bytes, and in whatever pieces they arrive, every token has all
 * columns, its fields are its line, and lines follow each other; and the escapes of MISC and of
 * patterns are undone. The first byte says how large the pieces are. */
#include <string.h>

#include "refusal.h"
#include "base/buffer.h"
#include "stream/tokens.h"

enum { LIMIT = 1 << 20, MOST_PIECES = 200 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_token(const struct tokens_reader *reader, const struct token *token,
                        struct buffer *found)
{
    struct slice line = tokens_line(reader, token);
    size_t at = 0;
    for (size_t column = 0; column < reader->column_count; column++) {
        struct slice field = tokens_field(reader, token, (int)column);
        require(field.data == line.data + at);
        require(field.size == 0 ||
                (!memchr(field.data, '\t', field.size) && !memchr(field.data, '\n', field.size)));
        at += field.size + 1;
    }
    require(at == line.size + 1);
    require(line.data >= reader->text.data &&
            line.data + line.size < reader->text.data + reader->text.size);
    buffer_append_slice(found, line);
    buffer_append_char(found, token->word ? '\n' : '!');
}

/* All that the reader says of the stream. */
static void read_all(char *path, struct buffer *found)
{
    struct tokens_reader reader;
    struct input *input = refusal_open(&path, LIMIT);
    uint64_t line = 0;
    tokens_open(&reader, input, NULL);
    while (tokens_next(&reader)) {
        require(reader.line > line);
        line = reader.line;
        require(reader.token_count > 0 || reader.comment_count > 0);
        for (size_t i = 0; i < reader.comment_count; i++) {
            struct slice comment = reader.comments[i], value;
            require(comment.size > 0 && comment.data[0] == '#');
            tokens_comment_value(comment, "sent_id", &value);
            buffer_append_char(found, tokens_begins_document(comment) ? 'D' : 'C');
            buffer_append_slice(found, comment);
            buffer_append_char(found, '\n');
        }
        for (size_t i = 0; i < reader.token_count; i++)
            check_token(&reader, &reader.tokens[i], found);
        if (reader.token_count > 0)
            require(tokens_place(&reader, &reader.tokens[reader.token_count - 1]).line >= line);
        buffer_append_format(found, "%llu.\n", (unsigned long long)reader.line);
    }
    buffer_append_format(found, "%u errors\n", refusal_errors);
    tokens_close(&reader);
}

static void check_escapes(const uint8_t *data, size_t size)
{
    struct slice text = {(const char *)data, size};
    struct output output = refusal_output();
    struct buffer back = {0};
    output_string(&output, "SpacesAfter=");
    tokens_write_spaces(text, &output);
    tokens_append_gap(slice_make(output.data, output.size), &back);
    require(slice_equal(text, buffer_slice(&back)));
    require(!memchr(output.data, '\t', output.size) && !memchr(output.data, '\n', output.size));
    struct buffer field = {0};
    buffer_clear(&back);
    tokens_escape_pattern(text, &field);
    tokens_append_pattern(buffer_slice(&field), &back);
    require(slice_equal(text, buffer_slice(&back)));
    require(field.size == 0 || !memchr(field.data, ';', field.size));
    buffer_free(&field);
    buffer_clear(&back);
    tokens_append_gap(text, &back);
    tokens_append_pattern(text, &back);
    buffer_free(&back);
    free(output.data);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0 || size > 1 << 16)
        return 0;
    static struct buffer whole, pieces;
    static bool refused;
    buffer_clear(&whole);
    buffer_clear(&pieces);
    refused = true;
    if (refusal_set()) {
        read_all(refusal_file(data + 1, size - 1, 0), &whole);
        refused = false;
    }
    volatile bool whole_refused = refused;
    refused = true;
    if (refusal_set()) {
        size_t piece = (size_t)data[0] + 1, least = size / MOST_PIECES + 1;
        read_all(refusal_pieces(data + 1, size - 1, 0, piece < least ? least : piece), &pieces);
        refused = false;
    }
    require(refused == whole_refused);
    require(slice_equal(buffer_slice(&whole), buffer_slice(&pieces)));
    check_escapes(data, size);
    return 0;
}
