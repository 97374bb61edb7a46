#include "text/sentence_look.h"

#include <string.h>

#include "base/slice.h"
#include "text/break_tables.h"
#include "text/sentence_opening.h"

/* The sentence break class at `at`, as a set; 0 at the end of the text. */
static unsigned set_at(const char *text, size_t size, size_t at, size_t *end)
{
    *end = at;
    return at < size ? break_sentence_set(break_at(text, size, at, end)) : 0;
}

static size_t skip_blanks(const char *text, size_t size, size_t at)
{
    while (at < size && slice_is_blank(text[at]))
        at++;
    return at;
}

bool sentence_is_acronym(const char *text, size_t from, size_t stop)
{
    size_t at = stop;

    while (at > from && ((text[at - 1] | 0x20) >= 'a' && (text[at - 1] | 0x20) <= 'z'))
        at--;
    return at < stop && at > from && text[at - 1] == '.';
}

enum sentence_answer sentence_dash_begins(const char *text, size_t size, size_t at)
{
    size_t end;
    uint32_t dash = break_decode(text, size, at, &end);

    if (dash != '-' && dash != 0x2013 && dash != 0x2014)
        return SENTENCE_NO;
    while (end < size && dash == '-' && text[end] == '-')
        end++;
    size_t next = skip_blanks(text, size, end);
    if (next == size)
        return SENTENCE_UNKNOWN;
    return next > end && (set_at(text, size, next, &end) &
                          (SENTENCE_SET(UPPER) | SENTENCE_SET(CLOSE) | SENTENCE_SET(NUMERIC)))
               ? SENTENCE_YES
               : SENTENCE_NO;
}

enum sentence_answer sentence_colon_ends(const char *text, size_t size, size_t stop,
                                         const struct sentence_style *style, size_t *at)
{
    size_t end, next = *at = skip_blanks(text, size, stop + 1);

    if (next == size)
        return SENTENCE_UNKNOWN;
    if (next == stop + 1)
        return SENTENCE_NO;
    unsigned set = set_at(text, size, next, &end);
    if (set & SENTENCE_SET(UPPER))
        return style->colon_upper ? SENTENCE_YES : SENTENCE_NO;
    if (!(set & SENTENCE_SET(CLOSE)) || text[next] == '(' || text[next] == '[')
        return SENTENCE_NO;
    if (end == size)
        return SENTENCE_UNKNOWN;
    return set_at(text, size, end, &next) & SENTENCE_SET(UPPER) ? SENTENCE_YES : SENTENCE_NO;
}

enum sentence_answer sentence_opening_follows(const char *text, size_t size, size_t from,
                                              size_t stop)
{
    enum { LONGEST = 64 };
    size_t begin = stop, end = stop + 1;

    while (begin > from && stop - begin < LONGEST && !slice_is_blank(text[begin - 1])) {
        if (strchr("./\\@:_=<>#$", text[begin - 1]))
            return SENTENCE_NO;
        begin--;
    }
    if (stop - begin < 2 || stop - begin == LONGEST || text[stop - 1] < 'a' ||
        text[stop - 1] > 'z' || text[stop - 2] < 'a' || text[stop - 2] > 'z')
        return SENTENCE_NO;
    while (end < size && end - stop <= SENTENCE_OPENING_LONGEST && (text[end] | 0x20) >= 'a' &&
           (text[end] | 0x20) <= 'z')
        end++;
    if (end == size)
        return SENTENCE_UNKNOWN;
    if (!slice_is_blank(text[end]) && text[end] != ',' && text[end] != ':')
        return SENTENCE_NO;
    return sentence_opening(slice_make(text + stop + 1, end - stop - 1)) ? SENTENCE_YES
                                                                         : SENTENCE_NO;
}

bool sentence_stop_stands_alone(const char *text, size_t from, size_t stop)
{
    size_t at = stop;

    while (at > from && slice_is_blank(text[at - 1]))
        at--;
    return at < stop && at > from && text[at - 1] != '.';
}

size_t sentence_apostrophes_end(const char *text, size_t size, size_t at)
{
    if (size - at < 3 || text[at] != '\'' || text[at + 1] != '\'' || !slice_is_blank(text[at + 2]))
        return at;
    return skip_blanks(text, size, at + 2);
}

bool sentence_is_short_number(const char *text, size_t from, size_t stop)
{
    size_t at = stop;

    while (at > from && text[at - 1] >= '0' && text[at - 1] <= '9')
        at--;
    return at < stop && stop - at <= 2 && (at == from || slice_is_blank(text[at - 1]));
}
