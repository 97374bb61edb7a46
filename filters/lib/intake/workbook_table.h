/* A table of ours as sheets of a workbook: rows come as a stream, and the sheet is written as they
 * come. Numbers become numbers (figure.h says which), everything else text. Widths of columns, and
 * which of them a chart shows, are decided by the rows at the top: 200, or 1 MiB of them, wait in
 * memory; beyond them one row is held.
 *
 * Nothing is lost: a cell longer than a sheet's cells hold goes on in the rows below, which are empty
 * beside it; a table longer than a sheet goes on in a further one; bytes that are no UTF-8 become
 * U+FFFD. Each is counted, and told in a note. */
#ifndef COSPAN_INTAKE_WORKBOOK_TABLE_H
#define COSPAN_INTAKE_WORKBOOK_TABLE_H

#include "base/slice.h"
#include "intake/workbook.h"
#include "stream/table.h"

enum workbook_table_chart { TABLE_CHART_NONE, TABLE_CHART_BAR, TABLE_CHART_LINE };

/* Lists of columns are separated by commas, and may be NULL. */
struct workbook_table_settings {
    const char *texts;   /* everything in them is text */
    const char *numbers; /* numbers in them may have an exponent */
    const char *values;  /* shown by the chart; NULL: the first column of counts, or, where there is
                            none, the columns of figures behind those with text */
    enum workbook_table_chart chart;
};

/* Told of what somebody who reads the sheet must know. */
typedef void workbook_table_remark(void *context, struct slice sheet, const char *what,
                                   struct slice value);

/* Writes the rows that the reader, whose file is open, gives to the end of the file; the first
 * sheet has the name, which is free. Returns the number of rows. The header must not have more
 * columns than a sheet. */
uint64_t workbook_table_write(struct workbook *workbook, struct table_reader *table,
                              struct slice name, const struct workbook_table_settings *settings,
                              workbook_table_remark *remark, void *context);

#endif
