#include "agree/coded_units.h"

#include <stdlib.h>

#include "base/buffer.h"
#include "base/number.h"
#include "stream/document_names.h"
#include "stream/table.h"

struct stretch {
    struct slice document;
    uint64_t start, end;
};

struct hit {
    struct slice concept; /* empty for a listed unit */
    struct stretch where;
    uint32_t rater;
    struct slice text;
};

struct hits {
    struct hit *data;
    size_t count, capacity;
};

struct coding {
    struct ratings *ratings;
    struct map names; /* of documents and concepts */
    struct hits hits, units;
    bool listed, titles;
    uint32_t yes, no;
    bool *said; /* by rater: yes to the present unit */
};

static struct slice keep(struct map *names, struct slice name)
{
    return map_key(names, map_add(names, name, NULL));
}

static bool read_stretch(struct coding *coding, const struct table_reader *table,
                         struct stretch *where)
{
    struct slice from = table->cells[table_need(table, "start")];
    struct slice to = table->cells[table_need(table, "end")];
    if (number_read_u64(from, &where->start) && number_read_u64(to, &where->end) &&
        where->start < where->end) {
        where->document = keep(&coding->names, table->cells[table_need(table, "doc")]);
        return true;
    }
    struct place place = table_place(table);
    message_error(&place,
                  "expected numbers, start less than end, not '%.*s' and '%.*s'; row skipped",
                  SLICE(from), SLICE(to));
    return false;
}

static void read_row(struct coding *coding, struct hits *hits, const struct table_reader *table,
                     int concept, int text, uint32_t rater)
{
    struct hit hit = {.rater = rater};
    if (!read_stretch(coding, table, &hit.where))
        return;
    if (concept != TABLE_NO_COLUMN)
        hit.concept = keep(&coding->names, table->cells[concept]);
    if (text != TABLE_NO_COLUMN && coding->titles)
        hit.text = arena_copy(&coding->ratings->titles, table->cells[text]);
    hits->data = memory_grow(hits->data, &hits->capacity, hits->count + 1, sizeof *hits->data);
    hits->data[hits->count++] = hit;
}

static int compare(const void *a, const void *b)
{
    const struct hit *one = a, *other = b;
    int order = slice_compare(one->concept, other->concept);
    order = order != 0 ? order : slice_compare(one->where.document, other->where.document);
    if (order != 0)
        return order;
    if (one->where.start != other->where.start)
        return one->where.start < other->where.start ? -1 : 1;
    if (one->where.end != other->where.end)
        return one->where.end < other->where.end ? -1 : 1;
    return (one->rater > other->rater) - (one->rater < other->rater);
}

static void sort(struct hits *hits)
{
    if (hits->count > 0)
        qsort(hits->data, hits->count, sizeof *hits->data, compare);
}

static void read_units(struct coding *coding, const char *path, uint64_t limit)
{
    struct input *input = input_open_file(path, limit);
    struct table_reader table;
    if (!input_next_file(input) || !table_open(&table, input, false))
        message_fatal(&(struct place){path, 0, 0}, "expected a table of units: doc, start, end");
    while (table_next(&table))
        read_row(coding, &coding->units, &table, TABLE_NO_COLUMN, TABLE_NO_COLUMN, 0);
    table_close(&table);
    input_close(input);
    sort(&coding->units);
    for (size_t i = 1; i < coding->units.count; i++) {
        const struct stretch *last = &coding->units.data[i - 1].where;
        const struct stretch *here = &coding->units.data[i].where;
        if (slice_equal(last->document, here->document) && here->start < last->end)
            message_fatal(&(struct place){path, 0, 0},
                          "two units of '%.*s' overlap, from %llu and from %llu",
                          SLICE(here->document), U64(last->start), U64(here->start));
    }
    coding->listed = true;
}

static void read_hits(struct coding *coding, struct input *input, const char *rater_column,
                      uint32_t file_rater)
{
    struct table_reader table;
    if (!table_open(&table, input, false)) {
        message_error(&(struct place){input->name, 0, 0}, "empty, expected a header row");
        return;
    }
    table.one_file = true;
    int concept = table_need(&table, "concept"), text = table_column(&table, "text");
    int named = rater_column ? table_need(&table, rater_column) : TABLE_NO_COLUMN;
    while (table_next(&table)) {
        uint32_t rater = file_rater;
        if (named != TABLE_NO_COLUMN)
            rater = map_add(&coding->ratings->raters, table.cells[named], NULL);
        read_row(coding, &coding->hits, &table, concept, text, rater);
    }
    table_close(&table);
}

/* The unit, with what each rater said of it; nobody has said anything of the next one. */
static void add_unit(struct coding *coding, const struct hit *hit, const struct stretch *where,
                     struct buffer *name)
{
    struct ratings *ratings = coding->ratings;
    buffer_clear(name);
    buffer_append_slice(name, where->document);
    buffer_append_format(name, ":%llu-%llu", U64(where->start), U64(where->end));
    uint32_t unit = ratings_unit(ratings, hit->concept, buffer_slice(name));
    ratings->units[unit].title = hit->text;
    for (uint32_t i = 0; i < ratings->raters.count; i++) {
        ratings_add(ratings, unit, i, coding->said[i] ? coding->yes : coding->no, NULL);
        coding->said[i] = false;
    }
}

/* Hits from `from` that overlap, up to but without the one that is returned. */
static size_t find_unit(const struct hits *hits, size_t from, struct stretch *where)
{
    size_t i = from;
    *where = hits->data[from].where;
    for (; i < hits->count; i++) {
        const struct hit *hit = &hits->data[i];
        if (!slice_equal(hit->concept, hits->data[from].concept) ||
            !slice_equal(hit->where.document, where->document) || hit->where.start >= where->end)
            break;
        where->end = hit->where.end > where->end ? hit->where.end : where->end;
    }
    return i;
}

static void find_units(struct coding *coding)
{
    struct buffer name = {0};
    for (size_t i = 0, next; i < coding->hits.count; i = next) {
        struct stretch where;
        next = find_unit(&coding->hits, i, &where);
        for (size_t j = i; j < next; j++)
            coding->said[coding->hits.data[j].rater] = true;
        add_unit(coding, &coding->hits.data[i], &where, &name);
    }
    buffer_free(&name);
}

/* The first listed unit of the document that ends behind the start of the hit, or what follows. */
static size_t first_unit(const struct hits *units, const struct stretch *where)
{
    size_t low = 0, high = units->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct stretch *unit = &units->data[middle].where;
        int order = slice_compare(unit->document, where->document);
        if (order < 0 || (order == 0 && unit->end <= where->start))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool touches(const struct hits *units, size_t unit, const struct stretch *where)
{
    return unit < units->count && units->data[unit].where.start < where->end &&
           slice_equal(units->data[unit].where.document, where->document);
}

/* A yes of a rater to a listed unit. */
struct yes {
    size_t unit;
    size_t hit;
};

static int by_unit(const void *a, const void *b)
{
    const struct yes *one = a, *other = b;
    if (one->unit != other->unit)
        return one->unit < other->unit ? -1 : 1;
    return (one->hit > other->hit) - (one->hit < other->hit);
}

static void say_outside(const struct hit *hit)
{
    message_error(NULL, "the hit of '%.*s' at %.*s:%llu-%llu is in no unit; skipped",
                  SLICE(hit->concept), SLICE(hit->where.document), U64(hit->where.start),
                  U64(hit->where.end));
}

/* The units of the hits from ... to-1, which are those of one concept. */
static void code_units(struct coding *coding, size_t from, size_t to, struct buffer *name)
{
    struct yes *said = NULL;
    size_t count = 0, capacity = 0, coded = 0;
    for (size_t i = from; i < to; i++) {
        const struct hit *hit = &coding->hits.data[i];
        size_t unit = first_unit(&coding->units, &hit->where);
        if (!touches(&coding->units, unit, &hit->where))
            say_outside(hit);
        for (; touches(&coding->units, unit, &hit->where); unit++) {
            said = memory_grow(said, &capacity, count + 1, sizeof *said);
            said[count++] = (struct yes){unit, i};
        }
    }
    if (count > 0)
        qsort(said, count, sizeof *said, by_unit);
    for (size_t i = 0; i < count; i++) {
        const struct hit *hit = &coding->hits.data[said[i].hit];
        coding->said[hit->rater] = true;
        if (i + 1 < count && said[i + 1].unit == said[i].unit)
            continue;
        add_unit(coding, hit, &coding->units.data[said[i].unit].where, name);
        coded++;
    }
    free(said);
    uint32_t rest = ratings_unit(coding->ratings, coding->hits.data[from].concept, slice_of(""));
    coding->ratings->units[rest].times = coding->units.count - coded;
    for (uint32_t i = 0; i < coding->ratings->raters.count; i++)
        ratings_add(coding->ratings, rest, i, coding->no, NULL);
}

static void code_listed_units(struct coding *coding)
{
    struct buffer name = {0};
    for (size_t i = 0, next; i < coding->hits.count; i = next) {
        for (next = i; next < coding->hits.count; next++)
            if (!slice_equal(coding->hits.data[next].concept, coding->hits.data[i].concept))
                break;
        code_units(coding, i, next, &name);
    }
    buffer_free(&name);
}

bool coded_units_read(struct ratings *ratings, struct input *input, char *const *paths,
                      size_t count, const char *rater, const char *units, bool titles)
{
    struct coding coding = {.ratings = ratings, .titles = titles};
    struct document_names names;
    document_names_open(&names, paths, count);
    bool any = false;
    for (; input_next_file(input); any = true) {
        uint32_t file_rater = 0;
        if (!rater)
            file_rater = map_add(&ratings->raters, document_names_find(&names, input->name), NULL);
        read_hits(&coding, input, rater, file_rater);
    }
    document_names_close(&names);
    if (any && ratings->raters.count < 2)
        message_fatal(NULL, "hits of %u rater, expected two or more: a file for each, or --rater",
                      (unsigned)ratings->raters.count);
    if (any && units)
        read_units(&coding, units, input->limit);
    ratings->keep_order = true;
    coding.no = map_add(&ratings->values, slice_of("no"), NULL);
    coding.yes = map_add(&ratings->values, slice_of("yes"), NULL);
    coding.said = memory_zeroed(ratings->raters.count + 1, sizeof *coding.said);
    sort(&coding.hits);
    if (coding.listed)
        code_listed_units(&coding);
    else
        find_units(&coding);
    free(coding.said);
    free(coding.hits.data);
    free(coding.units.data);
    map_free(&coding.names);
    return any;
}
