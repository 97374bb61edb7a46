#include "text/word_list.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "base/input.h"
#include "base/memory.h"
#include "base/message.h"
#include "base/suggest.h"
#include "text/language_code.h"
#include "text/language_rules.h"
#include "text/normal.h"
#include "text/utf8.h"

enum { LARGEST_LIST = 64 << 20 };

static struct slice folded(struct word_list *list, struct slice form)
{
    buffer_clear(&list->folded);
    text_fold(form, LETTER_FOLD, false, &list->folded);
    return buffer_slice(&list->folded);
}

void word_list_add_stop_words(struct word_list *list, struct slice lines)
{
    for (struct slice rest = lines; rest.data;) {
        struct slice word = slice_trim(slice_cut(&rest, '\n'));
        if (word.size > 0 && word.data[0] != '#')
            map_add(&list->stop_words, folded(list, word), NULL);
    }
}

static void refuse_list(const char *name)
{
    struct suggest suggest = suggest_begin(slice_of(name));
    for (const struct language_code *language = language_codes; language->code; language++)
        for (struct slice names = slice_of(language->names); names.data;) {
            struct slice one = slice_cut(&names, ',');
            if (one.size > 0)
                suggest_add(&suggest, one);
        }
    message_fatal(NULL, "no list of stop words and no file '%s'%s", name,
                  suggest_ending(&suggest, "the lists are"));
}

void word_list_read_stop_words(struct word_list *list, const char *name)
{
    struct buffer words = {0};
    const struct language_code *language = strpbrk(name, "/.") ? NULL
                                                               : language_code_find(slice_of(name));
    if (language)
        language_rules_append(language->code, "stopwords.txt", &words);
    else if (input_is_file(name))
        words = input_whole(name, LARGEST_LIST);
    else
        refuse_list(name);
    word_list_add_stop_words(list, buffer_slice(&words));
    buffer_free(&words);
}

static struct map *words_of(struct word_list *list)
{
    if (!list->words)
        list->words = &list->own_words;
    return list->words;
}

/* Whether the words from this number on are stop words. */
static void learn_words(struct word_list *list, size_t known)
{
    const struct map *words = list->words;
    list->stops = memory_grow(list->stops, &list->word_capacity, words->count, sizeof *list->stops);
    for (size_t i = known; i < words->count; i++)
        list->stops[i] = list->stop_words.count > 0 &&
                         map_find(&list->stop_words, folded(list, map_key(words, (uint32_t)i))) !=
                             MAP_NONE;
}

/* The words of the forms from this number on. */
static void learn_forms(struct word_list *list, size_t known)
{
    struct map *words = words_of(list);
    size_t known_words = words->count;
    list->word_of = memory_grow(list->word_of, &list->form_capacity, list->forms.count,
                                sizeof *list->word_of);
    for (size_t i = known; i < list->forms.count; i++)
        list->word_of[i] = map_add(words, folded(list, map_key(&list->forms, (uint32_t)i)), NULL);
    learn_words(list, known_words);
}

uint32_t word_list_find(struct word_list *list, struct slice form)
{
    struct map *map = list->fold_case ? &list->forms : words_of(list);
    size_t known = map->count;
    uint32_t number = map_add(map, form, NULL);
    if (!list->fold_case) {
        learn_words(list, known);
        return number;
    }
    learn_forms(list, known);
    return list->word_of[number];
}

void word_list_find_all(struct word_list *list, const struct slice *forms, size_t count,
                        uint32_t *words)
{
    struct map *map = list->fold_case ? &list->forms : words_of(list);
    size_t known = map->count;
    map_add_all(map, forms, count, words);
    if (!list->fold_case) {
        learn_words(list, known);
        return;
    }
    learn_forms(list, known);
    for (size_t i = 0; i < count; i++)
        words[i] = list->word_of[words[i]];
}

bool word_list_has_letter(struct slice token)
{
    while (token.size > 0) {
        unsigned char c = (unsigned char)token.data[0];
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
            return true;
        int32_t code_point;
        token = slice_from(token, utf8_decode(token, &code_point));
        if (c < 0x80 || code_point == UTF8_INVALID)
            continue;
        utf8proc_category_t category = utf8proc_category(code_point);
        if (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO)
            return true;
    }
    return false;
}

void word_list_free(struct word_list *list)
{
    map_free(&list->own_words);
    map_free(&list->forms);
    map_free(&list->stop_words);
    free(list->word_of);
    free(list->stops);
    buffer_free(&list->folded);
}
