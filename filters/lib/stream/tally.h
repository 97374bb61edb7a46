/* Tallies: what became of the records at each stage of a study, for flow diagrams. A tally is a
 * table with the columns `stage`, `file`, `reason` and `n`, to which one filter after the other
 * adds its rows: how many records came `in`, how many went `out`, and how many did not, by reason.
 *
 *     stage    file        reason                 n
 *     records  scopus.ris  in                     92
 *     records  scopus.ris  out                    91
 *     records  scopus.ris  no end tag             1
 *     dedupe               in                     91
 *
 * The invariant: for each stage and file, in = out + all reasons; a filter whose own counts do not
 * fit ends with a message and writes no tally. A stage that does not tell files apart leaves `file`
 * empty. The rows of a stage are written with one call when it is done, behind what the file has;
 * the header only into an empty file. Call tally_close before the output is closed (message_end):
 * then the rows stand in the order of the pipeline. */
#ifndef COSPAN_STREAM_TALLY_H
#define COSPAN_STREAM_TALLY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/map.h"

struct tally {
    const char *path;  /* NULL: counts are checked, not written */
    const char *stage; /* name of the filter */

    struct map files;
    struct tally_file *counts; /* by file */
    size_t capacity;
    uint32_t file; /* the present one */
};

/* The path may be NULL; it and the stage must live as long as the tally. What is counted belongs
 * to the file "" until tally_file names another. */
void tally_open(struct tally *tally, const char *path, const char *stage);

/* What is counted from now on belongs to this file. */
void tally_file(struct tally *tally, const char *file);

void tally_in(struct tally *tally, uint64_t n);
void tally_out(struct tally *tally, uint64_t n);

/* Records that came in and do not go out; the reason is a few words, no "in" and no "out". */
void tally_drop(struct tally *tally, const char *reason, uint64_t n);

/* Checks the sums of all files, adds the rows to the table, releases everything. Files stand in
 * the order in which they were named, reasons in that in which they occurred. */
void tally_close(struct tally *tally);

#endif
