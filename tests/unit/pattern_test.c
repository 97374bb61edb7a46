/* How patterns become ways through the automaton, and what is said of those that cannot be read. */
#include "tag/pattern.h"

#include "check.h"

struct fixture {
    struct automaton automaton;
    struct vocabulary vocabulary;
};

static struct entry entry_of(const char *pattern, enum entry_rules rules)
{
    return (struct entry){
        .pattern = slice_of(pattern),
        .rules = rules,
        .letter_case = rules == RULES_NATIVE ? LETTER_FOLD : LETTER_LOWER,
        .place = {"words.tsv", 7, 11},
    };
}

static bool add(struct fixture *fixture, const char *pattern, uint32_t number)
{
    struct entry entry = entry_of(pattern, RULES_NATIVE);
    return pattern_add(&fixture->automaton, &fixture->vocabulary, &entry, number);
}

static void finish(struct fixture *fixture)
{
    automaton_free(&fixture->automaton);
    vocabulary_free(&fixture->vocabulary);
}

/* Follows the nodes one token further. */
static size_t step(struct fixture *fixture, uint32_t *nodes, size_t count, const char *token)
{
    uint32_t next[256] = {0};
    size_t next_count = 0;
    struct word_set words = {0};
    const struct automaton *automaton = &fixture->automaton;
    vocabulary_find(&fixture->vocabulary, slice_of(token), &words);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < words.count; k++) {
            uint64_t key = automaton_edge_key(nodes[i], words.words[k]);
            size_t slot = automaton_edge_slot(automaton, key);
            for (uint32_t to; (to = automaton_next_edge(automaton, key, &slot)) != AUTOMATON_NONE;)
                if (next_count < 256)
                    next[next_count++] = to;
        }
        uint32_t any = automaton->nodes[nodes[i]].any;
        if (any != AUTOMATON_NONE && next_count < 256)
            next[next_count++] = any;
    }
    memcpy(nodes, next, next_count * sizeof *nodes);
    free(words.words);
    return next_count;
}

/* Whether the entry accepts these tokens, which are separated by spaces. */
static bool accepts(struct fixture *fixture, const char *tokens, uint32_t entry)
{
    uint32_t nodes[256] = {AUTOMATON_ROOT};
    size_t count = 1;
    char *text = memory_string(slice_of(tokens));
    for (char *token = text, *end; token; token = end) {
        end = strchr(token, ' ');
        if (end)
            *end++ = '\0';
        count = step(fixture, nodes, count, token);
    }
    free(text);
    for (size_t i = 0; i < count; i++) {
        uint32_t accept = fixture->automaton.nodes[nodes[i]].accept;
        for (; accept != AUTOMATON_NONE; accept = fixture->automaton.accepts[accept].next)
            if (fixture->automaton.accepts[accept].entry == entry)
                return true;
    }
    return false;
}

/* Whether the pattern alone accepts the tokens. */
static bool is(const char *pattern, const char *tokens)
{
    struct fixture fixture = {0};
    automaton_init(&fixture.automaton);
    bool good = add(&fixture, pattern, 0) && accepts(&fixture, tokens, 0);
    finish(&fixture);
    return good;
}

TEST("a phrase accepts its tokens and no others")
{
    CHECK(is("peer worker*", "Peer workers") && !is("peer worker*", "peer"));
    CHECK(!is("peer worker*", "peer workers here") && !is("peer worker*", "the peer workers"));
    CHECK(is(" peer  worker ", "peer worker"));
    CHECK(is("users' council", "users ' council") && is("3,000 people", "3,000 people"));
    CHECK(is("p<0.05", "p < 0.05") && is("a~b", "a ~ b") && is("=", "="));
    CHECK(is("* worker", "peer worker") && !is("* worker", "worker"));
}

TEST("groups are alternatives, brackets are optional, and both nest")
{
    CHECK(is("(worker|specialist)", "worker") && is("(worker|specialist)", "specialist"));
    CHECK(!is("(worker|specialist)", "worker specialist"));
    CHECK(is("(a|b (c|d e)) f", "b d e f") && is("(a|b (c|d e)) f", "a f"));
    CHECK(!is("(a|b (c|d e)) f", "b d f") && !is("(a|b (c|d e)) f", "c f"));
    CHECK(is("[a] b", "b") && is("[a] b", "a b") && is("a [b] c", "a c") && is("a [b] c", "a b c"));
    CHECK(is("a [b]", "a") && is("a [b]", "a b") && !is("a [b]", "a b b"));
    CHECK(is("[a [b]] c", "c") && is("[a [b]] c", "a c") && is("[a [b]] c", "a b c"));
    CHECK(!is("[a [b]] c", "b c"));
    CHECK(is("( a | b )", "a") && is("[ a ] b", "a b"));
}

TEST("a gap takes up to its number of tokens")
{
    CHECK(is("a <2> b", "a b") && is("a <2> b", "a x b") && is("a <2> b", "a x y b"));
    CHECK(!is("a <2> b", "a x y z b") && !is("a <2> b", "a x"));
    CHECK(is("a <0> b", "a b") && !is("a <0> b", "a x b"));
    CHECK(is("a (<1> b|c) d", "a x b d") && is("a (<1> b|c) d", "a c d"));
    CHECK(!is("a (<1> b|c) d", "a x c d"));
    CHECK(is("a [<2> b] c", "a x y b c") && is("a [<2> b] c", "a c") &&
          !is("a [<2> b] c", "a x c"));
    CHECK(is("a <1> b <1> a", "a b a") && is("a <1> b <1> a", "a x b x a"));
}

TEST("two sides may come in either order, up to their number of tokens apart")
{
    CHECK(is("{a ~2 b}", "a b") && is("{a ~2 b}", "b a"));
    CHECK(is("{a ~2 b}", "a x y b") && is("{a ~2 b}", "b x y a") && !is("{a ~2 b}", "b x y z a"));
    CHECK(is("{a ~0 b}", "b a") && !is("{a ~0 b}", "b x a") && !is("{a ~2 b}", "a"));
    CHECK(is("{peer worker* ~5 bridg*}", "bridging the gap , a peer worker"));
    CHECK(is("{a ~1 (b|c d)} e", "c d x a e") && is("{a~1 b}", "b a"));
    CHECK(is("{{a ~1 b} ~0 c}", "c b x a") && is("{{a ~1 b} ~0 c}", "a b c"));
}

TEST("a hyphen may be a hyphen, a space or nothing")
{
    static const char *const hyphens[] = {"co-creat*", "co\u2010creat*", "co\u2011creat*"};
    for (size_t i = 0; i < 3; i++) {
        CHECK(is(hyphens[i], "co-creation") && is(hyphens[i], "cocreation"));
        CHECK(is(hyphens[i], "co creation") && is(hyphens[i], "co - creation"));
        CHECK(is(hyphens[i], "co \u2013 creation") && !is(hyphens[i], "co - - creation"));
        CHECK(!is(hyphens[i], "co") && !is(hyphens[i], "co -") && !is(hyphens[i], "creation"));
    }
    CHECK(is("=co-creat*", "co-creation") && is("=co-creat*", "co\u2010creation"));
    CHECK(!is("=co-creat*", "cocreation") && !is("=co-creat*", "co creation"));
    CHECK(is("state-of-the-art", "state of the art") && is("state-of-the-art", "state-of the-art"));
    CHECK(is("state-of-the-art", "stateof - the-art") && !is("state-of-the-art", "state of art"));
    CHECK(is("a-b-c-d-e-f-g-h", "a b c d e f g h") && is("a-b-c-d-e-f-g-h-i", "abcdefghi"));
    CHECK(!is("a-b-c-d-e-f-g-h-i", "a b c d e f g h i"));
    CHECK(is("pre- and", "pre - and") && !is("pre- and", "pre and"));
    CHECK(is("peer-worker (a|b)", "peer worker b"));
}

TEST("rules of quanteda know wildcards alone")
{
    struct fixture fixture = {0};
    automaton_init(&fixture.automaton);
    static const char *const patterns[] = {"peer\tworker*", "(a|b)",  "co-creat*", "=x",
                                           "u.s.",          "[a] <2>"};
    for (uint32_t i = 0; i < 6; i++) {
        struct entry entry = entry_of(patterns[i], RULES_QUANTEDA);
        CHECK(pattern_add(&fixture.automaton, &fixture.vocabulary, &entry, i));
    }
    CHECK(accepts(&fixture, "Peer Workers", 0) && accepts(&fixture, "(A|B)", 1));
    CHECK(!accepts(&fixture, "a", 1) && accepts(&fixture, "co-creation", 2));
    CHECK(!accepts(&fixture, "cocreation", 2) && !accepts(&fixture, "co creation", 2));
    CHECK(accepts(&fixture, "=x", 3) && accepts(&fixture, "u.s.", 4) &&
          accepts(&fixture, "[a] <2>", 5));
    finish(&fixture);
}

/* Phrases that begin alike take the same way; alternatives and gaps cost their sum. */
TEST("phrases that begin alike share nodes, and alternatives cost their sum")
{
    struct fixture fixture = {0};
    automaton_init(&fixture.automaton);
    char pattern[64];
    for (uint32_t i = 0; i < 1000; i++) {
        snprintf(pattern, sizeof pattern, "peer support w%u", i);
        add(&fixture, pattern, i);
    }
    CHECK(fixture.automaton.node_count == 1003);
    add(&fixture, "(a|b|c) (a|b|c) (a|b|c) (a|b|c)", 1000);
    CHECK(fixture.automaton.node_count <= 1003 + 12);
    size_t before = fixture.automaton.node_count;
    add(&fixture, "peer <5> x", 1001);
    add(&fixture, "peer <3> y", 1002);
    CHECK(fixture.automaton.node_count == before + 5 + 2);
    CHECK(accepts(&fixture, "peer 1 2 3 y", 1002) && !accepts(&fixture, "peer 1 2 3 4 y", 1002));
    CHECK(accepts(&fixture, "peer support w999", 999) && accepts(&fixture, "c b a c", 1000));
    finish(&fixture);
}

struct bad {
    const char *pattern;
    unsigned column;
    const char *expected;
};

static void add_bad(void *argument)
{
    const struct bad *bad = argument;
    struct fixture fixture = {0};
    automaton_init(&fixture.automaton);
    message_program("test");
    if (add(&fixture, bad->pattern, 0))
        puts("taken");
    finish(&fixture);
}

TEST("a pattern that cannot be read is named with its column and what was expected")
{
    static const struct bad all[] = {
        {"(a|b", 11, "')' to close this '('"},
        {"a (b|(c|d)", 13, "')' to close this '('"},
        {"a [b", 13, "']' to close this '['"},
        {"{a ~2 b", 11, "'}' to close this '{'"},
        {"a <2 b", 13, "'>' to close this '<'"},
        {"a b)", 14, "'(' before this ')'"},
        {"a|b", 12, "'(' before this '|'"},
        {"[a|b] c", 13, "'(' before this '|'"},
        {"a] b", 12, "'[' before this ']'"},
        {"a }", 13, "'{' before this '}'"},
        {"support(ed|ing)", 18, "a space before this group"},
        {"a[b]", 12, "a space before this group"},
        {"a{b ~1 c}", 12, "a space before this group"},
        {"a<3>b", 12, "a space before this gap"},
        {"(a|b)*", 16, "a space after this group"},
        {"(a|b)(c|d)", 16, "a space after this group"},
        {"a <3>b", 16, "a space after this group"},
        {"a <x> b", 13, "'<', a number from 0 to 100 and '>'"},
        {"a <101> b", 13, "'<', a number from 0 to 100 and '>'"},
        {"a < b", 13, "'<', a number from 0 to 100 and '>'"},
        {"<2> b", 11, "words before and after this gap"},
        {"a <2>", 13, "words before and after this gap"},
        {"a <0>", 13, "words before and after this gap"},
        {"[a] <2> b", 15, "words before and after this gap"},
        {"a <2> [b]", 13, "words before and after this gap"},
        {"a [<2>]", 14, "words before and after this gap"},
        {"a (b|<2>)", 16, "words before and after this gap"},
        {"{a ~2 b <1>}", 19, "words before and after this gap"},
        {"{a b}", 11, "'~' and a number between the two sides"},
        {"{a ~b}", 11, "a number from 0 to 100 after '~'"},
        {"{a ~101 b}", 11, "a number from 0 to 100 after '~'"},
        {"{[a] ~2 b}", 11, "a word that is not optional on each side of '~'"},
        {"{a ~2 [b]}", 11, "a word that is not optional on each side of '~'"},
        {"x {a ~2 [b] <1>} y", 13, "a word that is not optional on each side of '~'"},
        {"{~2 b}", 12, "a word"},
        {"{a ~2}", 16, "a word"},
        {"()", 12, "a word"},
        {"(a|)", 14, "a word"},
        {"[]", 12, "a word"},
        {"[a] [b]", 11, "at least one word that is not optional"},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct bad bad = all[i];
        char expected[512];
        snprintf(expected, sizeof expected,
                 "test: words.tsv:7:%u: expected %s in the pattern '%s'; entry skipped\n",
                 bad.column, bad.expected, bad.pattern);
        CHECK(check_ends(add_bad, &bad) == 0 && check_output[0] == '\0');
        if (!CHECK(strcmp(check_messages, expected) == 0))
            printf("said:     %sexpected: %s", check_messages, expected);
    }
}

/* A pattern of a few hundred bytes that would become billions of nodes is refused at once. */
TEST("a pattern that would become billions of nodes is refused at once")
{
    static char pattern[800000];
    struct bad bad = {.pattern = pattern};
    for (int form = 0; form < 4; form++) {
        size_t size = 0;
        for (int i = 0; form == 0 && i < 30; i++)
            pattern[size++] = '{';
        size += (size_t)snprintf(pattern + size, 8, "a");
        for (int i = 0; form == 0 && i < 30; i++)
            size += (size_t)snprintf(pattern + size, 8, " ~1 b}");
        for (int i = 0; form == 1 && i < 2000; i++)
            size += (size_t)snprintf(pattern + size, 16, " [<100> b]");
        for (int i = 0; form == 2 && i < 3000; i++)
            size += (size_t)snprintf(pattern + size, 24, " [a-b-c-d-e-f-g-h]");
        for (int i = 0; form == 3 && i < 100000; i++)
            size += (size_t)snprintf(pattern + size, 24, i == 0 ? " (x|w" : "|%d", i);
        snprintf(pattern + size, 8, form == 3 ? ") z" : " z");
        CHECK(check_ends(add_bad, &bad) == 0 && check_output[0] == '\0');
        CHECK(strstr(check_messages, "fewer alternatives, optional parts and gaps"));
    }
    size_t size = (size_t)snprintf(pattern, 8, "(x");
    for (int i = 0; i < 4000; i++)
        size += (size_t)snprintf(pattern + size, 24, "|%d", i);
    snprintf(pattern + size, 8, ") [y] z");
    CHECK(is(pattern, "3999 y z") && is(pattern, "x z"));
    memset(pattern, '(', 32);
    snprintf(pattern + 32, 64, "a%.*s", 32, "))))))))))))))))))))))))))))))))))))");
    CHECK(is(pattern, "a"));
    memset(pattern, '(', 33);
    snprintf(pattern + 33, 64, "a%.*s", 33, "))))))))))))))))))))))))))))))))))))");
    CHECK(check_ends(add_bad, &bad) == 0 && strstr(check_messages, "fewer groups within groups"));
}
