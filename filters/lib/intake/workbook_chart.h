/* The chart beside a table of a workbook (workbook.h): its drawing, which says where it stands, and
 * the chart itself in DrawingML (ECMA-376), which names the cells that it shows; the spreadsheet
 * program reads them there, so the chart follows every change and filter. Colours are those of Okabe
 * and Ito, which people with any kind of colour vision tell apart. */
#ifndef COSPAN_INTAKE_WORKBOOK_CHART_H
#define COSPAN_INTAKE_WORKBOOK_CHART_H

#include "intake/workbook.h"
#include "container/zip.h"

/* Room for the letters of a column. */
enum { WORKBOOK_LETTERS = 4 };

/* Writes the letters of a column: A ... Z, AA ... XFD; and returns how many. */
size_t workbook_letters(size_t column, char to[WORKBOOK_LETTERS]);

/* Appends a sheet's name as formulas have it, quoted, and escaped for XML. */
void workbook_append_quoted(struct buffer *to, struct slice name);

/* Writes the entries of chart and drawing number `number`, which sheet number `number` names. The
 * sheet has so many columns. */
void workbook_chart_write(struct zip_writer *zip, unsigned number, struct slice sheet,
                          size_t columns, const struct workbook_chart *chart);

#endif
