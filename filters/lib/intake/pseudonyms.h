/* A table of names and the pseudonyms that take their place: columns `name` and `pseudonym`. A
 * name is replaced where it stands as whole words, in exactly its letters: no letter, mark, digit
 * or low line right before or behind it (so Anna in Anna's, not in Annals). Where several names
 * begin at a place, the longest is meant. What was replaced is not looked at again.
 *
 * The table is in memory until pseudonyms_close; texts must be valid UTF-8. A table that cannot
 * be read ends the program; a name that is empty or comes twice is reported with its place. */
#ifndef COSPAN_INTAKE_PSEUDONYMS_H
#define COSPAN_INTAKE_PSEUDONYMS_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/map.h"
#include "base/slice.h"

struct pseudonyms {
    struct map names;
    struct slice *pseudonyms; /* by number of the name, as are all of these */
    uint64_t *found;          /* how often it has been replaced */
    size_t capacity;
    uint32_t *longest_first; /* numbers of the names, by first byte, longest first */
    size_t first[257];       /* where the names with a first byte begin there */
    struct arena arena;
};

void pseudonyms_open(struct pseudonyms *pseudonyms, const char *path, uint64_t max_record);

/* Appends the text with the names replaced. */
void pseudonyms_apply(struct pseudonyms *pseudonyms, struct slice text, struct buffer *to);

/* Says on standard error how often each name was replaced, and which never. */
void pseudonyms_report(const struct pseudonyms *pseudonyms);

void pseudonyms_close(struct pseudonyms *pseudonyms);

#endif
