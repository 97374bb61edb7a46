#include "intake/office.h"

#include "base/message.h"
#include "container/zip.h"

#if defined(HAVE_EXPAT) && defined(HAVE_LIBARCHIVE)

#include <stdio.h>

#include "base/buffer.h"
#include "base/map.h"
#include "container/xml.h"

struct reader {
    const char *file;
    passage_found *found;
    void *context;
    struct xml *xml;
    const char *problem; /* why the file is refused; the first that was found */

    unsigned skip; /* depth of the element whose content is left out, 0 for none */

    unsigned paragraph_depth; /* paragraphs that are open: text boxes hold some in one */
    uint64_t paragraph;       /* number of the one that was begun last */
    unsigned heading;
    bool continues; /* part of the paragraph has been handed over */
    uint64_t rows;  /* of all tables so far */
    unsigned cell;  /* in its row, from 1; 0 outside of tables */
    bool in_properties,
        joins; /* the end of the paragraph is deleted: the next one goes on with it */
    bool in_text;
    struct buffer text;

    uint64_t comments; /* that were left out */
    bool in_note;
    struct passages notes; /* all of them, until the document ends */
    struct buffer outer;   /* of the paragraph that a note of ODT stands in: its text ... */
    unsigned outer_heading;
    bool outer_continues;

    struct map styles;    /* ids of styles that are headings ... */
    unsigned levels[256]; /* ... and their levels, by number */
    struct buffer style;  /* id of the one that is being read */
    unsigned style_level;
};

static void refuse(struct reader *reader, const char *problem)
{
    if (!reader->problem)
        reader->problem = problem;
}

static bool is(const char *name, const char *other)
{
    return strcmp(name, other) == 0;
}

static bool is_one_of(const char *name, const char *const names[])
{
    for (size_t i = 0; names[i]; i++)
        if (is(name, names[i]))
            return true;
    return false;
}

static void end_line(struct reader *reader)
{
    struct passage passage = {.text = slice_trim(buffer_slice(&reader->text)),
                              .start = PASSAGE_NO_TIME,
                              .end = PASSAGE_NO_TIME,
                              .line = reader->paragraph,
                              .heading = reader->heading,
                              .continues = reader->continues && reader->heading == 0,
                              .row = reader->cell > 0 ? reader->rows : 0,
                              .cell = reader->cell,
                              .note = reader->in_note};
    if (passage.text.size > 0) {
        if (reader->in_note)
            passages_add(&reader->notes, &passage);
        else
            reader->found(reader->context, &passage);
        reader->continues = true;
    }
    buffer_clear(&reader->text);
}

static void begin_paragraph(struct reader *reader, unsigned heading)
{
    if (!reader->joins) {
        end_line(reader);
        reader->paragraph++;
        reader->continues = false;
    }
    reader->joins = false;
    reader->paragraph_depth++;
    reader->heading = heading;
}

static void end_paragraph(struct reader *reader)
{
    if (reader->paragraph_depth > 0)
        reader->paragraph_depth--;
    if (reader->joins)
        return;
    end_line(reader);
    reader->heading = 0;
    reader->continues = false;
}

static void append(struct reader *reader, const char *text)
{
    if (reader->paragraph_depth > 0)
        buffer_append_string(&reader->text, text);
}

/* 1 to 9, 0 for anything else. */
static unsigned level_of(const char *digits)
{
    return digits && digits[0] >= '1' && digits[0] <= '9' && digits[1] == '\0'
               ? (unsigned)(digits[0] - '0')
               : 0;
}

static unsigned style_level(const struct reader *reader, const char *id)
{
    uint32_t number = id ? map_find(&reader->styles, slice_of(id)) : MAP_NONE;
    return number == MAP_NONE ? 0 : reader->levels[number];
}

/* word/styles.xml: ids differ with the language of Word, names of headings do not. */
static void begin_style(struct reader *reader, const char *name, const char **attributes)
{
    const char *value = xml_attribute(attributes, "val");
    if (is(name, "style")) {
        const char *id = xml_attribute(attributes, "styleId");
        buffer_clear(&reader->style);
        buffer_append_string(&reader->style, id ? id : "");
        reader->style_level = 0;
    } else if (is(name, "name") && value) {
        struct slice title = slice_of(value);
        if (slice_starts(title, "heading ") || slice_starts(title, "Heading "))
            reader->style_level = level_of(value + strlen("heading "));
        else if (is(value, "Title") || is(value, "title"))
            reader->style_level = 1;
    } else if (is(name, "outlineLvl") && reader->style_level == 0 && value && value[0] >= '0' &&
               value[0] <= '8' && value[1] == '\0') {
        reader->style_level = (unsigned)(value[0] - '0') + 1;
    }
}

static void end_style(struct reader *reader, const char *name)
{
    if (!is(name, "style") || reader->style.size == 0 || reader->style_level == 0)
        return;
    if (reader->styles.count < sizeof reader->levels / sizeof *reader->levels)
        reader->levels[map_add(&reader->styles, buffer_slice(&reader->style), NULL)] =
            reader->style_level;
}

/* What holds no text of the document as it reads when all changes are accepted. mc:Fallback says
 * again what mc:Choice said. */
static bool docx_is_left_out(const char *name, const char **attributes)
{
    static const char *const names[] = {"del",       "moveFrom",  "delText",
                                        "instrText", "Fallback",  "annotationRef",
                                        "rPrChange", "pPrChange", NULL};
    const char *type = xml_attribute(attributes, "type");
    /* The lines that part notes from the text are notes, too. */
    bool separator = (is(name, "footnote") || is(name, "endnote")) && type && !is(type, "normal");
    return separator || is_one_of(name, names);
}

/* A paragraph does not go on in another cell or note. */
static void stop_joining(struct reader *reader, const char *name)
{
    static const char *const borders[] = {"tbl", "tc", "footnote", "endnote", NULL};
    if (!reader->joins || !is_one_of(name, borders))
        return;
    reader->joins = false;
    end_line(reader);
}

static void count_cell(struct reader *reader, const char *name, const char *row, const char *cell)
{
    if (is(name, row)) {
        reader->rows++;
        reader->cell = 0;
    } else if (is(name, cell)) {
        reader->cell++;
    }
}

static void begin_docx(struct reader *reader, const char *name, const char **attributes)
{
    const char *value = xml_attribute(attributes, "val");
    if (reader->in_properties && (is(name, "del") || is(name, "moveFrom")))
        reader->joins = true;
    stop_joining(reader, name);
    count_cell(reader, name, "tr", "tc");
    if (docx_is_left_out(name, attributes))
        reader->skip = xml_depth(reader->xml);
    else if (is(name, "p"))
        begin_paragraph(reader, 0);
    else if (is(name, "pPr"))
        reader->in_properties = true;
    else if (is(name, "pStyle"))
        reader->heading = style_level(reader, value);
    else if (is(name, "outlineLvl") && value && value[0] >= '0' && value[0] <= '8')
        reader->heading = (unsigned)(value[0] - '0') + 1;
    else if (is(name, "t"))
        reader->in_text = true;
    else if (is(name, "tab") && !reader->in_text)
        append(reader, xml_attribute(attributes, "pos") ? "" : "\t");
    else if (is(name, "noBreakHyphen"))
        append(reader, "-");
    else if ((is(name, "br") || is(name, "cr")) && reader->paragraph_depth > 0)
        end_line(reader);
}

static void end_docx(struct reader *reader, const char *name)
{
    stop_joining(reader, name);
    if (is(name, "p"))
        end_paragraph(reader);
    else if (is(name, "tbl"))
        reader->cell = 0;
    else if (is(name, "pPr"))
        reader->in_properties = false;
    else if (is(name, "t"))
        reader->in_text = false;
}

static void exchange_paragraph(struct reader *reader)
{
    struct buffer text = reader->text;
    unsigned heading = reader->heading;
    bool continues = reader->continues;
    reader->text = reader->outer;
    reader->heading = reader->outer_heading;
    reader->continues = reader->outer_continues;
    reader->outer = text;
    reader->outer_heading = heading;
    reader->outer_continues = continues;
}

/* A note stands in the middle of a sentence, which goes on behind it. */
static void begin_odt_note(struct reader *reader)
{
    exchange_paragraph(reader);
    reader->heading = 0;
    reader->continues = false;
    reader->in_note = true;
}

static void end_odt_note(struct reader *reader)
{
    end_line(reader);
    reader->in_note = false;
    exchange_paragraph(reader);
}

static void begin_odt(struct reader *reader, const char *name, const char **attributes)
{
    static const char *const left_out[] = {
        "tracked-changes", "annotation", "note-citation", "forms", "table-of-content-source", NULL};
    const char *count = xml_attribute(attributes, "c");
    reader->comments += is(name, "annotation");
    count_cell(reader, name, "table-row", "table-cell");
    if (is_one_of(name, left_out)) {
        reader->skip = xml_depth(reader->xml);
    } else if (is(name, "note-body") && !reader->in_note) {
        begin_odt_note(reader);
    } else if (is(name, "p") || is(name, "h")) {
        unsigned level = level_of(xml_attribute(attributes, "outline-level"));
        begin_paragraph(reader, is(name, "p") ? 0 : level > 0 ? level : 1);
        reader->paragraph -= reader->in_note;
        reader->in_text = true;
    } else if (is(name, "tab")) {
        append(reader, "\t");
    } else if (is(name, "s")) {
        /* Two digits of blanks are enough for any indent. */
        int blanks = count && count[0] >= '1' && count[0] <= '9' ? count[0] - '0' : 1;
        while (blanks-- > 0)
            append(reader, " ");
    } else if (is(name, "line-break") && reader->paragraph_depth > 0) {
        end_line(reader);
    }
}

static void end_odt(struct reader *reader, const char *name)
{
    if (is(name, "p") || is(name, "h"))
        end_paragraph(reader);
    else if (is(name, "table"))
        reader->cell = 0;
    else if (is(name, "note-body") && reader->in_note)
        end_odt_note(reader);
    reader->in_text = reader->paragraph_depth > 0;
}

/* word/comments.xml */
static void begin_comment(struct reader *reader, const char *name, const char **attributes)
{
    (void)attributes;
    reader->comments += is(name, "comment");
}

static void end_comment(struct reader *reader, const char *name)
{
    (void)reader;
    (void)name;
}

/* Which elements mean what. */
struct dialect {
    void (*begin)(struct reader *reader, const char *name, const char **attributes);
    void (*end)(struct reader *reader, const char *name);
};

static const struct dialect docx = {begin_docx, end_docx};
static const struct dialect docx_styles = {begin_style, end_style};
static const struct dialect docx_comments = {begin_comment, end_comment};
static const struct dialect odt = {begin_odt, end_odt};

struct context {
    struct reader *reader;
    const struct dialect *dialect;
};

static void begin_element(void *data, const char *name, const char **attributes)
{
    const struct context *context = data;
    if (context->reader->skip == 0)
        context->dialect->begin(context->reader, name, attributes);
}

static void end_element(void *data, const char *name)
{
    const struct context *context = data;
    struct reader *reader = context->reader;
    if (reader->skip == 0)
        context->dialect->end(reader, name);
    else if (reader->skip == xml_depth(reader->xml))
        reader->skip = 0;
}

/* Line breaks of the file are white space in ODT, and nothing but layout between elements. */
static void take_text(void *data, struct slice text)
{
    struct reader *reader = ((const struct context *)data)->reader;
    if (reader->skip > 0 || !reader->in_text || reader->paragraph_depth == 0)
        return;
    for (size_t i = 0; i < text.size; i++)
        buffer_append_char(&reader->text, text.data[i] == '\n' ? ' ' : text.data[i]);
}

static const struct xml_events events = {begin_element, end_element, take_text};

/* Streams the entry that the zip file stands at into the parser. */
static void parse_entry(struct reader *reader, struct zip_reader *zip,
                        const struct dialect *dialect)
{
    struct context context = {reader, dialect};
    struct slice block;
    reader->skip = reader->paragraph_depth = reader->cell = 0;
    reader->in_text = reader->in_properties = reader->joins = false;
    reader->xml = xml_open(&events, &context, XML_TYPE_REFUSED, NULL);
    while (!reader->problem && zip_read(zip, &block))
        if (!xml_feed(reader->xml, block))
            refuse(reader, xml_problem(reader->xml));
    if (zip_problem(zip))
        refuse(reader, zip_problem(zip));
    else if (!reader->problem && !xml_finish(reader->xml))
        refuse(reader, xml_problem(reader->xml));
    end_line(reader);
    xml_close(reader->xml);
    reader->xml = NULL;
}

/* Parses the one entry of this name; false if there is none. */
static bool parse_named(struct reader *reader, struct slice bytes, const char *name,
                        const struct dialect *dialect)
{
    struct zip_reader *zip = zip_open(bytes);
    const char *path;
    unsigned count = 0;
    while (!reader->problem && (path = zip_next(zip))) {
        if (!is(path, name))
            continue;
        if (++count > 1)
            refuse(reader, "two documents in one file");
        else
            parse_entry(reader, zip, dialect);
    }
    if (zip_problem(zip))
        refuse(reader, zip_problem(zip));
    zip_close(zip);
    return count > 0;
}

bool office_read(struct slice bytes, const char *file, enum office_format format,
                 passage_found *found, void *context)
{
    struct reader reader = {.file = file, .found = found, .context = context};
    const char *name = format == OFFICE_DOCX ? "word/document.xml" : "content.xml";
    struct place place = {file, 0, 0};
    if (format == OFFICE_DOCX)
        parse_named(&reader, bytes, "word/styles.xml", &docx_styles);
    bool good = parse_named(&reader, bytes, name, format == OFFICE_DOCX ? &docx : &odt);
    if (!good && !reader.problem)
        message_error(&place, "no %s in it, skipped", name);
    if (good && !reader.problem && format == OFFICE_DOCX) {
        reader.in_note = true;
        parse_named(&reader, bytes, "word/footnotes.xml", &docx);
        parse_named(&reader, bytes, "word/endnotes.xml", &docx);
        parse_named(&reader, bytes, "word/comments.xml", &docx_comments);
    }
    for (size_t i = 0; i < reader.notes.count && !reader.problem; i++)
        found(context, &reader.notes.items[i]);
    if (!reader.problem && reader.comments > 0)
        message_note(&place, "comments, skipped: %llu", U64(reader.comments));
    if (reader.problem)
        message_error(&place, "cannot be read as %s, skipped: %s",
                      format == OFFICE_DOCX ? "DOCX" : "ODT", reader.problem);
    map_free(&reader.styles);
    buffer_free(&reader.style);
    buffer_free(&reader.text);
    buffer_free(&reader.outer);
    passages_free(&reader.notes);
    return good && !reader.problem;
}

const char *office_libraries(void)
{
    static char version[96];
    snprintf(version, sizeof version, "%s, %s", xml_library(), zip_library());
    return version;
}

#else

bool office_read(struct slice bytes, const char *file, enum office_format format,
                 passage_found *found, void *context)
{
    (void)bytes;
    (void)format;
    (void)found;
    (void)context;
    message_error(&(struct place){file, 0, 0},
                  "built without expat or libarchive, which read DOCX and ODT (Debian: "
                  "libexpat1-dev, libarchive-dev)");
    return false;
}

const char *office_libraries(void)
{
    return "without expat or libarchive";
}

#endif

bool office_begin(struct slice bytes, enum office_format *format)
{
    /* ODT begins with an entry that names its type, uncompressed, for just this purpose. */
    enum { FIRST_ENTRY = 30 };
    struct slice first = bytes.size > FIRST_ENTRY ? slice_from(bytes, FIRST_ENTRY) : bytes;
    *format = slice_starts(first, "mimetypeapplication/vnd.oasis.opendocument") ? OFFICE_ODT
                                                                                : OFFICE_DOCX;
    return zip_begins(bytes);
}
