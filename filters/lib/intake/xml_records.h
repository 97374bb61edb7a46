/* Records in XML, one element each: what the readers of PubMed's and EndNote's XML have in common.
 *
 * Within a record, an element that holds text becomes a field, whose tag is the path of the element
 * from the record on (`titles/title`), and whose line is that of the record; elements of mere style
 * count as text. White space of any length becomes one blank. The readers see each element before
 * and after and may do otherwise with some of them.
 *
 * A file that is not well-formed costs the record in which it is not: that one is reported and left
 * out, and reading goes on with the next. Text outside of records is stray; where the file is not
 * well-formed there, that is an error. A file that attacks (xml.h) is refused from there on. Bytes
 * that XML does not allow are replaced and counted. Memory: the longest record, up to the limit of
 * the source. */
#ifndef COSPAN_INTAKE_XML_RECORDS_H
#define COSPAN_INTAKE_XML_RECORDS_H

#include <stdbool.h>

#include "base/buffer.h"
#include "intake/record.h"
#include "container/xml.h"
#include "text/source.h"

struct xml_records;

/* What is particular to a format. Lists end with NULL. */
struct xml_records_format {
    const char *const *records; /* elements that are a record */
    const char *const *styles;  /* elements whose text belongs to the one around them */
    /* An element begins, its path is known and no text of it. */
    void (*begin)(struct xml_records *records, const char *name, const char **attributes);
    /* An element ends; whether its text was dealt with. */
    bool (*end)(struct xml_records *records, const char *name, struct slice text);
    size_t own_size; /* bytes of what the format remembers, zero at the start */
};

struct xml_records {
    const struct xml_records_format *format;
    struct source *source;
    struct record_sink *sink;
    void *own; /* what the format remembers */
    struct record record;
    bool open;       /* a record is */
    uint64_t begun;  /* where it begins, as xml_byte counts */
    uint64_t strays; /* that there were when the last one ended */
    struct buffer path;

    struct xml *xml;
    uint64_t lines_before; /* of the file before what this parser was given */
    size_t *ends;          /* of the path, by depth in the record */
    size_t depth, capacity;
    unsigned in_style; /* elements of style that are open */
    struct buffer text;
};

void xml_records_read(const struct xml_records_format *format, struct source *source,
                      struct record_sink *sink);

/* Adds `[word]` to the path of the present element. */
void xml_records_qualify(struct xml_records *records, const char *word);

/* The path of the present element. */
struct slice xml_records_path(const struct xml_records *records);

/* Adds a field. */
void xml_records_add(struct xml_records *records, struct slice tag, struct slice value);

/* Whether the name is in the list. */
bool xml_records_is_one_of(const char *name, const char *const names[]);

/* Whether the bytes hold the beginning of one of these elements, or of a root that holds them. */
bool xml_records_begin(struct slice beginning, const char *const names[]);

#endif
