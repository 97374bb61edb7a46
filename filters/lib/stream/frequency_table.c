#include "stream/frequency_table.h"

#include <stdlib.h>

#include "base/map.h"
#include "base/memory.h"
#include "base/message.h"
#include "base/number.h"
#include "base/suggest.h"
#include "stream/table.h"

enum { RATE_DECIMALS = 2, SHARE_DECIMALS = 4 };

/* The names of a group and of its keys' values are joined with tabs, which the values themselves
 * only hold escaped: so groups sort by their first key, then by the second. */
void frequency_table_add_key(struct buffer *group, size_t index, struct slice value)
{
    if (index > 0)
        buffer_append_char(group, '\t');
    for (size_t i = 0; i < value.size; i++) {
        char c = value.data[i];
        if (c == '\t' || c == '\\')
            buffer_append_char(group, '\\');
        buffer_append_char(group, c == '\t' ? 't' : c);
    }
}

void frequency_table_add_rate_name(struct buffer *to, uint64_t per)
{
    if (per == 0 || per == FREQUENCY_PER)
        buffer_append_string(to, "per_million");
    else
        buffer_append_format(to, "per_%llu", U64(per));
}

uint64_t frequency_table_rate(struct slice name)
{
    uint64_t per = 0;
    if (slice_is(name, "per_million"))
        return FREQUENCY_PER;
    if (!slice_starts(name, "per_") || !number_read_u64(slice_from(name, strlen("per_")), &per))
        return 0;
    return per;
}

void frequency_table_write_keys(struct table_writer *table, struct slice group, size_t key_count,
                                struct buffer *scratch)
{
    for (size_t i = 0; i < key_count; i++) {
        buffer_clear(scratch);
        table_decode(slice_cut(&group, '\t'), scratch);
        table_cell(table, buffer_slice(scratch));
    }
}

struct printer {
    struct frequencies *frequencies;
    const struct frequency_table_settings *settings;
    const struct slice *keys;
    size_t key_count;
    const char *feature;
    struct table_writer table;
    struct buffer value;
    struct crosstab *crosstab; /* with --wide */
};

/* The tokens that a rate is of; in a crosstab of rates per million, a million. */
static uint64_t per_of(const struct printer *printer)
{
    const struct frequency_table_settings *settings = printer->settings;
    bool million = settings->wide && settings->measure == MEASURE_PER_MILLION;
    return settings->per > 0 && !million ? settings->per : FREQUENCY_PER;
}

static double rate(const struct printer *printer, uint64_t count, uint64_t tokens)
{
    uint64_t per = per_of(printer);
    return tokens > 0 ? (double)count / (double)tokens * (double)per : 0;
}

static double share(uint64_t part, uint64_t whole)
{
    return whole > 0 ? (double)part / (double)whole : 0;
}

static void write_header(struct printer *printer)
{
    struct table_writer *table = &printer->table;
    for (size_t i = 0; i < printer->key_count; i++)
        table_cell(table, printer->keys[i]);
    table_cell_string(table, printer->feature);
    table_names(table, "freq docs tokens");
    buffer_clear(&printer->value);
    frequency_table_add_rate_name(&printer->value, printer->settings->per);
    table_cell(table, buffer_slice(&printer->value));
    if (printer->settings->share == SHARE_DOC)
        table_names(table, "group_docs doc_share");
    else if (printer->settings->share == SHARE_SENTENCE)
        table_names(table, "sentences group_sentences sentence_share");
    table_end_row(table);
}

static void write_row(struct printer *printer, uint32_t group, struct slice feature,
                      const struct frequency *cell)
{
    struct table_writer *table = &printer->table;
    const struct frequency_group *size = &printer->frequencies->group_sizes[group];
    frequency_table_write_keys(table, map_key(&printer->frequencies->groups, group),
                               printer->key_count, &printer->value);
    table_cell(table, feature);
    table_cell_u64(table, cell->count);
    table_cell_u64(table, cell->documents);
    table_cell_u64(table, size->tokens);
    table_cell_fixed(table, rate(printer, cell->count, size->tokens), RATE_DECIMALS);
    if (printer->settings->share == SHARE_DOC) {
        table_cell_u64(table, size->documents);
        table_cell_fixed(table, share(cell->documents, size->documents), SHARE_DECIMALS);
    } else if (printer->settings->share == SHARE_SENTENCE) {
        table_cell_u64(table, cell->sentences);
        table_cell_u64(table, size->sentences);
        table_cell_fixed(table, share(cell->sentences, size->sentences), SHARE_DECIMALS);
    }
    table_end_row(table);
}

/* Records that are shown: the first `top` of a group that occur at least `min` times, and with
 * zeros one for each feature. Calls `show` for each, and once with an empty feature for a group that
 * has none. */
typedef void show_row(struct printer *printer, uint32_t group, struct slice feature,
                      const struct frequency *cell);

static void show_group(struct printer *printer, uint32_t group, const struct frequency *cells,
                       size_t count, show_row *show)
{
    const struct frequency_table_settings *settings = printer->settings;
    uint64_t shown = 0;
    for (size_t i = 0; i < count; i++) {
        if (cells[i].count < settings->min || (cells[i].count == 0 && !settings->zeros) ||
            (settings->top > 0 && shown == settings->top))
            continue;
        show(printer, group, map_key(&printer->frequencies->features, cells[i].feature), &cells[i]);
        shown++;
    }
    if (shown == 0)
        show(printer, group, slice_of(""), &(struct frequency){0});
}

static void show_all(struct printer *printer, show_row *show)
{
    struct frequencies *frequencies = printer->frequencies;
    uint32_t *groups = map_sorted(&frequencies->groups);
    for (size_t g = 0, first = 0, next; g < frequencies->groups.count; g++, first = next) {
        for (next = first;
             next < frequencies->cell_count && frequencies->cells[next].group == groups[g];)
            next++;
        show_group(printer, groups[g], frequencies->cells + first, next - first, show);
    }
    free(groups);
}

/* A record with zeros for every feature in every group. */
static void add_zeros(struct frequencies *frequencies)
{
    for (uint32_t group = 0; group < frequencies->groups.count; group++)
        for (uint32_t feature = 0; feature < frequencies->features.count; feature++)
            frequencies_cell(frequencies, group, feature);
}

/* A crosstab while it is gathered: rows are the other keys and the feature. */
struct crosstab {
    struct map rows, columns, pairs;
    struct slice *features; /* by row */
    size_t feature_capacity;
    struct {
        uint64_t number;
        double rate;
    } * values; /* by pair of row and column */
    size_t value_capacity;
    size_t wide; /* index of the key that is spread */
    struct buffer row;
};

static void gather(struct printer *printer, uint32_t group, struct slice feature,
                   const struct frequency *cell)
{
    struct crosstab *crosstab = printer->crosstab;
    struct slice rest = map_key(&printer->frequencies->groups, group), column = slice_of("");
    buffer_clear(&crosstab->row);
    for (size_t i = 0; i < printer->key_count; i++) {
        struct slice value = slice_cut(&rest, '\t');
        if (i == crosstab->wide) {
            column = value;
            continue;
        }
        buffer_append_slice(&crosstab->row, value);
        buffer_append_char(&crosstab->row, '\t');
    }
    uint32_t pair[2] = {0, map_add(&crosstab->columns, column, NULL)};
    if (feature.size == 0)
        return;
    buffer_append_slice(&crosstab->row, feature);
    pair[0] = map_add(&crosstab->rows, buffer_slice(&crosstab->row), NULL);
    crosstab->features = memory_grow(crosstab->features, &crosstab->feature_capacity,
                                     crosstab->rows.count, sizeof *crosstab->features);
    crosstab->features[pair[0]] = feature;
    uint32_t at = map_add(&crosstab->pairs, slice_make((const char *)pair, sizeof pair), NULL);
    crosstab->values = memory_grow(crosstab->values, &crosstab->value_capacity, (size_t)at + 1,
                                   sizeof *crosstab->values);
    crosstab->values[at].number = printer->settings->measure == MEASURE_DOCS ? cell->documents
                                                                             : cell->count;
    crosstab->values[at].rate = rate(printer, cell->count,
                                     printer->frequencies->group_sizes[group].tokens);
}

static void write_crosstab_row(struct printer *printer, uint32_t row, const uint32_t *columns)
{
    const struct crosstab *crosstab = printer->crosstab;
    frequency_table_write_keys(&printer->table, map_key(&crosstab->rows, row),
                               printer->key_count - 1, &printer->value);
    table_cell(&printer->table, crosstab->features[row]);
    for (size_t i = 0; i < crosstab->columns.count; i++) {
        uint32_t pair[2] = {row, columns[i]};
        uint32_t at = map_find(&crosstab->pairs, slice_make((const char *)pair, sizeof pair));
        if (printer->settings->measure >= MEASURE_PER_MILLION)
            table_cell_fixed(&printer->table, at == MAP_NONE ? 0 : crosstab->values[at].rate,
                             RATE_DECIMALS);
        else
            table_cell_u64(&printer->table, at == MAP_NONE ? 0 : crosstab->values[at].number);
    }
    table_end_row(&printer->table);
}

static void write_crosstab(struct printer *printer)
{
    struct crosstab *crosstab = printer->crosstab;
    show_all(printer, gather);
    uint32_t *columns = map_sorted(&crosstab->columns);
    for (size_t i = 0; i < printer->key_count; i++)
        if (i != crosstab->wide)
            table_cell(&printer->table, printer->keys[i]);
    table_cell_string(&printer->table, printer->feature);
    for (size_t i = 0; i < crosstab->columns.count; i++)
        frequency_table_write_keys(&printer->table, map_key(&crosstab->columns, columns[i]), 1,
                                   &printer->value);
    table_end_row(&printer->table);
    uint32_t *rows = map_sorted(&crosstab->rows);
    for (size_t i = 0; i < crosstab->rows.count; i++)
        write_crosstab_row(printer, rows[i], columns);
    free(rows);
    free(columns);
    map_free(&crosstab->rows);
    map_free(&crosstab->columns);
    map_free(&crosstab->pairs);
    free(crosstab->features);
    free(crosstab->values);
    buffer_free(&crosstab->row);
}

size_t frequency_table_key(const struct slice *keys, size_t key_count, const char *option,
                           const char *name)
{
    struct suggest suggest = suggest_begin(slice_of(name));
    for (size_t i = 0; i < key_count; i++) {
        if (slice_is(keys[i], name)) {
            suggest_free(&suggest);
            return i;
        }
        suggest_add(&suggest, keys[i]);
    }
    message_usage("--%s expects one of the keys of -g, not '%s'%s", option, name,
                  suggest_ending(&suggest, "the keys are"));
}

void frequency_table_write(struct frequencies *frequencies,
                           const struct frequency_table_settings *settings,
                           const struct slice *keys, size_t key_count, const char *feature,
                           struct output *output)
{
    struct crosstab crosstab = {.wide = key_count};
    struct printer printer = {
        .frequencies = frequencies,
        .settings = settings,
        .keys = keys,
        .key_count = key_count,
        .feature = feature,
        .table = table_begin(output, &settings->options),
        .crosstab = &crosstab,
    };
    bool by_count = settings->sort == SORT_FREQ ||
                    (settings->sort == SORT_AUTO && settings->top > 0);
    if (settings->zeros)
        add_zeros(frequencies);
    frequencies_sort(frequencies, by_count ? FREQUENCY_BY_COUNT : FREQUENCY_BY_NAME);
    if (settings->wide)
        crosstab.wide = frequency_table_key(keys, key_count, "wide", settings->wide);
    if (settings->wide) {
        write_crosstab(&printer);
    } else {
        write_header(&printer);
        show_all(&printer, write_row);
    }
    buffer_free(&printer.value);
}
