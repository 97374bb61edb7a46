/* Paragraphs of plain text: empty lines, wrapped and long lines, and text that comes in pieces. */
#include "text/paragraph.h"

#include "base/buffer.h"
#include "check.h"

/* All paragraphs of the text, in brackets, line ends shown as /. */
static bool finds(enum paragraph_breaks breaks, const char *text, const char *expected)
{
    struct buffer found = {0};
    size_t size = strlen(text), at = paragraph_skip_space(text, size, 0);
    while (at < size) {
        struct paragraph paragraph = paragraph_find(text, size, at, 0, true, breaks);
        if (!paragraph.complete || paragraph.end <= at)
            break;
        buffer_append_char(&found, '[');
        for (; at < paragraph.end; at++)
            buffer_append_char(&found, text[at] == '\n' ? '/' : text[at]);
        buffer_append_char(&found, ']');
        at += paragraph_skip_space(text, size, at);
    }
    bool good = slice_is(buffer_slice(&found), expected);
    if (!good)
        printf("found %.*s\n", (int)found.size, found.data);
    buffer_free(&found);
    return good;
}

TEST("an empty line ends a paragraph, or every line does")
{
    CHECK(finds(PARAGRAPH_AUTO, "", ""));
    CHECK(finds(PARAGRAPH_AUTO, " \n\t\n", ""));
    CHECK(finds(PARAGRAPH_AUTO, "a", "[a]"));
    CHECK(finds(PARAGRAPH_AUTO, "  a b \n", "[a b]"));
    CHECK(finds(PARAGRAPH_AUTO, "a\nb\n\nc\n", "[a/b][c]"));
    CHECK(finds(PARAGRAPH_AUTO, "a\n \t\nb", "[a][b]"));
    CHECK(finds(PARAGRAPH_AUTO, "a \n b", "[a / b]"));
    CHECK(finds(PARAGRAPH_AUTO, "a\n\n\n\nb\n\n", "[a][b]"));
    CHECK(finds(PARAGRAPH_EMPTY_LINE, "a\nb\n\nc", "[a/b][c]"));
    CHECK(finds(PARAGRAPH_EVERY_LINE, "a\nb\n\nc\n d", "[a][b][c][d]"));
}

/* Lines of these lengths, of a letter of one or two bytes. */
static bool joins(const char *letter, size_t first, size_t second)
{
    struct buffer text = {0};
    for (size_t i = 0; i < first; i++)
        buffer_append_string(&text, letter);
    buffer_append_char(&text, '\n');
    for (size_t i = 0; i < second; i++)
        buffer_append_string(&text, letter);
    struct paragraph paragraph = paragraph_find(text.data, text.size, 0, 0, true, PARAGRAPH_AUTO);
    bool joined = paragraph.end == text.size;
    CHECK(paragraph.complete);
    CHECK(joined || paragraph.end == first * strlen(letter));
    buffer_free(&text);
    return joined;
}

TEST("lines of up to 120 characters are wrapped lines, and longer ones are paragraphs")
{
    CHECK(joins("x", 120, 120));
    CHECK(!joins("x", 121, 5));
    CHECK(!joins("x", 5, 121));
    CHECK(joins("\xc3\xa9", 120, 120));
    CHECK(!joins("\xc3\xa9", 121, 5));
    CHECK(!joins("\xc3\xa9", 5, 121));
    CHECK(joins("\xf0\x9f\x98\x80", 120, 120));
    CHECK(!joins("\xf0\x9f\x98\x80", 120, 121));
}

TEST("the length of what came before the window counts")
{
    const char text[] = "end\nnext";
    CHECK(paragraph_find(text, 8, 0, 117, true, PARAGRAPH_AUTO).end == 8);
    CHECK(paragraph_find(text, 8, 0, 118, true, PARAGRAPH_AUTO).end == 3);
    CHECK(paragraph_find(text, 8, 0, 118, true, PARAGRAPH_EMPTY_LINE).end == 8);
}

/* For every beginning of a text: an answer that is complete is the one for the whole text, and one
 * that is not goes no further. */
TEST("an answer from part of a text is the answer for the whole")
{
    static const char *const texts[] = {
        "a\nb\n\nc", "a \n \nb\n", "a  \n\n", "One line\nand another\n  \n  third\n", "word",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        for (int breaks = PARAGRAPH_AUTO; breaks <= PARAGRAPH_EVERY_LINE; breaks++) {
            const char *text = texts[i];
            size_t size = strlen(text);
            size_t end = paragraph_find(text, size, 0, 0, true, (enum paragraph_breaks)breaks).end;
            for (size_t part = 1; part <= size; part++) {
                struct paragraph found = paragraph_find(text, part, 0, 0, false,
                                                        (enum paragraph_breaks)breaks);
                CHECK(found.complete ? found.end == end : found.end <= end);
            }
        }
    /* Whether the next line is long is known before its end. */
    char text[PARAGRAPH_LOOK_AHEAD + 2];
    memset(text, 'x', sizeof text);
    text[1] = '\n';
    CHECK(!paragraph_find(text, 100, 0, 0, false, PARAGRAPH_AUTO).complete);
    CHECK(paragraph_find(text, 2 + PARAGRAPH_WRAP + 1, 0, 0, false, PARAGRAPH_AUTO).complete);
    CHECK(paragraph_find(text, sizeof text, 0, 0, false, PARAGRAPH_AUTO).end == 1);
}
