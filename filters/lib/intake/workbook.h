/* Spreadsheets: a workbook in Office Open XML (ECMA-376, SpreadsheetML), the format of .xlsx,
 * written from front to end as a stream: no temporary file, and no part of a sheet is held in
 * memory. Every byte goes through an output, which checks it.
 *
 * What is written as text is text: no cell is ever a formula, a link or a date. Characters that XML
 * cannot hold are escaped as Excel does it, `_x0001_`, and so is text that looks like such an
 * escape. The same calls give the same bytes.
 *
 * Rows and columns count from 0 in calls. Names and texts must be valid UTF-8. */
#ifndef COSPAN_INTAKE_WORKBOOK_H
#define COSPAN_INTAKE_WORKBOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/output.h"
#include "base/slice.h"

/* What a sheet holds, and a cell (in units of UTF-16), and a name. */
enum {
    WORKBOOK_ROWS = 1048576,
    WORKBOOK_COLUMNS = 16384,
    WORKBOOK_LONGEST_CELL = 32767,
    WORKBOOK_LONGEST_NAME = 31
};

/* How a cell looks. Numbers have a style for each count of decimals, 0 to 15, WORKBOOK_NUMBER + 2 for
 * two; those of counts set thousands apart. WORKBOOK_AS_IS keeps text that looks like a number or a
 * formula what it is, also when somebody edits the cell. */
enum workbook_style {
    WORKBOOK_PLAIN,
    WORKBOOK_HEADER,
    WORKBOOK_AS_IS,
    WORKBOOK_NUMBER,
    WORKBOOK_COUNT = WORKBOOK_NUMBER + 16,
    WORKBOOK_STYLES = WORKBOOK_COUNT + 16
};

struct workbook;

struct workbook *workbook_create(struct output *output);

/* Appends a name that a sheet may have and no other sheet has, as much like `wanted` as it can be;
 * false if it is another. */
bool workbook_name(const struct workbook *workbook, struct slice wanted, struct buffer *to);

/* Begins a sheet of that name with columns of these widths in characters. The first row of a table
 * is its header: it stays in view, and has the buttons of a filter. */
void workbook_begin_sheet(struct workbook *workbook, struct slice name, const unsigned *widths,
                          size_t columns, bool is_table);

/* Rows follow each other, and within a row the cells, which may be left out. A text is at most
 * WORKBOOK_LONGEST_CELL long; a number is in the notation of C. */
void workbook_begin_row(struct workbook *workbook);
void workbook_text(struct workbook *workbook, size_t column, struct slice text, int style);
void workbook_number(struct workbook *workbook, size_t column, struct slice number, int style);
void workbook_end_row(struct workbook *workbook);

/* Rows of the present sheet, and whether it holds no more. */
uint64_t workbook_rows(const struct workbook *workbook);
bool workbook_is_full(const struct workbook *workbook);

/* A chart of the sheet's first rows, beside the table: bars, one group for each row, or lines. */
struct workbook_chart {
    bool lines;
    uint64_t rows;               /* without the header */
    size_t category, categories; /* columns that name a row: the first of them, and how many */
    const size_t *series;        /* columns of figures */
    size_t series_count;
    struct slice title, unit; /* empty for none */
};

/* Ends the sheet; `chart` may be NULL. */
void workbook_end_sheet(struct workbook *workbook, const struct workbook_chart *chart);

/* Ends the workbook and releases it. */
void workbook_end(struct workbook *workbook);

#endif
