/* Where in each document something occurs: the hits of a table, a strip for each document. The
 * documents are the labels of a matrix, the concepts its series, its values how many hits there
 * are; so names, order and choice are those of every other chart.
 *
 * `strips_read` takes the rows; after matrix_arrange `strips_settle` keeps the hits of those
 * concepts that are left, in order. Everything belongs to the strips and lives until
 * strips_free. Memory: 24 bytes for each hit. */
#ifndef COSPAN_PICTURE_STRIPS_H
#define COSPAN_PICTURE_STRIPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/input.h"
#include "picture/matrix.h"
#include "picture/matrix_reader.h"

struct strips_hit {
    uint32_t document, concept; /* numbers of names in the matrix; then places among its axes */
    double start;               /* from 0, below the length of the document */
    uint64_t number;            /* of the hit */
};

/* Zero-initialise. */
struct strips {
    struct strips_hit *hits;
    size_t count, capacity;
    double *lengths; /* of documents; by number of the name, then by label */
    size_t lengths_capacity;
    bool guessed; /* the table has no lengths: a document ends with its last hit */
};

/* Reads documents, places and concepts from the columns doc, start and concept, or those that the
 * wish calls label, value and series; lengths from the wish's column, or length. False where there
 * is no table, which was reported. */
bool strips_read(struct input *input, const struct matrix_wish *wish, struct matrix *matrix,
                 struct matrix_choice *choice, struct strips *strips);

void strips_settle(struct strips *strips, const struct matrix *matrix);

void strips_free(struct strips *strips);

#endif
