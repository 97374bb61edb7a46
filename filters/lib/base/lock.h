/* The lock of a target, a folder or a file: one run at a time works on it. It is a file beside the
 * target that is locked with flock(2), names the folder in which the run stages what it makes, and
 * goes with the run. After a run that was killed it is still there, not locked, and the next run
 * finds in it the name of what is to be taken up or removed. Programs that the run starts inherit
 * the lock, which is held until the last of them has ended.
 *
 * Its name can be guessed, so it is believed only as far as it goes: a link of this name is refused,
 * and so is a file of somebody else, one with a second name, and one that holds something else. */
#ifndef COSPAN_BASE_LOCK_H
#define COSPAN_BASE_LOCK_H

#include <stdbool.h>

#include "base/folder.h"

/* The exit status of a run that found another at work (EX_TEMPFAIL of sysexits.h). */
enum { LOCK_STATUS = 75 };

enum { LOCK_NAME = FOLDER_UNGUESSABLE + sizeof ".lock" - 1 };

struct lock {
    const struct folder *folder; /* that holds the lock; it must outlive it */
    char name[LOCK_NAME];
    int descriptor;
    char stage[FOLDER_UNGUESSABLE]; /* what an earlier run has left, or this one has noted; or "" */
};

/* Locks `target`, a name in the folder or "." for the folder itself. False where another run has
 * the lock. */
bool lock_take(struct lock *lock, const struct folder *folder, const char *target);

/* Whether a run holds the lock and has noted this stage. */
bool lock_is_held(const struct folder *folder, const char *target, const char *stage);

/* Notes the name of the stage, synced, before the stage is made; "" when it is gone. */
void lock_note(struct lock *lock, const char *stage);

/* Removes the lock and lets go of it. */
void lock_release(struct lock *lock);

#endif
