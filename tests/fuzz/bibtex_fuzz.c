/* BibTeX: whatever the bytes are, they are read or reported. */
#include <stdint.h>

#include "intake/bibtex.h"
#include "records.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bibtex_begins(slice_make((const char *)data, size));
    check_reader(bibtex_read, data, size);
    return 0;
}
