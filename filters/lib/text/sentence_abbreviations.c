#include "text/sentence_abbreviations.h"

#include "text/sentence.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/slice.h"
#include "text/break_tables.h"

/* This bounds the depth of the search. */
#define ENTRY_MAX 64

/* An abbreviation does not begin after these classes or after a hyphen. */
#define INNER                                                                                      \
    (SENTENCE_SET(LOWER) | SENTENCE_SET(UPPER) | SENTENCE_SET(OLETTER) | SENTENCE_SET(NUMERIC) |   \
     SENTENCE_SET(ATERM) | SENTENCE_SET(EXTEND) | SENTENCE_SET(FORMAT))

/* The entries form a trie, read backwards from the final full stop. A node is one byte of an entry;
 * its children are the bytes that may precede it. Node 0 means no node. */
struct node {
    size_t child;
    size_t sibling;
    unsigned char byte;
    bool begins_entry;
    bool begins_entry_before_number;
    bool may_end; /* the entry that begins here ends with " |" */
};

/* The codes that the first test of a word distinguishes: ASCII letters without their case, the full
 * stop, the hyphen, digits, bytes outside ASCII, and all others, which are not part of a word. */
enum { CODE_OTHER = 0, CODE_HIGH = 30, CODES = 32 };

struct sentence_abbreviations {
    /* The node of each byte that precedes the final full stop. */
    size_t last[256];
    /* The combinations of three bytes before a full stop for which a search is needed: codes of
     * bytes (see code_of), third[last][second] being a set of bits. This one test rejects most
     * words. */
    unsigned char codes[256];
    uint32_t third[CODES][CODES];
    struct node *nodes;
    size_t count;
    size_t capacity;
};

static bool byte_matches(unsigned char entry, unsigned char byte)
{
    if (entry == ' ')
        return slice_is_blank((char)byte);
    return entry == byte || (entry >= 'a' && entry <= 'z' && entry == (byte | 0x20));
}

static size_t find_sibling(const struct node *nodes, size_t index, unsigned char byte)
{
    while (index != 0 && nodes[index].byte != byte)
        index = nodes[index].sibling;
    return index;
}

static size_t add_node(struct sentence_abbreviations *abbreviations, unsigned char byte,
                       size_t sibling)
{
    size_t index = abbreviations->count++;

    abbreviations->nodes = memory_grow(abbreviations->nodes, &abbreviations->capacity, index + 1,
                                       sizeof *abbreviations->nodes);
    abbreviations->nodes[index] = (struct node){.sibling = sibling, .byte = byte};
    return index;
}

static unsigned char code_of(unsigned byte)
{
    if (byte >= 0x80)
        return CODE_HIGH;
    if ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z')
        return (unsigned char)((byte | 0x20) - 'a' + 1);
    if (byte >= '0' && byte <= '9')
        return 29;
    return byte == '.' ? 27 : byte == '-' ? 28 : CODE_OTHER;
}

/* Lets words that end like the entry pass the first test. Before the entry comes any byte that may
 * precede a word, and before that any byte; a space of the entry may be several. */
static void add_codes(struct sentence_abbreviations *abbreviations, const char *entry, size_t size)
{
    uint32_t *second = abbreviations->third[code_of((unsigned char)entry[size - 1])];

    if (size == 1) {
        second[CODE_OTHER] = second[CODE_HIGH] = UINT32_MAX;
        return;
    }
    uint32_t *third = &second[code_of((unsigned char)entry[size - 2])];
    if (entry[size - 2] == ' ')
        *third = UINT32_MAX;
    else if (size == 2)
        *third |= 1u << CODE_OTHER | 1u << CODE_HIGH;
    else
        *third |= 1u << code_of((unsigned char)entry[size - 3]);
}

static void add_entry(struct sentence_abbreviations *abbreviations, const char *entry, size_t size)
{
    bool before_number = size > 2 && memcmp(entry + size - 2, " #", 2) == 0;
    bool may_end = size > 2 && memcmp(entry + size - 2, " |", 2) == 0;

    if (before_number || may_end)
        size -= 2;
    if (size > 0 && entry[size - 1] == '.')
        size--;
    if (size == 0 || size > ENTRY_MAX)
        return;
    add_codes(abbreviations, entry, size);
    size_t index = 0;
    while (size > 0) {
        unsigned char byte = (unsigned char)entry[--size];
        size_t above = index;
        size_t first = above == 0 ? abbreviations->last[byte] : abbreviations->nodes[above].child;
        index = find_sibling(abbreviations->nodes, first, byte);
        if (index > 0)
            continue;
        index = add_node(abbreviations, byte, first);
        if (above == 0)
            abbreviations->last[byte] = index;
        else
            abbreviations->nodes[above].child = index;
    }
    struct node *node = &abbreviations->nodes[index];
    node->begins_entry_before_number |= before_number;
    node->begins_entry |= !before_number;
    node->may_end |= may_end;
}

struct sentence_abbreviations *sentence_abbreviations_new(const char *list, size_t size)
{
    struct sentence_abbreviations *abbreviations = memory_zeroed(1, sizeof *abbreviations);

    add_node(abbreviations, 0, 0);
    for (unsigned byte = 0; byte < 256; byte++)
        abbreviations->codes[byte] = code_of(byte);
    for (struct slice rest = slice_make(list, size); rest.data != NULL;) {
        struct slice line = slice_trim(slice_cut(&rest, '\n'));
        if (line.size > 0 && line.data[0] != '#')
            add_entry(abbreviations, line.data, line.size);
    }
    return abbreviations;
}

void sentence_abbreviations_free(struct sentence_abbreviations *abbreviations)
{
    if (abbreviations != NULL)
        free(abbreviations->nodes);
    free(abbreviations);
}

static bool begins_word(const char *text, size_t from, size_t at)
{
    size_t begin;

    return at == from || (text[at - 1] != '-' &&
                          !(break_sentence_set(break_before(text, from, at, &begin)) &
                            (SENTENCE_SET(LOWER) | SENTENCE_SET(UPPER) | SENTENCE_SET(OLETTER) |
                             SENTENCE_SET(NUMERIC) | SENTENCE_SET(ATERM) | SENTENCE_SET(EXTEND) |
                             SENTENCE_SET(FORMAT))));
}

/* The entry to whose beginning one of the siblings from `index` on leads back, which matches the byte
 * before `at`. The depth is at most that of an entry; each node is visited at most once. */
static enum abbreviation search(const struct sentence_abbreviations *abbreviations, size_t index,
                                const char *text, size_t from, size_t at, bool before_number)
{
    if (at == from)
        return ABBREVIATION_NONE;
    for (; index != 0; index = abbreviations->nodes[index].sibling) {
        const struct node *node = &abbreviations->nodes[index];
        size_t begin = at - 1;
        if (!byte_matches(node->byte, (unsigned char)text[begin]))
            continue;
        while (node->byte == ' ' && begin > from && slice_is_blank(text[begin - 1]))
            begin--;
        if ((node->begins_entry || (node->begins_entry_before_number && before_number)) &&
            begins_word(text, from, begin))
            return node->may_end ? ABBREVIATION_FINAL : ABBREVIATION_INNER;
        enum abbreviation longer = search(abbreviations, node->child, text, from, begin,
                                          before_number);
        if (longer)
            return longer;
    }
    return ABBREVIATION_NONE;
}

enum abbreviation sentence_abbreviations_match(const struct sentence_abbreviations *abbreviations,
                                               const char *text, size_t from, size_t stop,
                                               bool before_number)
{
    if (abbreviations == NULL || stop == from)
        return ABBREVIATION_NONE;
    unsigned char last = (unsigned char)text[stop - 1];
    const unsigned char *codes = abbreviations->codes;
    unsigned second = stop - from > 1 ? codes[(unsigned char)text[stop - 2]] : CODE_OTHER;
    unsigned third = stop - from > 2 ? codes[(unsigned char)text[stop - 3]] : CODE_OTHER;
    if (!(abbreviations->third[codes[last]][second] >> third & 1))
        return ABBREVIATION_NONE;
    /* An upper-case letter may match an entry in upper case and one in lower case. */
    enum abbreviation found = search(abbreviations, abbreviations->last[last], text, from, stop,
                                     before_number);
    if (found || last < 'A' || last > 'Z')
        return found;
    return search(abbreviations, abbreviations->last[last | 0x20], text, from, stop, before_number);
}
