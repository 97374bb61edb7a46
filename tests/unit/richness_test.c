/* The richness of a vocabulary against a slow count of every window. */
#include "count/richness.h"

#include <math.h>

#include "chance.h"
#include "check.h"

enum { GROUPS = 3, WORDS = 12, LENGTH = 400 };

/* Tokens, types, words that occur once, windows and their types, by looking at all of them. */
static struct richness_group look(const uint32_t *words, const uint64_t *documents, size_t count,
                                  uint64_t window)
{
    struct richness_group found = {.tokens = count};
    uint64_t times[WORDS] = {0};
    for (size_t i = 0; i < count; i++)
        times[words[i]]++;
    for (int i = 0; i < WORDS; i++) {
        found.types += times[i] > 0;
        found.once += times[i] == 1;
    }
    for (size_t i = 0; i + window <= count; i++) {
        bool seen[WORDS] = {false};
        if (documents[i] != documents[i + window - 1])
            continue;
        found.windows++;
        for (size_t k = i; k < i + window; k++) {
            found.window_types += !seen[words[k]];
            seen[words[k]] = true;
        }
    }
    return found;
}

static void look_through(uint64_t window)
{
    struct richness richness = {.window = window, .step = 7};
    static uint32_t words[GROUPS][LENGTH];
    static uint64_t documents[GROUPS][LENGTH];
    size_t counts[GROUPS] = {0};
    uint64_t document = 1;
    for (int i = 0; i < LENGTH; i++) {
        uint32_t group = chance(GROUPS), word = chance(WORDS);
        document += chance(30) == 0;
        words[group][counts[group]] = word;
        documents[group][counts[group]++] = document;
        richness_add(&richness, group, word, document);
    }
    richness_end(&richness);
    for (uint32_t i = 0; i < GROUPS; i++) {
        struct richness_group expected = look(words[i], documents[i], counts[i], window);
        struct richness_group found = richness_of(&richness, i);
        CHECK(found.tokens == expected.tokens && found.types == expected.types);
        CHECK(found.once == expected.once && found.windows == expected.windows);
        CHECK(found.window_types == expected.window_types);
        size_t first = richness_first_point(&richness, i), points = (counts[i] + 6) / 7;
        for (size_t k = 0; k < points; k++) {
            const struct richness_point *point = &richness.points[first + k];
            uint64_t tokens = k + 1 < points ? 7 * (k + 1) : counts[i];
            CHECK(point->group == i && point->tokens == tokens);
            CHECK(point->types == look(words[i], documents[i], tokens, window).types);
        }
    }
    richness_free(&richness);
}

TEST("windows of one to fourteen tokens have the types that a slow count finds")
{
    for (uint64_t window = 1; window < 15; window++)
        look_through(window);
}

/* a b a c in windows of 3: aba has 2 types, bac 3; 5 of 6. */
TEST("ratios agree with a text that is worked by hand, and nothing has none")
{
    struct richness richness = {.window = 3};
    const uint32_t text[] = {0, 1, 0, 2};
    for (int i = 0; i < 4; i++)
        richness_add(&richness, 0, text[i], 1);
    struct richness_group sums = richness_of(&richness, 0), nobody = richness_of(&richness, 9);
    CHECK(fabs(richness_moving_ratio(&sums, 3) - 5.0 / 6) < 1e-15);
    CHECK(richness_ratio(&sums) == 0.75 && sums.once == 2);
    CHECK(isnan(richness_ratio(&nobody)) && isnan(richness_moving_ratio(&nobody, 3)));
    richness_free(&richness);
}
