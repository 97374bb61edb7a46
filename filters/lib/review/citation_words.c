#include "review/citation_words.h"

#include "review/citation.h"

#include "text/normal.h"
#include "text/utf8.h"

/* The length of a tag like `<sub>` or `</i>` at the beginning, 0 if there is none. "p < 0.05" is
 * no tag. */
static size_t tag_length(struct slice text)
{
    size_t i = 1;
    if (i < text.size && text.data[i] == '/')
        i++;
    if (i >= text.size || !slice_is_letter(text.data[i]))
        return 0;
    while (i < text.size && i < 80 && text.data[i] != '>' && text.data[i] != '<')
        i++;
    return i < text.size && text.data[i] == '>' ? i + 1 : 0;
}

/* Appends what the entity at the beginning stands for; returns its length, 0 if it is none. */
static size_t entity(struct slice text, struct buffer *to)
{
    static const struct {
        const char *name, *text;
    } entities[] = {{"&amp;", "&"},   {"&lt;", "<"},   {"&gt;", ">"},
                    {"&quot;", "\""}, {"&apos;", "'"}, {"&nbsp;", " "}};
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
        if (slice_starts(text, entities[i].name)) {
            buffer_append_string(to, entities[i].text);
            return strlen(entities[i].name);
        }
    if (!slice_starts(text, "&#"))
        return 0;
    bool hexadecimal = text.size > 2 && slice_lower(text.data[2]) == 'x';
    int32_t code_point = 0;
    size_t i = hexadecimal ? 3 : 2, start = i;
    for (; i < text.size && i < start + 6; i++) {
        char c = slice_lower(text.data[i]);
        if (slice_is_digit(c))
            code_point = code_point * (hexadecimal ? 16 : 10) + (c - '0');
        else if (hexadecimal && c >= 'a' && c <= 'f')
            code_point = code_point * 16 + (c - 'a' + 10);
        else
            break;
    }
    if (i == start || i >= text.size || text.data[i] != ';' || code_point > 0xFFFF ||
        (code_point >= 0xD800 && code_point <= 0xDFFF))
        return 0;
    char bytes[4] = {0};
    buffer_append(to, bytes, utf8_encode(code_point, bytes));
    return i + 1;
}

/* The text without markup; valid until the next call. */
static struct slice without_markup(struct citation_reader *reader, struct slice text)
{
    if (text.size == 0 ||
        (!memchr(text.data, '<', text.size) && !memchr(text.data, '&', text.size)))
        return text;
    buffer_clear(&reader->plain);
    while (text.size > 0) {
        size_t length = text.data[0] == '<'   ? tag_length(text)
                        : text.data[0] == '&' ? entity(text, &reader->plain)
                                              : 0;
        if (length == 0) {
            buffer_append_char(&reader->plain, text.data[0]);
            length = 1;
        }
        text = slice_from(text, length);
    }
    return buffer_slice(&reader->plain);
}

static const char *const greek[] = {
    "alpha", "beta",   "gamma",   "delta", "epsilon", "zeta",    "eta",  "theta", "iota",
    "kappa", "lambda", "mu",      "nu",    "xi",      "omicron", "pi",   "rho",   "sigma",
    "sigma", "tau",    "upsilon", "phi",   "chi",     "psi",     "omega"};

/* What words are made of goes to the buffer, and whether it is part of one is returned. */
static bool append_code_point(int32_t code_point, struct buffer *to)
{
    if (code_point >= 0x03B1 && code_point <= 0x03C9) {
        buffer_append_string(to, greek[code_point - 0x03B1]);
        return true;
    }
    if (!normal_is_letter(code_point) && !normal_is_digit(code_point) &&
        !normal_is_mark(code_point))
        return false;
    char bytes[4] = {0};
    buffer_append(to, bytes, utf8_encode(code_point, bytes));
    return true;
}

size_t citation_words(struct citation_reader *reader, struct slice text, struct buffer *to)
{
    text = without_markup(reader, text);
    bool ascii = utf8_ascii_prefix(text) == text.size;
    if (!ascii) {
        struct buffer form = {0};
        text_normal_form(text, TEXT_NFKC, &form);
        buffer_clear(&reader->folded);
        text_fold(buffer_slice(&form), LETTER_FOLD, true, &reader->folded);
        text = buffer_slice(&reader->folded);
        buffer_free(&form);
    }
    buffer_reserve(to, text.size + 1);
    size_t count = 0;
    bool inside = false;
    while (text.size > 0) {
        unsigned char c = (unsigned char)text.data[0];
        size_t length = 1, before = to->size;
        bool part = false;
        if (c < 0x80) {
            char small = slice_lower((char)c);
            part = slice_is_letter(small) || slice_is_digit(small);
            if (part)
                buffer_append_char(to, small);
            else if (c == '\'') {
                /* O'Neill is oneill, and Alzheimer's alzheimers. */
                text = slice_from(text, 1);
                continue;
            }
        } else {
            int32_t code_point;
            length = utf8_decode(text, &code_point);
            part = code_point != UTF8_INVALID && append_code_point(code_point, to);
        }
        if (part && !inside) {
            if (before > 0 && to->data[before - 1] != ' ') {
                buffer_append_char(to, ' ');
                memmove(to->data + before + 1, to->data + before, to->size - before - 1);
                to->data[before] = ' ';
            }
            count++;
        }
        inside = part;
        text = slice_from(text, length);
    }
    return count;
}
