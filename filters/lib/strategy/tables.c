#include "strategy/tables.h"
#include "strategy/lint.h"

void strategy_begin_table(struct table_writer *table, struct output *output, const char *columns)
{
    *table = (struct table_writer){.output = output};
    table_names(table, columns);
    table_end_row(table);
}

void strategy_write_findings(struct strategy *strategy, struct output *output)
{
    static const char *const levels[] = {"error", "warning", "note"};
    struct table_writer table;
    strategy_lint(strategy);
    strategy_sort_findings(strategy);
    strategy_begin_table(&table, output, "file_line column line level finding");
    for (size_t i = 0; i < strategy->finding_count; i++) {
        const struct strategy_finding *finding = &strategy->findings[i];
        struct strategy_spot spot = strategy_place(strategy, finding);
        table_cell_u64(&table, spot.line);
        table_cell_u64(&table, spot.column);
        table_cell_u64(&table, strategy->lines[finding->line].number);
        table_cell_string(&table, levels[finding->level]);
        table_cell(&table, finding->message);
        table_end_row(&table);
    }
}

void strategy_write_translation(const struct strategy *strategy, enum strategy_target target,
                                struct output *output)
{
    struct buffer text = {0}, lost = {0};
    struct table_writer table;
    strategy_begin_table(&table, output, "line search lost");
    for (uint32_t i = 0; i < strategy->line_count; i++) {
        const struct strategy_line *line = &strategy->lines[i];
        buffer_clear(&text);
        buffer_clear(&lost);
        if (strategy_can_run(line))
            strategy_translate(strategy, i, target, &text, &lost);
        else
            buffer_append_string(&lost, "the line cannot be run");
        table_cell_u64(&table, line->number);
        table_cell(&table, buffer_slice(&text));
        table_cell(&table, buffer_slice(&lost));
        table_end_row(&table);
    }
    buffer_free(&text);
    buffer_free(&lost);
}

void strategy_write_history(const struct strategy *strategy, const uint64_t *hits,
                            struct output *output)
{
    struct table_writer table;
    strategy_begin_table(&table, output, "line search hits");
    for (size_t i = 0; i < strategy->line_count; i++) {
        const struct strategy_line *line = &strategy->lines[i];
        table_cell_u64(&table, line->number);
        table_cell(&table, line->text);
        if (hits && strategy_can_run(line))
            table_cell_u64(&table, hits[i]);
        else
            table_cell_string(&table, "");
        table_end_row(&table);
    }
}

void strategy_write_explanation(const struct strategy_explainer *explainer, struct slice id,
                                struct table_writer *table)
{
    static const char *const found[] = {"no", "unknown", "yes"};
    const struct strategy_matcher *matcher = explainer->matcher;
    const struct strategy *strategy = matcher->strategy;
    for (size_t i = 0; i < strategy->line_count; i++) {
        /* What another term of the same list found needs no reason. */
        if (!explainer->seen[i] ||
            (matcher->values[i] == STRATEGY_MISSES && explainer->why[i].size == 0))
            continue;
        table_cell(table, id);
        table_cell_u64(table, strategy->lines[i].number);
        table_cell(table, strategy->lines[i].text);
        table_cell_string(table, found[matcher->values[i]]);
        table_cell(table, buffer_slice(&explainer->why[i]));
        table_end_row(table);
    }
}
