/* What the tests of readers of records share: all that a reader says of a text, which must be the same
 * in whatever pieces the text arrives. Messages go to standard error. */
#ifndef COSPAN_TESTS_READERS_H
#define COSPAN_TESTS_READERS_H

#include "base/buffer.h"
#include "check.h"
#include "intake/record.h"
#include "text/source.h"

typedef void readers_read(struct source *source, struct record_sink *sink);

/* Of the text that was read last. */
static struct record_counts counts;

struct readers_file {
    struct slice rest;
    size_t piece;
};

static inline size_t readers_pour(void *context, char *to, size_t size)
{
    struct readers_file *file = context;
    size = size < file->piece ? size : file->piece;
    size = size < file->rest.size ? size : file->rest.size;
    memcpy(to, file->rest.data, size);
    file->rest = slice_from(file->rest, size);
    return size;
}

/* `TAG=value|...` and a newline. */
static inline void readers_add(void *context, const struct record *record)
{
    struct buffer *said = context;
    for (size_t i = 0; i < record->count; i++) {
        struct slice tag = record_tag(record, i), value = record_value(record, i);
        buffer_append_format(said, "%s%.*s=%.*s", i > 0 ? "|" : "", (int)tag.size, tag.data,
                             (int)value.size, value.data);
    }
    buffer_append_char(said, '\n');
}

static inline bool readers_say(readers_read *read, struct slice text, size_t piece,
                               const char *expected)
{
    struct buffer said = {0};
    struct readers_file file = {text, piece};
    struct record_sink sink = {.found = readers_add, .context = &said, .file = "test"};
    struct input *input = input_open_poured(readers_pour, &file, "test", 1 << 20);
    struct source source;
    source_open(&source, input, NULL, false);
    source_detect(&source);
    if (source_next_file(&source))
        read(&source, &sink);
    counts = sink.counts;
    bool same = slice_is(buffer_slice(&said), expected);
    if (!same)
        printf("in pieces of %zu: '%.*s', expected '%s'\n", piece, (int)said.size, said.data,
               expected);
    source_close(&source);
    input_close(input);
    record_sink_free(&sink);
    buffer_free(&said);
    return same && counts.begun + counts.unbegun == counts.read + counts.rejected;
}

/* Whether these records are read, at once, byte by byte and in between. */
static inline bool readers_give(readers_read *read, const char *text, const char *expected)
{
    static const size_t pieces[] = {1, 2, 7, 1 << 16};
    bool same = true;
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
        same &= readers_say(read, slice_of(text), pieces[i], expected);
    return same;
}

#endif
