/* keyness - find what one group of texts says more than another */
#include <stdlib.h>

#include "base/filter.h"
#include "base/memory.h"
#include "base/number.h"
#include "base/suggest.h"
#include "count/association.h"
#include "stream/frequencies.h"
#include "stream/frequency_table.h"
#include "stream/table.h"
#include "stream/frequency_table_read.h"

struct settings {
    struct common common;
    const char *target;
    uint64_t min;
    bool yates;
    struct table_options table;
};

/* clang-format off */
static const struct option options[] = {
    {0, "target", OPTION_TEXT, offsetof(struct settings, target), "KEY=VALUE",
     "compare these groups of one table with all others: group=3"},
    {0, "min", OPTION_COUNT, offsetof(struct settings, min), "N",
     "leave out what occurs less often than N times in all"},
    {0, "yates", OPTION_FLAG, offsetof(struct settings, yates), NULL,
     "chi-squared with Yates' correction for small numbers"},
    OPTION_TABLE(offsetof(struct settings, table)),
    OPTION_END,
};
/* clang-format on */

static const struct filter filter = {
    .name = "keyness",
    .purpose = "find what one group of texts says more than another",
    .operands = "[target reference | file ...]",
    .options = options,
};

enum side { TARGET, REFERENCE, SIDES };
enum { RATE_DECIMALS = 2 };

/* A feature in target and reference. */
struct key {
    struct slice name;
    uint64_t freq[SIDES];
    double g2, p;
};

struct comparison {
    struct map features;
    struct key *keys; /* by feature */
    size_t capacity, count;
    uint64_t tokens[SIDES];
    double *holm, *bh;
};

/* Adds a table, all of whose groups are of one side, or those that `sides` says. */
static void add_table(struct comparison *comparison, const struct frequencies *table,
                      const enum side *sides, enum side one)
{
    for (uint32_t i = 0; i < table->groups.count; i++) {
        uint64_t *tokens = &comparison->tokens[sides ? sides[i] : one];
        *tokens = number_add(*tokens, table->group_sizes[i].tokens);
    }
    for (size_t i = 0; i < table->cell_count; i++) {
        const struct frequency *cell = &table->cells[i];
        uint32_t feature = map_add(&comparison->features, map_key(&table->features, cell->feature),
                                   NULL);
        if (feature == comparison->count) {
            comparison->keys = memory_grow(comparison->keys, &comparison->capacity,
                                           comparison->count + 1, sizeof *comparison->keys);
            comparison->keys[comparison->count++] = (struct key){
                .name = map_key(&comparison->features, feature)};
        }
        uint64_t *freq = &comparison->keys[feature].freq[sides ? sides[cell->group] : one];
        *freq = number_add(*freq, cell->count);
    }
}

static struct contingency table_of(const struct comparison *comparison, const struct key *key)
{
    const uint64_t *freq = key->freq, *tokens = comparison->tokens;
    return (struct contingency){
        .a = (double)freq[TARGET],
        .b = (double)freq[REFERENCE],
        .c = (double)tokens[TARGET] - (double)freq[TARGET],
        .d = (double)tokens[REFERENCE] - (double)freq[REFERENCE],
    };
}

/* The largest G2 first, those without one last, equals in byte order. */
static int by_g2(const void *x, const void *y)
{
    const struct key *one = x, *two = y;
    double first = association_is_defined(one->g2) ? one->g2 : -1;
    double second = association_is_defined(two->g2) ? two->g2 : -1;
    if (first != second)
        return first > second ? -1 : 1;
    return slice_compare(one->name, two->name);
}

/* Leaves out what is rare, tests the rest, and sorts it. */
static void test_keys(struct comparison *comparison, uint64_t min)
{
    size_t kept = 0, all = comparison->count;
    for (size_t i = 0; i < comparison->count; i++) {
        struct key key = comparison->keys[i];
        uint64_t freq = number_add(key.freq[TARGET], key.freq[REFERENCE]);
        if (freq == 0 || freq < min)
            continue;
        struct contingency table = table_of(comparison, &key);
        key.g2 = association_g2(&table);
        comparison->keys[kept++] = key;
    }
    comparison->count = kept;
    if (kept > 0)
        qsort(comparison->keys, kept, sizeof *comparison->keys, by_g2);
    double *p = memory_allocate(kept, sizeof *p);
    comparison->holm = memory_allocate(kept, sizeof *comparison->holm);
    comparison->bh = memory_allocate(kept, sizeof *comparison->bh);
    for (size_t i = 0; i < kept; i++)
        p[i] = comparison->keys[i].p = association_p(comparison->keys[i].g2);
    association_adjust(p, kept, comparison->holm, comparison->bh);
    free(p);
    message_detail(NULL, "%zu features, %zu of them compared", all, kept);
}

static void write_key_names(struct table_writer *table, const struct frequency_table_head *head)
{
    static const char *const sides[] = {"_target", "_reference"};
    struct buffer rate = {0};
    table_cell_string(table, head->feature);
    table_names(table, "freq_target freq_reference tokens_target tokens_reference");
    for (int i = TARGET; i < SIDES; i++) {
        buffer_clear(&rate);
        frequency_table_add_rate_name(&rate, head->per);
        buffer_append_string(&rate, sides[i]);
        table_cell(table, buffer_slice(&rate));
    }
    table_names(table, "direction g2 log_ratio chi2 p_chi2 p p_holm p_bh");
    table_end_row(table);
    buffer_free(&rate);
}

static void write_rate(struct table_writer *table, uint64_t freq, uint64_t tokens, uint64_t per)
{
    if (tokens > 0)
        table_cell_fixed(table, (double)freq / (double)tokens * (double)per, RATE_DECIMALS);
    else
        table_cell_string(table, "");
}

static void write_keys(const struct comparison *comparison, bool yates, uint64_t per,
                       struct table_writer *table)
{
    for (size_t i = 0; i < comparison->count; i++) {
        const struct key *key = &comparison->keys[i];
        struct contingency cells = table_of(comparison, key);
        double excess = association_excess(&cells), chi2 = association_chi2(&cells, yates);
        table_cell(table, key->name);
        table_cell_u64(table, key->freq[TARGET]);
        table_cell_u64(table, key->freq[REFERENCE]);
        table_cell_u64(table, comparison->tokens[TARGET]);
        table_cell_u64(table, comparison->tokens[REFERENCE]);
        write_rate(table, key->freq[TARGET], comparison->tokens[TARGET], per);
        write_rate(table, key->freq[REFERENCE], comparison->tokens[REFERENCE], per);
        table_cell_string(table, !association_is_defined(key->g2) ? ""
                                 : excess > 0                     ? "more"
                                 : excess < 0                     ? "less"
                                                                  : "same");
        table_cell_figure(table, key->g2);
        table_cell_figure(table, association_log_ratio(&cells));
        table_cell_figure(table, chi2);
        table_cell_figure(table, association_p(chi2));
        table_cell_figure(table, key->p);
        table_cell_figure(table, comparison->holm[i]);
        table_cell_figure(table, comparison->bh[i]);
        table_end_row(table);
    }
}

static void write_comparison(struct comparison *comparison, const struct settings *settings,
                             const struct frequency_table_head *head, struct table_writer *table)
{
    test_keys(comparison, settings->min);
    write_key_names(table, head);
    write_keys(comparison, settings->yates, head->per, table);
}

static void compare_tables(const struct settings *settings, char **paths,
                           struct table_writer *table)
{
    struct comparison comparison = {0};
    struct frequency_table_head heads[SIDES] = {{0}, {0}};
    for (int side = TARGET; side < SIDES; side++) {
        struct frequencies frequencies = {0};
        struct input *input = input_open_file(paths[side], settings->common.max_record);
        frequency_table_read(&frequencies, input, &heads[side]);
        add_table(&comparison, &frequencies, NULL, (enum side)side);
        frequencies_free(&frequencies);
        input_close(input);
    }
    if (strcmp(heads[TARGET].feature, heads[REFERENCE].feature) != 0)
        message_fatal(NULL, "%s counts '%s' and %s '%s', expected two tables of the same",
                      paths[TARGET], heads[TARGET].feature, paths[REFERENCE],
                      heads[REFERENCE].feature);
    write_comparison(&comparison, settings, &heads[TARGET], table);
}

/* A message that lists what exists instead: the keys of the table, or the values of a key. */
static void refuse(const char *what, struct slice missing, const char *existing,
                   const struct map *names)
{
    struct suggest suggest = suggest_begin(missing);
    uint32_t *sorted = map_sorted(names);
    for (size_t i = 0; i < names->count; i++)
        suggest_add(&suggest, map_key(names, sorted[i]));
    message_fatal(NULL, "%s '%.*s'%s", what, SLICE(missing),
                  names->count > 0 ? suggest_ending(&suggest, existing)
                                   : "; the table has no groups");
}

/* On which side each group is. */
static enum side *choose_sides(const struct frequencies *frequencies,
                               const struct frequency_table_head *head, const char *target)
{
    struct slice value = slice_of(target), key = slice_cut(&value, '=');
    struct buffer wanted = {0};
    struct map keys = {0}, values = {0};
    size_t index = head->key_count, found = 0;
    for (size_t i = 0; i < head->key_count; i++) {
        map_add(&keys, head->keys[i], NULL);
        if (slice_equal(head->keys[i], key))
            index = i;
    }
    if (index == head->key_count)
        refuse("no key", key, "the keys of the table are", &keys);
    frequency_table_add_key(&wanted, 0, value);
    enum side *sides = memory_allocate(frequencies->groups.count, sizeof *sides);
    for (uint32_t i = 0; i < frequencies->groups.count; i++) {
        struct slice rest = map_key(&frequencies->groups, i), cell = slice_cut(&rest, '\t');
        for (size_t k = 0; k < index; k++)
            cell = slice_cut(&rest, '\t');
        map_add(&values, cell, NULL);
        sides[i] = slice_equal(cell, buffer_slice(&wanted)) ? TARGET : REFERENCE;
        found += sides[i] == TARGET;
    }
    if (found == 0)
        refuse("no group has the value", value, "the values are", &values);
    map_free(&keys);
    map_free(&values);
    buffer_free(&wanted);
    return sides;
}

static void compare_groups(const struct settings *settings, struct input *input,
                           struct table_writer *table)
{
    struct comparison comparison = {0};
    struct frequencies frequencies = {0};
    struct frequency_table_head head = {0};
    frequency_table_read(&frequencies, input, &head);
    enum side *sides = choose_sides(&frequencies, &head, settings->target);
    add_table(&comparison, &frequencies, sides, TARGET);
    write_comparison(&comparison, settings, &head, table);
    free(sides);
}

static void check_options(const struct settings *settings, size_t files)
{
    if (settings->target && !strchr(settings->target, '='))
        message_usage("--target expects KEY=VALUE, not '%s'", settings->target);
    if (!settings->target && files != 2)
        message_usage("expected two tables of count, target and reference, or --target KEY=VALUE");
}

int main(int argc, char **argv)
{
    struct settings settings = {0};
    struct streams streams = filter_open(&filter, argc, argv, &settings);
    check_options(&settings, streams.count);
    struct table_writer table = table_begin(streams.output, &settings.table);
    if (settings.target)
        compare_groups(&settings, streams.input, &table);
    else
        compare_tables(&settings, argv, &table);
    return message_end(STATUS_DONE);
}
