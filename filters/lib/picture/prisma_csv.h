/* The CSV that the R package PRISMA2020 reads (inst/extdata/PRISMA.csv of version 1.1.1): a row for
 * each figure and heading, with the columns data, node, box, description, boxtext, tooltips, url,
 * n. Databases and reasons of exclusion stand in one cell, "name, n; name, n", so names lose their
 * commas and semicolons there. A figure that is not known is NA. */
#ifndef COSPAN_PICTURE_PRISMA_CSV_H
#define COSPAN_PICTURE_PRISMA_CSV_H

#include "base/output.h"
#include "picture/prisma.h"

/* Writes it, of boxes that prisma_check has completed. */
void prisma_write_csv(const struct prisma *prisma, struct output *output);

#endif
