/* Escapes text as the content or an attribute of XML 1.0. Markup is written as entities, so nothing
 * in the text can become an element. Returns are written as character references because a reader
 * of XML would change them to line feeds; so are tabs and line feeds, which it would change to
 * spaces in an attribute. Characters that XML cannot contain (most controls, U+FFFE, U+FFFF) become
 * U+FFFD. The text must be valid UTF-8. */
#ifndef COSPAN_CONTAINER_XML_TEXT_H
#define COSPAN_CONTAINER_XML_TEXT_H

#include <stdint.h>

#include "base/buffer.h"
#include "base/slice.h"

/* Appends the text and returns the number of characters that became U+FFFD. */
uint64_t xml_text_append(struct buffer *to, struct slice text);

/* The length, 1 or 3 bytes, of the character at `at` if XML cannot contain it; 0 if it can. */
static inline size_t xml_text_forbidden(struct slice text, size_t at)
{
    unsigned char c = (unsigned char)text.data[at];
    if (c < 0x20)
        return c != '\t' && c != '\n' && c != '\r';
    return c == 0xEF && text.size - at >= 3 && (unsigned char)text.data[at + 1] == 0xBF &&
                   (unsigned char)text.data[at + 2] >= 0xBE
               ? 3
               : 0;
}

#endif
