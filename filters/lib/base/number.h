/* Numbers to text and back, the same in every locale: a point before the decimals, no grouping.
 * Counts are unsigned 64-bit integers. A sum that overflows ends the program, because a count that
 * wrapped around would be a wrong number in a paper. */
#ifndef COSPAN_BASE_NUMBER_H
#define COSPAN_BASE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/slice.h"

/* The room that number_write_u64 needs, in bytes. */
enum { NUMBER_DIGITS = 20 };

/* Writes the decimal digits without a NUL; returns how many. */
size_t number_write_u64(char *to, uint64_t number);

/* Reads a slice that is a decimal integer without a sign; false for anything else and for a number
 * that does not fit. */
bool number_read_u64(struct slice text, uint64_t *number);

/* Reads a slice that is a finite decimal number as C writes it (sign, point, exponent). False
 * otherwise, including "nan", "inf", hexadecimal numbers and white space. */
bool number_read_double(struct slice text, double *number);

/* Returns a + b; ends the program with a message if the sum overflows. */
uint64_t number_add(uint64_t a, uint64_t b);

/* Writes a number with up to `decimals` (0 to 9) decimals, rounded to nearest, with trailing zeros
 * kept and "-0" as "0". Returns the bytes written, at most `room`. */
size_t number_write_fixed(char *to, size_t room, double number, int decimals);

/* Writes a number with up to `digits` (1 to 17) significant digits and without trailing zeros;
 * large and small numbers have an exponent (1.5e-23). Returns the bytes written, at most
 * NUMBER_FIGURE. */
enum { NUMBER_FIGURE = 32 };
size_t number_write_figure(char to[NUMBER_FIGURE], double number, int digits);

#endif
