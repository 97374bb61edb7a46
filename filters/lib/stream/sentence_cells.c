#include "stream/sentence_cells.h"

#include "base/message.h"
#include "stream/table.h"

void sentence_cells_open(struct sentence_cells *cells, const char *names, const char *side_table,
                         bool source)
{
    *cells = (struct sentence_cells){.source = source};
    for (struct slice rest = names ? slice_of(names) : (struct slice){NULL, 0}; rest.data;) {
        struct slice name = slice_cut(&rest, ','), bare = slice_trim(name);
        if (slice_is(bare, "doc") || slice_is(bare, "sent_id") ||
            (source && slice_is(bare, "source")))
            continue;
        if (cells->names.size > 0)
            buffer_append_char(&cells->names, ',');
        buffer_append_slice(&cells->names, name);
    }
    bool any = cells->names.size > 0;
    buffer_append_char(&cells->names, '\0');
    metadata_open(&cells->metadata, any ? cells->names.data : NULL, side_table);
}

void sentence_cells_header(const struct sentence_cells *cells, struct buffer *to)
{
    buffer_append_string(to, "doc\t");
    for (size_t i = 0; i < cells->metadata.key_count; i++) {
        table_append_cell(cells->metadata.keys[i].name, to);
        buffer_append_char(to, '\t');
    }
    buffer_append_string(to, cells->source ? "source\tsent_id" : "sent_id");
}

void sentence_cells_update(struct sentence_cells *cells, const struct tokens_reader *reader)
{
    uint64_t before = cells->metadata.documents;
    size_t comments = 0;
    do {
        comments = metadata_update(&cells->metadata, reader, comments);
        if (cells->metadata.changed)
            buffer_clear(&cells->fixed);
    } while (comments < reader->comment_count);
    cells->begins = cells->metadata.documents != before;
    if (cells->begins)
        cells->number = 0;
    cells->number += reader->token_count > 0;
}

/* The value of a comment of the sentence; empty if there is none. Values in comments are escaped
 * as cells are. */
static void append_comment(const struct tokens_reader *reader, const char *key, struct buffer *to)
{
    struct slice value;
    buffer_append_char(to, '\t');
    for (size_t i = 0; i < reader->comment_count; i++)
        if (tokens_comment_value(reader->comments[i], key, &value)) {
            if (!memchr(value.data, '\\', value.size)) {
                table_append_cell(value, to);
                return;
            }
            struct buffer decoded = {0};
            table_decode(value, &decoded);
            table_append_cell(buffer_slice(&decoded), to);
            buffer_free(&decoded);
            return;
        }
}

struct slice sentence_cells_get(struct sentence_cells *cells, const struct tokens_reader *reader)
{
    const struct metadata *metadata = &cells->metadata;
    if (cells->fixed.size == 0) {
        table_append_cell(buffer_slice(&metadata->document), &cells->fixed);
        for (size_t i = 0; i < metadata->key_count; i++) {
            buffer_append_char(&cells->fixed, '\t');
            table_append_cell(metadata_value(metadata, i), &cells->fixed);
        }
    }
    buffer_clear(&cells->cells);
    buffer_append_slice(&cells->cells, buffer_slice(&cells->fixed));
    if (cells->source)
        append_comment(reader, "source", &cells->cells);
    append_comment(reader, "sent_id", &cells->cells);
    return buffer_slice(&cells->cells);
}
