#include "tag/matcher.h"

#include <stdlib.h>

#include "base/buffer.h"
#include "base/map.h"
#include "base/memory.h"
#include "tag/automaton.h"
#include "tag/pattern.h"
#include "tag/vetoes.h"
#include "tag/vocabulary.h"
#include "text/regex.h"

/* The number of types remembered, and of their bytes, before all are forgotten. A corpus of a
 * hundred million words has about half a million types. */
enum { MOST_TYPES = 400000, MOST_TYPE_BYTES = 8 * 1024 * 1024 };

/* The facts about a type: the words that it matches, the nodes reached by longer phrases that begin
 * with it, and its own hits, as places in matcher->words, matcher->starts and matcher->own. An own
 * hit covers only the type itself. In a dense dictionary nearly every token has own hits, so they
 * are found and sorted once for the type and only copied for the token (measured: a tenth of the
 * time that sorting them in each sentence took). */
struct type {
    struct word_filter is;     /* its words */
    struct word_filter begins; /* the second words of phrases that begin with it */
    uint32_t words, word_count;
    uint32_t starts, start_count;
    uint32_t own, own_count;
    bool eager; /* a phrase that begins here is complete, or continues with any token */
};

/* A copy of a node with its number, stored next to the others of its type. In a large dictionary
 * nearly every token begins a phrase; thanks to the copy this touches no further memory. */
struct start {
    struct automaton_node node;
    uint32_t number;
};

/* A phrase that has begun: its node with the words that lead on from there, and its first token. */
struct active {
    struct word_filter words;
    uint32_t any, node, start;
};

/* The kind of all types that match no word of the dictionary. They share one record, so few records
 * are in use and they stay in the cache. */
enum { KIND_UNKNOWN = 0 };

/* A hit that covers only the type itself. */
struct own_hit {
    uint32_t concept, entry;
};

struct expression {
    struct regex *regex;
    uint32_t entry;
};

struct matcher {
    const struct dictionary *dictionary;
    enum overlap overlap;
    struct automaton automaton;
    struct vocabulary vocabulary;
    struct expression *expressions;
    size_t expression_count, expression_capacity;
    uint32_t *by_name; /* concepts of the dictionary in byte order of their names */
    uint32_t *rank;    /* by concept of the dictionary: its place in by_name */
    bool has_vetoes;   /* the dictionary has `not` entries */

    struct map types;
    size_t type_bytes;
    uint32_t *kinds; /* by type: its place in type_facts, KIND_UNKNOWN for most */
    size_t kind_capacity;
    struct type *type_facts;
    size_t type_count, type_capacity;
    uint32_t *words; /* of all types, grouped by type */
    size_t word_count, word_capacity;
    struct start *starts; /* the same */
    size_t start_count, start_capacity;
    struct own_hit *own; /* the same, in the order of their concepts */
    size_t own_count, own_capacity;
    struct word_set found;

    struct place place;      /* of the sentence */
    uint32_t token;          /* index of the present token; their number at the end */
    const struct type *next; /* of the next token, NULL at the end */
    uint32_t *kinds_here;    /* of the tokens of the sentence */
    uint32_t *beginnings;    /* tokens at which a phrase begins, see find_beginnings() */
    size_t kinds_here_capacity, beginning_capacity;
    struct active *active, *next_active;
    size_t active_count, active_capacity, next_count, next_capacity;
    uint64_t *reached; /* by node: when it was reached last, see reach() */
    uint64_t clock;    /* time before the present token; never decreases */
    struct hit *hits;  /* of phrases and regular expressions, in the order found */
    size_t hit_count, hit_capacity;
    size_t own_here;     /* number of own hits of the tokens of the sentence */
    struct hit *results; /* the hits that count */
    size_t result_count, result_capacity;
    struct overlap_marks marks;
};

static void add_expression(struct matcher *matcher, const struct entry *entry, uint32_t number)
{
    struct regex_error error;
    struct regex *regex = regex_compile(entry->pattern, entry->letter_case != LETTER_EXACT, &error);
    if (!regex) {
        struct place place = entry->place;
        if (place.column > 0)
            place.column += error.offset;
        message_error(&place, "%s in the regular expression '%.*s'; entry skipped", error.message,
                      SLICE(entry->pattern));
        return;
    }
    matcher->expressions = memory_grow(matcher->expressions, &matcher->expression_capacity,
                                       matcher->expression_count + 1, sizeof *matcher->expressions);
    matcher->expressions[matcher->expression_count++] = (struct expression){regex, number};
}

static uint32_t add_kind(struct matcher *matcher, const struct type *type)
{
    matcher->type_facts = memory_grow(matcher->type_facts, &matcher->type_capacity,
                                      matcher->type_count + 1, sizeof *matcher->type_facts);
    matcher->type_facts[matcher->type_count] = *type;
    return (uint32_t)matcher->type_count++;
}

struct matcher *matcher_new(const struct dictionary *dictionary, enum overlap overlap,
                            bool strip_accents)
{
    struct matcher *matcher = memory_zeroed(1, sizeof *matcher);
    matcher->dictionary = dictionary;
    matcher->overlap = overlap;
    matcher->vocabulary.strip_accents = strip_accents;
    matcher->vocabulary.stemmer = dictionary->stemmer;
    automaton_init(&matcher->automaton);
    for (size_t i = 0; i < dictionary->entry_count; i++) {
        const struct entry *entry = &dictionary->entries[i];
        if (entry->type == ENTRY_REGEX)
            add_expression(matcher, entry, (uint32_t)i);
        else
            pattern_add(&matcher->automaton, &matcher->vocabulary, entry, (uint32_t)i);
        matcher->has_vetoes |= entry->type == ENTRY_NOT;
    }
    add_kind(matcher, &(struct type){0});
    matcher->reached = memory_zeroed(matcher->automaton.node_count, sizeof *matcher->reached);
    matcher->by_name = map_sorted(&dictionary->concepts);
    matcher->rank = memory_allocate(dictionary->concepts.count, sizeof *matcher->rank);
    for (uint32_t i = 0; i < dictionary->concepts.count; i++)
        matcher->rank[matcher->by_name[i]] = i;
    return matcher;
}

struct slice matcher_concept(const struct matcher *matcher, uint32_t concept)
{
    return dictionary_concept(matcher->dictionary, matcher->by_name[concept]);
}

bool matcher_needs_text(const struct matcher *matcher, struct slice bytes)
{
    for (size_t i = 0; i < matcher->expression_count; i++)
        if (regex_may_match_words(matcher->expressions[i].regex, bytes))
            return true;
    return false;
}

static bool accepts_veto(const struct matcher *matcher, const struct automaton_node *node)
{
    const struct automaton *automaton = &matcher->automaton;
    for (uint32_t i = node->accept; i != AUTOMATON_NONE; i = automaton->accepts[i].next)
        if (matcher->dictionary->entries[automaton->accepts[i].entry].type == ENTRY_NOT)
            return true;
    return false;
}

/* Whether the entries accepted at the node can be own hits of a type. A veto must be found like any
 * phrase; and if a token belongs to one hit only, that is the first hit that no veto removes. */
static bool can_be_own(const struct matcher *matcher, const struct automaton_node *node)
{
    return node->accept != AUTOMATON_NONE && !accepts_veto(matcher, node) &&
           !(matcher->has_vetoes && matcher->overlap == OVERLAP_ONE);
}

static uint32_t concept_of(const struct matcher *matcher, uint32_t entry)
{
    return matcher->rank[matcher->dictionary->entries[entry].concept];
}

static int by_concept_and_entry(const void *a, const void *b)
{
    const struct own_hit *one = a, *two = b;
    if (one->concept != two->concept)
        return one->concept < two->concept ? -1 : 1;
    return (one->entry > two->entry) - (one->entry < two->entry);
}

/* Adds the entries accepted at the node to the own hits of the type. */
static void add_own(struct matcher *matcher, const struct automaton_node *node)
{
    const struct automaton *automaton = &matcher->automaton;
    for (uint32_t i = node->accept; i != AUTOMATON_NONE; i = automaton->accepts[i].next) {
        uint32_t entry = automaton->accepts[i].entry;
        matcher->own = memory_grow(matcher->own, &matcher->own_capacity, matcher->own_count + 1,
                                   sizeof *matcher->own);
        matcher->own[matcher->own_count++] = (struct own_hit){concept_of(matcher, entry), entry};
    }
}

/* Keeps the own hits of a type that count if no other hit touches the token: one for each concept
 * or, if a token belongs to one hit only, the first in the dictionary. */
static void settle_own(struct matcher *matcher, struct type *type)
{
    struct own_hit *own = matcher->own + type->own;
    size_t count = matcher->own_count - type->own, kept = 0;
    if (count > 1)
        qsort(own, count, sizeof *own, by_concept_and_entry);
    for (size_t i = 0; i < count; i++)
        if (matcher->overlap == OVERLAP_ONE && kept > 0)
            own[0] = own[i].entry < own[0].entry ? own[i] : own[0];
        else if (kept == 0 || own[kept - 1].concept != own[i].concept)
            own[kept++] = own[i];
    matcher->own_count = type->own + kept;
    type->own_count = (uint32_t)kept;
}

/* Adds the phrases that begin with the word; those that a single token completes are own hits of
 * the type. */
static void add_starts(struct matcher *matcher, uint32_t word, struct type *type)
{
    const struct automaton *automaton = &matcher->automaton;
    uint64_t key = automaton_edge_key(AUTOMATON_ROOT, word);
    size_t slot = automaton_edge_slot(automaton, key);
    for (uint32_t to; (to = automaton_next_edge(automaton, key, &slot)) != AUTOMATON_NONE;) {
        struct start start = {automaton->nodes[to], to};
        if (can_be_own(matcher, &start.node)) {
            add_own(matcher, &start.node);
            start.node.accept = AUTOMATON_NONE;
        }
        bool eager = start.node.accept != AUTOMATON_NONE || start.node.any != AUTOMATON_NONE;
        if (!eager && word_filter_is_empty(&start.node.words))
            continue;
        matcher->starts = memory_grow(matcher->starts, &matcher->start_capacity,
                                      matcher->start_count + 1, sizeof *matcher->starts);
        matcher->starts[matcher->start_count++] = start;
        word_filter_add_all(&type->begins, &start.node.words);
        type->eager |= eager;
        type->start_count++;
    }
}

static void learn_type(struct matcher *matcher, uint32_t number, struct slice token)
{
    struct word_set *found = &matcher->found;
    vocabulary_find(&matcher->vocabulary, token, found);
    struct type type = {.words = (uint32_t)matcher->word_count,
                        .starts = (uint32_t)matcher->start_count,
                        .own = (uint32_t)matcher->own_count,
                        .word_count = (uint32_t)found->count};
    matcher->words = memory_grow(matcher->words, &matcher->word_capacity,
                                 matcher->word_count + found->count, sizeof *matcher->words);
    for (size_t i = 0; i < found->count; i++) {
        word_filter_add(&type.is, found->words[i]);
        matcher->words[matcher->word_count++] = found->words[i];
        add_starts(matcher, found->words[i], &type);
    }
    settle_own(matcher, &type);
    matcher->kinds = memory_grow(matcher->kinds, &matcher->kind_capacity, (size_t)number + 1,
                                 sizeof *matcher->kinds);
    matcher->kinds[number] = found->count > 0 ? add_kind(matcher, &type) : KIND_UNKNOWN;
    matcher->type_bytes += token.size;
}

static void add_hit(struct matcher *matcher, uint32_t start, uint32_t end, uint32_t entry)
{
    matcher->hits = memory_grow(matcher->hits, &matcher->hit_capacity, matcher->hit_count + 1,
                                sizeof *matcher->hits);
    matcher->hits[matcher->hit_count++] = (struct hit){start, end, concept_of(matcher, entry),
                                                       entry};
}

/* A phrase that began at `start` has reached the node over the present token. */
static void reach(struct matcher *matcher, uint32_t number, const struct automaton_node *node,
                  uint32_t start)
{
    if (node->joined) {
        /* Each pair of token and start has a time of its own, across all sentences. Phrases are
         * followed in the order of their starts, so it is enough to keep the last time. */
        uint64_t now = matcher->clock + start + 1;
        if (matcher->reached[number] == now)
            return;
        matcher->reached[number] = now;
    }
    for (uint32_t i = node->accept; i != AUTOMATON_NONE; i = matcher->automaton.accepts[i].next)
        add_hit(matcher, start, matcher->token + 1, matcher->automaton.accepts[i].entry);
    /* A phrase that the next token cannot continue is dropped now, as nearly all are. */
    if (!matcher->next ||
        (!word_filter_meets(&node->words, &matcher->next->is) && node->any == AUTOMATON_NONE))
        return;
    if (matcher->next_count == matcher->next_capacity)
        matcher->next_active = memory_grow(matcher->next_active, &matcher->next_capacity,
                                           matcher->next_count + 1, sizeof *matcher->next_active);
    matcher->next_active[matcher->next_count++] = (struct active){node->words, node->any, number,
                                                                  start};
}

static void follow(struct matcher *matcher, const struct type *type, struct active from)
{
    const struct automaton *automaton = &matcher->automaton;
    if (word_filter_meets(&from.words, &type->is))
        for (uint32_t i = 0; i < type->word_count; i++) {
            uint64_t key = automaton_edge_key(from.node, matcher->words[type->words + i]);
            size_t slot = automaton_edge_slot(automaton, key);
            for (uint32_t to; (to = automaton_next_edge(automaton, key, &slot)) != AUTOMATON_NONE;)
                reach(matcher, to, &automaton->nodes[to], from.start);
        }
    if (from.any != AUTOMATON_NONE)
        reach(matcher, from.any, &automaton->nodes[from.any], from.start);
}

static void step(struct matcher *matcher, const struct type *type)
{
    matcher->next_count = 0;
    for (size_t i = 0; i < matcher->active_count; i++)
        follow(matcher, type, matcher->active[i]);
    const struct start *starts = matcher->starts + type->starts;
    for (uint32_t i = 0; i < type->start_count; i++)
        reach(matcher, starts[i].number, &starts[i].node, matcher->token);
    matcher->clock += (uint64_t)matcher->token + 1;
    struct active *active = matcher->active;
    size_t capacity = matcher->active_capacity;
    matcher->active = matcher->next_active;
    matcher->active_count = matcher->next_count;
    matcher->active_capacity = matcher->next_capacity;
    matcher->next_active = active;
    matcher->next_capacity = capacity;
}

static void forget_types(struct matcher *matcher)
{
    map_free(&matcher->types);
    matcher->word_count = matcher->start_count = matcher->own_count = matcher->type_bytes = 0;
    matcher->type_count = KIND_UNKNOWN + 1;
}

/* Stores the kinds of the tokens in matcher->kinds_here. */
static void find_kinds(struct matcher *matcher, const struct slice *tokens, size_t count)
{
    uint32_t known = (uint32_t)matcher->types.count;
    matcher->kinds_here = memory_grow(matcher->kinds_here, &matcher->kinds_here_capacity, count,
                                      sizeof *matcher->kinds_here);
    uint32_t *here = matcher->kinds_here;
    map_add_all(&matcher->types, tokens, count, here);
    for (; known < matcher->types.count; known++)
        learn_type(matcher, known, map_key(&matcher->types, known));
    for (size_t i = 0; i < count; i++)
        here[i] = matcher->kinds[here[i]];
}

/* Finds the tokens at which a phrase begins that the next token may continue, or that is complete
 * there but not an own hit of the type. Nearly all other tokens are skipped without a branch for
 * each. Returns the number of such tokens, and counts the own hits of all tokens. */
static size_t find_beginnings(struct matcher *matcher, size_t count)
{
    matcher->beginnings = memory_grow(matcher->beginnings, &matcher->beginning_capacity, count,
                                      sizeof *matcher->beginnings);
    const struct type *facts = matcher->type_facts, *type = facts + matcher->kinds_here[0];
    uint32_t *found = matcher->beginnings;
    size_t beginnings = 0, own = type->own_count;
    for (size_t i = 0; i + 1 < count; i++) {
        const struct type *next = facts + matcher->kinds_here[i + 1];
        found[beginnings] = (uint32_t)i;
        own += next->own_count;
        beginnings += type->eager | word_filter_meets(&type->begins, &next->is);
        type = next;
    }
    found[beginnings] = (uint32_t)count - 1;
    matcher->own_here = own;
    return beginnings + type->eager;
}

/* Follows the phrases that begin at the token, and those that begin while any is open. Returns the
 * first token that none of them reached. */
static uint32_t follow_phrases(struct matcher *matcher, uint32_t token, uint32_t count)
{
    const uint32_t *kinds = matcher->kinds_here;
    do {
        matcher->token = token;
        matcher->next = token + 1 < count ? &matcher->type_facts[kinds[token + 1]] : NULL;
        step(matcher, &matcher->type_facts[kinds[token++]]);
    } while (token < count && matcher->active_count > 0);
    return token;
}

void matcher_sentence(struct matcher *matcher, const struct place *place,
                      const struct slice *tokens, size_t count)
{
    if (matcher->types.count > MOST_TYPES || matcher->type_bytes > MOST_TYPE_BYTES)
        forget_types(matcher);
    matcher->place = *place;
    matcher->active_count = matcher->hit_count = matcher->own_here = 0;
    matcher->token = 0;
    if (count == 0)
        return;
    find_kinds(matcher, tokens, count);
    size_t beginnings = find_beginnings(matcher, count);
    uint32_t token = 0;
    for (size_t i = 0; i < beginnings; i++)
        if (matcher->beginnings[i] >= token)
            token = follow_phrases(matcher, matcher->beginnings[i], (uint32_t)count);
    matcher->token = (uint32_t)count;
}

/* Finds the tokens that overlap the bytes [start, end); false if none does. */
static bool find_tokens(const struct matcher *matcher, const size_t *starts, const size_t *ends,
                        size_t start, size_t end, uint32_t *first, uint32_t *behind)
{
    uint32_t low = 0, high = matcher->token;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (ends[middle] <= start)
            low = middle + 1;
        else
            high = middle;
    }
    *first = *behind = low;
    while (*behind < matcher->token && starts[*behind] < end)
        (*behind)++;
    return *behind > *first;
}

void matcher_text(struct matcher *matcher, struct slice text, const size_t *starts,
                  const size_t *ends)
{
    for (size_t i = 0; i < matcher->expression_count; i++) {
        const struct expression *expression = &matcher->expressions[i];
        const struct entry *entry = &matcher->dictionary->entries[expression->entry];
        size_t from = 0, start = 0, end = 0;
        enum regex_result result = REGEX_MATCH;
        while (from <= text.size &&
               (result = regex_find(expression->regex, text, from, &start, &end)) == REGEX_MATCH) {
            uint32_t first, behind;
            if (end > start && find_tokens(matcher, starts, ends, start, end, &first, &behind))
                add_hit(matcher, first, behind, expression->entry);
            from = end > from ? end : from + 1;
            while (from < text.size && ((unsigned char)text.data[from] & 0xc0) == 0x80)
                from++;
        }
        if (result == REGEX_LIMIT)
            message_error(&matcher->place,
                          "the regular expression '%.*s' (%s:%llu) took too long on this sentence "
                          "and was stopped",
                          SLICE(entry->pattern), entry->place.file, U64(entry->place.line));
    }
}

/* Appends the own hits of the tokens. */
static inline void take_own(struct matcher *matcher, uint32_t token, uint32_t end)
{
    struct hit *to = matcher->results + matcher->result_count;
    for (; token < end; token++) {
        const struct type *type = &matcher->type_facts[matcher->kinds_here[token]];
        const struct own_hit *own = matcher->own + type->own;
        for (uint32_t i = 0; i < type->own_count; i++)
            *to++ = (struct hit){token, token + 1, own[i].concept, own[i].entry};
    }
    matcher->result_count = (size_t)(to - matcher->results);
}

/* Applies the full rules to hits that touch others: to `hits` and the own hits of their tokens. */
static void take_by_rules(struct matcher *matcher, const struct hit *hits, size_t count,
                          uint32_t end)
{
    size_t before = matcher->result_count, all;
    take_own(matcher, hits[0].start, end);
    struct hit *group = matcher->results + before;
    memcpy(matcher->results + matcher->result_count, hits, count * sizeof *hits);
    all = matcher->result_count - before + count;
    if (matcher->has_vetoes)
        all = vetoes_apply(matcher->dictionary, matcher->by_name, group, all);
    if (all > 0)
        all = overlap_resolve(&matcher->marks, matcher->overlap, group, all);
    matcher->result_count = before + all;
}

/* The same for a few sorted phrases, the usual case: first the phrases are decided among
 * themselves, then the hits of single tokens, which every rule puts last, by the phrases that
 * remain. */
static void take_few(struct matcher *matcher, const struct hit *hits, size_t count, uint32_t end)
{
    struct overlap_few few = overlap_keep_few(matcher->overlap, hits, count);
    struct hit *to = matcher->results + matcher->result_count;
    uint32_t first = hits[0].start;
    size_t next = 0;
    for (uint32_t token = first; token < end; token++) {
        for (; next < count && hits[next].start == token; next++)
            if (few.kept >> next & 1)
                *to++ = hits[next];
        const struct type *type = &matcher->type_facts[matcher->kinds_here[token]];
        const struct own_hit *own = matcher->own + type->own;
        bool covered = few.covered >> (token - first) & 1;
        if (covered && matcher->overlap != OVERLAP_CONCEPT)
            continue;
        for (uint32_t i = 0; i < type->own_count; i++)
            if (!covered || !overlap_few_takes(&few, hits, count, own[i].concept, token))
                *to++ = (struct hit){token, token + 1, own[i].concept, own[i].entry};
    }
    matcher->result_count = (size_t)(to - matcher->results);
}

static bool are_few_phrases(const struct matcher *matcher, const struct hit *hits, size_t count,
                            uint32_t end)
{
    if (count > OVERLAP_FEW || end - hits[0].start > OVERLAP_FEW_TOKENS)
        return false;
    for (size_t i = 0; i < count; i++)
        if (hits[i].end - hits[i].start == 1 ||
            (matcher->has_vetoes && matcher->dictionary->entries[hits[i].entry].type == ENTRY_NOT))
            return false;
    return true;
}

/* The first hit after hits[from] that touches neither it nor any hit between them, and in *end the
 * end of those hits: under every rule, hits of different groups are independent. */
static size_t find_group(const struct hit *hits, size_t from, size_t count, uint32_t *end)
{
    size_t next = from + 1;
    for (*end = hits[from].end; next < count && hits[next].start < *end; next++)
        if (hits[next].end > *end)
            *end = hits[next].end;
    return next;
}

const struct hit *matcher_end(struct matcher *matcher, size_t *count)
{
    uint32_t token = 0, end;
    size_t most = matcher->own_here + matcher->hit_count;
    matcher->results = memory_grow(matcher->results, &matcher->result_capacity, most,
                                   sizeof *matcher->results);
    matcher->result_count = 0;
    overlap_sort(matcher->hits, matcher->hit_count);
    for (size_t i = 0, next; i < matcher->hit_count; i = next) {
        const struct hit *group = matcher->hits + i;
        next = find_group(matcher->hits, i, matcher->hit_count, &end);
        take_own(matcher, token, group->start);
        (are_few_phrases(matcher, group, next - i, end) ? take_few : take_by_rules)(matcher, group,
                                                                                    next - i, end);
        token = end;
    }
    if (matcher->own_here > 0)
        take_own(matcher, token, matcher->token);
    *count = matcher->result_count;
    return matcher->results;
}

void matcher_free(struct matcher *matcher)
{
    for (size_t i = 0; i < matcher->expression_count; i++)
        regex_free(matcher->expressions[i].regex);
    free(matcher->expressions);
    automaton_free(&matcher->automaton);
    vocabulary_free(&matcher->vocabulary);
    overlap_free(&matcher->marks);
    map_free(&matcher->types);
    free(matcher->found.words);
    free(matcher->by_name);
    free(matcher->rank);
    free(matcher->kinds);
    free(matcher->type_facts);
    free(matcher->words);
    free(matcher->starts);
    free(matcher->active);
    free(matcher->next_active);
    free(matcher->reached);
    free(matcher->own);
    free(matcher->hits);
    free(matcher->results);
    free(matcher->kinds_here);
    free(matcher->beginnings);
    free(matcher);
}
