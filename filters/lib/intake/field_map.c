#include "intake/field_map.h"

#include <stdlib.h>

#include "base/digest.h"
#include "base/map.h"
#include "base/message.h"
#include "intake/field_citation.h"
#include "intake/field_list.h"
#include "intake/field_words.h"
#include "stream/table.h"
#include "text/identifier.h"

const char *const field_column_names[FIELD_COLUMNS] = {
    "doc",   "type",  "year",     "lang", "title", "abstract", "authors",  "journal", "volume",
    "issue", "pages", "keywords", "mesh", "doi",   "pmid",     "database", "source",  "other",
};

enum how {
    HOW_TEXT,
    HOW_YEAR,
    HOW_DOI,
    HOW_PMID,
    HOW_SAID,
    HOW_CITED,
    HOW_FROM,
    HOW_TO,
    HOW_GIVEN,
    HOW_CELL
};

/* A row of the table. */
struct rule {
    uint32_t tag; /* MAP_NONE for a constant */
    enum field_column column;
    enum how how;
    bool add, join;
    bool full_stop; /* ends the list */
    bool role;      /* in brackets behind a name */
    bool names;     /* may have `and` between them */
    char separator; /* 0: the value is no list */
    struct slice constant;
    uint32_t when; /* tag that must begin with `prefix`; MAP_NONE: no condition */
    bool unless;   /* it must not */
    struct slice prefix;
};

#define NO_FIELD UINT32_MAX

struct field_map {
    struct map tags; /* lower case */
    struct rule *rules;
    size_t count, capacity;
    struct field_words languages, types, absent;

    /* Of the present record. */
    const struct record *record;
    uint32_t *first, *last; /* field with the tag, by tag */
    uint32_t *next;         /* field with the same tag, by field */
    bool *done;             /* by field: in its column in full */
    size_t next_capacity, done_capacity;
    struct buffer cells[FIELD_COLUMNS];
    struct slice views[FIELD_COLUMNS]; /* cells that are a value of the record as it stands */
    struct slice slices[FIELD_COLUMNS];
    struct buffer lower, value;
    bool has_first_page;
    bool has_other; /* the cell `other` was written as it stands */
};

static bool is_list(enum field_column column)
{
    return column == FIELD_LANG || column == FIELD_AUTHORS || column == FIELD_KEYWORDS ||
           column == FIELD_MESH;
}

static struct slice cell_of(const struct field_map *map, enum field_column column)
{
    return map->views[column].data ? map->views[column] : buffer_slice(&map->cells[column]);
}

/* The cell, to be changed. */
static struct buffer *own_cell(struct field_map *map, enum field_column column)
{
    buffer_append_slice(&map->cells[column], map->views[column]);
    map->views[column] = (struct slice){NULL, 0};
    return &map->cells[column];
}

/* The table. */

static uint32_t add_tag(struct field_map *map, struct slice tag)
{
    buffer_clear(&map->lower);
    field_append_lower(&map->lower, tag);
    return map_add(&map->tags, buffer_slice(&map->lower), NULL);
}

static uint32_t find_tag(struct field_map *map, struct slice tag)
{
    buffer_clear(&map->lower);
    field_append_lower(&map->lower, tag);
    return map_find(&map->tags, buffer_slice(&map->lower));
}

static bool read_word(struct rule *rule, struct slice word)
{
    static const struct {
        const char *word;
        enum how how;
    } hows[] = {{"year", HOW_YEAR}, {"doi", HOW_DOI}, {"pmid", HOW_PMID}, {"pmid-said", HOW_SAID},
                {"from", HOW_FROM}, {"to", HOW_TO},   {"cell", HOW_CELL}, {"cited", HOW_CITED}};
    for (size_t i = 0; i < sizeof hows / sizeof *hows; i++)
        if (slice_is(word, hows[i].word)) {
            rule->how = hows[i].how;
            return true;
        }
    if (slice_is(word, "add"))
        return rule->add = true;
    if (slice_is(word, "join"))
        return rule->join = true;
    if (slice_is(word, "full-stop"))
        return rule->full_stop = true;
    if (slice_is(word, "or-and"))
        return rule->names = true;
    if (slice_is(word, "role"))
        return rule->role = true;
    bool is_split = slice_starts(word, "split") && word.size == strlen("split;");
    rule->separator = slice_is(word, "split-and") ? FIELD_AND : is_split ? word.data[5] : '\0';
    return rule->separator != '\0';
}

/* A word, or the rest of the cell where a text with blanks follows. */
static bool read_how(struct field_map *map, struct rule *rule, struct slice how)
{
    while (how.size > 0) {
        if (slice_starts(how, "constant:")) {
            rule->how = HOW_GIVEN;
            rule->constant = slice_from(how, strlen("constant:"));
            return true;
        }
        if (slice_starts(how, "when:") || slice_starts(how, "unless:")) {
            struct slice condition = how;
            rule->unless = slice_is(slice_cut(&condition, ':'), "unless");
            rule->when = add_tag(map, slice_cut(&condition, '='));
            rule->prefix = condition;
            return condition.data != NULL;
        }
        if (!read_word(rule, slice_cut(&how, ' ')))
            return false;
    }
    return true;
}

static bool read_rule(struct field_map *map, const struct slice *cells)
{
    struct rule rule = {.tag = MAP_NONE, .when = MAP_NONE, .column = FIELD_COLUMNS};
    for (int i = 0; i < FIELD_COLUMNS; i++)
        if (slice_is(cells[1], field_column_names[i]))
            rule.column = (enum field_column)i;
    if (rule.column == FIELD_YEAR)
        rule.how = HOW_YEAR;
    if (rule.column == FIELD_COLUMNS || !read_how(map, &rule, cells[2]) ||
        (cells[0].size == 0 && rule.how != HOW_GIVEN))
        return false;
    if (cells[0].size > 0)
        rule.tag = add_tag(map, cells[0]);
    map->rules = memory_grow(map->rules, &map->capacity, map->count + 1, sizeof *map->rules);
    map->rules[map->count++] = rule;
    return true;
}

struct field_map *field_map_open(const char *name)
{
    struct field_map *map = memory_zeroed(1, sizeof *map);
    struct slice rest = field_table_open(name), cells[3];
    while (field_table_next(&rest, cells, 3))
        if (!read_rule(map, cells))
            message_fatal(NULL, "%s.tsv: cannot be understood: '%.*s' of '%.*s'", name,
                          SLICE(cells[2]), SLICE(cells[0]));
    map->first = memory_allocate(map->tags.count, sizeof *map->first);
    map->last = memory_allocate(map->tags.count, sizeof *map->last);
    field_words_read(&map->languages, "languages");
    field_words_read(&map->types, "types");
    field_words_read(&map->absent, "absent");
    return map;
}

bool field_map_knows(struct field_map *map, struct slice tag)
{
    return find_tag(map, tag) != MAP_NONE;
}

void field_map_close(struct field_map *map)
{
    map_free(&map->tags);
    field_words_free(&map->languages);
    field_words_free(&map->types);
    field_words_free(&map->absent);
    free(map->rules);
    free(map->first);
    free(map->last);
    free(map->next);
    free(map->done);
    for (int i = 0; i < FIELD_COLUMNS; i++)
        buffer_free(&map->cells[i]);
    buffer_free(&map->lower);
    buffer_free(&map->value);
    free(map);
}

/* One record. */

/* Ties the fields of each tag together. */
static void index_fields(struct field_map *map, const struct record *record)
{
    map->record = record;
    map->next = memory_grow(map->next, &map->next_capacity, record->count, sizeof *map->next);
    map->done = memory_grow(map->done, &map->done_capacity, record->count, sizeof *map->done);
    for (size_t i = 0; i < map->tags.count; i++)
        map->first[i] = NO_FIELD;
    uint32_t tag = MAP_NONE;
    for (uint32_t i = 0; i < record->count; i++) {
        map->next[i] = NO_FIELD;
        map->done[i] = slice_trim(record_value(record, i)).size == 0;
        if (i == 0 || !slice_equal(record_tag(record, i), record_tag(record, i - 1)))
            tag = find_tag(map, record_tag(record, i));
        if (tag == MAP_NONE || map->done[i])
            continue;
        if (map->first[tag] == NO_FIELD)
            map->first[tag] = i;
        else
            map->next[map->last[tag]] = i;
        map->last[tag] = i;
    }
}

static bool holds(struct field_map *map, const struct rule *rule)
{
    if (rule->when == MAP_NONE)
        return true;
    if (map->first[rule->when] == NO_FIELD)
        return rule->unless;
    buffer_clear(&map->lower);
    field_append_lower(&map->lower, record_value(map->record, map->first[rule->when]));
    struct slice value = buffer_slice(&map->lower);
    bool begins = value.size >= rule->prefix.size &&
                  memcmp(value.data, rule->prefix.data, rule->prefix.size) == 0;
    return begins != rule->unless;
}

static void add_item(struct buffer *cell, struct slice item)
{
    item = slice_trim(item);
    if (item.size == 0)
        return;
    if (cell->size > 0)
        buffer_append_string(cell, "; ");
    buffer_append_slice(cell, item);
}

/* A name that is not a code already stays in `other` too. */
static void take_languages(struct field_map *map, const struct rule *rule, uint32_t field)
{
    struct buffer *cell = own_cell(map, FIELD_LANG);
    for (; field != NO_FIELD; field = map->next[field]) {
        struct slice value = slice_trim(record_value(map->record, field));
        char separator = rule->separator ? rule->separator : field_list_usual_separator(value);
        size_t before = cell->size;
        for (struct slice rest = value; rest.data;) {
            uint32_t row = field_words_find(&map->languages, field_list_next(&rest, separator));
            if (row != MAP_NONE)
                add_item(cell, map->languages.words[row]);
        }
        size_t separated = before > 0 && cell->size > before ? before + strlen("; ") : before;
        map->done[field] = cell->size > before &&
                           slice_equal(slice_from(buffer_slice(cell), separated), value);
    }
}

/* Whether the value only says that there is none: `[No abstract available]`. */
static bool is_absent(struct field_map *map, enum field_column column, struct slice value)
{
    enum { LONGEST = 40 };
    value = slice_trim(value);
    if (value.size > LONGEST)
        return false;
    uint32_t row = field_words_find(&map->absent, field_without_brackets(value));
    return row != MAP_NONE && slice_is(map->absent.words[row], field_column_names[column]);
}

/* How the items of the list are told apart. */
static char list_separator(const struct rule *rule, struct slice list)
{
    bool is_usual = !rule->names || memchr(list.data, rule->separator, list.size) ||
                    !field_list_is_names_with_and(list);
    return is_usual ? field_list_separator(list, rule->separator) : FIELD_AND;
}

static void take_list(struct field_map *map, const struct rule *rule, uint32_t field)
{
    for (; field != NO_FIELD; field = map->next[field]) {
        struct slice value = slice_trim(record_value(map->record, field));
        if (is_absent(map, rule->column, value))
            continue;
        struct slice name = rule->role ? field_list_without_role(value) : value;
        map->done[field] = name.size == value.size;
        value = name;
        if (rule->full_stop && slice_ends(value, "."))
            value.size--;
        char separator = list_separator(rule, value);
        if (cell_of(map, rule->column).size == 0 && field_list_is_as_in_cell(value, separator)) {
            map->views[rule->column] = value;
            continue;
        }
        struct buffer *cell = own_cell(map, rule->column);
        for (struct slice rest = value; rest.data;)
            add_item(cell, field_list_next(&rest, separator));
    }
}

/* The first in the table of `best` and the types that the value names. */
static uint32_t better_type(struct field_map *map, const struct rule *rule, struct slice value,
                            uint32_t best)
{
    while (value.data) {
        struct slice name = slice_trim(field_list_next(&value, rule->separator));
        if (slice_ends(name, "."))
            name.size--;
        uint32_t row = field_words_find(&map->types, name);
        if (row < best)
            best = row;
    }
    return best;
}

/* Of all types that are named, the one that stands first in the table. */
static void take_type(struct field_map *map)
{
    uint32_t best = MAP_NONE;
    bool any = false;
    for (int pass = 0; pass < 2; pass++)
        for (const struct rule *rule = map->rules; rule < map->rules + map->count; rule++) {
            if (rule->column != FIELD_TYPE || !holds(map, rule))
                continue;
            for (uint32_t i = map->first[rule->tag]; i != NO_FIELD; i = map->next[i]) {
                bool is_given = rule->how == HOW_GIVEN;
                struct slice value = slice_trim(record_value(map->record, i));
                any = true;
                if (pass == 0)
                    best = better_type(map, rule, is_given ? rule->constant : value, best);
                else if (best != MAP_NONE && !is_given)
                    map->done[i] = slice_equal(value, map->types.words[best]);
            }
        }
    if (any)
        buffer_append_slice(own_cell(map, FIELD_TYPE),
                            best == MAP_NONE ? slice_of("other") : map->types.words[best]);
}

/* The piece of a citation that is the column; empty if it does not have it. */
static struct slice cited(enum field_column column, struct slice value)
{
    struct field_citation citation;
    field_citation_read(value, &citation);
    return column == FIELD_VOLUME  ? citation.volume
           : column == FIELD_ISSUE ? citation.issue
           : column == FIELD_PAGES ? citation.pages
                                   : citation.journal;
}

/* What of the value is meant; false if it says nothing of the kind. *whole: it says nothing else.
 * Valid as long as the record and map->value. */
static bool read_value(struct field_map *map, const struct rule *rule, struct slice *value,
                       bool *whole)
{
    enum how how = rule->how;
    *value = slice_trim(*value);
    *whole = true;
    if (how == HOW_DOI) {
        buffer_clear(&map->value);
        bool found = identifier_read_doi(*value, &map->value);
        *value = buffer_slice(&map->value);
        return found;
    }
    if (how == HOW_CITED) {
        *value = cited(rule->column, *value);
        *whole = false;
    }
    return (how != HOW_YEAR || identifier_read_year(*value, value, whole)) &&
           (how != HOW_PMID || identifier_read_pmid(*value, value)) &&
           (how != HOW_SAID || identifier_read_named_pmid(*value, value, whole)) && value->size > 0;
}

static bool says_the_same(struct field_map *map, const struct rule *rule, struct slice value)
{
    struct slice cell = cell_of(map, rule->column);
    if (rule->how != HOW_DOI)
        return slice_equal(cell, value);
    buffer_clear(&map->lower);
    field_append_lower(&map->lower, cell);
    size_t size = map->lower.size;
    field_append_lower(&map->lower, value);
    return slice_equal(slice_make(map->lower.data, size),
                       slice_from(buffer_slice(&map->lower), size));
}

/* Whether the value of the record can stand in the cell. A DOI may have been put together, and only
 * abstracts have lines. */
static bool has_its_form(const struct rule *rule, struct slice value)
{
    return (rule->how == HOW_TEXT || rule->how == HOW_CITED) &&
           (rule->column == FIELD_ABSTRACT || !memchr(value.data, '\n', value.size));
}

static void take_value(struct field_map *map, const struct rule *rule, uint32_t field)
{
    bool ours = cell_of(map, rule->column).size == 0;
    for (; field != NO_FIELD; field = map->next[field]) {
        struct slice value = record_value(map->record, field);
        bool whole, empty = cell_of(map, rule->column).size == 0;
        if (!read_value(map, rule, &value, &whole) || is_absent(map, rule->column, value))
            continue;
        if (!empty && says_the_same(map, rule, value)) {
            map->done[field] |= whole;
        } else if (empty && has_its_form(rule, value)) {
            map->views[rule->column] = value;
            map->done[field] |= whole;
        } else if (empty || (ours && rule->join)) {
            struct buffer *cell = own_cell(map, rule->column);
            if (!empty)
                buffer_append_char(cell, '\n');
            if (rule->column == FIELD_ABSTRACT)
                buffer_append_slice(cell, value);
            else
                field_append_in_one_line(cell, value);
            map->done[field] |= whole;
        }
    }
}

/* The last page, behind the first; some write both into the field of the first. */
static void take_last_page(struct field_map *map, uint32_t field)
{
    struct buffer *cell = own_cell(map, FIELD_PAGES);
    struct slice pages = buffer_slice(cell), page = slice_trim(record_value(map->record, field));
    if (!map->has_first_page || page.size == 0)
        return;
    bool has_end = identifier_pages_end_with(pages, page);
    map->done[field] = has_end || slice_equal(pages, page) || !memchr(pages.data, '-', pages.size);
    if (has_end || slice_equal(pages, page) || !map->done[field])
        return;
    buffer_append_char(cell, '-');
    buffer_append_slice(cell, page);
    map->has_first_page = false;
}

static void apply_rule(struct field_map *map, const struct rule *rule)
{
    uint32_t field = rule->tag == MAP_NONE ? NO_FIELD : map->first[rule->tag];
    bool empty = cell_of(map, rule->column).size == 0;
    if (rule->column == FIELD_TYPE || rule->how == HOW_CELL)
        return;
    if (rule->how == HOW_GIVEN && empty && (field != NO_FIELD || rule->tag == MAP_NONE))
        map->views[rule->column] = rule->constant;
    if (field == NO_FIELD || rule->how == HOW_GIVEN || !holds(map, rule))
        return;
    if (rule->how == HOW_TO) {
        take_last_page(map, field);
    } else if (is_list(rule->column)) {
        if (empty || rule->add)
            (rule->column == FIELD_LANG ? take_languages : take_list)(map, rule, field);
    } else {
        take_value(map, rule, field);
        map->has_first_page |= rule->how == HOW_FROM && empty;
    }
    /* An accession number is no column. */
    if (rule->column == FIELD_DOC)
        for (; field != NO_FIELD; field = map->next[field])
            map->done[field] = false;
}

/* Ids. */

static void append_hash(struct field_map *map, struct buffer *doc)
{
    enum { LENGTH = 16 };
    char hex[DIGEST_HEX + 1];
    struct digest digest;
    struct slice title = cell_of(map, FIELD_TITLE), year = cell_of(map, FIELD_YEAR);
    struct slice authors = cell_of(map, FIELD_AUTHORS), author = slice_cut(&authors, ';');
    bool says_nothing = title.size + year.size + author.size == 0;
    digest_begin(&digest);
    if (!says_nothing) {
        digest_add(&digest, title);
        digest_add(&digest, slice_of("\t"));
        digest_add(&digest, year);
        digest_add(&digest, slice_of("\t"));
        digest_add(&digest, author);
    }
    for (size_t i = 0; says_nothing && i < map->record->count; i++) {
        digest_add(&digest, record_tag(map->record, i));
        digest_add(&digest, record_value(map->record, i));
    }
    digest_end(&digest, hex);
    buffer_append(doc, hex, LENGTH);
}

static void name_record(struct field_map *map)
{
    struct buffer *doc = own_cell(map, FIELD_DOC), *lower = &map->lower;
    buffer_clear(lower);
    buffer_append_slice(lower, buffer_slice(doc));
    buffer_clear(doc);
    if (cell_of(map, FIELD_DOI).size > 0) {
        field_append_lower(doc, cell_of(map, FIELD_DOI));
    } else if (cell_of(map, FIELD_PMID).size > 0) {
        buffer_append_string(doc, "pmid:");
        buffer_append_slice(doc, cell_of(map, FIELD_PMID));
    } else if (lower->size > 0) {
        buffer_append_string(doc, "an:");
        buffer_append_slice(doc, buffer_slice(lower));
    } else {
        buffer_append_string(doc, "hash:");
        append_hash(map, doc);
    }
    field_replace_blanks(doc);
}

/* Cells as records --to wrote them, `COLUMN: text`, in the place of what the other fields say. */

static void put_cell(struct field_map *map, struct slice text)
{
    struct slice name = slice_cut(&text, ':');
    for (int i = 0; i < FIELD_COLUMNS && text.data; i++)
        if (slice_is(name, field_column_names[i])) {
            map->views[i] = (struct slice){NULL, 0};
            buffer_clear(&map->cells[i]);
            table_decode(slice_trim(text), &map->cells[i]);
            map->has_other |= i == FIELD_OTHER;
        }
}

static void put_cells(struct field_map *map)
{
    for (const struct rule *rule = map->rules; rule < map->rules + map->count; rule++) {
        if (rule->how != HOW_CELL)
            continue;
        for (uint32_t i = map->first[rule->tag]; i != NO_FIELD; i = map->next[i]) {
            map->done[i] = true;
            for (struct slice rest = record_value(map->record, i); rest.data;)
                put_cell(map, slice_cut(&rest, '\n'));
        }
    }
}

const struct slice *field_map_apply_columns(struct field_map *map, const struct record *record)
{
    for (int i = 0; i < FIELD_COLUMNS; i++) {
        map->views[i] = (struct slice){NULL, 0};
        buffer_clear(&map->cells[i]);
    }
    map->has_first_page = map->has_other = false;
    index_fields(map, record);
    for (size_t i = 0; i < map->count; i++)
        apply_rule(map, &map->rules[i]);
    take_type(map);
    name_record(map);
    put_cells(map);
    for (int i = 0; i < FIELD_COLUMNS; i++)
        map->slices[i] = cell_of(map, (enum field_column)i);
    map->slices[FIELD_OTHER] = slice_of("");
    return map->slices;
}

void field_map_pour_other(const struct field_map *map, field_other_pour *pour, void *to)
{
    bool first = true;
    if (map->has_other)
        pour(to, cell_of(map, FIELD_OTHER));
    for (size_t i = 0; i < map->record->count && !map->has_other; i++) {
        if (map->done[i])
            continue;
        field_other_put(first, record_tag(map->record, i), record_value(map->record, i), pour, to);
        first = false;
    }
}

const struct slice *field_map_apply(struct field_map *map, const struct record *record)
{
    field_map_apply_columns(map, record);
    if (!map->has_other)
        field_map_pour_other(map, field_other_append, &map->cells[FIELD_OTHER]);
    map->slices[FIELD_OTHER] = cell_of(map, FIELD_OTHER);
    return map->slices;
}
