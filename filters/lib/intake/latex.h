/* LaTeX in bibliographies: text in which letters of other languages, dashes and quotation marks are
 * written as commands (`\"{o}`, `\v{c}`, `{\aa}`, `--`), turned into Unicode and back.
 *
 * Braces that only group are taken away; formulas between dollar signs stay as they are, and so do
 * commands that are not known, so nothing is lost. What latex_encode writes, latex_decode reads as
 * the same text, white space at the ends excepted. Results are appended to a buffer that the caller
 * owns; nothing here fails. */
#ifndef COSPAN_INTAKE_LATEX_H
#define COSPAN_INTAKE_LATEX_H

#include "base/buffer.h"
#include "base/slice.h"

/* An address (URL, DOI) has no dashes, quotation marks or ties; only what is escaped in it is
 * LaTeX. */
enum latex_kind { LATEX_TEXT, LATEX_ADDRESS };

/* White space of any length becomes one blank, `~` too; `\\` and `\par` are line ends. */
void latex_decode(struct slice text, enum latex_kind kind, struct buffer *to);

void latex_encode(struct slice text, enum latex_kind kind, struct buffer *to);

#endif
