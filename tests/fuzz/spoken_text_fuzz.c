/* Plain text and Markdown: whatever the bytes are, passages have text, no line end, and are taken
 * for labels or not without a fault. The first byte chooses the format. */
#include <stdint.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "intake/spoken_text.h"
#include "passages.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buffer text = {0};
    struct passages passages = {0};
    if (size == 0)
        return 0;
    utf8_repair(slice_make((const char *)data + 1, size - 1), &text);
    spoken_text_is_markdown(buffer_slice(&text));
    spoken_text_read(buffer_slice(&text), data[0] & 1, passages_add, &passages);
    check_passages(&passages);
    passages_free(&passages);
    buffer_free(&text);
    return 0;
}
