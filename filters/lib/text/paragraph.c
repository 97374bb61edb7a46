#include "text/paragraph.h"

#include <string.h>

#include "base/slice.h"

size_t paragraph_skip_space(const char *text, size_t size, size_t from)
{
    size_t at = from;
    while (at < size && slice_is_blank(text[at]))
        at++;
    return at - from;
}

static size_t line_end(const char *text, size_t size, size_t from)
{
    const char *end = from < size ? memchr(text + from, '\n', size - from) : NULL;
    return end ? (size_t)(end - text) : size;
}

static size_t without_space(const char *text, size_t from, size_t end)
{
    while (end > from && slice_is_blank(text[end - 1]))
        end--;
    return end;
}

struct paragraph paragraph_find(const char *text, size_t size, size_t from, size_t line_before,
                                bool last, enum paragraph_breaks breaks)
{
    size_t start = from;
    for (;;) {
        size_t end = line_end(text, size, start);
        size_t next = end + paragraph_skip_space(text, size, end);
        if (next == size)
            return (struct paragraph){without_space(text, from, last ? size : end), size, last};
        size_t following = line_end(text, size, end + 1);
        bool empty = following < next;
        size_t before = end - start + line_before, after = following - (end + 1);
        bool joined = breaks == PARAGRAPH_EMPTY_LINE ||
                      (breaks == PARAGRAPH_AUTO && before <= PARAGRAPH_WRAP &&
                       after <= PARAGRAPH_WRAP);
        if (empty || !joined)
            return (struct paragraph){without_space(text, from, end), next, true};
        if (following == size && !last && breaks == PARAGRAPH_AUTO)
            return (struct paragraph){end, size, false};
        start = end + 1;
        line_before = 0;
    }
}
