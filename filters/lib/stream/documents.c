#include "stream/documents.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/message.h"
#include "text/utf8.h"

static size_t count_tabs(struct slice line)
{
    size_t count = 0;
    for (size_t i = 0; i < line.size; i++)
        count += line.data[i] == '\t';
    return count;
}

bool documents_are_meant(struct slice bytes)
{
    struct slice rest = bytes, header = slice_cut(&rest, '\n');
    if (!rest.data)
        return false;
    if (slice_starts(header, "doc,") || slice_starts(header, "doc;") ||
        slice_starts(header, "\"doc\""))
        return true;
    size_t tabs = count_tabs(header);
    return tabs > 0 && tabs == count_tabs(slice_cut(&rest, '\n'));
}

bool documents_list_has(const char *list, struct slice name)
{
    struct slice rest = slice_of(list);
    while (rest.data)
        if (slice_equal(slice_trim(slice_cut(&rest, ',')), name))
            return true;
    return false;
}

/* Every column that the user named must be there. */
static void need_columns(const struct table_reader *table, const char *names)
{
    for (struct slice rest = slice_of(names); rest.data;) {
        char *name = memory_string(slice_trim(slice_cut(&rest, ',')));
        table_need(table, name);
        free(name);
    }
}

/* Whether `# name = value` can be read again. */
static bool is_key(struct slice name)
{
    return slice_trim(name).size > 0 && !memchr(name.data, '=', name.size) &&
           utf8_valid_prefix(name) == name.size;
}

void documents_open(struct documents *documents, struct input *input, const char *text_columns,
                    const char *part_columns)
{
    *documents = (struct documents){0};
    struct table_reader *table = &documents->table;
    table_open(table, input, false);
    table->one_file = true;
    if (text_columns)
        need_columns(table, text_columns);
    else
        text_columns = DOCUMENTS_TEXT_COLUMNS;
    documents->roles = memory_zeroed(table->column_count, sizeof *documents->roles);
    documents->first = memory_zeroed(table->column_count, sizeof *documents->first);
    for (size_t i = 1; i < table->column_count; i++) {
        struct slice name = table->columns[i];
        documents->roles[i] = documents_list_has(text_columns, name)   ? ROLE_TEXT
                              : !is_key(name)                          ? ROLE_NONE
                              : documents_list_has(part_columns, name) ? ROLE_PART
                                                                       : ROLE_METADATA;
        documents->text_count += documents->roles[i] == ROLE_TEXT;
        struct place place = table_place(table);
        if (documents->roles[i] == ROLE_NONE)
            message_note(&place, "column %zu is skipped: '%.*s' is no name for a key", i + 1,
                         SLICE(name));
    }
    if (documents->text_count == 0)
        table_need(table, "text");
}

bool documents_next(struct documents *documents)
{
    struct table_reader *table = &documents->table;
    if (!table_next(table))
        return false;
    documents->begins = !documents->any ||
                        !slice_equal(table->cells[0], buffer_slice(&documents->id));
    documents->any = true;
    if (!documents->begins)
        return true;
    buffer_clear(&documents->id);
    buffer_append_slice(&documents->id, table->cells[0]);
    for (size_t i = 0; i < table->column_count; i++)
        if (documents->roles[i] == ROLE_METADATA) {
            buffer_clear(&documents->first[i]);
            buffer_append_slice(&documents->first[i], table->cells[i]);
        }
    return true;
}

bool documents_differs(const struct documents *documents, size_t column)
{
    return documents->roles[column] == ROLE_METADATA &&
           !slice_equal(documents->table.cells[column], buffer_slice(&documents->first[column]));
}

int documents_part_column(const struct documents *documents, const char *name)
{
    int column = table_column(&documents->table, name);
    return column != TABLE_NO_COLUMN && documents->roles[column] == ROLE_PART ? column
                                                                              : TABLE_NO_COLUMN;
}

void documents_close(struct documents *documents)
{
    for (size_t i = 0; i < documents->table.column_count; i++)
        buffer_free(&documents->first[i]);
    free(documents->first);
    free(documents->roles);
    buffer_free(&documents->id);
    table_close(&documents->table);
}
