#include "intake/qda_writer.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/message.h"
#include "base/creation_time.h"
#include "base/version.h"
#include "container/xml_text.h"
#include "container/zip.h"
#include "text/utf8.h"

#define HEAD   "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define ORIGIN "cospan " COSPAN_VERSION

struct qda_writer {
    struct zip_writer *zip;
    struct buffer cases, sources; /* XML, which stands behind the codes */
    struct map keys;              /* of facts */
    const char *coder;
    char coder_guid[GUID_SIZE];
    char date[CREATION_TIME_SIZE];
    struct buffer seed; /* what an identifier is made of */
    uint64_t count;     /* of sources */
};

struct qda_writer *qda_create(struct output *output, const char *coder)
{
    struct qda_writer *qda = memory_zeroed(1, sizeof *qda);
    creation_time_write(qda->date);
    qda->zip = zip_create(output);
    qda->coder = coder;
    guid_make("user", slice_of(coder), qda->coder_guid);
    return qda;
}

static int by_place(const void *a, const void *b)
{
    const struct qda_unit *one = a, *two = b;
    if (one->start != two->start)
        return one->start < two->start ? -1 : 1;
    if (one->end != two->end)
        return one->end < two->end ? -1 : 1;
    return (one->code > two->code) - (one->code < two->code);
}

/* Where a code point begins, counted on from a place that is known. */
struct counter {
    uint64_t code_points;
    size_t at;
};

static void count_to(struct counter *counter, struct slice text, uint64_t code_points)
{
    int32_t code_point;
    while (counter->code_points < code_points && counter->at < text.size) {
        counter->at += utf8_decode(slice_from(text, counter->at), &code_point);
        counter->code_points++;
    }
}

/* Cuts every unit out of the text by its positions alone. */
static void prove(struct slice text, const struct qda_unit *units, size_t count)
{
    struct counter start = {0};
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && units[i].start == units[i - 1].start && units[i].end == units[i - 1].end &&
            slice_equal(units[i].expected, units[i - 1].expected))
            continue;
        count_to(&start, text, units[i].start);
        struct counter end = start;
        count_to(&end, text, units[i].end);
        struct slice found = slice_make(text.data + start.at, end.at - start.at);
        if (end.code_points != units[i].end || !slice_equal(found, units[i].expected))
            message_fatal(NULL,
                          "a fault in this program: characters %llu to %llu are '%.*s', expected "
                          "'%.*s'",
                          U64(units[i].start), U64(units[i].end), SLICE(found),
                          SLICE(units[i].expected));
    }
}

/* An identifier of something that belongs to what has the identifier `above`. */
static void make_guid(struct qda_writer *qda, const char *kind, const char *above,
                      struct slice content, char guid[GUID_SIZE])
{
    buffer_clear(&qda->seed);
    buffer_append_string(&qda->seed, above);
    buffer_append_char(&qda->seed, '\0');
    buffer_append_slice(&qda->seed, content);
    guid_make(kind, buffer_slice(&qda->seed), guid);
}

static void append_made(const struct qda_writer *qda, struct buffer *to)
{
    buffer_append_format(to, " creatingUser=\"%s\" creationDateTime=\"%s\">", qda->coder_guid,
                         qda->date);
}

static void append_coding(struct qda_writer *qda, const struct codes *codes, const char *selection,
                          uint32_t code)
{
    char guid[GUID_SIZE], code_guid[GUID_SIZE];
    struct slice path = map_key(&codes->paths, code);
    make_guid(qda, "coding", selection, path, guid);
    guid_make("code", path, code_guid);
    buffer_append_format(&qda->sources, "<Coding guid=\"%s\"", guid);
    append_made(qda, &qda->sources);
    buffer_append_format(&qda->sources, "<CodeRef targetGUID=\"%s\"/></Coding>", code_guid);
}

/* One selection for units that are the same part of the text. */
static void append_units(struct qda_writer *qda, const struct codes *codes, const char *source,
                         const struct qda_unit *units, size_t count)
{
    struct buffer *to = &qda->sources;
    for (size_t i = 0; i < count; i++) {
        const struct qda_unit *unit = &units[i], *before = i > 0 ? unit - 1 : NULL;
        if (before && by_place(before, unit) == 0)
            continue;
        char place[64], guid[GUID_SIZE];
        int size = snprintf(place, sizeof place, "%llu-%llu", U64(unit->start), U64(unit->end));
        make_guid(qda, "selection", source, slice_make(place, (size_t)size), guid);
        if (!before || before->start != unit->start || before->end != unit->end) {
            buffer_append_string(to, before ? "</PlainTextSelection>\n" : "");
            buffer_append_format(to,
                                 "<PlainTextSelection guid=\"%s\" startPosition=\"%llu\" "
                                 "endPosition=\"%llu\"",
                                 guid, U64(unit->start), U64(unit->end));
            append_made(qda, to);
        }
        append_coding(qda, codes, guid, unit->code);
    }
    buffer_append_string(to, count > 0 ? "</PlainTextSelection>\n" : "");
}

static void append_case(struct qda_writer *qda, struct slice name, const char *source,
                        const struct qda_fact *facts, size_t count)
{
    struct buffer *to = &qda->cases;
    char guid[GUID_SIZE];
    make_guid(qda, "case", source, name, guid);
    buffer_append_format(to, "<Case guid=\"%s\" name=\"", guid);
    xml_text_append(to, name);
    buffer_append_string(to, "\">");
    for (size_t i = 0; i < count; i++) {
        map_add(&qda->keys, facts[i].key, NULL);
        guid_make("variable", facts[i].key, guid);
        buffer_append_format(to, "<VariableValue><VariableRef targetGUID=\"%s\"/><TextValue>",
                             guid);
        xml_text_append(to, facts[i].value);
        buffer_append_string(to, "</TextValue></VariableValue>");
    }
    buffer_append_format(to, "<SourceRef targetGUID=\"%s\"/></Case>\n", source);
}

void qda_write_source(struct qda_writer *qda, const struct codes *codes, struct slice name,
                      struct slice text, struct qda_unit *units, size_t count,
                      const struct qda_fact *facts, size_t fact_count)
{
    char guid[GUID_SIZE], entry[64];
    struct buffer *to = &qda->sources;
    if (count > 0)
        qsort(units, count, sizeof *units, by_place);
    prove(text, units, count);
    buffer_clear(&qda->seed);
    buffer_append_slice(&qda->seed, name);
    buffer_append_char(&qda->seed, '\0');
    buffer_append_slice(&qda->seed, text);
    guid_make("source", buffer_slice(&qda->seed), guid);
    snprintf(entry, sizeof entry, "sources/%s.txt", guid);
    zip_begin(qda->zip, entry);
    buffer_append_slice(&qda->zip->data, text);
    zip_flush(qda->zip);
    buffer_append_format(to, "<TextSource guid=\"%s\" name=\"", guid);
    xml_text_append(to, name);
    buffer_append_format(to, "\" plainTextPath=\"internal://%s.txt\"", guid);
    append_made(qda, to);
    buffer_append_string(to, "\n");
    append_units(qda, codes, guid, units, count);
    buffer_append_string(to, "</TextSource>\n");
    if (fact_count > 0)
        append_case(qda, name, guid, facts, fact_count);
    qda->count++;
}

static void append_variables(const struct qda_writer *qda, struct buffer *to)
{
    char guid[GUID_SIZE];
    if (qda->keys.count == 0)
        return;
    buffer_append_string(to, "<Variables>\n");
    for (uint32_t i = 0; i < qda->keys.count; i++) {
        guid_make("variable", map_key(&qda->keys, i), guid);
        buffer_append_format(to, "<Variable guid=\"%s\" name=\"", guid);
        xml_text_append(to, map_key(&qda->keys, i));
        buffer_append_string(to, "\" typeOfVariable=\"Text\"/>\n");
    }
    buffer_append_string(to, "</Variables>\n<Cases>\n");
    buffer_append_slice(to, buffer_slice(&qda->cases));
    buffer_append_string(to, "</Cases>\n");
}

void qda_end(struct qda_writer *qda, const struct codes *codes, const char *name,
             struct slice description)
{
    struct buffer *to = &qda->zip->data;
    zip_begin(qda->zip, "project.qde");
    buffer_append_string(to, HEAD "<Project xmlns=\"urn:QDA-XML:project:1.0\" name=\"");
    xml_text_append(to, slice_of(name));
    buffer_append_format(
        to, "\" origin=\"" ORIGIN "\" creatingUserGUID=\"%s\" creationDateTime=\"%s\">\n",
        qda->coder_guid, qda->date);
    buffer_append_format(to, "<Users>\n<User guid=\"%s\" name=\"", qda->coder_guid);
    xml_text_append(to, slice_of(qda->coder));
    buffer_append_string(to, "\"/>\n</Users>\n");
    if (codes->paths.count > 0) {
        buffer_append_string(to, "<CodeBook>\n");
        codes_append(codes, to);
        buffer_append_string(to, "</CodeBook>\n");
    }
    append_variables(qda, to);
    if (qda->count > 0) {
        buffer_append_string(to, "<Sources>\n");
        buffer_append_slice(to, buffer_slice(&qda->sources));
        buffer_append_string(to, "</Sources>\n");
    }
    buffer_append_string(to, "<Description>");
    xml_text_append(to, description);
    buffer_append_string(to, "</Description>\n</Project>\n");
    zip_end(qda->zip);
    map_free(&qda->keys);
    buffer_free(&qda->cases);
    buffer_free(&qda->sources);
    buffer_free(&qda->seed);
    free(qda);
}

void qda_write_codebook(struct output *output, const struct codes *codes)
{
    struct buffer text = {0};
    buffer_append_string(&text, HEAD "<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\" origin=\"" ORIGIN
                                     "\">\n");
    codes_append(codes, &text);
    buffer_append_string(&text, "</CodeBook>\n");
    output_slice(output, buffer_slice(&text));
    buffer_free(&text);
}
