/* XML, read with expat as a stream of events and with what a file may cost bounded. What is inside
 * is never looked up elsewhere: nothing is opened or fetched, and a document type definition that is
 * written out in the file, the home of entity bombs, is refused; so are elements more than 1,000
 * deep and a tag or comment of more than 1 MiB. An entity that nobody defines is handed over as it
 * stands (`&eacute;`).
 *
 * Names come without their namespace prefix. Callers own what they pass in; names, attributes and
 * text are valid during the call only. After a problem nothing more is handed over. */
#ifndef COSPAN_CONTAINER_XML_H
#define COSPAN_CONTAINER_XML_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/slice.h"

struct xml;

/* What the caller does with what is found. */
struct xml_events {
    /* `attributes` are pairs of name and value, NULL at the end. */
    void (*begin)(void *context, const char *name, const char **attributes);
    void (*end)(void *context, const char *name);
    void (*text)(void *context, struct slice text);
};

/* Whether a file may name a document type (`<!DOCTYPE ... PUBLIC ...>`), which is not read. */
enum xml_type { XML_TYPE_REFUSED, XML_TYPE_NAMED };

/* `encoding` overrides what the file declares, NULL takes the file's word. NULL is returned where
 * the program was built without expat. */
struct xml *xml_open(const struct xml_events *events, void *context, enum xml_type type,
                     const char *encoding);

/* Goes on with these bytes; false after a problem. */
bool xml_feed(struct xml *xml, struct slice bytes);

/* The file is at its end; false after a problem, also that it ends too early. */
bool xml_finish(struct xml *xml);

/* Refuses the rest; the first reason counts. */
void xml_refuse(struct xml *xml, const char *problem);

/* Why it cannot be read, or NULL; whether that was refused rather than wrong. */
const char *xml_problem(const struct xml *xml);
bool xml_is_refused(const struct xml *xml);

/* Whether the problem is that the file ends within something. */
bool xml_is_cut(const struct xml *xml);

/* Where the last event or the problem begins: line from 1; byte from 0 of all that was fed. */
uint64_t xml_line(const struct xml *xml);
uint64_t xml_byte(const struct xml *xml);

/* How many bytes were fed. */
uint64_t xml_fed(const struct xml *xml);

/* The depth of the present element, 1 for the root. */
unsigned xml_depth(const struct xml *xml);

void xml_close(struct xml *xml);

/* The value of an attribute, or NULL; prefixes do not count. */
const char *xml_attribute(const char **attributes, const char *name);

/* Whether a name is this one. Most are not, and differ in their first two letters. */
static inline bool xml_name_is(const char *name, const char *other)
{
    return name[0] == other[0] &&
           (name[0] == '\0' || (name[1] == other[1] && strcmp(name, other) == 0));
}

/* "expat_2.5.0" as it runs, or "without expat". */
const char *xml_library(void);

#endif
