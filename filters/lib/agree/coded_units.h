/* Units of text that raters have coded with concepts, gathered from tables of hits (columns doc,
 * start, end, concept; start and end in code points, the end exclusive) and handed over as ratings:
 * the concept is the group, and for each unit a rater says yes or no.
 *
 * What a unit is decides what is counted. Either the units are listed in a table (doc, start, end:
 * the sentences, the turns), must not overlap, and a rater says yes where a hit of the concept
 * shares at least one character with the unit; the units of which nobody says yes are then known,
 * as one row that stands for all of them. Or nobody has listed them, and a unit is what any of the
 * raters has found: hits of a concept that overlap, directly or by others between them, are one
 * unit, however many hits each rater has there; those where all say no do not exist. Characters
 * are never counted, so a long hit weighs no more than a short one.
 *
 * A hit with a bad number, or in no listed unit, is reported and left out. Memory: a record for
 * each hit and each listed unit. */
#ifndef COSPAN_AGREE_CODED_UNITS_H
#define COSPAN_AGREE_CODED_UNITS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/input.h"
#include "agree/ratings.h"

/* Reads all files. `rater` is the column of the raters' names; NULL: each file is a rater.
 * `units` is the path of the table of units, or NULL. With `titles` the text of a unit's first hit
 * is kept. Returns false when no file could be read. */
bool coded_units_read(struct ratings *ratings, struct input *input, char *const *paths,
                      size_t count, const char *rater, const char *units, bool titles);

#endif
