/* Vetoes: the dictionary entries of type `not`, which say where a concept does not count
 * (dictionary.5). A veto removes every hit that it overlaps of its concept and of the concepts
 * below it. */
#ifndef COSPAN_TAG_VETOES_H
#define COSPAN_TAG_VETOES_H

#include <stddef.h>
#include <stdint.h>

#include "stream/dictionary.h"
#include "tag/overlap.h"

/* Removes the vetoes among the hits and the hits that they overlap. Moves the remaining hits to the
 * front of the array and returns their number. `by_name` lists the concepts of the dictionary in
 * the order of their names, by which hits are numbered. */
size_t vetoes_apply(const struct dictionary *dictionary, const uint32_t *by_name, struct hit *hits,
                    size_t count);

#endif
