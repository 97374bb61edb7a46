#include "container/xml_text.h"

static const char *entity_of(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\t':
        return "&#9;";
    case '\n':
        return "&#10;";
    case '\r':
        return "&#13;";
    default:
        return NULL;
    }
}

uint64_t xml_text_append(struct buffer *to, struct slice text)
{
    uint64_t replaced = 0;
    size_t done = 0;
    for (size_t i = 0; i < text.size; i++) {
        const char *entity = entity_of(text.data[i]);
        size_t forbidden = entity ? 0 : xml_text_forbidden(text, i);
        if (!entity && forbidden == 0)
            continue;
        buffer_append(to, text.data + done, i - done);
        buffer_append_string(to, entity ? entity : "\xEF\xBF\xBD");
        replaced += forbidden > 0;
        i += forbidden > 0 ? forbidden - 1 : 0;
        done = i + 1;
    }
    buffer_append(to, text.data + done, text.size - done);
    return replaced;
}
