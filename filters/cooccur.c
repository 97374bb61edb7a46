/* cooccur - find which concepts or words meet, and how strongly */
#include <stdlib.h>

#include "base/filter.h"
#include "base/memory.h"
#include "base/number.h"
#include "count/association.h"
#include "count/graphml.h"
#include "count/pairs.h"
#include "stream/frequency_table.h"
#include "stream/table.h"
#include "stream/text_units.h"
#include "count/features.h"
#include "text/normal.h"
#include "count/pairs_merge.h"

struct settings {
    struct common common;
    struct features_settings features;
    const char *within;
    uint64_t least;
    bool matrix;
    const char *graph;
    bool merge;
    struct table_options table;
};

/* clang-format off */
static const struct option options[] = {
    {0, "within", OPTION_TEXT, offsetof(struct settings, within), "UNIT",
     "features meet in a sentence (default), turn, paragraph, document or N tokens"},
    {0, "column", OPTION_TEXT, offsetof(struct settings, features.of), "NAME",
     "pair the words of this column, FORM or LEMMA, instead of concepts"},
    OPTION_FEATURES_GROUPS(offsetof(struct settings, features)),
    OPTION_FEATURES_CONCEPTS(offsetof(struct settings, features)),
    OPTION_FEATURES_WORDS(offsetof(struct settings, features)),
    {0, "min-freq", OPTION_COUNT, offsetof(struct settings, least), "N",
     "leave out features that fewer than N units of the group have"},
    {0, "matrix", OPTION_FLAG, offsetof(struct settings, matrix), NULL,
     "write a square table of how often each two meet"},
    {0, "graph", OPTION_TEXT, offsetof(struct settings, graph), "FILE",
     "write the network as GraphML too, for Gephi and igraph"},
    {0, "merge", OPTION_FLAG, offsetof(struct settings, merge), NULL,
     "read tables of parts of a corpus and write the table of the whole"},
    OPTION_TABLE(offsetof(struct settings, table)),
    OPTION_END,
};
/* clang-format on */

static const struct filter filter = {
    .name = "cooccur",
    .purpose = "find which concepts or words meet, and how strongly",
    .options = options,
    .libraries = {text_utf8proc_version},
};

static const char *const figures[] = {"expected", "pmi", "npmi", "t", "dice", "g2", NULL};
enum { FIGURES = sizeof figures / sizeof *figures - 1 };

/* What is to be written, and what it is called. */
struct result {
    struct pairs pairs;
    struct pairs_head head;
    const char *feature; /* concept, form */
};

/* The figures of a pair; of a feature that meets nothing none is defined. */
static void measure(struct pairs *pairs, const struct pair *pair, double values[FIGURES])
{
    if (pair->b == PAIRS_NONE) {
        for (int i = 0; i < FIGURES; i++)
            values[i] = ASSOCIATION_UNDEFINED;
        return;
    }
    uint64_t a = pairs_freq(pairs, pair->a), b = pairs_freq(pairs, pair->b);
    uint64_t units = *pairs_units(pairs, pair->group);
    struct contingency table = {
        .a = (double)pair->joint,
        .b = (double)(a - pair->joint),
        .c = (double)(b - pair->joint),
        .d = (double)(units - (a - pair->joint) - b),
    };
    values[0] = association_expected(&table);
    values[1] = association_pmi(&table);
    values[2] = association_npmi(&table);
    values[3] = association_t(&table);
    values[4] = association_dice(&table);
    values[5] = association_g2(&table);
}

static void write_head(struct table_writer *table, const struct pairs_head *head)
{
    static const char *const columns[] = {PAIRS_COLUMNS};
    struct buffer names = {0};
    for (size_t i = 0; i < head->key_count; i++) {
        buffer_append_slice(&names, head->keys[i]);
        buffer_append_char(&names, '\t');
    }
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        buffer_append_format(&names, "%s\t", columns[i]);
    for (size_t i = 0; figures[i]; i++)
        buffer_append_format(&names, figures[i + 1] ? "%s\t" : "%s", figures[i]);
    table_check_names(buffer_slice(&names));
    for (struct slice rest = buffer_slice(&names); rest.data;)
        table_cell(table, slice_cut(&rest, '\t'));
    table_end_row(table);
    buffer_free(&names);
}

static void write_rows(struct result *result, struct table_writer *table)
{
    struct pairs *pairs = &result->pairs;
    struct buffer value = {0};
    double values[FIGURES];
    write_head(table, &result->head);
    for (size_t i = 0; i < pairs->row_count; i++) {
        struct pair row = pairs_row(pairs, i);
        frequency_table_write_keys(table, map_key(&pairs->frequencies.groups, row.group),
                                   result->head.key_count, &value);
        table_cell(table, pairs_name(pairs, row.a));
        table_cell(table, pairs_name(pairs, row.b));
        table_cell_u64(table, row.joint);
        table_cell_u64(table, pairs_freq(pairs, row.a));
        table_cell_u64(table, pairs_freq(pairs, row.b));
        table_cell_u64(table, *pairs_units(pairs, row.group));
        table_cell_string(table, result->head.within);
        measure(pairs, &row, values);
        for (size_t k = 0; k < FIGURES; k++)
            table_cell_figure(table, values[k]);
        table_end_row(table);
    }
    buffer_free(&value);
}

/* The features of the rows in byte order: cell numbers, and the place of each cell among them. */
struct nodes {
    uint32_t *cells, *place;
    size_t count;
};

static struct nodes find_nodes(const struct result *result)
{
    const struct frequencies *frequencies = &result->pairs.frequencies;
    struct nodes nodes = {
        .cells = memory_allocate(frequencies->features.count, sizeof *nodes.cells),
        .place = memory_allocate(frequencies->cell_count, sizeof *nodes.place)};
    bool *shown = memory_zeroed(frequencies->cell_count, sizeof *shown);
    uint32_t *cell_of = memory_allocate(frequencies->features.count, sizeof *cell_of);
    uint32_t *sorted = map_sorted(&frequencies->features);
    for (size_t i = 0; i < result->pairs.row_count; i++) {
        struct pair row = pairs_row(&result->pairs, i);
        if (row.a != PAIRS_NONE)
            shown[row.a] = true;
        if (row.b != PAIRS_NONE)
            shown[row.b] = true;
    }
    for (size_t i = 0; i < frequencies->features.count; i++)
        cell_of[i] = PAIRS_NONE;
    for (uint32_t i = 0; i < frequencies->cell_count; i++)
        if (shown[i])
            cell_of[frequencies->cells[i].feature] = i;
    for (size_t i = 0; i < frequencies->features.count; i++)
        if (cell_of[sorted[i]] != PAIRS_NONE) {
            nodes.place[cell_of[sorted[i]]] = (uint32_t)nodes.count;
            nodes.cells[nodes.count++] = cell_of[sorted[i]];
        }
    free(shown);
    free(cell_of);
    free(sorted);
    return nodes;
}

/* The corner names what stands in the first column, and is no feature itself. */
static void write_corner(const struct result *result, struct table_writer *table)
{
    struct buffer corner = {0};
    buffer_append_string(&corner, result->feature);
    while (map_find(&result->pairs.frequencies.features, buffer_slice(&corner)) != MAP_NONE)
        buffer_append_char(&corner, '_');
    table_cell(table, buffer_slice(&corner));
    buffer_free(&corner);
}

static void write_matrix(const struct result *result, struct table_writer *table)
{
    struct nodes nodes = find_nodes(result);
    const struct pairs *pairs = &result->pairs;
    write_corner(result, table);
    for (size_t i = 0; i < nodes.count; i++)
        table_cell(table, pairs_name(pairs, nodes.cells[i]));
    table_end_row(table);
    for (size_t i = 0; i < nodes.count; i++) {
        table_cell(table, pairs_name(pairs, nodes.cells[i]));
        for (size_t k = 0; k < nodes.count; k++)
            table_cell_u64(table, i == k ? pairs_freq(pairs, nodes.cells[i])
                                         : pairs_met(pairs, nodes.cells[i], nodes.cells[k]));
        table_end_row(table);
    }
    free(nodes.cells);
    free(nodes.place);
}

static void write_graph(struct result *result, const char *path)
{
    struct nodes nodes = find_nodes(result);
    struct graphml graph = {.output = output_open(path), .figures = figures};
    double values[FIGURES];
    graphml_begin(&graph);
    for (size_t i = 0; i < nodes.count; i++)
        graphml_node(&graph, i, pairs_name(&result->pairs, nodes.cells[i]),
                     pairs_freq(&result->pairs, nodes.cells[i]));
    for (size_t i = 0; i < result->pairs.row_count; i++) {
        struct pair row = pairs_row(&result->pairs, i);
        if (row.b == PAIRS_NONE)
            continue;
        measure(&result->pairs, &row, values);
        graphml_edge(&graph, nodes.place[row.a], nodes.place[row.b], row.joint, values);
    }
    graphml_end(&graph);
    free(nodes.cells);
    free(nodes.place);
}

/* What --within asks for: a kind of unit, or the size of a window, which is otherwise 0. */
static uint64_t choose_unit(const char *within, enum text_unit *unit)
{
    static const char *const names[] = {"document", "sentence", "turn", "paragraph"};
    uint64_t window;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(within, names[i]) == 0) {
            *unit = (enum text_unit)i;
            return 0;
        }
    if (!number_read_u64(slice_of(within), &window) || *within == '0' || window < 2 ||
        window > 1000000)
        message_usage("--within expects sentence, turn, paragraph, document or a number of tokens "
                      "from 2 to 1000000, not '%s'",
                      within);
    return window;
}

static void count_pairs(const struct settings *settings, struct input *input, struct result *result)
{
    struct features features;
    struct text_units units = {.unit = UNIT_SENTENCE};
    struct pairs *pairs = &result->pairs;
    uint64_t window = choose_unit(settings->within, &units.unit), number = 0;
    features_open(&features, &settings->features, &pairs->frequencies, input);
    while (features_next(&features)) {
        bool is_text = features.has_sentence || units.unit == UNIT_DOCUMENT;
        if (units.unit == UNIT_DOCUMENT)
            number = features.document;
        else if (!features.within_comments)
            number += text_units_begins(&units, &features.reader);
        if (window > 0) {
            pairs_window(pairs, &features, window);
        } else if (is_text) {
            pairs_unit(pairs, features.group, number);
            for (size_t i = 0; i < features.count; i++)
                pairs_add(pairs, features.group, features.items[i].feature);
        } else {
            pairs_units(pairs, features.group);
        }
    }
    pairs_end(pairs, window);
    text_units_free(&units);
    result->head = (struct pairs_head){.keys = features_keys(&features),
                                       .key_count = features.metadata.key_count,
                                       .within = memory_string(slice_of(settings->within))};
    result->feature = features.name;
    message_detail(NULL, "%llu documents, %llu sentences, %zu pairs", U64(features.document),
                   U64(features.sentence), pairs->met.count);
}

/* A square and a network are of one whole. */
static void refuse_groups(const struct settings *settings, bool has_groups)
{
    if ((settings->matrix || settings->graph) && has_groups)
        message_usage("--matrix and --graph are made of one table without groups");
}

static void write_result(const struct settings *settings, struct result *result,
                         struct output *output)
{
    struct table_writer table = table_begin(output, &settings->table);
    refuse_groups(settings, result->head.key_count > 0);
    pairs_sort(&result->pairs, settings->least);
    if (settings->graph)
        write_graph(result, settings->graph);
    if (settings->matrix)
        write_matrix(result, &table);
    else
        write_rows(result, &table);
}

static void check_options(const struct settings *settings)
{
    const struct features_settings *features = &settings->features;
    enum text_unit unit;
    choose_unit(settings->within, &unit);
    if (settings->graph && strcmp(settings->graph, "-") == 0)
        message_usage("--graph expects a file: the table goes to standard output");
    refuse_groups(settings, features->groups != NULL);
    if (settings->merge &&
        (features->groups || features->side_table || features->columns || features->stop_words ||
         features->level > 0 || features->fold_case || features->words || features->language ||
         strcmp(features->of, "concept") != 0 || strcmp(settings->within, "sentence") != 0))
        message_usage(
            "--merge adds up tables as they are: -g, --within, --column, --meta, "
            "--level, -i, --words, --stopwords, --language and --columns are given when the parts "
            "are counted");
}

int main(int argc, char **argv)
{
    struct settings settings = {.within = "sentence",
                                .features = {.of = "concept", .concept_column = "COSPAN:CONCEPT"}};
    struct result result = {.feature = "thing"};
    struct streams streams = filter_open(&filter, argc, argv, &settings);
    check_options(&settings);
    if (settings.merge)
        pairs_merge(&result.pairs, streams.input, &result.head);
    else
        count_pairs(&settings, streams.input, &result);
    write_result(&settings, &result, streams.output);
    return message_end(STATUS_DONE);
}
