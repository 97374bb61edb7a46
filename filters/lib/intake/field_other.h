/* The cell `other`: the fields of a record that are in no column, as `TAG: value; TAG: value`, with
 * `;;` for each semicolon of a value and `::` for each colon of a tag, so that it can be read back
 * without loss. */
#ifndef COSPAN_INTAKE_FIELD_OTHER_H
#define COSPAN_INTAKE_FIELD_OTHER_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/slice.h"

/* Takes the pieces of a cell, one behind the other: a cell may be as long as its record, and need
 * not be in memory twice. Valid during the call. */
typedef void field_other_pour(void *to, struct slice piece);

/* The one whose `to` is a struct buffer. */
void field_other_append(void *to, struct slice piece);

/* Pours a field, the first of its cell or a further one. */
void field_other_put(bool first, struct slice tag, struct slice value, field_other_pour *pour,
                     void *to);

/* Adds a field to a cell. */
void field_other_add(struct buffer *other, struct slice tag, struct slice value);

/* Takes the next field from what is left of a cell; false when none is left. Tag and value are
 * appended to the buffers. */
bool field_other_next(struct slice *rest, struct buffer *tag, struct buffer *value);

#endif
