#include "stream/spans.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/number.h"

static bool read_span(struct spans *spans, struct slice part, uint32_t token)
{
    struct slice name = part, number = slice_cut(&name, ':');
    uint64_t n;
    if (!number_read_u64(number, &n) || n == 0)
        return false;
    if (!name.data) {
        if (n > spans->count)
            return false;
        spans->items[n - 1].end = token + 1;
        return true;
    }
    if (n != spans->count + 1 || name.size == 0)
        return false;
    spans->items = memory_grow(spans->items, &spans->capacity, spans->count + 1,
                               sizeof *spans->items);
    spans->items[spans->count++] = (struct span){name, token, token + 1};
    return true;
}

bool spans_read(struct spans *spans, struct slice field, uint32_t token, struct slice *bad)
{
    if (field.size == 1 && (field.data[0] == '*' || field.data[0] == '_'))
        return true;
    while (field.data) {
        *bad = slice_cut(&field, ';');
        if (!read_span(spans, *bad, token))
            return false;
    }
    return true;
}

void spans_free(struct spans *spans)
{
    free(spans->items);
}
