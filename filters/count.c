/* count - count concepts, words and n-grams in tokens */
#include <stdlib.h>

#include "base/buffer.h"
#include "base/input.h"
#include "base/message.h"
#include "base/number.h"
#include "base/options.h"
#include "base/output.h"
#include "stream/frequencies.h"
#include "stream/frequency_table.h"
#include "stream/metadata.h"
#include "stream/spans.h"
#include "stream/table.h"
#include "stream/tokens.h"
#include "text/normal.h"
#include "text/word_list.h"

struct settings {
    struct common common;
    const char *of;
    const char *groups;
    const char *side_table;
    const char *columns;
    const char *concept_column;
    uint64_t level;
    bool fold_case;
    const char *stop_words;
    bool words;
    bool merge;
    struct frequency_table_settings table;
    bool verbose;
};

/* clang-format off */
static const struct option options[] = {
    {0, "of", OPTION_TEXT, offsetof(struct settings, of), "WHAT",
     "what is counted: concept (default), pattern, form, ngram:N or a column"},
    {'g', "group", OPTION_TEXT, offsetof(struct settings, groups), "KEYS",
     "count for each value of these keys, separated by commas: year,speaker,doc"},
    {0, "meta", OPTION_TEXT, offsetof(struct settings, side_table), "FILE",
     "table with a column doc that has further keys of documents"},
    {0, "level", OPTION_COUNT, offsetof(struct settings, level), "N",
     "roll concepts up to their first N parts; a span counts once there"},
    {0, "concept-column", OPTION_TEXT, offsetof(struct settings, concept_column), "NAME",
     "column of the concepts (default: COSPAN:CONCEPT)"},
    {'i', "fold-case", OPTION_FLAG, offsetof(struct settings, fold_case), NULL,
     "words that differ in case only are one"},
    {0, "words", OPTION_FLAG, offsetof(struct settings, words), NULL,
     "leave out tokens without a letter or digit, in sizes too"},
    {0, "stopwords", OPTION_TEXT, offsetof(struct settings, stop_words), "FILE",
     "leave out these words, and n-grams that begin or end with one; en is built in"},
    {0, "min", OPTION_COUNT, offsetof(struct settings, table.min), "N",
     "leave out what occurs less often than N times in its group"},
    {0, "top", OPTION_COUNT, offsetof(struct settings, table.top), "N",
     "only the N most frequent of each group, by falling frequency"},
    {0, "sort", OPTION_CHOICE, offsetof(struct settings, table.sort), "auto|name|freq",
     "order within a group: by name, or by falling frequency"},
    {0, "zeros", OPTION_FLAG, offsetof(struct settings, table.zeros), NULL,
     "a row for each thing in each group, also where it does not occur"},
    {0, "share", OPTION_CHOICE, offsetof(struct settings, table.share), "none|doc|sentence",
     "add the share of documents or sentences of the group that have it"},
    {0, "wide", OPTION_TEXT, offsetof(struct settings, table.wide), "KEY",
     "a column for each value of this key"},
    {0, "measure", OPTION_CHOICE, offsetof(struct settings, table.measure),
     "freq|docs|per_million", "the figure in the cells of --wide"},
    {0, "merge", OPTION_FLAG, offsetof(struct settings, merge), NULL,
     "read tables of parts of a corpus and write the table of the whole"},
    {0, "csv", OPTION_FLAG, offsetof(struct settings, table.csv), NULL,
     "write CSV for spreadsheets instead of TSV"},
    {0, "raw", OPTION_FLAG, offsetof(struct settings, table.raw), NULL,
     "with --csv: cells that look like formulas are not guarded"},
    {0, "columns", OPTION_TEXT, offsetof(struct settings, columns), "NAMES",
     "columns of a stream without its first line"},
    {'v', "verbose", OPTION_FLAG, offsetof(struct settings, verbose), NULL,
     "report totals on standard error"},
    OPTION_COMMON(struct settings, common),
    OPTION_END,
};
/* clang-format on */

static const char *(*const libraries[])(void) = {text_utf8proc_version, NULL};

static const struct filter filter = {
    .name = "count",
    .purpose = "count concepts, words and n-grams in tokens",
    .operands = "[file ...]",
    .options = options,
    .libraries = libraries,
};

enum what { WHAT_SPANS, WHAT_WORDS, WHAT_NGRAMS };

/* A span to be counted once where it was found by several concepts that are one when rolled up. */
struct counted {
    uint32_t thing, start, end;
};

struct counter {
    const struct settings *settings;
    enum what what;
    size_t length;      /* of n-grams */
    const char *column; /* what is counted stands there */
    struct frequencies frequencies;
    struct word_list words;
    struct metadata metadata;
    uint32_t group;
    uint64_t sentence; /* number of the present one */
    struct buffer name;
    struct spans spans; /* of the sentence */
    struct counted *counted;
    size_t counted_capacity;
    uint32_t *row; /* word numbers of the sentence */
    size_t row_count, row_capacity;
};

/* Makes the group of the comments just read the present one and counts the document in it. */
static void set_group(struct counter *counter)
{
    if (counter->metadata.changed) {
        buffer_clear(&counter->name);
        for (size_t i = 0; i < counter->metadata.key_count; i++)
            frequency_table_add_key(&counter->name, i, metadata_value(&counter->metadata, i));
        counter->group = frequencies_group(&counter->frequencies, buffer_slice(&counter->name));
    }
    struct frequency_group *group = &counter->frequencies.group_sizes[counter->group];
    group->documents += group->last_document != counter->metadata.documents;
    group->last_document = counter->metadata.documents;
}

/* False before the first document. */
static bool begin_sentence(struct counter *counter, const struct tokens_reader *reader)
{
    size_t comments = 0;
    do {
        comments = metadata_update(&counter->metadata, reader, comments);
        if (counter->metadata.documents > 0)
            set_group(counter);
    } while (comments < reader->comment_count);
    if (counter->metadata.documents == 0)
        return false;
    counter->frequencies.group_sizes[counter->group].sentences += reader->token_count > 0;
    counter->sentence += reader->token_count > 0;
    counter->spans.count = counter->row_count = 0;
    return true;
}

static void count_thing(struct counter *counter, uint32_t thing)
{
    frequencies_count(&counter->frequencies, counter->group, thing, counter->metadata.documents,
                      counter->sentence);
}

/* The first parts of a concept path, never nothing. */
static struct slice roll_up(struct slice concept, uint64_t level)
{
    for (size_t i = 1; level > 0 && i < concept.size; i++)
        if (concept.data[i] == '/' && --level == 0)
            return slice_make(concept.data, i);
    return concept;
}

static uint32_t thing_of(struct counter *counter, struct slice name)
{
    if (strcmp(counter->settings->of, "pattern") != 0)
        return frequencies_thing(&counter->frequencies, roll_up(name, counter->settings->level));
    buffer_clear(&counter->name);
    tokens_append_pattern(name, &counter->name);
    return frequencies_thing(&counter->frequencies, buffer_slice(&counter->name));
}

static int by_thing_and_place(const void *a, const void *b)
{
    const struct counted *one = a, *two = b;
    if (one->thing != two->thing)
        return one->thing < two->thing ? -1 : 1;
    if (one->start != two->start)
        return one->start < two->start ? -1 : 1;
    return (one->end > two->end) - (one->end < two->end);
}

static void count_spans(struct counter *counter)
{
    size_t count = counter->spans.count;
    bool rolled = counter->settings->level > 0;
    counter->counted = memory_grow(counter->counted, &counter->counted_capacity, count,
                                   sizeof *counter->counted);
    struct counted *counted = counter->counted;
    for (size_t i = 0; i < count; i++) {
        const struct span *span = &counter->spans.items[i];
        counted[i] = (struct counted){thing_of(counter, span->name), span->start, span->end};
    }
    if (rolled && count > 1)
        qsort(counted, count, sizeof *counted, by_thing_and_place);
    for (size_t i = 0; i < count; i++)
        if (!rolled || i == 0 || by_thing_and_place(&counted[i - 1], &counted[i]) != 0)
            count_thing(counter, counted[i].thing);
}

/* Where a token was left out, the row of words is broken and no n-gram goes across. */
static bool is_broken(const struct counter *counter, const uint32_t *words)
{
    for (size_t i = 0; i < counter->length; i++)
        if (words[i] == MAP_NONE)
            return true;
    return false;
}

static void count_ngrams(struct counter *counter)
{
    for (size_t i = 0; i + counter->length <= counter->row_count; i++) {
        const uint32_t *words = counter->row + i;
        if (is_broken(counter, words) || word_list_is_stop(&counter->words, words[0]) ||
            word_list_is_stop(&counter->words, words[counter->length - 1]))
            continue;
        buffer_clear(&counter->name);
        for (size_t k = 0; k < counter->length; k++) {
            if (k > 0)
                buffer_append_char(&counter->name, ' ');
            buffer_append_slice(&counter->name, word_list_word(&counter->words, words[k]));
        }
        count_thing(counter,
                    frequencies_thing(&counter->frequencies, buffer_slice(&counter->name)));
    }
}

static void read_spans(struct counter *counter, const struct tokens_reader *reader,
                       const struct token *token, struct slice field, uint32_t index)
{
    struct slice bad;
    if (spans_read(&counter->spans, field, index, &bad))
        return;
    struct place place = tokens_place(reader, token);
    message_error(&place, "expected 'n:concept' where span n begins or 'n' within it, not '%.*s'",
                  (int)bad.size, bad.data);
}

static void add_to_row(struct counter *counter, uint32_t word)
{
    counter->row = memory_grow(counter->row, &counter->row_capacity, counter->row_count + 1,
                               sizeof *counter->row);
    counter->row[counter->row_count++] = word;
}

static void read_word(struct counter *counter, struct slice field)
{
    uint32_t word = word_list_find(&counter->words, field);
    if (counter->what == WHAT_NGRAMS)
        add_to_row(counter, word);
    else if (!word_list_is_stop(&counter->words, word))
        count_thing(counter, frequencies_thing(&counter->frequencies,
                                               word_list_word(&counter->words, word)));
}

static void count_sentence(struct counter *counter, const struct tokens_reader *reader, int column,
                           int form)
{
    uint32_t index = 0;
    uint64_t tokens = 0;
    if (!begin_sentence(counter, reader))
        return;
    for (size_t i = 0; i < reader->token_count; i++) {
        const struct token *token = &reader->tokens[i];
        if (!token->word)
            continue;
        struct slice field = tokens_field(reader, token, column);
        if (counter->what == WHAT_SPANS)
            read_spans(counter, reader, token, field, index);
        index++;
        if (counter->settings->words && !word_list_has_letter(tokens_field(reader, token, form))) {
            add_to_row(counter, MAP_NONE);
            continue;
        }
        tokens++;
        if (counter->what != WHAT_SPANS)
            read_word(counter, field);
    }
    struct frequency_group *group = &counter->frequencies.group_sizes[counter->group];
    group->tokens = number_add(group->tokens, tokens);
    if (counter->spans.count > 0)
        count_spans(counter);
    if (counter->what == WHAT_NGRAMS)
        count_ngrams(counter);
}

static void count(struct counter *counter, struct input *input)
{
    struct tokens_reader reader;
    int column = TOKENS_NO_COLUMN, form = TOKENS_NO_COLUMN;
    tokens_open(&reader, input, counter->settings->columns);
    while (tokens_next(&reader)) {
        if (column == TOKENS_NO_COLUMN && reader.column_count > 0) {
            column = tokens_need(&reader, counter->column);
            form = tokens_need(&reader, "FORM");
        }
        count_sentence(counter, &reader, column, form);
    }
    tokens_close(&reader);
}

/* What --of asks for: which column is read, and what is counted of it. */
static void choose_what(struct counter *counter, struct buffer *column, struct buffer *thing)
{
    const char *of = counter->settings->of;
    uint64_t length;
    buffer_append_string(thing, of);
    counter->column = "FORM";
    counter->what = WHAT_WORDS;
    if (strcmp(of, "concept") == 0 || strcmp(of, "pattern") == 0) {
        counter->what = WHAT_SPANS;
        counter->column = *of == 'c' ? counter->settings->concept_column : "COSPAN:PATTERN";
    } else if (slice_starts(slice_of(of), "ngram:")) {
        if (!number_read_u64(slice_of(of + 6), &length) || length < 1 || length > 20)
            message_usage("--of ngram:N expects N from 1 to 20, not '%s'", of + 6);
        counter->what = WHAT_NGRAMS;
        counter->length = (size_t)length;
        thing->size = strlen("ngram");
    } else if (strcmp(of, "form") != 0) {
        for (const char *c = of; *c; c++)
            buffer_append_char(column, *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c);
        buffer_append_char(column, '\0');
        counter->column = column->data;
        for (size_t i = 0; i < thing->size; i++) {
            char *c = &thing->data[i];
            *c = *c == ':' ? '_' : *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c;
        }
    }
    buffer_append_char(thing, '\0');
}

static void count_tokens(const struct settings *settings, struct input *input,
                         struct output *output)
{
    struct counter counter = {.settings = settings, .words.fold_case = settings->fold_case};
    struct buffer column = {0}, thing = {0};
    choose_what(&counter, &column, &thing);
    if (settings->stop_words)
        word_list_read_stop_words(&counter.words, settings->stop_words);
    metadata_open(&counter.metadata, settings->groups, settings->side_table);
    count(&counter, input);
    size_t key_count = counter.metadata.key_count;
    struct slice *keys = memory_allocate(key_count, sizeof *keys);
    for (size_t i = 0; i < key_count; i++) {
        keys[i] = counter.metadata.keys[i].name;
        if (!counter.metadata.keys[i].found && counter.metadata.documents > 0)
            message_note(NULL, "no sentence and no document has the key '%.*s'", (int)keys[i].size,
                         keys[i].data);
    }
    frequency_table_write(&counter.frequencies, &settings->table, keys, key_count, thing.data,
                          output);
    if (settings->verbose)
        message_note(NULL, "%llu documents, %llu sentences",
                     (unsigned long long)counter.metadata.documents,
                     (unsigned long long)counter.sentence);
    free(keys);
}

static void merge_tables(struct settings *settings, struct input *input, struct output *output)
{
    struct frequencies frequencies = {0};
    struct frequency_table_head head = {0};
    frequency_table_read(&frequencies, input, &head);
    if (settings->table.share != SHARE_NONE && settings->table.share != head.share)
        message_fatal(NULL, "the tables lack the figures of this --share");
    settings->table.share = head.share;
    frequency_table_write(&frequencies, &settings->table, head.keys, head.key_count, head.thing,
                          output);
    frequency_table_free_head(&head);
}

/* What was left out of the parts cannot be left out of their sum. */
static void check_options(const struct settings *settings)
{
    if (settings->merge && (settings->groups || settings->side_table || settings->columns ||
                            settings->stop_words || settings->level > 0 || settings->fold_case ||
                            settings->words || strcmp(settings->of, "concept") != 0))
        message_usage("--merge adds up tables as they are: -g, --of, --meta, --level, -i, --words, "
                      "--stopwords and --columns are given when the parts are counted");
}

int main(int argc, char **argv)
{
    struct settings settings = {
        .common = COMMON_DEFAULTS, .of = "concept", .concept_column = "COSPAN:CONCEPT"};
    size_t files = options_read(&filter, argc, argv, &settings);
    message_strict(settings.common.strict);
    check_options(&settings);
    struct input *input = input_open(argv, files, settings.common.max_record);
    struct output *output = output_open(settings.common.output);
    if (settings.merge)
        merge_tables(&settings, input, output);
    else
        count_tokens(&settings, input, output);
    return message_end(STATUS_DONE);
}
