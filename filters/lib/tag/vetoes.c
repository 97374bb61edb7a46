#include "tag/vetoes.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* The names of concepts by their numbers in hits. */
struct names {
    const struct dictionary *dictionary;
    const uint32_t *by_name;
};

static struct slice name_of(const struct names *names, uint32_t concept)
{
    return dictionary_concept(names->dictionary, names->by_name[concept]);
}

/* Whether `veto` is the concept or an ancestor of it. */
static bool is_above(const struct names *names, uint32_t veto, uint32_t concept)
{
    if (veto == concept)
        return true;
    struct slice above = name_of(names, veto), below = name_of(names, concept);
    return below.size > above.size && below.data[above.size] == '/' &&
           memcmp(below.data, above.data, above.size) == 0;
}

/* Moves the hits of `not` entries to the front and returns their number. */
static size_t part_vetoes(const struct dictionary *dictionary, struct hit *hits, size_t count)
{
    size_t vetoes = 0;
    for (size_t i = 0; i < count; i++) {
        struct hit hit = hits[i];
        if (dictionary->entries[hit.entry].type != ENTRY_NOT)
            continue;
        hits[i] = hits[vetoes];
        hits[vetoes++] = hit;
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

/* Sorts vetoes by concept, merges those of a concept that touch, and stores in the `entry` of the
 * first veto of each concept their number; returns the number of vetoes left. */
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

static bool is_vetoed(const struct names *names, const struct hit *vetoes, size_t count,
                      const struct hit *hit)
{
    for (size_t group = 0; group < count; group += vetoes[group].entry) {
        if (!is_above(names, vetoes[group].concept, hit->concept))
            continue;
        /* The first veto that ends after the hit's start; only this one can overlap the hit from
         * the left. */
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

size_t vetoes_apply(const struct dictionary *dictionary, const uint32_t *by_name, struct hit *hits,
                    size_t count)
{
    struct names names = {dictionary, by_name};
    size_t vetoes = part_vetoes(dictionary, hits, count), kept = 0;
    size_t joined = join_vetoes(hits, vetoes);
    for (size_t i = vetoes; i < count; i++)
        if (!is_vetoed(&names, hits, joined, &hits[i]))
            hits[vetoes + kept++] = hits[i];
    memmove(hits, hits + vetoes, kept * sizeof *hits);
    return kept;
}
