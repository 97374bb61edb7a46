/* Words and terms of strategies, lines and trees, and the tree of headings; what they find in records
 * is in tests/search.bats. */
#include "strategy/strategy.h"

#include "base/message.h"
#include "chance.h"
#include "check.h"
#include "strategy/heading_tree.h"
#include "strategy/fields.h"
#include "strategy/terms.h"
#include "strategy/lines.h"
#include "strategy/read.h"

/* The words of a text, or its terms, each followed by a bar. */
static bool reads(const char *text, const char *expected, bool terms)
{
    struct strategy_words words = {.text = slice_of(text)};
    struct buffer found = {0};
    struct slice word;
    while (terms ? strategy_words_next_term(&words, &word) : strategy_words_next(&words, &word)) {
        buffer_append_slice(&found, word);
        buffer_append_char(&found, '|');
    }
    bool good = slice_is(buffer_slice(&found), expected);
    if (!good)
        printf("'%s' reads %.*s\n", text, (int)found.size, found.data);
    buffer_free(&found);
    buffer_free(&words.folded);
    return good;
}

TEST("words of records are folded, and cut at every sign")
{
    CHECK(reads("Co-design, of X's (3D) p<0.05", "co|design|of|x|s|3d|p|0|05|", false));
    CHECK(reads("", "", false) && reads(" -.- ", "", false));
    CHECK(reads("Caf\u00e9 CAFE\u0301 stra\u00dfe \u00c5ker\u00b2blom",
                "cafe|cafe|strasse|aker|blom|", false));
    CHECK(reads("co\u00adcreate a\u00adb \u00ad x", "cocreate|ab|x|", false));
    CHECK(reads("a\xff\xfe"
                "b \xe2\x80",
                "a|b|", false));
    CHECK(reads("\u4e00\u4e8c \u0391\u03ba\u03c4\u03ae", "\u4e00\u4e8c|\u03b1\u03ba\u03c4\u03b7|",
                false));
    char *word = memory_zeroed(10001, 1), *expected = memory_zeroed(10002, 1);
    memset(word, 'A', 10000);
    memset(expected, 'a', 10000);
    expected[10000] = '|';
    CHECK(reads(word, expected, false));
    free(word);
    free(expected);
}

TEST("terms keep their wildcards where these are allowed")
{
    CHECK(reads("Work* colo?r wom#n", "work*|colo?r|wom#n|", true));
    CHECK(reads("work$ work: work:er a:b", "work*|work*|work|er|a|b|", true));
    CHECK(reads("work*2 work$10 work*2x", "work??|work??????????|work*2x|", true));
    CHECK(reads("*work #12 ?x co-des*", "work|12|x|co|des*|", true));
    CHECK(reads("\u00c9t\u00e9*", "ete*|", true) && reads("* ? #", "", true));
}

static bool matches(const char *term, const char *word)
{
    return strategy_term_matches(slice_of(term), slice_of(word));
}

TEST("a term matches the words that its wildcards allow")
{
    CHECK(matches("work", "work") && !matches("work", "works") && !matches("work", "wor"));
    CHECK(matches("work*", "work") && matches("work*", "workers") && !matches("work*", "wor"));
    CHECK(matches("w*k*s", "works") && matches("w*k*s", "wks") && !matches("w*k*s", "work"));
    CHECK(matches("colo?r", "color") && matches("colo?r", "colour") &&
          !matches("colo?r", "colouur"));
    CHECK(matches("a??", "a") && matches("a??", "abc") && !matches("a??", "abcd"));
    CHECK(matches("wom#n", "women") && !matches("wom#n", "womn"));
    CHECK(matches("a#b", "a\u03b1b") && !matches("a##b", "a\u03b1b") && matches("a?b", "a\u03b1b"));
    CHECK(matches("", "") && !matches("", "a") && matches("*", "") && matches("?", "") &&
          !matches("#", ""));
}

/* The index finds what each term matches. */
TEST("the index finds the terms that match a word, and no others")
{
    enum { TERMS = 200, WORDS = 3000 };
    static const char letters[] = "ab\xc3\xb8"
                                  "9*?#";
    struct strategy_terms terms = {0};
    unsigned wrong = 0, found = 0;
    strategy_terms_find(&terms, slice_of("word"));
    CHECK(terms.found_count == 0);
    for (int i = 0; i < TERMS; i++) {
        char term[8] = {"ab9"[chance(3)]};
        for (size_t k = 1; k < 1 + chance(5); k++)
            term[k] = "ab9*?#*"[chance(7)];
        strategy_terms_add(&terms, slice_of(term));
    }
    strategy_terms_add(&terms, slice_of("a\u00f8*"));
    strategy_terms_add(&terms, slice_of("a\u00f8#b"));
    for (int i = 0; i < WORDS; i++) {
        struct buffer word = {0};
        for (uint32_t k = 1 + chance(6); k > 0; k--) {
            uint32_t letter = chance(4);
            buffer_append(&word,
                          letter < 2    ? letters + letter
                          : letter == 2 ? letters + 2
                                        : letters + 4,
                          letter == 2 ? 2 : 1);
        }
        strategy_terms_find(&terms, buffer_slice(&word));
        for (uint32_t k = 0; k < terms.terms.count; k++) {
            bool in = false;
            for (size_t f = 0; f < terms.found_count; f++)
                in |= terms.found[f] == k;
            found += in;
            wrong += in != strategy_term_matches(map_key(&terms.terms, k), buffer_slice(&word));
        }
        buffer_free(&word);
    }
    CHECK(wrong == 0 && found > WORDS);
    strategy_terms_free(&terms);
}

/* The texts of all lines, each with its number, separated by bars. */
static bool lines_are(const char *text, const char *expected)
{
    struct strategy strategy = {0};
    struct buffer found = {0};
    strategy_read_lines(&strategy, slice_of(text), false);
    for (size_t i = 0; i < strategy.line_count; i++)
        buffer_append_format(&found, "%llu:%.*s|", (unsigned long long)strategy.lines[i].number,
                             (int)strategy.lines[i].text.size, strategy.lines[i].text.data);
    bool good = slice_is(buffer_slice(&found), expected);
    if (!good)
        printf("lines are %.*s\n", (int)found.size, found.data);
    buffer_free(&found);
    strategy_free(&strategy);
    return good;
}

TEST("lines are numbered, joined and stripped of their counts as databases print them")
{
    CHECK(lines_are("a.ti.\n\nb.ti.\n", "1:a.ti.|2:b.ti.|") && lines_are("", ""));
    CHECK(lines_are("1. a.ti.\n2. b.ti.", "1:a.ti.|2:b.ti.|"));
    CHECK(lines_are("3 D and x.ti.\nb.ti.", "1:3 D and x.ti.|2:b.ti.|"));
    CHECK(lines_are("1 a.ti.\n2 b.ti.\n3 1 or\n2\n", "1:a.ti.|2:b.ti.|3:1 or 2|"));
    CHECK(lines_are("1 a.ti. 12\n2 b.ti. (1,234)\n3 1 or 2 99", "1:a.ti.|2:b.ti.|3:1 or 2|"));
    CHECK(lines_are("a.ti. 123,456\nb.ti. 1234,567\nc.ti. 12,345,678\nd.ti. 1,2345\ne.ti. 1,23",
                    "1:a.ti.|2:b.ti. 1234,567|3:c.ti.|4:d.ti. 1,2345|5:e.ti. 1,23|"));
    CHECK(lines_are("or/1-6 1234\nor/1,3\n1 or (2)\nlimit 1 to humans 5\nlimit 2 to humans",
                    "1:or/1-6|2:or/1,3|3:1 or (2)|4:limit 1 to humans|5:limit 2 to humans|"));
    CHECK(lines_are("covid 19\ntrisomy 21\t55", "1:covid 19|2:trisomy 21|"));
    CHECK(lines_are("(a or\nb).ti.\nc.ti.", "1:(a or b).ti.|2:c.ti.|"));
    CHECK(lines_are("(a\nb.ti.\nc).ti.", "1:(a|2:b.ti.|3:c).ti.|"));
    CHECK(lines_are("a.ti.\nand b.ti.\nc.ti.", "1:a.ti. and b.ti.|2:c.ti.|"));
    CHECK(lines_are("1 a.ti.\n2 b.ti.\n5 c.ti.", "1:a.ti.|2:b.ti. 5 c.ti.|"));
    CHECK(lines_are("1. a.ti.\n2. b.ti.\n5. c.ti.", "1:a.ti.|2:b.ti.|5:c.ti.|"));
    CHECK(lines_are("\u201ca\u201d.ti.\nor/1\u20132\n\u00a0b\u00a0\u2014 c.ti.",
                    "1:\"a\".ti.|2:or/1-2|3:b - c.ti.|"));
}

/* The tree of the last line, kinds with their children in parentheses. */
static void show(const struct strategy *strategy, uint32_t node, struct buffer *to)
{
    static const char *const names[] = {"words", "heading", "set",   "or",       "and",    "not",
                                        "adj",   "freq",    "years", "abstract", "unknown"};
    const struct strategy_node *item = &strategy->nodes[node];
    buffer_append_string(to, names[item->kind]);
    if (item->kind == STRATEGY_ADJACENT || item->kind == STRATEGY_SET ||
        item->kind == STRATEGY_FREQUENCY)
        buffer_append_format(to, "%u", item->number);
    if (item->first == STRATEGY_NONE)
        return;
    buffer_append_char(to, '(');
    for (uint32_t child = item->first; child != STRATEGY_NONE;
         child = strategy->nodes[child].next) {
        show(strategy, child, to);
        buffer_append_string(to, strategy->nodes[child].next == STRATEGY_NONE ? "" : " ");
    }
    buffer_append_char(to, ')');
}

static bool tree_is(const char *text, const char *expected)
{
    struct strategy strategy = {0};
    struct buffer found = {0};
    strategy_read(&strategy, slice_of(text), true);
    const struct strategy_line *line = &strategy.lines[strategy.line_count - 1];
    if (strategy_can_run(line))
        show(&strategy, line->root, &found);
    bool good = slice_is(buffer_slice(&found), expected);
    if (!good)
        printf("'%s' is %.*s\n", text, (int)found.size, found.data);
    buffer_free(&found);
    strategy_free(&strategy);
    return good;
}

TEST("operators bind as the page says, and lines refer to lines")
{
    CHECK(tree_is("a b c.ti.", "words") && tree_is("\"a or b\".ti.", "words"));
    CHECK(tree_is("a.ti. or b.ti. and c.ti. not d.ti.", "or(words and(words not(words words)))"));
    CHECK(tree_is("(a adj2 b adj c).ti.", "adj0(adj2(words words) words)"));
    CHECK(tree_is("(peer (a or b)).ti.", "adj0(words or(words words))"));
    CHECK(tree_is("a.ti.\nb.ti.\nor/1-2", "or(set0 set1)") &&
          tree_is("a.ti.\n1 not b.ti.", "not(set0 words)"));
    CHECK(tree_is("a.ti.\n(1 or 2).ti.", "or(words words)") &&
          tree_is("a.ti.\n1 adj 2", "adj0(words words)"));
    CHECK(tree_is("exp A, B/di, pa or *C/", "or(heading heading)"));
    CHECK(tree_is("exp \"A and B\"/ and a.fs.", "and(heading words)"));
    CHECK(tree_is("a.ti. /freq=3", "freq3(words)"));
    CHECK(tree_is("a.ti.\nlimit 1 to (english and (yr=2010-2012 or abstracts))",
                  "and(set0 or(and(or(and(words or(and(years) and(abstract)))))))"));
    CHECK(tree_is("a.ti. [comment (with] or b.ti.", "or(words words)"));
    CHECK(tree_is("(a", "") && tree_is("a.ti. or", "") && tree_is("1", "") && tree_is("a.qq.", ""));
}

/* Nesting is bounded, so that no strategy overflows the stack. */
TEST("a strategy nested without end is refused, and one nested a hundred times is read")
{
    struct buffer text = {0};
    for (int i = 0; i < 100; i++)
        buffer_append_char(&text, '(');
    buffer_append_string(&text, "a.ti.");
    for (int i = 0; i < 100; i++)
        buffer_append_char(&text, ')');
    buffer_append_char(&text, '\0');
    CHECK(tree_is(text.data, "words"));
    buffer_clear(&text);
    for (int i = 0; i < 100000; i++)
        buffer_append_char(&text, '(');
    buffer_append_char(&text, '\0');
    CHECK(tree_is(text.data, ""));
    buffer_clear(&text);
    for (int i = 0; i < 100000; i++)
        buffer_append_string(&text, "(a) ");
    buffer_append_char(&text, '\0');
    CHECK(tree_is(text.data, ""));
    buffer_free(&text);
}

TEST("codes of qualifiers, languages and fields are known in any case")
{
    CHECK(strategy_find_qualifier(slice_of("DI")) ==
          strategy_find_qualifier(slice_of("*diagnosis")));
    CHECK(strategy_find_qualifier(slice_of("organization & administration")) >= 0);
    CHECK(strategy_find_qualifier(slice_of("zz")) < 0 && strategy_find_qualifier(slice_of("")) < 0);
    CHECK(slice_is(strategy_language(slice_of("GER")), "german"));
    CHECK(slice_is(strategy_language(slice_of("nob")), "norwegian") &&
          !strategy_language(slice_of("x")).data);
    CHECK(strategy_find_field(slice_of("TI")) >= 0 && strategy_find_field(slice_of("zz")) < 0);
}

static void count_heading(void *context, struct slice heading)
{
    buffer_append_format(context, "%.*s|", (int)heading.size, heading.data);
}

TEST("an exploded heading has all headings below it")
{
    struct heading_tree tree = {0};
    struct buffer found = {0};
    heading_tree_read(
        &tree, "tree",
        slice_of("# a comment\nB\tC1.1\nA\tC1\nA\tD2\nC;D2.7\nAB\tC11\nDeep\tC1.1.5\n"));
    CHECK(heading_tree_explode(&tree, slice_of("a"), count_heading, &found));
    CHECK(slice_is(buffer_slice(&found), "a|b|deep|a|c|"));
    CHECK(!heading_tree_explode(&tree, slice_of("x"), count_heading, &found));
    buffer_free(&found);
    heading_tree_free(&tree);
}
