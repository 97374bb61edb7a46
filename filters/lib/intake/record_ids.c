#include "intake/record_ids.h"

#include <stdlib.h>

/* Whether it is new. */
static bool add(struct record_ids *ids, struct slice id, uint32_t *number)
{
    bool added;
    *number = map_add(&ids->ids, id, &added);
    if (!added)
        return false;
    ids->last = memory_grow(ids->last, &ids->capacity, ids->ids.count, sizeof *ids->last);
    ids->last[*number] = 1;
    return true;
}

struct slice record_ids_add(struct record_ids *ids, struct slice id, bool *again)
{
    uint32_t first, number;
    bool added = add(ids, id, &first);
    *again = !added;
    buffer_clear(&ids->id);
    buffer_append_slice(&ids->id, id);
    while (!added) {
        ids->id.size = id.size;
        buffer_append_char(&ids->id, '-');
        buffer_append_u64(&ids->id, ++ids->last[first]);
        added = add(ids, buffer_slice(&ids->id), &number);
    }
    return buffer_slice(&ids->id);
}

void record_ids_free(struct record_ids *ids)
{
    map_free(&ids->ids);
    free(ids->last);
    buffer_free(&ids->id);
}
