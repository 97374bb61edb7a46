/* The progress line: on a terminal, work of more than two seconds shows on standard error how far
 * it is: bytes, rate, and for a file share and time left. Nothing is shown when standard error is
 * no terminal, and in a pipeline only the filter that reads a file speaks. */
#ifndef COSPAN_BASE_PROGRESS_H
#define COSPAN_BASE_PROGRESS_H

#include <stdint.h>

/* `fresh` bytes more were read; `offset` of `size` bytes of this file are done (`size` 0 where it
 * is not known). All zero at the end of a file. */
void progress_step(uint64_t offset, uint64_t size, uint64_t fresh);

#endif
