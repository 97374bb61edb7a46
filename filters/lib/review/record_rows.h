/* All rows of a documents table in memory, one for each record, sorted by id: for filters that
 * compare records with each other and whose result must not depend on the order of the input.
 *
 * Ids are made different where they are not: exports that were read one by one often give a record
 * the same id, its DOI. Those with equal ids are told apart by -2, -3 ... in the byte order of their
 * rows; a row itself stays as it stands in its file. */
#ifndef COSPAN_REVIEW_RECORD_ROWS_H
#define COSPAN_REVIEW_RECORD_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/input.h"
#include "base/memory.h"
#include "base/slice.h"
#include "stream/table.h"

struct record_row {
    struct slice row, doc; /* as they stand in the file, but for a doc that was changed */
    uint32_t position;     /* among all rows, from 0 */
    bool renamed;
};

/* Zero-initialise; lives as long as the program. */
struct record_rows {
    struct table_reader table; /* of the first file; its columns are those of all */
    struct record_row *items;
    size_t count, capacity;
    int doc;          /* the column */
    uint64_t renamed; /* how many got another id */
    struct arena arena;
};

/* Reads all files; false if none of them has a header. */
bool record_rows_read(struct record_rows *rows, struct input *input);

/* The number of the record with this id; SIZE_MAX if there is none. */
size_t record_rows_find(const struct record_rows *rows, struct slice doc);

#endif
