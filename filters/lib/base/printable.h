/* Text that is safe to show. Control characters, line and paragraph separators and characters that
 * reorder a line are spelled out as \n, \t, \r or \x1b, and so is every byte that is not valid
 * UTF-8: no input can move the cursor, colour the terminal or hide what follows. */
#ifndef COSPAN_BASE_PRINTABLE_H
#define COSPAN_BASE_PRINTABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/slice.h"

/* A byte becomes at most this many. */
enum { PRINTABLE_GROWTH = 4 };

/* Moves the longest beginning of *from that is safely spelled in `room` bytes to `to`, and returns
 * how many bytes that takes. With `lines` tabs and the ends of lines stay: the text is a whole table. */
size_t printable_take(char *to, size_t room, struct slice *from, bool lines);

#endif
