/* Samples that anybody can draw again: records are ranked by a hash of a key and their id, and the
 * first of them are taken. The same key gives the same sample, whatever the order of the records,
 * and a larger sample holds the smaller one. The hash is SHA-256 of the key, a tab and the id: it is
 * the same everywhere (`printf 'key\tid' | sha256sum`), and nobody can choose ids or a key to get
 * the sample that he would like without trying as many.
 *
 * Strata are sampled each for itself. Memory: 32 bytes for each id. */
#ifndef COSPAN_REVIEW_SAMPLING_H
#define COSPAN_REVIEW_SAMPLING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/map.h"
#include "base/slice.h"

/* The first 16 bytes of the hash as a number. */
struct sampling_rank {
    uint64_t high, low;
};

/* Less than, equal to or greater than zero. */
int sampling_compare(struct sampling_rank a, struct sampling_rank b);

/* The rank of an id; `name` (of a reviewer) may be NULL and stands behind the key, a tab between. */
struct sampling_rank sampling_rank(const char *key, const char *name, struct slice id,
                                   struct buffer *scratch);

struct sampling_item {
    struct sampling_rank rank;
    uint32_t stratum;
};

/* Zero-initialise; release with sampling_free. */
struct sampling {
    struct map strata;
    struct sampling_item *items;
    size_t count, capacity;
    struct sampling_rank *last; /* the last rank that is taken, by stratum */
    bool *any;                  /* whether one is */
    uint64_t distinct, taken;
};

/* An id that was added before is counted once. Returns the stratum's number. */
uint32_t sampling_add(struct sampling *sampling, struct slice stratum, struct sampling_rank rank);

/* Draws ceil(share * n) of the n ids of each stratum, but at most `number` if that is not 0. */
void sampling_draw(struct sampling *sampling, double share, uint64_t number);

/* Whether an id was drawn; valid after sampling_draw, for ids that were added. */
bool sampling_takes(const struct sampling *sampling, uint32_t stratum, struct sampling_rank rank);

void sampling_free(struct sampling *sampling);

#endif
