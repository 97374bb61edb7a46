/* Ids of records are made unique, however many there are. */
#include "intake/record_ids.h"

#include "base/map.h"
#include "check.h"

static struct record_ids ids;

static bool becomes(const char *id, const char *expected)
{
    bool again;
    struct slice unique = record_ids_add(&ids, slice_of(id), &again);
    return slice_is(unique, expected) && again == (strcmp(id, expected) != 0);
}

TEST("an id that was given gets a number that no other has")
{
    CHECK(becomes("a", "a"));
    CHECK(becomes("a-2", "a-2"));
    CHECK(becomes("a", "a-3"));
    CHECK(becomes("b", "b"));
    CHECK(becomes("a", "a-4"));
    CHECK(becomes("a-3", "a-3-2"));
    CHECK(becomes("", ""));
    CHECK(becomes("", "-2"));
    record_ids_free(&ids);
}

/* A third of them come again. */
TEST("of 300,000 ids every one is unique")
{
    enum { MANY = 300000 };
    struct map given = {0};
    struct buffer id = {0};
    size_t wrong = 0, repeated = 0;
    ids = (struct record_ids){0};
    for (size_t i = 0; i < MANY; i++) {
        bool again, added;
        buffer_clear(&id);
        buffer_append_format(&id, "10.1000/%zu", i % (MANY / 3 * 2));
        map_add(&given, record_ids_add(&ids, buffer_slice(&id), &again), &added);
        wrong += !added;
        repeated += again;
    }
    CHECK(wrong == 0);
    CHECK(repeated == MANY / 3);
    CHECK(given.count == MANY);
    map_free(&given);
    buffer_free(&id);
    record_ids_free(&ids);
}

/* The hundred thousandth record without a word does not ask for all numbers before. */
TEST("the hundred thousandth record of one id gets its number at once")
{
    enum { MANY = 100000 };
    bool again;
    struct slice unique = {NULL, 0};
    ids = (struct record_ids){0};
    for (size_t i = 0; i < MANY; i++)
        unique = record_ids_add(&ids, slice_of("hash:0"), &again);
    CHECK(slice_is(unique, "hash:0-100000"));
    record_ids_free(&ids);
}
