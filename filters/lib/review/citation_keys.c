#include "review/citation_keys.h"

#include <stdlib.h>

#include "base/memory.h"

/* Key 0 is none. */
enum key_kind {
    KEY_DOI,
    KEY_PMID,
    KEY_TITLE,
    KEY_AUTHOR_YEAR,
    KEY_START_PAGE,
    KEY_VOLUME_PAGE,
    KEY_START_AUTHOR,
    KEY_END_YEAR,
    KEY_RARE_WORDS,
    KEY_ABSTRACT,
    KEY_KINDS
};

enum {
    MOST_KEYS = 4,
    MOST_NAMES = 4,
    START = 20,
    RARE = 3,
    SHORTEST_WORD = 3,
    BANDS = 3,
    BAND = 5
};

struct entry {
    uint64_t key;
    uint32_t member;
};

/* How many titles have a word, by the word's hash; what shares a number by chance is only taken
 * for more frequent than it is. */
struct frequencies {
    uint32_t *counts;
    uint64_t mask;
};

struct search {
    const struct citation *citations;
    struct frequencies words;
    struct citation_pairs *pairs;
};

static uint64_t combine(uint64_t a, uint64_t b)
{
    uint64_t both[2] = {a, b};
    return citation_hash(slice_make((const char *)both, sizeof both), 11) | 1;
}

/* The first or last letters of a title without spaces. */
static uint64_t title_edge(struct slice title, bool end)
{
    char letters[START];
    size_t size = 0;
    for (size_t i = 0; i < title.size && size < START; i++) {
        char c = title.data[end ? title.size - 1 - i : i];
        if (c != ' ')
            letters[size++] = c;
    }
    return size < START ? 0 : citation_hash(slice_make(letters, size), 5) | 1;
}

static uint64_t whole_title(struct slice title)
{
    char letters[CITATION_LIMIT];
    size_t size = 0;
    for (size_t i = 0; i < title.size; i++)
        if (title.data[i] != ' ')
            letters[size++] = title.data[i];
    return citation_hash(slice_make(letters, size), 6) | 1;
}

/* All that may be the family name of the first author. */
static size_t first_author(const struct citation *citation, uint64_t hashes[MOST_NAMES])
{
    struct slice rest = citation->authors;
    struct slice author = slice_cut(&rest, ';'), name = slice_cut(&author, ',');
    size_t count = 0;
    if (name.size > 0)
        hashes[count++] = citation_hash(name, 7) | 1;
    if (author.data)
        slice_cut(&author, ',');
    while (author.data && author.size > 0 && count < MOST_NAMES) {
        struct slice part = slice_cut(&author, ' ');
        if (!slice_equal(part, name))
            hashes[count++] = citation_hash(part, 7) | 1;
    }
    return count;
}

static uint64_t page_hash(const struct citation *citation)
{
    struct slice page = citation->first_page;
    while (page.size > 0 && (page.data[0] < '0' || page.data[0] > '9'))
        page = slice_from(page, 1);
    return page.size > 0 ? citation_hash(page, 8) | 1 : 0;
}

static uint32_t *count_of(const struct search *search, uint64_t hash)
{
    return &search->words.counts[hash & search->words.mask];
}

/* The keys of the pairs of the rarest three words. */
static size_t rare_words(const struct search *search, struct slice title, uint64_t *keys)
{
    uint64_t rarest[RARE] = {0};
    while (title.data) {
        struct slice word = slice_cut(&title, ' ');
        uint64_t hash = citation_hash(word, 9) | 1;
        if (word.size < SHORTEST_WORD)
            continue;
        for (size_t i = 0; i < RARE; i++) {
            uint32_t here = *count_of(search, hash), there = *count_of(search, rarest[i]);
            if (rarest[i] == hash)
                break;
            if (rarest[i] == 0 || here < there || (here == there && hash < rarest[i])) {
                uint64_t other = rarest[i];
                rarest[i] = hash;
                hash = other;
                if (hash == 0)
                    break;
            }
        }
    }
    if (rarest[RARE - 1] == 0)
        return 0;
    size_t count = 0;
    for (size_t i = 0; i < RARE; i++) {
        uint64_t a = rarest[i], b = rarest[(i + 1) % RARE];
        keys[count++] = combine(a < b ? a : b, a < b ? b : a);
    }
    return count;
}

/* The keys of a citation of one kind, at most MOST_KEYS. */
static size_t find_keys(const struct search *search, const struct citation *citation,
                        enum key_kind kind, uint64_t keys[MOST_KEYS])
{
    struct slice title = citation->title_count > 0 ? citation->titles[0] : slice_of("");
    uint64_t page = page_hash(citation), start = title_edge(title, false);
    uint64_t names[MOST_NAMES];
    size_t count = 0;
    switch (kind) {
    case KEY_DOI:
        keys[0] = citation_hash(citation->doi, 4) | 1;
        return citation->doi.size > 0;
    case KEY_PMID:
        keys[0] = citation->pmid;
        return citation->pmid > 0;
    case KEY_TITLE:
        for (; count < citation->title_count; count++)
            keys[count] = whole_title(citation->titles[count]);
        return count;
    case KEY_AUTHOR_YEAR:
        count = citation->year > 0 ? first_author(citation, names) : 0;
        for (size_t i = 0; i < count; i++)
            keys[i] = combine(names[i], citation->year);
        return count;
    case KEY_START_PAGE:
        keys[0] = combine(start, page);
        return start && page;
    case KEY_VOLUME_PAGE:
        keys[0] = combine(citation_hash(citation->volume, 10), page);
        return citation->volume.size > 0 && page;
    case KEY_START_AUTHOR:
        count = start ? first_author(citation, names) : 0;
        for (size_t i = 0; i < count; i++)
            keys[i] = combine(names[i], start);
        return count;
    case KEY_END_YEAR:
        keys[0] = combine(title_edge(title, true), citation->year);
        return start && citation->year > 0;
    case KEY_RARE_WORDS:
        return rare_words(search, title, keys);
    case KEY_ABSTRACT:
        for (; citation->has_abstract && count < BANDS; count++)
            keys[count] = combine(
                citation_hash(slice_make((const char *)(citation->sketch + count * BAND),
                                         BAND * sizeof *citation->sketch),
                              12),
                count);
        return count;
    default:
        return 0;
    }
}

static int by_key(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return (a->member > b->member) - (a->member < b->member);
}

/* By what a block that is too large is cut, one after the other. */
enum { CUT_YEAR, CUT_AUTHOR, CUT_START, CUT_PAGE, CUTS };

static uint64_t cut_key(const struct citation *citation, int cut)
{
    uint64_t names[MOST_NAMES] = {0};
    switch (cut) {
    case CUT_YEAR:
        return citation->year;
    case CUT_AUTHOR:
        return first_author(citation, names) > 0 ? names[0] : 0;
    case CUT_START:
        return citation->title_count > 0 ? title_edge(citation->titles[0], false) : 0;
    default:
        return page_hash(citation);
    }
}

static void add_pairs(struct search *search, const struct entry *block, size_t count)
{
    struct citation_pairs *pairs = search->pairs;
    pairs->items = memory_grow(pairs->items, &pairs->capacity,
                               pairs->count + count * (count - 1) / 2, sizeof *pairs->items);
    for (size_t i = 0; i < count; i++)
        for (size_t j = i + 1; j < count; j++) {
            uint32_t a = block[i].member, b = block[j].member;
            if (a != b)
                pairs->items[pairs->count++] = (struct citation_pair){a < b ? a : b, a < b ? b : a};
        }
}

static void take_blocks(struct search *search, struct entry *entries, size_t count, int cut);

static void take_block(struct search *search, struct entry *block, size_t count, int cut)
{
    if (count < 2)
        return;
    if (count <= CITATION_BLOCK) {
        add_pairs(search, block, count);
    } else if (cut == CUTS) {
        search->pairs->left_out += count;
    } else {
        for (size_t i = 0; i < count; i++)
            block[i].key = cut_key(&search->citations[block[i].member], cut);
        take_blocks(search, block, count, cut + 1);
    }
}

/* The blocks of entries with the same key; `cut` is what comes next where one is too large. */
static void take_blocks(struct search *search, struct entry *entries, size_t count, int cut)
{
    qsort(entries, count, sizeof *entries, by_key);
    for (size_t i = 0, end; i < count; i = end) {
        uint64_t key = entries[i].key;
        for (end = i + 1; end < count && entries[end].key == key; end++)
            continue;
        take_block(search, entries + i, end - i, cut);
    }
}

static int by_members(const void *left, const void *right)
{
    const struct citation_pair *a = left, *b = right;
    if (a->a != b->a)
        return a->a < b->a ? -1 : 1;
    return (a->b > b->b) - (a->b < b->b);
}

static void drop_repeated(struct citation_pairs *pairs)
{
    if (pairs->count == 0)
        return;
    qsort(pairs->items, pairs->count, sizeof *pairs->items, by_members);
    size_t kept = 1;
    for (size_t i = 1; i < pairs->count; i++)
        if (by_members(&pairs->items[i], &pairs->items[kept - 1]) != 0)
            pairs->items[kept++] = pairs->items[i];
    pairs->count = kept;
}

static void count_words(struct search *search, const uint32_t *members, size_t count)
{
    size_t size = 1024;
    while (size < 4 * count)
        size *= 2;
    search->words.counts = memory_zeroed(size, sizeof *search->words.counts);
    search->words.mask = size - 1;
    for (size_t i = 0; i < count; i++) {
        const struct citation *citation = &search->citations[members[i]];
        struct slice rest = citation->title_count > 0 ? citation->titles[0]
                                                      : (struct slice){NULL, 0};
        while (rest.data)
            ++*count_of(search, citation_hash(slice_cut(&rest, ' '), 9) | 1);
    }
}

void citation_keys_find(const struct citation *citations, const uint32_t *members, size_t count,
                        struct citation_pairs *pairs)
{
    struct search search = {.citations = citations, .pairs = pairs};
    struct entry *entries = memory_allocate(count * MOST_KEYS, sizeof *entries);
    count_words(&search, members, count);
    for (int kind = 0; kind < KEY_KINDS; kind++) {
        size_t entry_count = 0;
        for (size_t i = 0; i < count; i++) {
            uint64_t keys[MOST_KEYS];
            size_t found = find_keys(&search, &citations[members[i]], (enum key_kind)kind, keys);
            for (size_t j = 0; j < found; j++)
                entries[entry_count++] = (struct entry){keys[j], members[i]};
        }
        take_blocks(&search, entries, entry_count, CUT_YEAR);
        /* Often the same pairs are found by several keys. */
        drop_repeated(pairs);
    }
    free(entries);
    free(search.words.counts);
}

uint64_t citation_keys_fingerprint(const struct citation *citation)
{
    const struct slice fields[] = {
        citation->authors,    citation->journal,   citation->volume, citation->issue,
        citation->first_page, citation->last_page, citation->doi,    citation->doi_version,
    };
    uint64_t hash = combine(citation->year, citation->pmid);
    if (citation->title_count > 0)
        hash = combine(hash, citation_hash(citation->titles[0], 13));
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        hash = combine(hash, citation_hash(fields[i], i));
    return combine(
        hash, citation_hash(slice_make((const char *)citation->sketch, sizeof citation->sketch),
                            citation->kinds));
}
