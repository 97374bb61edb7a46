/* Tagged formats: whatever the bytes are, they are read or reported. The first byte chooses the
 * format. */
#include <stdint.h>

#include "intake/tagged.h"
#include "records.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum tagged_format format;

static void read_format(struct source *source, struct record_sink *sink)
{
    tagged_read(source, format, sink);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    tagged_begins(slice_make((const char *)data + 1, size - 1), &format);
    format = (enum tagged_format)(data[0] % TAGGED_FORMATS);
    check_reader(read_format, data + 1, size - 1);
    return 0;
}
