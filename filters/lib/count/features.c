#include "count/features.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/number.h"
#include "stream/frequency_table.h"
#include "text/language_code.h"

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
    features->recent = memory_zeroed(FEATURES_RECENT, sizeof *features->recent);
    choose_column(features);
    if (settings->stop_words)
        word_list_read_stop_words(&features->words, settings->stop_words);
    if (settings->language)
        word_list_read_stop_words(&features->words,
                                  language_code_need(settings->language, NULL)->code);
    /* Where each word is a feature, one map numbers both. */
    if (!settings->stop_words && !settings->language && !features->spans_wanted && !settings->rows)
        features->words.words = &frequencies->features;
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

static uint32_t add_feature(struct features *features, struct slice name)
{
    if (*features->settings->of == 'c')
        return frequencies_feature(features->frequencies,
                                   spans_roll_up(name, features->settings->level));
    buffer_clear(&features->pattern);
    tokens_append_pattern(name, &features->pattern);
    return frequencies_feature(features->frequencies, buffer_slice(&features->pattern));
}

/* Any place is good for a name, as long as names that are used together have different ones: they
 * differ in their last bytes, and in their length. */
static inline size_t place_of(struct slice name)
{
    uint64_t last = 0;
    size_t size = name.size < sizeof last ? name.size : sizeof last;
    memcpy(&last, name.data + name.size - size, size);
    return (size_t)((last + name.size) * 0x9e3779b97f4a7c15u >> 54) % FEATURES_RECENT;
}

/* The feature of a span. A name is looked at in full only when it is new. */
static uint32_t number_of(struct features *features, struct slice name)
{
    struct feature_name *recent = &features->recent[place_of(name)];
    if (slice_equal(recent->name, name))
        return recent->feature;
    bool added;
    uint32_t number = map_add(&features->names, name, &added);
    features->feature_of = memory_grow(features->feature_of, &features->feature_of_capacity,
                                       (size_t)number + 1, sizeof *features->feature_of);
    if (added)
        features->feature_of[number] = add_feature(features, name);
    *recent = (struct feature_name){map_key(&features->names, number),
                                    features->feature_of[number]};
    return recent->feature;
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

static uint32_t feature_of_word(struct features *features, uint32_t word)
{
    if (features->words.words == &features->frequencies->features)
        return word;
    size_t before = features->word_feature_capacity;
    if (word >= before) {
        features->word_features = memory_grow(features->word_features,
                                              &features->word_feature_capacity, (size_t)word + 1,
                                              sizeof *features->word_features);
        memset(features->word_features + before, 0,
               (features->word_feature_capacity - before) * sizeof *features->word_features);
    }
    uint32_t *feature = &features->word_features[word];
    if (*feature == 0)
        *feature = 1 + frequencies_feature(features->frequencies,
                                           word_list_word(&features->words, word));
    return *feature - 1;
}

static void take_word(struct features *features, uint32_t word, uint32_t index)
{
    if (features->settings->rows) {
        add_to_row(features, word);
    } else if (!word_list_is_stop(&features->words, word)) {
        *add_item(features) = (struct occurrence){feature_of_word(features, word), index, index + 1,
                                                  features->tokens};
    }
}

/* Whether the token counts as one. */
static bool counts(const struct features *features, const struct token *token)
{
    const struct tokens_reader *reader = &features->reader;
    return !features->settings->words ||
           word_list_has_letter(tokens_field(reader, token, features->form_index));
}

static void read_spans_of_sentence(struct features *features)
{
    const struct tokens_reader *reader = &features->reader;
    uint32_t index = 0;
    for (size_t i = 0; i < reader->token_count; i++) {
        const struct token *token = &reader->tokens[i];
        if (!token->word)
            continue;
        read_spans(features, token, tokens_field(reader, token, features->column_index), index++);
        features->tokens += counts(features, token);
    }
    if (features->spans.count > 0)
        take_spans(features);
}

/* The fields of all words that count are looked up at once: what is far away in memory is asked for
 * before the first of it is used. */
static void read_words_of_sentence(struct features *features)
{
    const struct tokens_reader *reader = &features->reader;
    size_t count = 0;
    features->fields = memory_grow(features->fields, &features->field_capacity, reader->token_count,
                                   sizeof *features->fields);
    features->words_here = memory_grow(features->words_here, &features->word_here_capacity,
                                       reader->token_count, sizeof *features->words_here);
    for (size_t i = 0; i < reader->token_count; i++)
        if (reader->tokens[i].word && counts(features, &reader->tokens[i]))
            features->fields[count++] = tokens_field(reader, &reader->tokens[i],
                                                     features->column_index);
    word_list_find_all(&features->words, features->fields, count, features->words_here);
    uint32_t index = 0;
    size_t next = 0;
    for (size_t i = 0; i < reader->token_count; i++) {
        const struct token *token = &reader->tokens[i];
        if (!token->word)
            continue;
        if (features->settings->words && !counts(features, token))
            add_to_row(features, MAP_NONE);
        else {
            take_word(features, features->words_here[next++], index);
            features->tokens++;
        }
        index++;
    }
}

static void read_sentence(struct features *features)
{
    if (features->spans_wanted)
        read_spans_of_sentence(features);
    else
        read_words_of_sentence(features);
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
    for (size_t i = 0; i < metadata->key_count; i++)
        keys[i] = metadata->keys[i].name;
    metadata_report(metadata);
    return keys;
}
