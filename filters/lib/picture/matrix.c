#include "picture/matrix.h"

#include <math.h>
#include <stdlib.h>

#include "base/message.h"
#include "base/number.h"
#include "text/utf8.h"

static int decimals_of(struct slice text)
{
    const char *point = text.size > 0 ? memchr(text.data, '.', text.size) : NULL;
    int decimals = 0;
    while (point && ++point < text.data + text.size && *point >= '0' && *point <= '9')
        decimals++;
    return decimals > 9 ? 9 : decimals;
}

static void keep_aside(struct matrix *matrix, uint32_t number, const struct aside *aside)
{
    matrix->cell_asides = memory_grow(matrix->cell_asides, &matrix->aside_capacity,
                                      number + (size_t)1, sizeof *matrix->cell_asides);
    struct aside *kept = &matrix->cell_asides[number];
    *kept = *aside;
    for (int i = 0; i < 2; i++)
        kept->text[i] = arena_copy(&matrix->arena, aside->text[i]);
}

uint64_t matrix_add(struct matrix *matrix, const struct matrix_row *row, bool sum)
{
    uint32_t triple[3] = {map_add(&matrix->label_map, row->label, NULL),
                          map_add(&matrix->series_map, row->series, NULL),
                          map_add(&matrix->panel_map, row->panel, NULL)};
    bool added;
    uint32_t number = map_add(&matrix->triples, slice_make((const char *)triple, sizeof triple),
                              &added);
    if (!added && !sum)
        return matrix->cells[number].line;
    matrix->cells = memory_grow(matrix->cells, &matrix->capacity, number + (size_t)1,
                                sizeof *matrix->cells);
    struct matrix_cell *cell = &matrix->cells[number];
    matrix->undefined += isnan(row->value) ? 1 : 0;
    if (added || isnan(cell->value)) {
        *cell = (struct matrix_cell){row->value, arena_copy(&matrix->arena, row->text), row->line,
                                     false};
        if (row->aside)
            keep_aside(matrix, number, row->aside);
    } else if (!isnan(row->value)) {
        cell->value += row->value;
        cell->summed = true;
    }
    int decimals = decimals_of(row->text);
    matrix->decimals = decimals > matrix->decimals ? decimals : matrix->decimals;
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

void matrix_add_panel(struct matrix *matrix, struct slice panel)
{
    map_add(&matrix->panel_map, panel, NULL);
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
    bool features, numeric;
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
    if (!axis->features)
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
    if (axis->features && order->top > 0 && order->top < all) {
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
                                            from->numbers[index], index};
    }
    for (size_t i = 1; i < kept; i++)
        axis->numeric = axis->numeric && axis->names[i - 1].number <= axis->names[i].number;
    if (axis->count > kept) {
        struct buffer other = {0};
        buffer_append_format(&other, "other (%zu)", from->cut);
        struct slice name = arena_copy(&matrix->arena, buffer_slice(&other));
        axis->names[kept] = (struct axis_name){.name = name, .index = UINT32_MAX};
        buffer_free(&other);
    }
    if (from->features)
        shorten_names(axis, order);
}

/* Label, series and panel of a cell, as the order has them. */
static void triple_of(const struct matrix *matrix, uint32_t cell, bool transpose, uint32_t to[3])
{
    uint32_t stored[3];
    memcpy(stored, map_key(&matrix->triples, cell).data, sizeof stored);
    to[0] = stored[transpose ? 1 : 0];
    to[1] = stored[transpose ? 0 : 1];
    to[2] = stored[2];
}

static const struct aside no_aside = {{NAN, NAN}, {{"", 0}, {"", 0}}};

/* A place without a row is missing or 0 as the order says; a row without a value is missing. */
static void fill(struct matrix *matrix, const struct arranging axes[3],
                 const struct matrix_order *order)
{
    enum { ONE_ROW = 1, SUM = 2 };
    size_t count = matrix_places(matrix);
    unsigned char *rows = memory_zeroed(count + 1, sizeof *rows);
    const struct datum none = {NAN, {"", 0}}, zero = {0, {"0", 1}};
    matrix->whole = true;
    for (size_t i = 0; i < count; i++)
        matrix->data[i] = order->missing_is_zero ? zero : none;
    for (size_t i = 0; matrix->asides && i < count; i++)
        matrix->asides[i] = no_aside;
    for (uint32_t cell = 0; cell < matrix->triples.count; cell++) {
        uint32_t triple[3];
        triple_of(matrix, cell, order->transpose, triple);
        size_t row = axes[0].places[triple[0]], column = axes[1].places[triple[1]];
        if (row >= matrix->labels.count || column >= matrix->series.count)
            continue;
        const struct matrix_cell *from = &matrix->cells[cell];
        matrix->panel = axes[2].places[triple[2]];
        size_t at = matrix_place(matrix, row, column);
        struct datum *datum = &matrix->data[at];
        matrix->whole = matrix->whole && (isnan(from->value) || floor(from->value) == from->value);
        if (rows[at] == 0 || isnan(datum->value)) {
            *datum = (struct datum){from->value, from->text};
            if (matrix->asides && matrix->cell_asides)
                matrix->asides[at] = rows[at] == 0 ? matrix->cell_asides[cell] : no_aside;
            rows[at] = from->summed ? SUM : ONE_ROW;
        } else if (!isnan(from->value)) {
            datum->value += from->value;
            rows[at] = SUM;
        }
    }
    matrix->panel = 0;
    for (size_t i = 0; i < count; i++)
        if (rows[i] == SUM && !isnan(matrix->data[i].value)) {
            matrix->data[i].text = text_of(matrix, matrix->data[i].value, "");
            if (matrix->asides)
                matrix->asides[i] = no_aside;
        }
    free(rows);
}

/* What --top has cut off counts in the total; the share of nothing in nothing is missing. The
 * totals are those of each panel, in `totals` by panel and number of the label. */
static void make_percent(struct matrix *matrix, const struct arranging *labels,
                         const double *totals)
{
    size_t columns = matrix->series.count, all = labels->map->count, shown = all - labels->cut;
    matrix->decimals = 1;
    matrix->whole = false;
    for (size_t panel = 0; panel < matrix->panels.count; panel++) {
        const double *here = totals + panel * all;
        double grand = 0, cut = 0;
        for (size_t i = 0; i < all; i++) {
            grand += here[i];
            cut += labels->places[i] >= shown ? here[i] : 0;
        }
        for (size_t i = 0; i < matrix->labels.count * columns; i++) {
            size_t row = i / columns;
            double total = columns == 1 ? grand : row < shown ? here[labels->order[row]] : cut;
            struct datum *datum = &matrix->data[panel * matrix->labels.count * columns + i];
            if (isnan(datum->value))
                continue;
            *datum = (struct datum){total > 0 ? datum->value / total * 100 : NAN, {"", 0}};
            if (!isnan(datum->value))
                datum->text = text_of(matrix, datum->value, "%");
        }
    }
}

static void add_up(const struct matrix *matrix, struct arranging axes[3],
                   const struct matrix_order *order)
{
    for (uint32_t cell = 0; cell < matrix->triples.count; cell++) {
        uint32_t triple[3];
        triple_of(matrix, cell, order->transpose, triple);
        double value = matrix->cells[cell].value;
        for (int i = 0; i < 2; i++)
            axes[i].totals[triple[i]] += isnan(value) ? 0 : value;
    }
}

/* The totals of the labels in each panel. */
static double *panel_totals(const struct matrix *matrix, const struct arranging axes[3],
                            bool transpose)
{
    size_t all = axes[0].map->count;
    double *totals = memory_zeroed(axes[2].count * all + 1, sizeof *totals);
    for (uint32_t cell = 0; cell < matrix->triples.count; cell++) {
        uint32_t triple[3];
        triple_of(matrix, cell, transpose, triple);
        double value = matrix->cells[cell].value;
        totals[axes[2].places[triple[2]] * all + triple[0]] += isnan(value) ? 0 : value;
    }
    return totals;
}

static void check_places(const struct arranging axes[3])
{
    size_t most = MATRIX_MOST_VALUES / axes[2].count;
    most = axes[1].count > 0 ? most / axes[1].count : most;
    if (axes[0].count <= most)
        return;
    if (axes[2].count > 1)
        message_fatal(NULL,
                      "%zu times %zu values in %zu panels are no picture; choose fewer with "
                      "--top",
                      axes[0].count, axes[1].count, axes[2].count);
    message_fatal(NULL, "%zu times %zu values are no picture; choose fewer with --top",
                  axes[0].count, axes[1].count);
}

void matrix_arrange(struct matrix *matrix, const struct matrix_order *order)
{
    bool transpose = order->transpose;
    struct matrix_axis *const named[3] = {&matrix->labels, &matrix->series, &matrix->panels};
    struct arranging axes[3] = {
        {.map = transpose ? &matrix->series_map : &matrix->label_map,
         .features = !order->series_are_features},
        {.map = transpose ? &matrix->label_map : &matrix->series_map,
         .features = order->series_are_features},
        {.map = &matrix->panel_map},
    };
    if (matrix->panel_map.count == 0)
        matrix_add_panel(matrix, slice_of(""));
    for (int i = 0; i < 3; i++)
        axes[i].totals = memory_zeroed(axes[i].map->count + 1, sizeof *axes[i].totals);
    add_up(matrix, axes, order);
    for (int i = 0; i < 3; i++)
        arrange_axis(&axes[i], order);
    check_places(axes);
    for (int i = 0; i < 3; i++)
        name_axis(matrix, named[i], &axes[i], order);
    matrix->data = memory_allocate(matrix_places(matrix) + 1, sizeof *matrix->data);
    if (matrix->cell_asides)
        matrix->asides = memory_allocate(matrix_places(matrix) + 1, sizeof *matrix->asides);
    fill(matrix, axes, order);
    if (order->percent) {
        double *totals = panel_totals(matrix, axes, transpose);
        make_percent(matrix, &axes[0], totals);
        free(totals);
    }
    for (int i = 0; i < 3; i++)
        release_axis(&axes[i]);
}

uint32_t *matrix_places_of(const struct map *map, const struct matrix_axis *axis)
{
    uint32_t *places = memory_allocate(map->count + (size_t)1, sizeof *places);
    for (uint32_t i = 0; i < map->count; i++)
        places[i] = (uint32_t)axis->count;
    for (size_t i = 0; i < axis->count; i++)
        if (axis->names[i].index < map->count)
            places[axis->names[i].index] = (uint32_t)i;
    return places;
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
    size_t columns = matrix->series.count, count = matrix_places(matrix);
    double below = 0, above = 0;
    *low = *high = 0;
    for (size_t i = 0; i < count; i++) {
        double value = matrix->data[i].value;
        if (!stacked || i % columns == 0)
            below = above = 0;
        if (isnan(value))
            continue;
        below += value < 0 ? value : 0;
        above += value > 0 ? value : 0;
        *low = below < *low ? below : *low;
        *high = above > *high ? above : *high;
    }
}

void matrix_free(struct matrix *matrix)
{
    map_free(&matrix->label_map);
    map_free(&matrix->series_map);
    map_free(&matrix->panel_map);
    map_free(&matrix->triples);
    arena_free(&matrix->arena);
    free(matrix->cells);
    free(matrix->cell_asides);
    free(matrix->data);
    free(matrix->asides);
    free(matrix->labels.names);
    free(matrix->series.names);
    free(matrix->panels.names);
    *matrix = (struct matrix){0};
}
