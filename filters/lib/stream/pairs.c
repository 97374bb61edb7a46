#include "stream/pairs.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/number.h"

static uint64_t *of_group(uint64_t **numbers, size_t *capacity, uint32_t group)
{
    size_t before = *capacity;
    *numbers = memory_grow(*numbers, capacity, (size_t)group + 1, sizeof **numbers);
    for (size_t i = before; i < *capacity; i++)
        (*numbers)[i] = 0;
    return &(*numbers)[group];
}

uint64_t *pairs_units(struct pairs *pairs, uint32_t group)
{
    return of_group(&pairs->units, &pairs->unit_capacity, group);
}

uint64_t *pairs_joint(struct pairs *pairs, uint32_t a, uint32_t b)
{
    bool added;
    uint32_t key[2] = {a < b ? a : b, a < b ? b : a};
    uint32_t pair = map_add(&pairs->met, slice_make((const char *)key, sizeof key), &added);
    pairs->joint = memory_grow(pairs->joint, &pairs->joint_capacity, (size_t)pair + 1,
                               sizeof *pairs->joint);
    if (added)
        pairs->joint[pair] = 0;
    return &pairs->joint[pair];
}

static uint32_t cell_of(struct pairs *pairs, uint32_t group, uint32_t thing)
{
    struct frequency *cell = frequencies_cell(&pairs->frequencies, group, thing);
    return (uint32_t)(cell - pairs->frequencies.cells);
}

static void add_present(struct pairs *pairs, uint32_t cell)
{
    pairs->present = memory_grow(pairs->present, &pairs->present_capacity, pairs->present_count + 1,
                                 sizeof *pairs->present);
    pairs->present[pairs->present_count++] = cell;
}

/* Counts the pairs of the unit that is over. Only things of one group meet. */
static void end_unit(struct pairs *pairs)
{
    const struct frequency *cells = pairs->frequencies.cells;
    for (size_t i = 0; i < pairs->present_count; i++)
        for (size_t k = i + 1; k < pairs->present_count; k++)
            if (cells[pairs->present[i]].group == cells[pairs->present[k]].group)
                ++*pairs_joint(pairs, pairs->present[i], pairs->present[k]);
    pairs->present_count = 0;
}

void pairs_unit(struct pairs *pairs, uint32_t group, uint64_t unit)
{
    if (unit != pairs->unit)
        end_unit(pairs);
    pairs->unit = unit;
    uint64_t *last = of_group(&pairs->last_unit, &pairs->last_capacity, group);
    *pairs_units(pairs, group) += *last != unit;
    *last = unit;
}

void pairs_add(struct pairs *pairs, uint32_t group, uint32_t thing)
{
    uint32_t number = cell_of(pairs, group, thing);
    struct frequency *cell = &pairs->frequencies.cells[number];
    if (cell->last_sentence == pairs->unit)
        return;
    cell->last_sentence = pairs->unit;
    cell->count++;
    add_present(pairs, number);
}

/* Windows are numbered by their first token. Where a thing comes into the window its number is
 * taken away, of the thing and of each pair that it makes, and where it goes out the number is
 * added: what is left is the number of windows between, and no window is looked at alone. In
 * between the figures wrap around, which unsigned numbers may. */
static void enter(struct pairs *pairs, uint32_t number, uint64_t window)
{
    struct frequency *cell = &pairs->frequencies.cells[number];
    if (cell->sentences++ > 0)
        return;
    cell->count -= window;
    for (size_t i = 0; i < pairs->present_count; i++)
        *pairs_joint(pairs, number, pairs->present[i]) -= window;
    add_present(pairs, number);
}

static void leave(struct pairs *pairs, uint32_t number, uint64_t window)
{
    struct frequency *cell = &pairs->frequencies.cells[number];
    if (--cell->sentences > 0)
        return;
    cell->count += window;
    size_t at = 0;
    while (pairs->present[at] != number)
        at++;
    pairs->present[at] = pairs->present[--pairs->present_count];
    for (size_t i = 0; i < pairs->present_count; i++)
        *pairs_joint(pairs, number, pairs->present[i]) += window;
}

/* Lets go what stands before the first token of the window. */
static void leave_before(struct pairs *pairs, uint64_t window)
{
    for (; pairs->first < pairs->place_count; pairs->first++) {
        const struct pairs_place *place = &pairs->places[pairs->first];
        if (place->place >= window)
            break;
        leave(pairs, place->cell, place->place + 1);
    }
    if (pairs->first == pairs->place_count)
        pairs->first = pairs->place_count = 0;
}

static void end_text(struct pairs *pairs, uint64_t window)
{
    if (pairs->tokens == 0)
        return;
    uint64_t windows = pairs->tokens > window ? pairs->tokens - window + 1 : 1;
    leave_before(pairs, windows);
    for (; pairs->first < pairs->place_count; pairs->first++)
        leave(pairs, pairs->places[pairs->first].cell, windows);
    pairs->first = pairs->place_count = 0;
    uint64_t *units = pairs_units(pairs, pairs->group);
    *units = number_add(*units, windows);
    pairs->tokens = 0;
}

static int by_place(const void *a, const void *b)
{
    const struct occurrence *one = a, *two = b;
    return (one->place > two->place) - (one->place < two->place);
}

void pairs_window(struct pairs *pairs, const struct things *things, uint64_t window)
{
    if (things->group != pairs->group || things->document != pairs->document)
        end_text(pairs, window);
    pairs->group = things->group;
    pairs->document = things->document;
    pairs_units(pairs, pairs->group);
    if (things->settings->level > 0 && things->count > 1)
        qsort(things->items, things->count, sizeof *things->items, by_place);
    uint64_t tokens = pairs->tokens + things->tokens;
    for (size_t i = 0; i < things->count && tokens > 0; i++) {
        /* A thing on a token that does not count may stand behind the last one that does. */
        uint64_t place = pairs->tokens + things->items[i].place;
        place = place < tokens ? place : tokens - 1;
        uint64_t first = place >= window ? place - window + 1 : 0;
        leave_before(pairs, first);
        uint32_t cell = cell_of(pairs, pairs->group, things->items[i].thing);
        enter(pairs, cell, first);
        if (pairs->place_count == pairs->place_capacity && pairs->first > pairs->place_count / 2) {
            pairs->place_count -= pairs->first;
            memmove(pairs->places, pairs->places + pairs->first,
                    pairs->place_count * sizeof *pairs->places);
            pairs->first = 0;
        }
        pairs->places = memory_grow(pairs->places, &pairs->place_capacity, pairs->place_count + 1,
                                    sizeof *pairs->places);
        pairs->places[pairs->place_count++] = (struct pairs_place){cell, place};
    }
    pairs->tokens = tokens;
}

void pairs_end(struct pairs *pairs, uint64_t window)
{
    if (window > 0)
        end_text(pairs, window);
    else
        end_unit(pairs);
}

struct slice pairs_name(const struct pairs *pairs, uint32_t cell)
{
    return cell == PAIRS_NONE
               ? slice_of("")
               : map_key(&pairs->frequencies.things, pairs->frequencies.cells[cell].thing);
}

uint64_t pairs_freq(const struct pairs *pairs, uint32_t cell)
{
    return cell == PAIRS_NONE ? 0 : pairs->frequencies.cells[cell].count;
}

uint64_t pairs_met(const struct pairs *pairs, uint32_t a, uint32_t b)
{
    uint32_t key[2] = {a < b ? a : b, a < b ? b : a};
    uint32_t pair = map_find(&pairs->met, slice_make((const char *)key, sizeof key));
    return pair == MAP_NONE ? 0 : pairs->joint[pair];
}

/* A pair with the places of its names among all names, which are what is sorted by. */
struct sortable {
    struct pair pair;
    uint32_t group, a, b;
};

static int by_names(const void *x, const void *y)
{
    const struct sortable *one = x, *two = y;
    if (one->group != two->group)
        return one->group < two->group ? -1 : 1;
    if (one->a != two->a)
        return one->a < two->a ? -1 : 1;
    return (one->b > two->b) - (one->b < two->b);
}

/* The place of each name, from 1, when they are in byte order. */
static uint32_t *rank_names(const struct map *names)
{
    uint32_t *sorted = map_sorted(names), *rank = memory_allocate(names->count, sizeof *rank);
    for (uint32_t i = 0; i < names->count; i++)
        rank[sorted[i]] = i + 1;
    free(sorted);
    return rank;
}

struct sorter {
    const struct frequencies *frequencies;
    uint32_t *group_rank, *thing_rank;
    struct sortable *rows;
    size_t count, capacity;
};

static void add_row(struct sorter *sorter, uint32_t group, uint32_t a, uint32_t b, uint64_t joint)
{
    const struct frequency *cells = sorter->frequencies->cells;
    uint32_t rank_a = a == PAIRS_NONE ? 0 : sorter->thing_rank[cells[a].thing];
    uint32_t rank_b = b == PAIRS_NONE ? 0 : sorter->thing_rank[cells[b].thing];
    bool turned = b != PAIRS_NONE && rank_b < rank_a;
    sorter->rows = memory_grow(sorter->rows, &sorter->capacity, sorter->count + 1,
                               sizeof *sorter->rows);
    sorter->rows[sorter->count++] = (struct sortable){
        .pair = {.group = group, .a = turned ? b : a, .b = turned ? a : b, .joint = joint},
        .group = sorter->group_rank[group],
        .a = turned ? rank_b : rank_a,
        .b = turned ? rank_a : rank_b,
    };
}

/* Things that meet nothing, and groups without things. */
static void add_lonely(struct sorter *sorter, uint64_t least, const bool *meets, bool *has_things)
{
    const struct frequencies *frequencies = sorter->frequencies;
    for (uint32_t i = 0; i < frequencies->cell_count; i++) {
        if (frequencies->cells[i].count < least)
            continue;
        if (!meets[i])
            add_row(sorter, frequencies->cells[i].group, i, PAIRS_NONE, 0);
        has_things[frequencies->cells[i].group] = true;
    }
    for (uint32_t i = 0; i < frequencies->groups.count; i++)
        if (!has_things[i])
            add_row(sorter, i, PAIRS_NONE, PAIRS_NONE, 0);
}

struct pair *pairs_sorted(const struct pairs *pairs, uint64_t least, size_t *count)
{
    const struct frequencies *frequencies = &pairs->frequencies;
    struct sorter sorter = {.frequencies = frequencies,
                            .group_rank = rank_names(&frequencies->groups),
                            .thing_rank = rank_names(&frequencies->things)};
    bool *meets = memory_zeroed(frequencies->cell_count, sizeof *meets);
    bool *has_things = memory_zeroed(frequencies->groups.count, sizeof *has_things);
    for (uint32_t i = 0; i < pairs->met.count; i++) {
        uint32_t cells[2];
        memcpy(cells, map_key(&pairs->met, i).data, sizeof cells);
        if (pairs_freq(pairs, cells[0]) < least || pairs_freq(pairs, cells[1]) < least)
            continue;
        meets[cells[0]] = meets[cells[1]] = true;
        add_row(&sorter, frequencies->cells[cells[0]].group, cells[0], cells[1], pairs->joint[i]);
    }
    add_lonely(&sorter, least, meets, has_things);
    if (sorter.count > 0)
        qsort(sorter.rows, sorter.count, sizeof *sorter.rows, by_names);
    struct pair *sorted = memory_allocate(sorter.count, sizeof *sorted);
    for (size_t i = 0; i < sorter.count; i++)
        sorted[i] = sorter.rows[i].pair;
    *count = sorter.count;
    free(sorter.rows);
    free(sorter.group_rank);
    free(sorter.thing_rank);
    free(meets);
    free(has_things);
    return sorted;
}
