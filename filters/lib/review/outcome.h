/* What the reviewers of a document decide together. What was agreed later, in the sheet of the
 * reviewer `consensus`, holds; else what all who decided say; else, where they differ, what the first
 * of them says, and the document is disputed.
 *
 * The outcomes of all documents add up to the rows of a tally (stream/tally.h): documents that stay,
 * and those that are excluded, by reason. Reasons that differ in case only are one, spelled as it
 * was first. Memory: the distinct reasons. */
#ifndef COSPAN_REVIEW_OUTCOME_H
#define COSPAN_REVIEW_OUTCOME_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/map.h"
#include "base/slice.h"
#include "review/screening.h"

/* The reviewer whose decisions were made by all. */
#define OUTCOME_CONSENSUS "consensus"

/* Valid as long as the screening. */
struct outcome {
    struct slice decision, reason; /* empty where there is none */
    bool disputed;
};

/* Of the document that screening_decide was called for last. */
struct outcome outcome_of(const struct screening *screening);

/* Zero-initialise and set the first; release with outcomes_free. */
struct outcomes {
    const char *excludes; /* the decision that excludes; any other lets the document stay */

    uint64_t stay, excluded, open, disputed; /* documents; open are those without a decision */
    struct map reasons;                      /* of exclusions, folded */
    struct outcomes_reason *counts;          /* by reason */
    size_t capacity;
    struct buffer folded;
};

/* Counts a document; true if it stays. */
bool outcomes_add(struct outcomes *outcomes, struct outcome outcome);

/* Adds the rows of the stage `screen` to the tally at `path`, reasons in byte order. */
void outcomes_write_tally(const struct outcomes *outcomes, const char *path);

void outcomes_free(struct outcomes *outcomes);

#endif
