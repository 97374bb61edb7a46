/* Regular expressions: what they match, in which limits, and that machine code and interpreter do
 * the same. */
#include "text/regex.h"

#include "chance.h"
#include "check.h"

/* The spans of all matches, "start-end ..."; "limit" where one was reached; the message where the
 * expression is wrong. */
static const char *matches(const char *expression, bool fold_case, const char *text)
{
    static char all[4096];
    struct regex_error error;
    struct regex *regex = regex_compile(slice_of(expression), fold_case, &error);
    if (!regex) {
        snprintf(all, sizeof all, "%zu: %s", error.offset, error.message);
        return all;
    }
    size_t from = 0, start, end, size = 0;
    enum regex_result result;
    all[0] = '\0';
    while (from <= strlen(text) && size < sizeof all - 64 &&
           (result = regex_find(regex, slice_of(text), from, &start, &end)) != REGEX_NONE) {
        if (result == REGEX_LIMIT) {
            snprintf(all, sizeof all, "limit");
            break;
        }
        size += (size_t)snprintf(all + size, sizeof all - size, "%s%zu-%zu", size > 0 ? " " : "",
                                 start, end);
        CHECK(start == end || regex_may_match_words(regex, slice_of(text)));
        from = end > from ? end : from + 1;
        while ((text[from < strlen(text) ? from : strlen(text)] & 0xc0) == 0x80)
            from++;
    }
    regex_free(regex);
    return all;
}

static bool may_match(const char *expression, bool fold_case, const char *words)
{
    struct regex_error error;
    struct regex *regex = regex_compile(slice_of(expression), fold_case, &error);
    bool may = regex_may_match_words(regex, slice_of(words));
    regex_free(regex);
    return may;
}

TEST("bytes that no match can lack rule a sentence out, and only then")
{
    CHECK(!may_match("U[.] ?K", false, "1\tunder\t_\n2\tKent\t_\n"));
    CHECK(!may_match("U[.] ?K", false, "1\tUnder\t_\n2\tlock\t_\n"));
    CHECK(may_match("U[.] ?K", false, "1\tU.\t_\n2\tK\t_\n"));
    CHECK(may_match("(?<![A-Z])U[.]", false, "1\tU.\t_\n"));
    CHECK(!may_match("peer", true, "1\twoke\t_\n"));
    CHECK(may_match("peer", true, "1\tPEER\t_\n"));
    CHECK(may_match("(?i)peer", false, "1\tPEER\t_\n"));
    CHECK(may_match("p(?i:EER)", false, "1\tpeer\t_\n"));
    /* What stands between words is not among the bytes. */
    CHECK(may_match(" peer", false, "1\tpeer\t_\n"));
    CHECK(may_match("peer\\s", false, "1\tpeer\t_\n"));
    CHECK(may_match("\\|peer\\|", false, "1\tpeer\t_\n"));
    /* Letters whose other case is no ASCII letter: the Kelvin sign and the long s. */
    CHECK(may_match("kelvin", true, "1\t\xe2\x84\xaa\tELVIN\n"));
    CHECK(may_match("set", true, "1\t\xc5\xbf\tet\n"));
    CHECK(may_match("\xc3\xa5rsak", true, "1\t\xc3\x85rsak\n"));
    CHECK(may_match("a|b", false, "1\tc\n"));
    CHECK(strcmp(matches("kelvin|set", true,
                         "\xe2\x84\xaa"
                         "elvin \xc5\xbf"
                         "et"),
                 "0-8 9-13") == 0);
}

TEST("matches are found as their expressions say, in any script")
{
    CHECK(strcmp(matches("pe+r", true, "Peer peeer per"), "0-4 5-10 11-14") == 0);
    CHECK(strcmp(matches("pe+r", false, "Peer per"), "5-8") == 0);
    CHECK(strcmp(matches("\\bt\u00e9\\w", true, "T\u00c9\u00e9 \u00e9t\u00e9"), "0-5") == 0);
    CHECK(strcmp(matches("\\d+", true, "\u0663 7"), "0-2 3-4") == 0);
    CHECK(strcmp(matches("\u03c3", true, "\u03a3\u03c2"), "0-2 2-4") == 0);
    CHECK(strcmp(matches("(?<=a)b", true, "ab b"), "1-2") == 0);
    CHECK(strcmp(matches("", true, "a"), "0-0 1-1") == 0);
    CHECK(strcmp(matches("a", true, ""), "") == 0);
}

TEST("an error has its offset and its message")
{
    CHECK(strstr(matches("a(b", true, ""), "3: missing closing parenthesis"));
    CHECK(strstr(matches("[z-a]", true, ""), "range out of order"));
    CHECK(strstr(matches("a\\C", true, ""), "\\C"));
    CHECK(strstr(matches("\xff", true, ""), "UTF-8 error"));
}

TEST("an expression that takes too long ends at the limit")
{
    static char text[100001];
    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 2] = '!';
    CHECK(strcmp(matches("(a+)+$", true, text), "limit") == 0);
    CHECK(strcmp(matches("(a|aa)+$", true, text), "limit") == 0);
    CHECK(strcmp(matches("(*NO_JIT)(a+)+$", true, text), "limit") == 0);
    /* What overflows the machine's stack is tried again by the interpreter, within its heap. */
    memset(text, 'a', sizeof text - 1);
    const char *deep = matches("^(?:(a)|b)*$", true, text);
    CHECK(strcmp(deep, "0-100000") == 0 || strcmp(deep, "limit") == 0);
}

TEST("machine code and interpreter find the same matches")
{
    static const char *const parts[] = {"a",     "b",      "\u00e9", ".",    "a*",      "(a|b)+",
                                        "[ab]?", "\\b",    "\\w",    "(ab)", "(?=a)",   "(?<!b)",
                                        "$",     "a{2,3}", "\\s",    "|",    "(?:a|)b", "\\X"};
    static const char *const letters[] = {"a", "b", "A", "\u00e9", " ", "\u00df", "\n", "1"};
    bool good = true;
    for (int round = 0; round < 20000 && good; round++) {
        char expression[256] = "(*NO_JIT)", text[128] = "", compiled[4096];
        size_t size = strlen(expression);
        for (uint32_t i = 1 + chance(5); i > 0; i--)
            size += (size_t)snprintf(expression + size, sizeof expression - size, "%s",
                                     parts[chance(sizeof parts / sizeof *parts)]);
        size = 0;
        for (uint32_t i = chance(14); i > 0; i--)
            size += (size_t)snprintf(text + size, sizeof text - size, "%s",
                                     letters[chance(sizeof letters / sizeof *letters)]);
        snprintf(compiled, sizeof compiled, "%s",
                 matches(expression + strlen("(*NO_JIT)"), true, text));
        good = strcmp(compiled, matches(expression, true, text)) == 0;
        if (!good)
            printf("%s on '%s': %s, interpreted %s\n", expression + strlen("(*NO_JIT)"), text,
                   compiled, matches(expression, true, text));
    }
    CHECK(good);
}
