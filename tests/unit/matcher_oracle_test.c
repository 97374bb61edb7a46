/* The matcher against an oracle: random dictionaries and sentences, in which every entry is tried at
 * every token and what overlaps is judged by overlap_resolve, for every rule. The matcher keeps
 * finished lists for single tokens and judges phrases in groups; what counts must be the same, with
 * the entry that --patterns writes. */
#include "tag/matcher.h"

#include "base/buffer.h"
#include "chance.h"
#include "check.h"
#include "tag/vetoes.h"

enum {
    ENTRIES = 24,
    WORDS = 24,
    LONGEST = 3,
    HITS = ENTRIES * WORDS,
    DICTIONARIES = 200,
    SENTENCES = 50
};

/* A letter and a digit, or a letter and `*`; in a regular expression, one such word. */
struct plain_entry {
    const char *words[LONGEST];
    uint32_t count;
    enum entry_type type;
};

static const char *const concepts[] = {"a", "a/b", "a/c", "b", "c/d", "e"};
static const char *const vocabulary[] = {"x1", "x2", "y1", "y2", "z1", "w1"};
static const char *const patterns[] = {"x1", "x*", "y1", "y2", "y*", "z1"};

#define DRAW(list) (list)[chance(sizeof(list) / sizeof *(list))]

static bool is_word(const char *pattern, const char *word)
{
    return pattern[0] == word[0] && (pattern[1] == '*' || pattern[1] == word[1]);
}

/* One entry in eight is a regular expression; with `vetoes` another one is a veto. */
static void draw_dictionary(struct plain_entry *entries, bool vetoes, struct buffer *rows)
{
    static const char *const types[] = {"phrase", "regex", "not"};
    buffer_clear(rows);
    buffer_append_string(rows, "concept\tpattern\ttype");
    for (size_t i = 0; i < ENTRIES; i++) {
        struct plain_entry *entry = &entries[i];
        uint32_t kind = chance(8);
        entry->type = kind == 0 ? ENTRY_REGEX : kind == 1 && vetoes ? ENTRY_NOT : ENTRY_PHRASE;
        entry->count = entry->type == ENTRY_REGEX ? 1 : 1 + chance(LONGEST);
        buffer_append_format(rows, "\n%s\t", DRAW(concepts));
        for (uint32_t k = 0; k < entry->count; k++) {
            const char *word = entry->words[k] = DRAW(patterns);
            if (entry->type == ENTRY_REGEX)
                buffer_append_format(rows, "\\b%c%s\\b", word[0],
                                     word[1] == '*' ? "\\d" : word + 1);
            else
                buffer_append_format(rows, "%s%s", k > 0 ? " " : "", word);
        }
        buffer_append_format(rows, "\t%s",
                             types[entry->type == ENTRY_REGEX ? 1
                                   : entry->type == ENTRY_NOT ? 2
                                                              : 0]);
    }
}

/* The numbers that hits give concepts: places in the order of the names. */
static uint32_t concept_number(const struct dictionary *dictionary, uint32_t concept)
{
    uint32_t smaller = 0;
    struct slice name = dictionary_concept(dictionary, concept);
    for (uint32_t i = 0; i < dictionary->concepts.count; i++)
        smaller += slice_compare(dictionary_concept(dictionary, i), name) < 0;
    return smaller;
}

/* Tries every entry at every token. */
static size_t find_slowly(const struct dictionary *dictionary, const struct plain_entry *entries,
                          const char *const *words, struct hit *hits)
{
    size_t count = 0;
    for (uint32_t i = 0; i < ENTRIES; i++)
        for (uint32_t start = 0; start + entries[i].count <= WORDS; start++) {
            bool matches = true;
            for (uint32_t k = 0; k < entries[i].count && matches; k++)
                matches = is_word(entries[i].words[k], words[start + k]);
            if (matches)
                hits[count++] = (struct hit){
                    start, start + entries[i].count,
                    concept_number(dictionary, dictionary->entries[i].concept), i};
        }
    return count;
}

static bool is_same(const struct hit *a, const struct hit *b)
{
    return a->start == b->start && a->end == b->end && a->concept == b->concept &&
           a->entry == b->entry;
}

/* One sentence, by the matcher and slowly. */
static bool agrees(struct matcher *matcher, const struct dictionary *dictionary,
                   const struct plain_entry *entries, enum overlap overlap)
{
    static struct overlap_marks marks;
    static struct hit expected[HITS];
    const char *words[WORDS];
    struct slice tokens[WORDS];
    size_t starts[WORDS], ends[WORDS], count;
    /* Tokens are looked up sixteen bytes at a time (map.h). */
    char text[3 * WORDS + 16] = {0};
    for (size_t i = 0; i < WORDS; i++) {
        words[i] = DRAW(vocabulary);
        memcpy(text + 3 * i, words[i], 2);
        text[3 * i + 2] = ' ';
        tokens[i] = slice_make(text + 3 * i, 2);
        starts[i] = 3 * i;
        ends[i] = 3 * i + 2;
    }
    struct place place = {"sentence", 1, 0};
    struct slice all = slice_make(text, 3 * WORDS - 1);
    matcher_sentence(matcher, &place, tokens, WORDS);
    if (matcher_needs_text(matcher, all))
        matcher_text(matcher, all, starts, ends);
    const struct hit *hits = matcher_end(matcher, &count);
    uint32_t *by_name = map_sorted(&dictionary->concepts);
    size_t found = find_slowly(dictionary, entries, words, expected);
    found = vetoes_apply(dictionary, by_name, expected, found);
    found = found > 0 ? overlap_resolve(&marks, overlap, expected, found) : 0;
    free(by_name);
    bool same = found == count;
    for (size_t i = 0; i < count && same; i++)
        same = is_same(&hits[i], &expected[i]);
    return same;
}

static void try_dictionaries(enum overlap overlap, bool vetoes)
{
    struct plain_entry entries[ENTRIES];
    struct buffer rows = {0};
    for (size_t i = 0; i < DICTIONARIES; i++) {
        struct dictionary dictionary = {0};
        bool good = true;
        draw_dictionary(entries, vetoes, &rows);
        dictionary_read_table(&dictionary, "table", buffer_slice(&rows));
        struct matcher *matcher = matcher_new(&dictionary, overlap, false);
        for (size_t k = 0; k < SENTENCES && good; k++)
            good = agrees(matcher, &dictionary, entries, overlap);
        CHECK(good);
        matcher_free(matcher);
        dictionary_free(&dictionary);
    }
    buffer_free(&rows);
}

TEST("random dictionaries find what the oracle finds, for every rule of overlap")
{
    for (int overlap = OVERLAP_CONCEPT; overlap <= OVERLAP_ALL; overlap++)
        try_dictionaries((enum overlap)overlap, false);
}

TEST("random dictionaries with entries of type not find what the oracle finds")
{
    for (int overlap = OVERLAP_CONCEPT; overlap <= OVERLAP_ALL; overlap++)
        try_dictionaries((enum overlap)overlap, true);
}
