/* Tables of records: whatever the bytes are, they are read or reported. */
#include <stdint.h>

#include "intake/csv_records.h"
#include "records.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    csv_records_begins(slice_make((const char *)data, size));
    check_reader(csv_records_read, data, size);
    return 0;
}
