#include "strategy/spans.h"

#include <stdlib.h>

static int by_place(const void *a, const void *b)
{
    const struct span_place *one = a, *two = b;
    if (one->start != two->start)
        return one->start < two->start ? -1 : 1;
    if (one->end != two->end)
        return one->end < two->end ? -1 : 1;
    return memcmp(one->words, two->words, sizeof one->words);
}

static void sort_places(struct span_places *places)
{
    bool sorted = true;
    for (size_t i = 1; i < places->count && sorted; i++)
        sorted = by_place(&places->items[i - 1], &places->items[i]) < 0;
    if (sorted)
        return;
    qsort(places->items, places->count, sizeof *places->items, by_place);
    size_t kept = 1;
    for (size_t i = 1; i < places->count; i++)
        if (by_place(&places->items[kept - 1], &places->items[i]) != 0)
            places->items[kept++] = places->items[i];
    places->count = kept;
}

/* False where there are too many. */
static bool add_place(struct strategy_matcher *matcher, struct span_places *places,
                      const struct span_place *place)
{
    if (places->count >= STRATEGY_MOST_WAYS) {
        matcher->crowded = true;
        return false;
    }
    places->items = memory_grow(places->items, &places->capacity, places->count + 1,
                                sizeof *places->items);
    places->items[places->count++] = *place;
    return true;
}

static struct span_place phrase_place(uint64_t start, uint64_t words)
{
    struct span_place place = {.start = start, .end = start + words - 1};
    for (uint64_t i = start; i <= place.end && i < start + 128; i++)
        place.words[i / 64 % 2] |= (uint64_t)1 << i % 64;
    return place;
}

static struct span_place joined_place(const struct span_place *one, const struct span_place *two)
{
    return (struct span_place){
        .start = one->start < two->start ? one->start : two->start,
        .end = one->end > two->end ? one->end : two->end,
        .words = {one->words[0] | two->words[0], one->words[1] | two->words[1]},
    };
}

static bool share_a_word(const struct span_place *one, const struct span_place *two)
{
    return two->start <= one->end &&
           ((one->words[0] & two->words[0]) || (one->words[1] & two->words[1]));
}

/* Whether a phrase from `begins` to `ends` is found in the way that its zone is searched. */
static bool is_searched(const struct matcher_node *node, uint64_t place, bool begins, bool ends)
{
    uint64_t zone = (uint64_t)1 << record_zone(place);
    return (node->anywhere & zone) || (begins && (node->at_start & zone)) ||
           (begins && (ends || node->open) && (node->whole & zone));
}

/* Whether the record has all words of the phrase in some zone that is searched. */
static bool may_have(const struct strategy_matcher *matcher, const struct matcher_node *node)
{
    uint64_t zones = node->anywhere | node->at_start | node->whole;
    for (uint32_t i = 0; i < node->atom_count && zones; i++) {
        uint32_t term = matcher->atoms[node->atoms + i];
        zones &= term < matcher->record.found_capacity ? matcher->record.found[term].zones : 0;
    }
    return zones != 0 && node->atom_count > 0;
}

/* Calls add_place for each place of the phrase, or returns at the first. */
static bool find_phrase(struct strategy_matcher *matcher, const struct matcher_node *node,
                        struct span_places *places)
{
    enum { FEW = 16 };
    const struct strategy_record *record = &matcher->record;
    const struct record_posting *few[FEW] = {NULL}, **next = few;
    bool found = false;
    if (!may_have(matcher, node))
        return false;
    if (node->atom_count > FEW)
        next = memory_allocate(node->atom_count, sizeof(const struct record_posting *));
    for (uint32_t i = 0; i < node->atom_count; i++)
        next[i] = record_first(record, matcher->atoms[node->atoms + i]);
    for (; next[0]; next[0] = record_next(record, next[0])) {
        uint64_t start = next[0]->place;
        bool whole = true, ended = false;
        for (uint32_t i = 1; i < node->atom_count && whole; i++) {
            while (next[i] && next[i]->place < start + i)
                next[i] = record_next(record, next[i]);
            ended |= !next[i];
            whole = next[i] && next[i]->place == start + i;
        }
        if (ended)
            break;
        if (!whole || !is_searched(node, start, next[0]->begins, next[node->atom_count - 1]->ends))
            continue;
        found = true;
        struct span_place place = phrase_place(start, node->atom_count);
        if (!places || !add_place(matcher, places, &place))
            break;
    }
    if (next != few)
        free(next);
    return found;
}

static bool find_words(struct strategy_matcher *matcher, const struct matcher_node *node,
                       struct span_places *places)
{
    if (places || node->atom_count != 1 || node->at_start || node->whole)
        return find_phrase(matcher, node, places);
    uint32_t term = matcher->atoms[node->atoms];
    return term < matcher->record.found_capacity &&
           (matcher->record.found[term].zones & node->anywhere) != 0;
}

/* The first place that starts behind `place`. */
static size_t first_behind(const struct span_places *places, uint64_t place)
{
    size_t from = 0, to = places->count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (places->items[middle].start <= place)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

/* Pairs of a span of `left` and one of `right` that begins at most `reach` words behind its end, or,
 * unless they are ordered, between its words. */
static bool join(struct strategy_matcher *matcher, const struct span_places *left,
                 const struct span_places *right, uint64_t reach, bool ordered,
                 struct span_places *to)
{
    bool found = false;
    for (size_t i = 0; i < left->count; i++) {
        const struct span_place *one = &left->items[i];
        for (size_t k = first_behind(right, ordered ? one->end : one->start);
             k < right->count && right->items[k].start <= one->end + reach; k++) {
            if (share_a_word(one, &right->items[k]))
                continue;
            found = true;
            struct span_place both = joined_place(one, &right->items[k]);
            if (!to || !add_place(matcher, to, &both))
                return true;
        }
    }
    return found;
}

/* Whether the record has the words that a span needs, wherever they stand: nearly always not, which
 * saves looking for places. */
static bool may_stand(const struct strategy_matcher *matcher, uint32_t node)
{
    const struct strategy_node *item = &matcher->strategy->nodes[node];
    bool all = item->kind == STRATEGY_ADJACENT, one = all;
    if (item->kind == STRATEGY_WORDS)
        return may_have(matcher, &matcher->nodes[node]);
    for (uint32_t child = item->first; child != STRATEGY_NONE && one == all;
         child = matcher->strategy->nodes[child].next)
        one = may_stand(matcher, child);
    return one;
}

static bool find_adjacent(struct strategy_matcher *matcher, const struct strategy_node *item,
                          struct span_places *to)
{
    struct span_places left = {0}, right = {0};
    uint32_t second = matcher->strategy->nodes[item->first].next;
    bool found = false;
    if (!may_stand(matcher, item->first) || !may_stand(matcher, second))
        return false;
    strategy_spans_collect(matcher, item->first, &left);
    if (left.count > 0)
        strategy_spans_collect(matcher, second, &right);
    if (left.count > 0 && right.count > 0) {
        uint64_t reach = item->ordered ? 1 : item->number;
        found = join(matcher, &left, &right, reach, item->ordered, to);
        if (!item->ordered && (to || !found))
            found |= join(matcher, &right, &left, reach, false, to);
    }
    free(left.items);
    free(right.items);
    return found;
}

/* Without `places`: whether there is any. */
static bool find(struct strategy_matcher *matcher, uint32_t node, struct span_places *places)
{
    const struct strategy_node *item = &matcher->strategy->nodes[node];
    bool found = false;
    switch (item->kind) {
    case STRATEGY_WORDS:
        return find_words(matcher, &matcher->nodes[node], places);
    case STRATEGY_ADJACENT:
        return find_adjacent(matcher, item, places);
    case STRATEGY_OR:
        for (uint32_t child = item->first; child != STRATEGY_NONE && (places || !found);
             child = matcher->strategy->nodes[child].next)
            found |= find(matcher, child, places);
        return found;
    default:
        return false;
    }
}

void strategy_spans_collect(struct strategy_matcher *matcher, uint32_t node,
                            struct span_places *places)
{
    find(matcher, node, places);
    sort_places(places);
}

bool strategy_spans_any(struct strategy_matcher *matcher, uint32_t node)
{
    return find(matcher, node, NULL);
}
