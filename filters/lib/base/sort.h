/* Sorting by something that is not in what is sorted. qsort hands its comparison nothing but the
 * two things; here they are numbers (of names in a map, of rows), and the comparison gets the
 * context in which it looks them up. Equal numbers keep their order, so results do not depend on
 * the machine. */
#ifndef COSPAN_BASE_SORT_H
#define COSPAN_BASE_SORT_H

#include <stddef.h>
#include <stdint.h>

/* Less than, equal to or greater than zero, as `left` comes before, with or after `right`. */
typedef int sort_order(const void *context, uint32_t left, uint32_t right);

/* Sorts numbers in place. */
void sort_numbers(uint32_t *numbers, size_t count, sort_order *order, const void *context);

/* The numbers from 0 to `count` - 1, sorted; the caller frees them. */
uint32_t *sort_indices(size_t count, sort_order *order, const void *context);

#endif
