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
#include "stream/things.h"
#include "text/normal.h"
#include "text/word_list.h"

struct settings {
    struct common common;
    struct things_settings things;
    uint64_t ngram; /* words of the n-grams that are counted, 0 for none */
    bool merge;
    struct frequency_table_settings table;
    bool verbose;
};

/* clang-format off */
static const struct option options[] = {
    {0, "of", OPTION_TEXT, offsetof(struct settings, things.of), "WHAT",
     "what is counted: concept (default), pattern, form, ngram:N or a column"},
    {'g', "group", OPTION_TEXT, offsetof(struct settings, things.groups), "KEYS",
     "count for each value of these keys, separated by commas: year,speaker,doc"},
    {0, "meta", OPTION_TEXT, offsetof(struct settings, things.side_table), "FILE",
     "table with a column doc that has further keys of documents"},
    {0, "level", OPTION_COUNT, offsetof(struct settings, things.level), "N",
     "roll concepts up to their first N parts; a span counts once there"},
    {0, "concept-column", OPTION_TEXT, offsetof(struct settings, things.concept_column), "NAME",
     "column of the concepts (default: COSPAN:CONCEPT)"},
    {'i', "fold-case", OPTION_FLAG, offsetof(struct settings, things.fold_case), NULL,
     "words that differ in case only are one"},
    {0, "words", OPTION_FLAG, offsetof(struct settings, things.words), NULL,
     "leave out tokens without a letter or digit, in sizes too"},
    {0, "stopwords", OPTION_TEXT, offsetof(struct settings, things.stop_words), "FILE",
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
    {0, "columns", OPTION_TEXT, offsetof(struct settings, things.columns), "NAMES",
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

struct counter {
    struct frequencies frequencies;
    struct things things;
    struct buffer name; /* of the present n-gram */
};

static void count_thing(struct counter *counter, uint32_t thing)
{
    frequencies_count(&counter->frequencies, counter->things.group, thing, counter->things.document,
                      counter->things.sentence);
}

/* Where a token was left out, the row of words is broken and no n-gram goes across. */
static bool is_broken(const uint32_t *words, uint64_t length)
{
    for (size_t i = 0; i < length; i++)
        if (words[i] == MAP_NONE)
            return true;
    return false;
}

static void count_ngrams(struct counter *counter, uint64_t length)
{
    const struct things *things = &counter->things;
    for (size_t i = 0; i + length <= things->row_count; i++) {
        const uint32_t *words = things->row + i;
        if (is_broken(words, length) || word_list_is_stop(&things->words, words[0]) ||
            word_list_is_stop(&things->words, words[length - 1]))
            continue;
        buffer_clear(&counter->name);
        for (size_t k = 0; k < length; k++) {
            if (k > 0)
                buffer_append_char(&counter->name, ' ');
            buffer_append_slice(&counter->name, word_list_word(&things->words, words[k]));
        }
        count_thing(counter,
                    frequencies_thing(&counter->frequencies, buffer_slice(&counter->name)));
    }
}

static void count_tokens(const struct settings *settings, struct input *input,
                         struct output *output)
{
    struct counter counter = {0};
    struct things *things = &counter.things;
    things_open(things, &settings->things, &counter.frequencies, input);
    while (things_next(things)) {
        for (size_t i = 0; i < things->count; i++)
            count_thing(&counter, things->items[i].thing);
        if (settings->ngram > 0)
            count_ngrams(&counter, settings->ngram);
    }
    struct slice *keys = things_keys(things);
    frequency_table_write(&counter.frequencies, &settings->table, keys, things->metadata.key_count,
                          settings->ngram > 0 ? "ngram" : things->name, output);
    if (settings->verbose)
        message_note(NULL, "%llu documents, %llu sentences",
                     (unsigned long long)things->metadata.documents,
                     (unsigned long long)things->sentence);
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
static void check_options(struct settings *settings)
{
    struct things_settings *things = &settings->things;
    if (settings->merge && (things->groups || things->side_table || things->columns ||
                            things->stop_words || things->level > 0 || things->fold_case ||
                            things->words || strcmp(things->of, "concept") != 0))
        message_usage("--merge adds up tables as they are: -g, --of, --meta, --level, -i, --words, "
                      "--stopwords and --columns are given when the parts are counted");
    if (!slice_starts(slice_of(things->of), "ngram:"))
        return;
    const char *length = things->of + strlen("ngram:");
    if (!number_read_u64(slice_of(length), &settings->ngram) || settings->ngram < 1 ||
        settings->ngram > 20)
        message_usage("--of ngram:N expects N from 1 to 20, not '%s'", length);
    things->of = "form";
    things->rows = true;
}

int main(int argc, char **argv)
{
    struct settings settings = {.common = COMMON_DEFAULTS,
                                .things = {.of = "concept", .concept_column = "COSPAN:CONCEPT"}};
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
