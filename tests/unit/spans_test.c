/* The spans of a sentence as they stand in their column. */
#include "stream/spans.h"

#include "check.h"

/* Reads the fields of tokens 0, 1, ... which are separated by spaces, and shows the spans; "bad: "
 * and the part where one is none. */
static const char *spans_of(const char *fields)
{
    static char text[1024];
    struct spans spans = {0};
    struct slice bad = {NULL, 0}, rest = slice_of(fields);
    size_t size = 0;
    text[0] = '\0';
    for (uint32_t token = 0; rest.data; token++)
        if (!spans_read(&spans, slice_cut(&rest, ' '), token, &bad)) {
            snprintf(text, sizeof text, "bad: %.*s", (int)bad.size, bad.data);
            spans_free(&spans);
            return text;
        }
    for (size_t i = 0; i < spans.count; i++)
        size += (size_t)snprintf(text + size, sizeof text - size, "%s%.*s %u-%u", i > 0 ? ", " : "",
                                 (int)spans.items[i].name.size, spans.items[i].name.data,
                                 spans.items[i].start, spans.items[i].end);
    spans_free(&spans);
    return text;
}

#define SPANS(fields, expected) CHECK(strcmp(spans_of(fields), expected) == 0)

TEST("spans are numbers with names, and a number that comes again goes on")
{
    SPANS("* * _", "");
    SPANS("1:a 1 *", "a 0-2");
    SPANS("* 1:a/b 1;2:c 1 2", "a/b 1-4, c 2-5");
    SPANS("1:a;2:b 2 * 2", "a 0-1, b 0-4");
    SPANS("1:a:b", "a:b 0-1");
    SPANS("1:*", "* 0-1");
}

TEST("a field that names no span, or one that did not begin, is refused")
{
    SPANS("1:a 2", "bad: 2");
    SPANS("2:a", "bad: 2:a");
    SPANS("1:a 1:b", "bad: 1:b");
    SPANS("0:a", "bad: 0:a");
    SPANS("a", "bad: a");
    SPANS("1:", "bad: 1:");
    SPANS(":a", "bad: :a");
    SPANS("1:a;", "bad: ");
    SPANS("1:a;*", "bad: *");
    SPANS("-1:a", "bad: -1:a");
    SPANS("99999999999999999999:a", "bad: 99999999999999999999:a");
}
