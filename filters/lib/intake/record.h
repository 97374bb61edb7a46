/* Records: what every reader of an export hands over, one reference at a time.
 *
 * A record is a list of fields in the order of the file. A field has a tag, spelled as the file
 * spells it (`TI`, a CSV column's name, a BibTeX key, the path of an XML element); a value, put
 * together from its lines; and the line on which it began. A tag that comes again is a field of its
 * own. What a field means is decided later, by field maps (field_map.h), never by a reader. Readers
 * append bytes as the file has them; whoever gets the record gets valid UTF-8.
 *
 * A reader builds a record in a struct record that it uses again and again, so memory is that of
 * the longest record. What does not become part of a record is counted and reported: nothing is
 * lost without a word. What a sink is given is valid during the call only. */
#ifndef COSPAN_INTAKE_RECORD_H
#define COSPAN_INTAKE_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/slice.h"

/* A field, by positions in the record's text. */
struct record_field {
    size_t tag, tag_size;
    size_t value, value_size;
    uint64_t line;
};

/* Zero-initialise. */
struct record {
    uint64_t line; /* on which it began */
    struct record_field *fields;
    size_t count;

    size_t capacity;
    struct buffer text; /* tags and values */
    struct buffer repaired;
};

/* How many records a file has, by each way of counting. They agree in a file that is whole. */
struct record_counts {
    uint64_t begun;    /* start tags */
    uint64_t unbegun;  /* records without one: begun + unbegun = read + rejected */
    uint64_t ended;    /* end tags */
    uint64_t read;     /* handed over */
    uint64_t rejected; /* reported and left out */
    uint64_t stray;    /* lines that belong to no record */

    uint64_t repaired;      /* values that were no valid UTF-8, see record_found */
    uint64_t repaired_line; /* the first of them */
};

/* Where a reader puts what it finds. The counts are the reader's to keep. */
struct record_sink {
    void (*found)(void *context, const struct record *record);
    void (*rejected)(void *context, const char *reason); /* may be NULL */
    void *context;
    const char *file; /* named in messages */
    struct record_counts counts;
    struct buffer stray; /* the first such line */
    uint64_t stray_line;
};

/* Forgets the fields; the next record begins on this line. */
void record_begin(struct record *record, uint64_t line);

/* Adds a field with an empty value. */
void record_add(struct record *record, struct slice tag, uint64_t line);

/* Appends to the value of the field added last. */
void record_append(struct record *record, struct slice value);

/* A long value need not be copied: it may be written to the end of `text` behind a field that was
 * just added, and ended, which takes the white space off both ends ... */
void record_end_value(struct record *record);

/* ... or all values of a record are gathered first, and the record takes the bytes as its text, in
 * exchange for a buffer of its own; each field says where in them its value stands. */
void record_begin_text(struct record *record, uint64_t line, struct buffer *text);
void record_add_from_text(struct record *record, struct slice tag, size_t value, size_t value_size,
                          uint64_t line);

/* The slices are valid until the record is changed. */
static inline struct slice record_tag(const struct record *record, size_t field)
{
    return slice_make(record->text.data + record->fields[field].tag,
                      record->fields[field].tag_size);
}

static inline struct slice record_value(const struct record *record, size_t field)
{
    return slice_make(record->text.data + record->fields[field].value,
                      record->fields[field].value_size);
}

void record_free(struct record *record);

/* Hands the record over and counts it. A value that is no valid UTF-8 is repaired before: every
 * byte that is not part of a valid sequence is read as windows-1252, where the few bytes that it
 * does not know become U+FFFD, and the value is counted. */
void record_found(struct record_sink *sink, struct record *record);

/* Reports a record that cannot be read: `line` and why, which completes the sentence `record left
 * out: ...`; and the line that is wrong, if it is known, else 0. */
void record_reject(struct record_sink *sink, uint64_t line, uint64_t wrong, const char *reason);

/* Counts a line that belongs to no record. */
void record_stray(struct record_sink *sink, uint64_t line, struct slice text);

/* When the file is read: says on what line the first repaired value and the first line that
 * belongs to no record stand, and how many there are. */
void record_report(struct record_sink *sink);

/* Forgets the counts, for the next file; or all. */
void record_sink_begin(struct record_sink *sink, const char *file);
void record_sink_free(struct record_sink *sink);

#endif
