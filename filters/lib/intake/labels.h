/* Labels: who speaks, where it is typed into the text. `Name:`, `**Name:**`, `**Name**:`,
 * `*Name:*`, `NAME:` alone on its line, `Name  0:04` at the end of one, with a time before or behind
 * the name (`[00:04:09]`, `(04:09)`, `\[04:09\]`, `#00:04:09-5#`, or three numbers without
 * brackets at the beginning).
 *
 * Whether such a beginning is a label, only the whole document can tell: "One thing is certain:
 * it helped" has the form of one. It is a label if it comes back in the document, or if a table of
 * speakers lists it; if the table denies it, it is none. `[id1]`, without a colon, must also hold
 * a letter and a digit, because [laughs] comes back as well. Names that fill the cells of a table
 * are labels if they have a colon, or if the cells behind them are on average long enough for talk.
 * Where most labels are such cells, or lines of their own with a time, a colon makes no others. */
#ifndef COSPAN_INTAKE_LABELS_H
#define COSPAN_INTAKE_LABELS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/map.h"
#include "base/slice.h"
#include "intake/passage.h"
#include "intake/speakers.h"

enum { LABEL_LONGEST = 60, LABEL_MOST_WORDS = 5 };

enum label_form {
    LABEL_COLON,
    LABEL_LINE,    /* with a time and without a colon, alone on its line */
    LABEL_CELL,    /* alone in a cell of a table, and the row has another behind it */
    LABEL_BRACKET, /* in brackets, and nothing else says that it is one: only if it is listed */
    LABEL_FORMS
};

/* What the beginning of a line looks like; slices of that line. */
struct label {
    struct slice name;       /* data NULL: not like a label */
    struct slice rest;       /* the line behind name and time */
    struct slice unlabelled; /* the line behind the time only */
    uint64_t time;           /* milliseconds, PASSAGE_NO_TIME */
    enum label_form form;
};

/* Cuts a time at the end off, `#00:04:09-5#`, as f4 and MAXQDA write it: when what was said ended. */
bool label_cut_end_time(struct slice *text, uint64_t *time);

/* Looks at the beginning of a line. Without a name the time may still be set. */
struct label label_find(struct slice line);

struct label_facts {
    uint64_t seen[LABEL_FORMS]; /* beginnings of lines that look like it */
    bool taken;                 /* it is a label */
    bool listed;                /* ... because the table says so */
    uint64_t turns, words;      /* for whoever counts them */
};

/* The labels of a document. Zero-initialise. */
struct labels {
    struct map names;
    struct label_facts *facts; /* by number of the name */
    size_t capacity;
    bool voices;              /* the format says who speaks: no beginning of a line is a label */
    bool any;                 /* there is a label, or a voice */
    bool counts[LABEL_FORMS]; /* what comes back in this form is a label */
};

/* Beginnings of lines that look like it, in any form. */
uint64_t labels_seen(const struct label_facts *facts);

/* Decides about the document's labels. `speakers` may be NULL. */
void labels_decide(struct labels *labels, const struct passages *passages,
                   const struct speakers *speakers, struct slice doc);

/* The number of the label with which the passage begins, or of its voice; MAP_NONE if it begins
 * with none. *label is filled in any case. */
uint32_t labels_of_passage(const struct labels *labels, const struct passage *passage,
                           struct label *label);

/* Warns of what comes once, and so is text, but is a label with one letter wrong, missing or too
 * many, or in the other case: what follows it would count as the words of the speaker before. */
void labels_warn(const struct labels *labels, const char *file);

/* Says which beginnings of lines were taken for labels and which were not. */
void labels_report(const struct labels *labels, const char *file);

void labels_free(struct labels *labels);

#endif
