
#include "strategy/lint.h"

#include "strategy/strategy.h"
#include "strategy/build.h"

/* The letters and digits before the first wildcard that ends a word: fewer than three find too
 * much. */
static void lint_words(struct strategy *strategy, uint32_t line, const struct strategy_node *item)
{
    struct slice text = item->text;
    uint32_t offset = item->from + (item->quoted ? 1 : 0);
    size_t letters = 0;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (strategy_is_wordy(c)) {
            letters += (c & 0xC0) != 0x80;
            continue;
        }
        bool truncates = c == '*' || c == '$' || c == ':';
        if (truncates && letters > 0 && letters < 3)
            strategy_find(strategy, STRATEGY_WARNING, line, offset + (uint32_t)i,
                          "truncation after fewer than three letters: '%.*s'", SLICE(text));
        if (truncates && i + 1 < text.size && slice_is_letter(text.data[i + 1]) && letters > 0 &&
            c != ':')
            strategy_find(strategy, STRATEGY_WARNING, line, offset + (uint32_t)i,
                          "truncation within a word: '%.*s'", SLICE(text));
        if (c != '?' && c != '#')
            letters = 0;
    }
}

static void lint_node(struct strategy *strategy, uint32_t line, uint32_t node)
{
    struct strategy_node item = strategy->nodes[node];
    if (item.kind == STRATEGY_WORDS)
        lint_words(strategy, line, &item);
    /* The same set twice in one list. */
    for (uint32_t child = item.first; child != STRATEGY_NONE; child = strategy->nodes[child].next) {
        const struct strategy_node *one = &strategy->nodes[child];
        uint32_t before = item.first;
        while (before != child &&
               !(one->kind == STRATEGY_SET && strategy->nodes[before].kind == STRATEGY_SET &&
                 strategy->nodes[before].number == one->number))
            before = strategy->nodes[before].next;
        if (before != child)
            strategy_find(strategy, STRATEGY_NOTE, line, one->from, "the same line twice");
        lint_node(strategy, line, child);
    }
}

/* A line that combines every line above except a few of a range that it names is likely a slip. */
static void lint_missed(struct strategy *strategy, uint32_t line)
{
    const struct strategy_node *root = &strategy->nodes[strategy->lines[line].root];
    if (root->kind != STRATEGY_OR)
        return;
    uint32_t low = STRATEGY_NONE, high = 0, count = 0;
    for (uint32_t child = root->first; child != STRATEGY_NONE;
         child = strategy->nodes[child].next) {
        const struct strategy_node *item = &strategy->nodes[child];
        if (item->kind != STRATEGY_SET)
            return;
        low = item->number < low ? item->number : low;
        high = item->number > high ? item->number : high;
        count++;
    }
    for (uint32_t missed = low; count > 2 && missed < high; missed++)
        if (!strategy->lines[missed].used && !strategy->lines[missed].command)
            strategy_find(strategy, STRATEGY_WARNING, line, root->from,
                          "line %llu stands between those that are combined here and is not among "
                          "them",
                          U64(strategy->lines[missed].number));
    if (high + 1 < line && count > 2) {
        uint32_t free_lines = 0;
        for (uint32_t next = high + 1; next < line; next++)
            free_lines += !strategy->lines[next].used && !strategy->lines[next].command;
        if (free_lines == line - high - 1)
            strategy_find(
                strategy, STRATEGY_WARNING, line, root->to,
                "the list ends at line %llu, and the lines up to this one are used nowhere",
                U64(strategy->lines[high].number));
    }
}

void strategy_lint(struct strategy *strategy)
{
    for (uint32_t line = 0; line < strategy->line_count; line++) {
        struct strategy_line *own = &strategy->lines[line];
        if (line > 0 && own->number != strategy->lines[line - 1].number + 1)
            strategy_find(strategy, STRATEGY_WARNING, line, 0, "line %llu follows line %llu",
                          U64(own->number), U64(strategy->lines[line - 1].number));
        if (own->root == STRATEGY_NONE)
            continue;
        lint_node(strategy, line, own->root);
        if (own->cause != STRATEGY_NONE)
            continue;
        lint_missed(strategy, line);
        if (!own->used && line + 1 < strategy->line_count)
            strategy_find(strategy, STRATEGY_WARNING, line, 0, "no other line uses line %llu",
                          U64(own->number));
    }
}
