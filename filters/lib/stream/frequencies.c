#include "stream/frequencies.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/number.h"
#include "base/sort.h"

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

static uint64_t *pair_at(struct frequencies *frequencies, uint32_t group, uint32_t feature)
{
    return pair_counts_at(&frequencies->pairs, ((uint64_t)group + 1) << 32 | feature);
}

static uint32_t add_cell(struct frequencies *frequencies, uint32_t group, uint32_t feature)
{
    if (frequencies->cell_count >= UINT32_MAX - 1)
        message_fatal(NULL, "more than 2^32 pairs of a group and a feature");
    frequencies->cells = memory_grow(frequencies->cells, &frequencies->cell_capacity,
                                     frequencies->cell_count + 1, sizeof *frequencies->cells);
    frequencies->cells[frequencies->cell_count++] = (struct frequency){.group = group,
                                                                       .feature = feature};
    return (uint32_t)frequencies->cell_count;
}

struct frequency *frequencies_cell(struct frequencies *frequencies, uint32_t group,
                                   uint32_t feature)
{
    struct frequency_recent *recent = recent_of(frequencies, feature);
    if (recent->cell == 0 || recent->group != group) {
        uint64_t cell = 0;
        if (recent->cell > 0) {
            *pair_at(frequencies, recent->group, feature) = recent->cell;
            cell = *pair_at(frequencies, group, feature);
        }
        if (cell == 0)
            cell = add_cell(frequencies, group, feature);
        *recent = (struct frequency_recent){group, (uint32_t)cell};
    }
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

struct ranking {
    const struct frequency *cells;
    const uint32_t *groups, *features; /* places of the names */
    enum frequency_order order;
};

static int by_rank(const void *context, uint32_t left, uint32_t right)
{
    const struct ranking *ranking = context;
    const struct frequency *one = &ranking->cells[left], *two = &ranking->cells[right];
    uint32_t a = ranking->groups[one->group], b = ranking->groups[two->group];
    if (a != b)
        return a < b ? -1 : 1;
    if (ranking->order == FREQUENCY_BY_COUNT && one->count != two->count)
        return one->count > two->count ? -1 : 1;
    a = ranking->features[one->feature];
    b = ranking->features[two->feature];
    return (a > b) - (a < b);
}

/* Moves the record of each number to where the number stands. */
static void arrange(struct frequency *cells, uint32_t *numbers, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct frequency first = cells[i];
        size_t at = i;
        while (numbers[at] != i) {
            size_t from = numbers[at];
            cells[at] = cells[from];
            numbers[at] = (uint32_t)at;
            at = from;
        }
        cells[at] = first;
        numbers[at] = (uint32_t)at;
    }
}

void frequencies_sort(struct frequencies *frequencies, enum frequency_order order)
{
    size_t count = frequencies->cell_count;
    pair_counts_free(&frequencies->pairs);
    free(frequencies->recent);
    frequencies->recent = NULL;
    frequencies->recent_capacity = 0;
    uint32_t *group_rank = rank_names(&frequencies->groups);
    uint32_t *feature_rank = rank_names(&frequencies->features);
    const struct ranking ranking = {frequencies->cells, group_rank, feature_rank, order};
    uint32_t *numbers = sort_indices(count, by_rank, &ranking);
    arrange(frequencies->cells, numbers, count);
    free(numbers);
    free(group_rank);
    free(feature_rank);
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
