/* A network as GraphML, which Gephi, igraph, NetworkX and Cytoscape read: nodes with a label and a
 * frequency, edges without direction with a weight and further figures. Nodes come before the edges
 * that name them. Labels may hold any bytes; what XML cannot hold becomes U+FFFD.
 * http://graphml.graphdrawing.org/specification.html */
#ifndef COSPAN_COUNT_GRAPHML_H
#define COSPAN_COUNT_GRAPHML_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/output.h"

struct graphml {
    struct output *output;
    const char *const *figures; /* names of the edges' figures, NULL at the end */
    struct buffer text;
};

void graphml_begin(struct graphml *graph);

void graphml_node(struct graphml *graph, uint64_t number, struct slice label, uint64_t freq);

/* `values` are those of the figures; one that is not defined (nan) is left out. */
void graphml_edge(struct graphml *graph, uint64_t from, uint64_t to, uint64_t weight,
                  const double *values);

void graphml_end(struct graphml *graph);

#endif
