/* Display width: clusters as in Unicode's GraphemeBreakTest.txt, widths that terminals agree on,
 * shortening that never exceeds its columns, and what a terminal may be shown. */
#include "text/width.h"

#include "check.h"
#include "text/utf8.h"

static void check_named(bool good, const char *what, const char *detail)
{
    check(good, what, 0, detail);
}

TEST("characters have the columns that terminals give them")
{
    static const struct {
        const char *text;
        size_t columns;
        const char *what;
    } cases[] = {
        {"", 0, "nothing"},
        {"role/peer-worker", 16, "ASCII"},
        {"blåbærøl", 8, "Norwegian"},
        {"e\u0301", 1, "a letter with a combining accent"},
        {"a\u0301\u0302\u0303", 1, "a letter with three accents"},
        {"共同创造", 8, "Chinese"},
        {"ひらがな", 8, "Hiragana"},
        {"ｶﾅ", 2, "half-width Katakana"},
        {"ＡＢ", 4, "full-width Latin"},
        {"한국어", 6, "Hangul syllables"},
        {"\u1112\u1161\u11ab", 2, "one syllable of conjoining Hangul"},
        {"ไทย", 3, "Thai"},
        {"ที่", 1, "Thai with two marks above"},
        {"น้ำ", 2, "Thai with sara am"},
        {"دعم الأقران", 11, "Arabic"},
        {"مُحَمَّد", 4, "Arabic with vowel marks"},
        {"שלום", 4, "Hebrew"},
        {"Ко-креация", 10, "Cyrillic"},
        {"👍", 2, "an emoji"},
        {"👍🏽", 2, "an emoji with a skin tone"},
        {"👩‍👩‍👧", 2, "a family of joined emoji"},
        {"🇳🇴🇸🇪", 4, "two flags"},
        {"❤", 1, "a heart as text"},
        {"❤\uFE0F", 2, "a heart as emoji"},
        {"1\uFE0F\u20E3", 2, "a keycap"},
        {"\u200B", 0, "zero width space"},
        {"a\u00ADb", 3, "soft hyphen"},
        {"…█", 2, "what charts draw with"},
        {"\xff\xfe", 2, "ill-formed bytes"},
        {"a\xe2\x80", 2, "a cut sequence"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char detail[160];
        size_t columns = width_columns(slice_of(cases[i].text));
        snprintf(detail, sizeof detail, "%s: %zu columns, expected %zu", cases[i].what, columns,
                 cases[i].columns);
        check_named(columns == cases[i].columns, "width", detail);
    }
}

/* A NUL is a cluster like others, and no run of marks is too long. */
TEST("a NUL is a cluster, and 100,000 accents are one")
{
    size_t columns;
    check_named(width_cluster(slice_make("\0a", 2), &columns) == 1 && columns == 0, "extremes",
                "NUL");
    struct buffer marks = {0};
    buffer_append_char(&marks, 'a');
    for (int i = 0; i < 100000; i++)
        buffer_append_string(&marks, "\u0301");
    check_named(width_cluster(buffer_slice(&marks), &columns) == marks.size && columns == 1,
                "extremes", "100,000 accents on one letter");
    buffer_free(&marks);
}

TEST("what is shortened keeps both ends around an ellipsis")
{
    static const struct {
        const char *text;
        size_t columns;
        const char *expected;
    } cases[] = {
        {"co-creation/phase/co-design", 27, "co-creation/phase/co-design"},
        {"co-creation/phase/co-design", 26, "co-creation/p…se/co-design"},
        {"co-creation/phase/co-design", 2, "c…"},
        {"co-creation/phase/co-design", 1, "…"},
        {"co-creation/phase/co-design", 0, ""},
        {"共同创造与同伴", 8, "共同…伴"},
        {"共同创造与同伴", 7, "共…同伴"},
        {"👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧", 5,
         "👩‍👩‍👧…👩‍👩‍👧"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct buffer shown = {0};
        width_shorten(slice_of(cases[i].text), cases[i].columns, "…", &shown);
        check_named(slice_is(buffer_slice(&shown), cases[i].expected), "shortening",
                    cases[i].expected);
        buffer_free(&shown);
    }
}

/* The law of shortening: whole clusters, never more columns than asked, for any bytes. */
TEST("what is shortened never has more columns than were asked for")
{
    static const char *const pieces[] = {
        "a",    "å",      "e\u0301", "中", "한",     "👩‍👩‍👧", "🇳🇴", "ที่", "م",
        "\xff", "\u200D", "\u0301",  " ",  "❤\uFE0F"};
    unsigned seed = 1;
    bool good = true;
    for (int round = 0; round < 2000 && good; round++) {
        struct buffer text = {0}, shown = {0};
        for (int i = 0; i < 12; i++) {
            seed = seed * 1103515245 + 12345;
            buffer_append_string(&text, pieces[seed / 65536 % (sizeof pieces / sizeof pieces[0])]);
        }
        size_t columns = seed / 16 % 14;
        width_shorten(buffer_slice(&text), columns, "~", &shown);
        good = width_columns(buffer_slice(&shown)) <= columns;
        size_t whole = width_columns(buffer_slice(&text));
        good = good && (whole > columns || slice_equal(buffer_slice(&shown), buffer_slice(&text)));
        buffer_clear(&shown);
        width_keep_start(buffer_slice(&text), columns, &shown);
        good = good && width_columns(buffer_slice(&shown)) <= columns &&
               slice_equal(buffer_slice(&shown), slice_make(text.data, shown.size));
        buffer_clear(&shown);
        width_keep_end(buffer_slice(&text), columns, &shown);
        good = good && width_columns(buffer_slice(&shown)) <= columns;
        buffer_free(&text);
        buffer_free(&shown);
    }
    check_named(good, "shortening", "the law of 2,000 random texts");
}

TEST("control characters and those that reorder a line are shown as escapes")
{
    static const char *const cases[][2] = {
        {"trust", "trust"},
        {"a\tb\nc\r", "a\\tb\\nc\\r"},
        {"\x1b[31mred", "\\x1b[31mred"},
        {"\x7f\xc2\x9b", "\\x7f\\x9b"},
        {"a\u202eb\u2066c\u200f", "a\\u{202e}b\\u{2066}c\\u{200f}"},
        {"line\u2028two", "line\\u{2028}two"},
        {"a\xff\xe2\x80z", "a\uFFFD\uFFFDz"},
        {"👩‍👩‍👧 دعم", "👩‍👩‍👧 دعم"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct buffer shown = {0};
        width_append_visible(slice_of(cases[i][0]), &shown);
        check_named(slice_is(buffer_slice(&shown), cases[i][1]), "visible", cases[i][1]);
        buffer_free(&shown);
    }
}

TEST("the first letter decides the direction")
{
    check_named(width_right_to_left(slice_of("دعم PSW")), "direction", "Arabic first");
    check_named(width_right_to_left(slice_of("(2020) שלום")), "direction", "digits have none");
    check_named(!width_right_to_left(slice_of("PSW دعم")), "direction", "Latin first");
    check_named(width_has_right_to_left(slice_of("PSW دعم")), "direction", "Arabic later");
    check_named(!width_has_right_to_left(slice_of("共同 123")), "direction", "Chinese");
}

/* A line of the file: ÷ 0020 × 0308 ÷ 0020 ÷ # ... */
static bool check_breaks(char *line)
{
    struct buffer text = {0};
    size_t borders[64], count = 0;
    char *rest = line;
    for (char *word = strtok_r(rest, " \t", &rest); word; word = strtok_r(NULL, " \t", &rest)) {
        if (strcmp(word, "÷") == 0 && count < 64)
            borders[count++] = text.size;
        else if (strcmp(word, "×") != 0) {
            char bytes[4];
            size_t length = utf8_encode((int32_t)strtol(word, NULL, 16), bytes);
            buffer_append(&text, bytes, length);
        }
    }
    bool good = true;
    size_t at = 0, border = 1;
    while (good && at < text.size) {
        at += width_cluster(slice_from(buffer_slice(&text), at), NULL);
        good = border < count && at == borders[border++];
    }
    buffer_free(&text);
    return good;
}

TEST("clusters end where every line of GraphemeBreakTest.txt says")
{
    FILE *file = fopen("/usr/share/unicode/auxiliary/GraphemeBreakTest.txt", "r");
    if (!file)
        SKIP("needs the Debian package unicode-data");
    char line[1024], copy[1024];
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "#\n")] = '\0';
        memcpy(copy, line, sizeof copy);
        /* Surrogates (D800) stand in the file and are no UTF-8. */
        if (line[0] != '\0' && !strstr(line, " D800"))
            check_named(check_breaks(line), "GraphemeBreakTest.txt", copy);
    }
    fclose(file);
}

/* Where a line ends that is broken at so many columns. */
TEST("a line breaks after a blank, and within a word that is too long")
{
    static const struct {
        const char *text;
        size_t columns;
        const char *line;
    } cases[] = {
        {"trust and hope", 20, "trust and hope"},
        {"trust and hope", 14, "trust and hope"},
        {"trust and hope", 13, "trust and"},
        {"trust and hope", 9, "trust and"},
        {"trust and hope", 8, "trust"},
        {"trust and hope", 4, "trus"},
        {"trust", 1, "t"},
        {"共同创造", 5, "共同"},
        {"共同", 1, "共"},
        {"e\u0301 e\u0301", 2, "e\u0301"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct slice text = slice_of(cases[i].text);
        struct slice line = slice_make(text.data, width_first_line(text, cases[i].columns));
        check_named(slice_is(line, cases[i].line), cases[i].text, cases[i].line);
    }
}
