/* The sets of a strategy as files: FOLDER/N.txt holds the ids of the records that line N finds, one a
 * line, escaped as in a cell of a table. Each file is whole or not there. */
#ifndef COSPAN_STRATEGY_SETS_H
#define COSPAN_STRATEGY_SETS_H

#include "base/output.h"
#include "base/slice.h"
#include "strategy/strategy.h"

/* Zero-initialise: no files, and what is added is not written. */
struct strategy_sets {
    struct output **files; /* by line, NULL for one that cannot be run */
    size_t count;
};

/* Makes the folder if it is missing, and opens a file for every line that can be run. */
void strategy_sets_open(struct strategy_sets *sets, const struct strategy *strategy,
                        const char *folder);

void strategy_sets_add(const struct strategy_sets *sets, size_t line, struct slice id);

/* Closes the files and releases the sets. */
void strategy_sets_close(struct strategy_sets *sets);

#endif
