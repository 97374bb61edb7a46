#include "stream/frequency_fill.h"

#include <stdbool.h>

#include "base/message.h"
#include "base/number.h"
#include "stream/frequency_table.h"

/* A century of days is more; a year that was mistyped must not fill the disk. */
enum { MOST_NUMBERS = 40000 };

/* The value of the key in the name of a group as a number, written as we write it. */
static bool read_number(struct slice group, size_t index, struct slice *value, uint64_t *number)
{
    struct slice rest = group;
    *value = slice_cut(&rest, '\t');
    for (size_t i = 0; i < index; i++)
        *value = slice_cut(&rest, '\t');
    return number_read_u64(*value, number) && (value->size == 1 || !slice_starts(*value, "0"));
}

void frequency_table_fill(struct frequencies *frequencies, const struct slice *keys,
                          size_t key_count, const char *key)
{
    uint32_t count = (uint32_t)frequencies->groups.count;
    uint64_t number, least = UINT64_MAX, largest = 0;
    struct slice value;
    struct buffer name = {0};
    size_t index = frequency_table_key(keys, key_count, "fill", key);
    for (uint32_t i = 0; i < count; i++)
        if (read_number(map_key(&frequencies->groups, i), index, &value, &number)) {
            least = number < least ? number : least;
            largest = number > largest ? number : largest;
        }
    if (largest > least && largest - least > MOST_NUMBERS)
        message_fatal(NULL, "--fill %s from %llu to %llu would be more than %d rows", key,
                      U64(least), U64(largest), MOST_NUMBERS);
    for (uint32_t i = 0; i < count; i++) {
        struct slice group = map_key(&frequencies->groups, i);
        if (!read_number(group, index, &value, &number))
            continue;
        size_t before = (size_t)(value.data - group.data);
        for (number = least; number <= largest; number++) {
            buffer_clear(&name);
            buffer_append(&name, group.data, before);
            buffer_append_u64(&name, number);
            buffer_append_slice(&name, slice_from(group, before + value.size));
            frequencies_group(frequencies, buffer_slice(&name));
        }
    }
    buffer_free(&name);
}
