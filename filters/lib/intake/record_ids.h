/* Ids that are made unique: the second record with an id gets -2 behind it, the next -3. Of an id
 * that was given out 64 bits of its SHA-256 are kept, not its text: some 15 to 25 bytes for each.
 * Ids whose bits differ differ, so no two records ever get the same one; that an id is taken for
 * another which has the same bits, and gets its -2 for nothing, is to be expected once in billions
 * of records, and happens on every machine alike. */
#ifndef COSPAN_INTAKE_RECORD_IDS_H
#define COSPAN_INTAKE_RECORD_IDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/slice.h"

/* Zero-initialise. */
struct record_ids {
    uint64_t *digests; /* by slot, 0 where it is free */
    uint32_t *last;    /* the highest number behind the id */
    size_t slots, count;
    struct buffer id;
};

/* The id that the record gets, valid until the next call. *again: another one than `id`. */
struct slice record_ids_add(struct record_ids *ids, struct slice id, bool *again);

void record_ids_free(struct record_ids *ids);

#endif
