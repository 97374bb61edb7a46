/* Escapes text for XML that is written (SVG, GraphML), as element content or as an attribute in
 * double quotes. The bytes need not be valid. */
#ifndef COSPAN_TEXT_MARKUP_H
#define COSPAN_TEXT_MARKUP_H

#include "base/buffer.h"
#include "base/slice.h"

/* Appends the text with `& < > "` as entities. Tabs and line ends become spaces; characters that
 * XML 1.0 does not allow (production 2), other controls and ill-formed UTF-8 become U+FFFD. */
void markup_append(struct slice text, struct buffer *to);

#endif
