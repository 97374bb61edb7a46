#include "tag/overlap.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static uint32_t length(const struct hit *hit)
{
    return hit->end - hit->start;
}

static int compare(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

/* Longest, then leftmost, then first in the dictionary. */
static int by_length(const void *a, const void *b)
{
    const struct hit *one = a, *two = b;
    int order = compare(length(two), length(one));
    if (order == 0)
        order = compare(one->start, two->start);
    return order != 0 ? order : compare(one->entry, two->entry);
}

static int by_span_and_concept(const void *a, const void *b)
{
    const struct hit *one = a, *two = b;
    int order = compare(one->start, two->start);
    if (order == 0)
        order = compare(two->end, one->end);
    if (order == 0)
        order = compare(one->concept, two->concept);
    return order != 0 ? order : compare(one->entry, two->entry);
}

/* Phrases are found in the order of their ends, so a few of them are nearly sorted. */
static void sort_few(struct hit *hits, size_t count,
                     int (*compare_hits)(const void *, const void *))
{
    for (size_t i = 1; i < count; i++) {
        struct hit hit = hits[i];
        size_t at = i;
        for (; at > 0 && compare_hits(&hits[at - 1], &hit) > 0; at--)
            hits[at] = hits[at - 1];
        hits[at] = hit;
    }
}

static void sort(struct hit *hits, size_t count, int (*compare_hits)(const void *, const void *))
{
    enum { FEW = 32 };
    if (count <= FEW)
        sort_few(hits, count, compare_hits);
    else
        qsort(hits, count, sizeof *hits, compare_hits);
}

void overlap_sort(struct hit *hits, size_t count)
{
    sort(hits, count, by_span_and_concept);
}

/* Several entries of a concept may find the same span, which is one hit. */
static size_t drop_repeated(struct hit *hits, size_t count)
{
    size_t kept = 0;
    overlap_sort(hits, count);
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || hits[kept - 1].start != hits[i].start ||
            hits[kept - 1].end != hits[i].end || hits[kept - 1].concept != hits[i].concept)
            hits[kept++] = hits[i];
    return kept;
}

static uint64_t key_of(uint32_t concept, uint32_t token)
{
    return ((uint64_t)concept + 1) << 32 | token;
}

static size_t slot_of(const struct overlap_marks *marks, uint64_t key)
{
    uint64_t mixed = key * 0x9e3779b97f4a7c15u;
    size_t slot = (size_t)((mixed ^ mixed >> 32) & marks->taken_mask);
    while (marks->taken[slot] && marks->taken[slot] != key)
        slot = (slot + 1) & marks->taken_mask;
    return slot;
}

static void clear_marks(struct overlap_marks *marks, const struct hit *hits, size_t count)
{
    size_t tokens = 0, spans = 0;
    for (size_t i = 0; i < count; i++) {
        spans += length(&hits[i]);
        tokens = hits[i].end > tokens ? hits[i].end : tokens;
    }
    size_t slots = 64;
    while (slots < 2 * spans + 2)
        slots *= 2;
    marks->taken = memory_grow(marks->taken, &marks->taken_capacity, slots, sizeof *marks->taken);
    marks->taken_mask = slots - 1;
    memset(marks->taken, 0, slots * sizeof *marks->taken);
    marks->covered = memory_grow(marks->covered, &marks->covered_capacity, tokens, 1);
    memset(marks->covered, 0, tokens);
}

static bool any_taken(const struct overlap_marks *marks, const struct hit *hit)
{
    for (uint32_t token = hit->start; token < hit->end; token++)
        if (marks->taken[slot_of(marks, key_of(hit->concept, token))])
            return true;
    return false;
}

static bool is_covered(const struct overlap_marks *marks, const struct hit *hit, bool wholly)
{
    for (uint32_t token = hit->start; token < hit->end; token++)
        if (!marks->covered[token] == wholly)
            return !wholly;
    return wholly;
}

static void take(struct overlap_marks *marks, const struct hit *hit)
{
    for (uint32_t token = hit->start; token < hit->end; token++) {
        uint64_t key = key_of(hit->concept, token);
        marks->taken[slot_of(marks, key)] = key;
    }
}

static void cover(struct overlap_marks *marks, const struct hit *hit)
{
    memset(marks->covered + hit->start, 1, length(hit));
}

/* Visits the hits longest first. Hits of equal span are decided together, before any of them covers
 * anything, as neither is longer or further left. */
static size_t keep(struct overlap_marks *marks, enum overlap overlap, struct hit *hits,
                   size_t count)
{
    size_t kept = 0;
    for (size_t i = 0, next; i < count; i = next) {
        size_t first_kept = kept;
        struct hit span = hits[i];
        bool covered = overlap != OVERLAP_CONCEPT &&
                       is_covered(marks, &span, overlap == OVERLAP_DICTIONARY);
        for (next = i; next < count && hits[next].start == span.start && hits[next].end == span.end;
             next++) {
            if (covered || any_taken(marks, &hits[next]) ||
                (overlap == OVERLAP_ONE && kept > first_kept))
                continue;
            take(marks, &hits[next]);
            hits[kept++] = hits[next];
        }
        if (kept > first_kept)
            cover(marks, &span);
    }
    return kept;
}

size_t overlap_resolve(struct overlap_marks *marks, enum overlap overlap, struct hit *hits,
                       size_t count)
{
    count = drop_repeated(hits, count);
    if (overlap != OVERLAP_ALL && count > 1) {
        sort(hits, count, by_length);
        clear_marks(marks, hits, count);
        count = keep(marks, overlap, hits, count);
    }
    overlap_sort(hits, count);
    return count;
}

/* The tokens of a hit as bits; bit 0 is the first token of the group. */
static inline uint64_t tokens_of(const struct hit *hit, uint32_t first)
{
    uint32_t tokens = length(hit);
    uint64_t bits = tokens < 64 ? ((uint64_t)1 << tokens) - 1 : UINT64_MAX;
    return bits << (hit->start - first);
}

bool overlap_few_takes(const struct overlap_few *few, const struct hit *hits, size_t count,
                       uint32_t concept, uint32_t token)
{
    for (size_t i = 0; i < count; i++)
        if (few->kept >> i & 1 && hits[i].concept == concept && hits[i].start <= token &&
            token < hits[i].end)
            return true;
    return false;
}

static bool few_take(const struct overlap_few *few, const struct hit *hits, size_t count,
                     const struct hit *hit)
{
    for (size_t i = 0; i < count; i++)
        if (few->kept >> i & 1 && hits[i].concept == hit->concept && hits[i].start < hit->end &&
            hit->start < hits[i].end)
            return true;
    return false;
}

/* Stores the places of the hits without repetitions in `order`, in the order of by_length; returns
 * their number. */
static size_t order_few(const struct hit *hits, size_t count, unsigned char *order)
{
    size_t ordered = 0;
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && hits[i - 1].start == hits[i].start && hits[i - 1].end == hits[i].end &&
            hits[i - 1].concept == hits[i].concept)
            continue;
        size_t at = ordered++;
        for (; at > 0 && by_length(&hits[order[at - 1]], &hits[i]) > 0; at--)
            order[at] = order[at - 1];
        order[at] = (unsigned char)i;
    }
    return ordered;
}

struct overlap_few overlap_keep_few(enum overlap overlap, const struct hit *hits, size_t count)
{
    struct overlap_few few = {0};
    unsigned char order[OVERLAP_FEW];
    size_t ordered = order_few(hits, count, order);
    for (size_t i = 0, next; i < ordered; i = next) {
        const struct hit *span = &hits[order[i]];
        uint64_t tokens = tokens_of(span, hits[0].start);
        bool covered = overlap == OVERLAP_DICTIONARY ? (tokens & ~few.covered) == 0
                       : overlap == OVERLAP_ONE      ? (tokens & few.covered) != 0
                                                     : false;
        bool kept = false;
        for (next = i; next < ordered && hits[order[next]].start == span->start &&
                       hits[order[next]].end == span->end;
             next++) {
            const struct hit *hit = &hits[order[next]];
            if (overlap != OVERLAP_ALL &&
                (covered || (overlap == OVERLAP_ONE && kept) || few_take(&few, hits, count, hit)))
                continue;
            few.kept |= (uint32_t)1 << order[next];
            kept = true;
        }
        if (kept && overlap != OVERLAP_ALL)
            few.covered |= tokens;
    }
    return few;
}

void overlap_free(struct overlap_marks *marks)
{
    free(marks->taken);
    free(marks->covered);
}
