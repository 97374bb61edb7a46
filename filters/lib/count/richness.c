#include "count/richness.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/memory.h"

struct richness_window {
    uint32_t group;
    uint32_t *words; /* a ring of records */
    size_t count, next, capacity;
    uint64_t types;
};

static void free_windows(struct richness *richness)
{
    for (size_t i = 0; i < richness->window_count; i++) {
        struct richness_window *window = &richness->windows[i];
        for (size_t k = 0; k < window->count; k++)
            richness->words[window->words[k]].in_window = 0;
        free(window->words);
    }
    richness->window_count = 0;
}

static struct richness_window *window_of(struct richness *richness, uint32_t group)
{
    for (size_t i = 0; i < richness->window_count; i++)
        if (richness->windows[i].group == group)
            return &richness->windows[i];
    richness->windows = memory_grow(richness->windows, &richness->window_capacity,
                                    richness->window_count + 1, sizeof *richness->windows);
    struct richness_window *window = &richness->windows[richness->window_count++];
    *window = (struct richness_window){.group = group};
    return window;
}

/* Adds the word to the window of its group, and the window, when it is full, to the sum. */
static void move_window(struct richness *richness, struct richness_group *group,
                        struct richness_window *window, uint32_t word)
{
    if (!window->words || window->count < richness->window) {
        window->words = memory_grow(window->words, &window->capacity, window->count + 1,
                                    sizeof *window->words);
        window->words[window->count++] = word;
    } else {
        window->types -= --richness->words[window->words[window->next]].in_window == 0;
        window->words[window->next] = word;
        window->next = (window->next + 1) % window->count;
    }
    window->types += richness->words[word].in_window++ == 0;
    if (window->count < richness->window)
        return;
    group->windows++;
    group->window_types += window->types;
}

static void add_point(struct richness *richness, uint32_t group)
{
    richness->points = memory_grow(richness->points, &richness->point_capacity,
                                   richness->point_count + 1, sizeof *richness->points);
    richness->points[richness->point_count++] = (struct richness_point){
        group, richness->groups[group].tokens, richness->groups[group].types};
}

void richness_add(struct richness *richness, uint32_t group, uint32_t word, uint64_t document)
{
    if (document != richness->document)
        free_windows(richness);
    richness->document = document;
    richness->groups = memory_grow(richness->groups, &richness->group_capacity, (size_t)group + 1,
                                   sizeof *richness->groups);
    while (richness->group_count <= group)
        richness->groups[richness->group_count++] = (struct richness_group){0};
    bool added;
    uint32_t key[2] = {group, word};
    uint32_t number = map_add(&richness->pairs, slice_make((const char *)key, sizeof key), &added);
    richness->words = memory_grow(richness->words, &richness->word_capacity, (size_t)number + 1,
                                  sizeof *richness->words);
    if (added)
        richness->words[number] = (struct richness_word){0};
    struct richness_group *sums = &richness->groups[group];
    uint64_t times = ++richness->words[number].count;
    sums->tokens++;
    sums->types += added;
    if (times == 1)
        sums->once++;
    else if (times == 2)
        sums->once--;
    move_window(richness, sums, window_of(richness, group), number);
    if (richness->step > 0 && sums->tokens % richness->step == 0)
        add_point(richness, group);
}

static int by_group(const void *a, const void *b)
{
    const struct richness_point *one = a, *two = b;
    if (one->group != two->group)
        return one->group < two->group ? -1 : 1;
    return (one->tokens > two->tokens) - (one->tokens < two->tokens);
}

void richness_end(struct richness *richness)
{
    for (uint32_t i = 0; richness->step > 0 && i < richness->group_count; i++)
        if (richness->groups[i].tokens % richness->step != 0)
            add_point(richness, i);
    if (richness->point_count > 0)
        qsort(richness->points, richness->point_count, sizeof *richness->points, by_group);
}

size_t richness_first_point(const struct richness *richness, uint32_t group)
{
    size_t low = 0, high = richness->point_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (richness->points[middle].group < group)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct richness_group richness_of(const struct richness *richness, uint32_t group)
{
    return group < richness->group_count ? richness->groups[group] : (struct richness_group){0};
}

double richness_ratio(const struct richness_group *group)
{
    return group->tokens > 0 ? (double)group->types / (double)group->tokens : (double)NAN;
}

double richness_moving_ratio(const struct richness_group *group, uint64_t window)
{
    return group->windows > 0
               ? (double)group->window_types / ((double)group->windows * (double)window)
               : (double)NAN;
}

void richness_free(struct richness *richness)
{
    free_windows(richness);
    map_free(&richness->pairs);
    free(richness->groups);
    free(richness->points);
    free(richness->words);
    free(richness->windows);
}
