/* Names of authors, taken apart: see citation.h for what is kept of them. */
#ifndef COSPAN_REVIEW_CITATION_NAMES_H
#define COSPAN_REVIEW_CITATION_NAMES_H

#include "base/buffer.h"
#include "base/slice.h"
#include "review/citation.h"

/* Appends the authors of a cell to `to`. Authors are separated by `;`, `|`, a line end, ` and `, or,
 * where there is none of these, by commas or by nothing but the points of initials
 * (`Tan A.Schulze A.`). */
void citation_names_read(struct citation_reader *reader, struct slice cell, struct buffer *to);

#endif
