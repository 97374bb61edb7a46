/* Records in tables for spreadsheets: a header, and a row for each record, with commas, semicolons or
 * tabs, which the header tells. Cells are quoted as RFC 4180 says and may hold line breaks. A
 * field's tag is the name of its column; empty cells are no fields.
 *
 * Rows that are wrong are mended, and reported: one with fewer cells than the header has lost the last
 * ones; what is beyond the header becomes the field `@beyond`. A quotation mark within a quoted
 * cell that is not doubled is taken for text, unless what follows shows that the cell was never
 * closed: then the mark that began it is text, the row ends with its line, and nothing
 * of the rows after it is lost. A cell of more than 16 MiB was never closed. Lines before the
 * header that have but one cell are counted as stray. Memory: the longest row. */
#ifndef COSPAN_INTAKE_CSV_RECORDS_H
#define COSPAN_INTAKE_CSV_RECORDS_H

#include <stdbool.h>

#include "base/slice.h"
#include "intake/record.h"
#include "text/source.h"

void csv_records_read(struct source *source, struct record_sink *sink);

/* Whether a line at the beginning is a header of several columns, one of them a title or another
 * name that tables of records have. */
bool csv_records_begins(struct slice beginning);

/* Whether the first line is one that has two such names: no other format begins so. */
bool csv_records_begin_with_header(struct slice beginning);

#endif
