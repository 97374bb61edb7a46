/* A target: a folder that programs make, and what a run needs to make it without harm: the lock,
 * and the stage, a folder under an unguessable name in which everything is made before it takes its
 * place. A whole folder is staged and locked beside itself, the other kinds within themselves.
 *
 *     .cospan-0123456789abcdef.../     the stage
 *         new/                         what is being made
 *         old/                         a whole folder on its way out, where two cannot be exchanged
 *         scratch/                     TMPDIR of the programs that run
 *         state                        how far putting it in its place has come; not there before
 *
 * The name of the stage is in the lock, so that a run that was killed at any point is taken up, or
 * undone, by the next one: as long as there is no state, nothing has changed but the stage. */
#ifndef COSPAN_PLACE_TARGET_H
#define COSPAN_PLACE_TARGET_H

#include <stdbool.h>

#include "base/folder.h"
#include "base/lock.h"

enum target_kind {
    TARGET_FOLDER,      /* replaced as a whole */
    TARGET_FILES,       /* file by file, beside those of persons */
    TARGET_GENERATIONS, /* numbered folders in it, and a link to the present one */
    TARGET_SCRATCH,     /* nothing but a stage, in the folder for temporary files */
};

/* The kinds as words, `|` between them. */
#define TARGET_KINDS "folder|files|generations|scratch"

struct target {
    enum target_kind kind;
    struct folder folder; /* that holds the stage: above a whole folder; else the target itself */
    char *name;           /* of a whole folder in it; else "." */
    char *path;           /* of the target, absolute */
    char *shown;          /* the same as the user gave it, for messages */
    struct lock lock;
    struct folder stage;
};

/* Opens the target; of kinds other than TARGET_FOLDER it is made if it is not there. */
struct target target_open(enum target_kind kind, const char *path, const char *shown);

/* Releases what it holds; lock and stage are what they are. */
void target_close(struct target *target);

/* Locks it; false where another run is at work. What an earlier run has left is in lock.stage. */
bool target_lock(struct target *target);

/* Enters the stage that the lock names; false if it does not exist. */
bool target_enter_stage(struct target *target, const char *name);

/* Makes the stage, with new/ and scratch/ in it. */
void target_make_stage(struct target *target);

/* Removes the stage. */
void target_remove_stage(struct target *target);

/* Notes how far it has come, synced, in words that target_state gives back: false where nothing is
 * noted. */
void target_note_state(const struct target *target, struct slice state);
bool target_state(const struct target *target, struct buffer *state);

/* What comes to be noted when there may be no room on the disk any more is written before. */
void target_prepare_state(const struct target *target, const char *state);
void target_note_prepared(const struct target *target, const char *state);

/* Gives everything in a folder the permissions that the umask leaves, and syncs it. Something that
 * is no file, folder or link ends the program. */
void target_settle(const struct folder *folder);

#endif
