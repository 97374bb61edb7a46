/* What a language changes of the words that word.h finds, word by word: the full stop of an
 * abbreviation or ordinal, the hyphen of a part of a compound and a case ending after a colon belong
 * to their word, and an elided article is a word of its own. Patterns of dictionaries are not cut so:
 * they know no language. Nothing here allocates or fails. */
#ifndef COSPAN_TEXT_WORD_LANGUAGE_H
#define COSPAN_TEXT_WORD_LANGUAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/slice.h"
#include "text/sentence_abbreviations.h"

struct word_style {
    const struct sentence_abbreviations *abbreviations; /* which own their full stop; or NULL */
    bool ordinals;         /* 17. mai: a number owns a full stop within the sentence ... */
    bool ordinals_upper;   /* ... also before an upper-case letter: 3. Oktober */
    bool part_hyphens;     /* helse- og, -spill */
    bool colon_joins;      /* EU:s, USA:ssa */
    struct slice elisions; /* l, d, qu: one a line, lower case, without the apostrophe */
};

/* The word [from, end) of the sentence [begin, finish) as the language has it: the end of the word
 * that begins at `from`. Words of the sentence may reach up to `size`. */
size_t word_language_end(const char *text, size_t size, size_t begin, size_t finish, size_t from,
                         size_t end, const struct word_style *style);

#endif
