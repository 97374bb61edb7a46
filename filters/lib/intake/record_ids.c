#include "intake/record_ids.h"

#include <stdlib.h>

#include "base/digest.h"
#include "base/memory.h"
#include "base/message.h"

/* The first 64 bits of its SHA-256, 1 where they are 0, which stands for a free slot. */
static uint64_t digest_of(struct slice id)
{
    char hex[DIGEST_HEX + 1];
    digest_hex(id, hex);
    uint64_t digest = digest_number(hex);
    return digest ? digest : 1;
}

/* The slot that holds the digest, or the free one where it would stand. In order of the digests, so
 * that a larger table is filled from its beginning to its end. */
static size_t find_slot(const struct record_ids *ids, uint64_t digest)
{
    size_t at = (size_t)((digest >> 32) * ids->slots >> 32);
    while (ids->digests[at] && ids->digests[at] != digest)
        at = at + 1 < ids->slots ? at + 1 : 0;
    return at;
}

static void grow(struct record_ids *ids)
{
    uint64_t *digests = ids->digests;
    uint32_t *last = ids->last;
    size_t slots = ids->slots;
    ids->slots = slots + slots / 2 + 1024;
    if (ids->slots > UINT32_MAX)
        message_fatal(NULL, "more than 2^32 ids");
    ids->digests = memory_zeroed(ids->slots, sizeof *ids->digests);
    ids->last = memory_zeroed(ids->slots, sizeof *ids->last);
    for (size_t i = 0; i < slots; i++) {
        if (!digests[i])
            continue;
        size_t at = find_slot(ids, digests[i]);
        ids->digests[at] = digests[i];
        ids->last[at] = last[i];
    }
    free(digests);
    free(last);
}

/* Whether it is new; its slot, which is valid until the next call. */
static bool add(struct record_ids *ids, struct slice id, size_t *slot)
{
    /* Four fifths full at most. */
    if (ids->count + ids->count / 4 >= ids->slots)
        grow(ids);
    uint64_t digest = digest_of(id);
    *slot = find_slot(ids, digest);
    if (ids->digests[*slot])
        return false;
    ids->digests[*slot] = digest;
    ids->last[*slot] = 1;
    ids->count++;
    return true;
}

struct slice record_ids_add(struct record_ids *ids, struct slice id, bool *again)
{
    size_t first, slot;
    bool added = add(ids, id, &first);
    uint32_t number = ids->last[first];
    *again = !added;
    buffer_clear(&ids->id);
    buffer_append_slice(&ids->id, id);
    while (!added) {
        ids->id.size = id.size;
        buffer_append_char(&ids->id, '-');
        buffer_append_u64(&ids->id, ++number);
        added = add(ids, buffer_slice(&ids->id), &slot);
    }
    if (*again) {
        add(ids, id, &first);
        ids->last[first] = number;
    }
    return buffer_slice(&ids->id);
}

void record_ids_free(struct record_ids *ids)
{
    free(ids->digests);
    free(ids->last);
    buffer_free(&ids->id);
}
