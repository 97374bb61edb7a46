
#include "strategy/read.h"

#include "strategy/strategy.h"
#include "strategy/build.h"
#include "strategy/lines.h"
#include "strategy/parse.h"

/* A line that needs a broken one is broken by it. */
static void break_line(struct strategy *strategy, uint32_t line, uint32_t by, uint32_t place)
{
    struct strategy_line *own = &strategy->lines[line];
    if (own->cause != STRATEGY_NONE)
        return;
    own->cause = strategy->lines[by].cause;
    strategy_find(strategy, STRATEGY_ERROR, line, place, "line %llu is not run: it needs line %llu",
                  U64(own->number), U64(strategy->lines[by].number));
}

/* The numbers of sets become indexes of lines. */
static void resolve(struct strategy *strategy, uint32_t line, uint32_t node)
{
    struct strategy_node *item = &strategy->nodes[node];
    if (item->kind == STRATEGY_SET) {
        uint32_t target = strategy_find_line(strategy, item->number);
        uint32_t place = item->from;
        unsigned long long number = item->number;
        if (target == STRATEGY_NONE || target >= line || strategy->lines[target].command) {
            strategy_find(strategy, STRATEGY_ERROR, line, place,
                          target == STRATEGY_NONE ? "there is no line %llu"
                          : target == line        ? "line %llu refers to itself"
                          : target > line         ? "line %llu stands further down"
                                                  : "line %llu is a command that is not run",
                          number);
            if (strategy->lines[line].cause == STRATEGY_NONE)
                strategy->lines[line].cause = line;
            /* Nothing walks a tree of a broken line. */
            return;
        }
        item->number = target;
        strategy->lines[target].used = true;
        if (strategy->lines[target].cause != STRATEGY_NONE)
            break_line(strategy, line, target, place);
        return;
    }
    for (uint32_t child = item->first; child != STRATEGY_NONE; child = strategy->nodes[child].next)
        resolve(strategy, line, child);
}

void strategy_read(struct strategy *strategy, struct slice text, bool single)
{
    strategy_read_lines(strategy, text, single);
    for (uint32_t line = 0; line < strategy->line_count && !strategy->pubmed; line++) {
        strategy_parse_line(strategy, line);
        if (strategy->lines[line].root != STRATEGY_NONE)
            resolve(strategy, line, strategy->lines[line].root);
    }
}
