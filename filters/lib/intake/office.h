/* Word processor files: DOCX (ECMA-376, WordprocessingML) and ODT (OpenDocument), read with expat
 * and libarchive. Each paragraph becomes a passage, numbered from 1 in the order of the file;
 * a line break within it begins a further line. Cells of tables are paragraphs. Headings are those
 * of the file's styles. Tracked changes are taken as accepted; headers, footers and field codes are
 * left out, and so are comments, whose number is noted; footnotes and endnotes come as paragraphs at
 * the end. Those of DOCX have numbers of their own behind the others, those of ODT the number of the
 * paragraph that they are to.
 *
 * Files that attack are refused: an entry of more than 1 GiB, or of more than 1 MiB that is packed
 * more than 200 times smaller, a second document in the file, a document type definition, elements
 * more than 1,000 deep. A file that cannot be read, or is cut, is reported and left out as a whole:
 * passages that were handed over before must be forgotten when the result is false. */
#ifndef COSPAN_INTAKE_OFFICE_H
#define COSPAN_INTAKE_OFFICE_H

#include <stdbool.h>

#include "base/slice.h"
#include "intake/passage.h"

enum office_format { OFFICE_DOCX, OFFICE_ODT };

bool office_read(struct slice bytes, const char *file, enum office_format format,
                 passage_found *found, void *context);

/* Whether the bytes begin as a zip file; which of the two it is, from the names in it. */
bool office_begin(struct slice bytes, enum office_format *format);

/* The libraries' versions as they run, or that they are missing; for --version. */
const char *office_libraries(void);

#endif
