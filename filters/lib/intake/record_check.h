/* What can be said of a file of records before anybody works with it: which columns its records
 * leave empty, and which of its fields have no column. */
#ifndef COSPAN_INTAKE_RECORD_CHECK_H
#define COSPAN_INTAKE_RECORD_CHECK_H

#include <stddef.h>
#include <stdint.h>

#include "base/map.h"
#include "base/slice.h"
#include "intake/field_map.h"
#include "intake/record.h"
#include "stream/table.h"

/* Zero-initialise; the first three are the caller's to set. */
struct record_check {
    const char *format, *encoding, *line_ends;

    uint64_t untitled, unabstracted, undated;
    struct map tags; /* without a column */
    uint64_t *counts;
    size_t capacity;
};

/* Writes the header of the table of files. */
void record_check_header(struct table_writer *table);

/* Takes a record and what the map made of it. */
void record_check_add(struct record_check *check, struct field_map *map,
                      const struct record *record, const struct slice cells[FIELD_COLUMNS]);

/* Writes the row of the file. */
void record_check_write(const struct record_check *check, const struct record_sink *sink,
                        struct table_writer *table);

void record_check_free(struct record_check *check);

#endif
