/* The links and nodes of a network, read from a table of pairs. */
#ifndef COSPAN_PICTURE_NETWORK_READER_H
#define COSPAN_PICTURE_NETWORK_READER_H

#include <stdbool.h>

#include "base/input.h"
#include "picture/matrix.h"
#include "picture/matrix_reader.h"
#include "picture/network.h"

/* Reads pairs from the columns a and b, or those that the wish calls label and series, and weights
 * from its value, or joint. False where there is no table, which was reported. */
bool network_read(struct input *input, const struct matrix_wish *wish, struct matrix *matrix,
                  struct matrix_choice *choice, struct network *network);

#endif
