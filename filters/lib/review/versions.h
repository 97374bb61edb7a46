/* Versions: the rows of records that were merged into studies, kept so that the merging can be
 * undone. A table with the columns `merged_into` (the study), `merged_row` (where the row stood
 * among all, from 1), and then those of the records, with the rows of all studies that are made
 * of more than one record. With it and the studies, the records are what they were, in their order,
 * byte for byte. Studies that were left out in between stay out, and so do their versions. */
#ifndef COSPAN_REVIEW_VERSIONS_H
#define COSPAN_REVIEW_VERSIONS_H

#include <stdint.h>

#include "base/input.h"
#include "base/output.h"
#include "base/slice.h"

/* Writes the header; the program ends if the records have a column with one of our names. */
void versions_begin(struct output *output, struct slice header);

/* Writes a row as it stands in its file. */
void versions_add(struct output *output, struct slice study, uint64_t number, struct slice row);

/* Reads studies and writes the records that they were made of; `kept` is the table of versions. Both
 * inputs are the caller's to close. Says how many studies and records there were. Memory: the
 * versions. */
void versions_undo(struct input *kept, struct input *input, struct output *output,
                   uint64_t *studies, uint64_t *records);

#endif
