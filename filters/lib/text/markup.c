#include "text/markup.h"

#include <stdbool.h>
#include <stdint.h>

#include "text/utf8.h"

/* XML 1.0, production 2: Char. */
static bool is_allowed(int32_t code_point)
{
    return code_point >= 0x20 && code_point != 0xFFFE && code_point != 0xFFFF &&
           !(code_point >= 0x7F && code_point < 0xA0);
}

void markup_append(struct slice text, struct buffer *to)
{
    while (text.size > 0) {
        int32_t code_point;
        size_t size = utf8_decode(text, &code_point);
        if (code_point == '\t' || code_point == '\n' || code_point == '\r')
            buffer_append_char(to, ' ');
        else if (!is_allowed(code_point))
            buffer_append_string(to, "\xEF\xBF\xBD");
        else if (code_point == '&')
            buffer_append_string(to, "&amp;");
        else if (code_point == '<')
            buffer_append_string(to, "&lt;");
        else if (code_point == '>')
            buffer_append_string(to, "&gt;");
        else if (code_point == '"')
            buffer_append_string(to, "&quot;");
        else
            buffer_append(to, text.data, size);
        text = slice_from(text, size);
    }
}
