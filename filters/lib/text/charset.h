/* Converts text from other encodings to UTF-8 while it is read, by iconv(3). Each byte that cannot
 * be converted (in UTF-16 and UTF-32, each unit) becomes U+FFFD and is counted. A byte-order mark
 * at the beginning of a file is removed. The names of encodings are those of the system's iconv;
 * latin-1 and latin-9 work on every system. */
#ifndef COSPAN_TEXT_CHARSET_H
#define COSPAN_TEXT_CHARSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/input.h"
#include "base/slice.h"

struct charset;

/* Returns NULL if the name is unknown to the system. With `skip`, invalid bytes are removed
 * instead. */
struct charset *charset_open(const char *name, bool skip);

/* Like input_window, with the text in UTF-8: `used` counts bytes of the previous window. The input
 * should be raw (input_raw). At the beginning of a file `used` is 0. */
bool charset_window(struct charset *charset, struct input *input, size_t used, struct slice *window,
                    bool *last);

/* The number of bytes or units of this file that could not be converted, and the line of the
 * first. */
uint64_t charset_unknown(const struct charset *charset, uint64_t *line);

void charset_close(struct charset *charset);

#endif
