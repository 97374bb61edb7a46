/* Decodes HTML character references (entities) in subtitles and Markdown: `&amp;`, `&#39;`,
 * `&#x27;`. Of the named references it knows those that programs write for punctuation. */
#ifndef COSPAN_TEXT_REFERENCE_H
#define COSPAN_TEXT_REFERENCE_H

#include <stddef.h>

#include "base/buffer.h"
#include "base/slice.h"

/* Decodes the reference at the beginning of `text`; returns its length, or 0 if the text does not
 * begin with one. Control characters become blanks. */
size_t reference_decode(struct slice text, struct buffer *to);

#endif
