/* Frequencies as a table (streams.5): the group's keys, the feature counted, then figures:
 *
 *     year  concept  freq  docs  tokens  per_million
 *
 * `tokens` is the size of the group; the rate may be of another number of tokens, per_1000. Every
 * group has at least one row: one in which nothing was found has a row with an empty feature and
 * freq 0, so that its size is not lost and the tables of the parts of a corpus add up to exactly
 * the table of the whole. */
#ifndef COSPAN_STREAM_FREQUENCY_TABLE_H
#define COSPAN_STREAM_FREQUENCY_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/input.h"
#include "base/output.h"
#include "stream/frequencies.h"
#include "stream/table.h"

enum frequency_sort { SORT_AUTO, SORT_NAME, SORT_FREQ };
enum frequency_share { SHARE_NONE, SHARE_DOC, SHARE_SENTENCE };
enum frequency_measure { MEASURE_FREQ, MEASURE_DOCS, MEASURE_PER_MILLION, MEASURE_RATE };

/* What a rate is of, unless something else is asked for. */
enum { FREQUENCY_PER = 1000000 };

struct frequency_table_settings {
    uint64_t min, top; /* 0: all */
    uint64_t per;      /* tokens that the rate is of; 0: FREQUENCY_PER */
    int sort, share, measure;
    bool zeros;
    struct table_options options;
    const char *wide; /* key whose values become columns, or NULL */
};

/* The name of a rate's column, per_million or per_1000, and the tokens that a rate is of by that
 * name: 0 if it is no name of a rate. */
void frequency_table_add_rate_name(struct buffer *to, uint64_t per);
uint64_t frequency_table_rate(struct slice name);

/* The index of a key that --`option` names; a usage error if it is none of the keys. */
size_t frequency_table_key(const struct slice *keys, size_t key_count, const char *option,
                           const char *name);

/* Appends the value of key number `index` to the name of a group. */
void frequency_table_add_key(struct buffer *group, size_t index, struct slice value);

/* Writes the values of the keys in the name of a group, a cell each; `scratch` is the caller's. */
void frequency_table_write_keys(struct table_writer *table, struct slice group, size_t key_count,
                                struct buffer *scratch);

/* Writes the table. `keys` are the names of the keys, `feature` that of what was counted. Sorts the
 * frequencies. */
void frequency_table_write(struct frequencies *frequencies,
                           const struct frequency_table_settings *settings,
                           const struct slice *keys, size_t key_count, const char *feature,
                           struct output *output);

#endif
