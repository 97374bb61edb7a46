/* Records in XML: whatever the bytes are, they are read or reported. */
#include <stdint.h>

#include "intake/endnote_xml.h"
#include "intake/pubmed_xml.h"
#include "records.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice bytes = slice_make((const char *)data, size);
    if (endnote_xml_begins(bytes))
        check_reader(endnote_xml_read, data, size);
    else
        check_reader(pubmed_xml_read, data, size);
    return 0;
}
