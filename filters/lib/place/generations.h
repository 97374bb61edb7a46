/* Numbered folders, generations/1, generations/2 and so on, and a link `current` to the last one.
 * Each is made whole before it gets its number; then the link is moved to it. Old ones are removed
 * only if they are, to the byte, what was made here. */
#ifndef COSPAN_PLACE_GENERATIONS_H
#define COSPAN_PLACE_GENERATIONS_H

#include <stdint.h>

#include "base/options.h"
#include "place/target.h"

/* Ends the program where `generations` is no folder, or `current` no link to one of them. */
void generations_check(const struct target *target);

/* Makes what is staged the next generation and prints its number. */
void generations_commit(struct target *target);

/* Takes up what an earlier run has left in the stage, whose state is `state`. */
void generations_recover(struct target *target, struct slice state);

/* Removes all but the last `keep`, those in `held` (their numbers), and the present one. One that
 * holds something else is kept and named. */
void generations_prune(const struct target *target, uint64_t keep, const struct option_list *held);

#endif
