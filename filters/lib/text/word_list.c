#include "text/word_list.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "base/input.h"
#include "base/memory.h"
#include "base/shipped.h"
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

void word_list_read_stop_words(struct word_list *list, const char *name)
{
    struct buffer path = {0};
    buffer_append_format(&path, "stopwords/%s.txt", name);
    buffer_append_char(&path, '\0');
    struct slice built_in = shipped_find(path.data);
    buffer_free(&path);
    if (built_in.data) {
        word_list_add_stop_words(list, built_in);
        return;
    }
    struct buffer file = input_whole(name, LARGEST_LIST);
    word_list_add_stop_words(list, buffer_slice(&file));
    buffer_free(&file);
}

/* The word of a form that is new. */
static void learn(struct word_list *list, uint32_t number)
{
    bool added;
    struct slice form = map_key(&list->forms, number);
    uint32_t word = map_add(&list->words, list->fold_case ? folded(list, form) : form, &added);
    list->word_of = memory_grow(list->word_of, &list->form_capacity, (size_t)number + 1,
                                sizeof *list->word_of);
    list->word_of[number] = word;
    list->stops = memory_grow(list->stops, &list->word_capacity, (size_t)word + 1,
                              sizeof *list->stops);
    if (added)
        list->stops[word] = map_find(&list->stop_words, folded(list, form)) != MAP_NONE;
}

uint32_t word_list_find(struct word_list *list, struct slice form)
{
    bool added;
    uint32_t number = map_add(&list->forms, form, &added);
    if (added)
        learn(list, number);
    return list->word_of[number];
}

void word_list_find_all(struct word_list *list, const struct slice *forms, size_t count,
                        uint32_t *words)
{
    uint32_t known = (uint32_t)list->forms.count;
    map_add_all(&list->forms, forms, count, words);
    for (; known < list->forms.count; known++)
        learn(list, known);
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
    map_free(&list->words);
    map_free(&list->forms);
    map_free(&list->stop_words);
    free(list->word_of);
    free(list->stops);
    buffer_free(&list->folded);
}
