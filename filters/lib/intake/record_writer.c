#include "intake/record_writer.h"

#include <stdlib.h>

#include "base/number.h"
#include "intake/bibtex.h"
#include "intake/latex.h"
#include "intake/record.h"
#include "stream/table.h"
#include "text/identifier.h"

/* The tags of the columns, and our own. */
static const struct format {
    const char *map;
    const char *tags[FIELD_COLUMNS];
    const char *last_page; /* where the tag of the pages is that of the first one */
    const char *cell;
} formats[] = {
    [RECORD_RIS] = {"ris",
                    {[FIELD_TYPE] = "TY",
                     [FIELD_YEAR] = "PY",
                     [FIELD_LANG] = "LA",
                     [FIELD_TITLE] = "TI",
                     [FIELD_ABSTRACT] = "AB",
                     [FIELD_AUTHORS] = "AU",
                     [FIELD_JOURNAL] = "JF",
                     [FIELD_VOLUME] = "VL",
                     [FIELD_ISSUE] = "IS",
                     [FIELD_PAGES] = "SP",
                     [FIELD_KEYWORDS] = "KW",
                     [FIELD_DOI] = "DO",
                     [FIELD_PMID] = "PM",
                     [FIELD_DATABASE] = "DB"},
                    "EP",
                    "XC"},
    [RECORD_NBIB] = {"medline",
                     {[FIELD_TYPE] = "PT",
                      [FIELD_YEAR] = "DP",
                      [FIELD_LANG] = "LA",
                      [FIELD_TITLE] = "TI",
                      [FIELD_ABSTRACT] = "AB",
                      [FIELD_AUTHORS] = "FAU",
                      [FIELD_JOURNAL] = "JT",
                      [FIELD_VOLUME] = "VI",
                      [FIELD_ISSUE] = "IP",
                      [FIELD_PAGES] = "PG",
                      [FIELD_KEYWORDS] = "OT",
                      [FIELD_MESH] = "MH",
                      [FIELD_DOI] = "LID",
                      [FIELD_PMID] = "PMID"},
                     NULL,
                     "XCSP"},
    [RECORD_BIBTEX] = {"bibtex",
                       {[FIELD_TYPE] = "@type",
                        [FIELD_YEAR] = "year",
                        [FIELD_LANG] = "language",
                        [FIELD_TITLE] = "title",
                        [FIELD_ABSTRACT] = "abstract",
                        [FIELD_AUTHORS] = "author",
                        [FIELD_JOURNAL] = "journal",
                        [FIELD_VOLUME] = "volume",
                        [FIELD_ISSUE] = "number",
                        [FIELD_PAGES] = "pages",
                        [FIELD_KEYWORDS] = "keywords",
                        [FIELD_MESH] = "mesh",
                        [FIELD_DOI] = "doi",
                        [FIELD_PMID] = "pmid",
                        [FIELD_DATABASE] = "database"},
                       NULL,
                       "cospan"},
    [RECORD_CSV] = {"csv",
                    {[FIELD_TYPE] = "type",
                     [FIELD_YEAR] = "year",
                     [FIELD_LANG] = "language",
                     [FIELD_TITLE] = "title",
                     [FIELD_ABSTRACT] = "abstract",
                     [FIELD_AUTHORS] = "authors",
                     [FIELD_JOURNAL] = "journal",
                     [FIELD_VOLUME] = "volume",
                     [FIELD_ISSUE] = "issue",
                     [FIELD_PAGES] = "pages",
                     [FIELD_KEYWORDS] = "keywords",
                     [FIELD_MESH] = "mesh",
                     [FIELD_DOI] = "doi",
                     [FIELD_PMID] = "pmid",
                     [FIELD_DATABASE] = "database"},
                    NULL,
                    "cospan"},
};

/* What the formats call the kinds of publication. */
static const struct {
    const char *type, *names[3]; /* by format: RIS, MEDLINE, BibTeX */
} types[] = {
    {"article", {"JOUR", "Journal Article", "article"}},
    {"audiovisual", {"VIDEO", "Video-Audio Media", "misc"}},
    {"book", {"BOOK", "Book", "book"}},
    {"chapter", {"CHAP", "Book Chapter", "incollection"}},
    {"comment", {"JOUR", "Comment", "article"}},
    {"conference", {"CPAPER", "Congress", "inproceedings"}},
    {"dataset", {"DATA", "Dataset", "misc"}},
    {"editorial", {"JOUR", "Editorial", "article"}},
    {"erratum", {"JOUR", "Published Erratum", "article"}},
    {"guideline", {"JOUR", "Guideline", "article"}},
    {"interview", {"JOUR", "Interview", "article"}},
    {"letter", {"JOUR", "Letter", "article"}},
    {"news", {"NEWS", "News", "article"}},
    {"patent", {"PAT", "Patent", "misc"}},
    {"preprint", {"UNPB", "Preprint", "unpublished"}},
    {"protocol", {"JOUR", "Clinical Trial Protocol", "article"}},
    {"report", {"RPRT", "Technical Report", "techreport"}},
    {"retraction", {"JOUR", "Retraction of Publication", "article"}},
    {"review", {"JOUR", "Review", "article"}},
    {"software", {"COMP", "Software", "misc"}},
    {"thesis", {"THES", "Academic Dissertation", "phdthesis"}},
    {"web", {"ELEC", "Webcast", "misc"}},
};

struct record_writer {
    enum record_format format;
    struct output *output;
    struct table_writer table; /* CSV */
    struct field_map *map;
    struct record others, record; /* fields of `other`, and what is written */
    struct buffer tag, list;
};

/* Putting the record together. */

static bool is_list(enum field_column column)
{
    return column == FIELD_AUTHORS || column == FIELD_KEYWORDS || column == FIELD_MESH;
}

static bool has_lines(const struct record_writer *writer)
{
    return writer->format == RECORD_RIS || writer->format == RECORD_NBIB;
}

/* Appends the value as it will be read: formats of lines have none within, CSV is guarded. */
static void append_value(struct record_writer *writer, struct slice value)
{
    double number;
    bool guarded = writer->format == RECORD_CSV && value.size > 0 && value.data[0] != '\0' &&
                   strchr("=+-@", value.data[0]) && !number_read_double(value, &number);
    struct buffer *text = &writer->record.text;
    if (guarded)
        buffer_append_char(text, '\'');
    size_t begin = text->size, end = begin;
    buffer_append_slice(text, value);
    for (size_t i = begin; i < text->size; i++)
        if (writer->format != RECORD_CSV || text->data[i] != '\r' || i + 1 == text->size ||
            text->data[i + 1] != '\n')
            text->data[end++] = has_lines(writer) && slice_is_blank(text->data[i]) ? ' '
                                                                                   : text->data[i];
    text->size = end;
    (writer->format == RECORD_BIBTEX ? bibtex_end_value : record_end_value)(&writer->record);
}

static void add(struct record_writer *writer, const char *tag, struct slice value)
{
    if (slice_trim(value).size == 0)
        return;
    record_add(&writer->record, slice_of(tag), 1);
    append_value(writer, value);
}

/* The next piece before `separator`, which is two bytes or one. */
static struct slice next_item(struct slice *rest, const char *separator)
{
    size_t size = strlen(separator);
    for (size_t i = 0; i + size <= rest->size; i++)
        if (memcmp(rest->data + i, separator, size) == 0) {
            struct slice item = slice_make(rest->data, i);
            *rest = slice_from(*rest, i + size);
            return item;
        }
    struct slice item = *rest;
    *rest = (struct slice){NULL, 0};
    return item;
}

static void add_items(struct record_writer *writer, const char *tag, struct slice value,
                      const char *separator)
{
    while (value.data)
        add(writer, tag, next_item(&value, separator));
}

static void add_pages(struct record_writer *writer, const struct format *format, struct slice pages)
{
    struct slice first, last;
    if (!format->last_page || !identifier_split_pages(pages, &first, &last)) {
        add(writer, format->tags[FIELD_PAGES], pages);
        return;
    }
    add(writer, format->tags[FIELD_PAGES], first);
    add(writer, format->last_page, last);
}

/* What has a journal and no type is an article to other programs. */
static void add_type(struct record_writer *writer, const char *tag,
                     const struct slice cells[FIELD_COLUMNS])
{
    struct slice type = cells[FIELD_TYPE];
    if (type.size == 0 && cells[FIELD_JOURNAL].size > 0 && writer->format != RECORD_CSV)
        type = slice_of("article");
    for (size_t i = 0; i < sizeof types / sizeof *types && writer->format != RECORD_CSV; i++)
        if (slice_is(type, types[i].type)) {
            add(writer, tag, slice_of(types[i].names[writer->format]));
            return;
        }
    add(writer, tag,
        writer->format == RECORD_RIS      ? slice_of("GEN")
        : writer->format == RECORD_BIBTEX ? slice_of("misc")
                                          : type);
}

/* Where other programs look for what a chapter or a paper of a conference stands in. */
static const char *container_tag(const struct record_writer *writer, struct slice type)
{
    bool is_part = slice_is(type, "chapter") || slice_is(type, "conference");
    return is_part && writer->format == RECORD_RIS ? "T2"
           : is_part && writer->format == RECORD_BIBTEX
               ? "booktitle"
               : formats[writer->format].tags[FIELD_JOURNAL];
}

static void add_column(struct record_writer *writer, enum field_column column,
                       const struct slice cells[FIELD_COLUMNS])
{
    const struct format *format = &formats[writer->format];
    struct slice value = cells[column];
    const char *tag = column == FIELD_JOURNAL ? container_tag(writer, cells[FIELD_TYPE])
                                              : format->tags[column];
    if (!tag)
        return;
    bool in_one_piece = writer->format == RECORD_CSV;
    if (column == FIELD_TYPE)
        add_type(writer, tag, cells);
    else if (is_list(column) && !in_one_piece)
        add_items(writer, tag, value, "; ");
    else if (column == FIELD_PAGES && !in_one_piece)
        add_pages(writer, format, value);
    else
        add(writer, tag, value);
    if (writer->format == RECORD_NBIB && column == FIELD_DOI && value.size > 0)
        record_append(&writer->record, slice_of(" [doi]"));
}

static bool is_balanced(struct slice value)
{
    size_t depth = 0;
    for (size_t i = 0; i < value.size; i++) {
        if (value.data[i] == '}' && depth-- == 0)
            return false;
        depth += value.data[i] == '{';
    }
    return depth == 0;
}

static bool is_word(struct slice value)
{
    for (size_t i = 0; i < value.size; i++)
        if ((value.data[i] | 0x20) < 'a' || (value.data[i] | 0x20) > 'z')
            return false;
    return value.size > 0;
}

static bool is_key(struct slice value)
{
    for (size_t i = 0; i < value.size; i++)
        if (strchr(",={}\n\r\"", value.data[i]))
            return false;
    return value.size > 0;
}

/* Whether the format can have the field under its tag. */
static bool is_native(const struct record_writer *writer, struct slice tag, struct slice value)
{
    size_t shortest = 2, longest = writer->format == RECORD_RIS ? 2 : 4;
    if (writer->format == RECORD_CSV || slice_is(tag, formats[writer->format].cell))
        return false;
    if (writer->format == RECORD_BIBTEX) {
        if (slice_is(tag, "@key"))
            return is_key(value);
        if (slice_is(tag, "@type"))
            return is_word(value);
        for (size_t i = 0; i < tag.size; i++) {
            char c = tag.data[i];
            if (!slice_is_letter(c) && (i == 0 || !(slice_is_digit(c) || c == '-' || c == '_')))
                return false;
        }
        return tag.size > 0 && (!bibtex_is_file(tag) || is_balanced(value));
    }
    if (tag.size < shortest || tag.size > longest || !slice_is_upper(tag.data[0]) ||
        slice_is(tag, "ER") || slice_is(tag, "PMID"))
        return false;
    for (size_t i = 1; i < tag.size; i++)
        if (!slice_is_upper(tag.data[i]) && !slice_is_digit(tag.data[i]))
            return false;
    return true;
}

/* Whether the fields of `other` are of this format: they say the kind of publication in its way.
 * Tags of other formats may mean something else here. */
static bool are_native(const struct record_writer *writer)
{
    for (size_t i = 0; i < writer->others.count; i++)
        if (slice_is(record_tag(&writer->others, i), formats[writer->format].tags[FIELD_TYPE]))
            return true;
    return false;
}

static void take_others(struct record_writer *writer, struct slice other)
{
    struct buffer *text = &writer->others.text;
    record_begin(&writer->others, 1);
    for (;;) {
        size_t begin = text->size;
        buffer_clear(&writer->tag);
        if (!field_other_next(&other, &writer->tag, text))
            break;
        struct slice tag = buffer_slice(&writer->tag);
        struct slice value = slice_make(text->data + begin, text->size - begin);
        if (!is_native(writer, tag, value) || slice_trim(value).size == 0)
            text->size = begin;
        else
            record_add_from_text(&writer->others, tag, begin, value.size, 1);
    }
    if (!are_native(writer))
        record_begin(&writer->others, 1);
}

/* Whether the field must stand before all others. */
static bool is_head(struct slice tag)
{
    return slice_is(tag, "TY") || slice_is(tag, "@type") || slice_is(tag, "@key");
}

static void add_others(struct record_writer *writer)
{
    for (size_t i = 0; i < writer->others.count; i++) {
        struct slice tag = record_tag(&writer->others, i);
        if (is_head(tag))
            continue;
        record_add(&writer->record, tag, 1);
        append_value(writer, record_value(&writer->others, i));
    }
}

/* Adds the first field with the tag, if `other` has it. */
static bool add_head(struct record_writer *writer, const char *tag)
{
    for (size_t i = 0; i < writer->others.count; i++)
        if (slice_is(record_tag(&writer->others, i), tag)) {
            add(writer, tag, record_value(&writer->others, i));
            return true;
        }
    return false;
}

/* What a key may not hold becomes `_`. */
static void add_key(struct record_writer *writer, struct slice key)
{
    buffer_clear(&writer->list);
    for (size_t i = 0; i < key.size; i++)
        buffer_append_char(&writer->list,
                           strchr(" \t\n\r\"#%'(),={}\\~", key.data[i]) ? '_' : key.data[i]);
    add(writer, "@key", buffer_slice(&writer->list));
}

/* The fields that begin a record. */
static void add_heads(struct record_writer *writer, const struct slice cells[FIELD_COLUMNS])
{
    const char *type = formats[writer->format].tags[FIELD_TYPE];
    if (writer->format == RECORD_NBIB && cells[FIELD_PMID].size == 0)
        record_add(&writer->record, slice_of("PMID"), 1);
    else if (writer->format == RECORD_NBIB)
        add_column(writer, FIELD_PMID, cells);
    if (!add_head(writer, type))
        add_column(writer, FIELD_TYPE, cells);
    if (writer->format == RECORD_BIBTEX && !add_head(writer, "@key"))
        add_key(writer, cells[FIELD_DOC]);
}

/* Which columns the fields of `other` do not give by themselves. */
static unsigned missing_columns(struct record_writer *writer,
                                const struct slice cells[FIELD_COLUMNS])
{
    unsigned missing = 0;
    record_begin(&writer->record, 1);
    add_heads(writer, cells);
    add_others(writer);
    const struct slice *found = field_map_apply(writer->map, &writer->record);
    for (int i = 0; i < FIELD_COLUMNS; i++)
        if (!slice_equal(found[i], cells[i]))
            missing |= 1U << i;
    return missing;
}

/* The line of a cell that is written as it stands. */
static void append_cell(struct buffer *to, enum field_column column, struct slice text)
{
    static const char signs[] = "\t\n\r\\", letters[] = "tnr\\";
    buffer_append_string(to, field_column_names[column]);
    buffer_append_string(to, ": ");
    for (size_t i = 0; i < text.size; i++) {
        const char *sign = memchr(signs, text.data[i], sizeof signs - 1);
        if (sign)
            buffer_append_char(to, '\\');
        buffer_append_char(to, sign ? letters[sign - signs] : text.data[i]);
    }
}

/* Adds what would be read otherwise than it is. */
static void add_cells(struct record_writer *writer, const struct slice cells[FIELD_COLUMNS])
{
    const struct slice *found = field_map_apply(writer->map, &writer->record);
    const char *tag = formats[writer->format].cell;
    buffer_clear(&writer->list);
    for (int i = 0; i < FIELD_COLUMNS; i++) {
        if (i == FIELD_SOURCE || slice_equal(found[i], cells[i]))
            continue;
        if (writer->list.size > 0)
            buffer_append_char(&writer->list, '\n');
        append_cell(&writer->list, (enum field_column)i, cells[i]);
    }
    struct slice lines = buffer_slice(&writer->list);
    if (has_lines(writer))
        add_items(writer, tag, lines, "\n");
    else
        add(writer, tag, lines);
}

static void make_record(struct record_writer *writer, const struct slice cells[FIELD_COLUMNS])
{
    take_others(writer, cells[FIELD_OTHER]);
    unsigned missing = missing_columns(writer, cells);
    record_begin(&writer->record, 1);
    add_heads(writer, cells);
    for (int i = FIELD_YEAR; i < FIELD_SOURCE; i++)
        if (missing & 1U << i && !(i == FIELD_PMID && writer->format == RECORD_NBIB))
            add_column(writer, (enum field_column)i, cells);
    add_others(writer);
    add_cells(writer, cells);
}

/* Writing it. */

static void write_lines(struct record_writer *writer)
{
    const struct record *record = &writer->record;
    bool is_ris = writer->format == RECORD_RIS;
    for (size_t i = 0; i < record->count; i++) {
        struct slice tag = record_tag(record, i);
        output_slice(writer->output, tag);
        for (size_t blanks = tag.size; blanks < 4; blanks++)
            output_char(writer->output, ' ');
        output_string(writer->output, "- ");
        output_slice(writer->output, record_value(record, i));
        output_char(writer->output, '\n');
    }
    output_string(writer->output, is_ris ? "ER  - \n\n" : "\n");
}

/* Whether a word in the item would cut it, or a sign. */
static bool must_be_braced(struct slice item, bool is_name)
{
    for (size_t i = 0; i < item.size; i++)
        if (is_name ? item.size - i >= 3 && (item.data[i] | 0x20) == 'a' &&
                          (item.data[i + 1] | 0x20) == 'n' && (item.data[i + 2] | 0x20) == 'd'
                    : item.data[i] == ';' || item.data[i] == ',')
            return true;
    return false;
}

static void append_bibtex(struct record_writer *writer, struct slice tag, struct slice value)
{
    const char *separator = bibtex_separator(tag);
    bool braced = separator && must_be_braced(value, separator[0] == ' ');
    if (braced)
        buffer_append_char(&writer->list, '{');
    if (bibtex_is_file(tag))
        buffer_append_slice(&writer->list, value);
    else
        latex_encode(value, bibtex_is_address(tag) ? LATEX_ADDRESS : LATEX_TEXT, &writer->list);
    if (braced)
        buffer_append_char(&writer->list, '}');
}

static void write_bibtex(struct record_writer *writer)
{
    const struct record *record = &writer->record;
    struct slice type = slice_of("misc"), key = {NULL, 0};
    for (size_t i = 0; i < record->count; i++) {
        if (slice_is(record_tag(record, i), "@type"))
            type = record_value(record, i);
        else if (slice_is(record_tag(record, i), "@key"))
            key = record_value(record, i);
    }
    output_char(writer->output, '@');
    output_slice(writer->output, type);
    output_char(writer->output, '{');
    output_slice(writer->output, key);
    for (size_t i = 0; i < record->count; i++) {
        struct slice tag = record_tag(record, i);
        if (tag.data[0] == '@')
            continue;
        buffer_clear(&writer->list);
        append_bibtex(writer, tag, record_value(record, i));
        const char *separator = bibtex_separator(tag);
        for (; separator && i + 1 < record->count && slice_equal(record_tag(record, i + 1), tag);
             i++) {
            buffer_append_string(&writer->list, separator);
            append_bibtex(writer, tag, record_value(record, i + 1));
        }
        output_string(writer->output, ",\n  ");
        output_slice(writer->output, tag);
        output_string(writer->output, " = {");
        output_slice(writer->output, buffer_slice(&writer->list));
        output_char(writer->output, '}');
    }
    output_string(writer->output, "\n}\n\n");
}

static void write_row(struct record_writer *writer)
{
    const struct format *format = &formats[writer->format];
    for (int column = 0; column <= FIELD_COLUMNS; column++) {
        const char *tag = column < FIELD_COLUMNS ? format->tags[column] : format->cell;
        struct slice value = {NULL, 0};
        for (size_t i = 0; i < writer->record.count && tag; i++)
            if (slice_is(record_tag(&writer->record, i), tag))
                value = record_value(&writer->record, i);
        if (tag)
            table_cell(&writer->table, value);
    }
    table_end_row(&writer->table);
}

void record_writer_put(struct record_writer *writer, const struct slice cells[FIELD_COLUMNS])
{
    make_record(writer, cells);
    if (writer->format == RECORD_BIBTEX)
        write_bibtex(writer);
    else if (writer->format == RECORD_CSV)
        write_row(writer);
    else
        write_lines(writer);
}

struct record_writer *record_writer_open(enum record_format format, struct output *output)
{
    struct record_writer *writer = memory_zeroed(1, sizeof *writer);
    *writer = (struct record_writer){.format = format,
                                     .output = output,
                                     .table = {.output = output, .format = TABLE_CSV, .raw = true},
                                     .map = field_map_open(formats[format].map)};
    if (format == RECORD_CSV) {
        for (int i = 0; i < FIELD_COLUMNS; i++)
            if (formats[format].tags[i])
                table_cell_string(&writer->table, formats[format].tags[i]);
        table_cell_string(&writer->table, formats[format].cell);
        table_end_row(&writer->table);
    }
    return writer;
}

void record_writer_close(struct record_writer *writer)
{
    field_map_close(writer->map);
    record_free(&writer->others);
    record_free(&writer->record);
    buffer_free(&writer->tag);
    buffer_free(&writer->list);
    free(writer);
}
