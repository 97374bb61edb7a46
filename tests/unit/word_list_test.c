/* Distinct words, folded or not, and which of them are stop words. */
#include "text/word_list.h"

#include "check.h"

static void find_words(bool fold_case)
{
    struct word_list list = {.fold_case = fold_case};
    word_list_add_stop_words(&list, slice_of("# comment\nthe\n\n don\u2019t \nSTRASSE"));
    uint32_t the = word_list_find(&list, slice_of("The"));
    CHECK(word_list_find(&list, slice_of("The")) == the);
    CHECK((word_list_find(&list, slice_of("the")) == the) == fold_case);
    CHECK(slice_is(word_list_word(&list, the), fold_case ? "the" : "The"));
    CHECK(word_list_is_stop(&list, the));
    CHECK(word_list_is_stop(&list, word_list_find(&list, slice_of("DON'T"))));
    CHECK(word_list_is_stop(&list, word_list_find(&list, slice_of("stra\u00dfe"))));
    CHECK(!word_list_is_stop(&list, word_list_find(&list, slice_of("them"))));
    CHECK(!word_list_is_stop(&list, word_list_find(&list, slice_of("# comment"))));
    word_list_free(&list);
}

TEST("a word has a letter or a digit of any script")
{
    static const char *const words[] = {"a",      "7",      "x-",     "\u00e9",
                                        "\u7528", "\u0663", "\u00b2", "\u05d0"};
    static const char *const others[] = {"",       ".",      "?!",         "\u2014",
                                         "\u2026", "\u20ac", "\U0001F600", "\xff"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        CHECK(word_list_has_letter(slice_of(words[i])));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        CHECK(!word_list_has_letter(slice_of(others[i])));
}

TEST("words are found in their case, or folded, and stop words in any")
{
    find_words(true);
    find_words(false);
}

TEST("a list of stop words comes with its language")
{
    struct word_list english = {0};
    word_list_read_stop_words(&english, "en");
    CHECK(word_list_is_stop(&english, word_list_find(&english, slice_of("Because"))));
    CHECK(!word_list_is_stop(&english, word_list_find(&english, slice_of("trust"))));
    word_list_free(&english);
}
