#include "count/pairs.h"

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
    return pair_counts_at(&pairs->met, pair_of(a, b));
}

/* Pairs of the first SQUARE_MOST cells are counted in a triangle of numbers instead of a hash table:
 * dictionaries have a few hundred concepts, and every sentence counts hundreds of their pairs
 * (measured: half the time of cooccur). 16 MiB at most. */
enum { SQUARE_MOST = 2048, SQUARE_FIRST = 64 };

static size_t triangle(size_t rows)
{
    return rows * (rows - 1) / 2;
}

static void grow_square(struct pairs *pairs, size_t row)
{
    size_t before = pairs->square_rows, rows = before > 0 ? before : SQUARE_FIRST;
    while (rows <= row)
        rows *= 2;
    pairs->square = memory_resize(pairs->square, triangle(rows), sizeof *pairs->square);
    size_t known = before > 0 ? triangle(before) : 0;
    memset(pairs->square + known, 0, (triangle(rows) - known) * sizeof *pairs->square);
    pairs->square_rows = rows;
}

/* The count of units in which both cells are, while units are counted. */
static inline uint64_t *count_of(struct pairs *pairs, uint32_t a, uint32_t b)
{
    uint32_t row = a > b ? a : b, column = a > b ? b : a;
    if (row >= SQUARE_MOST)
        return pairs_joint(pairs, a, b);
    if (row >= pairs->square_rows)
        grow_square(pairs, row);
    return &pairs->square[triangle(row) + column];
}

/* Moves the counts of the square to those of all pairs. */
static void empty_square(struct pairs *pairs)
{
    for (uint32_t row = 1; row < pairs->square_rows; row++)
        for (uint32_t column = 0; column < row; column++) {
            uint64_t count = pairs->square[triangle(row) + column];
            if (count > 0)
                *pairs_joint(pairs, row, column) += count;
        }
    free(pairs->square);
    pairs->square = NULL;
    pairs->square_rows = 0;
}

static uint32_t cell_of(struct pairs *pairs, uint32_t group, uint32_t feature)
{
    struct frequency *cell = frequencies_cell(&pairs->frequencies, group, feature);
    return (uint32_t)(cell - pairs->frequencies.cells);
}

static void add_present(struct pairs *pairs, uint32_t cell)
{
    pairs->present = memory_grow(pairs->present, &pairs->present_capacity, pairs->present_count + 1,
                                 sizeof *pairs->present);
    pairs->present[pairs->present_count++] = cell;
}

/* Every pair of one feature with others is on its way from memory before the first is counted. */
static void prepare(const struct pairs *pairs, uint32_t one, const uint32_t *others, size_t count)
{
    if (pairs->frequencies.cell_count <= SQUARE_MOST)
        return;
    for (size_t i = 0; i < count; i++)
        pair_counts_prepare(&pairs->met, pair_of(one, others[i]));
}

/* Counts the pairs of the unit that is over. Only features of one group meet. */
static void end_unit(struct pairs *pairs)
{
    const struct frequency *cells = pairs->frequencies.cells;
    const uint32_t *present = pairs->present;
    for (size_t i = 0; i < pairs->present_count; i++) {
        prepare(pairs, present[i], present + i + 1, pairs->present_count - i - 1);
        for (size_t k = i + 1; k < pairs->present_count; k++)
            if (cells[present[i]].group == cells[present[k]].group)
                ++*count_of(pairs, present[i], present[k]);
    }
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

void pairs_add(struct pairs *pairs, uint32_t group, uint32_t feature)
{
    uint32_t number = cell_of(pairs, group, feature);
    struct frequency *cell = &pairs->frequencies.cells[number];
    if (cell->last_sentence == pairs->unit)
        return;
    cell->last_sentence = pairs->unit;
    cell->count++;
    add_present(pairs, number);
}

/* Windows are numbered by their first token. Where a feature comes into the window its number is
 * taken away, of the feature and of each pair that it makes, and where it goes out the number is
 * added: what is left is the number of windows between, and no window is looked at alone. In
 * between the figures wrap around, which unsigned numbers may. */
static void enter(struct pairs *pairs, uint32_t number, uint64_t window)
{
    struct frequency *cell = &pairs->frequencies.cells[number];
    if (cell->sentences++ > 0)
        return;
    cell->count -= window;
    prepare(pairs, number, pairs->present, pairs->present_count);
    for (size_t i = 0; i < pairs->present_count; i++)
        *count_of(pairs, number, pairs->present[i]) -= window;
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
    prepare(pairs, number, pairs->present, pairs->present_count);
    for (size_t i = 0; i < pairs->present_count; i++)
        *count_of(pairs, number, pairs->present[i]) += window;
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

void pairs_window(struct pairs *pairs, const struct features *features, uint64_t window)
{
    if (features->group != pairs->group || features->document != pairs->document)
        end_text(pairs, window);
    pairs->group = features->group;
    pairs->document = features->document;
    pairs_units(pairs, pairs->group);
    if (features->settings->level > 0 && features->count > 1)
        qsort(features->items, features->count, sizeof *features->items, by_place);
    uint64_t tokens = pairs->tokens + features->tokens;
    for (size_t i = 0; i < features->count && tokens > 0; i++) {
        /* A feature on a token that does not count may stand behind the last one that does. */
        uint64_t place = pairs->tokens + features->items[i].place;
        place = place < tokens ? place : tokens - 1;
        uint64_t first = place >= window ? place - window + 1 : 0;
        leave_before(pairs, first);
        uint32_t cell = cell_of(pairs, pairs->group, features->items[i].feature);
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
               : map_key(&pairs->frequencies.features, pairs->frequencies.cells[cell].feature);
}

uint64_t pairs_freq(const struct pairs *pairs, uint32_t cell)
{
    return cell == PAIRS_NONE ? 0 : pairs->frequencies.cells[cell].count;
}

static int by_pair(const void *x, const void *y)
{
    const struct pair_count *one = x, *two = y;
    return (one->pair > two->pair) - (one->pair < two->pair);
}

static void sort(struct pair_count *entries, size_t count)
{
    if (count > 0)
        qsort(entries, count, sizeof *entries, by_pair);
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

/* Orders the features that are frequent enough by group and name, and finds the place of each, from
 * 1; a group that has none of them has a place of its own. */
static void place_cells(struct pairs *pairs, uint64_t least)
{
    const struct frequencies *frequencies = &pairs->frequencies;
    size_t groups = frequencies->groups.count, cells = frequencies->cell_count;
    uint32_t *group_rank = rank_names(&frequencies->groups);
    uint32_t *feature_rank = rank_names(&frequencies->features);
    bool *has_features = memory_zeroed(groups, sizeof *has_features);
    struct pair_count *order = memory_allocate(groups + cells, sizeof *order);
    size_t count = 0;
    for (uint32_t i = 0; i < cells; i++) {
        const struct frequency *cell = &frequencies->cells[i];
        if (cell->count < least)
            continue;
        has_features[cell->group] = true;
        order[count++] = (struct pair_count){
            (uint64_t)group_rank[cell->group] << 32 | feature_rank[cell->feature], i};
    }
    for (uint32_t i = 0; i < groups; i++)
        if (!has_features[i])
            order[count++] = (struct pair_count){(uint64_t)group_rank[i] << 32, i};
    sort(order, count);
    pairs->place_of = memory_zeroed(cells, sizeof *pairs->place_of);
    pairs->placed = memory_allocate(count, sizeof *pairs->placed);
    for (size_t i = 0; i < count; i++) {
        uint32_t number = (uint32_t)order[i].count;
        bool is_cell = (uint32_t)order[i].pair != 0;
        if (is_cell)
            pairs->place_of[number] = (uint32_t)i + 1;
        pairs->placed[i] = is_cell ? (struct pair){.group = frequencies->cells[number].group,
                                                   .a = number,
                                                   .b = PAIRS_NONE}
                                   : (struct pair){number, PAIRS_NONE, PAIRS_NONE, 0};
    }
    pairs->placed_count = count;
    free(order);
    free(group_rank);
    free(feature_rank);
    free(has_features);
}

void pairs_sort(struct pairs *pairs, uint64_t least)
{
    empty_square(pairs);
    place_cells(pairs, least);
    size_t met, kept = 0;
    struct pair_count *rows = pair_counts_take(&pairs->met, &met);
    bool *meets = memory_zeroed(pairs->placed_count, sizeof *meets);
    for (size_t i = 0; i < met; i++) {
        uint32_t a = pairs->place_of[rows[i].pair >> 32];
        uint32_t b = pairs->place_of[(uint32_t)rows[i].pair];
        if (a == 0 || b == 0)
            continue;
        meets[a - 1] = meets[b - 1] = true;
        rows[kept++] = (struct pair_count){pair_of(a, b), rows[i].count};
    }
    size_t capacity = met;
    for (size_t i = 0; i < pairs->placed_count; i++)
        if (!meets[i]) {
            rows = memory_grow(rows, &capacity, kept + 1, sizeof *rows);
            rows[kept++] = (struct pair_count){(uint64_t)(i + 1) << 32, 0};
        }
    free(meets);
    sort(rows, kept);
    pairs->rows = rows;
    pairs->row_count = kept;
}

struct pair pairs_row(const struct pairs *pairs, size_t index)
{
    const struct pair_count *row = &pairs->rows[index];
    uint32_t second = (uint32_t)row->pair;
    struct pair pair = pairs->placed[(row->pair >> 32) - 1];
    pair.b = second == 0 ? PAIRS_NONE : pairs->placed[second - 1].a;
    pair.joint = row->count;
    return pair;
}

uint64_t pairs_met(const struct pairs *pairs, uint32_t a, uint32_t b)
{
    struct pair_count wanted = {pair_of(pairs->place_of[a], pairs->place_of[b]), 0};
    const struct pair_count *row = bsearch(&wanted, pairs->rows, pairs->row_count,
                                           sizeof *pairs->rows, by_pair);
    return row ? row->count : 0;
}
