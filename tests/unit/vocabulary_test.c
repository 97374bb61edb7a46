/* Which words of the patterns a token is. */
#include "tag/vocabulary.h"

#include "chance.h"
#include "check.h"

static struct word_set found;

static bool is(struct vocabulary *vocabulary, uint32_t word, const char *type)
{
    vocabulary_find(vocabulary, slice_of(type), &found);
    size_t times = 0;
    for (size_t i = 0; i < found.count; i++)
        times += found.words[i] == word;
    return check(times <= 1, __FILE__, __LINE__, "a word is found once") && times == 1;
}

/* Whether a pattern's word, alone in a vocabulary, is this type. */
static bool is_word(const char *word, enum letter_case letter_case, bool hyphens, const char *type)
{
    struct vocabulary vocabulary = {0};
    uint32_t number = vocabulary_add(&vocabulary, slice_of(word), letter_case, true, hyphens);
    bool result = is(&vocabulary, number, type);
    vocabulary_free(&vocabulary);
    return result;
}

static bool folds_to(const char *word, const char *type)
{
    return is_word(word, LETTER_FOLD, true, type);
}

TEST("a star is any number of characters")
{
    CHECK(folds_to("worker", "worker") && !folds_to("worker", "workers"));
    CHECK(folds_to("worker*", "worker") && folds_to("worker*", "workers"));
    CHECK(!folds_to("worker*", "coworker") && !folds_to("worker*", "worke"));
    CHECK(folds_to("*worker", "coworker") && folds_to("*worker", "worker"));
    CHECK(!folds_to("*worker", "workers"));
    CHECK(folds_to("co*ion", "cooperation") && folds_to("co*ion", "coion"));
    CHECK(!folds_to("co*ion", "coin") && !folds_to("co*oin", "coin"));
    CHECK(folds_to("*a*b*c*", "xaxbxcx") && folds_to("*a*b*c*", "abc") &&
          !folds_to("*a*b*c*", "acb"));
    CHECK(folds_to("*", "x") && folds_to("**", "anything"));
    /* A token without a character but hyphens, or without any, as the first one of all. */
    CHECK(folds_to("*", "-") && folds_to("*", "") && folds_to("?", "-") && !folds_to("?", ""));
    CHECK(folds_to("*operation*", "cooperations") && !folds_to("*operation*", "operate"));
    CHECK(folds_to("a*aab", "aaaab") && folds_to("*aab", "aaaab") && !folds_to("*aab", "aaaba"));
}

TEST("a question mark is one character, composed")
{
    CHECK(folds_to("wom?n", "woman") && folds_to("wom?n", "women"));
    CHECK(!folds_to("wom?n", "womn") && !folds_to("wom?n", "womaan"));
    CHECK(folds_to("?", "x") && !folds_to("?", "xx") && !folds_to("?", ""));
    CHECK(folds_to("?", "\u00e9") && folds_to("?", "\u7528") && folds_to("?", "\U0001F600"));
    CHECK(folds_to("m?re", "m\u00e8re") && folds_to("?t\u00e9", "\u00e9t\u00e9"));
    CHECK(!folds_to("??", "\u00e9"));
    /* An accent that stands alone is composed before it is looked at. */
    CHECK(folds_to("?", "e\u0301") && folds_to("m?re", "me\u0300re"));
    CHECK(folds_to("*?*", "x") && !folds_to("*?*", ""));
}

TEST("letters fold as Unicode folds them by default")
{
    CHECK(folds_to("Stra\u00dfe", "STRASSE") && folds_to("STRASSE", "stra\u00dfe"));
    CHECK(folds_to("stra\u1e9ee", "strasse"));
    CHECK(!is_word("stra\u00dfe", LETTER_LOWER, false, "STRASSE"));
    CHECK(folds_to("\u03a3\u039f\u03a6\u039f\u03a3", "\u03c3\u03bf\u03c6\u03bf\u03c2"));
    CHECK(folds_to("\u03c3\u03bf\u03c6\u03bf\u03c2", "\u03c3\u03bf\u03c6\u03bf\u03c3"));
    CHECK(folds_to("\u00c9t\u00e9", "e\u0301TE\u0301"));
    /* Unicode's default folding, not the Turkish one. */
    CHECK(!folds_to("\u0131", "i") && !folds_to("\u0131", "I") && folds_to("I", "i"));
    CHECK(folds_to("\u0130", "i\u0307") && !folds_to("\u0130", "i"));
    CHECK(is_word("PSW", LETTER_EXACT, true, "PSW") && !is_word("PSW", LETTER_EXACT, true, "psw"));
    CHECK(is_word("P?W*", LETTER_EXACT, true, "PsWs") &&
          !is_word("P?W*", LETTER_EXACT, true, "PSws"));
}

TEST("apostrophes are alike, and soft hyphens are not seen")
{
    CHECK(folds_to("don't", "don\u2019t") && folds_to("don\u2019t", "don`t"));
    CHECK(folds_to("PSW\u00b4s", "psw's") && folds_to("psw\u02bcs", "psw\uff07s"));
    CHECK(folds_to("sup\u00adport", "support") && folds_to("support", "sup\u00adport"));
}

TEST("a hyphen may be any dash or missing, unless hyphens count")
{
    static const char *const dashes[] = {"-",      "\u2010", "\u2011", "\u2012",
                                         "\u2013", "\u2212", "\ufe63", "\uff0d"};
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
        char type[32];
        snprintf(type, sizeof type, "co%screation", dashes[i]);
        CHECK(folds_to("co-creat*", type));
        CHECK(is_word("co-creat*", LETTER_FOLD, false, type));
        CHECK(folds_to(type, "cocreation"));
    }
    CHECK(folds_to("co-creat*", "cocreation") && !folds_to("cocreat*", "co-creation"));
    CHECK(!is_word("co-creat*", LETTER_FOLD, false, "cocreation"));
    CHECK(!folds_to("co-creat*", "co\u2014creation") && !folds_to("co-creat*", "co--creation"));
    CHECK(folds_to("a-b-c", "ab-c") && folds_to("a-b-c", "a-bc") && folds_to("a-b-c", "abc"));
    CHECK(folds_to("*-led", "user-led") && folds_to("*-led", "userled"));
    CHECK(folds_to("-", "\u2013") && !folds_to("-", "x"));
    /* Where the token has a hyphen, it is the pattern's: `?` does not take its place. */
    CHECK(folds_to("a-?b", "a-xb") && folds_to("a-?b", "axb") && !folds_to("a-?b", "a-b"));
    CHECK(folds_to("a-?b", "a--b"));
}

TEST("accents are stripped where that is asked for")
{
    struct vocabulary vocabulary = {.strip_accents = true};
    uint32_t naive = vocabulary_add(&vocabulary, slice_of("na\u00efv*"), LETTER_FOLD, true, true);
    uint32_t ore = vocabulary_add(&vocabulary, slice_of("\u00d8re"), LETTER_EXACT, true, true);
    CHECK(is(&vocabulary, naive, "naive") && is(&vocabulary, naive, "NAI\u0308VE"));
    CHECK(is(&vocabulary, ore, "Ore") && !is(&vocabulary, ore, "ore"));
    vocabulary_free(&vocabulary);
    CHECK(!folds_to("na\u00efve", "naive") && !folds_to("naive", "na\u00efve"));
}

/* The same spelling in another letter case, or with hyphens that may be missing, is another word. */
TEST("a spelling of another kind is another word")
{
    struct vocabulary vocabulary = {0};
    uint32_t fold = vocabulary_add(&vocabulary, slice_of("Co-Op"), LETTER_FOLD, true, true);
    CHECK(vocabulary_add(&vocabulary, slice_of("co\u2010OP"), LETTER_FOLD, true, true) == fold);
    uint32_t exact = vocabulary_add(&vocabulary, slice_of("Co-Op"), LETTER_EXACT, true, true);
    uint32_t literal = vocabulary_add(&vocabulary, slice_of("co-op"), LETTER_FOLD, true, false);
    uint32_t star = vocabulary_add(&vocabulary, slice_of("*"), LETTER_FOLD, false, true);
    CHECK(exact != fold && literal != fold && literal != exact);
    CHECK(is(&vocabulary, fold, "coop") && !is(&vocabulary, literal, "coop"));
    CHECK(is(&vocabulary, exact, "CoOp") && !is(&vocabulary, exact, "coop"));
    CHECK(is(&vocabulary, star, "*") && !is(&vocabulary, star, "x"));
    vocabulary_free(&vocabulary);
}

/* Of words that are found by pieces of up to eight bytes none is missed and none found twice. */
TEST("of words that are found by pieces none is missed and none found twice")
{
    static const char *const words[] = {
        "co-production", "co-productio*", "*o-production", "*productio*",
        "c*n",           "?o-productio?", "*cti*",         "*",
        "co-produ*ction"};
    enum { COUNT = sizeof words / sizeof *words };
    struct vocabulary vocabulary = {0};
    for (uint32_t i = 0; i < COUNT; i++)
        CHECK(vocabulary_add(&vocabulary, slice_of(words[i]), LETTER_FOLD, true, true) == i);
    vocabulary_find(&vocabulary, slice_of("Coproduction"), &found);
    CHECK(found.count == COUNT);
    vocabulary_find(&vocabulary, slice_of("co-production"), &found);
    CHECK(found.count == COUNT);
    vocabulary_find(&vocabulary, slice_of("nothing"), &found);
    CHECK(found.count == 1);
    vocabulary_free(&vocabulary);
}

/* The definition, letter by letter. */
static bool matches(const char *word, const char *type, bool hyphens)
{
    if (*word == '\0')
        return *type == '\0';
    if (*word == '*')
        return matches(word + 1, type, hyphens) || (*type && matches(word, type + 1, hyphens));
    if (*word == '-' && hyphens)
        return matches(word + 1, type + (*type == '-'), hyphens);
    return *type && (*word == '?' || *word == *type) && matches(word + 1, type + 1, hyphens);
}

static void random_word(char *to, uint32_t longest, const char *letters)
{
    uint32_t size = 1 + chance(longest);
    for (uint32_t i = 0; i < size; i++)
        to[i] = letters[chance((uint32_t)strlen(letters))];
    to[size] = '\0';
}

TEST("random words find the types that the definition finds")
{
    enum { ROUNDS = 300, WORDS = 40, TYPES = 60 };
    bool good = true;
    for (int round = 0; round < ROUNDS && good; round++) {
        struct vocabulary vocabulary = {0};
        char words[WORDS][16], type[16];
        bool hyphens[WORDS];
        uint32_t numbers[WORDS];
        for (int i = 0; i < WORDS; i++) {
            random_word(words[i], 12, "aabbc-*?");
            hyphens[i] = chance(2);
            numbers[i] = vocabulary_add(&vocabulary, slice_of(words[i]), LETTER_FOLD, true,
                                        hyphens[i]);
        }
        for (int i = 0; i < TYPES; i++) {
            random_word(type, 12, "aaabbbc-");
            vocabulary_find(&vocabulary, slice_of(type), &found);
            for (int j = 0; j < WORDS; j++) {
                size_t times = 0;
                for (size_t k = 0; k < found.count; k++)
                    times += found.words[k] == numbers[j];
                if (times == matches(words[j], type, hyphens[j]))
                    continue;
                printf("'%s' and '%s': found %zu times\n", words[j], type, times);
                good = false;
            }
        }
        vocabulary_free(&vocabulary);
    }
    CHECK(good);
}
