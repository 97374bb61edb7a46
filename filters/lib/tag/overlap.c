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

/* The same span may be found by several entries of a concept: it is one hit. */
static size_t drop_repeated(struct hit *hits, size_t count)
{
    size_t kept = 0;
    qsort(hits, count, sizeof *hits, by_span_and_concept);
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

/* Goes through the hits longest first. Hits of equal span are judged together, before any of them
 * covers anything: neither is longer nor further left than the other. */
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
        qsort(hits, count, sizeof *hits, by_length);
        clear_marks(marks, hits, count);
        count = keep(marks, overlap, hits, count);
    }
    qsort(hits, count, sizeof *hits, by_span_and_concept);
    return count;
}

void overlap_free(struct overlap_marks *marks)
{
    free(marks->taken);
    free(marks->covered);
}
