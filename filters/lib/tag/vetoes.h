/* The entries of a dictionary that say where a concept does not count (dictionary.5, type `not`): a
 * veto takes away every hit of its concept, and of the concepts below it, that it overlaps. */
#ifndef COSPAN_TAG_VETOES_H
#define COSPAN_TAG_VETOES_H

#include <stddef.h>
#include <stdint.h>

#include "stream/dictionary.h"
#include "tag/overlap.h"

/* Takes away the vetoes among the hits and the hits that they overlap; those that are left are at
 * the front of the array, and their number is returned. `by_name` has the concepts of the dictionary
 * in the order of their names, by which hits are numbered. */
size_t vetoes_apply(const struct dictionary *dictionary, const uint32_t *by_name, struct hit *hits,
                    size_t count);

#endif
