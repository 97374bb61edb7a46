#include "strategy/terms.h"

#include <stdlib.h>

#include "text/normal.h"
#include "text/utf8.h"

/* Small letters and digits have a branch of their own; other bytes are in a list. */
enum { BRANCHES = 36 };

struct strategy_letter {
    uint32_t branches[BRANCHES]; /* 0 is none: nothing leads to the root */
    uint32_t others, sibling;    /* first of the list, and the next one in it */
    uint32_t rests;              /* 1 + index of the first */
    unsigned char byte;
};

/* What a term asks for behind its first letters. */
struct strategy_rest {
    enum { REST_END, REST_ANY, REST_FEW, REST_PATTERN } kind;
    uint32_t few; /* most characters that may follow */
    uint32_t term;
    uint32_t next; /* 1 + index */
    struct slice pattern;
};

/* The folded form of the ASCII characters of words, 0 for what stands between words. Nearly all of
 * a text goes through here. */
static const char plain_characters[128] = {
    0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,
    0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,
    0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   '0', '1', '2', '3', '4', '5', '6', '7', '8',
    '9', 0,   0,   0,   0,   0,   0,   0,   'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k',
    'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z', 0,   0,   0,   0,
    0,   0,   'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q',
    'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z', 0,   0,   0,   0,   0,
};

/* The length of a character of a word, 0 for one that stands between words. */
static size_t part_of_word(struct slice text)
{
    int32_t point;
    unsigned char c = (unsigned char)text.data[0];
    if (c < 0x80)
        return plain_characters[c] != 0;
    size_t size = utf8_decode(text, &point);
    if (point == UTF8_INVALID)
        return 0;
    /* Soft hyphens and joiners are invisible. */
    if (point == 0x00AD || point == 0x200C || point == 0x200D)
        return size;
    /* The modifier apostrophe is a letter to Unicode and an apostrophe to everyone else. */
    if (point == 0x02BC)
        return 0;
    return normal_is_letter(point) || normal_is_mark(point) || normal_is_digit(point) ? size : 0;
}

/* A word with other letters than those of ASCII, of which some are before `at`: folded as a whole. */
static size_t fold_other(struct strategy_words *words, size_t from, size_t at)
{
    size_t size;
    while (at < words->text.size && (size = part_of_word(slice_from(words->text, at))) > 0)
        at += size;
    buffer_clear(&words->folded);
    text_fold(slice_make(words->text.data + from, at - from), LETTER_FOLD, true, &words->folded);
    return at;
}

bool strategy_words_next(struct strategy_words *words, struct slice *word)
{
    const char *text = words->text.data;
    size_t at = words->at, size = words->text.size;
    buffer_clear(&words->folded);
    while (at < size && words->folded.size == 0) {
        unsigned char c = (unsigned char)text[at];
        if (c < 0x80 ? !plain_characters[c] : part_of_word(slice_from(words->text, at)) == 0) {
            int32_t point;
            at += c < 0x80 ? 1 : utf8_decode(slice_from(words->text, at), &point);
            continue;
        }
        size_t from = at;
        buffer_reserve(&words->folded, 64);
        char *to = words->folded.data, *end = to + words->folded.capacity;
        while (at < size && (c = (unsigned char)text[at]) < 0x80 && plain_characters[c]) {
            if (to == end) {
                words->folded.size = at - from;
                buffer_reserve(&words->folded, at - from);
                to = words->folded.data + (at - from);
                end = words->folded.data + words->folded.capacity;
            }
            *to++ = plain_characters[c];
            at++;
        }
        words->folded.size = at - from;
        /* What is left of a soft hyphen that stands alone is nothing. */
        if (at < size && c >= 0x80 && part_of_word(slice_from(words->text, at)) > 0)
            at = fold_other(words, from, at);
    }
    words->at = at;
    *word = buffer_slice(&words->folded);
    return word->size > 0;
}

/* How many characters `*3` allows, and in *end where it ends; 0 for a `*` without a number. */
static size_t bounded(struct slice text, size_t at, size_t *end)
{
    size_t digits = at + 1, count = 0;
    while (digits < text.size && digits < at + 3 && text.data[digits] >= '0' &&
           text.data[digits] <= '9')
        count = count * 10 + (size_t)(text.data[digits++] - '0');
    if (digits == at + 1 || (digits < text.size && part_of_word(slice_from(text, digits)) > 0))
        return 0;
    *end = digits;
    return count;
}

bool strategy_words_next_term(struct strategy_words *words, struct slice *term)
{
    struct slice text = words->text;
    struct buffer raw = {0};
    size_t at = words->at;
    while (at < text.size) {
        size_t size = part_of_word(slice_from(text, at)), end = at + 1;
        char c = text.data[at];
        bool last = at + 1 == text.size || part_of_word(slice_from(text, at + 1)) == 0;
        if (size > 0) {
            buffer_append(&raw, text.data + at, size);
            at += size;
        } else if (raw.size > 0 && (c == '*' || c == '$' || (c == ':' && last))) {
            size_t few = c == ':' ? 0 : bounded(text, at, &end);
            if (few == 0)
                buffer_append_char(&raw, '*');
            while (few-- > 0)
                buffer_append_char(&raw, '?');
            at = end;
        } else if (raw.size > 0 && (c == '?' || c == '#')) {
            buffer_append_char(&raw, c);
            at++;
        } else {
            int32_t point;
            at += utf8_decode(slice_from(text, at), &point);
            if (raw.size > 0)
                break;
        }
    }
    words->at = at;
    buffer_clear(&words->folded);
    text_fold(buffer_slice(&raw), LETTER_FOLD, true, &words->folded);
    bool any = raw.size > 0;
    buffer_free(&raw);
    *term = buffer_slice(&words->folded);
    return any && (term->size > 0 || strategy_words_next_term(words, term));
}

void strategy_words_join(struct slice text, struct buffer *to)
{
    struct strategy_words words = {.text = text};
    struct slice word;
    for (bool first = true; strategy_words_next(&words, &word); first = false) {
        if (!first)
            buffer_append_char(to, ' ');
        buffer_append_slice(to, word);
    }
    buffer_free(&words.folded);
}

static size_t character(struct slice text)
{
    int32_t point;
    return (unsigned char)text.data[0] < 0x80 ? 1 : utf8_decode(text, &point);
}

/* A wildcard may stand for nothing. */
static void pass_wildcards(struct slice term, bool *here)
{
    for (size_t i = 0; i < term.size; i++)
        if (here[i] && (term.data[i] == '*' || term.data[i] == '?'))
            here[i + 1] = true;
}

/* Walks all ways through the term at once, a set of places in it: time is the product of the two
 * lengths at worst. Long terms are rare and get memory of their own. */
bool strategy_term_matches(struct slice term, struct slice word)
{
    bool few[256] = {true};
    size_t places = term.size + 1;
    bool *room = 2 * places <= sizeof few ? few : memory_zeroed(2 * places, 1);
    bool *here = room, *next = room + places, any = true;
    here[0] = true;
    pass_wildcards(term, here);
    for (size_t at = 0; at < word.size && any;) {
        size_t size = character(slice_from(word, at));
        memset(next, 0, places);
        any = false;
        for (size_t i = 0; i < term.size; i++) {
            if (!here[i])
                continue;
            char c = term.data[i];
            size_t to = c == '*' ? i : c == '?' || c == '#' ? i + 1 : i + size;
            if (to <= term.size && (c == '*' || c == '?' || c == '#' ||
                                    memcmp(term.data + i, word.data + at, size) == 0))
                any = next[to] = true;
        }
        pass_wildcards(term, next);
        bool *old = here;
        here = next;
        next = old;
        at += size;
    }
    bool matches = any && here[term.size];
    if (room != few)
        free(room);
    return matches;
}

static unsigned branch_of(unsigned char c)
{
    return c >= 'a' && c <= 'z'   ? (unsigned)(c - 'a')
           : c >= '0' && c <= '9' ? (unsigned)(c - '0') + 26
                                  : BRANCHES;
}

static uint32_t follow(const struct strategy_terms *terms, uint32_t letter, unsigned char c)
{
    unsigned branch = branch_of(c);
    if (branch < BRANCHES)
        return terms->letters[letter].branches[branch];
    uint32_t other = terms->letters[letter].others;
    while (other && terms->letters[other].byte != c)
        other = terms->letters[other].sibling;
    return other;
}

static uint32_t add_letter(struct strategy_terms *terms, unsigned char c)
{
    terms->letters = memory_grow(terms->letters, &terms->letter_capacity, terms->letter_count + 1,
                                 sizeof *terms->letters);
    terms->letters[terms->letter_count] = (struct strategy_letter){.byte = c};
    return (uint32_t)terms->letter_count++;
}

static uint32_t follow_or_add(struct strategy_terms *terms, uint32_t letter, unsigned char c)
{
    uint32_t next = follow(terms, letter, c);
    if (next)
        return next;
    next = add_letter(terms, c);
    unsigned branch = branch_of(c);
    struct strategy_letter *from = &terms->letters[letter];
    if (branch < BRANCHES)
        from->branches[branch] = next;
    else {
        terms->letters[next].sibling = from->others;
        from->others = next;
    }
    return next;
}

uint32_t strategy_terms_add(struct strategy_terms *terms, struct slice term)
{
    bool added;
    uint32_t number = map_add(&terms->terms, term, &added), letter = 0;
    if (!added)
        return number;
    if (terms->letter_count == 0)
        add_letter(terms, 0);
    term = map_key(&terms->terms, number);
    size_t at = 0;
    while (at < term.size && !strchr("*?#", term.data[at]))
        letter = follow_or_add(terms, letter, (unsigned char)term.data[at++]);
    struct strategy_rest rest = {
        .kind = REST_PATTERN, .term = number, .pattern = slice_from(term, at)};
    while (rest.few < rest.pattern.size && rest.pattern.data[rest.few] == '?')
        rest.few++;
    if (rest.pattern.size == 0)
        rest.kind = REST_END;
    else if (slice_is(rest.pattern, "*"))
        rest.kind = REST_ANY;
    else if (rest.few == rest.pattern.size)
        rest.kind = REST_FEW;
    rest.next = terms->letters[letter].rests;
    terms->rests = memory_grow(terms->rests, &terms->rest_capacity, terms->rest_count + 1,
                               sizeof *terms->rests);
    terms->rests[terms->rest_count++] = rest;
    terms->letters[letter].rests = (uint32_t)terms->rest_count;
    return number;
}

static void find_rests(struct strategy_terms *terms, uint32_t letter, struct slice left)
{
    for (uint32_t next = terms->letters[letter].rests; next; next = terms->rests[next - 1].next) {
        const struct strategy_rest *rest = &terms->rests[next - 1];
        bool found = rest->kind == REST_ANY || (rest->kind == REST_END && left.size == 0) ||
                     (rest->kind == REST_FEW && left.size <= (size_t)4 * rest->few &&
                      utf8_count(left) <= rest->few) ||
                     (rest->kind == REST_PATTERN && strategy_term_matches(rest->pattern, left));
        if (!found)
            continue;
        terms->found = memory_grow(terms->found, &terms->found_capacity, terms->found_count + 1,
                                   sizeof *terms->found);
        terms->found[terms->found_count++] = rest->term;
    }
}

void strategy_terms_find(struct strategy_terms *terms, struct slice word)
{
    uint32_t letter = 0;
    terms->found_count = 0;
    for (size_t at = 0; at < word.size && terms->letter_count > 0; at++) {
        letter = follow(terms, letter, (unsigned char)word.data[at]);
        if (!letter)
            return;
        if (terms->letters[letter].rests)
            find_rests(terms, letter, slice_from(word, at + 1));
    }
}

void strategy_terms_free(struct strategy_terms *terms)
{
    map_free(&terms->terms);
    free(terms->letters);
    free(terms->rests);
    free(terms->found);
    *terms = (struct strategy_terms){0};
}
