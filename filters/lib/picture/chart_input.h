/* What the readers of charts share: they open the table, take numbers from its cells, and say in
 * words what a column is. Whatever is wrong with a cell is reported with its place and the column;
 * the caller leaves the row out. Nothing is kept here. */
#ifndef COSPAN_PICTURE_CHART_INPUT_H
#define COSPAN_PICTURE_CHART_INPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/input.h"
#include "base/slice.h"
#include "stream/table.h"

/* Opens the table in the first file that has a header row; files that are empty are reported.
 * False where there is no table at all. */
bool chart_input_open(struct table_reader *table, struct input *input);

/* The number in a cell of the present row. False where it is none, or too large to draw; that was
 * reported. */
bool chart_input_number(const struct table_reader *table, size_t column, double *number);

/* Notes, once for all calls with the same `noted`, that a name is no valid UTF-8. */
void chart_input_check_text(const struct table_reader *table, struct slice name, bool *noted);

/* Appends what a reader of the picture calls a column, and a final NUL. */
void chart_input_append_words(struct slice column, struct buffer *to);

#endif
