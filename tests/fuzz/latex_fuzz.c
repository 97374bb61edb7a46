/* LaTeX: whatever the bytes are, they are decoded; what is encoded decodes to the same. */
#include <stdint.h>
#include <stdlib.h>

#include "intake/latex.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(struct slice text, enum latex_kind kind)
{
    struct buffer encoded = {0}, decoded = {0};
    latex_decode(text, kind, &decoded);
    buffer_clear(&decoded);
    text = slice_trim(text);
    latex_encode(text, kind, &encoded);
    latex_decode(buffer_slice(&encoded), kind, &decoded);
    if (!slice_equal(text, buffer_slice(&decoded)))
        abort();
    buffer_free(&encoded);
    buffer_free(&decoded);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice text = slice_make((const char *)data, size);
    check(text, LATEX_TEXT);
    check(text, LATEX_ADDRESS);
    return 0;
}
