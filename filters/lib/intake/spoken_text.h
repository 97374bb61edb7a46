/* Plain text and Markdown: each line becomes a passage, and an empty line ends a paragraph. Of
 * Markdown, headings (`#` to `######`, or a line under which `===` or `---` stands) are known, and
 * of what is marked up within a line only the text remains: `**` goes, links leave their text,
 * backslashes before punctuation go, and rules across the page are left out. Single `*` and `_` stay;
 * words are cut beside them. Never fails. The bytes must be valid UTF-8. */
#ifndef COSPAN_INTAKE_SPOKEN_TEXT_H
#define COSPAN_INTAKE_SPOKEN_TEXT_H

#include "base/slice.h"
#include "intake/passage.h"

void spoken_text_read(struct slice bytes, bool markdown, passage_found *found, void *context);

/* Whether text looks like Markdown: a heading with `#`, or a label in `**`. */
bool spoken_text_is_markdown(struct slice bytes);

#endif
