/* Concepts that the user names to see only these and those below them: `condition` chooses
 * `condition/trust` too. Where one is named that does not exist, the nearest of those that do is
 * suggested. */
#ifndef COSPAN_STREAM_CONCEPT_CHOICE_H
#define COSPAN_STREAM_CONCEPT_CHOICE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/map.h"
#include "base/options.h"
#include "stream/spans.h"

struct concept_choice {
    const struct option_list *names; /* none: every concept is chosen */
    bool *found;                     /* for each name */
    size_t missing;                  /* names that were not found so far */
    struct map known;                /* concepts that exist, noted as long as a name is missing */
};

/* The names must live as long as the choice. */
struct concept_choice concept_choice_begin(const struct option_list *names);

/* Takes note of a concept that exists. */
void concept_choice_note(struct concept_choice *choice, struct slice concept);

/* Takes note of the concepts of the spans, and keeps the spans that are chosen. */
void concept_choice_keep(struct concept_choice *choice, struct spans *spans);

/* After all concepts of dictionaries were noted: ends the program if a name is missing. */
void concept_choice_require(struct concept_choice *choice);

/* At the end of the input, which may lack a concept that its dictionary has: a note for each name
 * that is missing. */
void concept_choice_report(struct concept_choice *choice);

void concept_choice_free(struct concept_choice *choice);

#endif
