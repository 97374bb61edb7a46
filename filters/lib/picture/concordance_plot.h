/* Where in each document something occurs: the hits of a table, a strip for each document. The
 * documents are the labels of a matrix, the concepts its series, its values how many hits there
 * are; so names, order and choice are those of every other chart.
 *
 * `concordance_plot_read` takes the rows; after matrix_arrange `concordance_plot_settle` keeps the hits of those
 * concepts that are left, in order. Everything belongs to it and lives until
 * concordance_plot_free. Memory: 24 bytes for each hit. */
#ifndef COSPAN_PICTURE_CONCORDANCE_PLOT_H
#define COSPAN_PICTURE_CONCORDANCE_PLOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/input.h"
#include "picture/matrix.h"
#include "picture/matrix_reader.h"

struct concordance_plot_hit {
    uint32_t document, concept; /* numbers of names in the matrix; then places among its axes */
    double start;               /* from 0, below the length of the document */
    uint64_t number;            /* of the hit */
};

/* Zero-initialise. */
struct concordance_plot {
    struct concordance_plot_hit *hits;
    size_t count, capacity;
    double *lengths; /* of documents; by number of the name, then by label */
    size_t lengths_capacity;
    bool guessed; /* the table has no lengths: a document ends with its last hit */
};

/* Reads documents, places and concepts from the columns doc, start and concept, or those that the
 * wish calls label, value and series; lengths from the wish's column, or length. False where there
 * is no table, which was reported. */
bool concordance_plot_read(struct input *input, const struct matrix_wish *wish,
                           struct matrix *matrix, struct matrix_choice *choice,
                           struct concordance_plot *concordance);

void concordance_plot_settle(struct concordance_plot *concordance, const struct matrix *matrix);

void concordance_plot_free(struct concordance_plot *concordance);

#endif
