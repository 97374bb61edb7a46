/* A table of speakers: which label of a transcript is whom, and what is known of that person. Its
 * columns are `doc` and `speaker`, which may be missing, `label`, and any others (role, group,
 * gender ...). A row holds for one document, or for all where `doc` is empty, `*` or missing; a
 * row for the document goes before a row for all. An empty speaker is the label itself, and `-`
 * says that the label is no speaker.
 *
 * The table is in memory until speakers_close. A table that cannot be read, or has a column that
 * a documents table has already, ends the program; a second row for the same label is reported
 * with its place and left out. */
#ifndef COSPAN_INTAKE_SPEAKERS_H
#define COSPAN_INTAKE_SPEAKERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/map.h"
#include "base/slice.h"

#define SPEAKERS_NONE UINT32_MAX

struct speakers {
    struct slice *columns; /* the others, in the order of the file */
    size_t column_count;

    struct map rows;        /* document, tab, label */
    struct slice *speakers; /* by number of the row */
    struct slice *cells;    /* column_count for each row */
    size_t capacity, cell_capacity;
    struct arena arena;
};

/* `taken` are the columns, separated by commas, that the other columns must not be called. */
void speakers_open(struct speakers *speakers, const char *path, const char *taken,
                   uint64_t max_record);

/* The row for the label in the document, SPEAKERS_NONE if there is none. */
uint32_t speakers_find(const struct speakers *speakers, struct slice doc, struct slice label);

/* Whether the row says that its label is no speaker. */
bool speakers_denies(const struct speakers *speakers, uint32_t row);

void speakers_close(struct speakers *speakers);

#endif
