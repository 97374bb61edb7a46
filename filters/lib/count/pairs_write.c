#include "count/pairs_write.h"

#include <stdlib.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "count/association.h"
#include "count/graphml.h"
#include "stream/frequency_table.h"

static const char *const statistics[] = {"expected", "pmi", "npmi", "t", "dice", "g2", NULL};
enum { STATISTICS = sizeof statistics / sizeof *statistics - 1 };

/* The statistics of a pair; those of a feature that meets nothing are not defined. */
static void measure(struct pairs *pairs, const struct pair *pair, double values[STATISTICS])
{
    if (pair->b == PAIRS_NONE) {
        for (int i = 0; i < STATISTICS; i++)
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
    for (size_t i = 0; statistics[i]; i++)
        buffer_append_format(&names, statistics[i + 1] ? "%s\t" : "%s", statistics[i]);
    table_check_names(buffer_slice(&names));
    for (struct slice rest = buffer_slice(&names); rest.data;)
        table_cell(table, slice_cut(&rest, '\t'));
    table_end_row(table);
    buffer_free(&names);
}

void pairs_write_rows(struct pairs *pairs, const struct pairs_head *head,
                      struct table_writer *table)
{
    struct buffer value = {0};
    double values[STATISTICS];
    write_head(table, head);
    for (size_t i = 0; i < pairs->row_count; i++) {
        struct pair row = pairs_row(pairs, i);
        frequency_table_write_keys(table, map_key(&pairs->frequencies.groups, row.group),
                                   head->key_count, &value);
        table_cell(table, pairs_name(pairs, row.a));
        table_cell(table, pairs_name(pairs, row.b));
        table_cell_u64(table, row.joint);
        table_cell_u64(table, pairs_freq(pairs, row.a));
        table_cell_u64(table, pairs_freq(pairs, row.b));
        table_cell_u64(table, *pairs_units(pairs, row.group));
        table_cell_string(table, head->within);
        measure(pairs, &row, values);
        for (size_t k = 0; k < STATISTICS; k++)
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

static struct nodes find_nodes(const struct pairs *pairs)
{
    const struct frequencies *frequencies = &pairs->frequencies;
    struct nodes nodes = {
        .cells = memory_allocate(frequencies->features.count, sizeof *nodes.cells),
        .place = memory_allocate(frequencies->cell_count, sizeof *nodes.place)};
    bool *shown = memory_zeroed(frequencies->cell_count, sizeof *shown);
    uint32_t *cell_of = memory_allocate(frequencies->features.count, sizeof *cell_of);
    uint32_t *sorted = map_sorted(&frequencies->features);
    for (size_t i = 0; i < pairs->row_count; i++) {
        struct pair row = pairs_row(pairs, i);
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

/* The name of the first column is not that of a feature. */
static void write_corner(const struct pairs *pairs, const char *name, struct table_writer *table)
{
    struct buffer corner = {0};
    buffer_append_string(&corner, name);
    while (map_find(&pairs->frequencies.features, buffer_slice(&corner)) != MAP_NONE)
        buffer_append_char(&corner, '_');
    table_cell(table, buffer_slice(&corner));
    buffer_free(&corner);
}

void pairs_write_matrix(const struct pairs *pairs, const char *corner, struct table_writer *table)
{
    struct nodes nodes = find_nodes(pairs);
    write_corner(pairs, corner, table);
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

void pairs_write_graph(struct pairs *pairs, struct output *output)
{
    struct nodes nodes = find_nodes(pairs);
    struct graphml graph = {.output = output, .figures = statistics};
    double values[STATISTICS];
    graphml_begin(&graph);
    for (size_t i = 0; i < nodes.count; i++)
        graphml_node(&graph, i, pairs_name(pairs, nodes.cells[i]),
                     pairs_freq(pairs, nodes.cells[i]));
    for (size_t i = 0; i < pairs->row_count; i++) {
        struct pair row = pairs_row(pairs, i);
        if (row.b == PAIRS_NONE)
            continue;
        measure(pairs, &row, values);
        graphml_edge(&graph, nodes.place[row.a], nodes.place[row.b], row.joint, values);
    }
    graphml_end(&graph);
    free(nodes.cells);
    free(nodes.place);
}
