/* Character references of HTML, as subtitles and Markdown hold them: `&amp;`, `&#39;`, `&#x27;`.
 * Of the named ones, those that programs write for punctuation. */
#ifndef COSPAN_TEXT_REFERENCE_H
#define COSPAN_TEXT_REFERENCE_H

#include <stddef.h>

#include "base/buffer.h"
#include "base/slice.h"

/* Decodes the reference at the beginning of `text`; returns its length, 0 if there is none. Control
 * characters become blanks. */
size_t reference_decode(struct slice text, struct buffer *to);

#endif
