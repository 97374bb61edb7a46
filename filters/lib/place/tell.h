/* Telling something once: it is added to a file, or printed, and the file `told` of the target says
 * that it was told. That says first where in which file it is about to be told, so that a run after one that was
 * killed sees whether it is there. What goes to standard output or into a pipe cannot be looked at:
 * a run that is killed between telling and marking it is told again by the next one. */
#ifndef COSPAN_PLACE_TELL_H
#define COSPAN_PLACE_TELL_H

#include "place/target.h"

/* Adds what the file `from` holds to the file `path`, "-" being standard output, and notes in the
 * target that `word` was told; nothing happens where that is noted already. */
void tell_once(const struct target *target, const char *word, const char *from, const char *path);

#endif
