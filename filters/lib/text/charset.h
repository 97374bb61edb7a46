/* Text in other encodings than UTF-8, converted by iconv(3) while it is read. What cannot be
 * converted becomes U+FFFD, byte by byte (UTF-16 and UTF-32: unit by unit), and is counted. A
 * byte-order mark at the beginning of a file is left out. The names of encodings are those of the
 * system's iconv; latin-1 and latin-9 are known everywhere. */
#ifndef COSPAN_TEXT_CHARSET_H
#define COSPAN_TEXT_CHARSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/input.h"
#include "base/slice.h"

struct charset;

/* NULL where the system does not know the name. With `skip`, what cannot be converted is left
 * out instead. */
struct charset *charset_open(const char *name, bool skip);

/* As input_window, with the text in UTF-8: `used` counts bytes of the window that it gave before.
 * The input should be raw (input_raw). At the beginning of a file `used` is 0. */
bool charset_window(struct charset *charset, struct input *input, size_t used, struct slice *window,
                    bool *last);

/* How many bytes or units of this file could not be converted, and the line of the first. */
uint64_t charset_unknown(const struct charset *charset, uint64_t *line);

void charset_close(struct charset *charset);

#endif
