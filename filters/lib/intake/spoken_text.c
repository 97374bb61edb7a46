#include "intake/spoken_text.h"

#include "base/buffer.h"
#include "text/reference.h"

/* The level of a heading `## Method`, 0 for another line; *title is its text. */
static unsigned heading_level(struct slice line, struct slice *title)
{
    unsigned level = 0;
    while (level < line.size && level < 7 && line.data[level] == '#')
        level++;
    if (level == 0 || level > 6 || (level < line.size && !slice_is_blank(line.data[level])))
        return 0;
    *title = slice_trim(slice_from(line, level));
    struct slice bare = *title;
    while (bare.size > 0 && bare.data[bare.size - 1] == '#')
        bare.size--;
    if (bare.size == 0 || slice_is_blank(bare.data[bare.size - 1]))
        *title = slice_trim(bare);
    return level;
}

/* Whether the line is nothing but one of the characters, at least `least` of them. */
static char ruler(struct slice line, const char *characters, size_t least)
{
    size_t count = 0;
    char c = line.size > 0 ? line.data[0] : '\0';
    if (c == '\0' || !strchr(characters, c))
        return '\0';
    for (size_t i = 0; i < line.size; i++) {
        if (line.data[i] != c && line.data[i] != ' ')
            return '\0';
        count += line.data[i] == c;
    }
    return count >= least ? c : '\0';
}

static bool is_punctuation(char c)
{
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
           (c >= '{' && c <= '~');
}

/* The end of the link target `(...)` at `at`, or `at` if there is none. Nobody's address is longer
 * than the limit, which keeps the time linear. */
enum { LONGEST_TARGET = 2048 };

static size_t target_end(struct slice text, size_t at)
{
    size_t depth = 0;
    if (at >= text.size || text.data[at] != '(')
        return at;
    for (size_t i = at; i < text.size && i - at < LONGEST_TARGET; i++) {
        if (text.data[i] == '(')
            depth++;
        else if (text.data[i] == ')' && --depth == 0)
            return i + 1;
    }
    return at;
}

/* Behind the bold type that begins a line, a blank parts the label from the text, also where nobody
 * typed it (`**Anna:**So`). `at` is the last byte of the mark; returns the last that is used. */
static size_t part_label(struct slice line, size_t at, struct buffer *to)
{
    if (at + 1 < line.size && line.data[at + 1] == ':')
        buffer_append_char(to, line.data[++at]);
    bool text = at + 1 < line.size && line.data[at + 1] != '*' &&
                !slice_is_blank(line.data[at + 1]);
    if (text && slice_ends(buffer_slice(to), ":"))
        buffer_append_char(to, ' ');
    return at;
}

/* Appends the text of a line without its marks. A bracket is a link's only if a target follows
 * where it closes. */
static void append_text(struct slice line, struct buffer *to)
{
    size_t link_end = 0, link_next = 0; /* of the link whose text is being copied */
    size_t bold_marks = 0;
    for (size_t i = 0; i < line.size; i++) {
        char c = line.data[i], next = i + 1 < line.size ? line.data[i + 1] : '\0';
        size_t decoded = reference_decode(slice_from(line, i), to);
        if (decoded > 0) {
            i += decoded - 1;
        } else if (link_end > 0 && i == link_end) {
            i = link_next - 1;
            link_end = 0;
        } else if (c == '\\' && is_punctuation(next)) {
            buffer_append_char(to, next);
            i++;
        } else if (c == '*' && next == '*') {
            i++;
            if (++bold_marks == 2 && slice_starts(line, "**"))
                i = part_label(line, i, to);
        } else if (c == '!' && next == '[') {
            continue;
        } else if (c == '[' && link_end == 0) {
            size_t close = i + 1;
            while (close < line.size && line.data[close] != ']' && line.data[close] != '[')
                close++;
            size_t end = close < line.size && line.data[close] == ']' ? target_end(line, close + 1)
                                                                      : close + 1;
            if (end > close + 1)
                link_end = close, link_next = end;
            else
                buffer_append_char(to, c);
        } else {
            buffer_append_char(to, c);
        }
    }
}

void spoken_text_read(struct slice bytes, bool markdown, passage_found *found, void *context)
{
    struct slice rest = bytes, line, next, ahead;
    struct buffer text = {0};
    struct passage passage = {.start = PASSAGE_NO_TIME, .end = PASSAGE_NO_TIME};
    while (passage_cut_line(&rest, &line)) {
        passage.line++;
        struct slice trimmed = slice_trim(line), title = trimmed;
        unsigned level = 0;
        if (trimmed.size == 0 || (markdown && ruler(trimmed, "-*_", 3))) {
            passage.continues = false;
            continue;
        }
        passage.text = trimmed;
        uint64_t lines = 0;
        if (markdown) {
            level = heading_level(trimmed, &title);
            ahead = rest;
            if (level == 0 && !passage.continues && passage_cut_line(&ahead, &next) &&
                !slice_is_blank(next.size > 0 ? next.data[0] : ' ')) {
                char mark = ruler(slice_trim(next), "=-", 2);
                level = mark == '=' ? 1 : mark == '-' ? 2 : 0;
                lines = mark != '\0';
                rest = mark != '\0' ? ahead : rest;
            }
            buffer_clear(&text);
            append_text(title, &text);
            passage.text = slice_trim(buffer_slice(&text));
        }
        passage.heading = level;
        passage.continues = passage.continues && level == 0;
        if (passage.text.size > 0)
            found(context, &passage);
        passage.continues = level == 0;
        passage.line += lines;
    }
    buffer_free(&text);
}

bool spoken_text_is_markdown(struct slice bytes)
{
    struct slice rest = bytes, line, title;
    while (passage_cut_line(&rest, &line)) {
        if (heading_level(line, &title) > 0 && title.size > 0)
            return true;
        if (!slice_starts(line, "**"))
            continue;
        for (size_t i = 2; i + 3 <= line.size && i < 100; i++)
            if (memcmp(line.data + i, "**:", 3) == 0 || memcmp(line.data + i, ":**", 3) == 0)
                return true;
    }
    return false;
}
