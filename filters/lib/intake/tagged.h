/* Tagged formats: exports in which each field stands on a line of its own behind a short tag. One
 * reader does them all by a description of each (tagged.c): how a tag looks, which tags begin and
 * end a record, whether a blank line ends one, which continuation lines are values of their own.
 *
 * What every dialect has in common: lines that are no tag continue the field before them, joined
 * by a blank; they belong to no record where none is open, or where the next one begins behind
 * them. A return by itself begins a line where a tag follows, and is a blank elsewhere.
 *
 * The invariant: every record that begins, with a start tag or without, is handed over or
 * rejected: begun + unbegun = read + rejected. Lines that do not fit (an end tag without a record,
 * a record without one) are reported as notes, a last record that is cut off as an error. It is
 * kept if it has any field. Memory: one record. */
#ifndef COSPAN_INTAKE_TAGGED_H
#define COSPAN_INTAKE_TAGGED_H

#include <stdbool.h>

#include "base/slice.h"
#include "intake/record.h"
#include "text/source.h"

enum tagged_format {
    TAGGED_RIS,
    TAGGED_MEDLINE,
    TAGGED_OVID,
    TAGGED_REFER,
    TAGGED_REFWORKS,
    TAGGED_WOS,
    TAGGED_FORMATS
};

/* Whether a file that begins so is in one of the formats, and in which. */
bool tagged_begins(struct slice beginning, enum tagged_format *format);

/* Reads the open file of `source`. */
void tagged_read(struct source *source, enum tagged_format format, struct record_sink *sink);

#endif
