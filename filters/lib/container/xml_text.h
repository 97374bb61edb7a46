/* Text as the content or an attribute of XML 1.0. Markup is written as entities, so that nothing in
 * the text can become an element; a return, which a reader of XML would take for a line feed, and
 * tabs and line feeds, which it would take for spaces in an attribute, are written as numbers.
 * Characters that XML cannot hold at all (most controls, U+FFFE, U+FFFF) become U+FFFD. The text is
 * valid UTF-8. */
#ifndef COSPAN_CONTAINER_XML_TEXT_H
#define COSPAN_CONTAINER_XML_TEXT_H

#include <stdint.h>

#include "base/buffer.h"
#include "base/slice.h"

/* Appends the text, and returns how many characters became U+FFFD. */
uint64_t xml_text_append(struct buffer *to, struct slice text);

/* Whether XML cannot hold the character that begins at `at`, and the length of one that it cannot,
 * 1 or 3 bytes; 0 if it can. */
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
