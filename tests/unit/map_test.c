/* Equal strings have equal numbers, in the order of adding. */
#include "base/map.h"

#include "chance.h"
#include "check.h"

static struct slice number_as_key(uint32_t number, char *room)
{
    return slice_make(room, (size_t)snprintf(room, 32, "key %u", number));
}

TEST("equal strings have equal numbers, in the order of adding")
{
    struct map map = {0};
    bool added;
    CHECK(map_find(&map, slice_of("peer")) == MAP_NONE);
    CHECK(map_add(&map, slice_of("peer"), &added) == 0 && added);
    CHECK(map_add(&map, slice_of("worker"), &added) == 1 && added);
    CHECK(map_add(&map, slice_of("peer"), &added) == 0 && !added);
    CHECK(map_add(&map, slice_of("peer"), NULL) == 0);
    CHECK(map_find(&map, slice_of("worker")) == 1);
    CHECK(map_find(&map, slice_of("work")) == MAP_NONE);
    CHECK(slice_is(map_key(&map, 1), "worker"));
    CHECK(map.count == 2);
    map_free(&map);
    CHECK(map.count == 0 && map_find(&map, slice_of("peer")) == MAP_NONE);
}

TEST("a key may be empty or hold a NUL")
{
    struct map map = {0};
    CHECK(map_add(&map, slice_make("", 0), NULL) == 0);
    CHECK(map_add(&map, slice_make(NULL, 0), NULL) == 0);
    CHECK(map_add(&map, slice_make("a\0b", 3), NULL) == 1);
    CHECK(map_add(&map, slice_make("a\0c", 3), NULL) == 2);
    CHECK(map_add(&map, slice_make("a", 1), NULL) == 3);
    CHECK(map_find(&map, slice_make("a\0b", 3)) == 1);
    CHECK(slice_equal(map_key(&map, 2), slice_make("a\0c", 3)));
    map_free(&map);
}

TEST("200,000 keys are found, and none moves")
{
    enum { MANY = 200000 };
    struct map map = {0};
    char room[32];
    bool good = true;
    map_add(&map, slice_of("first"), NULL);
    const char *first = map_key(&map, 0).data;
    for (uint32_t i = 1; i < MANY; i++)
        good = good && map_add(&map, number_as_key(i, room), NULL) == i;
    for (uint32_t i = 1; i < MANY; i++)
        good = good && map_find(&map, number_as_key(i, room)) == i;
    CHECK(good);
    CHECK(map_find(&map, slice_of("key 0")) == MAP_NONE);
    CHECK(map_key(&map, 0).data == first);
    map_free(&map);
}

TEST("keys are sorted by bytes")
{
    static const char *const words[] = {"worker", "peer", "\xc3\xa9", "Peer", "pee", "", "z"};
    static const uint32_t expected[] = {5, 3, 4, 1, 0, 6, 2};
    struct map map = {0};
    uint32_t *sorted = map_sorted(&map);
    CHECK(sorted != NULL);
    free(sorted);
    for (size_t i = 0; i < 7; i++)
        map_add(&map, slice_of(words[i]), NULL);
    sorted = map_sorted(&map);
    CHECK(memcmp(sorted, expected, sizeof expected) == 0);
    free(sorted);
    map_free(&map);
}

/* Many at once get the numbers that one after the other gets, whatever their length, whatever
 * stands behind them, and whether the table was enlarged among them. */
TEST("strings that are added at once get the numbers that they get one by one")
{
    enum { STRINGS = 500, ROUNDS = 60, LONGEST = 40, STEP = LONGEST + 16 };
    static char room[STRINGS * STEP];
    static struct slice strings[STRINGS];
    static uint32_t numbers[STRINGS];
    struct map all = {0}, one_by_one = {0};
    bool good = true;
    for (uint32_t round = 0; round < ROUNDS; round++) {
        for (size_t i = 0; i < sizeof room; i++)
            room[i] = (char)(chance(8) > 0 ? 'a' + (char)chance(2) : 0);
        for (size_t i = 0; i < STRINGS; i++)
            strings[i] = slice_make(room + i * STEP, chance(2) > 0 ? chance(6) : chance(LONGEST));
        map_add_all(&all, strings, STRINGS, numbers);
        for (size_t i = 0; i < STRINGS; i++) {
            good = good && map_add(&one_by_one, strings[i], NULL) == numbers[i];
            good = good && slice_equal(map_key(&all, numbers[i]), strings[i]);
            good = good && map_find(&all, strings[i]) == numbers[i];
        }
    }
    CHECK(good);
    CHECK(all.count == one_by_one.count && all.count > 5000);
    map_add_all(&all, strings, 0, numbers);
    CHECK(all.count == one_by_one.count);
    map_free(&all);
    map_free(&one_by_one);
}
