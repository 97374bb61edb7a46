/* Plain text and Markdown as passages, and what begins a line as a label. */
#include "intake/spoken_text.h"

#include "check.h"
#include "intake/labels.h"

static bool marks(const char *line, const char *expected)
{
    struct passages passages = {0};
    spoken_text_read(slice_of(line), true, passages_add, &passages);
    bool good = passages.count == 1 && slice_is(passages.items[0].text, expected);
    passages_free(&passages);
    return good;
}

static bool label_is(const char *line, const char *name, const char *rest, uint64_t time)
{
    struct label label = label_find(slice_of(line));
    return (name ? label.name.data && slice_is(label.name, name) : !label.name.data) &&
           slice_is(label.rest, rest) && label.time == time;
}

TEST("lines and paragraphs of plain text are passages with their line")
{
    struct passages passages = {0};
    spoken_text_read(slice_of("a\r\nb\r\rc\n\n \n  d"), false, passages_add, &passages);
    CHECK(passages.count == 4);
    CHECK(passages.count == 4 && passages.items[1].continues && passages.items[1].line == 2);
    CHECK(passages.count == 4 && !passages.items[2].continues && passages.items[2].line == 4);
    CHECK(passages.count == 4 && slice_is(passages.items[3].text, "d"));
    passages_free(&passages);
}

TEST("Markdown loses its marks, and what only looks like a mark stays")
{
    CHECK(marks("a **b** \\[c\\] [d](e(f)g) ![h](i) [j] \\k \\\\", "a b [c] d h [j] \\k \\"));
    CHECK(marks("[a [b](c)", "[a b"));
    CHECK(marks("**A:**x **b:**c", "A: x b:c"));
    CHECK(marks("**A**:x", "A: x"));
    CHECK(marks("**a**b &amp; &#x41; \\&amp; &c; &", "ab & A &amp; &c; &"));
    CHECK(marks("[a](b", "[a](b"));
    CHECK(marks("#no heading", "#no heading"));
    CHECK(marks("####### seven", "####### seven"));
    CHECK(marks("## C# ##", "C#"));
    CHECK(spoken_text_is_markdown(slice_of("x\n# y\n")));
    CHECK(spoken_text_is_markdown(slice_of("**A:** x")));
    CHECK(spoken_text_is_markdown(slice_of("**A**: x")));
    CHECK(!spoken_text_is_markdown(slice_of("#x\n** y\n#\n")));
}

TEST("a label is a name with a colon, a bracket or a line of its own")
{
    const uint64_t none = PASSAGE_NO_TIME;
    CHECK(label_is("Dan: hi", "Dan", "hi", none));
    CHECK(label_is("DAN:", "DAN", "", none));
    CHECK(label_is("*Dan:* hi", "Dan", "hi", none));
    CHECK(label_is("__Dan__: hi", "Dan", "hi", none));
    CHECK(label_is("**Dan:*** hi", "Dan", "hi", none));
    CHECK(label_is("Dan:* hi", "Dan", "hi", none));
    CHECK(label_is("Dan: *hi*", "Dan", "*hi*", none));
    CHECK(label_is("* Dan: hi", "Dan", "hi", none));
    CHECK(label_is("Dr. Eva de la Cruz: x: y", "Dr. Eva de la Cruz", "x: y", none));
    CHECK(label_is("Eva (moderator): x", "Eva (moderator)", "x", none));
    CHECK(label_is("Eva：x", "Eva", "x", none));
    CHECK(label_is("Eva： x", "Eva", "x", none));
    CHECK(label_is(">> EVA: x", "EVA", "x", none));
    CHECK(label_is("[00:00:01 - 00:00:02] Eva: x", "Eva", "x", 1000));
    CHECK(label_is("[1:02:03.5]Eva:x", NULL, "Eva:x", 3723500));
    CHECK(label_is("http://x", NULL, "http://x", none));
    CHECK(label_is("10:30 is late", NULL, "10:30 is late", none));
    CHECK(label_is("10: x", NULL, "10: x", none));
    CHECK(label_is("Really? No: x", NULL, "Really? No: x", none));
    CHECK(label_is("one two three four five six: x", NULL, "one two three four five six: x", none));
    CHECK(label_is("[laughs] x", "laughs", "x", none));
    CHECK(label_find(slice_of("[laughs] x")).form == LABEL_BRACKET);
    CHECK(label_find(slice_of("[id1] x")).form == LABEL_COLON);
    CHECK(label_find(slice_of("[Eva] 10:30:00")).form == LABEL_LINE);
    CHECK(label_is("[Eva] 10:30 x", "Eva", "10:30 x", none));
    CHECK(label_is("[Eva] 10:30:00 ", "Eva", "", 37800000));
    CHECK(label_is("(00:61) x", NULL, "(00:61) x", none));
    CHECK(label_is("", NULL, "", none));
    CHECK(label_is(":", NULL, ":", none));
    CHECK(label_is("**", NULL, "**", none));
}
