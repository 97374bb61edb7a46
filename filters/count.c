/* count - count concepts, words and n-grams in tokens */
#include <stdlib.h>

#include "base/filter.h"
#include "base/number.h"
#include "stream/frequencies.h"
#include "stream/frequency_table.h"
#include "stream/table.h"
#include "count/features.h"
#include "text/normal.h"
#include "text/word_list.h"
#include "stream/frequency_fill.h"
#include "stream/frequency_table_read.h"

struct settings {
    struct common common;
    struct features_settings features;
    uint64_t ngram; /* words of the n-grams that are counted, 0 for none */
    const char *fill;
    bool merge;
    struct frequency_table_settings table;
};

/* clang-format off */
static const struct option options[] = {
    {0, "of", OPTION_TEXT, offsetof(struct settings, features.of), "WHAT",
     "what is counted: concept (default), pattern, form, ngram:N or a column"},
    OPTION_FEATURES_GROUPS(offsetof(struct settings, features)),
    OPTION_FEATURES_CONCEPTS(offsetof(struct settings, features)),
    OPTION_FEATURES_WORDS(offsetof(struct settings, features)),
    {0, "min", OPTION_COUNT, offsetof(struct settings, table.min), "N",
     "leave out what occurs less often than N times in its group"},
    {0, "top", OPTION_COUNT, offsetof(struct settings, table.top), "N",
     "only the N most frequent of each group, by falling frequency"},
    {0, "sort", OPTION_CHOICE, offsetof(struct settings, table.sort), "auto|name|freq",
     "order within a group: by name, or by falling frequency"},
    {0, "zeros", OPTION_FLAG, offsetof(struct settings, table.zeros), NULL,
     "a row for each feature in each group, also where it does not occur"},
    {0, "share", OPTION_CHOICE, offsetof(struct settings, table.share), "none|doc|sentence",
     "add the share of documents or sentences of the group that have it"},
    {0, "per", OPTION_COUNT, offsetof(struct settings, table.per), "N",
     "rates of N tokens, in a column per_N, instead of a million"},
    {0, "wide", OPTION_TEXT, offsetof(struct settings, table.wide), "KEY",
     "a column for each value of this key"},
    {0, "measure", OPTION_CHOICE, offsetof(struct settings, table.measure),
     "freq|docs|per_million|rate", "the figure in the cells of --wide"},
    {0, "fill", OPTION_TEXT, offsetof(struct settings, fill), "KEY",
     "--zeros, and also for numbers that this key lacks, as years without a text"},
    {0, "merge", OPTION_FLAG, offsetof(struct settings, merge), NULL,
     "read tables of parts of a corpus and write the table of the whole"},
    OPTION_TABLE(offsetof(struct settings, table.options)),
    OPTION_END,
};
/* clang-format on */

static const struct filter filter = {
    .name = "count",
    .purpose = "count concepts, words and n-grams in tokens",
    .options = options,
    .libraries = {text_utf8proc_version},
};

struct counter {
    struct frequencies frequencies;
    struct features features;
    struct buffer name; /* of the present n-gram */
};

static void count_feature(struct counter *counter, uint32_t feature)
{
    frequencies_count(&counter->frequencies, counter->features.group, feature,
                      counter->features.document, counter->features.sentence);
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
    const struct features *features = &counter->features;
    for (size_t i = 0; i + length <= features->row_count; i++) {
        const uint32_t *words = features->row + i;
        if (is_broken(words, length) || word_list_is_stop(&features->words, words[0]) ||
            word_list_is_stop(&features->words, words[length - 1]))
            continue;
        buffer_clear(&counter->name);
        for (size_t k = 0; k < length; k++) {
            if (k > 0)
                buffer_append_char(&counter->name, ' ');
            buffer_append_slice(&counter->name, word_list_word(&features->words, words[k]));
        }
        count_feature(counter,
                      frequencies_feature(&counter->frequencies, buffer_slice(&counter->name)));
    }
}

static void count_tokens(const struct settings *settings, struct input *input,
                         struct output *output)
{
    struct counter counter = {0};
    struct features *features = &counter.features;
    features_open(features, &settings->features, &counter.frequencies, input);
    while (features_next(features)) {
        for (size_t i = 0; i < features->count; i++)
            count_feature(&counter, features->items[i].feature);
        if (settings->ngram > 0)
            count_ngrams(&counter, settings->ngram);
    }
    struct slice *keys = features_keys(features);
    if (settings->fill)
        frequency_table_fill(&counter.frequencies, keys, features->metadata.key_count,
                             settings->fill);
    frequency_table_write(&counter.frequencies, &settings->table, keys,
                          features->metadata.key_count,
                          settings->ngram > 0 ? "ngram" : features->name, output);
    message_detail(NULL, "%llu documents, %llu sentences", U64(features->metadata.documents),
                   U64(features->sentence));
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
    if (settings->table.per == 0)
        settings->table.per = head.per;
    if (settings->fill)
        frequency_table_fill(&frequencies, head.keys, head.key_count, settings->fill);
    frequency_table_write(&frequencies, &settings->table, head.keys, head.key_count, head.feature,
                          output);
    frequency_table_free_head(&head);
}

/* What was left out of the parts cannot be left out of their sum. */
static void check_options(struct settings *settings)
{
    struct features_settings *features = &settings->features;
    if (!features->of)
        features->of = "concept";
    if (settings->merge &&
        (features->groups || features->side_table || features->columns || features->stop_words ||
         features->level > 0 || features->fold_case || features->words || features->language ||
         (features->of && strcmp(features->of, "concept") != 0)))
        message_usage("--merge adds up tables as they are: -g, --of, --meta, --level, -i, --words, "
                      "--stopwords, --language and --columns are given when the parts are counted");
    if (settings->fill)
        settings->table.zeros = true;
    if (!slice_starts(slice_of(features->of), "ngram:"))
        return;
    const char *length = features->of + strlen("ngram:");
    if (!number_read_u64(slice_of(length), &settings->ngram) || settings->ngram < 1 ||
        settings->ngram > 20)
        message_usage("--of ngram:N expects N from 1 to 20, not '%s'", length);
    features->of = "form";
    features->rows = true;
}

int main(int argc, char **argv)
{
    struct settings settings = {.features = {.concept_column = "COSPAN:CONCEPT"}};
    struct streams streams = filter_open(&filter, argc, argv, &settings);
    check_options(&settings);
    if (settings.merge)
        merge_tables(&settings, streams.input, streams.output);
    else
        count_tokens(&settings, streams.input, streams.output);
    return message_end(STATUS_DONE);
}
