/* Text in markup that is made for display (SVG, GraphML): element content or an attribute in double
 * quotes, of bytes that nobody has checked. */
#ifndef COSPAN_TEXT_MARKUP_H
#define COSPAN_TEXT_MARKUP_H

#include "base/buffer.h"
#include "base/slice.h"

/* Appends the text with `& < > "` as entities. Tabs and line ends become spaces; what XML 1.0 does
 * not allow (production 2), other controls and ill-formed UTF-8 become U+FFFD. */
void markup_append(struct slice text, struct buffer *to);

#endif
