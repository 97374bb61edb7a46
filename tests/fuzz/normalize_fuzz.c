/* Cleaning: whatever the bytes and the rules are, the result is UTF-8, does not depend on how the
 * text is cut into pieces, and is not changed by cleaning it again. The first two bytes choose the
 * rules, the third the size of the pieces. */
#include <stdint.h>
#include <stdlib.h>

#include "../unit/clean.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 3)
        return 0;
    struct rewrite_rules rules = rules_of((data[0] | (uint64_t)data[1] << 8) % (3 << 12));
    enum cleanup_invalid invalid = data[0] & 1 ? CLEANUP_SKIP : CLEANUP_REPLACE;
    struct slice text = slice_make((const char *)data + 3, size - 3);
    struct buffer whole = {0}, cut = {0}, twice = {0};
    clean(text, rules, invalid, 0, &whole);
    clean(text, rules, invalid, 1 + data[2], &cut);
    clean(buffer_slice(&whole), rules, invalid, 0, &twice);
    if (!slice_equal(buffer_slice(&whole), buffer_slice(&cut)) ||
        !slice_equal(buffer_slice(&whole), buffer_slice(&twice)) ||
        utf8_valid_prefix(buffer_slice(&whole)) != whole.size)
        abort();
    buffer_free(&whole);
    buffer_free(&cut);
    buffer_free(&twice);
    return 0;
}
