#include "stream/metadata.h"

#include <stdlib.h>

#include "base/input.h"
#include "base/memory.h"
#include "base/message.h"
#include "base/suggest.h"
#include "stream/table.h"

enum { LARGEST_ROW = 1 << 28 };

/* A documents table has a row for each part of a document: they must agree. */
static void check_repeated(const struct metadata *metadata, const struct table_reader *table,
                           uint32_t id)
{
    for (size_t i = 0; i < metadata->key_count; i++) {
        int column = metadata->keys[i].side_column;
        struct slice id_text = map_key(&metadata->side_ids, id);
        struct slice first = metadata->side_values[id * metadata->key_count + i];
        if (column == TABLE_NO_COLUMN || slice_equal(first, table->cells[column]))
            continue;
        struct place place = table_place(table);
        message_error(&place, "'%.*s' of document '%.*s' was '%.*s' before, which stays",
                      SLICE(metadata->keys[i].name), SLICE(id_text), SLICE(first));
    }
}

static void set_found(struct metadata *metadata, struct metadata_key *key)
{
    metadata->missing -= !key->found;
    key->found = true;
}

static void read_side_table(struct metadata *metadata, const char *path)
{
    struct input *input = input_open_file(path, LARGEST_ROW);
    struct table_reader table;
    if (!input_next_file(input) || !table_open(&table, input, false))
        message_fatal(&(struct place){path, 0, 0}, "expected a table with a column doc");
    int id_column = table_need(&table, "doc");
    for (size_t i = 0; i < metadata->key_count; i++) {
        char *name = memory_string(metadata->keys[i].name);
        int column = table_column(&table, name);
        metadata->keys[i].side_column = column;
        if (column != TABLE_NO_COLUMN)
            set_found(metadata, &metadata->keys[i]);
        free(name);
    }
    for (size_t i = 0; metadata->missing > 0 && i < table.column_count; i++)
        map_add(&metadata->known, table.columns[i], NULL);
    while (table_next(&table)) {
        if (!table_row_is_utf8(&table))
            continue;
        bool added;
        uint32_t id = map_add(&metadata->side_ids, table.cells[id_column], &added);
        if (!added) {
            check_repeated(metadata, &table, id);
            continue;
        }
        metadata->side_values = memory_grow(metadata->side_values, &metadata->side_capacity,
                                            (id + 1) * metadata->key_count,
                                            sizeof *metadata->side_values);
        for (size_t i = 0; i < metadata->key_count; i++) {
            int column = metadata->keys[i].side_column;
            metadata->side_values[id * metadata->key_count + i] =
                column == TABLE_NO_COLUMN ? (struct slice){NULL, 0}
                                          : arena_copy(&metadata->side_arena, table.cells[column]);
        }
    }
    table_close(&table);
    input_close(input);
}

void metadata_open(struct metadata *metadata, const char *names, const char *side_table)
{
    *metadata = (struct metadata){.changed = true};
    size_t capacity = 0;
    for (struct slice rest = names ? slice_of(names) : (struct slice){NULL, 0}; rest.data;) {
        struct slice name = slice_trim(slice_cut(&rest, ','));
        if (name.size == 0)
            message_usage("an empty key in '%s'", names);
        for (size_t i = 0; i < metadata->key_count; i++)
            if (slice_equal(metadata->keys[i].name, name))
                message_usage("the key '%.*s' stands twice in '%s'", SLICE(name), names);
        metadata->keys = memory_grow(metadata->keys, &capacity, metadata->key_count + 1,
                                     sizeof *metadata->keys);
        metadata->keys[metadata->key_count++] = (struct metadata_key){
            .name = name, .found = slice_is(name, "doc"), .side_column = TABLE_NO_COLUMN};
        metadata->missing += !slice_is(name, "doc");
    }
    map_add(&metadata->known, slice_of("doc"), NULL);
    if (side_table)
        read_side_table(metadata, side_table);
}

static void set_value(struct buffer *value, bool *has, struct slice text)
{
    buffer_clear(value);
    table_decode(text, value);
    *has = true;
}

static void begin_document(struct metadata *metadata, struct slice id)
{
    buffer_clear(&metadata->document);
    table_decode(id, &metadata->document);
    metadata->documents++;
    metadata->changed = true;
    for (size_t i = 0; i < metadata->key_count; i++)
        metadata->keys[i].has_document = false;
}

/* Cuts `# key = value`; false if the comment is none. */
static bool cut_comment(struct slice comment, struct slice *key, struct slice *value)
{
    struct slice rest = slice_from(comment, 1);
    *key = slice_trim(slice_cut(&rest, '='));
    if (!rest.data)
        return false;
    *value = slice_trim(rest);
    return true;
}

static void read_comment(struct metadata *metadata, struct slice comment)
{
    struct slice key, value = {NULL, 0};
    if (tokens_begins_document(comment)) {
        begin_document(metadata, cut_comment(comment, &key, &value) ? value : slice_of(""));
        return;
    }
    if (metadata->key_count == 0 || !cut_comment(comment, &key, &value))
        return;
    bool of_document = slice_starts(key, "meta::");
    if (of_document)
        key = slice_from(key, strlen("meta::"));
    for (size_t i = 0; i < metadata->key_count; i++) {
        struct metadata_key *wanted = &metadata->keys[i];
        if (!slice_equal(wanted->name, key))
            continue;
        if (of_document)
            set_value(&wanted->document, &wanted->has_document, value);
        else
            set_value(&wanted->sentence, &wanted->has_sentence, value);
        set_found(metadata, wanted);
        metadata->changed = true;
    }
    /* Comments of other kinds are `newdoc id`, `global.columns` and `text`. */
    if (metadata->missing > 0 && !memchr(key.data, ' ', key.size) &&
        !memchr(key.data, '.', key.size) && !slice_is(key, "text"))
        map_add(&metadata->known, key, NULL);
}

size_t metadata_update(struct metadata *metadata, const struct tokens_reader *reader, size_t from)
{
    uint64_t before = metadata->documents;
    metadata->changed = before == 0;
    for (size_t i = 0; i < metadata->key_count; i++) {
        metadata->changed |= metadata->keys[i].has_sentence;
        metadata->keys[i].has_sentence = false;
    }
    for (; from < reader->comment_count; from++) {
        if (metadata->documents > before && tokens_begins_document(reader->comments[from]))
            return from;
        read_comment(metadata, reader->comments[from]);
    }
    /* Tokens that no document was announced for are a document all the same. */
    if (metadata->documents == 0 && reader->token_count > 0)
        begin_document(metadata, slice_of(""));
    return from;
}

struct slice metadata_value(const struct metadata *metadata, size_t key)
{
    const struct metadata_key *wanted = &metadata->keys[key];
    if (slice_is(wanted->name, "doc"))
        return buffer_slice(&metadata->document);
    if (wanted->has_sentence)
        return buffer_slice(&wanted->sentence);
    if (wanted->has_document)
        return buffer_slice(&wanted->document);
    if (wanted->side_column == TABLE_NO_COLUMN)
        return slice_of("");
    uint32_t id = map_find(&metadata->side_ids, buffer_slice(&metadata->document));
    return id == MAP_NONE ? slice_of("") : metadata->side_values[id * metadata->key_count + key];
}

void metadata_report(const struct metadata *metadata)
{
    for (size_t i = 0; metadata->documents > 0 && i < metadata->key_count; i++) {
        const struct metadata_key *key = &metadata->keys[i];
        if (key->found)
            continue;
        struct suggest suggest = suggest_begin(key->name);
        for (uint32_t known = 0; known < metadata->known.count; known++)
            suggest_add(&suggest, map_key(&metadata->known, known));
        (suggest_nearest(&suggest).data ? message_error : message_note)(
            NULL, "no sentence and no document has the key '%.*s'%s", SLICE(key->name),
            suggest_ending(&suggest, "the keys are"));
        suggest_free(&suggest);
    }
}
