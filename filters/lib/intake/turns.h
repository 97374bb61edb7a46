/* Turns: the passages of a document put together to the rows of a documents table.
 *
 * Where somebody speaks, a row is a turn: from a label to the next. A cue of the same speaker as
 * the cue before goes on with its row, joined by a space; lines and paragraphs under a label are
 * joined by the line breaks that parted them. A time at the beginning of a paragraph begins a new
 * row of the same turn, so that no time is lost. Where nobody speaks, a row is a paragraph, or
 * the cues up to the end of a sentence or a pause of two seconds. A heading ends the turn; it is
 * the section of what follows it, behind the headings above it.
 *
 * What a turn points to is valid during the call only. Never fails. */
#ifndef COSPAN_INTAKE_TURNS_H
#define COSPAN_INTAKE_TURNS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/slice.h"
#include "intake/labels.h"
#include "intake/passage.h"
#include "intake/speakers.h"

struct turns_rules {
    bool per_cue;                    /* do not join cues */
    const struct speakers *speakers; /* NULL for none */
};

struct turn {
    struct slice speaker, section, text; /* empty where unknown; headings joined by " > " */
    uint64_t start, end;                 /* milliseconds, PASSAGE_NO_TIME */
    uint64_t line;
    bool continues; /* the turn of the row before */
    uint32_t row;   /* of the speaker in the table, SPEAKERS_NONE */
};

typedef void turn_found(void *context, const struct turn *turn);

/* Hands over the turns of the document, in order; counts turns and words in `labels`, which must
 * have been decided for these passages. */
void turns_make(const struct passages *passages, struct labels *labels, struct slice doc,
                const struct turns_rules *rules, turn_found *found, void *context);

/* Leaves out the list of references that ends the document: from the last heading, or line alone, that
 * reads References, Bibliography, Literature or the like, to the next heading that is not below
 * it, to the notes, or to the end. Returns how many passages that were, and *line where it began. */
size_t turns_drop_references(struct passages *passages, uint64_t *line);

#endif
