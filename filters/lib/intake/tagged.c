#include "intake/tagged.h"

#include "base/message.h"

/* How a dialect looks. A tag is `lead` (if any) and capital letters or digits, the first of them a
 * letter; then, with a `dash`, blanks up to that column and a hyphen; without, a blank or the end
 * of the line. Lists of tags are words between blanks. */
struct dialect {
    char lead;
    unsigned shortest, longest, dash;
    const char *begin, *end; /* tags */
    const char *file;        /* tags of the file, not of a record */
    const char *items;       /* fields whose continuation lines are values of their own */
    const char *loose;       /* tags that are known even with other blanks around the hyphen */
    bool blank_ends;         /* a blank line ends a record */
    bool indented;           /* continuation lines begin with a blank */
    bool numbered;           /* `<1>` begins a record */
    bool named;              /* a line of words that is not indented is a tag, if hyphens are not */
};

static const struct dialect dialects[TAGGED_FORMATS] = {
    [TAGGED_RIS] =
        {.shortest = 2,
         .longest = 2,
         .dash = 4,
         .begin = "TY",
         .end = "ER",
         .items = " KW ",
         .loose = " A1 A2 A3 A4 AB AD AN AU AV BT C1 C2 C3 C4 C5 C6 C7 C8 CA CN CP CT CY DA DB DI "
                  "DO DP ED EP ER ET ID IS J1 J2 JA JF JO KW L1 L2 L3 L4 LA LB LK M1 M2 M3 N1 N2 "
                  "NV OP PB PM PMID PP PY RI RN RP SE SN SP ST SV T1 T2 T3 TA TI TT TY U1 U2 U3 U4 "
                  "U5 UR UT VL VO Y1 Y2 YR "},
    [TAGGED_MEDLINE] =
        {.shortest = 2,
         .longest = 4,
         .dash = 4,
         .begin = "PMID",
         .loose =
             " AB AD AID AU BTI CIN CN CON CTI DEP DP FAU FED IP IS JID JT LA LID MH OT OWN PG "
             "PL PMC PMCR PMID PST PT SB SO STAT TA TI TT VI ",
         .blank_ends = true,
         .indented = true},
    [TAGGED_OVID] = {.shortest = 2,
                     .longest = 2,
                     .dash = 4,
                     .begin = "<>",
                     .indented = true,
                     .numbered = true,
                     .named = true},
    [TAGGED_REFER] = {.lead = '%',
                      .shortest = 1,
                      .longest = 1,
                      .begin = "%0",
                      .items = " %K ",
                      .blank_ends = true},
    [TAGGED_REFWORKS] = {.shortest = 2, .longest = 2, .begin = "RT"},
    [TAGGED_WOS] = {.shortest = 2,
                    .longest = 2,
                    .begin = "PT",
                    .end = "ER",
                    .file = " FN VR EF ",
                    .items = " AU AF BA BF BE CA CR C1 EM GP ",
                    .indented = true},
};

struct reader {
    const struct dialect *dialect;
    struct source *source;
    struct record_sink *sink;
    struct record record;
    uint64_t line; /* being taken */
    bool open;     /* a record is */
    bool marked;   /* its start tag was there */
    bool closing;  /* an end tag with a text was there: it is over, unless more fields come */
    bool blank;    /* the line before was blank */
    bool hyphens;  /* the present record has tags with hyphens */
    bool is_items; /* continuation lines of the present field are values */
    struct buffer tag;
    struct buffer pending; /* lines that came after a blank one, each with its end */
    uint64_t pending_line; /* the first of them */
};

/* Lines. */

static bool is_listed(const char *list, struct slice tag)
{
    for (const char *at = list; at && tag.size > 0 && (at = strstr(at, " ")); at++)
        if (strncmp(at + 1, tag.data, tag.size) == 0 && at[1 + tag.size] == ' ')
            return true;
    return false;
}

/* The letters and digits at the beginning. */
static size_t tag_size(const struct dialect *dialect, struct slice line)
{
    if (dialect->lead)
        return line.size > 1 && line.data[0] == dialect->lead && (unsigned char)line.data[1] > ' '
                   ? 2
                   : 0;
    size_t size = 0;
    while (size < line.size && size <= dialect->longest &&
           (slice_is_upper(line.data[size]) || (size > 0 && slice_is_digit(line.data[size]))))
        size++;
    return size >= dialect->shortest && size <= dialect->longest ? size : 0;
}

static size_t blanks(struct slice line, size_t from)
{
    size_t end = from;
    while (end < line.size && (line.data[end] == ' ' || line.data[end] == '\t'))
        end++;
    return end - from;
}

/* A line that looks like a tag, whose blanks are not where they belong. *is_apart: a blank or nothing
 * is behind the hyphen. */
static bool match_blanks(struct slice line, struct slice *tag, struct slice *value, bool *is_apart)
{
    enum { LONGEST = 4 };
    size_t size = 0;
    while (size < line.size && size <= LONGEST &&
           (slice_is_upper(line.data[size]) || slice_is_digit(line.data[size])))
        size++;
    size_t dash = size + blanks(line, size);
    if (size < 2 || size > LONGEST || dash == line.size || line.data[dash] != '-')
        return false;
    *tag = slice_make(line.data, size);
    *value = slice_trim(slice_from(line, dash + 1));
    *is_apart = dash + 1 == line.size || slice_is_blank(line.data[dash + 1]);
    return true;
}

/* A known tag whose blanks are not where they belong. */
static bool match_loose(const struct dialect *dialect, struct slice line, struct slice *tag,
                        struct slice *value)
{
    bool is_apart;
    if (!dialect->loose)
        return false;
    line = slice_from(line, blanks(line, 0));
    return match_blanks(line, tag, value, &is_apart) && is_listed(dialect->loose, *tag) &&
           (dialect->indented || (line.data[tag->size] != '-' && is_apart));
}

/* Within a record whose texts go on indented, a tag that is not known, too. */
static bool match_unknown(const struct dialect *dialect, struct slice line, struct slice *tag,
                          struct slice *value)
{
    bool is_apart;
    return dialect->loose && dialect->indented && slice_is_upper(line.data[0]) &&
           match_blanks(line, tag, value, &is_apart) && is_apart;
}

/* `<12>`, `<12. >` */
static bool match_number(struct slice line, struct slice *tag, struct slice *value)
{
    line = slice_trim(line);
    *tag = slice_of("<>");
    *value = slice_of("");
    if (!slice_starts(line, "<") || !slice_ends(line, ">") || line.size < strlen("<1>"))
        return false;
    struct slice number = slice_trim(slice_make(line.data + 1, line.size - 2));
    if (slice_ends(number, "."))
        number.size--;
    bool is_number = number.size > 0;
    for (size_t i = 0; is_number && i < number.size; i++)
        is_number = slice_is_digit(number.data[i]);
    return is_number;
}

/* `Unique Identifier` */
static bool match_name(struct slice line, struct slice *tag, struct slice *value)
{
    enum { LONGEST = 60 };
    *tag = slice_trim(line);
    *value = slice_of("");
    if (line.size == 0 || !slice_is_upper(line.data[0]) || tag->size > LONGEST)
        return false;
    for (size_t i = 0; i < tag->size; i++)
        if (!slice_is_upper((char)(tag->data[i] & ~0x20)) && !strchr(" /&()-", tag->data[i]))
            return false;
    return true;
}

static bool match(const struct dialect *dialect, struct slice line, struct slice *tag,
                  struct slice *value)
{
    if (dialect->numbered && match_number(line, tag, value))
        return true;
    size_t size = tag_size(dialect, line), dash = dialect->dash;
    bool is_tag = size > 0 && (dash > 0 ? dash < line.size && line.data[dash] == '-' &&
                                              size + blanks(line, size) == dash
                                        : size == line.size || slice_is_blank(line.data[size]));
    if (!is_tag)
        return match_loose(dialect, line, tag, value);
    *tag = slice_make(line.data, size);
    *value = slice_trim(slice_from(line, dash > 0 ? dash + 1 : size));
    return true;
}

/* Records. */

static struct place place_of(const struct reader *reader, uint64_t line)
{
    return (struct place){reader->sink->file, line, 0};
}

/* A return in the middle of a text is a blank. */
static void append_text(struct reader *reader, struct slice text)
{
    while (text.data) {
        record_append(&reader->record, slice_cut(&text, '\r'));
        if (text.data)
            record_append(&reader->record, slice_of(" "));
    }
}

static void add_field(struct reader *reader, struct slice tag, struct slice value, uint64_t line)
{
    record_add(&reader->record, tag, line);
    append_text(reader, value);
}

/* `between` stands before the text, if there is one before it. */
static void continue_field(struct reader *reader, struct slice text, const char *between,
                           uint64_t line)
{
    const struct record *record = &reader->record;
    bool has_value = record->fields[record->count - 1].value_size > 0;
    if (has_value && reader->is_items) {
        buffer_clear(&reader->tag);
        buffer_append_slice(&reader->tag, record_tag(record, record->count - 1));
        add_field(reader, buffer_slice(&reader->tag), text, line);
        return;
    }
    if (has_value)
        record_append(&reader->record, slice_of(between));
    append_text(reader, text);
}

/* Decides what the lines after a blank one are: a paragraph of the present field, or nothing. */
static void settle(struct reader *reader, bool is_ours)
{
    uint64_t line = reader->pending_line;
    for (struct slice rest = buffer_slice(&reader->pending); rest.size > 0; line++) {
        struct slice text = slice_cut(&rest, '\n');
        if (text.size > 0 && is_ours)
            continue_field(reader, text, line == reader->pending_line ? "\n" : " ", line);
        else if (text.size > 0)
            record_stray(reader->sink, line, text);
    }
    buffer_clear(&reader->pending);
}

static void open_record(struct reader *reader)
{
    record_begin(&reader->record, reader->line);
    reader->open = true;
    reader->marked = reader->closing = false;
    reader->sink->counts.begun += reader->dialect->blank_ends;
}

static void close_record(struct reader *reader)
{
    const struct dialect *dialect = reader->dialect;
    struct place place = place_of(reader, reader->record.line);
    reader->open = false;
    reader->sink->counts.ended += !dialect->end;
    if (reader->marked || dialect->blank_ends)
        return;
    reader->sink->counts.unbegun++;
    message_note(&place, "record without a start tag: '%s'", dialect->begin);
}

/* Hands the record over; `is_whole` says that it ended as it should. */
static void finish(struct reader *reader, bool is_whole)
{
    struct place place = place_of(reader, reader->record.line);
    if (!is_whole)
        message_note(&place, "record without an end tag: '%s'", reader->dialect->end);
    close_record(reader);
    record_found(reader->sink, &reader->record);
}

static bool has_content(const struct reader *reader)
{
    for (size_t i = 0; i < reader->record.count; i++)
        if (!slice_is(record_tag(&reader->record, i), reader->dialect->begin) &&
            slice_trim(record_value(&reader->record, i)).size > 0)
            return true;
    return false;
}

static void end_file(struct reader *reader)
{
    if (!reader->open)
        return;
    settle(reader, true);
    if (!reader->dialect->end || reader->closing) {
        finish(reader, true);
        return;
    }
    struct place place = place_of(reader, reader->record.line);
    close_record(reader);
    if (!has_content(reader)) {
        record_reject(reader->sink, place.line, 0, "the file ends before its first field");
        return;
    }
    message_error(&place,
                  "the file ends in this record, without its end tag; it may be cut off: "
                  "'%s'",
                  reader->dialect->end);
    record_found(reader->sink, &reader->record);
}

static void take_end(struct reader *reader, struct slice tag, struct slice value)
{
    struct place place = place_of(reader, reader->line);
    reader->sink->counts.ended++;
    settle(reader, true);
    if (!reader->open) {
        message_note(&place, "end tag without a record: '%.*s'", SLICE(tag));
    } else if (value.size > 0) {
        reader->closing = true;
        add_field(reader, tag, value, reader->line);
    } else {
        finish(reader, true);
    }
}

static void take_tag(struct reader *reader, struct slice tag, struct slice value)
{
    const struct dialect *dialect = reader->dialect;
    bool begins = slice_is(tag, dialect->begin), is_of_file = is_listed(dialect->file, tag);
    bool is_next = reader->open && ((begins && (reader->marked || reader->closing)) || is_of_file ||
                                    (dialect->blank_ends && reader->blank));
    if (dialect->end && slice_is(tag, dialect->end)) {
        take_end(reader, tag, value);
        return;
    }
    settle(reader, !is_next);
    if (is_next)
        finish(reader, reader->closing || !dialect->end);
    if (is_of_file)
        return;
    if (!reader->open)
        open_record(reader);
    if (begins) {
        reader->marked = true;
        reader->sink->counts.begun += !dialect->blank_ends;
    }
    add_field(reader, tag, value, reader->line);
    reader->is_items = is_listed(dialect->items, tag);
}

static void take_text(struct reader *reader, struct slice line)
{
    bool is_indented = slice_is_blank(line.data[0]), is_apart = reader->blank;
    struct slice text = slice_trim(line);
    if (reader->open && is_apart && reader->dialect->blank_ends && reader->dialect->indented &&
        !is_indented) {
        settle(reader, true);
        finish(reader, true);
    }
    if (!reader->open) {
        record_stray(reader->sink, reader->line, text);
    } else if (is_apart || reader->pending.size > 0) {
        if (reader->pending.size == 0)
            reader->pending_line = reader->line;
        buffer_append_slice(&reader->pending, text);
        buffer_append_char(&reader->pending, '\n');
    } else {
        continue_field(reader, text, " ", reader->line);
    }
}

static bool match_line(struct reader *reader, struct slice line, struct slice *tag,
                       struct slice *value)
{
    const struct dialect *dialect = reader->dialect;
    if (!match(dialect, line, tag, value))
        return (reader->open && match_unknown(dialect, line, tag, value)) ||
               (dialect->named && !reader->hyphens && match_name(line, tag, value));
    reader->hyphens = dialect->dash > 0 && !slice_is(*tag, dialect->begin);
    return true;
}

static void take_line(struct reader *reader, struct slice line)
{
    struct slice tag, value;
    if (slice_starts(line, "\xEF\xBB\xBF"))
        line = slice_from(line, strlen("\xEF\xBB\xBF"));
    if (slice_trim(line).size == 0) {
        /* Keeps the lines that are pending in step with the file. */
        if (reader->pending.size > 0)
            buffer_append_char(&reader->pending, '\n');
        reader->blank = true;
        return;
    }
    if (match_line(reader, line, &tag, &value))
        take_tag(reader, tag, value);
    else
        take_text(reader, line);
    reader->blank = false;
}

/* A record may have any number of lines, so they do not bound it. */
static void check_size(const struct reader *reader)
{
    struct place place = place_of(reader, reader->record.line);
    if (reader->open && reader->record.text.size + reader->pending.size > reader->source->limit)
        message_fatal(&place, "record longer than the limit of %llu bytes (--max-record)",
                      U64(reader->source->limit));
}

/* Returns by themselves end a line only before a tag. */
static void take_pieces(struct reader *reader, struct slice line)
{
    struct slice tag, value, rest = line;
    while (rest.data) {
        slice_cut(&rest, '\r');
        if (rest.data && match(reader->dialect, rest, &tag, &value)) {
            take_line(reader, slice_make(line.data, (size_t)(rest.data - line.data) - 1));
            line = rest;
        }
    }
    take_line(reader, line);
}

void tagged_read(struct source *source, enum tagged_format format, struct record_sink *sink)
{
    struct reader reader = {.dialect = &dialects[format], .source = source, .sink = sink};
    struct slice line;
    while (source_line(source, &line)) {
        reader.line = source->lines;
        if (line.size > 0 && memchr(line.data, '\r', line.size))
            take_pieces(&reader, line);
        else
            take_line(&reader, line);
        check_size(&reader);
    }
    end_file(&reader);
    record_free(&reader.record);
    buffer_free(&reader.tag);
    buffer_free(&reader.pending);
}

/* Telling formats. */

/* Formats without a hyphen must not take `PT  - x` for theirs, nor the header of a table whose
 * columns have the names of their tags. */
static bool probe(enum tagged_format format, struct slice line, struct slice *tag)
{
    struct slice value;
    const struct dialect *dialect = &dialects[format];
    return match(dialect, line, tag, &value) &&
           (dialect->dash > 0 || dialect->lead || value.size == 0 ||
            (value.data[0] != '-' && line.data[tag->size] != '\t'));
}

bool tagged_begins(struct slice beginning, enum tagged_format *format)
{
    enum { ENOUGH = 300 };
    size_t lines = 0, votes[TAGGED_FORMATS] = {0};
    for (struct slice rest = beginning; rest.data && lines < ENOUGH;) {
        struct slice line = slice_cut(&rest, '\n'), tag;
        while (line.size > 0 && line.data[line.size - 1] == '\r')
            line.size--;
        if (slice_starts(line, "\xEF\xBB\xBF"))
            line = slice_from(line, strlen("\xEF\xBB\xBF"));
        for (int i = 0; line.size > 0 && i < TAGGED_FORMATS; i++) {
            const struct dialect *dialect = &dialects[i];
            if (!probe((enum tagged_format)i, line, &tag))
                continue;
            *format = (enum tagged_format)i;
            if (slice_is(tag, dialect->begin) || is_listed(dialect->file, tag))
                return true;
            /* Without a start tag: only tags that are like nothing else, or stand first. */
            votes[i] += is_listed(dialect->loose, tag) || (dialect->lead && lines == 0);
        }
        lines += line.size > 0;
    }
    *format = votes[TAGGED_MEDLINE] > votes[TAGGED_RIS] ? TAGGED_MEDLINE : TAGGED_RIS;
    if (votes[TAGGED_REFER] > 0)
        *format = TAGGED_REFER;
    return votes[*format] > 0;
}
