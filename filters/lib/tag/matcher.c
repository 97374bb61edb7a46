#include "tag/matcher.h"

#include <stdlib.h>

#include "base/buffer.h"
#include "base/map.h"
#include "base/memory.h"
#include "tag/automaton.h"
#include "tag/pattern.h"
#include "tag/vocabulary.h"
#include "text/regex.h"

/* Types remembered, and bytes of theirs, before all are forgotten. A corpus of a hundred million
 * words has about half a million types. */
enum { MOST_TYPES = 400000, MOST_TYPE_BYTES = 8 * 1024 * 1024 };

/* What is known of a type: the words that it is, and the nodes where phrases that begin with it
 * stand, as places in matcher->words and matcher->starts. */
struct type {
    struct word_filter is;     /* its words */
    struct word_filter begins; /* the words that phrases beginning with it go on with */
    uint32_t words, word_count;
    uint32_t starts, start_count;
    bool eager; /* a phrase that begins here is complete, or goes on with any token */
};

/* A node with its number: a copy beside the type's others, so that beginning a phrase, which in a
 * large dictionary nearly every token does, touches no further memory. */
struct start {
    struct automaton_node node;
    uint32_t number;
};

/* A phrase that has begun: its node with what leads on from there, and the token it began at. */
struct active {
    struct word_filter words;
    uint32_t any, node, start;
};

/* All types that the dictionary has no word for. Few records are then in use, and they stay near. */
enum { KIND_STRANGE = 0 };

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
    uint32_t *rank;    /* by concept of the dictionary: its place among them */
    bool has_vetoes;   /* there are `not` entries */

    struct map types;
    size_t type_bytes;
    uint32_t *kinds; /* by type: its place in type_facts, KIND_STRANGE for most */
    size_t kind_capacity;
    struct type *type_facts;
    size_t type_count, type_capacity;
    uint32_t *words; /* of all types, one type after the other */
    size_t word_count, word_capacity;
    struct start *starts; /* the same */
    size_t start_count, start_capacity;
    struct word_set found;

    struct place place;      /* of the sentence */
    uint32_t token;          /* index of the present one, at the end their number */
    const struct type *next; /* of the token after it, NULL at the end */
    uint32_t *kinds_here;    /* of the tokens of the sentence */
    uint32_t *beginnings;    /* tokens at which something begins, see find_beginnings() */
    size_t kinds_here_capacity, beginning_capacity;
    struct active *active, *next_active;
    size_t active_count, active_capacity, next_count, next_capacity;
    uint64_t *reached; /* by node: when it was reached last, see reach() */
    uint64_t clock;    /* before the present token; never turned back */
    struct hit *hits;
    size_t hit_count, hit_capacity;
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
        message_error(&place, "%s in the regular expression '%.*s'; entry left out", error.message,
                      (int)entry->pattern.size, entry->pattern.data);
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

static void learn_type(struct matcher *matcher, uint32_t number, struct slice token)
{
    struct word_set *found = &matcher->found;
    const struct automaton *automaton = &matcher->automaton;
    vocabulary_find(&matcher->vocabulary, token, found);
    struct type type = {.words = (uint32_t)matcher->word_count,
                        .starts = (uint32_t)matcher->start_count,
                        .word_count = (uint32_t)found->count};
    matcher->words = memory_grow(matcher->words, &matcher->word_capacity,
                                 matcher->word_count + found->count, sizeof *matcher->words);
    for (size_t i = 0; i < found->count; i++) {
        uint64_t key = automaton_edge_key(AUTOMATON_ROOT, found->words[i]);
        size_t slot = automaton_edge_slot(automaton, key);
        word_filter_add(&type.is, found->words[i]);
        matcher->words[matcher->word_count++] = found->words[i];
        for (uint32_t to; (to = automaton_next_edge(automaton, key, &slot)) != AUTOMATON_NONE;) {
            matcher->starts = memory_grow(matcher->starts, &matcher->start_capacity,
                                          matcher->start_count + 1, sizeof *matcher->starts);
            const struct automaton_node *node = &automaton->nodes[to];
            matcher->starts[matcher->start_count++] = (struct start){*node, to};
            word_filter_add_all(&type.begins, &node->words);
            type.eager |= node->accept != AUTOMATON_NONE || node->any != AUTOMATON_NONE;
            type.start_count++;
        }
    }
    matcher->kinds = memory_grow(matcher->kinds, &matcher->kind_capacity, (size_t)number + 1,
                                 sizeof *matcher->kinds);
    matcher->kinds[number] = found->count > 0 ? add_kind(matcher, &type) : KIND_STRANGE;
    matcher->type_bytes += token.size;
}

static void add_hit(struct matcher *matcher, uint32_t start, uint32_t end, uint32_t entry)
{
    matcher->hits = memory_grow(matcher->hits, &matcher->hit_capacity, matcher->hit_count + 1,
                                sizeof *matcher->hits);
    uint32_t concept = matcher->rank[matcher->dictionary->entries[entry].concept];
    matcher->hits[matcher->hit_count++] = (struct hit){start, end, concept, entry};
}

/* A phrase that began at `start` has come to the node over the present token. */
static void reach(struct matcher *matcher, uint32_t number, const struct automaton_node *node,
                  uint32_t start)
{
    if (node->joined) {
        /* Each pair of token and start has a moment of its own, in all sentences. Phrases are
         * followed in the order of their starts, so the last moment is enough. */
        uint64_t now = matcher->clock + start + 1;
        if (matcher->reached[number] == now)
            return;
        matcher->reached[number] = now;
    }
    for (uint32_t i = node->accept; i != AUTOMATON_NONE; i = matcher->automaton.accepts[i].next)
        add_hit(matcher, start, matcher->token + 1, matcher->automaton.accepts[i].entry);
    /* A phrase that the next token cannot lead on is given up now: nearly all are. */
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
    matcher->word_count = matcher->start_count = matcher->type_bytes = 0;
    matcher->type_count = KIND_STRANGE + 1;
}

/* Leaves the kinds of the tokens in matcher->kinds_here. */
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

/* The tokens at which something begins: a phrase that is complete there or that the next token may
 * lead on. Nearly all tokens begin none, so they are found without a branch for each. Returns how
 * many there are. */
static size_t find_beginnings(struct matcher *matcher, size_t count)
{
    matcher->beginnings = memory_grow(matcher->beginnings, &matcher->beginning_capacity, count,
                                      sizeof *matcher->beginnings);
    const struct type *facts = matcher->type_facts, *type = facts + matcher->kinds_here[0];
    uint32_t *found = matcher->beginnings;
    size_t beginnings = 0;
    for (size_t i = 0; i + 1 < count; i++) {
        const struct type *next = facts + matcher->kinds_here[i + 1];
        found[beginnings] = (uint32_t)i;
        beginnings += type->eager | word_filter_meets(&type->begins, &next->is);
        type = next;
    }
    found[beginnings] = (uint32_t)count - 1;
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
    matcher->active_count = matcher->hit_count = 0;
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

/* The tokens that the bytes [start, end) touch; false if they touch none. */
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
                          (int)entry->pattern.size, entry->pattern.data, entry->place.file,
                          (unsigned long long)entry->place.line);
    }
}

/* Whether `veto` is the concept or stands above it. */
static bool is_above(const struct matcher *matcher, uint32_t veto, uint32_t concept)
{
    if (veto == concept)
        return true;
    struct slice above = matcher_concept(matcher, veto), below = matcher_concept(matcher, concept);
    return below.size > above.size && below.data[above.size] == '/' &&
           memcmp(below.data, above.data, above.size) == 0;
}

/* Moves the hits of `not` entries to the front and returns their number. */
static size_t part_vetoes(struct matcher *matcher)
{
    size_t vetoes = 0;
    for (size_t i = 0; i < matcher->hit_count; i++) {
        struct hit hit = matcher->hits[i];
        if (matcher->dictionary->entries[hit.entry].type != ENTRY_NOT)
            continue;
        matcher->hits[i] = matcher->hits[vetoes];
        matcher->hits[vetoes++] = hit;
    }
    return vetoes;
}

static int by_concept_and_start(const void *a, const void *b)
{
    const struct hit *one = a, *two = b;
    if (one->concept != two->concept)
        return one->concept < two->concept ? -1 : 1;
    return (one->start > two->start) - (one->start < two->start);
}

/* Sorts vetoes by concept, joins those of a concept that meet, and leaves in the `entry` of each
 * concept's first one how many there are of it; returns how many are left. */
static size_t join_vetoes(struct hit *vetoes, size_t count)
{
    size_t kept = 0, first = 0;
    if (count > 0)
        qsort(vetoes, count, sizeof *vetoes, by_concept_and_start);
    for (size_t i = 0; i < count; i++) {
        struct hit veto = vetoes[i];
        bool same = kept > 0 && vetoes[first].concept == veto.concept;
        if (same && veto.start <= vetoes[kept - 1].end) {
            if (veto.end > vetoes[kept - 1].end)
                vetoes[kept - 1].end = veto.end;
            continue;
        }
        if (!same) {
            first = kept;
            veto.entry = 0;
        }
        vetoes[kept++] = veto;
        vetoes[first].entry++;
    }
    return kept;
}

static bool is_vetoed(const struct matcher *matcher, const struct hit *vetoes, size_t count,
                      const struct hit *hit)
{
    for (size_t group = 0; group < count; group += vetoes[group].entry) {
        if (!is_above(matcher, vetoes[group].concept, hit->concept))
            continue;
        /* The first that ends behind the hit's start; it alone can overlap it from the left. */
        size_t low = group, high = group + vetoes[group].entry;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            if (vetoes[middle].end <= hit->start)
                low = middle + 1;
            else
                high = middle;
        }
        if (low < group + vetoes[group].entry && vetoes[low].start < hit->end)
            return true;
    }
    return false;
}

/* Takes away the hits of `not` entries and every hit that one of them overlaps. */
static void apply_vetoes(struct matcher *matcher)
{
    size_t vetoes = part_vetoes(matcher), kept = 0;
    size_t joined = join_vetoes(matcher->hits, vetoes);
    for (size_t i = vetoes; i < matcher->hit_count; i++)
        if (!is_vetoed(matcher, matcher->hits, joined, &matcher->hits[i]))
            matcher->hits[vetoes + kept++] = matcher->hits[i];
    memmove(matcher->hits, matcher->hits + vetoes, kept * sizeof *matcher->hits);
    matcher->hit_count = kept;
}

const struct hit *matcher_end(struct matcher *matcher, size_t *count)
{
    if (matcher->has_vetoes && matcher->hit_count > 0)
        apply_vetoes(matcher);
    if (matcher->hit_count > 0)
        matcher->hit_count = overlap_resolve(&matcher->marks, matcher->overlap, matcher->hits,
                                             matcher->hit_count);
    *count = matcher->hit_count;
    return matcher->hits;
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
    free(matcher->hits);
    free(matcher->kinds_here);
    free(matcher->beginnings);
    free(matcher);
}
