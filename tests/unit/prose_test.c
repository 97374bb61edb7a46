/* Sentences of a text that arrives in pieces: the same whatever the pieces, and of bounded size. */
#include "text/prose.h"

#include "base/input.h"
#include "check.h"

/* The text, cut into pieces of `size` bytes: sentences in brackets, paragraphs begin with {, white
 * space is as it is; a sentence that was cut ends with ~. */
static struct buffer cut(struct slice text, size_t size)
{
    struct buffer found = {0};
    struct prose prose = {.rules = SENTENCE_RULES_TAILORED};
    bool good = true;
    prose_begin(&prose, 1);
    for (size_t at = 0;; at += size) {
        bool last = text.size - at <= size;
        struct buffer *to = prose_add(&prose, last);
        buffer_append(to, text.data + at, last ? text.size - at : size);
        buffer_reserve(to, INPUT_PADDING);
        struct prose_piece piece;
        enum prose_kind kind;
        while ((kind = prose_next(&prose, &piece)) != PROSE_MORE) {
            if (kind == PROSE_SENTENCE)
                buffer_append_format(&found, "%s%llu[", piece.begins_paragraph ? "{" : "",
                                     (unsigned long long)piece.line);
            buffer_append(&found, piece.text + piece.from, piece.end - piece.from);
            if (kind == PROSE_SENTENCE)
                buffer_append_string(&found, piece.is_cut ? "~]" : "]");
            good &= piece.end > piece.from &&
                    (kind == PROSE_SPACE || piece.end - piece.from <= PROSE_LONGEST_SENTENCE);
            prose_advance(&prose, piece.end);
        }
        if (last)
            break;
    }
    CHECK(good && prose.used == prose.text.size);
    prose_free(&prose);
    return found;
}

static bool finds(const char *text, const char *expected)
{
    static const size_t sizes[] = {1, 2, 3, 7, 61, 4096, SIZE_MAX};
    bool good = true;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct buffer found = cut(slice_of(text), sizes[i]);
        bool same = slice_is(buffer_slice(&found), expected);
        if (!same)
            printf("in pieces of %zu: %.*s\n", sizes[i], (int)found.size, found.data);
        good &= same;
        buffer_free(&found);
    }
    return good;
}

TEST("sentences and paragraphs are the same whatever the pieces")
{
    CHECK(finds("", ""));
    CHECK(finds(" \n", " \n"));
    CHECK(finds("One. Two.", "{1[One. ]1[Two.]"));
    CHECK(finds("\n\n  One\nline. Two.\n\nThree\n", "\n\n  {3[One\nline. ]4[Two.]\n\n{6[Three]\n"));
    CHECK(finds("No stop\n\n\n", "{1[No stop]\n\n\n"));
}

static bool is_same(struct slice text)
{
    static const size_t sizes[] = {4093, 65536, 1000003};
    struct buffer whole = cut(text, SIZE_MAX);
    bool same = true;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct buffer pieces = cut(text, sizes[i]);
        same &= slice_equal(buffer_slice(&whole), buffer_slice(&pieces));
        buffer_free(&pieces);
    }
    buffer_free(&whole);
    return same;
}

static void fill(struct buffer *text, const char *unit, size_t size)
{
    buffer_clear(text);
    while (text->size < size)
        buffer_append_string(text, unit);
}

TEST("texts around the longest sentence are cut the same in pieces")
{
    static const char *const units[] = {
        "x", "word ", "word\n", " ", "\n", "\xe6\x97\xa5", "\xe6\x97\xa5\xe3\x80\x82", ". ", "...",
    };
    struct buffer text = {0};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        for (size_t more = 0; more < 3; more++) {
            fill(&text, units[i], PROSE_LONGEST_SENTENCE - 3 + more * 2000);
            buffer_append_string(&text, "#tag. And. Then\n\nthe end.");
            CHECK(is_same(buffer_slice(&text)));
        }
    buffer_free(&text);
}

/* A sentence that is too long is cut behind white space, and within a word only if there is none. */
TEST("a sentence that is too long is cut after white space, and within a word only without any")
{
    struct buffer text = {0};
    fill(&text, "word ", PROSE_LONGEST_SENTENCE + 100000);
    struct buffer found = cut(buffer_slice(&text), SIZE_MAX);
    CHECK(memcmp(found.data + PROSE_LONGEST_SENTENCE / 5 * 5 - 2, "word ~]", 7) == 0);
    CHECK(slice_ends(buffer_slice(&found), "word] "));
    buffer_free(&found);
    fill(&text, "\xe6\x97\xa5", PROSE_LONGEST_SENTENCE + 100000);
    found = cut(buffer_slice(&text), SIZE_MAX);
    CHECK(memcmp(found.data + PROSE_LONGEST_SENTENCE / 3 * 3, "\xe6\x97\xa5~]", 5) == 0);
    buffer_free(&found);
    buffer_free(&text);
}
