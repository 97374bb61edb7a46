/* Folders that are held open, so that what is done in them is done in these very folders: a name
 * that somebody replaces by a symbolic link in the meantime leads nowhere else. Every name is one
 * component; links are never followed, except by folder_open, whose path is the user's own word.
 *
 * A failure ends the program with a message that names the place, unless a function says
 * otherwise. */
#ifndef COSPAN_BASE_FOLDER_H
#define COSPAN_BASE_FOLDER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/buffer.h"
#include "base/digest.h"
#include "base/slice.h"

struct folder {
    int descriptor;
    char *path; /* absolute, for messages and for programs that are started */
};

enum folder_kind { FOLDER_NOTHING, FOLDER_FILE, FOLDER_FOLDER, FOLDER_LINK, FOLDER_OTHER };

/* The deepest nesting that is walked; what is deeper ends the program. */
enum { FOLDER_DEPTH = 200 };

/* The folder at this path, which must be there. */
struct folder folder_open(const char *path);

/* Opens the folder `name` in it; false if it does not exist. */
bool folder_enter(const struct folder *folder, const char *name, struct folder *inner);

/* The same along `path`, components separated by slashes. *name becomes its last component. */
bool folder_enter_above(const struct folder *folder, const char *path, struct folder *above,
                        const char **name);

/* Makes the folder `name`, which must not be there, and enters it; a private one is for this user
 * alone, whatever the umask says. */
struct folder folder_make(const struct folder *folder, const char *name, bool is_private);

/* Makes the folder at this path and those above it where they are not there. */
void folder_make_path(const char *path);

void folder_close(struct folder *folder);

/* Where a path leads: `above` is the folder that holds it, or will hold it (made if it is not
 * there), and `name` its name there. A link is followed to what it names, which must be there. */
void folder_resolve(const char *path, struct folder *above, char **name);

enum folder_kind folder_kind(const struct folder *folder, const char *name);

/* Whether this user owns it, and it has no second name elsewhere. */
bool folder_owns(const struct folder *folder, const char *name);

/* The names in a folder, hidden ones too, in byte order; release with folder_names_free. */
struct folder_names {
    char **items;
    size_t count, capacity;
};
struct folder_names folder_names(const struct folder *folder);
void folder_names_free(struct folder_names *names);

/* A name that nobody can guess and so nobody can have put there before: 128 random bits. */
enum { FOLDER_UNGUESSABLE = sizeof ".cospan-" + 32 };
void folder_unguessable(char name[FOLDER_UNGUESSABLE]);

/* A regular file: its digest; all its bytes (at most `limit`); false if it is something else. */
bool folder_digest(const struct folder *folder, const char *name, char hex[DIGEST_HEX + 1]);
bool folder_read(const struct folder *folder, const char *name, size_t limit, struct buffer *to);
/* What a link says, not followed. */
void folder_read_link(const struct folder *folder, const char *name, struct buffer *to);

/* A new file that holds the bytes, synced; `name` must not be there. */
void folder_write(const struct folder *folder, const char *name, struct slice bytes);
/* A new link; `name` must not be there. */
void folder_link(const struct folder *folder, const char *name, const char *to);
/* The same file made under an unguessable name in `stage`, on the same disk, which then replaces a
 * file or link that has the name. */
void folder_replace(const struct folder *folder, const char *name, struct slice bytes,
                    const struct folder *stage);

/* Syncs a file, or a folder's own list of names. */
void folder_sync_file(const struct folder *folder, const char *name);
void folder_sync(const struct folder *folder);

/* The permissions that the umask leaves a new file or folder. */
void folder_set_mode(const struct folder *folder, const char *name, enum folder_kind kind);

/* Moves to a name that is free; false where it is taken. */
bool folder_move(const struct folder *from, const char *name, const struct folder *to,
                 const char *new_name);
/* Moves to a name and replaces the file or link that has it, which takes no room on the disk. */
void folder_move_over(const struct folder *from, const char *name, const struct folder *to,
                      const char *new_name);
/* Exchanges two at once; false where the file system cannot. */
bool folder_exchange(const struct folder *from, const char *name, const struct folder *to,
                     const char *other);

/* Removes a file or a link, or an empty folder; false where it is not there, or holds something. */
bool folder_remove(const struct folder *folder, const char *name, bool is_folder);
/* Removes it with everything below; nothing happens where it is not there. */
void folder_remove_all(const struct folder *folder, const char *name);

#endif
