#include "base/printable.h"

#include <stdio.h>

/* The length of the valid UTF-8 sequence at `text`, or 0. This floor is below lib/text and needs
 * only the well-formed ranges of Unicode's table 3-7. */
static size_t sequence(const unsigned char *text, size_t size)
{
    unsigned char a = text[0];
    if (a < 0x80)
        return 1;
    size_t length = a >= 0xf0 ? 4 : a >= 0xe0 ? 3 : 2;
    if (a < 0xc2 || a > 0xf4 || size < length)
        return 0;
    for (size_t i = 1; i < length; i++)
        if ((text[i] & 0xc0) != 0x80)
            return 0;
    if ((a == 0xe0 && text[1] < 0xa0) || (a == 0xed && text[1] > 0x9f) ||
        (a == 0xf0 && text[1] < 0x90) || (a == 0xf4 && text[1] > 0x8f))
        return 0;
    return length;
}

/* Whether it is a C0 or C1 control, a line or paragraph separator, or a character that reorders a
 * line. */
static bool dangerous(const unsigned char *text, size_t length)
{
    if (length == 1)
        return text[0] < 0x20 || text[0] == 0x7f;
    if (length == 2)
        return (text[0] == 0xc2 && text[1] < 0xa0) || (text[0] == 0xd8 && text[1] == 0x9c);
    if (length != 3 || text[0] != 0xe2)
        return false;
    return (text[1] == 0x80 &&
            (text[2] == 0x8e || text[2] == 0x8f || (text[2] >= 0xa8 && text[2] <= 0xae))) ||
           (text[1] == 0x81 && text[2] >= 0xa6 && text[2] <= 0xa9);
}

size_t printable_take(char *to, size_t room, struct slice *from, bool lines)
{
    const unsigned char *text = (const unsigned char *)from->data;
    size_t used = 0, i = 0;
    while (i < from->size && room - used > PRINTABLE_GROWTH) {
        size_t length = sequence(text + i, from->size - i);
        bool ends_line = text[i] == '\r' && i + 1 < from->size && text[i + 1] == '\n';
        bool is_kept = lines && (text[i] == '\n' || text[i] == '\t' || ends_line);
        if (is_kept || (length > 0 && !dangerous(text + i, length))) {
            memcpy(to + used, text + i, length);
            used += length;
            i += length;
            continue;
        }
        if (text[i] == '\n' || text[i] == '\t' || text[i] == '\r') {
            to[used++] = '\\';
            to[used++] = text[i] == '\n' ? 'n' : text[i] == '\t' ? 't' : 'r';
        } else {
            used += (size_t)snprintf(to + used, room - used, "\\x%02x", text[i]);
        }
        i++;
    }
    *from = slice_from(*from, i);
    return used;
}
