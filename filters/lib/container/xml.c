#include "container/xml.h"

#include <stdint.h>

#include "base/memory.h"
#include "base/message.h"

/* The name without its namespace prefix. */
static const char *local(const char *name)
{
    const char *end = strrchr(name, ':');
    return end ? end + 1 : name;
}

const char *xml_attribute(const char **attributes, const char *name)
{
    for (size_t i = 0; attributes[i]; i += 2)
        if (xml_name_is(local(attributes[i]), name))
            return attributes[i + 1];
    return NULL;
}

#ifdef HAVE_EXPAT

#include <expat.h>
#include <stdlib.h>

/* Limits for untrusted files. */
enum { DEEPEST = 1000, LONGEST_TAG = 1 << 20, STEP = 1 << 14 };

struct xml {
    const struct xml_events *events;
    void *context;
    enum xml_type type;
    XML_Parser parser;
    const char *problem;
    bool refused;
    unsigned depth;
    uint64_t fed;
    uint64_t event; /* byte at which the last event or the problem begins */
};

void xml_refuse(struct xml *xml, const char *problem)
{
    if (!xml->problem) {
        xml->problem = problem;
        xml->refused = true;
    }
    XML_StopParser(xml->parser, XML_FALSE);
}

/* Between events the position of expat is unknown. */
static void mark(struct xml *xml)
{
    XML_Index at = XML_GetCurrentByteIndex(xml->parser);
    if (at >= 0)
        xml->event = (uint64_t)at;
}

static void pass_comment(void *data, const char *text)
{
    (void)text;
    mark(data);
}

static void pass_instruction(void *data, const char *target, const char *text)
{
    (void)target;
    (void)text;
    mark(data);
}

static void begin_element(void *data, const char *name, const char **attributes)
{
    struct xml *xml = data;
    mark(xml);
    if (++xml->depth > DEEPEST)
        xml_refuse(xml, "elements more than 1000 deep");
    else
        xml->events->begin(xml->context, local(name), attributes);
}

static void end_element(void *data, const char *name)
{
    struct xml *xml = data;
    mark(xml);
    xml->events->end(xml->context, local(name));
    xml->depth--;
}

static void take_text(void *data, const char *text, int size)
{
    struct xml *xml = data;
    mark(xml);
    xml->events->text(xml->context, slice_make(text, (size_t)size));
}

static void take_unknown_entity(void *data, const char *name, int is_parameter)
{
    struct xml *xml = data;
    if (is_parameter)
        return;
    xml->events->text(xml->context, slice_of("&"));
    xml->events->text(xml->context, slice_of(name));
    xml->events->text(xml->context, slice_of(";"));
}

static void check_type(void *data, const char *name, const char *system, const char *public,
                       int is_internal)
{
    struct xml *xml = data;
    (void)name;
    (void)system;
    (void)public;
    if (is_internal || xml->type == XML_TYPE_REFUSED)
        xml_refuse(xml, "a document type definition, which is not allowed for safety");
}

struct xml *xml_open(const struct xml_events *events, void *context, enum xml_type type,
                     const char *encoding)
{
    struct xml *xml = memory_zeroed(1, sizeof *xml);
    *xml = (struct xml){.events = events, .context = context, .type = type};
    xml->parser = XML_ParserCreate(encoding);
    if (!xml->parser)
        message_fatal(NULL, "out of memory");
    /* Expat salts its tables with random bytes, and the C library ends the program where the system
     * has none. An address that nobody knows serves as well against names made to collide. */
    XML_SetHashSalt(xml->parser, (unsigned long)(uintptr_t)xml->parser | 1);
    XML_SetUserData(xml->parser, xml);
    XML_SetElementHandler(xml->parser, begin_element, end_element);
    XML_SetCharacterDataHandler(xml->parser, take_text);
    XML_SetCommentHandler(xml->parser, pass_comment);
    XML_SetProcessingInstructionHandler(xml->parser, pass_instruction);
    XML_SetSkippedEntityHandler(xml->parser, take_unknown_entity);
    XML_SetStartDoctypeDeclHandler(xml->parser, check_type);
    /* Pretends that there is an external definition, so an unknown entity is skipped and not an
     * error. */
    XML_UseForeignDTD(xml->parser, XML_TRUE);
    return xml;
}

static bool parse(struct xml *xml, struct slice bytes, bool last)
{
    if (xml->problem)
        return false;
    xml->fed += bytes.size;
    if (XML_Parse(xml->parser, bytes.data, (int)bytes.size, last) != XML_STATUS_OK && !xml->problem)
        xml->problem = XML_ErrorString(XML_GetErrorCode(xml->parser));
    else if (!xml->problem && xml->fed - xml_byte(xml) > LONGEST_TAG)
        xml_refuse(xml, "a tag of more than 1 MiB");
    return !xml->problem;
}

bool xml_feed(struct xml *xml, struct slice bytes)
{
    bool good = !xml->problem;
    while (good && bytes.size > 0) {
        size_t size = bytes.size < STEP ? bytes.size : STEP;
        good = parse(xml, slice_make(bytes.data, size), false);
        bytes = slice_from(bytes, size);
    }
    return good;
}

bool xml_finish(struct xml *xml)
{
    return parse(xml, slice_of(""), true);
}

const char *xml_problem(const struct xml *xml)
{
    return xml->problem;
}

bool xml_is_refused(const struct xml *xml)
{
    return xml->refused;
}

bool xml_is_cut(const struct xml *xml)
{
    enum XML_Error code = XML_GetErrorCode(xml->parser);
    return !xml->refused &&
           (code == XML_ERROR_NO_ELEMENTS || code == XML_ERROR_UNCLOSED_TOKEN ||
            code == XML_ERROR_PARTIAL_CHAR || code == XML_ERROR_UNCLOSED_CDATA_SECTION);
}

uint64_t xml_line(const struct xml *xml)
{
    return (uint64_t)XML_GetCurrentLineNumber(xml->parser);
}

uint64_t xml_byte(const struct xml *xml)
{
    return xml->event;
}

uint64_t xml_fed(const struct xml *xml)
{
    return xml->fed;
}

unsigned xml_depth(const struct xml *xml)
{
    return xml->depth;
}

void xml_close(struct xml *xml)
{
    if (!xml)
        return;
    XML_ParserFree(xml->parser);
    free(xml);
}

const char *xml_library(void)
{
    return XML_ExpatVersion();
}

#else

struct xml *xml_open(const struct xml_events *events, void *context, enum xml_type type,
                     const char *encoding)
{
    (void)events;
    (void)context;
    (void)type;
    (void)encoding;
    return NULL;
}

bool xml_feed(struct xml *xml, struct slice bytes)
{
    (void)xml;
    (void)bytes;
    return false;
}

bool xml_finish(struct xml *xml)
{
    (void)xml;
    return false;
}

void xml_refuse(struct xml *xml, const char *problem)
{
    (void)xml;
    (void)problem;
}

const char *xml_problem(const struct xml *xml)
{
    (void)xml;
    return "built without expat";
}

bool xml_is_refused(const struct xml *xml)
{
    (void)xml;
    return true;
}

bool xml_is_cut(const struct xml *xml)
{
    (void)xml;
    return false;
}

uint64_t xml_line(const struct xml *xml)
{
    (void)xml;
    return 0;
}

uint64_t xml_byte(const struct xml *xml)
{
    (void)xml;
    return 0;
}

uint64_t xml_fed(const struct xml *xml)
{
    (void)xml;
    return 0;
}

unsigned xml_depth(const struct xml *xml)
{
    (void)xml;
    return 0;
}

void xml_close(struct xml *xml)
{
    (void)xml;
}

const char *xml_library(void)
{
    return "without expat";
}

#endif
