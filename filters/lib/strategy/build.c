
#include "strategy/build.h"

#include <stdarg.h>
#include <stdio.h>

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

bool strategy_word_is(struct slice word, const char *name)
{
    return slice_is_same_word(word, slice_of(name));
}
