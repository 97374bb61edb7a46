#include "text/word.h"

#include <stdbool.h>

#include "text/address.h"
#include "text/break_tables.h"

#define AHLETTER        (WORD_SET(ALETTER) | WORD_SET(HEBREW_LETTER))
#define WORD_CHARACTER  (AHLETTER | WORD_SET(NUMERIC) | WORD_SET(KATAKANA))
#define IGNORED         (WORD_SET(EXTEND) | WORD_SET(FORMAT) | WORD_SET(ZWJ))
#define NEWLINES        (WORD_SET(CR) | WORD_SET(LF) | WORD_SET(NEWLINE))
#define MID_LETTER      (WORD_SET(MIDLETTER) | WORD_SET(MIDNUMLET) | WORD_SET(SINGLE_QUOTE))
#define MID_NUMBER      (WORD_SET(MIDNUM) | WORD_SET(MIDNUMLET) | WORD_SET(SINGLE_QUOTE))
#define SENTENCE_LETTER (SENTENCE_SET(LOWER) | SENTENCE_SET(UPPER) | SENTENCE_SET(OLETTER))
#define GAP             (BREAK_WHITE_SPACE | BREAK_IGNORABLE)

#define EIGHT(value) value, value, value, value, value, value, value, value
#define SPACE        (WORD_BYTE_SPACE | WORD_BYTE_ENDS | WORD_BYTE_CLEAR)
#define LETTER       WORD_BYTE_LETTER
#define DIGIT        WORD_BYTE_DIGIT
#define HIGH         WORD_BYTE_HIGH
/* Punctuation that ends a word, that may continue an e-mail address, or that may join letters or
 * digits; and the slash, which ends a word but after a colon may belong to http://. */
#define SINGLE     (WORD_BYTE_SINGLE | WORD_BYTE_ENDS | WORD_BYTE_CLEAR)
#define MAIL       WORD_BYTE_SINGLE
#define COLON      (WORD_BYTE_SINGLE | WORD_BYTE_CLEAR | WORD_BYTE_EYES)
#define SEMICOLON  (SINGLE | WORD_BYTE_EYES)
#define APOSTROPHE (WORD_BYTE_RUN | WORD_BYTE_CLEAR)
#define SLASH      (WORD_BYTE_SINGLE | WORD_BYTE_ENDS)
#define RUN        (WORD_BYTE_RUN | WORD_BYTE_ENDS | WORD_BYTE_CLEAR)
#define STOP       (RUN | WORD_BYTE_STOPS)
#define FULL_STOP  (WORD_BYTE_RUN | WORD_BYTE_CLEAR | WORD_BYTE_STOPS)
#define HYPHEN     WORD_BYTE_RUN
#define LOW_LINE   WORD_BYTE_RUN
#define HASH       (WORD_BYTE_TAG | WORD_BYTE_ENDS | WORD_BYTE_CLEAR)
#define AT_SIGN    (WORD_BYTE_TAG | WORD_BYTE_CLEAR)

const unsigned char word_byte_class[256] = {
    EIGHT(SPACE), EIGHT(SPACE), EIGHT(SPACE), EIGHT(SPACE),
    /*   ! " # $ % & ' */
    SPACE, STOP, SINGLE, HASH, SINGLE, MAIL, SINGLE, APOSTROPHE,
    /* ( ) * + , - . / */
    SINGLE, SINGLE, RUN, MAIL, RUN, HYPHEN, FULL_STOP, SLASH,
    /* 0-7, then 8 9 : ; < = > ? */
    EIGHT(DIGIT), DIGIT, DIGIT, COLON, SEMICOLON, SINGLE, RUN, SINGLE, STOP,
    /* @ A-W, then X Y Z [ \ ] ^ _ */
    AT_SIGN, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, EIGHT(LETTER), EIGHT(LETTER),
    LETTER, LETTER, LETTER, SINGLE, SINGLE, SINGLE, SINGLE, LOW_LINE,
    /* ` a-w, then x y z { | } ~ DEL */
    RUN, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, EIGHT(LETTER), EIGHT(LETTER),
    LETTER, LETTER, LETTER, SINGLE, SINGLE, SINGLE, RUN, SPACE, EIGHT(HIGH), EIGHT(HIGH),
    EIGHT(HIGH), EIGHT(HIGH), EIGHT(HIGH), EIGHT(HIGH), EIGHT(HIGH), EIGHT(HIGH), EIGHT(HIGH),
    EIGHT(HIGH), EIGHT(HIGH), EIGHT(HIGH), EIGHT(HIGH), EIGHT(HIGH), EIGHT(HIGH), EIGHT(HIGH)};

static unsigned class_at(const char *text, size_t at)
{
    return word_byte_at(text, at) & WORD_BYTE_CLASS;
}

/* Whether it is a digit that U+20E3 (after an optional U+FE0F) makes a keycap emoji. */
static bool is_keycap(const char *text, size_t size, size_t at)
{
    if (class_at(text, at) != WORD_BYTE_DIGIT)
        return false;
    at++;
    if (size - at >= 3 && memcmp(text + at, "\xEF\xB8\x8F", 3) == 0)
        at += 3;
    return size - at >= 3 && memcmp(text + at, "\xE2\x83\xA3", 3) == 0;
}

/* break_at(), except that under tailored rules a keycap is not a digit, so nothing joins it. */
static unsigned look_at(const char *text, size_t size, size_t at, size_t *end, bool tailored)
{
    unsigned properties = break_at(text, size, at, end);

    if (tailored && is_keycap(text, size, at))
        return BREAK_PROPERTIES(OTHER, OTHER, 0);
    return properties;
}

/* WB4: the offset after the Extend, Format and ZWJ characters at `at`. If there are any, *joiner is
 * set to whether the last is ZWJ (for WB3c). */
static size_t skip_ignored(const char *text, size_t size, size_t at, bool *joiner)
{
    while (at < size && class_at(text, at) == WORD_BYTE_HIGH) {
        size_t end;
        unsigned properties = break_at(text, size, at, &end);
        if (!(break_word_set(properties) & IGNORED))
            break;
        *joiner = break_word_set(properties) == WORD_SET(ZWJ);
        at = end;
    }
    return at;
}

/* The properties of the next character that WB4 does not ignore, 0 at the end of the text. */
static unsigned look_past_ignored(const char *text, size_t size, size_t at, size_t *end,
                                  bool tailored)
{
    bool joiner;

    at = skip_ignored(text, size, at, &joiner);
    *end = size;
    return at < size ? look_at(text, size, at, end, tailored) : 0;
}

/* Whether the character before `at`, ignoring marks, is a letter or digit. */
static bool follows_word(const char *text, size_t at)
{
    while (at > 0) {
        unsigned properties = break_before(text, 0, at, &at);
        if (!(break_word_set(properties) & IGNORED))
            return (break_word_set(properties) & WORD_CHARACTER) ||
                   (break_sentence_set(properties) & SENTENCE_LETTER);
    }
    return false;
}

/* The end of the hashtag or mention at `from`, or 0 if the character is a token of its own. */
static size_t tag_end(const char *text, size_t size, size_t from)
{
    size_t at = from + 1;
    size_t end;

    if (at >= size)
        return 0;
    unsigned properties = look_at(text, size, at, &end, true);
    if (!(break_word_set(properties) & AHLETTER) &&
        !(break_sentence_set(properties) & SENTENCE_LETTER) &&
        !(text[from] == '@' && text[at] == '_'))
        return 0;
    if (follows_word(text, from))
        return 0;
    do {
        at = end;
        if (at == size)
            break;
        properties = look_at(text, size, at, &end, true);
    } while ((break_word_set(properties) & (WORD_CHARACTER | IGNORED)) ||
             (break_sentence_set(properties) & SENTENCE_LETTER) || text[at] == '_');
    return at;
}

/* The end of the run of one kind of ASCII punctuation at `from`. */
static size_t run_end(const char *text, size_t size, size_t from)
{
    unsigned stops = word_byte_at(text, from) & WORD_BYTE_STOPS;
    size_t at = from + 1;

    while (at < size && (text[at] == text[from] || (word_byte_at(text, at) & stops)))
        at++;
    return at;
}

/* Whether the word [from, end) is an acronym, to which the full stop after it belongs: full stops
 * divide it into pieces of one letter (U.S, e.g), or of two letters of which the first is upper
 * case, with at least one piece of one letter (Ph.D, M.Sc). */
static bool is_acronym(const char *text, size_t from, size_t end)
{
    unsigned letters = 0;
    bool capital = false;
    bool divided = false;
    bool single = false;

    for (size_t at = from; at < end;) {
        if (text[at] == '.') {
            single |= letters == 1;
            divided = true;
            letters = 0;
            at++;
            continue;
        }
        unsigned properties = break_at(text, end, at, &at);
        if (break_word_set(properties) & IGNORED)
            continue;
        letters++;
        if (!(break_word_set(properties) & AHLETTER) || letters > 2 || (letters == 2 && !capital))
            return false;
        capital = break_sentence_set(properties) == SENTENCE_SET(UPPER);
    }
    return divided && (single || letters == 1);
}

static bool is_colon(uint32_t code_point)
{
    return code_point == ':' || code_point == 0xFE55 || code_point == 0xFF1A;
}

static bool is_hyphen(uint32_t code_point)
{
    return code_point == '-' || code_point == 0x2010 || code_point == 0x2011;
}

/* Whether low lines and similar characters (ExtendNumLet) at `at` join a character of the class
 * `here` before them to another letter or digit. A narrow no-break space (U+202F) joins digits
 * only. */
static bool low_lines_join(const char *text, size_t size, size_t at, unsigned here)
{
    unsigned lines = 0;
    bool space = false;
    size_t end;
    unsigned properties = break_at(text, size, at, &end);

    do {
        lines++;
        space |= (properties & BREAK_WHITE_SPACE) != 0;
        properties = look_past_ignored(text, size, end, &end, true);
    } while (break_word_set(properties) & WORD_SET(EXTENDNUMLET));
    if (space)
        return lines == 1 && (here & break_word_set(properties) & WORD_SET(NUMERIC));
    return (break_word_set(properties) & WORD_CHARACTER) != 0;
}

/* The end of the next character that is not ignored, if its class is one of `wanted`; else 0. */
static size_t across(const char *text, size_t size, size_t at, unsigned wanted, bool tailored,
                     unsigned *here)
{
    size_t end;
    unsigned next = break_word_set(look_past_ignored(text, size, at, &end, tailored));

    if (!(next & wanted))
        return 0;
    *here = next;
    return end;
}

/* The end of the two to four upper-case letters at `at`, as in the numbers of laws (89/662/ETY), or
 * 0. */
static size_t law_end(const char *text, size_t size, size_t at)
{
    size_t end = at;
    while (end < size && text[end] >= 'A' && text[end] <= 'Z')
        end++;
    bool ends = end == size ||
                (class_at(text, end) != WORD_BYTE_LETTER &&
                 class_at(text, end) != WORD_BYTE_DIGIT && class_at(text, end) != WORD_BYTE_HIGH);
    return ends && end - at >= 2 && end - at <= 4 ? end : 0;
}

/* The end of the text that joins a letter or digit of the class *here, or 0. The next character is
 * `code_point` of the class `next`, in [at, end); *here is set to the class of the last character
 * joined. */
static size_t word_goes_on(const char *text, size_t size, size_t at, size_t end,
                           uint32_t code_point, unsigned next, bool tailored, unsigned *here)
{
    unsigned alike = *here & WORD_SET(KATAKANA) ? WORD_SET(KATAKANA) : AHLETTER | WORD_SET(NUMERIC);

    if (next & alike) { /* WB5, WB8-WB10, WB13 */
        *here = next;
        return next & WORD_SET(ALETTER) ? word_ascii_letters_end(text, size, end) : end;
    }
    if (next & WORD_SET(EXTENDNUMLET)) { /* WB13a */
        if (tailored && !low_lines_join(text, size, at, *here))
            return 0;
        *here = next;
        return end;
    }
    if (tailored && is_hyphen(code_point))
        return across(text, size, end, WORD_CHARACTER, tailored, here);
    if (tailored && code_point == '/' && (*here & WORD_SET(NUMERIC))) {
        size_t law = law_end(text, size, end);
        if (law > 0) {
            *here = WORD_SET(ALETTER);
            return law;
        }
    }
    if (*here & WORD_SET(NUMERIC)) { /* WB11, WB12 */
        bool middle = (next & MID_NUMBER) ||
                      (tailored && (is_colon(code_point) || code_point == '/'));
        return middle ? across(text, size, end, WORD_SET(NUMERIC), tailored, here) : 0;
    }
    if (!(*here & AHLETTER))
        return 0;
    if ((next & MID_LETTER) && !(tailored && is_colon(code_point))) { /* WB6, WB7 */
        size_t far = across(text, size, end, AHLETTER, tailored, here);
        if (far > 0)
            return far;
    }
    if (*here & WORD_SET(HEBREW_LETTER)) {
        if (next & WORD_SET(DOUBLE_QUOTE)) /* WB7b, WB7c */
            return across(text, size, end, WORD_SET(HEBREW_LETTER), tailored, here);
        if (next & WORD_SET(SINGLE_QUOTE)) { /* WB7a */
            *here = next;
            return end;
        }
    }
    return 0;
}

/* The end of the segment at `from`, of which [from, end) is known to belong together and `here` is
 * the class of the last character. Each iteration takes the characters that WB4 ignores and then
 * the next character, or ends the segment. */
static size_t joined_end(const char *text, size_t size, size_t from, size_t end, unsigned here,
                         bool tailored)
{
    bool joiner = here == WORD_SET(ZWJ);
    bool paired = false;
    bool acronym = false;

    while (end < size) {
        size_t after;
        size_t far = 0;
        uint32_t code_point = break_decode(text, size, end, &after);
        unsigned properties = break_properties(code_point);
        unsigned next = break_word_set(properties);
        if (next & IGNORED) { /* WB4 */
            joiner = next == WORD_SET(ZWJ);
            end = after;
            continue;
        }
        if (tailored && is_keycap(text, size, end))
            next = WORD_SET(OTHER);
        if (joiner && (properties & BREAK_PICTOGRAPHIC)) { /* WB3c */
            far = after;
            here = next;
        } else if (here & WORD_CHARACTER) {
            far = word_goes_on(text, size, end, after, code_point, next, tailored, &here);
            if (far == 0 && tailored && code_point == '.' && !acronym &&
                (after == size || text[after] != '.') && is_acronym(text, from, end)) {
                far = after;
                here = next;
                acronym = true;
            }
        } else if (here & WORD_SET(EXTENDNUMLET)) { /* WB13a, WB13b */
            far = next & (WORD_CHARACTER | WORD_SET(EXTENDNUMLET)) ? after : 0;
            here = next;
        } else if (here & next & WORD_SET(REGIONAL_INDICATOR) && !paired) { /* WB15, WB16 */
            far = after;
            paired = true;
        } else if (acronym && is_hyphen(code_point)) {
            far = across(text, size, after, WORD_CHARACTER, true, &here);
        }
        if (far == 0)
            return end;
        end = far;
        joiner = false;
    }
    return end;
}

/* WORD_SPACE if [from, end) consists of white space, controls and ignorable characters only. */
static enum word_kind kind_of(const char *text, size_t from, size_t end)
{
    while (from < end) {
        if (!(break_at(text, end, from, &from) & GAP))
            return WORD_TOKEN;
    }
    return WORD_SPACE;
}

static size_t uax29_next(const char *text, size_t size, size_t from, enum word_kind *kind)
{
    size_t end;
    unsigned here = break_word_set(break_at(text, size, from, &end));

    if (class_at(text, from) == WORD_BYTE_LETTER) {
        end = word_ascii_letters_end(text, size, end);
        if (end < size && text[end] == ' ') {
            *kind = WORD_TOKEN;
            return end;
        }
    }
    if (here & NEWLINES) { /* WB3, WB3a; WB4 attaches nothing to a line end */
        if (text[from] == '\r' && end < size && text[end] == '\n')
            end++;
        *kind = WORD_SPACE;
        return end;
    }
    while ((here & WORD_SET(WSEGSPACE)) && end < size) { /* WB3d */
        size_t after;
        if (break_word_set(break_at(text, size, end, &after)) != WORD_SET(WSEGSPACE))
            break;
        end = after;
    }
    end = joined_end(text, size, from, end, here, false);
    *kind = kind_of(text, from, end);
    return end;
}

/* The end of the gap at `at`, or `at` itself. Ignorable letters (the Hangul fillers) begin a
 * syllable, not a gap. */
static size_t gap_end(const char *text, size_t size, size_t at)
{
    while (at < size) {
        size_t end;
        unsigned properties = break_at(text, size, at, &end);
        if (!(properties & GAP) || (break_word_set(properties) & AHLETTER))
            break;
        at = end;
    }
    return at;
}

/* The end of the emoticon at `from`, or 0: eyes, perhaps a nose, and a mouth, which no letter or digit
 * follows, and none precedes, so that "list:(a)" and "M3:D" are none. */
static size_t emoticon_end(const char *text, size_t size, size_t from)
{
    size_t at = from + 1;
    if (at < size && (text[at] == '-' || text[at] == '\'' || text[at] == 'o'))
        at++;
    if (at >= size || !strchr(")(DPp/|*]", text[at]) || follows_word(text, from))
        return 0;
    char mouth = text[at];
    while (at < size && text[at] == mouth)
        at++;
    bool slash = mouth == '/' || mouth == '|' || mouth == '*';
    return at < size && (class_at(text, at) == WORD_BYTE_LETTER ||
                         class_at(text, at) == WORD_BYTE_DIGIT || (slash && text[at] > ' '))
               ? 0
               : at;
}

static size_t tailored_next(const char *text, size_t size, size_t from, enum word_kind *kind)
{
    bool joiner;
    size_t end = gap_end(text, size, from);

    *kind = WORD_SPACE;
    if (end > from)
        return end;
    *kind = WORD_TOKEN;
    unsigned first = class_at(text, from);
    unsigned here = break_word_set(look_at(text, size, from, &end, true));
    if (first == WORD_BYTE_LETTER || first == WORD_BYTE_DIGIT || first == WORD_BYTE_TAG) {
        size_t special = first == WORD_BYTE_TAG ? tag_end(text, size, from)
                                                : address_end(text, size, from);
        if (special > 0)
            return skip_ignored(text, size, special, &joiner);
        size_t run = text[from] == '#' ? run_end(text, size, from) : from;
        if (run > from && (run == size || text[run] <= ' '))
            end = run;
    }
    if (word_byte_at(text, from) & WORD_BYTE_EYES) {
        size_t face = emoticon_end(text, size, from);
        if (face > 0)
            return skip_ignored(text, size, face, &joiner);
    }
    if (first == WORD_BYTE_RUN)
        end = run_end(text, size, from);
    if (first == WORD_BYTE_RUN || (here & WORD_SET(EXTENDNUMLET)))
        here = WORD_SET(OTHER);
    end = joined_end(text, size, from, end, here, true);
    if (first == WORD_BYTE_HIGH)
        *kind = kind_of(text, from, end);
    return end;
}

size_t word_next_general(const char *text, size_t size, size_t from, enum word_rules rules,
                         enum word_kind *kind)
{
    if (rules == WORD_RULES_UAX29)
        return uax29_next(text, size, from, kind);
    return tailored_next(text, size, from, kind);
}
