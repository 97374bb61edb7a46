/* Ids that are made unique: the second record with an id gets -2 behind it, the next -3. Memory:
 * all ids. */
#ifndef COSPAN_INTAKE_RECORD_IDS_H
#define COSPAN_INTAKE_RECORD_IDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/map.h"
#include "base/slice.h"

/* Zero-initialise. */
struct record_ids {
    struct map ids;
    uint64_t *last; /* the highest number behind an id, by id */
    size_t capacity;
    struct buffer id;
};

/* The id that the record gets, valid until the next call. *again: another one than `id`. */
struct slice record_ids_add(struct record_ids *ids, struct slice id, bool *again);

void record_ids_free(struct record_ids *ids);

#endif
