/* Strategies: whatever the bytes, every line is a tree or has an error, what it refers to stands
 * before it, places lie within the text, and each line that can be run has a value on a few records,
 * the same when it is asked again, can be explained, and can be said in other languages. The first
 * byte chooses whether the text is one line as typed, and the stop words. */
#include <string.h>

#include "refusal.h"
#include "base/buffer.h"
#include "strategy/explain.h"
#include "strategy/fields.h"
#include "strategy/match.h"
#include "strategy/translate.h"
#include "strategy/lint.h"
#include "strategy/read.h"

enum { LONGEST = 1 << 12, COLUMNS = 8 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const columns[COLUMNS] = {"doc",  "title", "abstract", "keywords",
                                             "mesh", "lang",  "year",     "type"};

static const char *const records[][COLUMNS] = {
    {"1", "Peer support workers", "The co-design of care, by a a b users.", "peer; work",
     "*A/px; B", "eng", "2010", "Review"},
    {"2", "a b a b c 21 x", "\u00e9t\u00e9 \u4e00 \xff\xfe stra\u00dfe", ";;", "Peer Group/*og/di",
     "", "", ""},
    {"3", "", "", "", "", "fre; en", "in 1999", "Letter; Comment"},
};

static void check_tree(const struct strategy *strategy, uint32_t line, uint32_t node,
                       unsigned depth)
{
    const struct strategy_node *item = &strategy->nodes[node];
    require(node < strategy->node_count && depth < 20000);
    require(item->from <= item->to && item->to <= strategy->lines[line].text.size);
    if (item->kind == STRATEGY_SET)
        require(item->number < line && strategy_can_run(&strategy->lines[item->number]));
    if (item->kind == STRATEGY_WORDS)
        require(item->fields != 0 && item->text.size > 0);
    if (item->kind == STRATEGY_ADJACENT)
        require(item->ordered ? item->number == 0
                              : item->number >= 1 && item->number <= STRATEGY_MOST_DISTANCE);
    for (uint32_t child = item->first; child != STRATEGY_NONE; child = strategy->nodes[child].next)
        check_tree(strategy, line, child, depth + 1);
}

static void check_lines(struct strategy *strategy)
{
    size_t errors = 0, broken = 0;
    for (uint32_t i = 0; i < strategy->line_count; i++) {
        const struct strategy_line *line = &strategy->lines[i];
        require(i == 0 || line->number > strategy->lines[i - 1].number);
        broken += line->cause != STRATEGY_NONE;
        if (strategy_can_run(line))
            check_tree(strategy, i, line->root, 0);
        else
            require(line->command || line->cause != STRATEGY_NONE || strategy->pubmed);
    }
    for (size_t i = 0; i < strategy->finding_count; i++) {
        const struct strategy_finding *finding = &strategy->findings[i];
        require(finding->line < strategy->line_count);
        require(finding->place <= strategy->lines[finding->line].text.size);
        errors += finding->level == STRATEGY_ERROR;
        require(strategy_place(strategy, finding).line > 0);
    }
    require(broken == 0 || errors > 0);
}

static void run(struct strategy *strategy, struct map *stop_words)
{
    struct slice names[COLUMNS], cells[COLUMNS];
    for (size_t i = 0; i < COLUMNS; i++)
        names[i] = slice_of(columns[i]);
    struct strategy_matcher *matcher = strategy_matcher_new(strategy, names, COLUMNS, NULL,
                                                            stop_words);
    uint32_t wanted = (uint32_t)strategy->line_count - 1;
    struct strategy_explainer *explainer = strategy_can_run(&strategy->lines[wanted])
                                               ? strategy_explainer_new(matcher, names, COLUMNS,
                                                                        NULL, stop_words, wanted)
                                               : NULL;
    for (size_t k = 0; k < sizeof records / sizeof *records; k++) {
        for (size_t i = 0; i < COLUMNS; i++)
            cells[i] = slice_of(records[k][i]);
        strategy_matcher_begin(matcher);
        strategy_matcher_row(matcher, cells);
        strategy_matcher_end(matcher);
        for (uint32_t i = 0; i < strategy->line_count; i++)
            if (strategy_can_run(&strategy->lines[i]))
                require(strategy_matcher_value(matcher, strategy->lines[i].root) ==
                        matcher->values[i]);
        if (!explainer)
            continue;
        strategy_explainer_begin(explainer);
        strategy_explainer_row(explainer, cells);
        strategy_explainer_end(explainer);
    }
    if (explainer)
        strategy_explainer_free(explainer);
    strategy_matcher_free(matcher);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct strategy strategy = {0};
    struct map stop_words = {0};
    if (size == 0 || size > LONGEST)
        return 0;
    map_add(&stop_words, slice_of("by"), NULL);
    map_add(&stop_words, slice_of("a"), NULL);
    strategy_read(&strategy, slice_make((const char *)data + 1, size - 1), data[0] & 1);
    check_lines(&strategy);
    for (uint32_t i = 0; i < strategy.line_count; i++)
        for (int target = TARGET_PUBMED; target <= TARGET_EMBASE; target++) {
            struct buffer text = {0}, lost = {0};
            if (strategy_can_run(&strategy.lines[i]))
                strategy_translate(&strategy, i, (enum strategy_target)target, &text, &lost);
            buffer_free(&text);
            buffer_free(&lost);
        }
    if (strategy.line_count > 0 && !strategy.pubmed)
        run(&strategy, data[0] & 2 ? &stop_words : NULL);
    strategy_lint(&strategy);
    strategy_sort_findings(&strategy);
    check_lines(&strategy);
    map_free(&stop_words);
    strategy_free(&strategy);
    return 0;
}
