#include "text/reference.h"

#include <stdbool.h>
#include <stdint.h>

#include "text/utf8.h"

/* The code point of `#39` or `#x27`; -1 if it is invalid. */
static int32_t numeric_reference(struct slice name)
{
    bool hexadecimal = name.size > 1 && (name.data[1] | 0x20) == 'x';
    int32_t value = 0;
    size_t at = hexadecimal ? 2 : 1;
    if (at >= name.size)
        return -1;
    for (; at < name.size && value <= 0x10FFFF; at++) {
        char c = name.data[at], low = (char)(c | 0x20);
        if (slice_is_digit(c))
            value = value * (hexadecimal ? 16 : 10) + (c - '0');
        else if (hexadecimal && low >= 'a' && low <= 'f')
            value = value * 16 + (low - 'a' + 10);
        else
            return -1;
    }
    if (value == 0 || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
        return -1;
    return value < ' ' ? ' ' : value;
}

static int32_t named_reference(struct slice name)
{
    static const struct {
        const char *name;
        int32_t code_point;
    } names[] = {{"amp", '&'},      {"lt", '<'},       {"gt", '>'},       {"quot", '"'},
                 {"apos", '\''},    {"nbsp", 0xA0},    {"lrm", 0x200E},   {"rlm", 0x200F},
                 {"ndash", 0x2013}, {"mdash", 0x2014}, {"lsquo", 0x2018}, {"rsquo", 0x2019},
                 {"ldquo", 0x201C}, {"rdquo", 0x201D}, {"hellip", 0x2026}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (slice_is(name, names[i].name))
            return names[i].code_point;
    return -1;
}

size_t reference_decode(struct slice text, struct buffer *to)
{
    enum { LONGEST = 12 };
    size_t end = 1;
    if (!slice_starts(text, "&"))
        return 0;
    while (end < text.size && end < LONGEST && text.data[end] != ';')
        end++;
    if (end >= text.size || text.data[end] != ';' || end < 2)
        return 0;
    struct slice name = slice_make(text.data + 1, end - 1);
    int32_t code_point = name.data[0] == '#' ? numeric_reference(name) : named_reference(name);
    if (code_point < 0)
        return 0;
    char bytes[4] = {0};
    buffer_append(to, bytes, utf8_encode(code_point, bytes));
    return end + 1;
}
