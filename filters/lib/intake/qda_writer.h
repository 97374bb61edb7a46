/* Writes REFI-QDA projects (.qdpx) and codebooks (.qdc), the exchange format of programs for
 * qualitative analysis: NVivo, MAXQDA, ATLAS.ti, QualCoder and others.
 *
 * A project is a zip file with the texts, `sources/GUID.txt`, and `project.qde`, XML that says which
 * parts of them are coded with what. Texts are UTF-8 without a byte-order mark and their lines end
 * in LF, so that whoever counts, and however they take line ends, finds the same positions: code
 * points from 0, the end being the first that is not selected.
 *
 * The invariant: every selection was cut out of its text again by counting, and is what the caller
 * says that it is; a difference is a fault of the program and ends it. Dates are those of
 * base/moment.h, identifiers are made from the content. Memory: the codings, some 600 bytes each. */
#ifndef COSPAN_INTAKE_QDA_WRITER_H
#define COSPAN_INTAKE_QDA_WRITER_H

#include <stdint.h>

#include "base/buffer.h"
#include "base/output.h"
#include "base/slice.h"
#include "intake/codes.h"

/* A part of a text that is coded. */
struct qda_unit {
    uint64_t start, end;   /* code points */
    uint32_t code;         /* number in the codes */
    struct slice expected; /* the text from start to end */
};

/* What is known of a document. */
struct qda_fact {
    struct slice key, value;
};

struct qda_writer;

struct qda_writer *qda_create(struct output *output, const char *coder);

/* A document. Units are sorted here, and those that are alike become one. */
void qda_write_source(struct qda_writer *qda, const struct codes *codes, struct slice name,
                      struct slice text, struct qda_unit *units, size_t count,
                      const struct qda_fact *facts, size_t fact_count);

/* Ends the project and releases the writer; `description` says what it was made of. */
void qda_end(struct qda_writer *qda, const struct codes *codes, const char *name,
             struct slice description);

/* Writes the codes alone. */
void qda_write_codebook(struct output *output, const struct codes *codes);

#endif
