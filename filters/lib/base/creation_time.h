/* The creation time written into files whose format requires one: SOURCE_DATE_EPOCH, or the
 * beginning of 1970 where it is not set. The clock is never read, so the same input gives the same
 * bytes. */
#ifndef COSPAN_BASE_CREATION_TIME_H
#define COSPAN_BASE_CREATION_TIME_H

enum { CREATION_TIME_SIZE = 32 };

/* Writes `2026-11-22T00:00:00Z` and a NUL. Ends the program if SOURCE_DATE_EPOCH is invalid. */
void creation_time_write(char to[CREATION_TIME_SIZE]);

#endif
