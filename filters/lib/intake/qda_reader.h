/* Reads REFI-QDA projects (.qdpx) as NVivo, MAXQDA, ATLAS.ti, QualCoder and others export them: which
 * part of which text somebody coded, with what. The XML of a project that was unpacked (.qde) is read
 * too; it may hold its texts.
 *
 * Positions are code points from 0, the end not included. Line ends count as they stand in the text,
 * except in projects of ATLAS.ti, which counts CR LF as one; a byte-order mark does not count. Names
 * of codes are joined to paths by slashes; a code whose name is itself the path below its parents
 * (as qda_writer.h names codes of equal names) is that path. Text is repaired to valid UTF-8.
 *
 * Files that attack are refused, as zip.h and xml.h say. Nothing is opened that the user did not
 * name: a text outside of the project is reported, and its codings are left out, as are those of
 * pictures, sound and video. A file that cannot be read is reported and left out as a whole.
 * Memory: the codings and the text that they select; of the texts one at a time. */
#ifndef COSPAN_INTAKE_QDA_READER_H
#define COSPAN_INTAKE_QDA_READER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/slice.h"

/* A coded part of a text; valid during the call. */
struct qda_coding {
    struct slice source; /* name of the document */
    uint64_t start, end;
    struct slice code, coder, text;
};

typedef void qda_found(void *context, const struct qda_coding *coding);

/* Hands over all codings of the file, in the order of documents in the project, then of start, end,
 * code and coder. False if the file cannot be read; then nothing was handed over. */
bool qda_read(struct slice bytes, const char *file, qda_found *found, void *context);

#endif
