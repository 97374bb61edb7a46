/* What holds for every reader of records, for the fuzz targets: what is handed over is valid UTF-8,
 * every record that begins is read or rejected, and a file that arrives in pieces says the same
 * as one that arrives at once. */
#ifndef COSPAN_FUZZ_RECORDS_H
#define COSPAN_FUZZ_RECORDS_H

#include "intake/record.h"
#include "refusal.h"
#include "text/source.h"
#include "text/utf8.h"

typedef void records_reader(struct source *source, struct record_sink *sink);

struct gathered {
    struct buffer text;
    uint64_t count;
};

static void gather(void *context, const struct record *record)
{
    struct gathered *gathered = context;
    gathered->count++;
    buffer_append_u64(&gathered->text, record->line);
    for (size_t i = 0; i < record->count; i++) {
        struct slice tag = record_tag(record, i), value = record_value(record, i);
        require(utf8_valid_prefix(tag) == tag.size && utf8_valid_prefix(value) == value.size);
        require(record->fields[i].line >= record->line);
        buffer_append_char(&gathered->text, '\n');
        buffer_append_u64(&gathered->text, record->fields[i].line);
        buffer_append_slice(&gathered->text, tag);
        buffer_append_char(&gathered->text, '=');
        buffer_append_slice(&gathered->text, value);
    }
    buffer_append_char(&gathered->text, '\n');
}

/* False where the source refuses the file. */
static bool gather_file(records_reader *read, char *path, struct gathered *gathered)
{
    struct record_sink sink = {.found = gather, .context = gathered, .file = "fuzz"};
    struct source source;
    source_open(&source, refusal_open(&path, 1 << 24), NULL, false);
    source_limit(&source, 1 << 24);
    bool good = source_next_file(&source);
    if (good)
        read(&source, &sink);
    require(sink.counts.read == gathered->count);
    require(sink.counts.begun + sink.counts.unbegun == sink.counts.read + sink.counts.rejected);
    source_close(&source);
    record_sink_free(&sink);
    return good;
}

static void check_reader(records_reader *read, const uint8_t *data, size_t size)
{
    static struct gathered whole, pieces;
    enum { PIECES = 16 };
    buffer_clear(&whole.text);
    buffer_clear(&pieces.text);
    whole.count = pieces.count = 0;
    if (!refusal_set())
        return;
    if (!gather_file(read, refusal_file(data, size, 0), &whole))
        return;
    gather_file(read, refusal_pieces(data, size, 0, size / PIECES + 1), &pieces);
    if (slice_equal(buffer_slice(&whole.text), buffer_slice(&pieces.text)))
        return;
    fprintf(stderr, "whole:\n%.*s\nin pieces:\n%.*s\n", (int)whole.text.size, whole.text.data,
            (int)pieces.text.size, pieces.text.data);
    abort();
}

#endif
