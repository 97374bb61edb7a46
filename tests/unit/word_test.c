/* Word segmentation: the cases of Unicode's WordBreakTest.txt, and one case for each tailoring. */
#include "text/word.h"

#include "check.h"

/* The exact size, so that the address sanitizer sees a read past the end. */
static char *exact_copy(const char *text, size_t size)
{
    char *copy = malloc(size > 0 ? size : 1);
    if (!copy)
        exit(EXIT_FAILURE);
    memcpy(copy, text, size);
    return copy;
}

static size_t put_utf8(char *to, unsigned long code_point)
{
    if (code_point < 0x80) {
        to[0] = (char)code_point;
        return 1;
    }
    if (code_point < 0x800) {
        to[0] = (char)(0xC0 | code_point >> 6);
        to[1] = (char)(0x80 | (code_point & 0x3F));
        return 2;
    }
    if (code_point < 0x10000) {
        to[0] = (char)(0xE0 | code_point >> 12);
        to[1] = (char)(0x80 | (code_point >> 6 & 0x3F));
        to[2] = (char)(0x80 | (code_point & 0x3F));
        return 3;
    }
    to[0] = (char)(0xF0 | code_point >> 18);
    to[1] = (char)(0x80 | (code_point >> 12 & 0x3F));
    to[2] = (char)(0x80 | (code_point >> 6 & 0x3F));
    to[3] = (char)(0x80 | (code_point & 0x3F));
    return 4;
}

/* A line of the file is "÷ 0020 × 0308 ÷ # comment": ÷ where a segment ends, × where none does. */
static void check_line(const char *line, int number)
{
    char text[1024];
    bool ends[1024] = {false};
    size_t size = 0;
    bool good = true;

    for (const char *at = line; *at != '\0' && *at != '#' && *at != '\n';) {
        if (strncmp(at, "\xC3\xB7", 2) == 0 || strncmp(at, "\xC3\x97", 2) == 0) {
            ends[size] = at[1] == '\xB7';
            at += 2;
        } else if (*at == ' ' || *at == '\t') {
            at++;
        } else {
            char *end;
            size += put_utf8(text + size, strtoul(at, &end, 16));
            at = end;
        }
    }
    if (size == 0)
        return;
    char *exact = exact_copy(text, size);
    for (size_t from = 0, to; from < size; from = to) {
        enum word_kind kind;
        to = word_next(exact, size, from, WORD_RULES_UAX29, &kind);
        for (size_t i = from + 1; i < to; i++)
            good = good && !ends[i];
        good = good && to > from && to <= size && ends[to];
        if (to <= from)
            break;
    }
    free(exact);
    check(good, "WordBreakTest.txt", number, line);
}

TEST("the rules of UAX #29 cut every line of WordBreakTest.txt as it says")
{
    char line[4096];
    FILE *file = fopen("/usr/share/unicode/auxiliary/WordBreakTest.txt", "r");
    if (!file)
        SKIP("needs the data of Unicode 15.0");
    bool right_version = fgets(line, sizeof line, file) && strstr(line, "-15.0.0.txt");
    for (int number = 2; right_version && fgets(line, sizeof line, file); number++)
        check_line(line, number);
    fclose(file);
    if (!right_version)
        SKIP("the data is not of Unicode 15.0");
}

struct expectation {
    const char *text;
    const char *tokens; /* with one space between; no token of these contains a space */
};

static void check_tokens(const struct expectation *expected, enum word_rules rules)
{
    char got[1024];
    size_t length = 0;
    size_t size = strlen(expected->text);
    char *exact = exact_copy(expected->text, size);

    for (size_t from = 0, to; from < size; from = to) {
        enum word_kind kind;
        to = word_next(exact, size, from, rules, &kind);
        if (kind == WORD_TOKEN) {
            if (length > 0)
                got[length++] = ' ';
            memcpy(got + length, exact + from, to - from);
            length += to - from;
        }
        if (to <= from || to > size)
            break;
    }
    got[length] = '\0';
    free(exact);
    if (!check(strcmp(got, expected->tokens) == 0, "tokens of", 0, expected->text))
        printf("  expected: %s\n  got:      %s\n", expected->tokens, got);
}

static const struct expectation tailored[] = {
    {"Peer workers co-design services.", "Peer workers co-design services ."},
    /* 1. Hyphens. */
    {"state-of-the-art COVID-19, 2019-nCoV", "state-of-the-art COVID-19 , 2019-nCoV"},
    {"peer-to-peer", "peer-to-peer"},
    {"pre- and post-test", "pre - and post-test"},
    {"-able a--b a-", "- able a -- b a -"},
    {"co‐design co‑design", "co‐design co‑design"},
    {"12–15 word—word", "12 – 15 word — word"},
    {"don't-know it’s-me", "don't-know it’s-me"},
    {"été-like café-été", "été-like café-été"},
    {"cafe\xCC\x81-bar", "cafe\xCC\x81-bar"},
    {"non-2xx-e", "non-2xx-e"},
    /* 2. Apostrophes. */
    {"don't it's l'homme o'clock", "don't it's l'homme o'clock"},
    {"don’t l’homme rock＇n", "don’t l’homme rock＇n"},
    {"users' users’ 'tis 'so'", "users ' users ’ ' tis ' so '"},
    /* 3. Addresses. */
    {"see http://a.org/x?y=1&z=%20#top, or", "see http://a.org/x?y=1&z=%20#top , or"},
    {"(https://en.wikipedia.org/wiki/Peer_(law)).",
     "( https://en.wikipedia.org/wiki/Peer_(law) ) ."},
    {"[a](http://x.org/b), <ftp://x.org> \"www.x.org\"",
     "[ a ] ( http://x.org/b ) , < ftp://x.org > \" www.x.org \""},
    {"HTTP://X.ORG. Www.x.org!", "HTTP://X.ORG . Www.x.org !"},
    {"“http://x.org” «http://x.org»", "“ http://x.org ” « http://x.org »"},
    {"http://x.org/été **http://x.org**", "http://x.org/été ** http://x.org **"},
    {"http:// http://, www. httpx", "http : / / http : / / , www . httpx"},
    {"doi:10.1186/s12913-021-06080-9.", "doi:10.1186/s12913-021-06080-9 ."},
    {"DOI: 10.1016/S0140-6736(20)30183-5;", "DOI : 10.1016/S0140-6736(20)30183-5 ;"},
    {"10.1/x 10.12345 10.1000.10/123", "10.1 / x 10.12345 10.1000.10/123"},
    {"(j.smith+x@uni-y.ac.uk), a_b@c.de.", "( j.smith+x@uni-y.ac.uk ) , a_b@c.de ."},
    {"mailto:a@b.org a@b a@b.1", "mailto:a@b.org a @ b a @ b . 1"},
    {"http://x.org.\xE2\x80\x8B z", "http://x.org . z"},
    {"{http://x.org/{a}[b]} (www.x.org/a)b", "{ http://x.org/{a}[b] } ( www.x.org/a ) b"},
    {"http://x\xC2\xAD.org http://x.org\xC2\xAD. http://😀",
     "http://x\xC2\xAD.org http://x.org\xC2\xAD . http://😀"},
    {"http://“x www.é.org https://x.org/健康。", "http : / / “ x www.é.org https://x.org/健康 。"},
    {"10.1234567890/x 10.123/x 10.1234/ 10.1234/. doi:10 doi:x",
     "10.1234567890 / x 10.123 / x 10.1234 / 10.1234 / . doi : 10 doi : x"},
    {"a..b@c.de a@b-.de a@-b.de a@b.d", "a .. b@c.de a @ b - . de a @ - b.de a @ b.d"},
    {"a@b.c-d.ef-g a%b@c.de a@b.de. a@b.1de", "a@b.c-d.ef-g a%b@c.de a@b.de . a @ b . 1de"},
    {"a+12345678901234567890123456789012345678901234567890123456789012@b.de",
     "a+12345678901234567890123456789012345678901234567890123456789012@b.de"},
    {"a+123456789012345678901234567890123456789012345678901234567890123@b.de",
     "a + 123456789012345678901234567890123456789012345678901234567890123@b.de"},
    /* 4. Numbers. */
    {"3,000 1.5 10:30 1,234.56 1’000", "3,000 1.5 10:30 1,234.56 1’000"},
    {"12% 2021-01-04 -5 +5 3.14.15 .5", "12 % 2021-01-04 - 5 + 5 3.14.15 . 5"},
    {"10\xE2\x80\xAF"
     "000 a\xE2\x80\xAF! a\xE2\x80\xAF"
     "b 5\xE2\x80\xAF"
     "a",
     "10\xE2\x80\xAF"
     "000 a ! a b 5 a"},
    {"M3:yes 10:a a:b", "M3 : yes 10 : a a : b"},
    {"50kg 1st 3D v1.2.3", "50kg 1st 3D v1.2.3"},
    /* 5. Hashtags, mentions. */
    {"#coproduction @name_1, @_x", "#coproduction @name_1 , @_x"},
    {"#1 C#is a@b # @", "# 1 C # is a @ b # @"},
    {"#été! ##a #a#b", "#été ! # #a #a # b"},
    /* 6. Emoji. */
    {"👩\xE2\x80\x8D💻👍\xF0\x9F\x8F\xBD", "👩\xE2\x80\x8D💻 👍\xF0\x9F\x8F\xBD"},
    {"\xF0\x9F\x87\xB1\xF0\x9F\x87\xB9\xF0\x9F\x87\xAC\xF0\x9F\x87\xA7",
     "\xF0\x9F\x87\xB1\xF0\x9F\x87\xB9 \xF0\x9F\x87\xAC\xF0\x9F\x87\xA7"},
    {"1\xEF\xB8\x8F\xE2\x83\xA3"
     "2\xE2\x83\xA3#\xEF\xB8\x8F\xE2\x83\xA3x3\xE2\x83\xA3"
     "4",
     "1\xEF\xB8\x8F\xE2\x83\xA3 2\xE2\x83\xA3 #\xEF\xB8\x8F\xE2\x83\xA3 x 3\xE2\x83\xA3 4"},
    /* 7. Citations. */
    {"[12, 23] (Smith, 2020)", "[ 12 , 23 ] ( Smith , 2020 )"},
    /* 8. Runs. */
    {"wait... what?! no!!! a..b", "wait ... what ?! no !!! a .. b"},
    {"a -- b --- c **bold** ___ === ~~x~~", "a -- b --- c ** bold ** ___ === ~~ x ~~"},
    {"((a)) ## ,,", "( ( a ) ) ## ,,"},
    {"he said ''so'' ,,and`` a,b", "he said '' so '' ,, and `` a , b"},
    /* Dates, fractions, laws; a slash between words joins nothing. */
    {"8/16/2000, 1/2 and/or 89/662/ETY 5/x 2016/679/EUROPE",
     "8/16/2000 , 1/2 and / or 89/662/ETY 5 / x 2016/679 / EUROPE"},
    /* Emoticons, and what only looks like one. */
    {"so :) or ;-) and :'( :D. No", "so :) or ;-) and :'( :D . No"},
    {"list:(a) M3:D a: (b) 10:(2) x;) :Dear :/path http://a",
     "list : ( a ) M3 : D a : ( b ) 10 : ( 2 ) x ; ) : Dear : / path http://a"},
    /* 9. Acronyms. */
    {"the U.S. and e.g. this, i.e., a.m.", "the U.S. and e.g. this , i.e. , a.m."},
    {"a Ph.D. M.Sc. Ed.D.", "a Ph.D. M.Sc. Ed.D."},
    {"U.S.-based U.S... U.S", "U.S.-based U.S ... U.S"},
    {"e\xCC\x81.g. Ph\xCC\x81.D. ph.D. U.S.-+ U.S.a",
     "e\xCC\x81.g. Ph\xCC\x81.D. ph.D . U.S. - + U.S.a"},
    {"J. Smith etc. node.js. ab.cd. x.org.", "J . Smith etc . node.js . ab.cd . x.org ."},
    /* 10. Low lines at the edge. */
    {"_peer_ snake_case __init__ a_", "_ peer _ snake_case __ init __ a _"},
    /* Gaps. */
    {" \t\r\n a \xC2\xA0 b\xE2\x80\x8B"
     "c\xEF\xBB\xBF ",
     "a b c\xEF\xBB\xBF"},
    {" \xCC\x81 x", "\xCC\x81 x"},
    {"\xEF\xBB\xBF"
     "a",
     "a"},
    /* Not UTF-8: one byte a token, and never a read past the end. */
    {"a\xFF\xE2\x82", "a \xFF \xE2 \x82"},
    {"健康 カタ-カa #健康x1 カ_カ_", "健 康 カタ-カ a #健康x1 カ_カ _"},
    {"א'א א\" א\"א", "א'א א \" א\"א"},
    {"e\xCC\x81#a 👍\xEF\xB8\x8F#a", "e\xCC\x81 # a 👍\xEF\xB8\x8F #a"},
    {"‿a a‿b", "‿ a a‿b"},
};

static const struct expectation uax29[] = {
    {"co-design 10:30 a:b _x_ U.S.", "co - design 10 : 30 a:b _x_ U.S ."},
    {"... \xE2\x80\x8B ?!", ". . . ? !"},
};

TEST("the tailored rules cut every example as it shows")
{
    for (size_t i = 0; i < sizeof tailored / sizeof tailored[0]; i++)
        check_tokens(&tailored[i], WORD_RULES_TAILORED);
}

TEST("the rules of UAX #29 cut without tailoring")
{
    for (size_t i = 0; i < sizeof uax29 / sizeof uax29[0]; i++)
        check_tokens(&uax29[i], WORD_RULES_UAX29);
}
