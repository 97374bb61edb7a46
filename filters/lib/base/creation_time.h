/* The moment that a file says it was made at, where its format wants one: SOURCE_DATE_EPOCH, else
 * the beginning of 1970. Never the clock, so that the same input gives the same bytes. */
#ifndef COSPAN_BASE_CREATION_TIME_H
#define COSPAN_BASE_CREATION_TIME_H

enum { CREATION_TIME_SIZE = 32 };

/* Writes `2026-11-22T00:00:00Z` and a NUL. A SOURCE_DATE_EPOCH that is none ends the program. */
void creation_time_write(char to[CREATION_TIME_SIZE]);

#endif
