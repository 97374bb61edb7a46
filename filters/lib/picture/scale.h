/* Scales: the round numbers that stand at the ticks of an axis, and the place of a value between
 * them. The ticks are those of Talbot, Lin and Hanrahan, "An Extension of Wilkinson's Algorithm
 * for Positioning Tick Labels on Axes", IEEE Transactions on Visualization and Computer Graphics
 * 16(6), 2010: every sequence of multiples of 1, 5, 2, 2.5, 4 or 3 is rated by how simple it is,
 * how well it covers the data and how near its number of ticks is to the number wanted. Their
 * fourth criterion, the legibility of the labels, is left to the caller, who knows the room there
 * is and asks again for fewer.
 *
 * Ticks are computed from whole numbers, so that 0.3 is the number nearest to 0.3 and never
 * 0.30000000000000004, on every machine. Plain values, no memory, nothing fails. */
#ifndef COSPAN_PICTURE_SCALE_H
#define COSPAN_PICTURE_SCALE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

/* Values beyond this cannot be drawn: their squares would not be numbers any more. */
#define SCALE_LARGEST 1e150

struct scale {
    double low, high; /* ends of the axis: they hold all data and all ticks; low < high */
    size_t ticks;     /* how many, at least 2 */
    double first;     /* in units: tick i is (first + i * step) * 10^power */
    double step;      /* in units */
    int power;
};

/* An axis for data from `low` to `high`, both finite, within SCALE_LARGEST, with about `wanted`
 * ticks; `whole` allows whole numbers only at the ticks. A range of no length (its ends agree in
 * twelve digits) gets one: from or to zero, or from 0 to 1 if both ends are zero. */
struct scale scale_nice(double low, double high, size_t wanted, bool whole);

/* The value at tick i. */
double scale_tick(const struct scale *scale, size_t i);

/* Where the value lies on the axis: 0 at its low end, 1 at its high end. */
double scale_place(const struct scale *scale, double value);

/* Appends the number at tick i with the decimals that all ticks need, no more; from 10^16 on, and
 * below 10^-9, in the form 1.5e20. `grouped` sets a no-break space between groups of three digits
 * from 10,000 on (ISO 80000-1). */
void scale_append_tick(const struct scale *scale, size_t i, bool grouped, struct buffer *to);

#endif
