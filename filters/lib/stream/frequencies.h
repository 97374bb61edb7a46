/* Frequencies of features (concepts, forms, n-grams) in groups (years, speakers): how often, in how
 * many documents, in how many sentences; and the size of each group. All are integers, so the
 * frequencies of the parts of a corpus add up to those of the whole, exactly. Memory: one record
 * for each pair of group and feature that occurs. */
#ifndef COSPAN_STREAM_FREQUENCIES_H
#define COSPAN_STREAM_FREQUENCIES_H

#include <stddef.h>
#include <stdint.h>

#include "base/map.h"
#include "base/pair_counts.h"
#include "base/slice.h"

struct frequency_group {
    uint64_t tokens, documents, sentences;
    uint64_t last_document; /* number of the document that was counted last */
};

struct frequency {
    uint32_t group, feature;
    uint64_t count, documents, sentences;
    uint64_t last_document, last_sentence;
};

/* The record of a feature that was asked for last: nearly always it is asked for again, as the groups
 * of a corpus follow each other. A feature that is in one group alone needs no other. */
struct frequency_recent {
    uint32_t group, cell; /* 1 + number of the record, 0 for none */
};

/* Zero-initialise. Groups and features are numbered by the maps. */
struct frequencies {
    struct map groups; /* the values of the keys, joined with tabs */
    struct frequency_group *group_sizes;
    size_t group_capacity;
    struct map features;
    struct pair_counts pairs;        /* 1 + number of other records, by group and feature */
    struct frequency_recent *recent; /* by feature */
    size_t recent_capacity;
    struct frequency *cells;
    size_t cell_count, cell_capacity;
};

/* The number of the group, added if new. */
uint32_t frequencies_group(struct frequencies *frequencies, struct slice name);

/* The number of the feature, added if new. */
uint32_t frequencies_feature(struct frequencies *frequencies, struct slice name);

/* The record of a pair, added with zeros if new; valid until the next is added. */
struct frequency *frequencies_cell(struct frequencies *frequencies, uint32_t group,
                                   uint32_t feature);

/* Counts one occurrence; documents and sentences are numbered from 1 in the order of the stream,
 * and are counted when their number is another than the last one of this pair. */
void frequencies_count(struct frequencies *frequencies, uint32_t group, uint32_t feature,
                       uint64_t document, uint64_t sentence);

enum frequency_order { FREQUENCY_BY_NAME, FREQUENCY_BY_COUNT };

/* Sorts the records by the name of the group, then by the name of the feature, or by falling count
 * and then by name. Record numbers change. */
void frequencies_sort(struct frequencies *frequencies, enum frequency_order order);

void frequencies_free(struct frequencies *frequencies);

#endif
