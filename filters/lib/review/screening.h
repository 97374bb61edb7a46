/* Screening sheets: tables in which a reviewer writes a decision about each record, and what comes
 * back in them.
 *
 * A sheet has the columns `doc`, `title`, `abstract`, `decision`, `reason` and `reviewer`. What comes
 * back is read with care: spreadsheets quote cells, sort rows and add columns, and people mistype
 * words and copy rows. Every problem is reported with its place, and a decision that is not clear
 * counts as none. */
#ifndef COSPAN_REVIEW_SCREENING_H
#define COSPAN_REVIEW_SCREENING_H

#include <stddef.h>
#include <stdint.h>

#include "base/input.h"
#include "base/map.h"
#include "base/memory.h"
#include "base/output.h"
#include "base/slice.h"
#include "stream/table.h"

/* What a reviewer said about a record; empty where there is nothing. */
struct screening_decision {
    struct slice decision, reason;
    const char *path; /* of its sheet */
    bool unclear;     /* misspelt, or different in two rows */
};

/* One reviewer: a sheet, or several. */
struct screening_sheet {
    const char *path; /* of the first */
    struct slice reviewer;
    struct map docs;
    struct screening_decision *decisions; /* by doc */
    bool *found;                          /* whether the records have the doc */
    size_t capacity, found_capacity;
    uint64_t decided, missing, misspelt, twice;
};

/* Zero-initialise; release with screening_free. */
struct screening {
    struct arena arena;
    struct screening_sheet *sheets;
    size_t count, capacity;
    struct screening_decision *present; /* about the present document, by sheet */
    size_t present_capacity;
    struct output *report; /* every problem as a row, or NULL */
    const char *words;     /* decisions that there are, separated by commas */
};

/* The header of a report: file, line, doc, reviewer, problem, value. */
void screening_begin_report(struct screening *screening, struct output *report);

/* Reads a sheet that came back; the path is that of the input, which is the caller's to close, and
 * must live as long as the screening. The reviewer is who stands in its column `reviewer`, else the
 * file's name; several sheets of one reviewer are one. Misspelt decisions and documents that stand
 * twice with different decisions are errors. */
void screening_read(struct screening *screening, struct input *input, const char *path);

/* Whether `decision` is one of the words. */
bool screening_is_word(const struct screening *screening, struct slice decision);

/* In what follows `origin` is the list of the records that a document was merged from, joined with
 * `; `, or empty: what was decided about one of them holds for the document. */

/* Whether a sheet of this reviewer has the document, decided or not. */
bool screening_has(const struct screening *screening, struct slice reviewer, struct slice doc,
                   struct slice origin);

/* Writes the names of the columns that screening_write_cells fills, each with a tab before it. */
void screening_write_names(const struct screening *screening, struct output *output);

/* Gathers what each reviewer decided about a document, which becomes the present one. Where its origins
 * were decided on differently, that is an error, and there is no decision. Once for each document. */
void screening_decide(struct screening *screening, struct slice doc, struct slice origin);

/* Writes decision and reason of each reviewer about the present document, each with a tab before
 * it. */
void screening_write_cells(const struct screening *screening, struct output *output);

/* When all records have been written: what stands in a sheet and in no record is an error, what is
 * not decided a note. */
void screening_end(struct screening *screening);

void screening_free(struct screening *screening);

#endif
