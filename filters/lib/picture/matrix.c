#include "picture/matrix.h"

#include <math.h>
#include <stdlib.h>

#include "base/message.h"
#include "base/number.h"
#include "text/utf8.h"

uint64_t matrix_add(struct matrix *matrix, struct slice label, struct slice series, double value,
                    struct slice text, uint64_t line, bool sum)
{
    uint32_t pair[2] = {map_add(&matrix->label_map, label, NULL),
                        map_add(&matrix->series_map, series, NULL)};
    bool added;
    uint32_t number = map_add(&matrix->pairs, slice_make((const char *)pair, sizeof pair), &added);
    if (!added && !sum)
        return matrix->cells[number].line;
    matrix->cells = memory_grow(matrix->cells, &matrix->capacity, number + (size_t)1,
                                sizeof *matrix->cells);
    struct matrix_cell *cell = &matrix->cells[number];
    if (added || isnan(cell->value)) {
        *cell = (struct matrix_cell){value, arena_copy(&matrix->arena, text), line, false};
    } else if (!isnan(value)) {
        cell->value += value;
        cell->summed = true;
    }
    const char *point = text.size > 0 ? memchr(text.data, '.', text.size) : NULL;
    int decimals = 0;
    while (point && ++point < text.data + text.size && *point >= '0' && *point <= '9')
        decimals++;
    if (decimals > matrix->decimals)
        matrix->decimals = decimals > 9 ? 9 : decimals;
    return 0;
}

void matrix_add_label(struct matrix *matrix, struct slice label)
{
    map_add(&matrix->label_map, label, NULL);
}

void matrix_add_series(struct matrix *matrix, struct slice series)
{
    map_add(&matrix->series_map, series, NULL);
}

bool matrix_names_are_numbers(const struct map *names)
{
    double number;
    for (uint32_t i = 0; i < names->count; i++)
        if (!number_read_double(map_key(names, i), &number) || fabs(number) > 1e150)
            return false;
    return names->count > 0;
}

void matrix_append_number(const struct matrix *matrix, double number, struct buffer *to)
{
    char digits[400];
    buffer_append(to, digits, number_write_fixed(digits, sizeof digits, number, matrix->decimals));
}

static struct slice text_of(struct matrix *matrix, double number, const char *unit)
{
    struct buffer text = {0};
    matrix_append_number(matrix, number, &text);
    buffer_append_string(&text, unit);
    struct slice copy = arena_copy(&matrix->arena, buffer_slice(&text));
    buffer_free(&text);
    return copy;
}

/* An axis while it is being arranged. */
struct arranging {
    const struct map *map;
    bool things, numeric;
    double *totals;  /* by number of the name */
    double *numbers; /* the same, where numeric */
    uint32_t *order; /* numbers of the names as they will stand */
    size_t count;    /* how many will */
    size_t *places;  /* by number of the name: where it will stand; `count` or more: nowhere */
    size_t cut;      /* names that --top leaves out */
};

/* qsort has no argument for what is compared, so what is sorted brings it along. */
struct sorted {
    double number;
    struct slice name;
    uint32_t index;
};

static int by_number(const void *left, const void *right)
{
    const struct sorted *a = left, *b = right;
    if (a->number != b->number)
        return a->number < b->number ? -1 : 1;
    return a->index < b->index ? -1 : 1;
}

static int by_total(const void *left, const void *right)
{
    const struct sorted *a = left, *b = right;
    if (a->number != b->number)
        return a->number > b->number ? -1 : 1;
    return a->index < b->index ? -1 : 1;
}

static int by_name(const void *left, const void *right)
{
    const struct sorted *a = left, *b = right;
    return slice_compare(a->name, b->name);
}

static void sort_names(struct arranging *axis, const double *numbers,
                       int (*compare)(const void *, const void *))
{
    struct sorted *items = memory_allocate(axis->count + 1, sizeof *items);
    for (size_t i = 0; i < axis->count; i++) {
        uint32_t index = axis->order[i];
        items[i] = (struct sorted){numbers ? numbers[index] : 0, map_key(axis->map, index), index};
    }
    if (axis->count > 1)
        qsort(items, axis->count, sizeof *items, compare);
    for (size_t i = 0; i < axis->count; i++)
        axis->order[i] = items[i].index;
    free(items);
}

static int as_they_came(const void *left, const void *right)
{
    const struct sorted *a = left, *b = right;
    return a->index < b->index ? -1 : 1;
}

static void sort_axis(struct arranging *axis, enum matrix_sort sort)
{
    if (!axis->things)
        sort = axis->numeric ? MATRIX_SORT_LABEL : MATRIX_SORT_NONE;
    else if (sort == MATRIX_SORT_AUTO)
        sort = axis->numeric ? MATRIX_SORT_LABEL : MATRIX_SORT_VALUE;
    if (sort == MATRIX_SORT_VALUE)
        sort_names(axis, axis->totals, by_total);
    else if (sort == MATRIX_SORT_LABEL)
        sort_names(axis, axis->numeric ? axis->numbers : NULL, axis->numeric ? by_number : by_name);
    else
        sort_names(axis, NULL, as_they_came);
}

static void arrange_axis(struct arranging *axis, const struct matrix_order *order)
{
    size_t all = axis->map->count;
    axis->count = all;
    axis->order = memory_allocate(all + 1, sizeof *axis->order);
    axis->places = memory_allocate(all + 1, sizeof *axis->places);
    axis->numbers = memory_zeroed(all + 1, sizeof *axis->numbers);
    axis->numeric = matrix_names_are_numbers(axis->map);
    for (uint32_t i = 0; i < all; i++) {
        axis->order[i] = i;
        if (axis->numeric)
            number_read_double(map_key(axis->map, i), &axis->numbers[i]);
    }
    if (axis->things && order->top > 0 && order->top < all) {
        sort_names(axis, axis->totals, by_total);
        axis->count = order->top;
        axis->cut = all - order->top;
    }
    sort_axis(axis, order->sort);
    for (size_t i = 0; i < all; i++)
        axis->places[i] = axis->count;
    for (size_t i = 0; i < axis->count; i++)
        axis->places[axis->order[i]] = i;
    /* "other" stands in the place of all that have none. */
    if (axis->cut > 0 && order->other) {
        axis->count++;
        axis->numeric = false;
    }
}

static void release_axis(struct arranging *axis)
{
    free(axis->totals);
    free(axis->numbers);
    free(axis->order);
    free(axis->places);
}

static struct slice leaf_of(struct slice name)
{
    size_t start = name.size;
    while (start > 0 && name.data[start - 1] != '/')
        start--;
    return start < name.size ? slice_from(name, start) : name;
}

/* Names that differ only before their last slash keep it all. */
static void shorten_names(struct matrix_axis *axis, const struct matrix_order *order)
{
    struct map leaves = {0};
    size_t *uses = memory_zeroed(axis->count + 1, sizeof *uses);
    uint32_t *leaf = memory_allocate(axis->count + 1, sizeof *leaf);
    for (size_t i = 0; i < axis->count; i++) {
        struct slice *name = &axis->names[i].name;
        size_t strip = order->strip ? strlen(order->strip) : 0;
        if (strip > 0 && name->size > strip && slice_starts(*name, order->strip))
            *name = slice_from(*name, strip);
        leaf[i] = map_add(&leaves, leaf_of(*name), NULL);
        uses[leaf[i]]++;
    }
    for (size_t i = 0; i < axis->count && order->leaf; i++)
        if (uses[leaf[i]] == 1)
            axis->names[i].name = leaf_of(axis->names[i].name);
    map_free(&leaves);
    free(uses);
    free(leaf);
}

static struct slice shown_name(struct matrix *matrix, struct slice name, bool lone)
{
    if (name.size == 0)
        return slice_of(lone ? "" : "(empty)");
    struct buffer repaired = {0};
    utf8_repair(name, &repaired);
    struct slice copy = arena_copy(&matrix->arena, buffer_slice(&repaired));
    buffer_free(&repaired);
    return copy;
}

static void name_axis(struct matrix *matrix, struct matrix_axis *axis, const struct arranging *from,
                      const struct matrix_order *order)
{
    axis->count = from->count;
    axis->numeric = from->numeric;
    axis->names = memory_allocate(axis->count + 1, sizeof *axis->names);
    size_t kept = from->map->count - from->cut;
    for (size_t i = 0; i < kept; i++) {
        uint32_t index = from->order[i];
        struct slice name = map_key(from->map, index);
        axis->names[i] = (struct axis_name){shown_name(matrix, name, axis->count == 1),
                                            from->numbers[index]};
    }
    for (size_t i = 1; i < kept; i++)
        axis->numeric = axis->numeric && axis->names[i - 1].number <= axis->names[i].number;
    if (axis->count > kept) {
        struct buffer other = {0};
        buffer_append_format(&other, "other (%zu)", from->cut);
        struct slice name = arena_copy(&matrix->arena, buffer_slice(&other));
        axis->names[kept] = (struct axis_name){.name = name};
        buffer_free(&other);
    }
    if (from->things)
        shorten_names(axis, order);
}

static void pair_of(const struct matrix *matrix, uint32_t cell, bool transpose, uint32_t pair[2])
{
    uint32_t stored[2];
    memcpy(stored, map_key(&matrix->pairs, cell).data, sizeof stored);
    pair[0] = stored[transpose ? 1 : 0];
    pair[1] = stored[transpose ? 0 : 1];
}

/* A pair without a row is missing or 0 as the order says; a row without a value is missing. */
static void fill(struct matrix *matrix, const struct arranging *labels,
                 const struct arranging *series, const struct matrix_order *order)
{
    enum { ONE_ROW = 1, SUM = 2 };
    size_t columns = matrix->series.count, count = matrix->labels.count * columns;
    unsigned char *rows = memory_zeroed(count + 1, sizeof *rows);
    const struct datum none = {NAN, {"", 0}}, zero = {0, {"0", 1}};
    matrix->whole = true;
    for (size_t i = 0; i < count; i++)
        matrix->data[i] = order->missing_is_zero ? zero : none;
    for (uint32_t cell = 0; cell < matrix->pairs.count; cell++) {
        uint32_t pair[2];
        pair_of(matrix, cell, order->transpose, pair);
        size_t row = labels->places[pair[0]], column = series->places[pair[1]];
        if (row >= matrix->labels.count || column >= columns)
            continue;
        const struct matrix_cell *from = &matrix->cells[cell];
        size_t at = row * columns + column;
        struct datum *datum = &matrix->data[at];
        matrix->whole = matrix->whole && (isnan(from->value) || floor(from->value) == from->value);
        if (rows[at] == 0 || isnan(datum->value)) {
            *datum = (struct datum){from->value, from->text};
            rows[at] = from->summed ? SUM : ONE_ROW;
        } else if (!isnan(from->value)) {
            datum->value += from->value;
            rows[at] = SUM;
        }
    }
    for (size_t i = 0; i < count; i++)
        if (rows[i] == SUM && !isnan(matrix->data[i].value))
            matrix->data[i].text = text_of(matrix, matrix->data[i].value, "");
    free(rows);
}

/* What --top has cut off counts in the total; the share of nothing in nothing is missing. */
static void make_percent(struct matrix *matrix, const struct arranging *labels)
{
    size_t columns = matrix->series.count, all = labels->map->count, shown = all - labels->cut;
    double grand = 0, cut = 0;
    for (size_t i = 0; i < all; i++) {
        grand += labels->totals[i];
        cut += labels->places[i] >= shown ? labels->totals[i] : 0;
    }
    matrix->decimals = 1;
    matrix->whole = false;
    for (size_t i = 0; i < matrix->labels.count * columns; i++) {
        size_t row = i / columns;
        double total = columns == 1  ? grand
                       : row < shown ? labels->totals[labels->order[row]]
                                     : cut;
        struct datum *datum = &matrix->data[i];
        if (isnan(datum->value))
            continue;
        *datum = (struct datum){total > 0 ? datum->value / total * 100 : NAN, {"", 0}};
        if (!isnan(datum->value))
            datum->text = text_of(matrix, datum->value, "%");
    }
}

void matrix_arrange(struct matrix *matrix, const struct matrix_order *order)
{
    bool transpose = order->transpose;
    struct arranging labels = {.map = transpose ? &matrix->series_map : &matrix->label_map,
                               .things = !order->series_are_things};
    struct arranging series = {.map = transpose ? &matrix->label_map : &matrix->series_map,
                               .things = order->series_are_things};
    labels.totals = memory_zeroed(labels.map->count + 1, sizeof *labels.totals);
    series.totals = memory_zeroed(series.map->count + 1, sizeof *series.totals);
    for (uint32_t cell = 0; cell < matrix->pairs.count; cell++) {
        uint32_t pair[2];
        pair_of(matrix, cell, transpose, pair);
        double value = matrix->cells[cell].value;
        labels.totals[pair[0]] += isnan(value) ? 0 : value;
        series.totals[pair[1]] += isnan(value) ? 0 : value;
    }
    arrange_axis(&labels, order);
    arrange_axis(&series, order);
    size_t most = series.count > 0 ? MATRIX_MOST_VALUES / series.count : MATRIX_MOST_VALUES;
    if (labels.count > most)
        message_fatal(NULL, "%zu times %zu values are no picture; choose fewer with --top",
                      labels.count, series.count);
    name_axis(matrix, &matrix->labels, &labels, order);
    name_axis(matrix, &matrix->series, &series, order);
    matrix->data = memory_allocate(labels.count * series.count + 1, sizeof *matrix->data);
    fill(matrix, &labels, &series, order);
    if (order->percent)
        make_percent(matrix, &labels);
    release_axis(&labels);
    release_axis(&series);
}

double matrix_total(const struct matrix *matrix, size_t label)
{
    double total = 0;
    for (size_t i = 0; i < matrix->series.count; i++) {
        double value = matrix_datum(matrix, label, i)->value;
        total += isnan(value) ? 0 : value;
    }
    return total;
}

void matrix_range(const struct matrix *matrix, bool stacked, double *low, double *high)
{
    *low = *high = 0;
    for (size_t label = 0; label < matrix->labels.count; label++) {
        double below = 0, above = 0;
        for (size_t i = 0; i < matrix->series.count; i++) {
            double value = matrix_datum(matrix, label, i)->value;
            if (isnan(value))
                continue;
            below = stacked ? below + (value < 0 ? value : 0) : value;
            above = stacked ? above + (value > 0 ? value : 0) : value;
            *low = below < *low ? below : *low;
            *high = above > *high ? above : *high;
        }
    }
}

void matrix_free(struct matrix *matrix)
{
    map_free(&matrix->label_map);
    map_free(&matrix->series_map);
    map_free(&matrix->pairs);
    arena_free(&matrix->arena);
    free(matrix->cells);
    free(matrix->data);
    free(matrix->labels.names);
    free(matrix->series.names);
    *matrix = (struct matrix){0};
}
