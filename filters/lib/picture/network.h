/* A network of features that occur together, as cooccur finds them: links between the labels of a
 * matrix, whose values are the sizes of the nodes.
 *
 * It is made in two steps. `network_read` takes the rows of a table; after matrix_arrange, which
 * chooses, sorts and names the nodes, `network_settle` keeps the links between those that are left
 * and gives each node its place: the links are springs, and the places are those of least stress
 * (Gansner, Koren and North, "Graph Drawing by Stress Majorization", GD 2004), reached from a
 * circle by steps of plain arithmetic. There is no chance in it: the same table gives the same
 * picture on every machine. Time grows with the cube of the number of nodes, of which there are
 * at most NETWORK_MOST. Everything belongs to the network and lives until network_free. */
#ifndef COSPAN_PICTURE_NETWORK_H
#define COSPAN_PICTURE_NETWORK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/input.h"
#include "picture/matrix.h"
#include "picture/matrix_reader.h"

enum {
    NETWORK_USUAL = 40, /* so many nodes if the user has no wish */
    NETWORK_MOST = 200,
    NETWORK_LINKS = 4 /* at most so many links for each node, the strongest */
};

struct network_link {
    uint32_t a, b; /* numbers of names in the matrix; after settling places among its labels */
    double weight; /* above 0 */
    struct slice text;
};

struct network_node {
    double x, y; /* in lengths of the strongest link, around 0 */
};

/* Zero-initialise. */
struct network {
    struct network_link *links;
    size_t count, capacity;
    size_t all_nodes, all_links; /* before any was left out */
    size_t below;                /* links left out because they are not above 0 */
    struct network_node *nodes;  /* by label of the matrix */
    bool sized;                  /* the table says how often each node occurs */
    struct arena arena;
};

void network_settle(struct network *network, const struct matrix *matrix);

void network_free(struct network *network);

#endif
