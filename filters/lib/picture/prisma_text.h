/* The words in the boxes of a flow diagram, which its two forms (flow.h) share. */
#ifndef COSPAN_PICTURE_PRISMA_TEXT_H
#define COSPAN_PICTURE_PRISMA_TEXT_H

#include <stddef.h>

#include "base/buffer.h"
#include "picture/prisma.h"

/* The text of one of the sixteen boxes of the diagram, from 1 as the R package numbers them: a line
 * for each count, with those of reasons beginning with two spaces. The spaces within "(n = 5)" are
 * no-break spaces. */
enum { PRISMA_DRAWN = 16 };
void prisma_text(const struct prisma *prisma, size_t drawn, struct buffer *to);

/* The headings over previous studies, databases and other methods: 0, 1 and 2. */
const char *prisma_heading(const struct prisma *prisma, size_t column);

#endif
