/* EndNote's XML, which Zotero, Mendeley, Bookends, Rayyan and others write, too: an element `record`
 * for each reference. Tags are the paths of elements (`titles/title`,
 * `contributors/authors/author`). The type of reference is its name, `ref-type`; its number is
 * `ref-type[number]`. Styles (bold, italics, fonts) are text without more. See xml_records.h. */
#ifndef COSPAN_INTAKE_ENDNOTE_XML_H
#define COSPAN_INTAKE_ENDNOTE_XML_H

#include <stdbool.h>

#include "base/slice.h"
#include "intake/record.h"
#include "text/source.h"

void endnote_xml_read(struct source *source, struct record_sink *sink);

bool endnote_xml_begins(struct slice beginning);

#endif
