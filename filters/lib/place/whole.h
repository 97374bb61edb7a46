/* A whole folder takes the place of another at once: readers see all of the old one or all of the
 * new one. The old one goes only if it is, to the byte, what was made here before; it is compared
 * with its mark before the exchange and once more after it, when nobody can change it under its
 * name any more. Where somebody did, the old one comes back and the new one goes. */
#ifndef COSPAN_PLACE_WHOLE_H
#define COSPAN_PLACE_WHOLE_H

#include <stdbool.h>

#include "place/target.h"

/* Ends the program where the target is neither free, nor an empty folder, nor what was made here. */
void whole_check(const struct target *target);

/* Marks what is staged, and syncs it. */
void whole_seal(const struct target *target);

/* Seals what is staged and puts it in the place of the target. */
void whole_commit(struct target *target);

/* Takes up or undoes what an earlier run has left in the stage, whose state is `state`. */
void whole_recover(struct target *target, struct slice state);

/* What keeps the folder `name` from being removed, as a path from it, to be released with free();
 * NULL for an empty folder, and where all is as its mark says. */
char *whole_change(const struct folder *above, const char *name);

/* Whether the folder has a mark, so that it is not just any empty one. */
bool whole_is_marked(const struct folder *above, const char *name);

/* Removes the folder `name`, of which whole_change has said NULL, entry by entry as its mark says;
 * false where something else has come into it, which stays. */
bool whole_remove(const struct folder *above, const char *name);

#endif
