/* Frequencies by group and feature: occurrences, documents, sentences. */
#include "stream/frequencies.h"

#include "chance.h"
#include "check.h"

static void count(struct frequencies *frequencies, const char *group, const char *feature,
                  uint64_t document, uint64_t sentence)
{
    uint32_t g = frequencies_group(frequencies, slice_of(group));
    uint32_t t = frequencies_feature(frequencies, slice_of(feature));
    frequencies_count(frequencies, g, t, document, sentence);
}

static bool is(const struct frequency *cell, uint64_t times, uint64_t documents, uint64_t sentences)
{
    return cell->count == times && cell->documents == documents && cell->sentences == sentences;
}

static const struct frequency *find(struct frequencies *frequencies, const char *group,
                                    const char *feature)
{
    return frequencies_cell(frequencies, frequencies_group(frequencies, slice_of(group)),
                            frequencies_feature(frequencies, slice_of(feature)));
}

TEST("occurrences, documents and sentences are counted by group and feature")
{
    struct frequencies frequencies = {0};
    count(&frequencies, "2020", "trust", 1, 1);
    count(&frequencies, "2020", "trust", 1, 1);
    count(&frequencies, "2020", "trust", 1, 2);
    count(&frequencies, "2021", "trust", 2, 3);
    count(&frequencies, "2020", "trust", 3, 4);
    count(&frequencies, "2020", "power", 3, 4);
    CHECK(is(find(&frequencies, "2020", "trust"), 4, 2, 3));
    CHECK(is(find(&frequencies, "2021", "trust"), 1, 1, 1));
    CHECK(is(find(&frequencies, "2020", "power"), 1, 1, 1));
    CHECK(is(find(&frequencies, "2021", "power"), 0, 0, 0));
    CHECK(frequencies.cell_count == 4);
    CHECK(frequencies.group_sizes[0].tokens == 0 && frequencies.groups.count == 2);
    frequencies_free(&frequencies);
}

/* The features of the records in their order, "group feature count, ...". */
static const char *order(struct frequencies *frequencies, enum frequency_order by)
{
    static char text[1024];
    size_t size = 0;
    frequencies_sort(frequencies, by);
    text[0] = '\0';
    for (size_t i = 0; i < frequencies->cell_count; i++) {
        const struct frequency *cell = &frequencies->cells[i];
        struct slice group = map_key(&frequencies->groups, cell->group);
        struct slice feature = map_key(&frequencies->features, cell->feature);
        size += (size_t)snprintf(text + size, sizeof text - size, "%s%.*s %.*s %d",
                                 i > 0 ? ", " : "", (int)group.size, group.data, (int)feature.size,
                                 feature.data, (int)cell->count);
    }
    return text;
}

TEST("frequencies are sorted by name or by count, and by bytes where they tie")
{
    struct frequencies frequencies = {0};
    CHECK(strcmp(order(&frequencies, FREQUENCY_BY_NAME), "") == 0);
    count(&frequencies, "b", "z", 1, 1);
    count(&frequencies, "b", "Z", 1, 1);
    count(&frequencies, "a", "\u00e9", 2, 2);
    count(&frequencies, "a", "z", 2, 2);
    count(&frequencies, "a", "\u00e9", 2, 2);
    count(&frequencies, "b", "za", 2, 2);
    CHECK(strcmp(order(&frequencies, FREQUENCY_BY_NAME),
                 "a z 1, a \u00e9 2, b Z 1, b z 1, b za 1") == 0);
    CHECK(strcmp(order(&frequencies, FREQUENCY_BY_COUNT),
                 "a \u00e9 2, a z 1, b Z 1, b z 1, b za 1") == 0);
    frequencies_free(&frequencies);
}

/* A stream of random sentences against sums kept in plain arrays. */
TEST("random sentences have the frequencies that plain sums have")
{
    enum { GROUPS = 3, FEATURES = 5 };
    static const char *const names[] = {"a", "b", "c", "d", "e"};
    struct frequencies frequencies = {0};
    uint64_t times[GROUPS][FEATURES] = {{0}}, documents[GROUPS][FEATURES] = {{0}};
    uint64_t sentences[GROUPS][FEATURES] = {{0}}, sentence = 0;
    for (uint64_t document = 1; document <= 500; document++) {
        bool in_document[GROUPS][FEATURES] = {{false}};
        for (uint32_t i = chance(6); i > 0; i--) {
            bool in_sentence[FEATURES] = {false};
            uint32_t group = chance(GROUPS);
            sentence++;
            for (uint32_t k = chance(6); k > 0; k--) {
                uint32_t feature = chance(FEATURES);
                count(&frequencies, names[group], names[feature], document, sentence);
                times[group][feature]++;
                documents[group][feature] += !in_document[group][feature];
                sentences[group][feature] += !in_sentence[feature];
                in_document[group][feature] = in_sentence[feature] = true;
            }
        }
    }
    for (uint32_t group = 0; group < GROUPS; group++)
        for (uint32_t feature = 0; feature < FEATURES; feature++)
            CHECK(is(find(&frequencies, names[group], names[feature]), times[group][feature],
                     documents[group][feature], sentences[group][feature]));
    frequencies_free(&frequencies);
}

static void overflow(void *argument)
{
    struct frequencies frequencies = {0};
    (void)argument;
    count(&frequencies, "", "a", 1, 1);
    frequencies_cell(&frequencies, 0, 0)->count = UINT64_MAX;
    count(&frequencies, "", "a", 1, 1);
}

TEST("a count beyond 2^64 - 1 ends the program")
{
    CHECK(check_ends(overflow, NULL) == 2 && strstr(check_messages, "2^64"));
}
