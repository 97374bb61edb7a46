#include "strategy/lexer.h"

#include "base/number.h"
#include "strategy/strategy.h"
#include "strategy/fields.h"
#include "strategy/build.h"

char lexer_at(struct slice text, size_t place)
{
    return place < text.size ? text.data[place] : '\0';
}

static bool may_be_in_word(char c)
{
    return strategy_is_wordy(c) || (c && strchr("*$?#", c));
}

bool lexer_begins_word(struct slice text, size_t place)
{
    return place == 0 || !may_be_in_word(text.data[place - 1]);
}

bool lexer_ends_word(struct slice text, size_t place)
{
    return !may_be_in_word(lexer_at(text, place));
}

/* Past blanks, and comments in brackets. */
size_t lexer_skip(struct slice text, size_t place)
{
    for (;;) {
        while (lexer_at(text, place) == ' ')
            place++;
        if (lexer_at(text, place) != '[')
            return place;
        const char *end = memchr(text.data + place, ']', text.size - place);
        place = end ? (size_t)(end - text.data) + 1 : text.size;
    }
}

struct slice lexer_letters(struct slice text, size_t place)
{
    size_t end = place;
    while (slice_is_letter(lexer_at(text, end)) || slice_is_digit(lexer_at(text, end)))
        end++;
    return slice_make(text.data + place, end - place);
}

/* The operator that stands at the place as a word of its own. */
struct lexer_operator lexer_operator(struct slice text, size_t place)
{
    struct lexer_operator found = {LEXER_NONE, 0, place};
    struct slice word = lexer_letters(text, place);
    if (word.size < 2 || !lexer_ends_word(text, place + word.size))
        return found;
    found.end = place + word.size;
    if (strategy_word_is(word, "or"))
        found.kind = LEXER_OR;
    else if (strategy_word_is(word, "and"))
        found.kind = LEXER_AND;
    else if (strategy_word_is(word, "not"))
        found.kind = LEXER_NOT;
    else if (word.size >= 3 && strategy_word_is(slice_make(word.data, 3), "adj")) {
        uint64_t distance = 0;
        if (word.size > 3 && !number_read_u64(slice_from(word, 3), &distance))
            return found;
        found.kind = LEXER_ADJACENT;
        /* 0 stands for none; adj0 is out of bounds as adj100 is. */
        found.distance = word.size == 3                                       ? 0
                         : distance == 0 || distance > STRATEGY_MOST_DISTANCE ? STRATEGY_NONE
                                                                              : (uint32_t)distance;
    }
    return found;
}

/* Field codes behind a dot, as in `.ti,ab.`: their bits, and in *end where they end; 0 if there are
 * none. A code that is not known is in *unknown. */
uint64_t lexer_fields(struct slice text, size_t place, size_t *end, size_t *unknown)
{
    uint64_t fields = 0;
    *unknown = 0;
    if (lexer_at(text, place) != '.')
        return 0;
    for (size_t code = place + 1;;) {
        struct slice word = lexer_letters(text, code);
        char behind = lexer_at(text, code + word.size);
        if (word.size != 2 || strategy_is_wordy(behind) || slice_is_digit(word.data[0]))
            return 0;
        int field = strategy_find_field(word);
        size_t next = code + word.size;
        while (lexer_at(text, next) == ' ')
            next++;
        if (field == STRATEGY_NO_FIELD)
            *unknown = code;
        else
            fields |= (uint64_t)1 << field;
        if (lexer_at(text, next) == ',') {
            next++;
            while (lexer_at(text, next) == ' ')
                next++;
            if (lexer_at(text, next) == '.' || lexer_letters(text, next).size != 2) {
                *end = next + (lexer_at(text, next) == '.');
                return fields | (fields == 0);
            }
            code = next;
            continue;
        }
        /* The last dot may be missing at the end of an operand. */
        bool dot = lexer_at(text, code + word.size) == '.';
        if (!dot && behind != '\0' && behind != ' ' && behind != ')' && behind != '[')
            return 0;
        /* `vs. it was` is no field. */
        if (!dot && field == STRATEGY_NO_FIELD)
            return 0;
        *end = code + word.size + dot;
        return fields | (fields == 0);
    }
}

/* Where the text of an unquoted heading ends: at its slash. */
size_t lexer_heading_end(struct slice text, size_t place)
{
    for (size_t i = place;; i++) {
        char c = lexer_at(text, i);
        size_t end, unknown;
        if (c == '/' && i > place)
            return lexer_letters(text, i + 1).size == 4 &&
                           strategy_word_is(lexer_letters(text, i + 1), "freq")
                       ? SIZE_MAX
                       : i;
        if (c == '\0' || strchr("()\"[]", c) || lexer_fields(text, i, &end, &unknown))
            return SIZE_MAX;
        if ((i == place || lexer_begins_word(text, i)) &&
            lexer_operator(text, i).kind != LEXER_NONE)
            return SIZE_MAX;
    }
}
