#include "count/features.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/number.h"
#include "stream/frequency_table.h"

/* Which column is read, and what a table calls what stands there. */
static void choose_column(struct features *features)
{
    const struct features_settings *settings = features->settings;
    struct buffer *column = &features->column_name, *name = &features->feature_name;
    const char *of = settings->of;
    features->spans_wanted = strcmp(of, "concept") == 0 || strcmp(of, "pattern") == 0;
    buffer_append_string(name, of);
    if (features->spans_wanted) {
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
    features->column = column->data;
    features->name = name->data;
}

void features_open(struct features *features, const struct features_settings *settings,
                   struct frequencies *frequencies, struct input *input)
{
    *features = (struct features){.settings = settings,
                                  .frequencies = frequencies,
                                  .words.fold_case = settings->fold_case,
                                  .column_index = TOKENS_NO_COLUMN};
    choose_column(features);
    if (settings->stop_words)
        word_list_read_stop_words(&features->words, settings->stop_words);
    metadata_open(&features->metadata, settings->groups, settings->side_table);
    tokens_open(&features->reader, input, settings->columns);
}

/* Makes the group of the comments just read the present one and counts the document in it. */
static void set_group(struct features *features)
{
    const struct metadata *metadata = &features->metadata;
    if (metadata->changed) {
        buffer_clear(&features->group_name);
        for (size_t i = 0; i < metadata->key_count; i++)
            frequency_table_add_key(&features->group_name, i, metadata_value(metadata, i));
        features->group = frequencies_group(features->frequencies,
                                            buffer_slice(&features->group_name));
    }
    features->document = metadata->documents;
    struct frequency_group *group = &features->frequencies->group_sizes[features->group];
    group->documents += group->last_document != features->document;
    group->last_document = features->document;
}

static uint32_t number_of(struct features *features, struct slice name)
{
    if (*features->settings->of == 'c')
        return frequencies_feature(features->frequencies,
                                   spans_roll_up(name, features->settings->level));
    buffer_clear(&features->pattern);
    tokens_append_pattern(name, &features->pattern);
    return frequencies_feature(features->frequencies, buffer_slice(&features->pattern));
}

static int by_feature_and_tokens(const void *a, const void *b)
{
    const struct occurrence *one = a, *two = b;
    if (one->feature != two->feature)
        return one->feature < two->feature ? -1 : 1;
    if (one->start != two->start)
        return one->start < two->start ? -1 : 1;
    return (one->end > two->end) - (one->end < two->end);
}

/* A span that several concepts found is one where they are one when rolled up. */
static void drop_repeated(struct features *features)
{
    size_t kept = 0;
    qsort(features->items, features->count, sizeof *features->items, by_feature_and_tokens);
    for (size_t i = 0; i < features->count; i++)
        if (kept == 0 ||
            by_feature_and_tokens(&features->items[kept - 1], &features->items[i]) != 0)
            features->items[kept++] = features->items[i];
    features->count = kept;
}

static struct occurrence *add_item(struct features *features)
{
    features->items = memory_grow(features->items, &features->item_capacity, features->count + 1,
                                  sizeof *features->items);
    return &features->items[features->count++];
}

static void take_spans(struct features *features)
{
    for (size_t i = 0; i < features->spans.count; i++) {
        const struct span *span = &features->spans.items[i];
        uint32_t feature = number_of(features, span->name);
        *add_item(features) = (struct occurrence){feature, span->start, span->end,
                                                  features->places[i]};
    }
    if (features->settings->level > 0 && features->count > 1)
        drop_repeated(features);
}

static void read_spans(struct features *features, const struct token *token, struct slice field,
                       uint32_t index)
{
    size_t before = features->spans.count;
    spans_read_token(&features->spans, &features->reader, token, field, index);
    if (features->spans.count == before)
        return;
    features->places = memory_grow(features->places, &features->place_capacity,
                                   features->spans.count, sizeof *features->places);
    for (size_t i = before; i < features->spans.count; i++)
        features->places[i] = features->tokens;
}

static void add_to_row(struct features *features, uint32_t word)
{
    features->row = memory_grow(features->row, &features->row_capacity, features->row_count + 1,
                                sizeof *features->row);
    features->row[features->row_count++] = word;
}

static void read_word(struct features *features, struct slice field, uint32_t index)
{
    uint32_t word = word_list_find(&features->words, field);
    if (features->settings->rows) {
        add_to_row(features, word);
    } else if (!word_list_is_stop(&features->words, word)) {
        uint32_t feature = frequencies_feature(features->frequencies,
                                               word_list_word(&features->words, word));
        *add_item(features) = (struct occurrence){feature, index, index + 1, features->tokens};
    }
}

static void read_sentence(struct features *features)
{
    const struct tokens_reader *reader = &features->reader;
    bool spans_wanted = features->spans_wanted, words = features->settings->words;
    uint32_t index = 0;
    for (size_t i = 0; i < reader->token_count; i++) {
        const struct token *token = &reader->tokens[i];
        if (!token->word)
            continue;
        struct slice field = tokens_field(reader, token, features->column_index);
        if (spans_wanted)
            read_spans(features, token, field, index);
        if (words && !word_list_has_letter(tokens_field(reader, token, features->form_index))) {
            if (!spans_wanted)
                add_to_row(features, MAP_NONE);
        } else {
            if (!spans_wanted)
                read_word(features, field, index);
            features->tokens++;
        }
        index++;
    }
    if (features->spans.count > 0)
        take_spans(features);
}

/* The next block of comments and tokens, or what is left of the comments of this one, because in
 * them another document begins; past those before the first document. */
static bool read_comments(struct features *features)
{
    struct tokens_reader *reader = &features->reader;
    do {
        if (!features->within_comments) {
            if (!tokens_next(reader))
                return false;
            features->comment = 0;
        }
        if (features->column_index == TOKENS_NO_COLUMN && reader->column_count > 0) {
            features->column_index = tokens_need(reader, features->column);
            features->form_index = tokens_need(reader, "FORM");
        }
        features->comment = metadata_update(&features->metadata, reader, features->comment);
        features->within_comments = features->comment < reader->comment_count;
    } while (features->metadata.documents == 0);
    return true;
}

bool features_next(struct features *features)
{
    if (!read_comments(features))
        return false;
    set_group(features);
    features->spans.count = features->count = features->row_count = 0;
    features->tokens = 0;
    features->has_sentence = !features->within_comments && features->reader.token_count > 0;
    if (!features->has_sentence)
        return true;
    read_sentence(features);
    features->sentence++;
    struct frequency_group *group = &features->frequencies->group_sizes[features->group];
    group->sentences++;
    group->tokens = number_add(group->tokens, features->tokens);
    return true;
}

struct slice *features_keys(const struct features *features)
{
    const struct metadata *metadata = &features->metadata;
    struct slice *keys = memory_allocate(metadata->key_count, sizeof *keys);
    for (size_t i = 0; i < metadata->key_count; i++) {
        keys[i] = metadata->keys[i].name;
        if (!metadata->keys[i].found && metadata->documents > 0)
            message_note(NULL, "no sentence and no document has the key '%.*s'", (int)keys[i].size,
                         keys[i].data);
    }
    return keys;
}
