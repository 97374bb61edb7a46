#include "text/charset.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/memory.h"

struct charset {
    iconv_t converter;
    bool skip;
    size_t unit; /* bytes that are skipped together if one is invalid */
    size_t file; /* number of the file being read, from 1; 0 before the first */
    size_t used; /* bytes of the input's window that are converted */
    bool at_end; /* the whole file is converted */
    bool begun;  /* part of the file was returned */
    uint64_t unknown, line, lines_before;
    struct buffer text;
};

/* Compares letters ignoring their case, and hyphens as they are. */
static bool is_name(const char *name, const char *of, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if ((name[i] | 0x20) != of[i])
            return false;
    return true;
}

struct charset *charset_open(const char *name, bool skip)
{
    /* A suffix such as //TRANSLIT would make the result depend on the locale. */
    if (strchr(name, '/') || *name == '\0')
        return NULL;
    const char *known = name;
    if (is_name(name, "latin-", 6) && strcmp(name + 6, "1") == 0)
        known = "ISO-8859-1";
    else if (is_name(name, "latin-", 6) && strcmp(name + 6, "9") == 0)
        known = "ISO-8859-15";
    iconv_t converter = iconv_open("UTF-8", known);
    if (converter == (iconv_t)-1) {
        if (errno == ENOMEM)
            message_fatal(NULL, "out of memory in iconv");
        return NULL;
    }
    struct charset *charset = memory_zeroed(1, sizeof *charset);
    charset->converter = converter;
    charset->skip = skip;
    charset->unit = is_name(name, "utf-16", 6) || is_name(name, "utf16", 5)   ? 2
                    : is_name(name, "utf-32", 6) || is_name(name, "utf32", 5) ? 4
                                                                              : 1;
    return charset;
}

static uint64_t count_lines(struct slice text)
{
    uint64_t lines = 0;
    for (struct slice rest = text; rest.data && rest.size > 0; lines += rest.data != NULL)
        slice_cut(&rest, '\n');
    return lines;
}

static void add_unknown(struct charset *charset)
{
    if (charset->unknown++ == 0)
        charset->line = charset->lines_before + count_lines(buffer_slice(&charset->text)) + 1;
    if (!charset->skip)
        buffer_append_string(&charset->text, "\xEF\xBF\xBD");
}

/* Converts as many bytes as possible; returns their number. */
static size_t convert(struct charset *charset, struct slice bytes, bool last)
{
    enum { ROOM = 4096 };
    /* The interface of iconv is older than const; it does not write to its input. */
    char *from = (char *)(uintptr_t)bytes.data;
    size_t left = bytes.size;
    while (left > 0) {
        struct buffer *text = &charset->text;
        buffer_reserve(text, ROOM);
        char *to = text->data + text->size;
        size_t room = text->capacity - text->size;
        size_t result = iconv(charset->converter, &from, &left, &to, &room);
        int reason = errno;
        text->size = (size_t)(to - text->data);
        if (result != (size_t)-1 || reason == E2BIG)
            continue;
        if (reason == EINVAL && !last)
            break;
        size_t wrong = reason == EINVAL || left < charset->unit ? left : charset->unit;
        add_unknown(charset);
        from += wrong;
        left -= wrong;
    }
    return bytes.size - left;
}

static void begin_file(struct charset *charset, const struct input *input)
{
    iconv(charset->converter, NULL, NULL, NULL, NULL);
    charset->file = input->file + 1;
    charset->used = 0;
    charset->at_end = charset->begun = false;
    charset->unknown = charset->line = charset->lines_before = 0;
    buffer_clear(&charset->text);
}

bool charset_window(struct charset *charset, struct input *input, size_t used, struct slice *window,
                    bool *last)
{
    struct buffer *text = &charset->text;
    if (charset->file != input->file + 1)
        begin_file(charset, input);
    charset->lines_before += count_lines(slice_make(text->data, used));
    if (used > 0)
        memmove(text->data, text->data + used, text->size - used);
    text->size -= used;
    size_t before = text->size;
    while (text->size == before && !charset->at_end) {
        struct slice bytes;
        bool end;
        if (input_window(input, charset->used, &bytes, &end))
            charset->used = convert(charset, bytes, end);
        charset->at_end = end;
        if (!charset->begun && text->size >= 3) {
            charset->begun = true;
            if (memcmp(text->data, "\xEF\xBB\xBF", 3) == 0) {
                memmove(text->data, text->data + 3, text->size - 3);
                text->size -= 3;
            }
        }
    }
    *window = buffer_slice(text);
    *last = charset->at_end;
    return window->size > 0;
}

uint64_t charset_unknown(const struct charset *charset, uint64_t *line)
{
    *line = charset->line;
    return charset->unknown;
}

void charset_close(struct charset *charset)
{
    iconv_close(charset->converter);
    buffer_free(&charset->text);
    free(charset);
}
