/* Recognises files that are not text (PDF, packed, RTF, old Office files, web pages) by their first
 * bytes. */
#ifndef COSPAN_TEXT_FILE_TYPE_H
#define COSPAN_TEXT_FILE_TYPE_H

#include <stdbool.h>

#include "base/slice.h"

/* Whether the file begins with a byte-order mark of UTF-16. */
bool file_type_is_utf16(struct slice beginning);

/* Says what the file is and how to convert it, for a message after its name; NULL for anything
 * else. */
const char *file_type_hint(struct slice beginning);

#endif
