/* Word processor files: whatever the bytes are, they are read or refused, as DOCX and as ODT. */
#include <stdint.h>
#include <stdlib.h>

#include "intake/office.h"
#include "passages.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice bytes = slice_make((const char *)data, size);
    enum office_format format;
    office_begin(bytes, &format);
    for (int i = 0; i < 2; i++) {
        struct passages passages = {0};
        office_read(bytes, "fuzz", i ? OFFICE_ODT : OFFICE_DOCX, passages_add, &passages);
        check_passages(&passages);
        passages_free(&passages);
    }
    return 0;
}
