/* Normal forms and keys: the cases of Unicode's NormalizationTest.txt and the tables of the same
 * version, where the Debian package unicode-data is installed, and the laws of text_fold. */
#include "text/normal.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "text/cleanup.h"
#include "text/utf8.h"

#define UNICODE_DATA "/usr/share/unicode/"
#define NO_DATA      "needs the data and a utf8proc of Unicode 15"

/* The lines of a file of Unicode's, or NULL. */
static FILE *open_data(const char *command)
{
    const char *path = strstr(command, UNICODE_DATA);
    if (access(path, R_OK) != 0 || !strstr(text_utf8proc_version(), ", Unicode 15."))
        return NULL;
    return popen(command, "r");
}

/* Code points in hexadecimal up to a semicolon, as UTF-8; returns what follows. */
static char *read_field(char *text, struct buffer *field)
{
    buffer_clear(field);
    buffer_reserve(field, 1);
    while (*text && *text != ';' && *text != '#') {
        char *end;
        int32_t code_point = (int32_t)strtol(text, &end, 16);
        if (end == text) {
            text++;
            continue;
        }
        buffer_reserve(field, 4);
        field->size += utf8_encode(code_point, field->data + field->size);
        text = end;
    }
    return *text ? text + 1 : text;
}

static struct slice put_code_point(int32_t code_point, char to[4])
{
    return slice_make(to, utf8_encode(code_point, to));
}

/* The text in the form, by both of the ways there are. */
static bool becomes(struct slice text, enum text_form form, struct slice expected)
{
    static struct cleanup *cleanups[2];
    struct buffer whole = {0}, clean = {0};
    struct rewrite_rules rules = {.form = form};
    struct cleanup *cleanup = cleanups[form];
    if (!cleanup)
        cleanup = cleanups[form] = cleanup_open(&rules, CLEANUP_REPLACE);
    text_normal_form(text, form, &whole);
    cleanup_feed(cleanup, text, true, &clean);
    bool good = slice_equal(buffer_slice(&whole), expected) &&
                slice_equal(buffer_slice(&clean), expected);
    buffer_free(&whole);
    buffer_free(&clean);
    return good;
}

/* X of each line: source; NFC; NFD; NFKC; NFKD. */
static bool check_line(char *line, int32_t *single)
{
    struct buffer columns[5] = {{0}};
    char *rest = line;
    for (size_t i = 0; i < 5; i++)
        rest = read_field(rest, &columns[i]);
    struct slice nfc = buffer_slice(&columns[1]), nfkc = buffer_slice(&columns[3]);
    bool good = true;
    for (size_t i = 0; i < 5; i++) {
        struct slice text = buffer_slice(&columns[i]);
        good &= becomes(text, TEXT_NFC, i < 3 ? nfc : nfkc) && becomes(text, TEXT_NFKC, nfkc);
    }
    size_t length = utf8_decode(buffer_slice(&columns[0]), single);
    if (length != columns[0].size)
        *single = -1;
    for (size_t i = 0; i < 5; i++)
        buffer_free(&columns[i]);
    return good;
}

static bool is_surrogate(int32_t code_point)
{
    return code_point >= 0xD800 && code_point <= 0xDFFF;
}

/* What part 1 does not list is in every form already. */
static unsigned check_unlisted(const bool *listed)
{
    unsigned bad = 0;
    char bytes[4];
    for (int32_t code_point = 1; code_point < 0x110000; code_point++) {
        if (listed[code_point] || is_surrogate(code_point) || code_point == '\r')
            continue;
        struct slice text = put_code_point(code_point, bytes);
        struct buffer nfc = {0}, nfkc = {0};
        text_normal_form(text, TEXT_NFC, &nfc);
        text_normal_form(text, TEXT_NFKC, &nfkc);
        bad += !slice_equal(buffer_slice(&nfc), text) || !slice_equal(buffer_slice(&nfkc), text);
        buffer_free(&nfc);
        buffer_free(&nfkc);
    }
    return bad;
}

TEST("normal forms agree with every case of NormalizationTest.txt")
{
    FILE *file = open_data("bzcat " UNICODE_DATA "NormalizationTest.txt.bz2");
    if (!file)
        SKIP(NO_DATA);
    static bool listed[0x110000];
    char line[4096];
    unsigned part = 0, bad = 0, cases = 0;
    while (fgets(line, sizeof line, file)) {
        if (line[0] == '@')
            part = (unsigned)(line[5] - '0');
        if (line[0] == '@' || line[0] == '#' || line[0] == '\n')
            continue;
        int32_t single;
        cases++;
        if (!check_line(line, &single) && bad++ < 10)
            printf("NormalizationTest.txt: %s", line);
        if (part == 1 && single >= 0)
            listed[single] = true;
    }
    CHECK(pclose(file) == 0);
    CHECK(cases > 19000);
    CHECK(bad == 0);
    CHECK(check_unlisted(listed) == 0);
}

/* NFC_Quick_Check=Maybe must be known, or the short cuts of cleanup.c are wrong. */
TEST("characters that may join the previous one are those of NFC_Quick_Check=Maybe")
{
    FILE *file = open_data("cat " UNICODE_DATA "DerivedNormalizationProps.txt");
    if (!file)
        SKIP(NO_DATA);
    char line[4096];
    unsigned seen = 0, bad = 0;
    while (fgets(line, sizeof line, file)) {
        if (!strstr(line, "NFC_QC; M"))
            continue;
        char *end;
        long first = strtol(line, &end, 16), last = first;
        if (*end == '.')
            last = strtol(end + 2, NULL, 16);
        for (long code_point = first; code_point <= last; code_point++, seen++)
            bad += !normal_joins_previous((int32_t)code_point);
    }
    CHECK(pclose(file) == 0);
    CHECK(seen > 100);
    CHECK(bad == 0);
}

static void fold(struct slice text, enum letter_case mode, bool strip, struct buffer *to)
{
    buffer_clear(to);
    text_fold(text, mode, strip, to);
}

/* The folded form of every cased character, of which only punctuation may differ. */
TEST("keys fold every character of CaseFolding.txt as it says")
{
    FILE *file = open_data("cat " UNICODE_DATA "CaseFolding.txt");
    if (!file)
        SKIP(NO_DATA);
    char line[4096], bytes[4];
    unsigned seen = 0, bad = 0;
    struct buffer key = {0}, expected = {0}, mapping = {0};
    while (fgets(line, sizeof line, file)) {
        char *end;
        int32_t code_point = (int32_t)strtol(line, &end, 16);
        if (end == line || *end != ';' || (end[2] != 'C' && end[2] != 'F') || code_point == 0x149)
            continue;
        read_field(end + 4, &mapping);
        buffer_clear(&expected);
        text_normal_form(buffer_slice(&mapping), TEXT_NFC, &expected);
        fold(put_code_point(code_point, bytes), LETTER_FOLD, false, &key);
        seen++;
        if (!slice_equal(buffer_slice(&key), buffer_slice(&expected)) && bad++ < 10)
            printf("CaseFolding.txt: %s", line);
    }
    CHECK(pclose(file) == 0);
    CHECK(seen > 1500);
    CHECK(bad == 0);
    buffer_free(&key);
    buffer_free(&expected);
    buffer_free(&mapping);
}

/* The key of a key is itself, and decomposing a text does not change its key. */
static bool is_lawful(struct slice text, enum letter_case mode, bool strip)
{
    struct buffer key = {0}, again = {0}, apart = {0};
    fold(text, mode, strip, &key);
    fold(buffer_slice(&key), mode, strip, &again);
    bool good = slice_equal(buffer_slice(&key), buffer_slice(&again)) &&
                utf8_valid_prefix(buffer_slice(&key)) == key.size;
    while (text.size > 0) {
        int32_t code_point, parts[NORMAL_ROOM];
        text = slice_from(text, utf8_decode(text, &code_point));
        size_t count = code_point < 0 ? 0 : normal_decompose(code_point, false, false, parts);
        for (size_t i = 0; i < count; i++) {
            buffer_reserve(&apart, 4);
            apart.size += utf8_encode(parts[i], apart.data + apart.size);
        }
    }
    fold(buffer_slice(&apart), mode, strip, &again);
    good &= slice_equal(buffer_slice(&key), buffer_slice(&again));
    buffer_free(&key);
    buffer_free(&again);
    buffer_free(&apart);
    return good;
}

TEST("the key of a key is itself, and decomposing a text leaves its key")
{
    unsigned bad = 0;
    char bytes[8];
    for (int32_t code_point = 0; code_point < 0x20000; code_point++) {
        if (is_surrogate(code_point))
            continue;
        size_t size = utf8_encode(code_point, bytes);
        size += utf8_encode(0x0301, bytes + size);
        for (int mode = LETTER_FOLD; mode <= LETTER_LOWER; mode++)
            if (!is_lawful(slice_make(bytes, size), (enum letter_case)mode, code_point & 1) &&
                bad++ < 10)
                printf("text_fold: U+%04X in mode %d\n", (unsigned)code_point, mode);
    }
    CHECK(bad == 0);
}

TEST("keys have the letters, accents and punctuation that the examples show")
{
    static const struct {
        const char *text;
        enum letter_case mode;
        bool strip;
        const char *key;
    } cases[] = {
        {"", LETTER_FOLD, false, ""},
        {"Peer-Worker's", LETTER_FOLD, false, "peer-worker's"},
        {"Peer-Worker's", LETTER_EXACT, false, "Peer-Worker's"},
        {"PSW\xC2\xB4s", LETTER_LOWER, false, "psw's"},
        {"PSW`S", LETTER_FOLD, false, "psw's"},
        {"don\xE2\x80\x99t", LETTER_EXACT, false, "don't"},
        {"co\xE2\x80\x91"
         "cre\xC2\xAD"
         "ation",
         LETTER_FOLD, false, "co-creation"},
        {"2019\xE2\x80\x93"
         "21",
         LETTER_FOLD, false, "2019-21"},
        {"\xC3\x89t\xC3\xA9", LETTER_FOLD, false, "\xC3\xA9t\xC3\xA9"},
        {"E\xCC\x81te\xCC\x81", LETTER_FOLD, false, "\xC3\xA9t\xC3\xA9"},
        {"E\xCC\x81te\xCC\x81", LETTER_EXACT, true, "Ete"},
        {"\xC5\x81\xC3\xB3"
         "d\xC5\xBA",
         LETTER_FOLD, true, "lodz"},
        {"Stra\xC3\x9F"
         "e",
         LETTER_FOLD, false, "strasse"},
        {"Stra\xC3\x9F"
         "e",
         LETTER_LOWER, false,
         "stra\xC3\x9F"
         "e"},
        {"\xC4\xB0", LETTER_LOWER, false, "i"},
        {"\xCE\xA3\xCE\xBF\xCF\x82", LETTER_FOLD, false, "\xCF\x83\xCE\xBF\xCF\x83"},
        {"\xE2\x89\xA0", LETTER_FOLD, true, "\xE2\x89\xA0"},
        {"\xE3\x81\x8C", LETTER_FOLD, true, "\xE3\x81\x8C"},
        {"\xE0\xA4\xB9\xE0\xA4\xBF\xE0\xA4\x82", LETTER_FOLD, true,
         "\xE0\xA4\xB9\xE0\xA4\xBF\xE0\xA4\x82"},
        {"a\xFFz", LETTER_FOLD, false, "a\xEF\xBF\xBDz"},
    };
    struct buffer key = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fold(slice_of(cases[i].text), cases[i].mode, cases[i].strip, &key);
        if (!CHECK(slice_is(buffer_slice(&key), cases[i].key)))
            printf("  '%s' is '%.*s'\n", cases[i].text, (int)key.size, key.data);
    }
    buffer_free(&key);
}

TEST("the version of utf8proc is told")
{
    CHECK(strncmp(text_utf8proc_version(), "utf8proc ", 9) == 0);
}
