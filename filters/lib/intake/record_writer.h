/* Documents as exports again: RIS, MEDLINE (nbib), BibTeX and CSV, for EndNote, Zotero, Rayyan and
 * whatever else reads them.
 *
 * The invariant: what is written, read again by the field map of the format, is the same document
 * but for its source. Columns go to the tags of the format, fields of `other` back to their own tags
 * where the format has such tags. The writer then reads what it is about to write, and what would come
 * out otherwise (a column that the format has no tag for, a line break, a field of another format)
 * is written once more as it stands, into a field of our own: `XC` in RIS, `XCSP` in MEDLINE,
 * `cospan` in BibTeX and CSV (field_map.h, `cell`). Memory: one document. */
#ifndef COSPAN_INTAKE_RECORD_WRITER_H
#define COSPAN_INTAKE_RECORD_WRITER_H

#include "base/output.h"
#include "base/slice.h"
#include "intake/field_map.h"

enum record_format { RECORD_RIS, RECORD_NBIB, RECORD_BIBTEX, RECORD_CSV };

struct record_writer;

struct record_writer *record_writer_open(enum record_format format, struct output *output);

/* Writes a document, of which this is in each column. */
void record_writer_put(struct record_writer *writer, const struct slice cells[FIELD_COLUMNS]);

/* Releases the writer; the output stays open. */
void record_writer_close(struct record_writer *writer);

#endif
