/* Projects: identifiers, and that a selection which is not what it should be is never written. */
#include "intake/qda_writer.h"

#include "check.h"

static struct codes codes;

static void write_project(void *argument)
{
    struct qda_unit *unit = argument;
    struct qda_writer *qda = qda_create(output_open("/dev/null"), "me");
    qda_write_source(qda, &codes, slice_of("a"), slice_of("tw\xC3\xB8 \xF0\x9F\x92\xAC five"), unit,
                     1, NULL, 0);
    qda_end(qda, &codes, "test", slice_of(""));
}

static int ends(uint64_t start, uint64_t end, const char *expected)
{
    struct qda_unit unit = {start, end, 0, slice_of(expected)};
    return check_ends(write_project, &unit);
}

TEST("a selection that does not hold its text is never written")
{
    codes_add(&codes, slice_of("role/peer"));
    CHECK(ends(0, 3, "tw\xC3\xB8") == 0);
    CHECK(ends(4, 5, "\xF0\x9F\x92\xAC") == 0);
    CHECK(ends(6, 10, "five") == 0);
    /* As if positions were bytes, or units of UTF-16; one beside; beyond the end. */
    CHECK(ends(0, 4, "tw\xC3\xB8") == 2);
    CHECK(strstr(check_messages, "a fault in this program: characters 0 to 4 are"));
    CHECK(ends(7, 11, "five") == 2);
    CHECK(ends(1, 3, "tw") == 2);
    CHECK(ends(6, 11, "five") == 2);
}

TEST("a GUID is of its text and kind, with the marks of version 8")
{
    char one[GUID_SIZE], two[GUID_SIZE], three[GUID_SIZE];
    guid_make("code", slice_of("role"), one);
    guid_make("code", slice_of("role"), two);
    guid_make("user", slice_of("role"), three);
    CHECK(strcmp(one, two) == 0 && strcmp(one, three) != 0 && strlen(one) == 36);
    for (int i = 0; i < 64; i++) {
        char byte = (char)i;
        guid_make("code", slice_make(&byte, 1), one);
        CHECK(one[14] == '8' && strchr("89ab", one[19]));
        CHECK(one[8] == '-' && one[13] == '-' && one[18] == '-' && one[23] == '-');
    }
}

/* "a-b" stands before "a/b" in the order of bytes, and is none of a's children. */
TEST("codes are a tree of paths, whatever the order of their bytes")
{
    struct codes tree = {0};
    struct buffer text = {0};
    codes_add(&tree, slice_of("a-b"));
    codes_add(&tree, slice_of("a/b"));
    codes_add(&tree, slice_of("a/b/c"));
    codes_add(&tree, slice_of("a/x\xFF"));
    codes_append(&tree, &text);
    buffer_append_char(&text, '\0');
    const char *names[] = {"\"a\"",
                           "\"b\"",
                           "\"c\"",
                           "</Code>\n</Code>\n<Code",
                           "\"x\xEF\xBF\xBD\"",
                           "</Code>\n</Code>\n<Code",
                           "\"a-b\"",
                           "</Code>\n</Codes>"};
    const char *at = text.data;
    for (size_t i = 0; i < sizeof names / sizeof *names && at; i++) {
        at = strstr(at, names[i]);
        if (!CHECK(at != NULL))
            printf("    %s\n%s\n", names[i], text.data);
    }
    buffer_free(&text);
    codes_free(&tree);
}
