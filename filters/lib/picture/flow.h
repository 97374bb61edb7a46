/* The flow diagram of PRISMA 2020 as a picture: a fixed arrangement in which only the heights follow
 * the text. Databases and registers stand in the middle, previous studies to their left and other
 * methods to their right where there are any; what is lost stands beside the line. Both forms, SVG
 * in flow_layout.c and text in flow_text.c, say the same. Nothing here fails. */
#ifndef COSPAN_PICTURE_FLOW_H
#define COSPAN_PICTURE_FLOW_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "picture/prisma.h"

/* Appends the SVG; title and source may be "". */
void flow_svg(const struct prisma *prisma, const char *title, const char *source,
              struct buffer *to);

/* Appends the picture as lines of text of so many columns (40 at least), in ASCII if asked. */
void flow_text(const struct prisma *prisma, const char *title, const char *source, size_t columns,
               bool ascii, struct buffer *to);

#endif
