/* dispersion - measure how evenly words or concepts are spread over texts */
#include <stdlib.h>

#include "base/filter.h"
#include "base/memory.h"
#include "base/number.h"
#include "count/dispersion.h"
#include "stream/frequencies.h"
#include "stream/frequency_table_read.h"
#include "stream/table.h"

struct settings {
    struct common common;
    uint64_t min;
    struct table_options table;
};

/* clang-format off */
static const struct option options[] = {
    {0, "min", OPTION_COUNT, offsetof(struct settings, min), "N",
     "leave out what occurs less often than N times in all"},
    OPTION_TABLE(offsetof(struct settings, table)),
    OPTION_END,
};
/* clang-format on */

static const struct filter filter = {
    .name = "dispersion",
    .purpose = "measure how evenly words or concepts are spread over texts",
    .options = options,
};

/* The groups that have tokens. */
static struct dispersion_corpus corpus_of(const struct frequencies *frequencies)
{
    struct dispersion_corpus corpus = {0};
    for (uint32_t i = 0; i < frequencies->groups.count; i++) {
        uint64_t tokens = frequencies->group_sizes[i].tokens;
        if (tokens == 0)
            continue;
        if (corpus.parts == 0 || tokens < corpus.smallest)
            corpus.smallest = tokens;
        corpus.parts++;
        corpus.tokens = number_add(corpus.tokens, tokens);
    }
    return corpus;
}

/* The same counts by feature, then by group: in each cell `sentences` are the tokens of the group. */
static void turn(const struct frequencies *frequencies, struct frequencies *features)
{
    for (size_t i = 0; i < frequencies->cell_count; i++) {
        const struct frequency *cell = &frequencies->cells[i];
        uint64_t tokens = frequencies->group_sizes[cell->group].tokens;
        if (cell->count == 0 || tokens == 0)
            continue;
        struct frequency *turned = frequencies_cell(
            features, frequencies_group(features, map_key(&frequencies->features, cell->feature)),
            frequencies_feature(features, map_key(&frequencies->groups, cell->group)));
        turned->count = cell->count;
        turned->sentences = tokens;
    }
    frequencies_sort(features, FREQUENCY_BY_NAME);
}

static void write_row(struct table_writer *table, struct slice name, uint64_t freq,
                      const struct dispersion_part *parts, size_t count,
                      const struct dispersion_corpus *corpus)
{
    table_cell(table, name);
    table_cell_u64(table, freq);
    table_cell_u64(table, corpus->tokens);
    table_cell_u64(table, corpus->parts);
    table_cell_u64(table, count);
    table_cell_figure(table, dispersion_juilland(parts, count, corpus));
    table_cell_figure(table, dispersion_gries(parts, count, corpus));
    table_cell_figure(table, dispersion_gries_normalized(parts, count, corpus));
    table_end_row(table);
}

static void write_table(const struct frequencies *frequencies, const char *feature, uint64_t min,
                        struct table_writer *table)
{
    struct dispersion_corpus corpus = corpus_of(frequencies);
    struct dispersion_part *parts = memory_allocate(corpus.parts, sizeof *parts);
    struct frequencies features = {0};
    turn(frequencies, &features);
    table_cell_string(table, feature);
    table_names(table, "freq tokens parts range juilland_d gries_dp gries_dp_norm");
    table_end_row(table);
    for (size_t i = 0, count; i < features.cell_count; i += count) {
        const struct frequency *cell = &features.cells[i];
        uint64_t freq = 0;
        for (count = 0; i + count < features.cell_count && cell[count].group == cell->group;
             count++) {
            parts[count] = (struct dispersion_part){cell[count].count, cell[count].sentences};
            freq = number_add(freq, cell[count].count);
        }
        if (freq >= min)
            write_row(table, map_key(&features.groups, cell->group), freq, parts, count, &corpus);
    }
    message_detail(NULL, "%zu features in %llu parts", features.groups.count, U64(corpus.parts));
    free(parts);
}

int main(int argc, char **argv)
{
    struct settings settings = {0};
    struct streams streams = filter_open(&filter, argc, argv, &settings);
    struct table_writer table = table_begin(streams.output, &settings.table);
    struct frequencies frequencies = {0};
    struct frequency_table_head head = {0};
    frequency_table_read(&frequencies, streams.input, &head);
    if (head.key_count == 0)
        message_fatal(NULL, "the table has no groups, expected one of count -g doc");
    write_table(&frequencies, head.feature, settings.min, &table);
    return message_end(STATUS_DONE);
}
