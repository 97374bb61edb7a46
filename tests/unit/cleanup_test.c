/* Cleaning: the laws, on texts made of what the rules are about, for every combination of rules. */
#include "text/cleanup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "clean.h"
#include "text/utf8.h"

/* The rules without the short cuts of cleanup.c. */
static void rewrite_all(struct slice text, struct rewrite_rules rules, enum cleanup_invalid invalid,
                        struct buffer *to)
{
    struct rewrite *rewrite = calloc(1, sizeof *rewrite);
    if (!rewrite)
        abort();
    rewrite->rules = rules;
    while (text.size > 0) {
        int32_t code_point;
        text = slice_from(text, utf8_decode(text, &code_point));
        if (code_point == UTF8_INVALID && invalid == CLEANUP_SKIP)
            continue;
        rewrite_code_point(rewrite, code_point == UTF8_INVALID ? UTF8_REPLACEMENT : code_point, to);
    }
    rewrite_finish(rewrite, to);
    free(rewrite);
}

/* What the rules are about, and its neighbours. */
static const char *const pieces[] = {
    "a",
    "b",
    "e",
    "s",
    "A",
    "E",
    "co",
    "non",
    "and",
    "up",
    "tion",
    "doc",
    "doc\t",
    "PSW",
    "is",
    "o",
    "-",
    "-\n",
    "-\n",
    "- \n",
    "\xC2\xAD",
    "\xC2\xAD\n",
    "\xE2\x80\x90\n",
    "\n",
    "\n",
    "\f",
    "\t",
    " ",
    " ",
    "  ",
    "\r",
    "\r\n",
    "`",
    "'",
    "\xC2\xB4",
    "\xE2\x80\xB2",
    "\xE2\x80\xB3",
    "1",
    ".",
    "=",
    "\xEF\xBB\xBF",
    "\xE2\x80\x8B",
    "\xE2\x80\x8C",
    "\xE2\x80\x8D",
    "\xE2\x81\xA0",
    "\xC2\xA0",
    "\xE3\x80\x80",
    "\xE2\x80\xA8",
    "\xE2\x80\x99",
    "\xE2\x80\x9C",
    "\xC2\xAB",
    "\xE2\x80\x93",
    "\xE2\x80\x94",
    "\xE2\x80\x95",
    "\xE2\x88\x92",
    "\xEF\xAC\x81",
    "\xEF\xAC\x83",
    "\xEF\xAC\x85",
    "\xC3\xA9",
    "\xC3\x89",
    "\xCC\x81",
    "\xCC\x81",
    "\xCC\xA3",
    "\xCC\xB8",
    "\xCD\x85",
    "\xCD\x8F",
    "\xCE\xB1",
    "\xE1\xBE\xB3",
    "\xE1\xBD\xBD",
    "\xE1\xBF\xAF",
    "\xC4\xB0",
    "\xC5\x89",
    "\xCA\xBC",
    "\xC5\x81",
    "\xC7\xBE",
    "\xE1\xBA\x9E",
    "\xC3\x9F",
    "\xE2\x84\xAB",
    "\xE2\x84\xA2",
    "\xC2\xA8",
    "\xE1\x84\x80",
    "\xE1\x85\xA1",
    "\xE1\x86\xA8",
    "\xEA\xB0\x80",
    "\xE0\xA4\x95",
    "\xE0\xA5\x8D",
    "\xE0\xA4\xBC",
    "\xE0\xA5\x98",
    "\xE0\xAF\x86",
    "\xE0\xAE\xBE",
    "\xD8\xA7",
    "\xD9\x93",
    "\xD9\x8B",
    "\xEF\xB7\xBA",
    "\xE3\x81\x8B",
    "\xE3\x82\x99",
    "\xE2\x9D\xA4",
    "\xEF\xB8\x8F",
    "\xF0\x9F\x94\xA5",
    "\xF0\x9F\x8F\xBD",
    "\xEF\xBC\x87",
    "\xEF\xBD\x80",
    "\xEF\xBC\xA1",
    "\xE2\x93\x90",
    "\xE2\x92\xB6",
    "\xEA\xAD\xB0",
    "\xF0\x9D\x90\x80",
    "\xE2\x82\xAC",
    "\xFF",
    "\xC3",
    "\xE2\x80",
    "\xF0\x9F",
    "\xC0\xAF",
    "\xED\xA0\x80",
    "\x80",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
};

static void make_text(struct buffer *text)
{
    uint64_t count = 1 + next_number(16);
    buffer_clear(text);
    for (uint64_t i = 0; i < count; i++) {
        if (next_number(30) == 0) {
            char bytes[4];
            int32_t code_point = (int32_t)next_number(0x110000);
            if (code_point < 0xD800 || code_point > 0xDFFF)
                buffer_append(text, bytes, utf8_encode(code_point, bytes));
        } else {
            buffer_append_string(text, pieces[next_number(sizeof pieces / sizeof *pieces)]);
        }
    }
}

static void show(const char *name, struct slice text)
{
    printf("  %-6s ", name);
    for (size_t i = 0; i < text.size; i++)
        printf(text.data[i] > ' ' && text.data[i] < 0x7F ? "%c" : "\\x%02X",
               (unsigned char)text.data[i]);
    printf("\n");
}

/* Cleans a text in all ways and checks the laws; what breaks one is shown. */
static bool check_laws(struct slice text, uint64_t bits)
{
    struct rewrite_rules rules = rules_of(bits);
    enum cleanup_invalid invalid = bits & 2048 ? CLEANUP_SKIP : CLEANUP_REPLACE;
    struct buffer whole = {0}, cut = {0}, plain = {0}, twice = {0};
    clean(text, rules, invalid, 0, &whole);
    clean(text, rules, invalid, 5, &cut);
    clean(buffer_slice(&whole), rules, invalid, 0, &twice);
    bool same = slice_equal(buffer_slice(&whole), buffer_slice(&cut));
    bool once = slice_equal(buffer_slice(&whole), buffer_slice(&twice));
    bool simple = true;
    if (!rules.keep_line_end) {
        rewrite_all(text, rules, invalid, &plain);
        simple = slice_equal(buffer_slice(&whole), buffer_slice(&plain));
    }
    bool well = utf8_valid_prefix(buffer_slice(&whole)) == whole.size;
    if (!(same && once && simple && well)) {
        printf("rules %llx:%s%s%s%s\n", (unsigned long long)bits, same ? "" : " cutting shows",
               once ? "" : " twice is not once", simple ? "" : " the short cut differs",
               well ? "" : " not UTF-8");
        show("text", text);
        show("whole", buffer_slice(&whole));
        show("cut", buffer_slice(&cut));
        show("plain", buffer_slice(&plain));
        show("twice", buffer_slice(&twice));
    }
    buffer_free(&whole);
    buffer_free(&cut);
    buffer_free(&plain);
    buffer_free(&twice);
    return same && once && simple && well;
}

/* CLEANUP_TEXTS in the environment asks for more of them. */
TEST("random texts obey the laws of cleaning, in whatever pieces they arrive")
{
    const char *wanted = getenv("CLEANUP_TEXTS");
    uint64_t count = wanted ? strtoull(wanted, NULL, 10) : 6000;
    struct buffer text = {0};
    unsigned bad = 0;
    for (uint64_t i = 0; i < count && bad < 10; i++) {
        make_text(&text);
        bad += !check_laws(buffer_slice(&text), next_number(3 << 12));
    }
    CHECK(bad == 0);
    buffer_free(&text);
}

/* Every code point among neighbours that rules look at, in one text, under many rules. */
TEST("cleaning twice is cleaning once, for every code point")
{
    static const char *const before[] = {"a", " ", "\xD9\x84", "\xE2\x9D\xA4", "\n"};
    struct buffer text = {0};
    unsigned bad = 0;
    for (int32_t code_point = 1; code_point < 0x110000; code_point++) {
        if (code_point == 0x20000)
            code_point = 0xE0000; /* ideographs like those before */
        if (code_point == 0xE0200)
            break;
        if (code_point >= 0xD800 && code_point <= 0xDFFF)
            continue;
        buffer_append_string(&text, before[code_point % 5]);
        buffer_reserve(&text, 4);
        text.size += utf8_encode(code_point, text.data + text.size);
        buffer_append_string(&text, code_point % 3 ? "b" : "\xCC\x81\n");
    }
    struct buffer once = {0}, twice = {0};
    for (uint64_t bits = 0; bits < 3 << 12; bits += 1 + next_number(3000)) {
        struct rewrite_rules rules = rules_of(bits);
        buffer_clear(&once);
        buffer_clear(&twice);
        clean(buffer_slice(&text), rules, CLEANUP_REPLACE, 0, &once);
        clean(buffer_slice(&once), rules, CLEANUP_REPLACE, 0, &twice);
        bad += !slice_equal(buffer_slice(&once), buffer_slice(&twice));
        buffer_clear(&twice);
        rewrite_all(buffer_slice(&text), rules, CLEANUP_REPLACE, &twice);
        bad += !slice_equal(buffer_slice(&once), buffer_slice(&twice));
    }
    CHECK(bad == 0);
    buffer_free(&text);
    buffer_free(&once);
    buffer_free(&twice);
}

/* More marks than a character can have: divided, in order, and once is enough. */
TEST("more marks than a character can have are divided, and once is enough")
{
    struct buffer text = {0};
    buffer_append_string(&text, "a");
    for (int i = 0; i < 5000; i++)
        buffer_append_string(&text, i % 2 ? "\xCC\xA3" : "\xCC\x81");
    for (int i = 0; i < 5000; i++)
        buffer_append_string(&text, "\xE1\x85\xA1"); /* vowels that would compose */
    CHECK(check_laws(buffer_slice(&text), 0));
    CHECK(check_laws(buffer_slice(&text), 0x3FC));
    struct buffer once = {0};
    clean(buffer_slice(&text), rules_of(0), CLEANUP_REPLACE, 0, &once);
    unsigned joiners = 0;
    for (size_t i = 0; i + 1 < once.size; i++)
        joiners += memcmp(once.data + i, "\xCD\x8F", 2) == 0;
    CHECK(joiners == 4);
    buffer_free(&text);
    buffer_free(&once);
}

TEST("each rule of cleaning does what its example shows, and obeys the laws")
{
    enum { ALL = 0xFC, NFKC = 1 << 12, FOLD = 256, STRIP = 512, JOIN = 1024 };
    static const struct {
        uint64_t rules;
        const char *text, *clean;
    } cases[] = {
        /* apostrophes and quotes */
        {ALL, "PSW\xC2\xB4s services\xC2\xB4 ability", "PSW's services' ability"},
        {ALL, "don`t don\xE2\x80\x99t don\xE2\x80\xB2t", "don't don't don't"},
        {ALL, "`code` 5\xE2\x80\xB2 ``x\xC2\xB4\xC2\xB4", "`code` 5\xE2\x80\xB2 ``x''"},
        {ALL, "\xE2\x80\x9Cso\xE2\x80\x9D \xC2\xABoui\xC2\xBB \xE2\x80\x9Eja\xE2\x80\x9C",
         "\"so\" \"oui\" \"ja\""},
        {ALL | NFKC, "PSW\xC2\xB4s \xEF\xBC\x82x\xEF\xBC\x87", "PSW's \"x'"},
        /* dashes */
        {ALL,
         "co\xE2\x80\x90"
         "a co\xE2\x80\x91"
         "b 5\xE2\x88\x92"
         "3 \xEF\xB9\xA3",
         "co-a co-b 5-3 -"},
        {ALL,
         "x \xE2\x80\x93 y\xE2\x80\x94z 1\xE2\x80\x93"
         "2 \xE2\x80\x95",
         "x \xE2\x80\x93 y\xE2\x80\x94z 1\xE2\x80\x93"
         "2 \xE2\x80\x94"},
        /* ligatures, what cannot be seen, blanks */
        {ALL,
         "e\xEF\xAC\x83"
         "cient \xEF\xAC\x82ow \xEF\xAC\x85ill",
         "efficient flow still"},
        {ALL, "soft\xC2\xADly e\xC2\xAD\xCC\x81 end\xC2\xAD  \nx", "softly \xC3\xA9 end-\nx"},
        {ALL,
         "a\xE2\x80\x8B"
         "b\xEF\xBB\xBF"
         "c\xE2\x80\x8E"
         "d\xE2\x80\x8C"
         "e",
         "abcde"},
        {ALL, "\xD9\x85\xDB\x8C\xE2\x80\x8C\xD8\xA2", "\xD9\x85\xDB\x8C\xE2\x80\x8C\xD8\xA2"},
        {ALL, "\xE0\xA4\x95\xE0\xA5\x8D\xE2\x80\x8D\xE0\xA4\xB7",
         "\xE0\xA4\x95\xE0\xA5\x8D\xE2\x80\x8D\xE0\xA4\xB7"},
        {ALL, "\xE2\x9D\xA4\xEF\xB8\x8F\xE2\x80\x8D\xF0\x9F\x94\xA5",
         "\xE2\x9D\xA4\xEF\xB8\x8F\xE2\x80\x8D\xF0\x9F\x94\xA5"},
        {ALL, "\xF0\x9F\x91\xA9\xF0\x9F\x8F\xBD\xE2\x80\x8D\xF0\x9F\x92\xBB",
         "\xF0\x9F\x91\xA9\xF0\x9F\x8F\xBD\xE2\x80\x8D\xF0\x9F\x92\xBB"},
        {ALL, "  a\xC2\xA0 b\t\tc\xE2\x80\x89 \n \t\r\nd ", " a b c\n\nd"},
        {ALL & ~128u, "  a\xC2\xA0 b\t\tc \r\r\n ", "  a\xC2\xA0 b\t\tc \n "},
        /* forms */
        {ALL, "e\xCC\x81 \xE2\x84\xAB \xC2\xB2 \xEF\xBC\xA1",
         "\xC3\xA9 \xC3\x85 \xC2\xB2 \xEF\xBC\xA1"},
        {ALL | NFKC, "\xE2\x84\xAB \xC2\xB2 \xEF\xBC\xA1 \xE2\x84\xA2", "\xC3\x85 2 A TM"},
        {ALL | FOLD,
         "Stra\xC3\x9F"
         "E \xC4\xB0 \xC3\x89",
         "strasse i\xCC\x87 \xC3\xA9"},
        {ALL | FOLD | STRIP, "\xC3\x89T\xC3\x89 \xC3\x98re \xC5\x81 \xE2\x89\xA0 \xD9\x8B",
         "ete ore l \xE2\x89\xA0 \xD9\x8B"},
        {ALL | STRIP, "1\xEF\xB8\x8F\xE2\x83\xA3 \xE3\x81\x8C \xD0\x99",
         "1\xEF\xB8\x8F\xE2\x83\xA3 \xE3\x81\x8C \xD0\x98"},
        /* the beginning of a text */
        {ALL & ~0xC0u,
         "\xEF\xBB\xBF\xEF\xBB\xBF"
         "doc\ttext",
         "doc text"},
        {ALL & ~0xC0u, "do\tdoc\ttext", "do\tdoc\ttext"},
        /* words at the ends of lines */
        {ALL | JOIN, "a colla-\nboration is\n", "a collaboration\nis\n"},
        {ALL | JOIN, "a colla-\nboration.\n\nb", "a\ncollaboration.\n\nb"},
        {ALL | JOIN, "colla-\nboration\nb", "collaboration\nb"},
        {ALL | JOIN, "a colla-\nbora-\ntion is\nb", "a\ncollaboration\nis\nb"},
        {ALL | JOIN, "a co-\ncreation and co-de-\nsign with\n",
         "a co-creation\nand co-design\nwith\n"},
        {ALL | JOIN, "a colla\xC2\xAD\nboration is co\xC2\xAD\nlour\n",
         "a collaboration\nis\ncolour\n"},
        {ALL | JOIN, "a colla-\n\nboration", "a colla-\n\nboration"},
        {ALL | JOIN, "a pre-\nand post-test", "a pre-\nand post-test"},
        {ALL | JOIN, "a colla-\n  boration is\n", "a collaboration\n is\n"},
        {ALL | JOIN, "a colla-\n\fboration is\n", "a collaboration\n\fis\n"},
        {ALL | JOIN, "a x\xC2\xAD\n1. b\xC2\xAD\n(c\xC2\xAD", "a x-1.\nb-\n(c-"},
        {ALL | JOIN, "x- y\xE2\x80\x90\nz\n", "x- y-z\n"},
        {ALL, "a colla-\nboration is\n", "a colla-\nboration is\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer result = {0};
        clean(slice_of(cases[i].text), rules_of(cases[i].rules), CLEANUP_REPLACE, 0, &result);
        if (!CHECK(slice_is(buffer_slice(&result), cases[i].clean))) {
            show("text", slice_of(cases[i].text));
            show("wanted", slice_of(cases[i].clean));
            show("got", buffer_slice(&result));
        }
        CHECK(check_laws(slice_of(cases[i].text), cases[i].rules));
        buffer_free(&result);
    }
}

TEST("a hyphen at the end of a line is dropped, kept or left as the words say")
{
    static const struct {
        const char *first, *second;
        enum hyphen_verdict verdict;
    } cases[] = {
        {"colla-", "boration", HYPHEN_DROPPED},
        {"(colla-", "boration).", HYPHEN_DROPPED},
        {"Colla-", "boration", HYPHEN_DROPPED},
        {"COLLA-", "BORATION", HYPHEN_DROPPED},
        {"re-", "search", HYPHEN_DROPPED},
        {"inter-", "view", HYPHEN_DROPPED},
        {"cor-", "related", HYPHEN_DROPPED},
        {"self-", "ish", HYPHEN_DROPPED},
        {"decision-mak-", "ing", HYPHEN_DROPPED},
        {"co-de-", "sign", HYPHEN_DROPPED},
        {"men\xC2\xAD", "tal", HYPHEN_DROPPED},
        {"co\xC2\xAD", "lour", HYPHEN_DROPPED},
        {"g\xC3\xA9n\xC3\xA9-", "ral", HYPHEN_DROPPED},
        {"co-", "creation", HYPHEN_KEPT},
        {"Co-", "creation", HYPHEN_KEPT},
        {"non-", "clinical", HYPHEN_KEPT},
        {"self-", "stigma", HYPHEN_KEPT},
        {"CO-", "CREATION", HYPHEN_KEPT},
        {"e-", "mail", HYPHEN_KEPT},
        {"COVID-", "19", HYPHEN_KEPT},
        {"18-", "year-old", HYPHEN_KEPT},
        {"Anglo-", "American", HYPHEN_KEPT},
        {"PSW-", "led", HYPHEN_KEPT},
        {"face-", "to-face", HYPHEN_KEPT},
        {"state-of-", "the-art", HYPHEN_KEPT},
        {"mother-in-", "law", HYPHEN_KEPT},
        {"evidence-", "based", HYPHEN_KEPT},
        {"in-", "depth", HYPHEN_KEPT},
        {"long-", "term", HYPHEN_KEPT},
        {"patient-", "related", HYPHEN_KEPT},
        {"a.b@c-", "d.org", HYPHEN_KEPT},
        {"pre-", "and", HYPHEN_APART},
        {"pre-", "(post", HYPHEN_APART},
        {"--", "x", HYPHEN_APART},
        {"-", "x", HYPHEN_APART},
        {"a--", "x", HYPHEN_APART},
        {"word", "x", HYPHEN_APART},
        {"word-", "", HYPHEN_APART},
        {"\xE3\x82\xAB-", "\xE3\x82\xAB", HYPHEN_APART},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (!CHECK(hyphen_join(slice_of(cases[i].first), slice_of(cases[i].second)) ==
                   cases[i].verdict))
            printf("  %s %s\n", cases[i].first, cases[i].second);
}
