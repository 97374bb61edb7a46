#include "text/width.h"

#include <utf8proc.h>

#include "text/utf8.h"

enum { JOINER = 0x200D, EMOJI_STYLE = 0xFE0F };

static int32_t shown(int32_t code_point)
{
    return code_point == UTF8_INVALID ? UTF8_REPLACEMENT : code_point;
}

/* utf8proc counts a column for each vowel and final consonant of conjoining Hangul, which
 * terminals draw within the two columns of the first consonant. */
static bool is_joining_hangul(int32_t code_point)
{
    return (code_point >= 0x1160 && code_point <= 0x11FF) ||
           (code_point >= 0xD7B0 && code_point <= 0xD7FF);
}

static bool is_regional_indicator(int32_t code_point)
{
    return code_point >= 0x1F1E6 && code_point <= 0x1F1FF;
}

size_t width_cluster(struct slice text, size_t *columns)
{
    unsigned char next_byte = text.size > 1 ? (unsigned char)text.data[1] : 0;
    unsigned char first_byte = (unsigned char)text.data[0];
    if (first_byte >= 0x20 && first_byte < 0x7F && next_byte < 0x80) {
        if (columns)
            *columns = 1;
        return 1;
    }
    int32_t previous, first;
    size_t size = utf8_decode(text, &first);
    previous = first = shown(first);
    size_t sum = (size_t)utf8proc_charwidth(first);
    bool wide = sum == 2, styled = false;
    utf8proc_int32_t state = 0;
    while (size < text.size) {
        int32_t next;
        size_t length = utf8_decode(slice_from(text, size), &next);
        next = shown(next);
        if (utf8proc_grapheme_break_stateful(previous, next, &state))
            break;
        size_t width = is_joining_hangul(next) ? 0 : (size_t)utf8proc_charwidth(next);
        sum += width;
        wide = wide || width == 2;
        styled = styled || next == EMOJI_STYLE || (is_regional_indicator(next) && sum > 0);
        size += length;
        previous = next;
    }
    if (columns)
        *columns = wide || (styled && sum > 0) ? 2 : sum;
    return size;
}

size_t width_columns(struct slice text)
{
    size_t total = 0, columns;
    while (text.size > 0) {
        text = slice_from(text, width_cluster(text, &columns));
        total += columns;
    }
    return total;
}

void width_keep_start(struct slice text, size_t columns, struct buffer *to)
{
    size_t used = 0, end = 0, width;
    while (end < text.size) {
        size_t size = width_cluster(slice_from(text, end), &width);
        if (used + width > columns)
            break;
        used += width;
        end += size;
    }
    buffer_append(to, text.data, end);
}

void width_keep_end(struct slice text, size_t columns, struct buffer *to)
{
    size_t left = width_columns(text), width;
    while (text.size > 0 && left > columns) {
        text = slice_from(text, width_cluster(text, &width));
        left -= width;
    }
    buffer_append_slice(to, text);
}

void width_shorten(struct slice text, size_t columns, const char *mark, struct buffer *to)
{
    if (width_columns(text) <= columns) {
        buffer_append_slice(to, text);
        return;
    }
    if (columns == 0)
        return;
    size_t room = columns - 1, before = to->size;
    buffer_reserve(to, 1);
    width_keep_start(text, room - room / 2, to);
    size_t start = width_columns(slice_from(buffer_slice(to), before));
    buffer_append_string(to, mark);
    width_keep_end(text, room - start, to);
}

size_t width_first_line(struct slice text, size_t columns)
{
    size_t at = 0, used = 0, end = 0, width;
    while (at < text.size) {
        size_t size = width_cluster(slice_from(text, at), &width);
        if (text.data[at] == ' ')
            end = at;
        if (used + width > columns && at > 0)
            return end > 0 ? end : at;
        used += width;
        at += size;
    }
    return text.size;
}

/* Characters that move the cursor, colour or reorder a line: controls, separators, and the marks,
 * embeddings, overrides and isolates of Annex 9. */
static bool is_dangerous(int32_t code_point)
{
    return code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0) || code_point == 0x061C ||
           (code_point >= 0x200E && code_point <= 0x200F) ||
           (code_point >= 0x2028 && code_point <= 0x202E) ||
           (code_point >= 0x2066 && code_point <= 0x2069) || code_point == 0xFEFF;
}

static void append_escape(int32_t code_point, struct buffer *to)
{
    if (code_point == '\n' || code_point == '\t' || code_point == '\r')
        buffer_append_format(to, "\\%c", code_point == '\n' ? 'n' : code_point == '\t' ? 't' : 'r');
    else if (code_point < 0x100)
        buffer_append_format(to, "\\x%02x", (unsigned)code_point);
    else
        buffer_append_format(to, "\\u{%x}", (unsigned)code_point);
}

void width_append_visible(struct slice text, struct buffer *to)
{
    while (text.size > 0) {
        int32_t code_point;
        size_t size = utf8_decode(text, &code_point);
        if (code_point == UTF8_INVALID)
            buffer_append_string(to, "\xEF\xBF\xBD");
        else if (is_dangerous(code_point))
            append_escape(code_point, to);
        else
            buffer_append(to, text.data, size);
        text = slice_from(text, size);
    }
}

enum direction { NEUTRAL, TO_THE_RIGHT, TO_THE_LEFT };

static enum direction direction_of(int32_t code_point)
{
    int class = utf8proc_get_property(shown(code_point))->bidi_class;
    if (class == UTF8PROC_BIDI_CLASS_R || class == UTF8PROC_BIDI_CLASS_AL)
        return TO_THE_LEFT;
    return class == UTF8PROC_BIDI_CLASS_L ? TO_THE_RIGHT : NEUTRAL;
}

bool width_right_to_left(struct slice text)
{
    while (text.size > 0) {
        int32_t code_point;
        text = slice_from(text, utf8_decode(text, &code_point));
        enum direction direction = direction_of(code_point);
        if (direction != NEUTRAL)
            return direction == TO_THE_LEFT;
    }
    return false;
}

bool width_has_right_to_left(struct slice text)
{
    while (text.size > 0) {
        int32_t code_point;
        text = slice_from(text, utf8_decode(text, &code_point));
        if (direction_of(code_point) == TO_THE_LEFT)
            return true;
    }
    return false;
}
