#include "count/graphml.h"

#include <math.h>

#include "base/number.h"
#include "stream/table.h"
#include "text/markup.h"

static void write_key(struct output *output, const char *of, const char *name, const char *type)
{
    output_format(output, "  <key id=\"%s\" for=\"%s\" attr.name=\"%s\" attr.type=\"%s\"/>\n", name,
                  of, name, type);
}

void graphml_begin(struct graphml *graph)
{
    struct output *output = graph->output;
    output_string(output, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                          "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n");
    write_key(output, "node", "label", "string");
    write_key(output, "node", "freq", "long");
    write_key(output, "edge", "weight", "long");
    for (size_t i = 0; graph->figures[i]; i++)
        write_key(output, "edge", graph->figures[i], "double");
    output_string(output, "  <graph edgedefault=\"undirected\">\n");
}

void graphml_node(struct graphml *graph, uint64_t number, struct slice label, uint64_t freq)
{
    struct output *output = graph->output;
    buffer_clear(&graph->text);
    markup_append(label, &graph->text);
    output_format(output, "    <node id=\"n%llu\"><data key=\"label\">", U64(number));
    output_slice(output, buffer_slice(&graph->text));
    output_format(output, "</data><data key=\"freq\">%llu</data></node>\n", U64(freq));
}

void graphml_edge(struct graphml *graph, uint64_t from, uint64_t to, uint64_t weight,
                  const double *values)
{
    struct output *output = graph->output;
    output_format(output,
                  "    <edge source=\"n%llu\" target=\"n%llu\"><data key=\"weight\">%llu</data>",
                  U64(from), U64(to), U64(weight));
    for (size_t i = 0; graph->figures[i]; i++) {
        if (!isfinite(values[i]))
            continue;
        char digits[NUMBER_FIGURE];
        size_t size = number_write_figure(digits, values[i], TABLE_DIGITS);
        output_format(output, "<data key=\"%s\">%.*s</data>", graph->figures[i], (int)size, digits);
    }
    output_string(output, "</edge>\n");
}

void graphml_end(struct graphml *graph)
{
    output_string(graph->output, "  </graph>\n</graphml>\n");
    buffer_free(&graph->text);
}
