#include "intake/xml_records.h"

#include <stdlib.h>

#include "base/message.h"
#include "text/utf8.h"

bool xml_records_is_one_of(const char *name, const char *const names[])
{
    for (size_t i = 0; names[i]; i++)
        if (xml_name_is(name, names[i]))
            return true;
    return false;
}

struct slice xml_records_path(const struct xml_records *records)
{
    return buffer_slice(&records->path);
}

void xml_records_qualify(struct xml_records *records, const char *word)
{
    buffer_append_char(&records->path, '[');
    buffer_append_string(&records->path, word);
    buffer_append_char(&records->path, ']');
}

void xml_records_add(struct xml_records *records, struct slice tag, struct slice value)
{
    record_add(&records->record, tag, records->record.line);
    record_append(&records->record, value);
}

static uint64_t line_now(const struct xml_records *records)
{
    return records->lines_before + xml_line(records->xml);
}

static void flush_text(struct xml_records *records)
{
    struct slice text = slice_trim(buffer_slice(&records->text));
    if (text.size > 0)
        xml_records_add(records, xml_records_path(records), text);
    buffer_clear(&records->text);
}

static void begin_record(struct xml_records *records)
{
    records->open = true;
    records->depth = records->in_style = 0;
    buffer_clear(&records->path);
    buffer_clear(&records->text);
    memset(records->own, 0, records->format->own_size);
    records->begun = xml_byte(records->xml);
    records->sink->counts.begun++;
    record_begin(&records->record, line_now(records));
}

static void begin_element(void *context, const char *name, const char **attributes)
{
    struct xml_records *records = context;
    if (!records->open && !xml_records_is_one_of(name, records->format->records))
        return;
    if (records->open &&
        (records->in_style > 0 || xml_records_is_one_of(name, records->format->styles))) {
        records->in_style++;
        return;
    }
    if (!records->open) {
        begin_record(records);
        return;
    }
    flush_text(records);
    if (records->depth == records->capacity)
        records->ends = memory_grow(records->ends, &records->capacity, records->depth + 1,
                                    sizeof *records->ends);
    records->ends[records->depth++] = records->path.size;
    if (records->path.size > 0)
        buffer_append_char(&records->path, '/');
    buffer_append_string(&records->path, name);
    records->format->begin(records, name, attributes);
}

static void end_element(void *context, const char *name)
{
    struct xml_records *records = context;
    if (!records->open)
        return;
    if (records->in_style > 0) {
        records->in_style--;
        return;
    }
    if (records->depth == 0) {
        flush_text(records);
        records->open = false;
        records->strays = records->sink->counts.stray;
        records->sink->counts.ended++;
        record_found(records->sink, &records->record);
        return;
    }
    if (records->format->end(records, name, slice_trim(buffer_slice(&records->text))))
        buffer_clear(&records->text);
    else
        flush_text(records);
    records->path.size = records->ends[--records->depth];
    if (records->record.text.size > records->source->limit)
        source_too_long(records->source, records->record.line);
}

enum { BLOCK = 32 };

/* As slice_is_blank, without branches. */
static bool is_blank(char c)
{
    return ((unsigned char)(c - '\t') <= '\r' - '\t') | (c == ' ');
}

/* Whether a block of text has no white space but single blanks, looking one byte further. Without
 * branches, which compilers make into vector instructions. */
static bool is_plain(const char *text)
{
    unsigned char bad = 0;
    for (size_t i = 0; i < BLOCK; i++)
        bad |= (unsigned char)((unsigned char)(text[i] - '\t') <= '\r' - '\t') |
               (unsigned char)((text[i] == ' ') & (text[i + 1] == ' '));
    return !bad;
}

static void take_stray(struct xml_records *records, struct slice text, uint64_t line)
{
    text = slice_trim(text);
    if (text.size > 0)
        record_stray(records->sink, line, text);
}

static void take_text(void *context, struct slice text)
{
    struct xml_records *records = context;
    struct buffer *to = &records->text;
    if (!records->open) {
        take_stray(records, text, line_now(records));
        return;
    }
    buffer_reserve(to, text.size);
    char *data = to->data;
    size_t size = to->size;
    bool after_blank = size == 0 || data[size - 1] == ' ';
    for (size_t i = 0; i < text.size;) {
        size_t end = text.size - i < BLOCK ? text.size : i + BLOCK;
        if (end < text.size && !(after_blank && is_blank(text.data[i])) &&
            is_plain(text.data + i)) {
            memcpy(data + size, text.data + i, BLOCK);
            size += BLOCK;
            i += BLOCK;
            after_blank = data[size - 1] == ' ';
            continue;
        }
        for (; i < end; i++) {
            bool blank = is_blank(text.data[i]);
            data[size] = blank ? ' ' : text.data[i];
            size += !(blank & after_blank);
            after_blank = blank;
        }
    }
    to->size = size;
    if (size > records->source->limit)
        source_too_long(records->source, records->record.line);
}

static const struct xml_events events = {begin_element, end_element, take_text};

/* How a file is gone through. */
struct passage {
    struct xml_records *records;
    char encoding[32]; /* as declared, or empty */
    bool repairs;      /* bytes that are not allowed are replaced */
    uint64_t repaired, first_repaired;
    bool at_record;   /* the parser stopped at the beginning of a record that it has begun */
    uint64_t restart; /* byte of the file from which the parser was started, UINT64_MAX: from 0 */
    uint64_t before;  /* bytes of the file before the window */
    size_t origin;    /* place in the window of an event of the parser, or of its beginning ... */
    uint64_t stream;  /* ... up to which it had been given so many bytes */
    size_t given;     /* bytes of the window that the parser has, or that are passed over */
    unsigned cuts;    /* how often the file ended within something */
    bool outside;     /* the parser stopped outside of any record ... */
    bool in_tag;      /* ... and what is passed over since ends in a tag */
};

static unsigned char is_control(char c)
{
    return ((unsigned char)c < ' ') & (c != '\n') & (c != '\t') & (c != '\r');
}

static bool is_allowed(const char *block)
{
    unsigned char bad = 0;
    for (size_t i = 0; i < BLOCK; i++)
        bad |= is_control(block[i]);
    return !bad;
}

/* The bytes of the window from `at` on that can be handed to the parser as they are. */
static size_t allowed(struct slice window, size_t at)
{
    struct slice bytes = slice_from(window, at);
    size_t size = utf8_valid_prefix(bytes), i = 0;
    while (size - i >= BLOCK && is_allowed(bytes.data + i))
        i += BLOCK;
    while (i < size && !is_control(bytes.data[i]))
        i++;
    return i;
}

/* What the parser gets for what stands at `at`, which XML does not allow; *size is its length. */
static struct slice repaired(struct slice window, size_t at, size_t *size)
{
    int32_t code_point;
    *size = utf8_decode(slice_from(window, at), &code_point);
    return slice_of(code_point == UTF8_INVALID ? "\xEF\xBF\xBD" : " ");
}

static void feed_repaired(struct passage *passage, struct slice window, size_t at, size_t *size)
{
    const struct source *source = passage->records->source;
    struct slice bytes = repaired(window, at, size);
    if (passage->repaired++ == 0)
        passage->first_repaired = source->lines + source_count(slice_make(window.data, at), '\n') +
                                  1;
    xml_feed(passage->records->xml, bytes);
}

/* Where in the window the parser is: at its last event, or at the
 * problem. */
static size_t parser_at(const struct passage *passage)
{
    struct slice window = passage->records->source->window;
    uint64_t byte = xml_byte(passage->records->xml), stream = passage->stream;
    size_t at = passage->origin, size;
    if (byte <= stream)
        return at;
    if (passage->repaired == 0)
        return at + (size_t)(byte - stream);
    for (; at < window.size; at += size) {
        size_t good = allowed(window, at);
        if (stream + good >= byte || at + good == window.size)
            return at + (byte - stream < good ? (size_t)(byte - stream) : good);
        at += good;
        stream += good + repaired(window, at, &size).size;
        if (stream > byte)
            return at;
    }
    return at;
}

/* Hands over what the parser does not have of the window. */
static void feed_window(struct passage *passage)
{
    struct xml_records *records = passage->records;
    struct slice window = records->source->window;
    size_t at = passage->given, size;
    if (passage->repairs && !records->source->last)
        window.size -= utf8_incomplete_end(window);
    while (at < window.size && !xml_problem(records->xml)) {
        size = passage->repairs ? allowed(window, at) : window.size - at;
        if (!xml_feed(records->xml, slice_make(window.data + at, size)))
            break;
        at += size;
        if (at < window.size) {
            feed_repaired(passage, window, at, &size);
            at += size;
        }
    }
    passage->given = at;
}

/* What is wrong where the parser stopped. A record that is open is lost with it. After a restart
 * the end of the root element, which the parser has not seen begin, is nothing wrong; nor is a
 * second file behind the first. */
static void report(struct passage *passage)
{
    struct xml_records *records = passage->records;
    bool at_end = xml_is_cut(records->xml);
    const char *problem = xml_problem(records->xml);
    uint64_t line = line_now(records);
    struct place place = source_place(records->source, line);
    passage->at_record = records->open && xml_byte(records->xml) == records->begun;
    passage->outside = !records->open;
    if (records->open) {
        record_reject(records->sink, records->record.line, at_end ? 0 : line,
                      at_end ? "the file ends within it; it was cut" : problem);
        records->open = false;
    } else if (at_end && passage->restart == UINT64_MAX) {
        message_error(&place, "the file ends before its last element: it was cut, or is no XML");
    } else if (!at_end && !xml_is_refused(records->xml) &&
               records->sink->counts.stray > records->strays) {
        message_error(&place, "skipped from here to the next record: %s", problem);
    }
    if (xml_is_refused(records->xml))
        message_error(&place, "skipped from here on: %s", problem);
}

static void open_parser(struct passage *passage, uint64_t lines_before)
{
    struct xml_records *records = passage->records;
    records->xml = xml_open(&events, records, XML_TYPE_NAMED,
                            passage->encoding[0] ? passage->encoding : NULL);
    records->lines_before = lines_before;
}

/* Whether a tag of this name begins at the bytes. */
static bool begins_tag(struct slice bytes, const char *name)
{
    size_t size = strlen(name);
    return bytes.size > size + 1 && bytes.data[0] == '<' &&
           memcmp(bytes.data + 1, name, size) == 0 &&
           (slice_is_blank(bytes.data[size + 1]) || bytes.data[size + 1] == '>');
}

static size_t find_tag(struct slice bytes, size_t from, const char *const names[])
{
    while (from < bytes.size) {
        const char *found = memchr(bytes.data + from, '<', bytes.size - from);
        if (!found)
            break;
        from = (size_t)(found - bytes.data);
        for (size_t i = 0; names[i]; i++)
            if (begins_tag(slice_from(bytes, from), names[i]))
                return from;
        from++;
    }
    return bytes.size;
}

/* Whether the parser stopped within a tag. */
static bool is_in_tag(struct slice bytes)
{
    const char *begin = memchr(bytes.data, '<', bytes.size);
    const char *end = memchr(bytes.data, '>', bytes.size);
    return end && (!begin || end < begin);
}

/* Passes over a piece of the file. What stands between its tags belongs to no record, unless it is
 * the rest of one that was left out. */
static void pass_over(struct passage *passage, size_t from, size_t to)
{
    const struct source *source = passage->records->source;
    struct slice rest = slice_make(source->window.data + from, to - from);
    if (!passage->outside || rest.size == 0)
        return;
    uint64_t line = source->lines + source_count(slice_make(source->window.data, from), '\n') + 1;
    for (; rest.data; line++) {
        struct slice text = slice_cut(&rest, '\n');
        while (text.data) {
            struct slice piece = slice_cut(&text, passage->in_tag ? '>' : '<');
            if (!passage->in_tag)
                take_stray(passage->records, piece, line);
            passage->in_tag ^= text.data != NULL;
        }
    }
}

/* Goes to the next record and starts a parser there; false if the file has none. */
static bool restart(struct passage *passage, size_t from)
{
    enum { LONGEST_NAME = 32 };
    struct xml_records *records = passage->records;
    struct source *source = records->source;
    xml_close(records->xml);
    records->xml = NULL;
    if (passage->at_record || passage->before + from == passage->restart)
        from++;
    passage->in_tag = is_in_tag(slice_from(source->window, from));
    for (;;) {
        struct slice window = source->window;
        size_t at = find_tag(window, from, records->format->records);
        if (at < window.size) {
            pass_over(passage, from, at);
            /* The window stays: it moves only when all of it was read, or a file of broken records
             * would cost the square of its size. */
            passage->restart = passage->before + at;
            open_parser(passage, source->lines + source_count(slice_make(window.data, at), '\n'));
            xml_feed(records->xml, slice_of("<r>"));
            passage->stream = xml_fed(records->xml);
            passage->origin = passage->given = at;
            return true;
        }
        if (source->last) {
            pass_over(passage, from, window.size);
            return false;
        }
        size_t left = window.size - from, keep = LONGEST_NAME < left ? LONGEST_NAME : left;
        pass_over(passage, from, window.size - keep);
        passage->before += window.size - keep;
        source_advance(source, window.size - keep);
        from = 0;
    }
}

/* The encoding that the file declares; a file that says in ASCII that it is UTF-16 is not. */
static void read_declaration(struct passage *passage)
{
    enum { ENOUGH = 256 };
    struct source *source = passage->records->source;
    while (!source->last && source->window.size < ENOUGH)
        source_advance(source, 0);
    /* Not more than is always there, or it would matter in what pieces a file arrives. */
    struct slice rest = source->window, name = {NULL, 0};
    rest.size = rest.size < ENOUGH ? rest.size : ENOUGH;
    struct slice line = slice_cut(&rest, '>');
    passage->repairs = true;
    if (source->charset) {
        memcpy(passage->encoding, "UTF-8", sizeof "UTF-8");
        return;
    }
    if (!rest.data || !slice_starts(line, "<?xml"))
        return;
    for (struct slice pieces = line; pieces.data && !name.data;)
        if (slice_ends(slice_trim(slice_cut(&pieces, '=')), "encoding"))
            name = pieces;
    name = slice_trim(name);
    if (!name.data || name.size < 2 || (name.data[0] != '"' && name.data[0] != '\''))
        return;
    char quote = name.data[0];
    rest = slice_from(name, 1);
    name = slice_cut(&rest, quote);
    if (!rest.data || name.size >= sizeof passage->encoding || slice_starts(name, "UTF-16") ||
        slice_starts(name, "utf-16"))
        return;
    memcpy(passage->encoding, name.data, name.size);
    passage->encoding[name.size] = '\0';
    passage->repairs = slice_is(name, "UTF-8") || slice_is(name, "utf-8");
}

static void read_file(struct passage *passage)
{
    struct xml_records *records = passage->records;
    struct source *source = records->source;
    read_declaration(passage);
    open_parser(passage, 0);
    if (!records->xml) {
        struct place place = source_place(source, 0);
        message_error(&place, "built without expat, which reads XML (Debian: libexpat1-dev)");
        return;
    }
    /* What is cut may be a comment that was never closed, with records in it; but not for ever. */
    enum { MOST_CUTS = 100 };
    for (;;) {
        feed_window(passage);
        bool at_end = !xml_problem(records->xml) && source->last;
        if (at_end)
            xml_finish(records->xml);
        passage->cuts += at_end && xml_problem(records->xml);
        if (xml_problem(records->xml)) {
            report(passage);
            if (xml_is_refused(records->xml) || passage->cuts > MOST_CUTS ||
                !restart(passage, parser_at(passage)))
                return;
        } else if (at_end) {
            return;
        } else {
            size_t used = parser_at(passage);
            passage->before += used;
            passage->given -= used;
            if (used > passage->origin)
                passage->stream = xml_byte(records->xml);
            passage->origin = 0;
            source_advance(source, used);
        }
    }
}

void xml_records_read(const struct xml_records_format *format, struct source *source,
                      struct record_sink *sink)
{
    struct xml_records records = {.format = format, .source = source, .sink = sink};
    struct passage passage = {.records = &records, .restart = UINT64_MAX};
    records.own = memory_zeroed(1, format->own_size + 1);
    read_file(&passage);
    if (passage.repaired > 0)
        message_note(&(struct place){sink->file, passage.first_repaired, 0},
                     "replaced what XML does not allow, %llu times in this file, the first here",
                     U64(passage.repaired));
    xml_close(records.xml);
    record_free(&records.record);
    buffer_free(&records.path);
    buffer_free(&records.text);
    free(records.ends);
    free(records.own);
}

bool xml_records_begin(struct slice beginning, const char *const names[])
{
    return slice_starts(slice_trim(beginning), "<") &&
           find_tag(beginning, 0, names) < beginning.size;
}
