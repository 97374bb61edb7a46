#include "stream/frequencies.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/number.h"

uint32_t frequencies_group(struct frequencies *frequencies, struct slice name)
{
    bool added;
    uint32_t group = map_add(&frequencies->groups, name, &added);
    frequencies->group_sizes = memory_grow(frequencies->group_sizes, &frequencies->group_capacity,
                                           frequencies->groups.count,
                                           sizeof *frequencies->group_sizes);
    if (added)
        frequencies->group_sizes[group] = (struct frequency_group){0};
    return group;
}

uint32_t frequencies_feature(struct frequencies *frequencies, struct slice name)
{
    return map_add(&frequencies->features, name, NULL);
}

static struct frequency_recent *recent_of(struct frequencies *frequencies, uint32_t feature)
{
    size_t before = frequencies->recent_capacity;
    if (feature >= before) {
        frequencies->recent = memory_grow(frequencies->recent, &frequencies->recent_capacity,
                                          (size_t)feature + 1, sizeof *frequencies->recent);
        memset(frequencies->recent + before, 0,
               (frequencies->recent_capacity - before) * sizeof *frequencies->recent);
    }
    return &frequencies->recent[feature];
}

static uint32_t find_cell(struct frequencies *frequencies, uint32_t group, uint32_t feature)
{
    uint64_t *number = pair_counts_at(&frequencies->pairs, ((uint64_t)group + 1) << 32 | feature);
    if (*number > 0)
        return (uint32_t)*number;
    frequencies->cells = memory_grow(frequencies->cells, &frequencies->cell_capacity,
                                     frequencies->cell_count + 1, sizeof *frequencies->cells);
    frequencies->cells[frequencies->cell_count++] = (struct frequency){.group = group,
                                                                       .feature = feature};
    *number = frequencies->cell_count;
    return (uint32_t)*number;
}

struct frequency *frequencies_cell(struct frequencies *frequencies, uint32_t group,
                                   uint32_t feature)
{
    struct frequency_recent *recent = recent_of(frequencies, feature);
    if (recent->cell == 0 || recent->group != group)
        *recent = (struct frequency_recent){group, find_cell(frequencies, group, feature)};
    return &frequencies->cells[recent->cell - 1];
}

void frequencies_count(struct frequencies *frequencies, uint32_t group, uint32_t feature,
                       uint64_t document, uint64_t sentence)
{
    struct frequency *cell = frequencies_cell(frequencies, group, feature);
    cell->count = number_add(cell->count, 1);
    cell->documents += cell->last_document != document;
    cell->sentences += cell->last_sentence != sentence;
    cell->last_document = document;
    cell->last_sentence = sentence;
}

/* The place of each number when the names are in byte order. */
static uint32_t *rank_names(const struct map *names)
{
    uint32_t *sorted = map_sorted(names);
    uint32_t *rank = memory_allocate(names->count, sizeof *rank);
    for (uint32_t i = 0; i < names->count; i++)
        rank[sorted[i]] = i;
    free(sorted);
    return rank;
}

struct sortable {
    struct frequency cell;
    uint32_t group_rank, feature_rank;
    uint64_t falling; /* the count where it decides, else 0 */
};

static int by_rank(const void *a, const void *b)
{
    const struct sortable *one = a, *two = b;
    if (one->group_rank != two->group_rank)
        return one->group_rank < two->group_rank ? -1 : 1;
    if (one->falling != two->falling)
        return one->falling > two->falling ? -1 : 1;
    return (one->feature_rank > two->feature_rank) - (one->feature_rank < two->feature_rank);
}

void frequencies_sort(struct frequencies *frequencies, enum frequency_order order)
{
    size_t count = frequencies->cell_count;
    uint32_t *group_rank = rank_names(&frequencies->groups);
    uint32_t *feature_rank = rank_names(&frequencies->features);
    struct sortable *rows = memory_allocate(count, sizeof *rows);
    for (size_t i = 0; i < count; i++) {
        const struct frequency *cell = &frequencies->cells[i];
        rows[i] = (struct sortable){*cell, group_rank[cell->group], feature_rank[cell->feature],
                                    order == FREQUENCY_BY_COUNT ? cell->count : 0};
    }
    if (count > 0)
        qsort(rows, count, sizeof *rows, by_rank);
    for (size_t i = 0; i < count; i++)
        frequencies->cells[i] = rows[i].cell;
    free(rows);
    free(group_rank);
    free(feature_rank);
    pair_counts_free(&frequencies->pairs);
    free(frequencies->recent);
    frequencies->recent = NULL;
    frequencies->recent_capacity = 0;
}

void frequencies_free(struct frequencies *frequencies)
{
    map_free(&frequencies->groups);
    map_free(&frequencies->features);
    pair_counts_free(&frequencies->pairs);
    free(frequencies->recent);
    free(frequencies->group_sizes);
    free(frequencies->cells);
}
