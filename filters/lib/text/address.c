#include "text/address.h"

#include <stdbool.h>
#include <string.h>

#include "text/break_tables.h"

/* RFC 5321, 4.5.3.1: limits that also bound the look-ahead for an @. */
#define MAIL_LOCAL_MAX  64
#define MAIL_DOMAIN_MAX 255

static bool is_letter(const char *text, size_t size, size_t at)
{
    return at < size &&
           ((text[at] >= 'a' && text[at] <= 'z') || (text[at] >= 'A' && text[at] <= 'Z'));
}

static bool is_digit(const char *text, size_t size, size_t at)
{
    return at < size && text[at] >= '0' && text[at] <= '9';
}

static bool is_alphanumeric(const char *text, size_t size, size_t at)
{
    return is_letter(text, size, at) || is_digit(text, size, at);
}

/* Whether the text at `at` begins with `lower`, in upper or lower case. */
static bool is_prefix(const char *text, size_t size, size_t at, const char *lower)
{
    for (; *lower != '\0'; lower++, at++) {
        if (at >= size || (is_letter(text, size, at) ? text[at] | 0x20 : text[at]) != *lower)
            return false;
    }
    return true;
}

/* The role of a character within an address. */
enum role { ENDS, BELONGS, OPENS, CLOSES, BELONGS_IF_MORE_FOLLOWS };

static enum role role_at(const char *text, size_t size, size_t at, size_t *end)
{
    unsigned properties = break_at(text, size, at, end);

    if ((unsigned char)text[at] >= 0x80) {
        if ((properties & BREAK_WHITE_SPACE) ||
            (break_sentence_set(properties) & (SENTENCE_SET(CLOSE) | SENTENCE_SET(STERM) |
                                               SENTENCE_SET(ATERM) | SENTENCE_SET(SCONTINUE))))
            return ENDS;
        if (!(properties & BREAK_IGNORABLE))
            return BELONGS;
        return break_word_set(properties) == WORD_SET(OTHER) ? ENDS : BELONGS_IF_MORE_FOLLOWS;
    }
    if (properties & (BREAK_WHITE_SPACE | BREAK_IGNORABLE))
        return ENDS;
    switch (text[at]) {
    case '<':
    case '>':
    case '"':
    case '`':
        return ENDS;
    case '(':
    case '[':
    case '{':
        return OPENS;
    case ')':
    case ']':
    case '}':
        return CLOSES;
    default:
        return strchr(".,;:!?'*_~", text[at]) != NULL ? BELONGS_IF_MORE_FOLLOWS : BELONGS;
    }
}

static unsigned kind_of_bracket(char bracket)
{
    return bracket == '(' || bracket == ')' ? 0 : bracket == '[' || bracket == ']' ? 1 : 2;
}

/* The end of a web address or DOI that certainly extends to `at`; `at` itself if nothing more
 * follows. */
static size_t tail_end(const char *text, size_t size, size_t at)
{
    size_t opened[3] = {0, 0, 0};
    size_t kept = at;

    while (at < size) {
        size_t end;
        enum role role = role_at(text, size, at, &end);
        unsigned bracket = kind_of_bracket(text[at]);
        if (role == ENDS || (role == CLOSES && opened[bracket] == 0))
            break;
        if (role == OPENS)
            opened[bracket]++;
        if (role == CLOSES)
            opened[bracket]--;
        at = end;
        if (role == BELONGS || role == CLOSES)
            kept = at;
    }
    return kept;
}

static size_t web_end(const char *text, size_t size, size_t from)
{
    static const char *const prefixes[] = {"http://", "https://", "ftp://", "www.", "mailto:"};

    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
        size_t begin = from + strlen(prefixes[i]);
        if (!is_prefix(text, size, from, prefixes[i]))
            continue;
        if (is_alphanumeric(text, size, begin) ||
            (begin < size && (unsigned char)text[begin] >= 0x80)) {
            size_t end = tail_end(text, size, begin);
            return end > begin ? end : 0;
        }
    }
    return 0;
}

/* DOI Handbook, 2.2: the prefix is 10 and a registrant code; the suffix is any text. */
static size_t doi_end(const char *text, size_t size, size_t at)
{
    if (is_prefix(text, size, at, "doi:"))
        at += 4;
    if (!is_prefix(text, size, at, "10."))
        return 0;
    at += 3;
    size_t digits = at;
    while (is_digit(text, size, at))
        at++;
    if (at - digits < 4 || at - digits > 9)
        return 0;
    while (at < size && text[at] == '.' && is_digit(text, size, at + 1)) {
        at++;
        while (is_digit(text, size, at))
            at++;
    }
    if (at == size || text[at] != '/')
        return 0;
    size_t end = tail_end(text, size, at + 1);
    return end > at + 1 ? end : 0;
}

static bool is_mail_byte(const char *text, size_t size, size_t at)
{
    return is_alphanumeric(text, size, at) || (at < size && (text[at] == '_' || text[at] == '%' ||
                                                             text[at] == '+' || text[at] == '-'));
}

static size_t mail_end(const char *text, size_t size, size_t at)
{
    size_t limit = size - at > MAIL_LOCAL_MAX ? at + MAIL_LOCAL_MAX : size;

    while (at < limit &&
           (is_mail_byte(text, size, at) || (text[at] == '.' && is_mail_byte(text, size, at + 1))))
        at++;
    if (at == size || text[at] != '@')
        return 0;
    at++;
    limit = size - at > MAIL_DOMAIN_MAX ? at + MAIL_DOMAIN_MAX : size;
    size_t label = at;
    size_t labels = 0;
    while (is_alphanumeric(text, limit, at)) {
        label = at;
        labels++;
        while (is_alphanumeric(text, limit, at) ||
               (at < limit && text[at] == '-' && is_alphanumeric(text, limit, at + 1)))
            at++;
        if (at == limit || text[at] != '.' || !is_alphanumeric(text, limit, at + 1))
            break;
        at++;
    }
    return labels >= 2 && at - label >= 2 && is_letter(text, size, label) ? at : 0;
}

size_t address_end(const char *text, size_t size, size_t from)
{
    size_t end = 0;

    switch (text[from] | 0x20) {
    case 'f':
    case 'h':
    case 'm':
    case 'w':
        end = web_end(text, size, from);
        break;
    case '1':
    case 'd':
        end = doi_end(text, size, from);
        break;
    default:
        break;
    }
    return end > 0 ? end : mail_end(text, size, from);
}
