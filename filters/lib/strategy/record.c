#include "strategy/record.h"

#include <stdlib.h>

#include "strategy/fields.h"
#include "text/identifier.h"

/* More than any adjacency spans. */
enum { GAP = 1000 };

/* Tags of the column other that fields ask for as `other:PT`: types of publication, addresses,
 * substances, and titles in the original language, by MEDLINE's names. */
static const char *const other_tags[] = {"PT", "AD", "RN", "NM", "TT"};

enum { OTHER_TAGS = sizeof other_tags / sizeof *other_tags };

static int find_column(const struct strategy_record *record, struct slice name)
{
    for (size_t i = 0; i < record->column_count; i++)
        if (slice_equal(record->columns[i], name))
            return (int)i;
    return STRATEGY_NO_FIELD;
}

void strategy_record_open(struct strategy_record *record, const struct slice *columns, size_t count)
{
    record->columns = memory_allocate(count, sizeof *columns);
    record->column_count = count;
    for (size_t i = 0; i < count; i++)
        record->columns[i] = slice_make(memory_string(columns[i]), columns[i].size);
    record->mesh = find_column(record, slice_of("mesh"));
    record->year_column = find_column(record, slice_of("year"));
    record->lang = find_column(record, slice_of("lang"));
    record->type = find_column(record, slice_of("type"));
    record->other = find_column(record, slice_of("other"));
}

static unsigned zone_of(size_t column)
{
    return column < ZONE_LAST_COLUMN ? (unsigned)column : ZONE_LAST_COLUMN;
}

uint64_t strategy_record_zones(struct strategy_record *record, const char *columns)
{
    uint64_t zones = 0;
    for (struct slice rest = slice_of(columns); rest.data;) {
        struct slice name = slice_cut(&rest, ' ');
        int column = find_column(record, name);
        bool made = slice_is(name, STRATEGY_HEADINGS) || slice_is(name, STRATEGY_QUALIFIERS);
        if (slice_is(name, STRATEGY_ALL))
            for (size_t i = 0; i < record->column_count; i++)
                zones |= (uint64_t)1 << zone_of(i);
        else if (made && record->mesh != STRATEGY_NO_FIELD)
            zones |= (uint64_t)1 << (slice_is(name, STRATEGY_HEADINGS) ? ZONE_HEADINGS
                                                                       : ZONE_QUALIFIERS);
        else if (slice_starts(name, "other:") && record->other != STRATEGY_NO_FIELD)
            for (unsigned i = 0; i < OTHER_TAGS; i++)
                zones |= (uint64_t)slice_is(slice_from(name, 6), other_tags[i]) << (ZONE_OTHER + i);
        else if (column != STRATEGY_NO_FIELD)
            zones |= (uint64_t)1 << zone_of((size_t)column);
    }
    record->needed |= zones;
    return zones;
}

void strategy_record_clear(struct strategy_record *record)
{
    for (size_t i = 0; i < record->touched_count; i++)
        record->found[record->touched[i]] = (struct record_term){0, 0, 0};
    record->touched_count = record->posting_count = record->heading_count = 0;
    memset(record->words, 0, sizeof record->words);
    record->rows = 0;
    record->year = 0;
    record->has_mesh = record->coarse_type = false;
}

static void add_posting(struct strategy_record *record, uint32_t term, uint64_t place, bool begins)
{
    struct record_term *found = &record->found[term];
    record->postings = memory_grow(record->postings, &record->posting_capacity,
                                   record->posting_count + 1, sizeof *record->postings);
    record->postings[record->posting_count++] = (struct record_posting){place, 0, begins, false};
    if (found->last)
        record->postings[found->last - 1].next = (uint32_t)record->posting_count;
    else {
        found->first = (uint32_t)record->posting_count;
        record->touched = memory_grow(record->touched, &record->touched_capacity,
                                      record->touched_count + 1, sizeof *record->touched);
        record->touched[record->touched_count++] = term;
    }
    found->last = (uint32_t)record->posting_count;
    found->zones |= (uint64_t)1 << record_zone(place);
}

/* Reads the words of an element of a zone, and leaves a gap behind it. */
static void add_element(struct strategy_record *record, unsigned zone, struct slice text)
{
    struct strategy_terms *terms = record->terms;
    uint64_t base = record->rows << (PLACE_POSITION_BITS + PLACE_ZONE_BITS) |
                    (uint64_t)zone << PLACE_POSITION_BITS;
    uint64_t last = 0;
    bool begins = true;
    struct slice word;
    record->reader.text = text;
    record->reader.at = 0;
    while (strategy_words_next(&record->reader, &word)) {
        record->words[zone]++;
        if (record->stop_words && map_find(record->stop_words, word) != MAP_NONE)
            continue;
        strategy_terms_find(terms, word);
        last = base | ++record->position;
        for (size_t i = 0; i < terms->found_count; i++)
            add_posting(record, terms->found[i], last, begins);
        begins = false;
    }
    for (size_t i = record->posting_count; i > 0 && record->postings[i - 1].place == last; i--)
        record->postings[i - 1].ends = true;
    record->position += GAP;
}

static bool is_list(struct slice column)
{
    static const char *const lists[] = {"authors", "keywords", "type",        "lang",        "mesh",
                                        "other",   "database", "institution", "affiliations"};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (slice_is(column, lists[i]))
            return true;
    return false;
}

/* A search in the year field finds every number of four digits. */
static struct slice find_year(struct slice cell)
{
    return identifier_find_year(cell, 0, 9999);
}

static void add_cell(struct strategy_record *record, size_t column, struct slice cell)
{
    unsigned zone = zone_of(column);
    if ((int)column == record->year_column) {
        struct slice year = find_year(cell);
        add_element(record, zone, year);
        if (year.size < cell.size)
            add_element(record, zone, cell);
        return;
    }
    bool list = is_list(record->columns[column]);
    for (struct slice rest = cell; rest.data;) {
        struct slice element = list ? slice_cut(&rest, ';') : cell;
        add_element(record, zone, element);
        /* A code is searched by the name of its language as well. */
        struct slice language = (int)column == record->lang ? strategy_language(element)
                                                            : (struct slice){NULL, 0};
        if (language.data)
            add_element(record, zone, language);
        if (!list)
            return;
    }
}

/* The values that the cell has under the tag. A piece without a tag belongs to the one before. */
static void add_tagged(struct strategy_record *record, unsigned zone, const char *tag,
                       struct slice cell)
{
    bool inside = false;
    record->position = 0;
    for (struct slice rest = cell; rest.data;) {
        struct slice value = slice_trim(slice_cut(&rest, ';'));
        size_t letters = 0;
        while (letters < value.size && letters < 5 && value.data[letters] >= 'A' &&
               value.data[letters] <= 'Z')
            letters++;
        if (letters > 1 && letters < value.size && value.data[letters] == ':') {
            inside = slice_is(slice_make(value.data, letters), tag);
            value = slice_from(value, letters + 1);
        }
        if (inside)
            add_element(record, zone, value);
    }
}

/* A heading with its qualifiers behind slashes and stars for the focus, as MEDLINE and Ovid write
 * it. */
static void read_heading(struct strategy_record *record, struct slice element)
{
    struct record_heading heading = {.heading = MAP_NONE};
    const char *comment = element.size > 0 ? memchr(element.data, '[', element.size) : NULL;
    if (comment && comment > element.data)
        element.size = (size_t)(comment - element.data);
    struct slice rest = slice_trim(element), name = slice_trim(slice_cut(&rest, '/'));
    while (rest.data) {
        struct slice part = slice_trim(slice_cut(&rest, '/'));
        bool focus = slice_starts(part, "*");
        heading.focus |= focus;
        int qualifier = strategy_find_qualifier(part);
        if (qualifier == STRATEGY_NO_FIELD)
            continue;
        heading.qualifiers[qualifier / 64] |= (uint64_t)1 << qualifier % 64;
        heading.focal[qualifier / 64] |= (uint64_t)focus << qualifier % 64;
        if (record->needed & (uint64_t)1 << ZONE_QUALIFIERS)
            add_element(record, ZONE_QUALIFIERS, slice_of(strategy_qualifiers[qualifier].name));
    }
    if (slice_starts(name, "*")) {
        heading.focus = true;
        memcpy(heading.focal, heading.qualifiers, sizeof heading.focal);
    }
    if (record->wants_headings) {
        buffer_clear(&record->joined);
        strategy_words_join(name, &record->joined);
        heading.heading = map_find(record->headings, buffer_slice(&record->joined));
    }
    if (heading.heading == MAP_NONE)
        return;
    record->mesh_headings = memory_grow(record->mesh_headings, &record->heading_capacity,
                                        record->heading_count + 1, sizeof *record->mesh_headings);
    record->mesh_headings[record->heading_count++] = heading;
}

static void add_headings(struct strategy_record *record, struct slice cell)
{
    record->has_mesh |= slice_trim(cell).size > 0;
    /* Zones in order: first the headings' words, then their qualifiers. */
    if (record->needed & (uint64_t)1 << ZONE_HEADINGS)
        for (struct slice rest = cell; rest.data;) {
            struct slice element = slice_cut(&rest, ';');
            add_element(record, ZONE_HEADINGS, slice_cut(&element, '/'));
        }
    record->position = 0;
    for (struct slice rest = cell; rest.data;)
        read_heading(record, slice_cut(&rest, ';'));
}

void strategy_record_add(struct strategy_record *record, const struct slice *cells)
{
    size_t terms = record->terms->terms.count, before = record->found_capacity;
    if (before < terms) {
        record->found = memory_resize(record->found, terms, sizeof *record->found);
        memset(record->found + before, 0, (terms - before) * sizeof *record->found);
        record->found_capacity = terms;
    }
    for (size_t i = 0; i < record->column_count; i++) {
        /* The columns that share the last zone stand one behind the other in it. */
        if (i <= ZONE_LAST_COLUMN)
            record->position = 0;
        if (record->needed & (uint64_t)1 << zone_of(i) && cells[i].size > 0)
            add_cell(record, i, cells[i]);
    }
    for (unsigned i = 0; i < OTHER_TAGS; i++)
        if (record->needed & (uint64_t)1 << (ZONE_OTHER + i))
            add_tagged(record, ZONE_OTHER + i, other_tags[i], cells[record->other]);
    if (record->type != STRATEGY_NO_FIELD)
        record->coarse_type = slice_is(cells[record->type], "article") &&
                              record->words[ZONE_OTHER] == 0;
    if (record->year == 0 && record->year_column != STRATEGY_NO_FIELD) {
        record->year = identifier_year_number(find_year(cells[record->year_column]));
    }
    record->position = 0;
    if (record->mesh != STRATEGY_NO_FIELD && cells[record->mesh].size > 0)
        add_headings(record, cells[record->mesh]);
    record->rows++;
}

void strategy_record_close(struct strategy_record *record)
{
    for (size_t i = 0; i < record->column_count; i++)
        free((char *)(uintptr_t)record->columns[i].data);
    free(record->columns);
    free(record->postings);
    free(record->found);
    free(record->touched);
    free(record->mesh_headings);
    buffer_free(&record->reader.folded);
    buffer_free(&record->joined);
    *record = (struct strategy_record){0};
}
