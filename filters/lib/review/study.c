#include "review/study.h"

#include <stdlib.h>

#include "base/memory.h"

/* What is best for a column of this name. */
static enum study_best best_of(struct slice column)
{
    static const struct {
        const char *column;
        enum study_best best;
    } table[] = {
        {"year", STUDY_PLACE},      {"volume", STUDY_PLACE},    {"issue", STUDY_PLACE},
        {"pages", STUDY_PLACE},     {"title", STUDY_TITLE},     {"abstract", STUDY_LONGEST},
        {"journal", STUDY_LONGEST}, {"authors", STUDY_AUTHORS}, {"keywords", STUDY_LIST},
        {"mesh", STUDY_LIST},       {"database", STUDY_LIST},   {"source", STUDY_CELLS},
        {"other", STUDY_CELLS},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (slice_is(column, table[i].column))
            return table[i].best;
    return STUDY_FIRST;
}

void study_open(struct study *study, const struct slice *names, size_t columns)
{
    *study = (struct study){.columns = columns, .volume = -1, .pages = -1};
    study->best = memory_allocate(columns, sizeof *study->best);
    for (size_t i = 0; i < columns; i++) {
        study->best[i] = best_of(names[i]);
        if (slice_is(names[i], "volume"))
            study->volume = (int)i;
        if (slice_is(names[i], "pages"))
            study->pages = (int)i;
    }
}

struct rank {
    size_t row, filled, bytes;
};

static int by_fullness(const void *left, const void *right)
{
    const struct rank *a = left, *b = right;
    if (a->filled != b->filled)
        return a->filled > b->filled ? -1 : 1;
    if (a->bytes != b->bytes)
        return a->bytes > b->bytes ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

size_t study_rank(struct study *study, const struct slice *cells, size_t rows)
{
    study->order = memory_grow(study->order, &study->capacity, rows, sizeof *study->order);
    struct rank *ranks = memory_zeroed(rows, sizeof *ranks);
    for (size_t i = 0; i < rows; i++) {
        ranks[i].row = i;
        for (size_t j = 0; j < study->columns; j++) {
            size_t size = cells[i * study->columns + j].size;
            ranks[i].filled += size > 0;
            ranks[i].bytes += size;
        }
    }
    qsort(ranks, rows, sizeof *ranks, by_fullness);
    for (size_t i = 0; i < rows; i++)
        study->order[i] = ranks[i].row;
    free(ranks);
    return study->order[0];
}

/* The number of authors, then letters. */
static uint64_t value_of_authors(struct slice cell)
{
    uint64_t authors = 1;
    for (size_t i = 0; i < cell.size; i++)
        authors += cell.data[i] == ';';
    return authors << 32 | (uint32_t)cell.size;
}

/* Titles in capitals, in brackets or with markup are the last choice. */
static uint64_t value_of_title(struct slice cell)
{
    bool small = false;
    for (size_t i = 0; i < cell.size; i++)
        small |= cell.data[i] >= 'a' && cell.data[i] <= 'z';
    bool plain = cell.data[0] != '[' && !memchr(cell.data, '<', cell.size);
    return (uint64_t)small << 33 | (uint64_t)plain << 32 | (uint32_t)cell.size;
}

static uint64_t value_of(enum study_best best, struct slice cell)
{
    if (cell.size == 0)
        return 0;
    switch (best) {
    case STUDY_AUTHORS:
        return value_of_authors(cell);
    case STUDY_TITLE:
        return value_of_title(cell);
    default:
        return cell.size;
    }
}

/* Appends what was not appended to this cell before; capitals make no difference. */
static void append_new(struct study *study, struct slice item, size_t start, struct buffer *to)
{
    bool added;
    buffer_clear(&study->folded);
    for (size_t i = 0; i < item.size; i++)
        buffer_append_char(&study->folded, slice_lower(item.data[i]));
    if (item.size == 0)
        return;
    map_add(&study->seen, buffer_slice(&study->folded), &added);
    if (!added)
        return;
    if (to->size > start)
        buffer_append_string(to, "; ");
    buffer_append_slice(to, item);
}

/* The cells, or what is in their lists. */
static void append_all(struct study *study, const struct slice *cells, size_t rows, size_t column,
                       struct buffer *to)
{
    size_t start = to->size;
    for (size_t i = 0; i < rows; i++) {
        struct slice rest = cells[study->order[i] * study->columns + column];
        if (study->best[column] == STUDY_CELLS) {
            append_new(study, rest, start, to);
            continue;
        }
        while (rest.data && rest.size > 0)
            append_new(study, slice_trim(slice_cut(&rest, ';')), start, to);
    }
    map_free(&study->seen);
}

/* The row whose place is taken: the fullest with volume and pages, else the fullest. */
static size_t place_row(const struct study *study, const struct slice *cells, size_t rows)
{
    for (size_t i = 0; i < rows && study->volume >= 0 && study->pages >= 0; i++) {
        const struct slice *row = cells + study->order[i] * study->columns;
        if (row[study->volume].size > 0 && row[study->pages].size > 0)
            return study->order[i];
    }
    return study->order[0];
}

void study_cell(struct study *study, const struct slice *cells, size_t rows, size_t column,
                struct buffer *to)
{
    enum study_best best = study->best[column];
    if (best == STUDY_LIST || best == STUDY_CELLS) {
        append_all(study, cells, rows, column, to);
        return;
    }
    struct slice found = {NULL, 0};
    if (best == STUDY_PLACE)
        found = cells[place_row(study, cells, rows) * study->columns + column];
    uint64_t highest = 0;
    for (size_t i = 0; i < rows && (found.size == 0 || highest > 0); i++) {
        struct slice cell = cells[study->order[i] * study->columns + column];
        bool once = best == STUDY_FIRST || best == STUDY_PLACE;
        uint64_t value = value_of(best, cell);
        if (value > highest) {
            found = cell;
            highest = value;
            if (once)
                break;
        }
    }
    buffer_append_slice(to, found);
}

void study_origin(struct study *study, const struct slice *cells, size_t rows, int doc, int origin,
                  struct buffer *to)
{
    bool any = false;
    for (size_t i = 0; i < rows; i++) {
        const struct slice *row = cells + i * study->columns;
        struct slice rest = origin < 0 || row[origin].size == 0 ? row[doc] : row[origin];
        while (rest.data) {
            struct slice id = slice_trim(slice_cut(&rest, ';'));
            bool added;
            map_add(&study->seen, id, &added);
            if (!added)
                continue;
            buffer_append_string(to, any ? "; " : "");
            buffer_append_slice(to, id);
            any = true;
        }
    }
    map_free(&study->seen);
}
