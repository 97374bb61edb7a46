/* count - count concepts, words and n-grams in tokens */
#include <stdlib.h>

#include "base/buffer.h"
#include "base/input.h"
#include "base/message.h"
#include "base/number.h"
#include "base/options.h"
#include "base/output.h"
#include "count/richness.h"
#include "stream/frequencies.h"
#include "stream/frequency_table.h"
#include "stream/table.h"
#include "count/features.h"
#include "text/normal.h"
#include "text/word_list.h"
#include "stream/frequency_fill.h"
#include "stream/frequency_table_read.h"

enum { DEFAULT_WINDOW = 100 };

struct settings {
    struct common common;
    struct features_settings features;
    uint64_t ngram; /* words of the n-grams that are counted, 0 for none */
    bool vocabulary;
    uint64_t window, growth;
    const char *fill;
    bool merge;
    struct frequency_table_settings table;
};

/* clang-format off */
static const struct option options[] = {
    {0, "of", OPTION_TEXT, offsetof(struct settings, features.of), "WHAT",
     "what is counted: concept (default), pattern, form, ngram:N or a column"},
    OPTION_FEATURES(offsetof(struct settings, features)),
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
    {0, "vocabulary", OPTION_FLAG, offsetof(struct settings, vocabulary), NULL,
     "write tokens, types and type-token ratios of each group instead"},
    {0, "window", OPTION_COUNT, offsetof(struct settings, window), "N",
     "with --vocabulary: words of the moving-average ratio (default 100)"},
    {0, "growth", OPTION_COUNT, offsetof(struct settings, growth), "N",
     "with --vocabulary: write how types grow, a row every N tokens"},
    {0, "merge", OPTION_FLAG, offsetof(struct settings, merge), NULL,
     "read tables of parts of a corpus and write the table of the whole"},
    OPTION_TABLE(offsetof(struct settings, table.options)),
    OPTION_VERBOSE(offsetof(struct settings, common)),
    OPTION_COMMON(offsetof(struct settings, common)),
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
    if (settings->common.verbose)
        message_note(NULL, "%llu documents, %llu sentences",
                     (unsigned long long)features->metadata.documents,
                     (unsigned long long)features->sentence);
    free(keys);
}

static void write_names(struct table_writer *table, const struct slice *keys, size_t key_count,
                        const char *const *names)
{
    for (size_t i = 0; i < key_count; i++)
        table_cell(table, keys[i]);
    for (size_t i = 0; names[i]; i++)
        table_cell_string(table, names[i]);
    table_end_row(table);
}

static void write_group(struct table_writer *table, struct slice group, size_t key_count,
                        struct buffer *value)
{
    for (size_t i = 0; i < key_count; i++) {
        buffer_clear(value);
        table_decode(slice_cut(&group, '\t'), value);
        table_cell(table, buffer_slice(value));
    }
}

static void write_growth(const struct richness *richness, uint32_t group, struct slice name,
                         size_t key_count, struct table_writer *table, struct buffer *value)
{
    for (size_t i = richness_first_point(richness, group);
         i < richness->point_count && richness->points[i].group == group; i++) {
        write_group(table, name, key_count, value);
        table_cell_u64(table, richness->points[i].tokens);
        table_cell_u64(table, richness->points[i].types);
        table_end_row(table);
    }
}

static void write_richness(const struct richness *richness, uint32_t group, struct slice name,
                           size_t key_count, struct table_writer *table, struct buffer *value)
{
    struct richness_group sums = richness_of(richness, group);
    write_group(table, name, key_count, value);
    table_cell_u64(table, sums.tokens);
    table_cell_u64(table, sums.types);
    table_cell_u64(table, sums.once);
    table_cell_figure(table, richness_ratio(&sums));
    table_cell_figure(table, richness_moving_ratio(&sums, richness->window));
    table_end_row(table);
}

static void count_vocabulary(const struct settings *settings, struct input *input,
                             struct output *output)
{
    static const char *const names[] = {"tokens", "types", "once", "ttr", "mattr", NULL};
    static const char *const growth_names[] = {"tokens", "types", NULL};
    struct frequencies frequencies = {0};
    struct richness richness = {.window = settings->window, .step = settings->growth};
    struct table_writer table = table_begin(output, &settings->table.options);
    struct buffer value = {0};
    struct features features;
    features_open(&features, &settings->features, &frequencies, input);
    while (features_next(&features))
        for (size_t i = 0; i < features.row_count; i++)
            if (features.row[i] != MAP_NONE && !word_list_is_stop(&features.words, features.row[i]))
                richness_add(&richness, features.group, features.row[i], features.document);
    richness_end(&richness);
    struct slice *keys = features_keys(&features);
    size_t key_count = features.metadata.key_count;
    uint32_t *groups = map_sorted(&frequencies.groups);
    write_names(&table, keys, key_count, settings->growth > 0 ? growth_names : names);
    for (size_t i = 0; i < frequencies.groups.count; i++)
        (settings->growth > 0 ? write_growth : write_richness)(
            &richness, groups[i], map_key(&frequencies.groups, groups[i]), key_count, &table,
            &value);
    free(keys);
    free(groups);
    buffer_free(&value);
    richness_free(&richness);
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

/* A vocabulary is of words, and has no rows for features. */
static void check_vocabulary(struct settings *settings)
{
    struct features_settings *features = &settings->features;
    const struct frequency_table_settings *table = &settings->table;
    if (!features->of)
        features->of = "form";
    if (strcmp(features->of, "concept") == 0 || strcmp(features->of, "pattern") == 0 ||
        slice_starts(slice_of(features->of), "ngram:"))
        message_usage("--vocabulary is of words: --of form or a column, not '%s'", features->of);
    if (settings->merge || settings->fill || table->min > 0 || table->top > 0 || table->zeros ||
        table->share != SHARE_NONE || table->wide)
        message_usage("--vocabulary has one row for each group: without --merge, --fill, --min, "
                      "--top, --zeros, --share and --wide");
    if (settings->window == 0)
        message_usage("--window expects at least 1");
    features->rows = true;
}

/* What was left out of the parts cannot be left out of their sum. */
static void check_options(struct settings *settings)
{
    struct features_settings *features = &settings->features;
    if (!features->of && !settings->vocabulary)
        features->of = "concept";
    if (settings->merge &&
        (features->groups || features->side_table || features->columns || features->stop_words ||
         features->level > 0 || features->fold_case || features->words ||
         (features->of && strcmp(features->of, "concept") != 0)))
        message_usage("--merge adds up tables as they are: -g, --of, --meta, --level, -i, --words, "
                      "--stopwords and --columns are given when the parts are counted");
    if (settings->fill)
        settings->table.zeros = true;
    if (settings->table.per > 0 && settings->table.measure == MEASURE_PER_MILLION)
        message_usage("with --per the figure of --wide is --measure rate");
    if (!settings->vocabulary && (settings->growth > 0 || settings->window != DEFAULT_WINDOW))
        message_usage("--window and --growth belong to --vocabulary");
    if (settings->vocabulary)
        check_vocabulary(settings);
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
    struct settings settings = {.common = COMMON_DEFAULTS,
                                .window = DEFAULT_WINDOW,
                                .features = {.concept_column = "COSPAN:CONCEPT"}};
    size_t files = options_read(&filter, argc, argv, &settings);
    message_strict(settings.common.strict);
    check_options(&settings);
    struct input *input = input_open(argv, files, settings.common.max_record);
    struct output *output = output_open(settings.common.output);
    if (settings.merge)
        merge_tables(&settings, input, output);
    else if (settings.vocabulary)
        count_vocabulary(&settings, input, output);
    else
        count_tokens(&settings, input, output);
    return message_end(STATUS_DONE);
}
