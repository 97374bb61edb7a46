/* The formats of exports, told by what a file begins with. A format is a number, in the order of
 * EXPORTS_FORMATS; its name is that of its field map, too. */
#ifndef COSPAN_INTAKE_EXPORTS_H
#define COSPAN_INTAKE_EXPORTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/slice.h"
#include "intake/record.h"
#include "text/source.h"

#define EXPORTS_FORMATS "ris|medline|ovid|refer|refworks|wos|pubmed-xml|endnote-xml|bibtex|csv"
enum { EXPORTS_COUNT = 10 };

const char *exports_name(size_t format);

/* As much of the open file as tells its format; valid until the source is read. In a file of CR
 * without LF, lines end at CR from now on. */
struct slice exports_beginning(struct source *source);

/* False if it begins as none of them does. */
bool exports_find(struct slice beginning, size_t *format);

/* lf, crlf, cr, mixed, or nothing in a file of one line: as the beginning has them. */
const char *exports_line_ends(const struct source *source);

/* Reads the open file to its end. */
void exports_read(size_t format, struct source *source, struct record_sink *sink);

#endif
