/* Text inside an XML document that we write: element content or an attribute in double quotes. */
#ifndef COSPAN_TEXT_XML_TEXT_H
#define COSPAN_TEXT_XML_TEXT_H

#include "base/buffer.h"
#include "base/slice.h"

/* Appends the text with `& < > "` as entities. Tabs and line ends become spaces; what XML 1.0 does
 * not allow (production 2), other controls and ill-formed UTF-8 become U+FFFD. */
void xml_text_append(struct slice text, struct buffer *to);

#endif
