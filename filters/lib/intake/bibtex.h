/* BibTeX and BibLaTeX. A field's tag is its name as the file spells it; `@type` and `@key` are the
 * type and the key of the entry. Strings are put in and concatenated; LaTeX becomes Unicode
 * (latex.h), but for names of files. Authors and editors are cut at ` and `, keywords at semicolons,
 * or at commas where there are none: a field for each, what stands in braces staying whole.
 *
 * An entry ends where its first brace is closed, as in BibTeX. One that is not, when the file ends or a
 * line begins with the next entry, is reported; its fields are kept where they are whole, and
 * reading goes on with the next entry. Entries in a @comment that begin a line are read, as BibTeX
 * does. Text between entries is counted, lines that begin with `%` are not. Memory: the
 * longest entry, and the strings. */
#ifndef COSPAN_INTAKE_BIBTEX_H
#define COSPAN_INTAKE_BIBTEX_H

#include <stdbool.h>

#include "base/slice.h"
#include "intake/record.h"
#include "text/source.h"

void bibtex_read(struct source *source, struct record_sink *sink);

bool bibtex_begins(struct slice beginning);

/* Whether the field holds an address, or the name of a file: no text in LaTeX. */
bool bibtex_is_address(struct slice tag);
bool bibtex_is_file(struct slice tag);

/* Ends the value of the field that was added last as this reader does: without blanks at its ends,
 * and pages with hyphens. */
void bibtex_end_value(struct record *record);

/* The separator of a field that is a list of names (" and ") or words ("; "), else NULL. */
const char *bibtex_separator(struct slice tag);

#endif
