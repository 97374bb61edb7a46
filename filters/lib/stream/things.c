#include "stream/things.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/number.h"
#include "stream/frequency_table.h"

/* Which column is read, and what a table calls what stands there. */
static void choose_column(struct things *things)
{
    const struct things_settings *settings = things->settings;
    struct buffer *column = &things->column_name, *name = &things->thing_name;
    const char *of = settings->of;
    things->spans_wanted = strcmp(of, "concept") == 0 || strcmp(of, "pattern") == 0;
    buffer_append_string(name, of);
    if (things->spans_wanted) {
        buffer_append_string(column, *of == 'c' ? settings->concept_column : "COSPAN:PATTERN");
    } else {
        for (const char *c = of; *c; c++)
            buffer_append_char(column, *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c);
        for (size_t i = 0; i < name->size; i++) {
            char *c = &name->data[i];
            *c = *c == ':' ? '_' : *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c;
        }
    }
    buffer_append_char(column, '\0');
    buffer_append_char(name, '\0');
    things->column = column->data;
    things->name = name->data;
}

void things_open(struct things *things, const struct things_settings *settings,
                 struct frequencies *frequencies, struct input *input)
{
    *things = (struct things){.settings = settings,
                              .frequencies = frequencies,
                              .words.fold_case = settings->fold_case,
                              .column_index = TOKENS_NO_COLUMN};
    choose_column(things);
    if (settings->stop_words)
        word_list_read_stop_words(&things->words, settings->stop_words);
    metadata_open(&things->metadata, settings->groups, settings->side_table);
    tokens_open(&things->reader, input, settings->columns);
}

/* Makes the group of the comments just read the present one and counts the document in it. */
static void set_group(struct things *things)
{
    const struct metadata *metadata = &things->metadata;
    if (metadata->changed) {
        buffer_clear(&things->group_name);
        for (size_t i = 0; i < metadata->key_count; i++)
            frequency_table_add_key(&things->group_name, i, metadata_value(metadata, i));
        things->group = frequencies_group(things->frequencies, buffer_slice(&things->group_name));
    }
    things->document = metadata->documents;
    struct frequency_group *group = &things->frequencies->group_sizes[things->group];
    group->documents += group->last_document != things->document;
    group->last_document = things->document;
}

static uint32_t number_of(struct things *things, struct slice name)
{
    if (*things->settings->of == 'c')
        return frequencies_thing(things->frequencies, spans_roll_up(name, things->settings->level));
    buffer_clear(&things->pattern);
    tokens_append_pattern(name, &things->pattern);
    return frequencies_thing(things->frequencies, buffer_slice(&things->pattern));
}

static int by_thing_and_tokens(const void *a, const void *b)
{
    const struct occurrence *one = a, *two = b;
    if (one->thing != two->thing)
        return one->thing < two->thing ? -1 : 1;
    if (one->start != two->start)
        return one->start < two->start ? -1 : 1;
    return (one->end > two->end) - (one->end < two->end);
}

/* A span that several concepts found is one where they are one when rolled up. */
static void drop_repeated(struct things *things)
{
    size_t kept = 0;
    qsort(things->items, things->count, sizeof *things->items, by_thing_and_tokens);
    for (size_t i = 0; i < things->count; i++)
        if (kept == 0 || by_thing_and_tokens(&things->items[kept - 1], &things->items[i]) != 0)
            things->items[kept++] = things->items[i];
    things->count = kept;
}

static struct occurrence *add_item(struct things *things)
{
    things->items = memory_grow(things->items, &things->item_capacity, things->count + 1,
                                sizeof *things->items);
    return &things->items[things->count++];
}

static void take_spans(struct things *things)
{
    for (size_t i = 0; i < things->spans.count; i++) {
        const struct span *span = &things->spans.items[i];
        uint32_t thing = number_of(things, span->name);
        *add_item(things) = (struct occurrence){thing, span->start, span->end, things->places[i]};
    }
    if (things->settings->level > 0 && things->count > 1)
        drop_repeated(things);
}

static void read_spans(struct things *things, const struct token *token, struct slice field,
                       uint32_t index)
{
    size_t before = things->spans.count;
    spans_read_token(&things->spans, &things->reader, token, field, index);
    if (things->spans.count == before)
        return;
    things->places = memory_grow(things->places, &things->place_capacity, things->spans.count,
                                 sizeof *things->places);
    for (size_t i = before; i < things->spans.count; i++)
        things->places[i] = things->tokens;
}

static void add_to_row(struct things *things, uint32_t word)
{
    things->row = memory_grow(things->row, &things->row_capacity, things->row_count + 1,
                              sizeof *things->row);
    things->row[things->row_count++] = word;
}

static void read_word(struct things *things, struct slice field, uint32_t index)
{
    uint32_t word = word_list_find(&things->words, field);
    if (things->settings->rows) {
        add_to_row(things, word);
    } else if (!word_list_is_stop(&things->words, word)) {
        uint32_t thing = frequencies_thing(things->frequencies,
                                           word_list_word(&things->words, word));
        *add_item(things) = (struct occurrence){thing, index, index + 1, things->tokens};
    }
}

static void read_sentence(struct things *things)
{
    const struct tokens_reader *reader = &things->reader;
    bool spans_wanted = things->spans_wanted, words = things->settings->words;
    uint32_t index = 0;
    for (size_t i = 0; i < reader->token_count; i++) {
        const struct token *token = &reader->tokens[i];
        if (!token->word)
            continue;
        struct slice field = tokens_field(reader, token, things->column_index);
        if (spans_wanted)
            read_spans(things, token, field, index);
        if (words && !word_list_has_letter(tokens_field(reader, token, things->form_index))) {
            if (!spans_wanted)
                add_to_row(things, MAP_NONE);
        } else {
            if (!spans_wanted)
                read_word(things, field, index);
            things->tokens++;
        }
        index++;
    }
    if (things->spans.count > 0)
        take_spans(things);
}

/* The next block of comments and tokens, or what is left of the comments of this one, because in
 * them another document begins; past those before the first document. */
static bool read_comments(struct things *things)
{
    struct tokens_reader *reader = &things->reader;
    do {
        if (!things->within_comments) {
            if (!tokens_next(reader))
                return false;
            things->comment = 0;
        }
        if (things->column_index == TOKENS_NO_COLUMN && reader->column_count > 0) {
            things->column_index = tokens_need(reader, things->column);
            things->form_index = tokens_need(reader, "FORM");
        }
        things->comment = metadata_update(&things->metadata, reader, things->comment);
        things->within_comments = things->comment < reader->comment_count;
    } while (things->metadata.documents == 0);
    return true;
}

bool things_next(struct things *things)
{
    if (!read_comments(things))
        return false;
    set_group(things);
    things->spans.count = things->count = things->row_count = 0;
    things->tokens = 0;
    things->has_sentence = !things->within_comments && things->reader.token_count > 0;
    if (!things->has_sentence)
        return true;
    read_sentence(things);
    things->sentence++;
    struct frequency_group *group = &things->frequencies->group_sizes[things->group];
    group->sentences++;
    group->tokens = number_add(group->tokens, things->tokens);
    return true;
}

struct slice *things_keys(const struct things *things)
{
    const struct metadata *metadata = &things->metadata;
    struct slice *keys = memory_allocate(metadata->key_count, sizeof *keys);
    for (size_t i = 0; i < metadata->key_count; i++) {
        keys[i] = metadata->keys[i].name;
        if (!metadata->keys[i].found && metadata->documents > 0)
            message_note(NULL, "no sentence and no document has the key '%.*s'", (int)keys[i].size,
                         keys[i].data);
    }
    return keys;
}
