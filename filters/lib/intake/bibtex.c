#include "intake/bibtex.h"

#include <stdlib.h>

#include "base/map.h"
#include "base/message.h"
#include "intake/latex.h"

struct reader {
    struct source *source;
    struct record_sink *sink;
    struct record record;
    struct map strings; /* names in lower case, and ... */
    struct arena arena;
    struct slice *texts; /* ... their texts, by number */
    size_t capacity;
    struct buffer value, lower;
};

/* An entry that is being taken apart. */
struct entry {
    struct slice text, rest; /* all of it, and what is not yet read */
    uint64_t line, counted;  /* of its beginning; lines up to `counted_at` */
    const char *counted_at;
    bool closed;
};

static bool is_name(char c)
{
    return !slice_is_blank(c) && !strchr("\"#%'(),={}", c);
}

static struct slice skip_blanks(struct slice text)
{
    while (text.size > 0 && slice_is_blank(text.data[0]))
        text = slice_from(text, 1);
    return text;
}

static bool equal_folded(struct slice text, const char *lower)
{
    return slice_is_same_word(text, slice_of(lower));
}

static bool is_one_of(struct slice text, const char *const names[])
{
    for (size_t i = 0; names[i]; i++)
        if (equal_folded(text, names[i]))
            return true;
    return false;
}

bool bibtex_is_address(struct slice tag)
{
    static const char *const names[] = {"doi",   "url",        "eprint",     "pmid",
                                        "pmcid", "bdsk-url-1", "bdsk-url-2", NULL};
    return is_one_of(tag, names);
}

bool bibtex_is_file(struct slice tag)
{
    static const char *const names[] = {"file", "pdf", "bdsk-file-1", "local-url", NULL};
    return is_one_of(tag, names);
}

const char *bibtex_separator(struct slice tag)
{
    static const char *const people[] = {"author", "editor", "translator", NULL};
    static const char *const words[] = {"keywords", "keyword", "author_keywords", NULL};
    return is_one_of(tag, people) ? " and " : is_one_of(tag, words) ? "; " : NULL;
}

/* Where entries begin and end. */

enum found { FOUND, NOT_CLOSED, NEEDS_MORE };

/* Whether an entry begins with the @ at the beginning of the text; *size is the length up to its
 * opening brace or parenthesis, with it. NEEDS_MORE where the text is too short to say. */
static enum found begins_entry(struct slice text, size_t *size)
{
    enum { LONGEST = 200 };
    size_t i = 1;
    while (i < text.size && slice_is_letter(text.data[i]))
        i++;
    bool named = i > 1;
    while (i < text.size && i < LONGEST && (text.data[i] == ' ' || text.data[i] == '\t'))
        i++;
    if (i == text.size)
        return NEEDS_MORE;
    *size = i + 1;
    return named && (text.data[i] == '{' || text.data[i] == '(') ? FOUND : NOT_CLOSED;
}

/* Whether the next entry begins on the line at the beginning of the text. */
static enum found begins_line(struct slice text)
{
    size_t size;
    while (text.size > 0 && (text.data[0] == ' ' || text.data[0] == '\t' || text.data[0] == '\r'))
        text = slice_from(text, 1);
    if (text.size == 0)
        return NEEDS_MORE;
    return text.data[0] == '@' ? begins_entry(text, &size) : NOT_CLOSED;
}

/* Whether the quotation mark is part of an accent, `\"o`, which BibTeX wants in braces. */
static bool is_accent(struct slice text, size_t at)
{
    return text.data[at] == '"' && at > 0 && text.data[at - 1] == '\\' && at + 1 < text.size &&
           (slice_is_letter(text.data[at + 1]) || strchr("{\\", text.data[at + 1]));
}

/* How far the search for the end of an entry has come. */
struct search {
    size_t at;    /* bytes of the entry that were seen; 0 before the first */
    size_t depth; /* braces that are open within the outermost pair */
    bool quoted, round;
};

/* Looks for the end of the entry at the beginning of the text. FOUND: search->at is behind it.
 * NOT_CLOSED: search->at is where the next entry begins. */
static enum found find_end(struct search *search, struct slice text, bool last)
{
    size_t i = search->at;
    if (i == 0) {
        begins_entry(text, &i);
        search->round = text.data[i - 1] == '(';
    }
    for (; i < text.size; i++) {
        char c = text.data[i];
        if (c == '\n') {
            enum found next = begins_line(slice_from(text, i + 1));
            search->at = next == FOUND ? i + 1 : i;
            if (next == FOUND)
                return NOT_CLOSED;
            if (next == NEEDS_MORE && !last)
                return NEEDS_MORE;
        } else if (c == '{') {
            search->depth++;
        } else if (c == '}' && search->depth > 0) {
            search->depth--;
        } else if (c == '"' && search->round && i + 1 == text.size && !last) {
            break;
        } else if (c == '"' && search->round && search->depth == 0 && !is_accent(text, i)) {
            search->quoted = !search->quoted;
        } else if (search->depth == 0 && (search->round ? c == ')' && !search->quoted : c == '}')) {
            search->at = i + 1;
            return FOUND;
        }
    }
    search->at = i;
    return last ? NOT_CLOSED : NEEDS_MORE;
}

/* Taking an entry apart. */

static uint64_t line_of(struct entry *entry, const char *at)
{
    entry->counted += source_count(slice_make(entry->counted_at, (size_t)(at - entry->counted_at)),
                                   '\n');
    entry->counted_at = at;
    return entry->counted;
}

/* What stands between the braces or quotation marks at the beginning of *rest, which is advanced.
 * False if it is not closed. */
static bool take_delimited(struct slice *rest, struct slice *inner)
{
    char end = rest->data[0] == '{' ? '}' : '"';
    size_t depth = 0;
    for (size_t i = 1; i < rest->size; i++) {
        char c = rest->data[i];
        if (c == end && depth == 0 && !is_accent(*rest, i)) {
            *inner = slice_make(rest->data + 1, i - 1);
            *rest = slice_from(*rest, i + 1);
            return true;
        }
        depth += c == '{';
        depth -= c == '}' && depth > 0;
    }
    return false;
}

static struct slice take_name(struct slice *rest)
{
    size_t size = 0;
    while (size < rest->size && is_name(rest->data[size]))
        size++;
    struct slice name = slice_make(rest->data, size);
    *rest = slice_from(*rest, size);
    return name;
}

static uint32_t find_string(struct reader *reader, struct slice name)
{
    buffer_clear(&reader->lower);
    for (size_t i = 0; i < name.size; i++)
        buffer_append_char(&reader->lower, slice_lower(name.data[i]));
    return map_find(&reader->strings, buffer_slice(&reader->lower));
}

/* The text of a string that is named; a number, a month, or the name itself if nothing else. */
static struct slice string_text(struct reader *reader, struct slice name)
{
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    uint32_t number = find_string(reader, name);
    if (number != MAP_NONE)
        return reader->texts[number];
    for (size_t i = 0; i < 12 && name.size == 3; i++)
        if (strncmp(reader->lower.data + 1, months[i] + 1, 2) == 0 &&
            (reader->lower.data[0] ^ 0x20) == months[i][0])
            return slice_of(months[i]);
    return name;
}

/* The pieces of a value, joined in reader->value; one by itself is left where it stands. False where
 * a delimiter is not closed. */
static bool take_value(struct reader *reader, struct entry *entry, struct slice *value)
{
    struct slice piece;
    buffer_clear(&reader->value);
    *value = slice_of("");
    for (;;) {
        entry->rest = skip_blanks(entry->rest);
        if (entry->rest.size == 0)
            return true;
        if (entry->rest.data[0] == '{' || entry->rest.data[0] == '"') {
            if (!take_delimited(&entry->rest, &piece))
                return false;
        } else {
            piece = string_text(reader, take_name(&entry->rest));
        }
        if (value->size == 0) {
            *value = piece;
        } else {
            if (reader->value.size == 0)
                buffer_append_slice(&reader->value, *value);
            buffer_append_slice(&reader->value, piece);
            *value = buffer_slice(&reader->value);
        }
        struct slice rest = skip_blanks(entry->rest);
        if (rest.size == 0 || rest.data[0] != '#')
            return true;
        entry->rest = slice_from(rest, 1);
    }
}

/* Pages as every other format has them, dashes as a hyphen. */
static void plain_dashes(struct record *record)
{
    struct slice rest = record_value(record, record->count - 1);
    record->text.size -= rest.size;
    while (rest.size > 0) {
        bool dash = slice_starts(rest, "\u2013") || slice_starts(rest, "\u2014");
        record->text.data[record->text.size++] = dash ? '-' : rest.data[0];
        rest = slice_from(rest, dash ? 3 : 1);
    }
}

void bibtex_end_value(struct record *record)
{
    record_end_value(record);
    if (equal_folded(record_tag(record, record->count - 1), "pages")) {
        plain_dashes(record);
        record_end_value(record);
    }
}

static void add_field(struct reader *reader, struct slice tag, struct slice value, uint64_t line)
{
    struct buffer *text = &reader->record.text;
    record_add(&reader->record, tag, line);
    if (bibtex_is_file(tag))
        buffer_append_slice(text, value);
    else
        latex_decode(value, bibtex_is_address(tag) ? LATEX_ADDRESS : LATEX_TEXT, text);
    bibtex_end_value(&reader->record);
}

/* Whether ` and ` stands at the place, in any case, with white space of any kind. */
static bool is_and(struct slice value, size_t at)
{
    return value.size - at > 5 && slice_is_blank(value.data[at]) &&
           equal_folded(slice_make(value.data + at + 1, 3), "and") &&
           slice_is_blank(value.data[at + 4]);
}

/* A field for each item of a list; what stands in braces is whole. */
static void add_list(struct reader *reader, struct slice tag, struct slice value, uint64_t line)
{
    if (value.size == 0)
        return;
    bool names = bibtex_separator(tag)[0] == ' ';
    char separator = ',';
    size_t depth = 0, from = 0;
    for (size_t i = 0; i < value.size && !names; i++) {
        depth += value.data[i] == '{';
        depth -= value.data[i] == '}' && depth > 0;
        if (value.data[i] == ';' && depth == 0)
            separator = ';';
    }
    depth = 0;
    for (size_t i = 0; i <= value.size; i++) {
        bool cut = i == value.size;
        if (!cut && value.data[i] == '\\' && i + 1 < value.size) {
            i++;
            continue;
        }
        if (!cut) {
            depth += value.data[i] == '{';
            depth -= value.data[i] == '}' && depth > 0;
            cut = depth == 0 && (names ? is_and(value, i) : value.data[i] == separator);
        }
        if (!cut)
            continue;
        struct slice item = slice_trim(slice_make(value.data + from, i - from));
        if (item.size > 0)
            add_field(reader, tag, item, line);
        from = i + (names ? 4 : 1);
        i += names && i < value.size ? 3 : 0;
    }
}

static void put_string(struct reader *reader, struct slice name, struct slice value)
{
    bool added;
    find_string(reader, name);
    uint32_t number = map_add(&reader->strings, buffer_slice(&reader->lower), &added);
    reader->texts = memory_grow(reader->texts, &reader->capacity, reader->strings.count,
                                sizeof *reader->texts);
    reader->texts[number] = arena_copy(&reader->arena, value);
}

/* What stands where a name or a comma should, up to the end of its line, is kept, too. */
static void take_unknown(struct reader *reader, struct entry *entry, bool is_record)
{
    uint64_t line = line_of(entry, entry->rest.data);
    struct place place = source_place(reader->source, line);
    struct slice rest = entry->rest, text = slice_trim(slice_cut(&rest, '\n'));
    message_error(&place, "expected a field, NAME = VALUE, and a comma: '%.*s'",
                  (int)(text.size < 60 ? text.size : 60), text.data);
    entry->rest = rest.data ? rest : slice_from(entry->rest, entry->rest.size);
    if (is_record)
        add_field(reader, slice_of("@unknown"), text, line);
}

/* The fields of an entry, or of @string. False where the rest of it is lost. */
static bool take_fields(struct reader *reader, struct entry *entry, bool is_record)
{
    for (;;) {
        while (entry->rest.size > 0 &&
               (slice_is_blank(entry->rest.data[0]) || entry->rest.data[0] == ','))
            entry->rest = slice_from(entry->rest, 1);
        if (entry->rest.size == 0)
            return true;
        struct slice before = entry->rest;
        uint64_t line = line_of(entry, before.data);
        struct slice name = take_name(&entry->rest), rest = skip_blanks(entry->rest);
        if (name.size == 0 || rest.size == 0 || rest.data[0] != '=') {
            entry->rest = before;
            take_unknown(reader, entry, is_record);
            continue;
        }
        entry->rest = slice_from(rest, 1);
        struct slice value;
        if (!take_value(reader, entry, &value))
            return false;
        if (!is_record)
            put_string(reader, name, value);
        else if (bibtex_separator(name))
            add_list(reader, name, value, line);
        else
            add_field(reader, name, value, line);
    }
}

/* The key: what stands before the first comma; the first word, if the comma behind it was
 * forgotten; nothing, if that is the name of a field. */
static void take_key(struct reader *reader, struct entry *entry)
{
    struct slice rest = entry->rest, key = slice_trim(slice_cut(&rest, ','));
    if (memchr(key.data, '=', key.size)) {
        struct slice word = skip_blanks(entry->rest), after = word;
        while (after.size > 0 && !slice_is_blank(after.data[0]) && after.data[0] != '=')
            after = slice_from(after, 1);
        key = slice_make(word.data, word.size - after.size);
        rest = after;
        after = skip_blanks(after);
        if (after.size > 0 && after.data[0] == '=')
            return;
    }
    if (key.size > 0) {
        record_add(&reader->record, slice_of("@key"), line_of(entry, key.data));
        record_append(&reader->record, key);
    }
    entry->rest = rest.data ? rest : slice_from(entry->rest, entry->rest.size);
}

static void take_record(struct reader *reader, struct entry *entry, struct slice type)
{
    struct record_sink *sink = reader->sink;
    struct place place = source_place(reader->source, entry->line);
    sink->counts.begun++;
    sink->counts.ended += entry->closed;
    record_begin(&reader->record, entry->line);
    record_add(&reader->record, slice_of("@type"), entry->line);
    record_append(&reader->record, type);
    take_key(reader, entry);
    if (!take_fields(reader, entry, true)) {
        record_reject(sink, entry->line, 0,
                      entry->closed ? "a quotation mark of it is not closed"
                                    : "a brace or quotation mark of it is not closed");
        return;
    }
    if (!entry->closed)
        message_error(&place, "the entry is not closed; its fields are kept");
    record_found(sink, &reader->record);
}

/* The entry whose bytes are these. */
static void take_entry(struct reader *reader, struct slice text, uint64_t line, bool closed)
{
    struct entry entry = {text, {NULL, 0}, line, line, text.data, closed};
    size_t size = 0;
    begins_entry(text, &size);
    struct slice type = slice_trim(slice_make(text.data + 1, size - 2));
    entry.rest = slice_make(text.data + size, text.size - size - closed);
    if (equal_folded(type, "comment") || equal_folded(type, "preamble"))
        return;
    if (equal_folded(type, "string")) {
        struct place place = source_place(reader->source, line);
        if (!take_fields(reader, &entry, false) || !closed)
            message_error(&place, "the string is not closed");
        return;
    }
    take_record(reader, &entry, type);
}

/* Counts a line outside entries. */
static void pass_line(struct reader *reader, struct slice line, uint64_t number)
{
    line = slice_trim(line);
    if (line.size > 0 && line.data[0] != '%' && !slice_is(line, "}") &&
        !(line.data[0] == '@' && line.size > 7 &&
          equal_folded(slice_make(line.data + 1, 7), "comment")))
        record_stray(reader->sink, number, line);
}

/* Where the entry begins that is on this line; the line's size if there is none. */
static size_t find_entry(struct slice line, struct slice window)
{
    size_t size;
    for (size_t i = 0; i < line.size; i++)
        if (line.data[i] == '@' &&
            begins_entry(slice_from(window, (size_t)(line.data - window.data) + i), &size) == FOUND)
            return i;
    return line.size;
}

static bool begins_with_entry(struct slice text)
{
    size_t size;
    return text.data[0] == '@' && begins_entry(text, &size) == FOUND;
}

/* Goes through the window; returns what was used of it, which is all but a piece that needs more. */
static size_t read_window(struct reader *reader, struct search *search)
{
    const struct source *source = reader->source;
    struct slice window = source->window;
    enum { LONG_LINE = 1 << 20 };
    uint64_t line = source->lines + 1;
    size_t at = 0;
    while (at < window.size) {
        struct slice rest = slice_from(window, at);
        if (search->at == 0 && !begins_with_entry(rest)) {
            struct slice after = rest, text = slice_cut(&after, '\n');
            size_t begin = find_entry(text, window);
            bool whole = begin == text.size;
            if (whole && !after.data && !source->last && text.size < LONG_LINE)
                return at;
            pass_line(reader, slice_make(text.data, begin), line);
            at += begin + (whole && after.data);
            line += whole && after.data;
            continue;
        }
        enum found found = find_end(search, rest, source->last);
        if (found == NEEDS_MORE)
            return at;
        take_entry(reader, slice_make(rest.data, search->at), line, found == FOUND);
        line += source_count(slice_make(rest.data, search->at), '\n');
        at += search->at;
        *search = (struct search){0};
    }
    return at;
}

void bibtex_read(struct source *source, struct record_sink *sink)
{
    struct reader reader = {.source = source, .sink = sink};
    struct search search = {0};
    for (;;) {
        bool last = source->last;
        size_t used = read_window(&reader, &search);
        if (last)
            break;
        if (source->window.size - used > source->limit)
            source_too_long(source, source->lines + 1);
        source_advance(source, used);
    }
    record_free(&reader.record);
    map_free(&reader.strings);
    arena_free(&reader.arena);
    free(reader.texts);
    buffer_free(&reader.value);
    buffer_free(&reader.lower);
}

bool bibtex_begins(struct slice beginning)
{
    size_t size;
    for (struct slice rest = beginning; rest.data;) {
        struct slice line = skip_blanks(slice_cut(&rest, '\n'));
        if (line.size == 0 || line.data[0] != '@')
            continue;
        struct slice text = slice_make(line.data,
                                       (size_t)(beginning.data + beginning.size - line.data));
        if (begins_entry(text, &size) == FOUND)
            return true;
    }
    return false;
}
