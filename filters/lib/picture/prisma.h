/* The boxes of a PRISMA 2020 flow diagram (M. J. Page and others, "The PRISMA 2020 statement", BMJ
 * 372, 2021, n71), which scoping reviews (PRISMA-ScR) use too: read from tables, completed and
 * checked. Boxes have the names that the template of the R package PRISMA2020 gives them.
 *
 * Two kinds of tables are read, told apart by their columns. A table of boxes has `box` and `n` and
 * perhaps `reason`: rows with a reason are listed in their box, and add up to it. A tally (columns
 * stage, file, reason, n) is what filters append to: its stages are given places in the diagram.
 *
 * The invariant, after prisma_check: records identified = duplicates + automatic + other +
 * screened; screened - excluded = sought; sought - not retrieved = assessed; assessed - reasons =
 * included; total = previous + new. Each sum that does not fit is an error that names its boxes and
 * the difference. A box of the main line that is not given is computed from those above it, one at
 * its side is 0; what lies behind the last box that is given is not known. Memory: the rows. */
#ifndef COSPAN_PICTURE_PRISMA_H
#define COSPAN_PICTURE_PRISMA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/input.h"
#include "base/map.h"
#include "base/memory.h"
#include "base/output.h"
#include "base/slice.h"

enum prisma_name {
    PRISMA_PREVIOUS_STUDIES,
    PRISMA_PREVIOUS_REPORTS,
    PRISMA_DATABASES,
    PRISMA_REGISTERS,
    PRISMA_WEBSITES,
    PRISMA_ORGANISATIONS,
    PRISMA_CITATIONS,
    PRISMA_DUPLICATES,
    PRISMA_AUTOMATIC,
    PRISMA_REMOVED,
    PRISMA_SCREENED,
    PRISMA_EXCLUDED,
    PRISMA_SOUGHT,
    PRISMA_NOT_RETRIEVED,
    PRISMA_OTHER_SOUGHT,
    PRISMA_OTHER_NOT_RETRIEVED,
    PRISMA_ASSESSED,
    PRISMA_REPORTS_EXCLUDED,
    PRISMA_OTHER_ASSESSED,
    PRISMA_OTHER_EXCLUDED,
    PRISMA_NEW_STUDIES,
    PRISMA_NEW_REPORTS,
    PRISMA_TOTAL_STUDIES,
    PRISMA_TOTAL_REPORTS,
    PRISMA_BOXES
};

struct prisma_reason {
    struct slice name;
    uint64_t n;
    bool file; /* a path of a tally */
};

struct prisma_box {
    bool known;
    uint64_t n;
    struct prisma_reason *reasons;
    size_t count, capacity;
    bool total; /* a row without a reason was read */
};

/* What a stage of a tally stands for. */
enum prisma_place {
    PRISMA_IDENTIFICATION,
    PRISMA_DEDUPLICATION,
    PRISMA_AUTOMATION,
    PRISMA_REMOVAL,
    PRISMA_SCREENING,
    PRISMA_RETRIEVAL,
    PRISMA_ELIGIBILITY,
    PRISMA_PLACES
};

struct prisma_stage {
    uint64_t in, out, dropped;
    enum prisma_place place;
};

/* Zero-initialise. */
struct prisma {
    struct prisma_box boxes[PRISMA_BOXES];
    struct map names; /* of reasons */
    struct map stages;
    struct prisma_stage *stage_sums; /* by number */
    size_t stage_capacity;
    struct map placed; /* stages that the user gave places, ... */
    enum prisma_place *places;
    size_t place_capacity;
    bool previous, other; /* which sides the diagram has */
};

/* "database_results" and so on, and the words of the diagram, "Databases". */
const char *prisma_name(enum prisma_name box);
const char *prisma_words(enum prisma_name box);

/* "STAGE=PLACE" of the command line; false where it is not of that form. The places are
 * identification, duplicates, automatic, other, screening, retrieval and eligibility; the filters
 * records, dedupe and search, and stages with the names of places or screen, retrieve and assess,
 * have theirs already. */
bool prisma_place_stage(struct prisma *prisma, struct slice text);

/* Reads all files; false when none could be read. */
bool prisma_read(struct prisma *prisma, struct input *input);

void prisma_free(struct prisma *prisma);

#endif
