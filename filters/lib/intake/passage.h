/* Passages: what a parser of spoken or written text hands over, one after the other, in the order
 * of the file. A passage is one line of a paragraph, one line of a cue, or a heading; `continues`
 * ties the further lines of a paragraph or cue to its first. Who speaks is said by formats that
 * know it; labels that are typed into the text are found later, when the whole document is known
 * (labels.h).
 *
 * What a parser hands over is valid during the call only; passages_add copies it. */
#ifndef COSPAN_INTAKE_PASSAGE_H
#define COSPAN_INTAKE_PASSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/memory.h"
#include "base/slice.h"

#define PASSAGE_NO_TIME UINT64_MAX

struct passage {
    struct slice text;
    struct slice speaker; /* data NULL: the format does not say */
    uint64_t start, end;  /* milliseconds, PASSAGE_NO_TIME where unknown */
    uint64_t line;        /* of the file, or number of the paragraph, from 1 */
    unsigned heading;     /* level from 1 on; 0: no heading */
    bool continues;       /* the same paragraph or cue as the passage before */
    bool cue;             /* of a subtitle file */
    uint64_t row;         /* of a table, number in the file from 1 on; 0: no table */
    unsigned cell;        /* number in the row, from 1 */
    bool may_head;        /* alone in its cell, behind nothing but numbers; passages_add sets it */
    bool heads_row;       /* that, and another cell follows in the row; passages_add sets it */
    bool note;            /* a foot- or endnote: nobody speaks it, and no heading is above it */
};

typedef void passage_found(void *context, const struct passage *passage);

/* The passages of one document. Zero-initialise. */
struct passages {
    struct passage *items;
    size_t count, capacity;
    struct arena arena;
};

/* A passage_found whose context is a struct passages: adds a copy. */
void passages_add(void *context, const struct passage *passage);

void passages_free(struct passages *passages);

/* The number of words between blanks. */
uint64_t passage_words(struct slice text);

/* Cuts the first line off *rest, without its end (LF, CR LF or CR); false when nothing is left.
 * Characters of Unicode that separate lines are text. */
bool passage_cut_line(struct slice *rest, struct slice *line);

/* The length of the blank at the beginning, 0 for anything else. Word processors and web pages write
 * no-break spaces after labels and before colons, so these are blanks here. */
size_t passage_blank(struct slice text);

/* The slice without blanks at its beginning. */
struct slice passage_skip_blanks(struct slice text);

#endif
