/* Did you mean: of the names that exist, the one that a misspelt word most likely stands for. One
 * module for options, commands, keys, columns and concepts, so that all of them forgive the same
 * slips.
 *
 * Names are compared by the restricted Damerau-Levenshtein distance (Damerau 1964, doi
 * 10.1145/363958.363994): insertions, deletions, substitutions and transpositions of neighbours
 * cost 1 each. Units are characters of UTF-8; upper and lower case of ASCII are the same. A name is
 * near if the distance is at most a third of the word, and at least 1 is allowed; where no name is
 * that near, one that the word begins (`out` of `output`) or that begins the word (`column` of
 * `column-name`, but not `role` of `role/nurse`), and then one that
 * has it as a part (`trust` of `condition/trust`). Of equally near names the first one added is taken. */
#ifndef COSPAN_BASE_SUGGEST_H
#define COSPAN_BASE_SUGGEST_H

#include <stddef.h>

#include "base/buffer.h"
#include "base/slice.h"

struct suggest {
    struct slice wanted, nearest;
    size_t distance;    /* of the nearest; SIZE_MAX where there is none */
    size_t count;       /* names added */
    struct buffer list; /* the first of them, separated by commas */
    struct buffer text;
};

/* The word that was not found must live as long as the suggestion. */
struct suggest suggest_begin(struct slice wanted);

/* A name that exists; it must live as long as the suggestion. */
void suggest_add(struct suggest *suggest, struct slice name);

/* The nearest name; its data is NULL if none is near. */
static inline struct slice suggest_nearest(const struct suggest *suggest)
{
    return suggest->nearest;
}

/* The end of a message, `; did you mean 'speaker'? the keys are doc, speaker, turn`: the question if
 * a name is near, and after it `existing` ("the keys are") with up to 40 names. Empty where there
 * is nothing to say. Valid until suggest_free. */
const char *suggest_ending(struct suggest *suggest, const char *existing);

void suggest_free(struct suggest *suggest);

#endif
