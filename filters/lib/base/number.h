/* Numbers as text and back, the same in every locale: a point before the decimals, no grouping.
 * Counts are unsigned 64-bit integers; a sum that does not fit ends the program, because a count
 * that wrapped around would be a wrong number in a paper. */
#ifndef COSPAN_BASE_NUMBER_H
#define COSPAN_BASE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/slice.h"

/* Room that number_write_u64 needs. */
enum { NUMBER_DIGITS = 20 };

/* Writes the decimal digits, no NUL; returns how many. */
size_t number_write_u64(char *to, uint64_t number);

/* The whole slice is a decimal integer without sign and fits; false otherwise. */
bool number_read_u64(struct slice text, uint64_t *number);

/* The whole slice is a decimal number as C writes it (sign, point, exponent), finite; false
 * otherwise: "nan", "inf", hexadecimal and white space are no numbers. */
bool number_read_double(struct slice text, double *number);

/* a + b, or the program ends with a message. */
uint64_t number_add(uint64_t a, uint64_t b);

/* Writes a figure with up to `decimals` (0 to 9) decimals, rounded to nearest, trailing zeros
 * kept, "-0" as "0"; returns the bytes written, at most `room`. */
size_t number_write_fixed(char *to, size_t room, double number, int decimals);

/* Writes a figure with up to `digits` (1 to 17) significant digits, trailing zeros left out, large
 * and small ones with an exponent (1.5e-23); returns the bytes written, at most NUMBER_FIGURE. */
enum { NUMBER_FIGURE = 32 };
size_t number_write_figure(char to[NUMBER_FIGURE], double number, int digits);

#endif
