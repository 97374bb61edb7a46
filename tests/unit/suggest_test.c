/* The nearest of the names that exist, and the end of the message that says so. */
#include "base/suggest.h"

#include <stdint.h>

#include "check.h"

/* The nearest of names that are separated by blanks; "" if none is near. */
static struct slice nearest(const char *wanted, const char *names)
{
    struct suggest suggest = suggest_begin(slice_of(wanted));
    for (struct slice rest = slice_of(names); rest.data;)
        suggest_add(&suggest, slice_cut(&rest, ' '));
    struct slice found = suggest_nearest(&suggest);
    suggest_free(&suggest);
    return found.data ? found : slice_of("");
}

TEST("a slip of letters finds the name that was meant")
{
    CHECK(slice_is(nearest("tokenise", "count tokenize stem"), "tokenize"));
    CHECK(slice_is(nearest("speeker", "doc speaker turn"), "speaker"));
    CHECK(slice_is(nearest("outptu", "output column"), "output"));
    CHECK(slice_is(nearest("yaer", "month year"), "year"));
    CHECK(slice_is(nearest("cuont", "chart count"), "count"));
    CHECK(slice_is(nearest("Speaker", "doc speaker"), "speaker"));
    CHECK(slice_is(nearest("", "doc speaker"), ""));
    CHECK(slice_is(nearest("gibberish", "doc speaker"), ""));
}

/* A third of the word: 1 up to five characters, 2 from six, 3 from nine. */
TEST("a name is near up to a third of the word, and no further")
{
    CHECK(slice_is(nearest("abcde", "abcdx"), "abcdx"));
    CHECK(slice_is(nearest("abcde", "abcxy"), ""));
    CHECK(slice_is(nearest("abcdef", "abcdxy"), "abcdxy"));
    CHECK(slice_is(nearest("abcdef", "abcxyz"), ""));
    CHECK(slice_is(nearest("abcdefgh", "abcdexyz"), ""));
    CHECK(slice_is(nearest("abcdefghi", "abcdefxyz"), "abcdefxyz"));
    CHECK(slice_is(nearest("a", "b"), ""));
    CHECK(slice_is(nearest("ab", "ac"), "ac"));
}

TEST("the nearest name wins, and of two that are as near the first")
{
    CHECK(slice_is(nearest("ages", "pages age"), "pages"));
    CHECK(slice_is(nearest("pags", "paxy pages"), "pages"));
    CHECK(slice_is(nearest("out", "output outs"), "outs"));
    CHECK(slice_is(nearest("out", "log-out output"), "output"));
}

TEST("a part of a name suggests the whole")
{
    CHECK(slice_is(nearest("out", "column output"), "output"));
    CHECK(slice_is(nearest("ou", "column output"), "output"));
    CHECK(slice_is(nearest("column-name", "output column"), "column"));
    CHECK(slice_is(nearest("office", "of"), ""));
    CHECK(slice_is(nearest("role/nurse", "role"), ""));
    CHECK(slice_is(nearest("trust", "condition/trust role"), "condition/trust"));
    CHECK(slice_is(nearest("review", "report scoping-review"), "scoping-review"));
    CHECK(slice_is(nearest("o", "output"), ""));
}

/* One character of UTF-8 is one slip, whatever its bytes. */
TEST("a character of several bytes is one slip")
{
    CHECK(slice_is(nearest("kjonn", "alder kj\xc3\xb8nn"), "kj\xc3\xb8nn"));
    CHECK(slice_is(nearest("\xe2\x82\xac", "\xe2\x82\xad"), ""));
    CHECK(slice_is(nearest("\x80\x80", "\x80"), ""));
}

TEST("a word of 64 bytes is compared, and one of 65 is not")
{
    char word[70], name[70];
    memset(word, 'a', sizeof word);
    memset(name, 'a', sizeof name);
    for (size_t size = 63; size <= 65; size++) {
        struct suggest suggest = suggest_begin(slice_make(word, size));
        suggest_add(&suggest, slice_make(name, size - 1));
        CHECK((suggest_nearest(&suggest).data != NULL) == (size <= 64));
        suggest_free(&suggest);
    }
}

TEST("a message ends with what was meant and what there is")
{
    struct suggest suggest = suggest_begin(slice_of("speeker"));
    CHECK(strcmp(suggest_ending(&suggest, "the keys are"), "") == 0);
    suggest_add(&suggest, slice_of("doc"));
    CHECK(strcmp(suggest_ending(&suggest, "the keys are"), "; the keys are doc") == 0);
    CHECK(strcmp(suggest_ending(&suggest, NULL), "") == 0);
    suggest_add(&suggest, slice_of("speaker"));
    CHECK(strcmp(suggest_ending(&suggest, NULL), "; did you mean 'speaker'?") == 0);
    CHECK(strcmp(suggest_ending(&suggest, "the keys are"),
                 "; did you mean 'speaker'? the keys are doc, speaker") == 0);
    suggest_free(&suggest);
}

/* The 41st name and those after it are counted, not listed. */
TEST("forty names are listed, and those after them are counted")
{
    struct suggest suggest = suggest_begin(slice_of("zz"));
    for (size_t i = 0; i < 40; i++)
        suggest_add(&suggest, slice_of("a"));
    CHECK(!strstr(suggest_ending(&suggest, "there are"), "more"));
    suggest_add(&suggest, slice_of("zz9"));
    CHECK(strstr(suggest_ending(&suggest, "there are"), ", a and 1 more"));
    CHECK(strstr(suggest_ending(&suggest, "there are"), "did you mean 'zz9'?"));
    suggest_free(&suggest);
}
