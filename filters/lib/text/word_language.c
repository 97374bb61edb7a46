#include "text/word_language.h"

#include "text/break_tables.h"
#include "text/word.h"

#define LETTER (SENTENCE_SET(LOWER) | SENTENCE_SET(UPPER) | SENTENCE_SET(OLETTER))

static unsigned set_at(const char *text, size_t size, size_t at)
{
    size_t end;
    return at < size ? break_sentence_set(break_at(text, size, at, &end)) : 0;
}

static unsigned set_before(const char *text, size_t from, size_t at)
{
    size_t begin;
    return at > from ? break_sentence_set(break_before(text, from, at, &begin)) : 0;
}

static size_t skip_blanks(const char *text, size_t size, size_t at)
{
    while (at < size && slice_is_blank(text[at]))
        at++;
    return at;
}

static bool is_number(const char *text, size_t from, size_t end)
{
    for (size_t at = from; at < end; at++)
        if (text[at] < '0' || text[at] > '9')
            return false;
    return true;
}

/* Whether the full stop at `end` belongs to the word. */
static bool owns_stop(const char *text, size_t size, size_t begin, size_t finish, size_t from,
                      size_t end, const struct word_style *style)
{
    if (end + 1 < size && text[end + 1] == '.')
        return false;
    size_t next = skip_blanks(text, finish, end + 1);
    unsigned set = next > end + 1 ? set_at(text, finish, next) : 0;
    if (style->ordinals && is_number(text, from, end))
        return set == SENTENCE_SET(LOWER) ||
               (style->ordinals_upper && end - from <= 2 && set == SENTENCE_SET(UPPER));
    return style->abbreviations &&
           sentence_abbreviations_match(style->abbreviations, text, begin, end,
                                        (set & SENTENCE_SET(NUMERIC)) != 0) != ABBREVIATION_NONE;
}

/* The end of the word that begins at `from`. */
static size_t next_end(const char *text, size_t size, size_t from)
{
    enum word_kind kind;
    return word_next_general(text, size, from, WORD_RULES_TAILORED, &kind);
}

/* "-spill" at the beginning of a sentence or after white space. */
static bool is_last_part(const char *text, size_t size, size_t begin, size_t from, size_t end)
{
    return end - from == 1 && text[from] == '-' &&
           (from == begin || slice_is_blank(text[from - 1]) || text[from - 1] == '/') &&
           set_at(text, size, end) == SENTENCE_SET(LOWER);
}

/* "helse-" before white space or punctuation. */
static bool is_first_part(const char *text, size_t size, size_t from, size_t end)
{
    return text[end] == '-' && (set_before(text, from, end) & LETTER) &&
           (end + 1 == size || slice_is_blank(text[end + 1]) || strchr(",/)", text[end + 1]));
}

/* The end of an elided article in the word, apostrophe included, or 0. */
static size_t elision_end(const char *text, size_t from, size_t end, struct slice elisions)
{
    enum { LONGEST = 8 };
    size_t at = from, after = 0;
    while (at < end && at - from <= LONGEST && !after) {
        if (text[at] == '\'')
            after = at + 1;
        else if (end - at >= 3 && memcmp(text + at, "\xE2\x80\x99", 3) == 0)
            after = at + 3;
        else
            at++;
    }
    if (!after || after == end)
        return 0;
    for (struct slice rest = elisions; rest.data;)
        if (slice_is_same_word(slice_cut(&rest, '\n'), slice_make(text + from, at - from)))
            return after;
    return 0;
}

size_t word_language_end(const char *text, size_t size, size_t begin, size_t finish, size_t from,
                         size_t end, const struct word_style *style)
{
    size_t elided = style->elisions.size > 0 ? elision_end(text, from, end, style->elisions) : 0;
    if (elided > 0)
        return elided;
    if (end == size)
        return end;
    if (text[end] == '.')
        return owns_stop(text, size, begin, finish, from, end, style) ? end + 1 : end;
    if (style->part_hyphens && is_last_part(text, size, begin, from, end))
        return next_end(text, size, end);
    if (style->part_hyphens && is_first_part(text, size, from, end))
        return end + 1;
    if (style->colon_joins && text[end] == ':' &&
        (set_before(text, from, end) & (SENTENCE_SET(UPPER) | SENTENCE_SET(NUMERIC))) &&
        set_at(text, size, end + 1) == SENTENCE_SET(LOWER))
        return next_end(text, size, end + 1);
    return end;
}
