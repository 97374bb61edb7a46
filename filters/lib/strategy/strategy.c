#include "strategy/strategy.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"

uint32_t strategy_add_node(struct strategy *strategy, enum strategy_kind kind, uint32_t from,
                           uint32_t to)
{
    strategy->nodes = memory_grow(strategy->nodes, &strategy->node_capacity,
                                  strategy->node_count + 1, sizeof *strategy->nodes);
    strategy->nodes[strategy->node_count] = (struct strategy_node){
        .kind = kind, .first = STRATEGY_NONE, .next = STRATEGY_NONE, .from = from, .to = to};
    return (uint32_t)strategy->node_count++;
}

void strategy_find(struct strategy *strategy, enum strategy_level level, uint32_t line,
                   uint32_t place, const char *format, ...)
{
    char text[400];
    va_list arguments;
    va_start(arguments, format);
    int size = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    struct slice message = slice_make(text, size < 0                     ? 0
                                            : (size_t)size < sizeof text ? (size_t)size
                                                                         : sizeof text - 1);
    strategy->findings = memory_grow(strategy->findings, &strategy->finding_capacity,
                                     strategy->finding_count + 1, sizeof *strategy->findings);
    strategy->findings[strategy->finding_count++] = (struct strategy_finding){
        level, line, place, arena_copy(&strategy->arena, message)};
}

struct strategy_spot strategy_place(const struct strategy *strategy,
                                    const struct strategy_finding *finding)
{
    if (finding->line >= strategy->line_count)
        return (struct strategy_spot){0, 0};
    const struct strategy_line *line = &strategy->lines[finding->line];
    return line->spots[finding->place < line->text.size ? finding->place : line->text.size];
}

/* Numbers rise, so the line is found by halving. */
uint32_t strategy_find_line(const struct strategy *strategy, uint64_t number)
{
    size_t from = 0, to = strategy->line_count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (strategy->lines[middle].number < number)
            from = middle + 1;
        else
            to = middle;
    }
    return from < strategy->line_count && strategy->lines[from].number == number ? (uint32_t)from
                                                                                 : STRATEGY_NONE;
}

static int by_place(const void *a, const void *b)
{
    const struct strategy_finding *one = a, *two = b;
    if (one->line != two->line)
        return one->line < two->line ? -1 : 1;
    if (one->level != two->level && one->place == two->place)
        return one->level < two->level ? -1 : 1;
    if (one->place != two->place)
        return one->place < two->place ? -1 : 1;
    return slice_compare(one->message, two->message);
}

void strategy_sort_findings(struct strategy *strategy)
{
    if (strategy->finding_count > 1)
        qsort(strategy->findings, strategy->finding_count, sizeof *strategy->findings, by_place);
}

void strategy_free(struct strategy *strategy)
{
    free(strategy->lines);
    free(strategy->nodes);
    free(strategy->findings);
    arena_free(&strategy->arena);
    *strategy = (struct strategy){0};
}
