/* Which of overlapping hits count. */
#include "tag/overlap.h"

#include "chance.h"
#include "check.h"

enum { MOST = 64 };

static struct overlap_marks marks;

/* Resolves the hits and shows what stays, "start-end:concept/entry ...". */
static const char *kept(enum overlap overlap, const struct hit *hits, size_t count)
{
    static char text[MOST * 32];
    struct hit copy[MOST];
    size_t size = 0;
    if (count > 0)
        memcpy(copy, hits, count * sizeof *copy);
    count = overlap_resolve(&marks, overlap, copy, count);
    text[0] = '\0';
    for (size_t i = 0; i < count; i++)
        size += (size_t)snprintf(text + size, sizeof text - size, "%s%u-%u:%u/%u", i > 0 ? " " : "",
                                 copy[i].start, copy[i].end, copy[i].concept, copy[i].entry);
    return text;
}

#define KEPT(overlap, hits, expected)                                                              \
    CHECK(strcmp(kept(overlap, hits, sizeof(hits) / sizeof *(hits)), expected) == 0)

/* The New York Times is a New York paper; paper: New York Times, city: New York. */
TEST("the worked case of dictionary.5 has its hits in every mode")
{
    static const struct hit hits[] = {{6, 8, 0, 1}, {1, 4, 1, 0}, {1, 3, 0, 1}};
    KEPT(OVERLAP_CONCEPT, hits, "1-4:1/0 1-3:0/1 6-8:0/1");
    KEPT(OVERLAP_DICTIONARY, hits, "1-4:1/0 6-8:0/1");
    KEPT(OVERLAP_ONE, hits, "1-4:1/0 6-8:0/1");
    KEPT(OVERLAP_ALL, hits, "1-4:1/0 1-3:0/1 6-8:0/1");
}

TEST("within a concept the longest hit wins, then the first")
{
    static const struct hit chain[] = {{0, 2, 0, 0}, {1, 3, 0, 0}, {2, 4, 0, 0}};
    KEPT(OVERLAP_CONCEPT, chain, "0-2:0/0 2-4:0/0");
    KEPT(OVERLAP_DICTIONARY, chain, "0-2:0/0 2-4:0/0");
    KEPT(OVERLAP_ONE, chain, "0-2:0/0 2-4:0/0");
    KEPT(OVERLAP_ALL, chain, "0-2:0/0 1-3:0/0 2-4:0/0");
    static const struct hit longest[] = {{0, 2, 0, 0}, {1, 4, 0, 1}, {4, 5, 0, 2}};
    KEPT(OVERLAP_CONCEPT, longest, "1-4:0/1 4-5:0/2");
}

TEST("across concepts a hit that others cover goes, as the mode says")
{
    static const struct hit partly[] = {{0, 3, 0, 0}, {2, 4, 1, 1}, {2, 3, 2, 2}};
    KEPT(OVERLAP_CONCEPT, partly, "0-3:0/0 2-4:1/1 2-3:2/2");
    KEPT(OVERLAP_DICTIONARY, partly, "0-3:0/0 2-4:1/1");
    KEPT(OVERLAP_ONE, partly, "0-3:0/0");
    /* Two that overlap cover a third together. */
    static const struct hit together[] = {{0, 3, 0, 0}, {3, 6, 1, 1}, {2, 4, 2, 2}};
    KEPT(OVERLAP_DICTIONARY, together, "0-3:0/0 3-6:1/1");
    KEPT(OVERLAP_CONCEPT, together, "0-3:0/0 2-4:2/2 3-6:1/1");
}

TEST("equal spans count once for each concept, or once for all")
{
    static const struct hit equal[] = {{0, 2, 1, 0}, {0, 2, 0, 3}, {0, 2, 0, 1}, {0, 2, 2, 2}};
    KEPT(OVERLAP_CONCEPT, equal, "0-2:0/1 0-2:1/0 0-2:2/2");
    KEPT(OVERLAP_DICTIONARY, equal, "0-2:0/1 0-2:1/0 0-2:2/2");
    KEPT(OVERLAP_ONE, equal, "0-2:1/0");
    KEPT(OVERLAP_ALL, equal, "0-2:0/1 0-2:1/0 0-2:2/2");
    CHECK(strcmp(kept(OVERLAP_CONCEPT, NULL, 0), "") == 0);
}

static bool comes_first(const struct hit *a, const struct hit *b)
{
    uint32_t one = a->end - a->start, two = b->end - b->start;
    if (one != two)
        return one > two;
    return a->start != b->start ? a->start < b->start : a->entry < b->entry;
}

static bool overlaps(const struct hit *a, const struct hit *b)
{
    return a->start < b->end && b->start < a->end;
}

/* Whether earlier kept hits cover the hit wholly. */
static bool is_covered(const struct hit *hits, const bool *stays, size_t count,
                       const struct hit *hit)
{
    for (uint32_t token = hit->start; token < hit->end; token++) {
        bool covered = false;
        for (size_t i = 0; i < count && !covered; i++)
            covered = stays[i] && hits[i].start <= token && token < hits[i].end &&
                      (hits[i].start != hit->start || hits[i].end != hit->end);
        if (!covered)
            return false;
    }
    return true;
}

/* The rules of dictionary.5, word by word: hits of different spans, in their order of precedence. */
static size_t resolve_slowly(enum overlap overlap, struct hit *hits, size_t count)
{
    bool stays[MOST] = {false};
    size_t kept_count = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t j = i + 1; j < count; j++)
            if (comes_first(&hits[j], &hits[i])) {
                struct hit hit = hits[i];
                hits[i] = hits[j];
                hits[j] = hit;
            }
    for (size_t i = 0; i < count; i++) {
        stays[i] = overlap != OVERLAP_DICTIONARY || !is_covered(hits, stays, i, &hits[i]);
        for (size_t j = 0; j < i && stays[i] && overlap != OVERLAP_ALL; j++)
            if (stays[j] && overlaps(&hits[i], &hits[j]) &&
                (overlap == OVERLAP_ONE || hits[i].concept == hits[j].concept))
                stays[i] = false;
    }
    for (size_t i = 0; i < count; i++)
        if (stays[i])
            hits[kept_count++] = hits[i];
    return kept_count;
}

static bool holds(const struct hit *hits, size_t count, const struct hit *hit)
{
    for (size_t i = 0; i < count; i++)
        if (memcmp(&hits[i], hit, sizeof *hit) == 0)
            return true;
    return false;
}

TEST("random hits have the survivors that the rules have word by word")
{
    bool good = true;
    for (int round = 0; round < 40000 && good; round++) {
        struct hit hits[MOST] = {{0}}, slow[MOST];
        size_t count = chance(14), different = 0;
        for (size_t i = 0; i < count; i++) {
            uint32_t start = chance(8);
            struct hit hit = {start, start + 1 + chance(4), chance(3), (uint32_t)i};
            bool known = false;
            for (size_t j = 0; j < different && !known; j++)
                known = hits[j].start == hit.start && hits[j].end == hit.end &&
                        hits[j].concept == hit.concept;
            if (!known)
                hits[different++] = hit;
        }
        memcpy(slow, hits, sizeof hits);
        enum overlap overlap = (enum overlap)chance(4);
        size_t fast_count = overlap_resolve(&marks, overlap, hits, different);
        size_t slow_count = resolve_slowly(overlap, slow, different);
        good = fast_count == slow_count;
        for (size_t i = 0; i < fast_count && good; i++)
            good = holds(slow, slow_count, &hits[i]) &&
                   (i == 0 || hits[i - 1].start < hits[i].start ||
                    (hits[i - 1].start == hits[i].start &&
                     (hits[i - 1].end > hits[i].end ||
                      (hits[i - 1].end == hits[i].end && hits[i - 1].concept < hits[i].concept))));
    }
    CHECK(good);
}
