#include "review/duplicates.h"

#include <stdlib.h>

#include "base/memory.h"
#include "review/citation_keys.h"

struct finder {
    struct duplicates *duplicates;
    const struct citation *citations;
    const struct duplicate_order *orders; /* sorted by their members */
    size_t order_count;
    struct clusters units;   /* records that a person says are the same, where there are any */
    uint32_t link_a, link_b; /* the pair that is being joined */
};

static int compare_members(uint32_t a, uint32_t b, uint32_t other_a, uint32_t other_b)
{
    if (a != other_a)
        return a < other_a ? -1 : 1;
    return (b > other_b) - (b < other_b);
}

static int by_order(const void *left, const void *right)
{
    const struct duplicate_order *a = left, *b = right;
    return compare_members(a->a, a->b, b->a, b->b);
}

static int by_members(const void *left, const void *right)
{
    const struct duplicate_pair *a = left, *b = right;
    return compare_members(a->a, a->b, b->a, b->b);
}

/* The strongest first. */
static int by_strength(const void *left, const void *right)
{
    const struct duplicate_pair *a = left, *b = right;
    if (a->decision.rule != b->decision.rule)
        return (int)a->decision.rule - (int)b->decision.rule;
    if (a->decision.title != b->decision.title)
        return (int)b->decision.title - (int)a->decision.title;
    if (a->decision.authors != b->decision.authors)
        return (int)b->decision.authors - (int)a->decision.authors;
    return compare_members(a->a, a->b, b->a, b->b);
}

static void sort_pairs(struct duplicates *duplicates, int (*order)(const void *, const void *))
{
    if (duplicates->count > 0)
        qsort(duplicates->pairs, duplicates->count, sizeof *duplicates->pairs, order);
}

static void add(struct duplicates *duplicates, uint32_t a, uint32_t b,
                struct duplicate_decision decision)
{
    duplicates->pairs = memory_grow(duplicates->pairs, &duplicates->capacity, duplicates->count + 1,
                                    sizeof *duplicates->pairs);
    duplicates->pairs[duplicates->count++] = (struct duplicate_pair){a, b, decision};
}

/* What a person said comes before any rule. */
static struct duplicate_decision decide(const struct finder *finder, uint32_t a, uint32_t b)
{
    struct duplicate_decision decision = duplicate_decide(&finder->citations[a],
                                                          &finder->citations[b]);
    struct duplicate_order wanted = {a < b ? a : b, a < b ? b : a, false};
    const struct duplicate_order *order = finder->order_count == 0
                                              ? NULL
                                              : bsearch(&wanted, finder->orders,
                                                        finder->order_count, sizeof *finder->orders,
                                                        by_order);
    if (order) {
        decision.verdict = order->same ? VERDICT_MERGE : VERDICT_APART;
        decision.rule = order->same ? RULE_PERSON : decision.rule;
        decision.veto = order->same ? VETO_NONE : VETO_PERSON;
    }
    return decision;
}

static bool is_forbidden(void *context, uint32_t a, uint32_t b)
{
    const struct finder *finder = context;
    struct duplicate_decision decision = decide(finder, a, b);
    /* Who says that a record is the same as one of the pair says that it may be joined with it. */
    if (finder->order_count > 0 && decision.veto != VETO_PERSON &&
        clusters_root(&finder->units, a) == clusters_root(&finder->units, finder->link_a) &&
        clusters_root(&finder->units, b) == clusters_root(&finder->units, finder->link_b))
        return false;
    return decision.verdict != VERDICT_MERGE && decision.veto != VETO_NONE &&
           decision.veto != VETO_SAME_EXPORT && decision.veto != VETO_GENERIC;
}

struct fingerprint {
    uint64_t hash;
    uint32_t member;
};

static int by_fingerprint(const void *left, const void *right)
{
    const struct fingerprint *a = left, *b = right;
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return (a->member > b->member) - (a->member < b->member);
}

/* Unites records that say the same with the first of them; returns those that are left, and how
 * many. */
static uint32_t *unite_equal(struct finder *finder, size_t count, size_t *left)
{
    struct fingerprint *prints = memory_allocate(count, sizeof *prints);
    uint32_t *members = memory_allocate(count, sizeof *members);
    for (size_t i = 0; i < count; i++)
        prints[i] = (struct fingerprint){citation_keys_fingerprint(&finder->citations[i]),
                                         (uint32_t)i};
    qsort(prints, count, sizeof *prints, by_fingerprint);
    *left = 0;
    for (size_t i = 0, first = 0; i < count; i++) {
        if (prints[i].hash != prints[first].hash)
            first = i;
        struct duplicate_decision decision = {.verdict = VERDICT_APART};
        if (i != first)
            decision = decide(finder, prints[first].member, prints[i].member);
        if (decision.verdict == VERDICT_MERGE && decision.rule == RULE_SAME_RECORD) {
            clusters_unite(&finder->duplicates->clusters, prints[first].member, prints[i].member);
            add(finder->duplicates, prints[first].member, prints[i].member, decision);
        } else {
            members[(*left)++] = prints[i].member;
        }
    }
    free(prints);
    return members;
}

static void decide_candidates(struct finder *finder, const uint32_t *members, size_t count)
{
    struct citation_pairs pairs = {0};
    citation_keys_find(finder->citations, members, count, &pairs);
    finder->duplicates->left_out = pairs.left_out;
    finder->duplicates->candidates = pairs.count;
    for (size_t i = 0; i < pairs.count; i++) {
        uint32_t a = pairs.items[i].a, b = pairs.items[i].b;
        struct duplicate_decision decision = decide(finder, a, b);
        if (decision.rule != RULE_NONE)
            add(finder->duplicates, a, b, decision);
    }
    free(pairs.items);
}

/* A person may speak of pairs that are no candidates. */
static void add_orders(struct finder *finder)
{
    struct duplicates *duplicates = finder->duplicates;
    size_t known = duplicates->count;
    sort_pairs(duplicates, by_members);
    for (size_t i = 0; i < finder->order_count; i++) {
        struct duplicate_pair wanted = {.a = finder->orders[i].a, .b = finder->orders[i].b};
        if (known > 0 && bsearch(&wanted, duplicates->pairs, known, sizeof wanted, by_members))
            continue;
        add(duplicates, wanted.a, wanted.b, decide(finder, wanted.a, wanted.b));
    }
}

static void join(struct finder *finder)
{
    struct duplicates *duplicates = finder->duplicates;
    sort_pairs(duplicates, by_strength);
    for (size_t i = 0; i < duplicates->count; i++) {
        struct duplicate_pair *pair = &duplicates->pairs[i];
        finder->link_a = pair->a;
        finder->link_b = pair->b;
        if (pair->decision.rule == RULE_PERSON)
            clusters_unite(&finder->units, pair->a, pair->b);
        if (pair->decision.verdict != VERDICT_MERGE ||
            clusters_join(&duplicates->clusters, pair->a, pair->b, is_forbidden, finder))
            continue;
        pair->decision.verdict = VERDICT_REVIEW;
        pair->decision.veto = VETO_CHAIN;
    }
}

/* What was left for a person and came together by other pairs is decided. */
static void settle(struct duplicates *duplicates)
{
    for (size_t i = 0; i < duplicates->count; i++) {
        struct duplicate_pair *pair = &duplicates->pairs[i];
        bool together = clusters_root(&duplicates->clusters, pair->a) ==
                        clusters_root(&duplicates->clusters, pair->b);
        if (pair->decision.verdict == VERDICT_REVIEW && together)
            pair->decision.verdict = VERDICT_MERGE;
    }
}

void duplicates_find(struct duplicates *duplicates, const struct citation *citations, size_t count,
                     const struct duplicate_order *orders, size_t order_count)
{
    struct finder finder = {.duplicates = duplicates, .citations = citations};
    struct duplicate_order *sorted = memory_allocate(order_count, sizeof *sorted);
    if (order_count > 0) {
        memcpy(sorted, orders, order_count * sizeof *sorted);
        qsort(sorted, order_count, sizeof *sorted, by_order);
    }
    finder.orders = sorted;
    finder.order_count = order_count;
    clusters_open(&duplicates->clusters, count);
    clusters_open(&finder.units, order_count > 0 ? count : 0);
    size_t left = 0;
    uint32_t *members = unite_equal(&finder, count, &left);
    decide_candidates(&finder, members, left);
    add_orders(&finder);
    join(&finder);
    settle(duplicates);
    sort_pairs(duplicates, by_members);
    clusters_free(&finder.units);
    free(members);
    free(sorted);
}
