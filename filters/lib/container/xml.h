/* Reads XML with expat as a stream of events, within limits on what a file may cost. Nothing that a
 * file names is opened or fetched. The reader refuses a document type definition written out in the
 * file, the usual place of entity bombs, elements more than 1,000 deep, and a tag or comment of
 * more than 1 MiB. An undefined entity is passed on verbatim (`&eacute;`).
 *
 * Names come without their namespace prefix. Callers own what they pass in; names, attributes and
 * text are valid only during the call. After a problem no further events are reported. */
#ifndef COSPAN_CONTAINER_XML_H
#define COSPAN_CONTAINER_XML_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/slice.h"

struct xml;

/* The functions that receive the events. */
struct xml_events {
    /* `attributes` are pairs of name and value, NULL at the end. */
    void (*begin)(void *context, const char *name, const char **attributes);
    void (*end)(void *context, const char *name);
    void (*text)(void *context, struct slice text);
};

/* Whether a file may name a document type (`<!DOCTYPE ... PUBLIC ...>`); the type is never read. */
enum xml_type { XML_TYPE_REFUSED, XML_TYPE_NAMED };

/* `encoding` overrides the declaration in the file, unless NULL. Returns NULL if the program was
 * built without expat. */
struct xml *xml_open(const struct xml_events *events, void *context, enum xml_type type,
                     const char *encoding);

/* Reads the next bytes; false after a problem. */
bool xml_feed(struct xml *xml, struct slice bytes);

/* Ends the file; false after a problem, which includes a premature end. */
bool xml_finish(struct xml *xml);

/* Refuses the rest of the file; of several reasons the first is kept. */
void xml_refuse(struct xml *xml, const char *problem);

/* Why the file cannot be read, or NULL; and whether it was refused rather than invalid. */
const char *xml_problem(const struct xml *xml);
bool xml_is_refused(const struct xml *xml);

/* Whether the problem is that the file is truncated. */
bool xml_is_cut(const struct xml *xml);

/* Where the last event or the problem begins: the line from 1, and the byte from 0 of all bytes
 * read. */
uint64_t xml_line(const struct xml *xml);
uint64_t xml_byte(const struct xml *xml);

/* The number of bytes read. */
uint64_t xml_fed(const struct xml *xml);

/* The depth of the present element, 1 for the root. */
unsigned xml_depth(const struct xml *xml);

void xml_close(struct xml *xml);

/* The value of an attribute, or NULL; prefixes are ignored. */
const char *xml_attribute(const char **attributes, const char *name);

/* Whether two names are equal. Most differ in their first two letters. */
static inline bool xml_name_is(const char *name, const char *other)
{
    return name[0] == other[0] &&
           (name[0] == '\0' || (name[1] == other[1] && strcmp(name, other) == 0));
}

/* The version at run time, "expat_2.5.0", or "without expat". */
const char *xml_library(void);

#endif
