#include "strategy/strategy.h"

#include <stdlib.h>

#include "base/memory.h"

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
