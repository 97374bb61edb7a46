/* richness - measure how rich the vocabulary of texts is */
#include <stdlib.h>

#include "base/filter.h"
#include "count/features.h"
#include "count/richness.h"
#include "stream/frequencies.h"
#include "stream/frequency_table.h"
#include "stream/table.h"
#include "text/normal.h"
#include "text/word_list.h"

struct settings {
    struct common common;
    struct features_settings features;
    uint64_t window, growth;
    struct table_options table;
};

/* clang-format off */
static const struct option options[] = {
    {0, "of", OPTION_TEXT, offsetof(struct settings, features.of), "COLUMN",
     "column whose values are the words (default: form)"},
    OPTION_FEATURES_GROUPS(offsetof(struct settings, features)),
    OPTION_FEATURES_WORDS(offsetof(struct settings, features)),
    {0, "window", OPTION_COUNT, offsetof(struct settings, window), "N",
     "words of the moving-average ratio (default 100)"},
    {0, "growth", OPTION_COUNT, offsetof(struct settings, growth), "N",
     "write how types grow instead, a row every N tokens"},
    OPTION_TABLE(offsetof(struct settings, table)),
    OPTION_END,
};
/* clang-format on */

static const struct filter filter = {
    .name = "richness",
    .purpose = "measure how rich the vocabulary of texts is",
    .options = options,
    .libraries = {text_utf8proc_version},
};

struct vocabulary {
    struct frequencies frequencies; /* numbers the groups */
    struct features features;
    struct richness richness;
    struct table_writer table;
    struct buffer key; /* of the group being written */
};

static void read_words(struct vocabulary *vocabulary, const struct settings *settings,
                       struct input *input)
{
    struct features *features = &vocabulary->features;
    features_open(features, &settings->features, &vocabulary->frequencies, input);
    while (features_next(features))
        for (size_t i = 0; i < features->row_count; i++) {
            uint32_t word = features->row[i];
            if (word != MAP_NONE && !word_list_is_stop(&features->words, word))
                richness_add(&vocabulary->richness, features->group, word, features->document);
        }
    richness_end(&vocabulary->richness);
    message_detail(NULL, "%llu documents, %llu sentences", U64(features->metadata.documents),
                   U64(features->sentence));
}

static void write_keys(struct vocabulary *vocabulary, uint32_t group)
{
    frequency_table_write_keys(&vocabulary->table, map_key(&vocabulary->frequencies.groups, group),
                               vocabulary->features.metadata.key_count, &vocabulary->key);
}

/* A row for each point of the group. */
static void write_growth(struct vocabulary *vocabulary, uint32_t group)
{
    const struct richness *richness = &vocabulary->richness;
    for (size_t i = richness_first_point(richness, group);
         i < richness->point_count && richness->points[i].group == group; i++) {
        write_keys(vocabulary, group);
        table_cell_u64(&vocabulary->table, richness->points[i].tokens);
        table_cell_u64(&vocabulary->table, richness->points[i].types);
        table_end_row(&vocabulary->table);
    }
}

static void write_ratios(struct vocabulary *vocabulary, uint32_t group)
{
    struct table_writer *table = &vocabulary->table;
    struct richness_group sums = richness_of(&vocabulary->richness, group);
    write_keys(vocabulary, group);
    table_cell_u64(table, sums.tokens);
    table_cell_u64(table, sums.types);
    table_cell_u64(table, sums.once);
    table_cell_figure(table, richness_ratio(&sums));
    table_cell_figure(table, richness_moving_ratio(&sums, vocabulary->richness.window));
    table_end_row(table);
}

static void write_table(struct vocabulary *vocabulary, bool growth)
{
    struct table_writer *table = &vocabulary->table;
    const struct map *groups = &vocabulary->frequencies.groups;
    struct slice *keys = features_keys(&vocabulary->features);
    uint32_t *sorted = map_sorted(groups);
    for (size_t i = 0; i < vocabulary->features.metadata.key_count; i++)
        table_cell(table, keys[i]);
    table_names(table, growth ? "tokens types" : "tokens types once ttr mattr");
    table_end_row(table);
    for (size_t i = 0; i < groups->count; i++)
        (growth ? write_growth : write_ratios)(vocabulary, sorted[i]);
    free(sorted);
    free(keys);
}

static void check_options(const struct settings *settings)
{
    const char *of = settings->features.of;
    if (strcmp(of, "concept") == 0 || strcmp(of, "pattern") == 0)
        message_usage("--of expects form or a column of words, not '%s'", of);
    if (settings->window == 0)
        message_usage("--window expects at least 1");
}

int main(int argc, char **argv)
{
    struct settings settings = {.features = {.of = "form", .rows = true}, .window = 100};
    struct streams streams = filter_open(&filter, argc, argv, &settings);
    check_options(&settings);
    struct vocabulary vocabulary = {
        .richness = {.window = settings.window, .step = settings.growth},
        .table = table_begin(streams.output, &settings.table)};
    read_words(&vocabulary, &settings, streams.input);
    write_table(&vocabulary, settings.growth > 0);
    return message_end(STATUS_DONE);
}
