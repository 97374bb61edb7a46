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

/* Whether the line has more characters than a wrapped line. For most lines the number of bytes
 * decides, without counting characters. */
static bool is_long(const char *text, size_t from, size_t end, size_t before)
{
    if (end - from + before <= PARAGRAPH_WRAP)
        return false;
    for (size_t i = from; i < end && before <= PARAGRAPH_WRAP; i++)
        before += ((unsigned char)text[i] & 0xc0) != 0x80;
    return before > PARAGRAPH_WRAP;
}

struct paragraph paragraph_find(const char *text, size_t size, size_t from, size_t line_before,
                                bool last, enum paragraph_breaks breaks)
{
    for (size_t start = from;; line_before = 0) {
        size_t end = line_end(text, size, start);
        size_t next = end + paragraph_skip_space(text, size, end);
        struct paragraph here = {without_space(text, from, end), true};
        if (next == size && last)
            return here;
        if (end == size)
            return (struct paragraph){here.end, false};
        size_t following = line_end(text, size, end + 1);
        bool is_empty = following < next;
        if (is_empty || breaks == PARAGRAPH_EVERY_LINE)
            return here;
        if (breaks == PARAGRAPH_AUTO &&
            (is_long(text, start, end, line_before) || is_long(text, end + 1, following, 0)))
            return here;
        if (next == size || (breaks == PARAGRAPH_AUTO && following == size && !last))
            return (struct paragraph){here.end, false};
        start = end + 1;
    }
}
