/* Time series without gaps: groups in which nothing was counted get their rows. */
#ifndef COSPAN_STREAM_FREQUENCY_FILL_H
#define COSPAN_STREAM_FREQUENCY_FILL_H

#include <stddef.h>

#include "base/slice.h"
#include "stream/frequencies.h"

/* Adds groups without anything for each whole number that is missing between the least and the
 * largest value of the key, beside all values of the other keys that occur: years in which nothing
 * was written. A value that is no number is left as it is. */
void frequency_table_fill(struct frequencies *frequencies, const struct slice *keys,
                          size_t key_count, const char *key);

#endif
