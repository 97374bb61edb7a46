/* Files that are no text, though people give them to programs that want text: what they are is told
 * by how they begin. */
#ifndef COSPAN_TEXT_FILE_TYPE_H
#define COSPAN_TEXT_FILE_TYPE_H

#include <stdbool.h>

#include "base/slice.h"

/* Whether it has the byte-order mark of UTF-16. */
bool file_type_is_utf16(struct slice beginning);

/* What the file is and what helps, to stand behind its name in a message; NULL for anything else. */
const char *file_type_hint(struct slice beginning);

#endif
