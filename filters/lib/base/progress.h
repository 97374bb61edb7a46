/* The progress line on a terminal: after two seconds of work, standard error shows the bytes read,
 * the rate and, for a file, the share done and the time left. Nothing is shown if standard error is
 * not a terminal; in a pipeline only the filter that reads a file shows progress. */
#ifndef COSPAN_BASE_PROGRESS_H
#define COSPAN_BASE_PROGRESS_H

#include <stdint.h>

/* Reports that `fresh` more bytes were read, and that `offset` of the `size` bytes of this file are
 * done (`size` is 0 if unknown). All are 0 at the end of a file. */
void progress_step(uint64_t offset, uint64_t size, uint64_t fresh);

#endif
