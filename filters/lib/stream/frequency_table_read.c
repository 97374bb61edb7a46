#include "stream/frequency_table_read.h"

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
    size_t key_count; /* columns before that of the feature */
    int freq, docs, tokens, group_docs, sentences, group_sentences;
    struct buffer group;
    uint64_t part; /* number of the table being read, from 1; a file may hold several */
    struct {
        uint64_t part; /* that named the size below, 0 for none */
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
        message_error(&place, "expected a count in the column %.*s, not '%.*s'; row skipped",
                      SLICE(table->columns[column]), SLICE(table->cells[column]));
    *good = false;
    return 0;
}

/* The size of a group stands in each of its rows: it is added once for each table, and must be
 * the same in all rows of the table. */
static void add_size(struct reader *reader, uint32_t group, const struct frequency_group *row)
{
    size_t before = reader->seen_capacity;
    reader->seen = memory_grow(reader->seen, &reader->seen_capacity, (size_t)group + 1,
                               sizeof *reader->seen);
    for (size_t i = before; i < reader->seen_capacity; i++)
        reader->seen[i].part = 0;
    struct frequency_group *seen = &reader->seen[group].size;
    if (reader->seen[group].part == reader->part) {
        if (seen->tokens != row->tokens || seen->documents != row->documents ||
            seen->sentences != row->sentences) {
            struct place place = table_place(&reader->table);
            message_error(&place, "the size of the group was %llu tokens in a row before, not %llu",
                          U64(seen->tokens), U64(row->tokens));
        }
        return;
    }
    reader->seen[group].part = reader->part;
    *seen = *row;
    struct frequency_group *size = &reader->frequencies->group_sizes[group];
    size->tokens = number_add(size->tokens, row->tokens);
    size->documents = number_add(size->documents, row->documents);
    size->sentences = number_add(size->sentences, row->sentences);
}

static void read_row(struct reader *reader)
{
    if (table_is_header(&reader->table)) {
        reader->part++;
        return;
    }
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
    if (name.size == 0 && count == 0)
        return;
    struct frequency *cell = frequencies_cell(reader->frequencies, group,
                                              frequencies_feature(reader->frequencies, name));
    cell->count = number_add(cell->count, count);
    cell->documents = number_add(cell->documents, documents);
    cell->sentences = number_add(cell->sentences, sentences);
}

/* What count writes behind the feature; a rate follows, and what belongs to the kind of share. */
static const char *const figures[] = {"freq", "docs", "tokens", NULL};
static const char *const shares[][4] = {
    [SHARE_NONE] = {NULL},
    [SHARE_DOC] = {"group_docs", "doc_share", NULL},
    [SHARE_SENTENCE] = {"sentences", "group_sentences", "sentence_share", NULL},
};
enum { SHARES = sizeof shares / sizeof *shares };

/* How many of these columns the table has from `first` on; 0 if it has not all of them. */
static size_t has_figures(const struct table_reader *table, size_t first, const char *const *names)
{
    size_t count = 0;
    for (; names[count]; count++)
        if (first + count >= table->column_count ||
            !slice_is(table->columns[first + count], names[count]))
            return 0;
    return count;
}

/* Reads what stands from `freq` on: false if that is not what count writes. */
static bool read_figures(const struct table_reader *table, size_t freq,
                         struct frequency_table_head *head)
{
    size_t at = freq + has_figures(table, freq, figures);
    if (at == freq || at >= table->column_count)
        return false;
    head->per = frequency_table_rate(table->columns[at++]);
    for (head->share = 0; head->share < SHARES; head->share++)
        if (at + has_figures(table, at, shares[head->share]) == table->column_count)
            break;
    return head->per > 0 && head->share < SHARES;
}

static void read_head(struct reader *reader, struct frequency_table_head *head)
{
    const struct table_reader *table = &reader->table;
    size_t freq = 1;
    while (freq < table->column_count && !slice_is(table->columns[freq], "freq"))
        freq++;
    if (!read_figures(table, freq, head)) {
        struct place place = {table->input->name, table->line, 0};
        message_fatal(&place,
                      "expected a table of count: keys, the feature counted, freq, docs, "
                      "tokens, per_million and perhaps a share, not '%.*s'",
                      SLICE(table->header));
    }
    reader->freq = (int)freq;
    reader->docs = (int)freq + 1;
    reader->tokens = (int)freq + 2;
    reader->group_docs = table_column(table, "group_docs");
    reader->sentences = table_column(table, "sentences");
    reader->group_sentences = table_column(table, "group_sentences");
    head->key_count = reader->key_count = freq - 1;
    head->keys = memory_allocate(head->key_count, sizeof *head->keys);
    for (size_t i = 0; i < head->key_count; i++)
        head->keys[i] = slice_of(memory_string(table->columns[i]));
    head->feature = memory_string(table->columns[reader->key_count]);
}

/* Opens the next file whose header is that of the first one. An empty file is a part that failed
 * when it was counted. */
static bool open_next(struct reader *reader, struct input *input, struct frequency_table_head *head)
{
    struct buffer header = reader->table.header;
    reader->table.header = (struct buffer){0};
    table_close(&reader->table);
    bool found = false;
    while (!found && input_next_file(input)) {
        struct place place = {input->name, 0, 0};
        if (!table_open(&reader->table, input, false)) {
            message_error(&place, "empty, expected a table of count");
            continue;
        }
        found = !head->feature ||
                slice_equal(buffer_slice(&header), buffer_slice(&reader->table.header));
        if (!found) {
            message_error(&place, "the columns are '%.*s', in the first table '%.*s'; skipped",
                          SLICE(reader->table.header), SLICE(header));
            table_close(&reader->table);
        }
    }
    reader->table.one_file = true;
    buffer_free(&header);
    return found;
}

void frequency_table_read(struct frequencies *frequencies, struct input *input,
                          struct frequency_table_head *head)
{
    struct reader reader = {.frequencies = frequencies};
    while (open_next(&reader, input, head)) {
        if (!head->feature)
            read_head(&reader, head);
        reader.part++;
        while (table_next(&reader.table))
            read_row(&reader);
    }
    /* Every file was reported. */
    if (!head->feature)
        message_exit(STATUS_TROUBLE);
    buffer_free(&reader.group);
    free(reader.seen);
}

void frequency_table_free_head(struct frequency_table_head *head)
{
    for (size_t i = 0; i < head->key_count; i++)
        free((char *)(uintptr_t)head->keys[i].data);
    free(head->keys);
    free(head->feature);
}
