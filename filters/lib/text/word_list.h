/* Numbers the distinct words of a stream and computes for each only once its folded form and
 * whether it is a stop word. */
#ifndef COSPAN_TEXT_WORD_LIST_H
#define COSPAN_TEXT_WORD_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/map.h"
#include "base/slice.h"

/* Zero-initialise; set fold_case, and the map if there is another, before the first word. */
struct word_list {
    bool fold_case;
    struct map *words; /* numbers the words, folded if fold_case; NULL: a map of the list's own */
    struct map own_words;
    struct map forms;  /* as spelled in the stream, and */
    uint32_t *word_of; /* the word of each; both only with fold_case, else forms are words */
    size_t form_capacity;
    struct map stop_words; /* folded always */
    bool *stops;           /* by word */
    size_t word_capacity;
    struct buffer folded;
};

/* Adds stop words, one per line; empty lines and lines that begin with `# ` are skipped. */
void word_list_add_stop_words(struct word_list *list, struct slice lines);

/* Adds the stop words of a language by its name (language_code.h) or of a file; ends the program if
 * the file cannot be read. */
void word_list_read_stop_words(struct word_list *list, const char *name);

/* The number of the word of a form; new words are added. */
uint32_t word_list_find(struct word_list *list, struct slice form);

/* The same for many forms at once, much faster; sixteen bytes from the beginning of each must be
 * readable (map_add_all). */
void word_list_find_all(struct word_list *list, const struct slice *forms, size_t count,
                        uint32_t *words);

/* The word of a number, folded if fold_case; valid as long as the map that numbers the words. */
static inline struct slice word_list_word(const struct word_list *list, uint32_t word)
{
    return map_key(list->words, word);
}

static inline bool word_list_is_stop(const struct word_list *list, uint32_t word)
{
    return list->stops[word];
}

/* Whether the token contains a letter, a digit or a character of a script without case: anything
 * but punctuation, symbols and space. */
bool word_list_has_letter(struct slice token);

void word_list_free(struct word_list *list);

#endif
