#include "intake/qda_reader.h"

#include <stdlib.h>

#include "base/buffer.h"
#include "base/map.h"
#include "base/message.h"
#include "base/number.h"
#include "container/xml.h"
#include "container/zip.h"
#include "text/utf8.h"

#define NO_SOURCE UINT32_MAX

struct source {
    struct slice name;
    bool has_text;
    size_t first, count; /* of its units, which follow each other */
};

struct unit {
    uint32_t source, code, coder; /* the latter by number of their identifiers */
    uint64_t start, end;
    struct slice text; /* no data where it could not be cut out */
    struct slice code_path, coder_name;
};

struct project {
    const char *file;
    struct xml *xml;
    struct arena arena;
    bool counts_line_ends; /* CR LF as two */

    struct map guids;     /* of users and codes, in small letters */
    struct slice *labels; /* their names, paths of codes; by number */
    size_t label_capacity;
    struct buffer path; /* of the code that is being read */
    size_t *path_sizes; /* of those above it */
    size_t path_depth, path_capacity;

    struct source *sources;
    size_t source_count, source_capacity;
    struct map entries;      /* names of the entries with texts, in small letters ... */
    uint32_t *entry_sources; /* ... and whose text they hold */
    size_t entry_capacity;

    struct unit *units;
    size_t unit_count, unit_capacity;
    uint64_t others; /* codings of what is no text */
    bool begun;      /* the element Project was read */

    /* Where the parser is. */
    uint32_t source; /* NO_SOURCE outside */
    unsigned source_depth, selection_depth, coding_depth;
    bool in_content;
    struct buffer content; /* PlainTextContent */
    struct slice outer;    /* name of the PDF or picture around a text */
    uint64_t start, end;
    uint32_t selector, coder;
};

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Identifiers are the same in capital and small letters, with and without braces. */
static uint32_t guid_number(struct project *project, const char *guid)
{
    struct buffer key = {0};
    for (; guid && *guid; guid++)
        if (*guid != '{' && *guid != '}')
            buffer_append_char(&key, small(*guid));
    bool added;
    uint32_t number = map_add(&project->guids, buffer_slice(&key), &added);
    buffer_free(&key);
    if (added) {
        project->labels = memory_grow(project->labels, &project->label_capacity, number + 1,
                                      sizeof *project->labels);
        project->labels[number] = slice_make(NULL, 0);
    }
    return number;
}

static void begin_code(struct project *project, const char **attributes)
{
    const char *name = xml_attribute(attributes, "name");
    struct buffer *path = &project->path;
    project->path_sizes = memory_grow(project->path_sizes, &project->path_capacity,
                                      project->path_depth + 1, sizeof *project->path_sizes);
    project->path_sizes[project->path_depth++] = path->size;
    struct slice own = slice_of(name ? name : ""), above = buffer_slice(path);
    bool is_path = above.size > 0 && own.size > above.size && own.data[above.size] == '/' &&
                   memcmp(own.data, above.data, above.size) == 0;
    if (is_path)
        own = slice_from(own, above.size + 1);
    if (path->size > 0)
        buffer_append_char(path, '/');
    buffer_append_slice(path, own);
    uint32_t number = guid_number(project, xml_attribute(attributes, "guid"));
    project->labels[number] = arena_copy(&project->arena, buffer_slice(path));
}

/* sources/x.txt for internal://x.txt, in small letters: some write Sources. */
static bool entry_name(const char *path, struct buffer *to)
{
    static const char scheme[] = "internal://";
    if (strncmp(path, scheme, sizeof scheme - 1) != 0)
        return false;
    buffer_append_string(to, "sources/");
    for (path += sizeof scheme - 1; *path == '/'; path++)
        continue;
    for (; *path; path++)
        buffer_append_char(to, small(*path));
    return true;
}

static void begin_source(struct project *project, const char **attributes)
{
    const char *name = xml_attribute(attributes, "name");
    const char *path = xml_attribute(attributes, "plainTextPath");
    struct buffer entry = {0};
    bool added;
    project->sources = memory_grow(project->sources, &project->source_capacity,
                                   project->source_count + 1, sizeof *project->sources);
    project->source = (uint32_t)project->source_count++;
    project->source_depth = xml_depth(project->xml);
    project->sources[project->source] = (struct source){
        .name = project->outer.data ? project->outer
                                    : arena_copy(&project->arena, slice_of(name ? name : "")),
        .first = project->unit_count};
    if (path && entry_name(path, &entry)) {
        uint32_t number = map_add(&project->entries, buffer_slice(&entry), &added);
        project->entry_sources = memory_grow(project->entry_sources, &project->entry_capacity,
                                             number + 1, sizeof *project->entry_sources);
        if (added)
            project->entry_sources[number] = project->source;
        else
            xml_refuse(project->xml, "two sources with the same text");
    }
    buffer_free(&entry);
}

static uint64_t position(const char *text)
{
    uint64_t number;
    return text && number_read_u64(slice_of(text), &number) ? number : UINT64_MAX;
}

static void begin_selection(struct project *project, const char **attributes)
{
    project->selection_depth = xml_depth(project->xml);
    project->start = position(xml_attribute(attributes, "startPosition"));
    project->end = position(xml_attribute(attributes, "endPosition"));
    project->selector = guid_number(project, xml_attribute(attributes, "creatingUser"));
}

static void begin_coding(struct project *project, const char **attributes)
{
    const char *coder = xml_attribute(attributes, "creatingUser");
    project->coding_depth = xml_depth(project->xml);
    project->coder = coder || project->selection_depth == 0 ? guid_number(project, coder)
                                                            : project->selector;
}

/* A coding of a source as a whole stands directly in it. */
static void add_unit(struct project *project, const char **attributes)
{
    bool is_whole = project->coding_depth == project->source_depth + 1;
    if (project->source == NO_SOURCE || (project->selection_depth == 0 && !is_whole)) {
        project->others++;
        return;
    }
    struct unit unit = {.source = project->source,
                        .code = guid_number(project, xml_attribute(attributes, "targetGUID")),
                        .coder = project->coder,
                        .start = is_whole ? 0 : project->start,
                        .end = is_whole ? UINT64_MAX : project->end};
    if (!is_whole && (unit.end == UINT64_MAX || unit.start > unit.end)) {
        struct slice name = project->sources[unit.source].name;
        struct place place = {project->file, xml_line(project->xml), 0};
        message_error(&place, "a selection in '%.*s' without valid positions, skipped",
                      SLICE(name));
        return;
    }
    project->units = memory_grow(project->units, &project->unit_capacity, project->unit_count + 1,
                                 sizeof *project->units);
    project->units[project->unit_count++] = unit;
}

static bool is(const char *name, const char *other)
{
    return strcmp(name, other) == 0;
}

static void begin_element(void *context, const char *name, const char **attributes)
{
    struct project *project = context;
    if (is(name, "Project")) {
        project->begun = true;
        const char *origin = xml_attribute(attributes, "origin");
        project->counts_line_ends = !origin || !strstr(origin, "ATLAS");
    } else if (is(name, "User")) {
        const char *label = xml_attribute(attributes, "name");
        uint32_t number = guid_number(project, xml_attribute(attributes, "guid"));
        project->labels[number] = arena_copy(&project->arena, slice_of(label ? label : ""));
    } else if (is(name, "Code")) {
        begin_code(project, attributes);
    } else if (is(name, "PDFSource") || is(name, "PictureSource")) {
        const char *outer = xml_attribute(attributes, "name");
        project->outer = arena_copy(&project->arena, slice_of(outer ? outer : ""));
    } else if (is(name, "TextSource") || is(name, "Representation") ||
               is(name, "TextDescription")) {
        if (project->source == NO_SOURCE)
            begin_source(project, attributes);
    } else if (is(name, "PlainTextContent") && project->source != NO_SOURCE) {
        project->in_content = true;
        buffer_clear(&project->content);
    } else if (is(name, "PlainTextSelection") && project->source != NO_SOURCE) {
        begin_selection(project, attributes);
    } else if (is(name, "Coding")) {
        begin_coding(project, attributes);
    } else if (is(name, "CodeRef") && project->coding_depth > 0) {
        add_unit(project, attributes);
    }
}

static void take_text(void *context, struct slice text)
{
    struct project *project = context;
    if (project->in_content)
        buffer_append_slice(&project->content, text);
}

/* The byte at which each 256th code point begins, so that a text is not counted anew for each
 * selection. */
struct ruler {
    size_t *marks;
    size_t count, capacity;
    uint64_t code_points;
};

enum { RULER_STEP = 256 };

static void measure(struct ruler *ruler, struct slice text)
{
    int32_t code_point;
    ruler->code_points = 0;
    for (size_t at = 0; at < text.size; ruler->code_points++) {
        if (ruler->code_points % RULER_STEP == 0) {
            ruler->marks = memory_grow(ruler->marks, &ruler->capacity, ruler->count + 1,
                                       sizeof *ruler->marks);
            ruler->marks[ruler->count++] = at;
        }
        at += utf8_decode(slice_from(text, at), &code_point);
    }
}

static size_t byte_of(const struct ruler *ruler, struct slice text, uint64_t position)
{
    int32_t code_point;
    if (position >= ruler->code_points)
        return text.size;
    size_t at = ruler->marks[position / RULER_STEP];
    for (uint64_t i = position % RULER_STEP; i > 0; i--)
        at += utf8_decode(slice_from(text, at), &code_point);
    return at;
}

/* Gives the units of a source their text. */
static void cut_units(struct project *project, struct source *source, struct slice text)
{
    struct ruler ruler = {0};
    struct slice name = source->name;
    source->has_text = true;
    measure(&ruler, text);
    for (size_t i = 0; i < source->count; i++) {
        struct unit *unit = &project->units[source->first + i];
        if (unit->end == UINT64_MAX)
            unit->end = ruler.code_points;
        if (unit->end <= ruler.code_points) {
            size_t from = byte_of(&ruler, text, unit->start), to = byte_of(&ruler, text, unit->end);
            unit->text = arena_copy(&project->arena, slice_make(text.data + from, to - from));
            continue;
        }
        message_error(&(struct place){project->file, 0, 0},
                      "a selection from %llu to %llu, but '%.*s' has %llu characters; skipped",
                      U64(unit->start), U64(unit->end), SLICE(name), U64(ruler.code_points));
    }
    free(ruler.marks);
}

static void end_source(struct project *project)
{
    struct source *source = &project->sources[project->source];
    source->count = project->unit_count - source->first;
    if (project->content.size > 0)
        cut_units(project, source, buffer_slice(&project->content));
    buffer_clear(&project->content);
    project->source = NO_SOURCE;
    project->source_depth = 0;
}

static void end_element(void *context, const char *name)
{
    struct project *project = context;
    unsigned depth = xml_depth(project->xml);
    if (is(name, "Code") && project->path_depth > 0)
        project->path.size = project->path_sizes[--project->path_depth];
    else if (is(name, "PlainTextContent"))
        project->in_content = false;
    else if (project->source != NO_SOURCE && depth == project->source_depth)
        end_source(project);
    else if (is(name, "PDFSource") || is(name, "PictureSource"))
        project->outer = slice_make(NULL, 0);
    if (depth == project->selection_depth)
        project->selection_depth = 0;
    if (depth == project->coding_depth)
        project->coding_depth = 0;
}

static const struct xml_events events = {begin_element, end_element, take_text};

/* Feeds the parser with the entry project.qde; returns why that cannot be read, or NULL. */
static const char *feed_entry(struct project *project, struct slice bytes)
{
    struct zip_reader *zip = zip_open(bytes);
    const char *problem = NULL, *name;
    unsigned count = 0;
    struct slice block;
    while (!problem && (name = zip_next(zip))) {
        if (!is(name, "project.qde"))
            continue;
        if (++count > 1)
            problem = "two projects in one file";
        while (!problem && zip_read(zip, &block))
            if (!xml_feed(project->xml, block))
                problem = xml_problem(project->xml);
    }
    if (zip_problem(zip))
        problem = zip_problem(zip);
    else if (!problem && count == 0)
        problem = "it holds no project.qde";
    zip_close(zip);
    return problem;
}

/* Parses the project; returns why it cannot be read, or NULL. */
static const char *parse(struct project *project, struct slice bytes)
{
    const char *problem = NULL;
    project->xml = xml_open(&events, project, XML_TYPE_REFUSED, NULL);
    if (zip_begins(bytes))
        problem = feed_entry(project, bytes);
    else if (slice_starts(slice_trim(bytes), "<"))
        xml_feed(project->xml, bytes);
    else
        problem = "neither a zip file (.qdpx) nor XML (.qde)";
    if (!problem && !xml_finish(project->xml))
        problem = xml_problem(project->xml);
    if (!problem && !project->begun)
        problem = "it holds no project";
    xml_close(project->xml);
    return problem;
}

/* What counts as characters of the text. */
static void prepare_text(const struct project *project, struct slice bytes, struct buffer *to)
{
    if (slice_starts(bytes, "\xEF\xBB\xBF"))
        bytes = slice_from(bytes, 3);
    buffer_clear(to);
    utf8_repair(bytes, to);
    if (project->counts_line_ends)
        return;
    size_t kept = 0;
    for (size_t i = 0; i < to->size; i++)
        if (to->data[i] != '\r' || i + 1 == to->size || to->data[i + 1] != '\n')
            to->data[kept++] = to->data[i];
    to->size = kept;
}

/* Reads the texts, in whatever order the file has them. */
static const char *read_texts(struct project *project, struct slice bytes)
{
    struct zip_reader *zip = zip_open(bytes);
    struct buffer key = {0}, whole = {0}, text = {0};
    const char *name;
    struct slice block;
    while ((name = zip_next(zip))) {
        buffer_clear(&key);
        for (const char *c = name; *c; c++)
            buffer_append_char(&key, small(*c));
        uint32_t entry = map_find(&project->entries, buffer_slice(&key));
        struct source *source = entry == MAP_NONE
                                    ? NULL
                                    : &project->sources[project->entry_sources[entry]];
        if (!source || source->has_text)
            continue;
        buffer_clear(&whole);
        while (zip_read(zip, &block))
            buffer_append_slice(&whole, block);
        prepare_text(project, buffer_slice(&whole), &text);
        if (!zip_problem(zip))
            cut_units(project, source, buffer_slice(&text));
    }
    const char *problem = zip_problem(zip);
    zip_close(zip);
    buffer_free(&key);
    buffer_free(&whole);
    buffer_free(&text);
    return problem;
}

static int by_order(const void *a, const void *b)
{
    const struct unit *one = a, *two = b;
    if (one->source != two->source)
        return one->source < two->source ? -1 : 1;
    if (one->start != two->start)
        return one->start < two->start ? -1 : 1;
    if (one->end != two->end)
        return one->end < two->end ? -1 : 1;
    int order = slice_compare(one->code_path, two->code_path);
    return order != 0 ? order : slice_compare(one->coder_name, two->coder_name);
}

/* What cannot be handed over is told. */
static void report(const struct project *project)
{
    struct place place = {project->file, 0, 0};
    for (size_t i = 0; i < project->source_count; i++) {
        const struct source *source = &project->sources[i];
        if (!source->has_text && source->count > 0)
            message_error(&place, "the text of '%.*s' is not in the file; its %zu codings skipped",
                          SLICE(source->name), source->count);
    }
    if (project->others > 0)
        message_note(&place, "%llu codings of pictures, sound, video or cases skipped",
                     U64(project->others));
}

static void hand_over(struct project *project, qda_found *found, void *context)
{
    for (size_t i = 0; i < project->unit_count; i++) {
        struct unit *unit = &project->units[i];
        unit->code_path = project->labels[unit->code];
        unit->coder_name = project->labels[unit->coder];
        if (!unit->code_path.data)
            message_error(&(struct place){project->file, 0, 0},
                          "a coding with a code that is not in the codebook, skipped");
    }
    if (project->unit_count > 0)
        qsort(project->units, project->unit_count, sizeof *project->units, by_order);
    for (size_t i = 0; i < project->unit_count; i++) {
        const struct unit *unit = &project->units[i];
        if (!unit->code_path.data || !unit->text.data)
            continue;
        struct slice coder = unit->coder_name.data ? unit->coder_name : slice_of("");
        found(context, &(struct qda_coding){project->sources[unit->source].name, unit->start,
                                            unit->end, unit->code_path, coder, unit->text});
    }
}

bool qda_read(struct slice bytes, const char *file, qda_found *found, void *context)
{
    struct project project = {.file = file, .counts_line_ends = true, .source = NO_SOURCE};
    const char *problem = parse(&project, bytes);
    if (!problem && zip_begins(bytes))
        problem = read_texts(&project, bytes);
    if (problem) {
        message_error(&(struct place){file, 0, 0},
                      "cannot be read as a REFI-QDA project, skipped: %s", problem);
    } else {
        report(&project);
        hand_over(&project, found, context);
    }
    arena_free(&project.arena);
    map_free(&project.guids);
    map_free(&project.entries);
    free(project.labels);
    buffer_free(&project.path);
    buffer_free(&project.content);
    free(project.path_sizes);
    free(project.sources);
    free(project.entry_sources);
    free(project.units);
    return !problem;
}
