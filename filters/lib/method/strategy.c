#include "method/strategy.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/number.h"
#include "method/strategy_fields.h"

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

/* A line that needs a broken one is broken by it. */
static void break_line(struct strategy *strategy, uint32_t line, uint32_t by, uint32_t place)
{
    struct strategy_line *own = &strategy->lines[line];
    if (own->cause != STRATEGY_NONE)
        return;
    own->cause = strategy->lines[by].cause;
    strategy_find(strategy, STRATEGY_ERROR, line, place, "line %llu is not run: it needs line %llu",
                  (unsigned long long)own->number, (unsigned long long)strategy->lines[by].number);
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
                          "truncation after fewer than three letters: '%.*s'", (int)text.size,
                          text.data);
        if (truncates && i + 1 < text.size && strategy_is_letter(text.data[i + 1]) && letters > 0 &&
            c != ':')
            strategy_find(strategy, STRATEGY_WARNING, line, offset + (uint32_t)i,
                          "truncation within a word: '%.*s'", (int)text.size, text.data);
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
                          (unsigned long long)strategy->lines[missed].number);
    if (high + 1 < line && count > 2) {
        uint32_t free_lines = 0;
        for (uint32_t next = high + 1; next < line; next++)
            free_lines += !strategy->lines[next].used && !strategy->lines[next].command;
        if (free_lines == line - high - 1)
            strategy_find(
                strategy, STRATEGY_WARNING, line, root->to,
                "the list ends at line %llu, and the lines up to this one are used nowhere",
                (unsigned long long)strategy->lines[high].number);
    }
}

void strategy_lint(struct strategy *strategy)
{
    for (uint32_t line = 0; line < strategy->line_count; line++) {
        struct strategy_line *own = &strategy->lines[line];
        if (line > 0 && own->number != strategy->lines[line - 1].number + 1)
            strategy_find(strategy, STRATEGY_WARNING, line, 0, "line %llu follows line %llu",
                          (unsigned long long)own->number,
                          (unsigned long long)strategy->lines[line - 1].number);
        if (own->root == STRATEGY_NONE)
            continue;
        lint_node(strategy, line, own->root);
        if (own->cause != STRATEGY_NONE)
            continue;
        lint_missed(strategy, line);
        if (!own->used && line + 1 < strategy->line_count)
            strategy_find(strategy, STRATEGY_WARNING, line, 0, "no other line uses line %llu",
                          (unsigned long long)own->number);
    }
}
