#include "text/source.h"

#include "base/message.h"
#include "text/file_type.h"

/* The number of bytes needed to distinguish a table from a text, and UTF-16 from both. */
enum { ENOUGH = 4, ENOUGH_IF_WIDE = 32 };

void source_open(struct source *source, struct input *input, const char *charset, bool skip)
{
    *source = (struct source){.input = input, .limit = UINT64_MAX};
    if (!charset)
        return;
    source->charset = charset_open(charset, skip);
    if (!source->charset)
        message_usage("no encoding '%s'; 'iconv -l' lists them", charset);
    input_raw(input);
}

void source_close(struct source *source)
{
    if (source->charset && !source->detects)
        charset_close(source->charset);
    for (size_t i = 0; i < 2; i++)
        if (source->wide[i])
            charset_close(source->wide[i]);
}

void source_detect(struct source *source)
{
    source->detects = true;
    input_raw(source->input);
}

void source_limit(struct source *source, uint64_t limit)
{
    source->limit = limit;
}

uint64_t source_unknown(const struct source *source, uint64_t *line)
{
    return source->charset ? charset_unknown(source->charset, line) : 0;
}

struct place source_place(const struct source *source, uint64_t line)
{
    return (struct place){source->input->name, line, 0};
}

uint64_t source_count(struct slice bytes, char byte)
{
    /* Fixed lengths without branches, which compilers make into vector instructions. */
    enum { STEP = 128 };
    uint64_t count = 0;
    for (; bytes.size >= STEP; bytes = slice_from(bytes, STEP)) {
        unsigned char some = 0;
        for (size_t i = 0; i < STEP; i++)
            some = (unsigned char)(some + (bytes.data[i] == byte));
        count += some;
    }
    for (size_t i = 0; i < bytes.size; i++)
        count += bytes.data[i] == byte;
    return count;
}

void source_too_long(const struct source *source, uint64_t line)
{
    struct place place = source_place(source, line);
    message_fatal(&place, "longer than the limit of %llu bytes (--max-record)", U64(source->limit));
}

void source_check(const struct source *source)
{
    if (source->limit == UINT64_MAX)
        return;
    uint64_t before = source->line_bytes, line = source->lines + 1;
    for (struct slice rest = source->window; rest.data; before = 0, line++)
        if (before + slice_cut(&rest, '\n').size > source->limit)
            source_too_long(source, line);
}

/* Replaces each CR without an LF by LF. A CR at the end of the window waits for the next window.
 * The bytes belong to the input or to the converter, which keeps them for the next window. */
static void end_lines(struct source *source)
{
    struct slice *window = &source->window;
    char *bytes = (char *)window->data;
    if (!source->last && slice_ends(*window, "\r"))
        window->size--;
    for (size_t i = source->ended; i < window->size; i++)
        if (bytes[i] == '\r' && (i + 1 == window->size || bytes[i + 1] != '\n'))
            bytes[i] = '\n';
    source->ended = window->size;
}

void source_end_lines_at_returns(struct source *source)
{
    source->returns = true;
    source->ended = 0;
    end_lines(source);
}

static void read_window(struct source *source, size_t used)
{
    if (source->charset)
        charset_window(source->charset, source->input, used, &source->window, &source->last);
    else
        input_window(source->input, used, &source->window, &source->last);
    source->used = 0;
    if (source->returns) {
        source->ended = source->ended > used ? source->ended - used : 0;
        end_lines(source);
    }
}

/* The beginning of the last line of the bytes. */
static size_t line_begin(struct slice bytes)
{
    while (bytes.size > 0 && bytes.data[bytes.size - 1] != '\n')
        bytes.size--;
    return bytes.size;
}

void source_advance(struct source *source, size_t used)
{
    struct slice done = slice_make(source->window.data, used);
    uint64_t lines = source_count(done, '\n');
    source->lines += lines;
    if (source->limit < UINT64_MAX)
        source->line_bytes = (lines > 0 ? 0 : source->line_bytes) + used - line_begin(done);
    input_add_lines(source->input, lines);
    read_window(source, source->used + used);
}

/* Whether every second byte at the beginning, and no other, is NUL. */
static bool looks_wide(struct slice window)
{
    unsigned even = 0, odd = 0;
    for (size_t i = 0; i < ENOUGH_IF_WIDE && i + 1 < window.size; i += 2) {
        even += window.data[i] == '\0';
        odd += window.data[i + 1] == '\0';
    }
    return window.size >= ENOUGH_IF_WIDE && even + odd == ENOUGH_IF_WIDE / 2 &&
           (even == 0 || odd == 0);
}

/* Continues from the beginning of the file as UTF-16. */
static void read_wide(struct source *source, bool big_endian)
{
    struct charset **charset = &source->wide[big_endian];
    source->found = big_endian ? "utf-16be" : "utf-16le";
    if (!*charset)
        *charset = charset_open(source->found, false);
    if (!*charset)
        message_fatal(NULL, "no encoding '%s' on this system", source->found);
    source->charset = *charset;
    read_window(source, 0);
}

static void detect(struct source *source)
{
    struct slice window = source->window;
    bool has_mark = source->input->offset >= window.size + strlen("\xEF\xBB\xBF");
    if (file_type_is_utf16(window))
        read_wide(source, window.data[0] == '\xFE');
    else if (looks_wide(window))
        read_wide(source, window.data[0] == '\0');
    else
        source->found = has_mark ? "utf-8 with mark" : "utf-8";
}

/* Reads the first window; false if the file is not text in UTF-8. */
static bool begin_file(struct source *source)
{
    struct slice *window = &source->window;
    *window = (struct slice){NULL, 0};
    source->lines = source->line_bytes = source->used = 0;
    source->returns = false;
    if (source->detects)
        source->charset = NULL;
    do
        read_window(source, 0);
    while (!source->last && (window->size < ENOUGH || (window->size < ENOUGH_IF_WIDE &&
                                                       memchr(window->data, '\0', ENOUGH))));
    struct place place = source_place(source, 0);
    if (source->detects)
        detect(source);
    if (source->charset || source->detects)
        return true;
    if (file_type_is_utf16(*window)) {
        message_error(&place, "is UTF-16 and was skipped; use --from utf-16");
        return false;
    }
    const char *hint = file_type_hint(*window);
    if (hint) {
        message_error(&place, "%s", hint);
        return false;
    }
    if (looks_wide(*window))
        message_error(&place, "looks like UTF-16, as every second byte is NUL; use --from utf-16le "
                              "or utf-16be");
    return true;
}

bool source_next_file(struct source *source)
{
    do {
        source->bytes += source->input->offset;
        if (!input_next_file(source->input))
            return false;
    } while (!begin_file(source));
    return true;
}

bool source_line(struct source *source, struct slice *line)
{
    size_t searched = 0;
    for (;;) {
        struct slice rest = source->window;
        const char *end = rest.size > searched
                              ? memchr(rest.data + searched, '\n', rest.size - searched)
                              : NULL;
        if (end || (source->last && rest.size > 0)) {
            *line = slice_make(rest.data, end ? (size_t)(end - rest.data) : rest.size);
            source->used += line->size + (end != NULL);
            source->window = slice_from(rest, line->size + (end != NULL));
            source->lines++;
            input_add_lines(source->input, 1);
            if (line->size > source->limit)
                source_too_long(source, source->lines);
            while (line->size > 0 && line->data[line->size - 1] == '\r')
                line->size--;
            return true;
        }
        if (source->last)
            return false;
        if (rest.size > source->limit)
            source_too_long(source, source->lines + 1);
        searched = rest.size;
        read_window(source, source->used);
    }
}
