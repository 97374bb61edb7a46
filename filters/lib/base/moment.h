/* The moment that a file says it was made at, where its format wants one: SOURCE_DATE_EPOCH, else
 * the beginning of 1970. Never the clock, so that the same input gives the same bytes. */
#ifndef COSPAN_BASE_MOMENT_H
#define COSPAN_BASE_MOMENT_H

enum { MOMENT_SIZE = 32 };

/* Writes `2026-11-22T00:00:00Z` and a NUL. A SOURCE_DATE_EPOCH that is none ends the program. */
void moment_write(char to[MOMENT_SIZE]);

#endif
