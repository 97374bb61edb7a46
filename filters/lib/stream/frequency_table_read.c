/* Reading tables of frequencies back, and adding them up. */
#include <stdlib.h>

#include "base/map.h"
#include "base/memory.h"
#include "base/message.h"
#include "base/number.h"
#include "stream/frequency_table.h"
#include "stream/table.h"

struct reader {
    struct table_reader table;
    struct frequencies *frequencies;
    size_t key_count; /* columns before that of the thing */
    int freq, docs, tokens, group_docs, sentences, group_sentences;
    struct buffer group;
    struct {
        size_t file; /* 1 + index of the file that named the size below */
        struct frequency_group size;
    } * seen; /* by group */
    size_t seen_capacity;
};

static uint64_t read_count(struct reader *reader, int column, bool *good)
{
    uint64_t number = 0;
    const struct table_reader *table = &reader->table;
    if (column == TABLE_NO_COLUMN || number_read_u64(table->cells[column], &number))
        return number;
    struct place place = table_place(table);
    if (*good)
        message_error(&place, "expected a count in the column %.*s, not '%.*s'; row left out",
                      (int)table->columns[column].size, table->columns[column].data,
                      (int)table->cells[column].size, table->cells[column].data);
    *good = false;
    return 0;
}

/* The size of a group stands in each of its rows: it is added once for each file, and must be the
 * same in all rows of the file. */
static void add_size(struct reader *reader, uint32_t group, const struct frequency_group *row)
{
    size_t before = reader->seen_capacity, file = reader->table.input->file + 1;
    reader->seen = memory_grow(reader->seen, &reader->seen_capacity, (size_t)group + 1,
                               sizeof *reader->seen);
    for (size_t i = before; i < reader->seen_capacity; i++)
        reader->seen[i].file = 0;
    struct frequency_group *seen = &reader->seen[group].size;
    if (reader->seen[group].file == file) {
        if (seen->tokens != row->tokens || seen->documents != row->documents ||
            seen->sentences != row->sentences) {
            struct place place = table_place(&reader->table);
            message_error(&place, "the size of the group was %llu tokens in a row before, not %llu",
                          (unsigned long long)seen->tokens, (unsigned long long)row->tokens);
        }
        return;
    }
    reader->seen[group].file = file;
    *seen = *row;
    struct frequency_group *size = &reader->frequencies->group_sizes[group];
    size->tokens = number_add(size->tokens, row->tokens);
    size->documents = number_add(size->documents, row->documents);
    size->sentences = number_add(size->sentences, row->sentences);
}

static void read_row(struct reader *reader)
{
    bool good = true;
    struct frequency_group size = {
        .tokens = read_count(reader, reader->tokens, &good),
        .documents = read_count(reader, reader->group_docs, &good),
        .sentences = read_count(reader, reader->group_sentences, &good),
    };
    uint64_t count = read_count(reader, reader->freq, &good);
    uint64_t documents = read_count(reader, reader->docs, &good);
    uint64_t sentences = read_count(reader, reader->sentences, &good);
    if (!good)
        return;
    buffer_clear(&reader->group);
    for (size_t i = 0; i < reader->key_count; i++)
        frequency_table_add_key(&reader->group, i, reader->table.cells[i]);
    uint32_t group = frequencies_group(reader->frequencies, buffer_slice(&reader->group));
    add_size(reader, group, &size);
    struct slice name = reader->table.cells[reader->key_count];
    if (name.size == 0)
        return;
    struct frequency *cell = frequencies_cell(reader->frequencies, group,
                                              frequencies_thing(reader->frequencies, name));
    cell->count = number_add(cell->count, count);
    cell->documents = number_add(cell->documents, documents);
    cell->sentences = number_add(cell->sentences, sentences);
}

static void read_head(struct reader *reader, struct frequency_table_head *head)
{
    struct table_reader *table = &reader->table;
    reader->freq = table_need(table, "freq");
    reader->docs = table_need(table, "docs");
    reader->tokens = table_need(table, "tokens");
    reader->group_docs = table_column(table, "group_docs");
    reader->sentences = table_column(table, "sentences");
    reader->group_sentences = table_column(table, "group_sentences");
    if (reader->freq == 0)
        message_fatal(&(struct place){table->input->name, 1, 0},
                      "expected the thing that was counted before the column freq");
    reader->key_count = (size_t)reader->freq - 1;
    head->key_count = reader->key_count;
    head->keys = memory_allocate(head->key_count, sizeof *head->keys);
    for (size_t i = 0; i < head->key_count; i++)
        head->keys[i] = slice_of(memory_string(table->columns[i]));
    head->thing = memory_string(table->columns[reader->key_count]);
    head->share = reader->group_docs != TABLE_NO_COLUMN        ? SHARE_DOC
                  : reader->group_sentences != TABLE_NO_COLUMN ? SHARE_SENTENCE
                                                               : SHARE_NONE;
}

void frequency_table_read(struct frequencies *frequencies, struct input *input,
                          struct frequency_table_head *head)
{
    struct reader reader = {.frequencies = frequencies};
    bool any = false;
    while (!any && input_next_file(input)) {
        any = table_open(&reader.table, input, false);
        if (!any)
            message_error(&(struct place){input->name, 0, 0}, "empty, expected a table of count");
    }
    if (!any)
        message_fatal(NULL, "no table to merge");
    read_head(&reader, head);
    while (table_next(&reader.table))
        read_row(&reader);
    table_close(&reader.table);
    buffer_free(&reader.group);
    free(reader.seen);
}

void frequency_table_free_head(struct frequency_table_head *head)
{
    for (size_t i = 0; i < head->key_count; i++)
        free((char *)(uintptr_t)head->keys[i].data);
    free(head->keys);
    free(head->thing);
}
