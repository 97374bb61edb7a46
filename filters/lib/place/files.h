/* Files that are put into a folder one by one, beside those of persons. The folder's mark lists what
 * was put there. A file of the stage takes the place of one that is as the mark says; any other file
 * of its name is somebody's and stays: the run is refused before anything has changed. Of files that
 * persons may edit, the new one then gets a name of its own (`chart.new.tsv`).
 *
 * The mark is written first and lists both what is there and what is coming, so that no file is
 * taken for somebody's that a run which was killed has put there; the next run puts the others. All
 * that takes room on the disk is made before the first file is put. */
#ifndef COSPAN_PLACE_FILES_H
#define COSPAN_PLACE_FILES_H

#include <stdbool.h>

#include "base/options.h"
#include "place/target.h"

struct files_options {
    struct option_list edited;  /* patterns of paths that persons may edit, as fnmatch(3) */
    struct option_list removed; /* paths that go if they are as they were made */
    bool only;                  /* so does all that was made here and is not staged now */
};

/* Puts what is staged. Prints `kept`, the path and the path of the new one for each file that a
 * person has edited and that would be another now. */
void files_commit(struct target *target, const struct files_options *options);

/* Puts what an earlier run has left in the stage, whose state is `state`. */
void files_recover(struct target *target, struct slice state);

#endif
