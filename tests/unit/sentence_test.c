/* Sentence segmentation: the cases of Unicode's SentenceBreakTest.txt, and one case for each
   tailoring. */
#include "text/sentence.h"
#include "text/break_tables.h"

#include "check.h"
#include "text/sentence_abbreviations.h"

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

/* A line of the file is "÷ 0020 × 0308 ÷ # comment": ÷ where a sentence ends, × where none does. */
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
        bool needs_more;
        to = sentence_next(exact, size, from, SENTENCE_RULES_UAX29, NULL, &needs_more);
        for (size_t i = from + 1; i < to; i++)
            good = good && !ends[i];
        good = good && to > from && to <= size && ends[to];
        if (to <= from)
            break;
    }
    free(exact);
    check(good, "SentenceBreakTest.txt", number, line);
}

TEST("the rules of UAX #29 cut every line of SentenceBreakTest.txt as it says")
{
    char line[4096];
    FILE *file = fopen("/usr/share/unicode/auxiliary/SentenceBreakTest.txt", "r");
    if (!file)
        SKIP("needs the data of Unicode 15.0");
    bool right_version = fgets(line, sizeof line, file) && strstr(line, "-15.0.0.txt");
    for (int number = 2; right_version && fgets(line, sizeof line, file); number++)
        check_line(line, number);
    fclose(file);
    if (!right_version)
        SKIP("the data is not of Unicode 15.0");
}

static const char list[] =
    "# a comment\n"
    "\n"
    "Dr.\n"
    "Prof.\r\n"
    "  e.g.\n"
    "vs.\n"
    "No. #\n"
    "fig. #\n"
    "et al.\n"
    "Ph.D.\n"
    "p. #\n"
    "#\n"
    " # \n"
    "Abt\n"
    "q\n"
    "a234567890123456789012345678901234567890123456789012345678901234567890.\n"
    "ca.";

/* A bar stands where a sentence ends; it is taken out of the text. */
static void check_sentences(const char *expected, enum sentence_rules rules,
                            const struct sentence_style *style)
{
    char got[1024];
    size_t length = 0;
    size_t size = 0;
    char *text = calloc(strlen(expected) + 1, 1);

    if (!text)
        exit(EXIT_FAILURE);
    for (const char *at = expected; *at != '\0'; at++) {
        if (*at != '|')
            text[size++] = *at;
    }
    char *exact = exact_copy(text, size);
    for (size_t from = 0, to; from < size; from = to) {
        bool needs_more;
        to = sentence_next(exact, size, from, rules, style, &needs_more);
        if (to <= from || to > size)
            break;
        if (from > 0)
            got[length++] = '|';
        memcpy(got + length, exact + from, to - from);
        length += to - from;
    }
    got[length] = '\0';
    if (!check(strcmp(got, expected) == 0, "sentences of", 0, expected))
        printf("  got:  %s\n", got);
    free(exact);
    free(text);
}

static const char *const tailored[] = {
    "Peer workers came. |They stayed! |Why? |So.",
    "One line.\n|Two lines\nof text.\r\n|Three.",
    "One\xE2\x80\xA9|Two.\xE2\x80\xA9|Three\xE2\x80\xA8lines",
    /* Abbreviations. */
    "See Dr. Smith, DR. SMITH and Prof. Jones. |We met the dr. |Smith left.",
    "Some, e.g. Peers, E.g. Peers. (e.g. Peers) “e.g. Peers.” |A vs. B.",
    "Do you? |No. |I do not. |See No. 5 and fig. 3 there, Fig. 4 here. |In the fig. |A new one.",
    "Smith et al. Found it. |Smith et\n al. Found it. |In al. |Yes. |Set al. |Yes. |Met al. |Yes.",
    "xca. |No match, nor co-ca. |Yes, ca. Match.",
    "A Ph.D. Student came.",
    "See p. 5 (p. 6), P. 7. |In cap. |5 of m.p. |5 of co-p. |5 more. |In p. |Next.",
    "p. 5 and ca. 5. |Abt. Three, abt. |Three, ABT. Three q. Three.",
    "a234567890123456789012345678901234567890123456789012345678901234567890. |It is long.",
    /* Initials. */
    "By J. Smith, J.R. Smith, J.-P. Dupont and A. B. Cole. |Next.",
    "We met Ł. Nowak and А. С. Пуш. |Next one.",
    "So do I. |We went. |Rosa I. Smith came. |My friend and I. |We went.",
    "Of type AB. |Next. |Of hepatitis-B. |Next.",
    /* List markers. */
    "1. Peer workers. |2.1. Design. |II. Methods. |(1. One.) |**1. Bold.** |A. Peer. |End.",
    "a. Peer. |End.",
    " iv. Peer. |End.",
    "a) Peer. |End.",
    "mix. |End.",
    "999. Peer. |1000. |Peer. |2.1.2.1.2.10. Peer. |2.1.2.1.2.100. |Peer.",
    "viii. Peer. |End.",
    "xviii. |Peer.",
    "In 2019. |Then 42. |The end. |1234. |The end.",
    /* No white space, no end. */
    "See http://a.org/B.C or a@b.Com and word.Word here?Yes a!B. |Yes.",
    "At GoTime.fm. |Go.",
    "He came.” |“Why?” she asked. |(Yes!) |No \"Yes.\" |So.",
    "“Why?” |She asked. |Really? |yes (really?) we do.",
    /* References. */
    "To improve services.[12] |The next.[3, 5-7][9] |The next.12 |The next.12,13 |The end.",
    "It improves services.123 |The next.1234 The end.1,22,333 |The last.1,4444 The end.",
    "To improve services.¹² |The next.²,³⁵ |The end.",
    "In fig.12 The, v.2 The, in.2019 The, no.12 the, a [12. |No reference].",
    "It was.[12] lower case",
    /* Emphasis. */
    "**A bold one.** |_An other._ |Next.",
    /* Ellipsis, numbers. */
    "So... and so… and so. |So... |And so… |And. . . . about... 5 people.",
    "It ended in 2019. |25 studies were included. |12 (5%) came. |It was 3.5 today.",
    /* Other scripts. */
    "你好。|好！|好",
    "ह।|ह।",
    "1．5 a．b a．B 好．|好",
    /* The rest of the standard. */
    "The end. , not yet. |The end.) |(Next.",
    "Not UTF-8\xFF.\xE2 \xFF. |A",
};

static const char *const uax29[] = {
    "Dr. |Smith. |One\n|Two.Three wo. |3 Four.[|12] Five.",
};

static void check_need(const char *text, enum sentence_rules rules, size_t end, bool need)
{
    bool needs_more;
    size_t size = strlen(text);
    size_t got = sentence_next(text, size, 0, rules, NULL, &needs_more);

    if (!check(got == end && needs_more == need, "need of", 0, text))
        printf("  got %zu, %s\n", got, needs_more ? "needs more" : "needs no more");
}

/* Every character that ends sentences is found, whichever the byte it begins with. */
TEST("every character that ends sentences is found")
{
    for (uint32_t code_point = 0; code_point <= 0x10FFFF; code_point++) {
        unsigned set = break_sentence_set(break_properties(code_point));
        if (!(set & (SENTENCE_SET(ATERM) | SENTENCE_SET(STERM) | SENTENCE_SET(SEP) |
                     SENTENCE_SET(CR) | SENTENCE_SET(LF))))
            continue;
        char text[8] = "1";
        size_t size = 1 + put_utf8(text + 1, code_point);
        memcpy(text + size, " B", 3);
        bool needs_more;
        size_t end = sentence_next(text, size + 2, 0, SENTENCE_RULES_UAX29, NULL, &needs_more);
        bool terminator = (set & (SENTENCE_SET(ATERM) | SENTENCE_SET(STERM))) != 0;
        CHECK(end == size + terminator);
        end = sentence_next(text, size + 2, 0, SENTENCE_RULES_TAILORED, NULL, &needs_more);
        /* "1. B" is a list marker, and in tailored rules line ends are spaces. */
        if (terminator && code_point != '.')
            CHECK(end == size + 1);
        else
            CHECK(end == (code_point == 0x2029 ? size : size + 2));
    }
}

TEST("the tailored rules end sentences where every example shows it")
{
    struct sentence_abbreviations *abbreviations = sentence_abbreviations_new(list, strlen(list));
    struct sentence_style style = {.abbreviations = abbreviations};
    for (size_t i = 0; i < sizeof tailored / sizeof tailored[0]; i++)
        check_sentences(tailored[i], SENTENCE_RULES_TAILORED, &style);
    sentence_abbreviations_free(abbreviations);
}

TEST("the rules of UAX #29 end sentences without tailoring")
{
    for (size_t i = 0; i < sizeof uax29 / sizeof uax29[0]; i++)
        check_sentences(uax29[i], SENTENCE_RULES_UAX29, NULL);
}

TEST("an end that more text could change asks for more")
{
    check_need("One. Two", SENTENCE_RULES_TAILORED, 5, false);
    check_need("One. ", SENTENCE_RULES_TAILORED, 5, true);
    check_need("One. (1", SENTENCE_RULES_UAX29, 5, true);
    check_need("One. (1", SENTENCE_RULES_TAILORED, 5, false);
    check_need("One. ((", SENTENCE_RULES_TAILORED, 5, true);
    check_need("One", SENTENCE_RULES_TAILORED, 3, true);
    check_need("One\n", SENTENCE_RULES_UAX29, 4, false);
    check_need("One\r", SENTENCE_RULES_UAX29, 4, true);
}
