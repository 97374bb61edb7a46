/* A run on a target, from its lock to the removal of its stage. The command that is run finds in
 * its environment
 *
 *     PLACE_PID      the process of this program: its parent, which tells the command itself from
 *                    what it starts
 *     PLACE_KIND     what the target is: folder, files, generations or scratch
 *     PLACE_TARGET   the target, absolute; PLACE_SHOWN as the user gave it
 *     PLACE_STAGE    the folder in which it makes what is to be put there
 *     TMPDIR         a folder for all else, which goes with the stage
 *
 * and calls `place commit` when all is made. A command that ends without that changes nothing. */
#ifndef COSPAN_PLACE_RUN_H
#define COSPAN_PLACE_RUN_H

#include <stdbool.h>

#include "place/target.h"

/* Locks the target, takes up what an earlier run left, runs the command, NULL at its end, and
 * removes the stage. Returns the exit status: that of the command, or LOCK_STATUS. */
int run_command(enum target_kind kind, const char *path, bool share, char *const *command);

/* The target and the stage of the run in which this process was started; the program ends where
 * there is none. */
struct target run_target(void);

#endif
