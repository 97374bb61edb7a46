#include "tag/vocabulary.h"

#include <stdlib.h>

#include "base/memory.h"

/* The internal form of a word is its letter case and then its folded bytes. These bytes, which
 * never occur in valid UTF-8, represent wildcards and optional hyphens. */
enum { ANY_RUN = '\xff', ANY_ONE = '\xfe', OPTIONAL_HYPHEN = '\xfd' };

enum anchor { ANCHOR_WHOLE, ANCHOR_START, ANCHOR_END, ANCHOR_INSIDE };
enum { ANCHOR_LENGTH = 8 };

/* Appends the bytes between two wildcards, folded. An optional hyphen becomes a mark. */
static void append_literal(struct vocabulary *vocabulary, struct slice bytes,
                           enum letter_case letter_case, bool optional_hyphens)
{
    buffer_clear(&vocabulary->key);
    text_fold(bytes, letter_case, vocabulary->strip_accents, &vocabulary->key);
    for (size_t i = 0; i < vocabulary->key.size; i++) {
        char c = vocabulary->key.data[i];
        buffer_append_char(&vocabulary->scratch,
                           c == '-' && optional_hyphens ? (char)OPTIONAL_HYPHEN : c);
    }
}

static void spell(struct vocabulary *vocabulary, struct slice word, enum letter_case letter_case,
                  bool wildcards, bool optional_hyphens)
{
    struct buffer *form = &vocabulary->scratch;
    size_t done = 0;
    buffer_clear(form);
    buffer_append_char(form, (char)letter_case);
    for (size_t i = 0; i <= word.size; i++) {
        bool wild = i < word.size && wildcards && (word.data[i] == '*' || word.data[i] == '?');
        if (i < word.size && !wild)
            continue;
        append_literal(vocabulary, slice_make(word.data + done, i - done), letter_case,
                       optional_hyphens);
        if (wild)
            buffer_append_char(form, word.data[i] == '*' ? (char)ANY_RUN : (char)ANY_ONE);
        done = i + 1;
    }
}

static bool is_hyphen(char c)
{
    return c == '-' || c == (char)OPTIONAL_HYPHEN;
}

static bool is_wild(char c)
{
    return c == (char)ANY_RUN || c == (char)ANY_ONE;
}

/* Finds the best piece between wildcards, without hyphens because the type may lack them: a
 * beginning or an end if possible, since it is searched at one place only; else the longest
 * piece. */
static enum anchor find_anchor(struct vocabulary *vocabulary, struct slice form,
                               struct slice *anchor)
{
    struct buffer *bare = &vocabulary->bare;
    buffer_clear(bare);
    for (size_t i = 1; i < form.size; i++)
        if (!is_hyphen(form.data[i]))
            buffer_append_char(bare, form.data[i]);
    size_t start = 0, best_start = 0, best_size = 0, first_size = 0, runs = 0;
    for (size_t i = 0; i <= bare->size; i++) {
        if (i < bare->size && !is_wild(bare->data[i]))
            continue;
        if (runs++ == 0)
            first_size = i;
        if (i - start > best_size)
            best_start = start, best_size = i - start;
        start = i + 1;
    }
    struct slice bytes = buffer_slice(bare);
    if (runs <= 1) {
        *anchor = bytes;
        return ANCHOR_WHOLE;
    }
    size_t last_size = 0;
    while (last_size < bare->size && !is_wild(bare->data[bare->size - 1 - last_size]))
        last_size++;
    if (first_size > 0 && first_size >= last_size) {
        *anchor = slice_make(bytes.data, first_size < ANCHOR_LENGTH ? first_size : ANCHOR_LENGTH);
        return ANCHOR_START;
    }
    if (last_size > 0) {
        size_t size = last_size < ANCHOR_LENGTH ? last_size : ANCHOR_LENGTH;
        *anchor = slice_make(bytes.data + bytes.size - size, size);
        return ANCHOR_END;
    }
    *anchor = slice_make(bytes.data + best_start,
                         best_size < ANCHOR_LENGTH ? best_size : ANCHOR_LENGTH);
    return ANCHOR_INSIDE;
}

static char anchor_mark(enum anchor kind, size_t letter_case)
{
    return (char)(kind * VOCABULARY_CASES + letter_case);
}

/* The key of an anchor in the map: kind and letter case, then its bytes. */
static struct slice anchor_key(struct vocabulary *vocabulary, enum anchor kind, size_t letter_case,
                               struct slice bytes)
{
    struct buffer *key = &vocabulary->scratch;
    buffer_clear(key);
    buffer_append_char(key, anchor_mark(kind, letter_case));
    buffer_append_slice(key, bytes);
    return buffer_slice(key);
}

/* The last eight bytes as a number: all of an anchor that is a piece of a word. */
static uint64_t number_of(struct slice bytes)
{
    uint64_t number = 0;
    for (size_t i = bytes.size > 8 ? bytes.size - 8 : 0; i < bytes.size; i++)
        number = number << 8 | (unsigned char)bytes.data[i];
    return number;
}

/* The bit that is set if such an anchor may exist. A new type is tested for a dozen anchors that do
 * not exist; the bit answers without building a key. */
static size_t anchor_bit(const struct vocabulary *vocabulary, char mark, uint64_t number)
{
    uint64_t mixed = (number ^ (uint64_t)(unsigned char)mark * 0xff51afd7ed558ccd) *
                     0x9e3779b97f4a7c15;
    return (size_t)(mixed >> 32) & vocabulary->bit_mask;
}

static void set_anchor_bit(struct vocabulary *vocabulary, struct slice key)
{
    size_t bit = anchor_bit(vocabulary, key.data[0], number_of(slice_from(key, 1)));
    vocabulary->bits[bit / 64] |= (uint64_t)1 << bit % 64;
}

/* At most one bit in sixteen is set. */
static void note_anchor(struct vocabulary *vocabulary, struct slice key)
{
    enum { FEWEST = 1 << 14, SPARE = 16 };
    if (vocabulary->bits && vocabulary->anchors.count * SPARE <= vocabulary->bit_mask) {
        set_anchor_bit(vocabulary, key);
        return;
    }
    vocabulary->bit_mask = vocabulary->bits ? 2 * vocabulary->bit_mask + 1 : FEWEST - 1;
    free(vocabulary->bits);
    vocabulary->bits = memory_zeroed((vocabulary->bit_mask + 1) / 64, sizeof *vocabulary->bits);
    for (uint32_t i = 0; i < vocabulary->anchors.count; i++)
        set_anchor_bit(vocabulary, map_key(&vocabulary->anchors, i));
}

static bool has_wildcard(struct slice word)
{
    for (size_t i = 0; i < word.size; i++)
        if (word.data[i] == '*' || word.data[i] == '?')
            return true;
    return false;
}

uint32_t vocabulary_add(struct vocabulary *vocabulary, struct slice word,
                        enum letter_case letter_case, bool wildcards, bool optional_hyphens)
{
    bool added;
    if (vocabulary->stemmer && !(wildcards && has_wildcard(word)))
        word = stemmer_stem(vocabulary->stemmer, word);
    spell(vocabulary, word, letter_case, wildcards, optional_hyphens);
    uint32_t number = map_add(&vocabulary->words, buffer_slice(&vocabulary->scratch), &added);
    if (!added)
        return number;
    struct slice bytes;
    enum anchor kind = find_anchor(vocabulary, map_key(&vocabulary->words, number), &bytes);
    if (kind != ANCHOR_WHOLE)
        vocabulary->lengths[letter_case][kind] |= 1U << bytes.size;
    vocabulary->cases[letter_case] = true;
    struct slice key = anchor_key(vocabulary, kind, letter_case, bytes);
    uint32_t anchor = map_add(&vocabulary->anchors, key, &added);
    if (added)
        note_anchor(vocabulary, key);
    vocabulary->first = memory_grow(vocabulary->first, &vocabulary->first_capacity,
                                    vocabulary->anchors.count, sizeof *vocabulary->first);
    vocabulary->next = memory_grow(vocabulary->next, &vocabulary->next_capacity,
                                   vocabulary->words.count, sizeof *vocabulary->next);
    vocabulary->next[number] = added ? MAP_NONE : vocabulary->first[anchor];
    vocabulary->first[anchor] = number;
    return number;
}

static size_t character_size(const char *text, const char *end)
{
    const char *at = text + 1;
    while (at < end && ((unsigned char)*at & 0xc0) == 0x80)
        at++;
    return (size_t)(at - text);
}

/* Whether the folded type matches the word. After a failure only the last `*` is tried again one
 * character further on, which is enough and bounds the cost by the product of the lengths. */
static bool is_word(struct slice form, struct slice type)
{
    const char *at = type.data, *end = type.data + type.size;
    const char *part = form.data + 1, *parts_end = form.data + form.size;
    const char *star = NULL, *star_at = NULL;
    for (;;) {
        if (part < parts_end && *part == (char)ANY_RUN) {
            star = ++part;
            star_at = at;
            continue;
        }
        if (part < parts_end && *part == (char)OPTIONAL_HYPHEN) {
            part++;
            if (at < end && *at == '-')
                at++;
            continue;
        }
        if (part == parts_end && at == end)
            return true;
        if (part < parts_end && at < end && (*part == (char)ANY_ONE || *part == *at)) {
            at += *part == (char)ANY_ONE ? character_size(at, end) : 1;
            part++;
            continue;
        }
        if (!star || star_at == end)
            return false;
        star_at += character_size(star_at, end);
        at = star_at;
        part = star;
    }
}

static inline bool may_be_anchor(const struct vocabulary *vocabulary, enum anchor kind,
                                 size_t letter_case, uint64_t number)
{
    size_t bit = anchor_bit(vocabulary, anchor_mark(kind, letter_case), number);
    return vocabulary->bits[bit / 64] >> bit % 64 & 1;
}

/* Adds the words of the anchor that the type matches. */
static void add_words(struct vocabulary *vocabulary, enum anchor kind, size_t letter_case,
                      struct slice bytes, struct slice type, struct word_set *set)
{
    uint32_t anchor = map_find(&vocabulary->anchors,
                               anchor_key(vocabulary, kind, letter_case, bytes));
    if (anchor == MAP_NONE)
        return;
    for (uint32_t word = vocabulary->first[anchor]; word != MAP_NONE;
         word = vocabulary->next[word]) {
        if (!is_word(map_key(&vocabulary->words, word), type))
            continue;
        bool known = false;
        for (size_t i = 0; i < set->count && kind == ANCHOR_INSIDE && !known; i++)
            known = set->words[i] == word;
        if (known)
            continue;
        set->words = memory_grow(set->words, &set->capacity, set->count + 1, sizeof *set->words);
        set->words[set->count++] = word;
    }
}

static void try_anchor(struct vocabulary *vocabulary, enum anchor kind, size_t letter_case,
                       struct slice bytes, struct slice type, struct word_set *set)
{
    if (may_be_anchor(vocabulary, kind, letter_case, number_of(bytes)))
        add_words(vocabulary, kind, letter_case, bytes, type, set);
}

/* The type without its hyphens, as anchors have none. */
static struct slice without_hyphens(struct vocabulary *vocabulary, struct slice type)
{
    if (!memchr(type.data, '-', type.size))
        return type;
    buffer_clear(&vocabulary->bare);
    buffer_reserve(&vocabulary->bare, type.size); /* data is not NULL even if nothing is left */
    for (size_t i = 0; i < type.size; i++)
        if (type.data[i] != '-')
            buffer_append_char(&vocabulary->bare, type.data[i]);
    return buffer_slice(&vocabulary->bare);
}

/* Tries each piece at the beginning and at the end that has the length of some anchor; the number
 * of a piece is computed from that of the next shorter one. */
static void find_at_edges(struct vocabulary *vocabulary, size_t letter_case, struct slice bare,
                          struct slice type, struct word_set *set)
{
    const uint32_t *lengths = vocabulary->lengths[letter_case];
    uint64_t start = 0, end = 0;
    for (size_t length = 1; length <= ANCHOR_LENGTH && length <= bare.size; length++) {
        const char *last = bare.data + bare.size - length;
        start = start << 8 | (unsigned char)bare.data[length - 1];
        end |= (uint64_t)(unsigned char)*last << 8 * (length - 1);
        if (lengths[ANCHOR_START] >> length & 1 &&
            may_be_anchor(vocabulary, ANCHOR_START, letter_case, start))
            add_words(vocabulary, ANCHOR_START, letter_case, slice_make(bare.data, length), type,
                      set);
        if (lengths[ANCHOR_END] >> length & 1 &&
            may_be_anchor(vocabulary, ANCHOR_END, letter_case, end))
            add_words(vocabulary, ANCHOR_END, letter_case, slice_make(last, length), type, set);
    }
}

static void find_in_case(struct vocabulary *vocabulary, size_t letter_case, struct word_set *set)
{
    struct slice type = buffer_slice(&vocabulary->key), bare = without_hyphens(vocabulary, type);
    try_anchor(vocabulary, ANCHOR_WHOLE, letter_case, bare, type, set);
    find_at_edges(vocabulary, letter_case, bare, type, set);
    uint32_t lengths = vocabulary->lengths[letter_case][ANCHOR_INSIDE];
    for (size_t length = 0; lengths >> length > 0 && length <= bare.size; length++)
        for (size_t i = 0; lengths >> length & 1 && i + length <= bare.size; i++) {
            try_anchor(vocabulary, ANCHOR_INSIDE, letter_case, slice_make(bare.data + i, length),
                       type, set);
            /* A piece without bytes (the pattern `*`) is found once, at the beginning. */
            if (length == 0)
                break;
        }
}

void vocabulary_find(struct vocabulary *vocabulary, struct slice type, struct word_set *set)
{
    set->count = 0;
    for (size_t letter_case = 0; letter_case < VOCABULARY_CASES; letter_case++) {
        if (!vocabulary->cases[letter_case])
            continue;
        buffer_clear(&vocabulary->key);
        buffer_reserve(&vocabulary->key, 1);
        text_fold(type, (enum letter_case)letter_case, vocabulary->strip_accents, &vocabulary->key);
        find_in_case(vocabulary, letter_case, set);
    }
}

void vocabulary_free(struct vocabulary *vocabulary)
{
    map_free(&vocabulary->words);
    map_free(&vocabulary->anchors);
    free(vocabulary->next);
    free(vocabulary->first);
    free(vocabulary->bits);
    buffer_free(&vocabulary->scratch);
    buffer_free(&vocabulary->key);
    buffer_free(&vocabulary->bare);
}
