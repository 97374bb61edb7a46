#include "review/duplicate_tables.h"

#include "base/memory.h"
#include "base/message.h"

static bool says(struct slice answer, const char *word, const char *letter)
{
    return slice_is_same_word(answer, slice_of(word)) ||
           slice_is_same_word(answer, slice_of(letter));
}

static void read_decision(const struct table_reader *table, const int columns[3],
                          const struct record_rows *records, struct duplicate_orders *orders)
{
    struct place place = table_place(table);
    struct slice same = slice_trim(table_raw_cell(table->row, columns[2]));
    uint32_t found[2];
    bool yes = says(same, "yes", "y");
    if (same.size == 0)
        return;
    if (!yes && !says(same, "no", "n")) {
        message_error(&place, "same expects yes, no or nothing, not '%.*s'; row skipped",
                      SLICE(same));
        return;
    }
    for (int i = 0; i < 2; i++) {
        struct slice doc = table_raw_cell(table->row, columns[i]);
        size_t number = record_rows_find(records, doc);
        if (number == SIZE_MAX) {
            message_error(&place, "no record has this id, row skipped: '%.*s'", SLICE(doc));
            return;
        }
        found[i] = (uint32_t)number;
    }
    uint32_t a = found[0] < found[1] ? found[0] : found[1];
    uint32_t b = found[0] < found[1] ? found[1] : found[0];
    if (a == b)
        return;
    orders->items = memory_grow(orders->items, &orders->capacity, orders->count + 1,
                                sizeof *orders->items);
    orders->items[orders->count++] = (struct duplicate_order){a, b, yes};
}

void duplicate_tables_read(struct input *input, const struct record_rows *records,
                           struct duplicate_orders *orders)
{
    struct table_reader table;
    while (input_next_file(input)) {
        if (!table_open(&table, input, false))
            continue;
        int columns[3] = {table_need(&table, "doc_a"), table_need(&table, "doc_b"),
                          table_need(&table, "same")};
        while (table_next(&table))
            read_decision(&table, columns, records, orders);
        table_close(&table);
        break;
    }
}

static void write_cells(struct output *output, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        output_format(output, "%s%s", i > 0 ? "\t" : "", names[i]);
    output_char(output, '\n');
}

static void write_figure(struct table_writer *table, int figure)
{
    if (figure == SIMILARITY_UNKNOWN)
        table_cell_string(table, "");
    else
        table_cell_fixed(table, figure / 1000.0, 3);
}

void duplicate_tables_pairs(struct output *output, const struct duplicates *duplicates,
                            const struct record_rows *records)
{
    static const char *const columns[] = {"doc_a",  "doc_b",   "decision", "rule", "veto",
                                          "title",  "authors", "abstract", "year", "journal",
                                          "volume", "pages",   "doi",      "pmid"};
    static const char *const agreements[] = {"", "same", "close", "different"};
    struct table_writer table = {.output = output};
    write_cells(output, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < duplicates->count; i++) {
        const struct duplicate_pair *pair = &duplicates->pairs[i];
        const struct duplicate_decision *decision = &pair->decision;
        const uint8_t words[] = {decision->year,  decision->journal, decision->volume,
                                 decision->pages, decision->doi,     decision->pmid};
        output_slice(output, records->items[pair->a].doc);
        output_char(output, '\t');
        output_slice(output, records->items[pair->b].doc);
        output_char(output, '\t');
        table_cell_string(&table, duplicate_verdict_names[decision->verdict]);
        table_cell_string(&table, duplicate_rule_names[decision->rule]);
        table_cell_string(&table, duplicate_veto_names[decision->veto]);
        write_figure(&table, decision->title);
        write_figure(&table, decision->authors);
        write_figure(&table, decision->abstract);
        for (size_t j = 0; j < sizeof words; j++)
            table_cell_string(&table, agreements[words[j]]);
        table_end_row(&table);
    }
}

void duplicate_tables_review(struct output *output, const struct duplicates *duplicates,
                             const struct record_rows *records)
{
    static const char *const shown[] = {"title", "authors", "year", "journal", "volume",
                                        "issue", "pages",   "type", "doi",     "pmid"};
    output_string(output, "doc_a\tdoc_b\tsame\trule\tveto");
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        output_format(output, "\t%s_a\t%s_b", shown[i], shown[i]);
    output_char(output, '\n');
    for (size_t i = 0; i < duplicates->count; i++) {
        const struct duplicate_pair *pair = &duplicates->pairs[i];
        const struct record_row *a = &records->items[pair->a], *b = &records->items[pair->b];
        if (pair->decision.verdict != VERDICT_REVIEW)
            continue;
        output_slice(output, a->doc);
        output_char(output, '\t');
        output_slice(output, b->doc);
        output_format(output, "\t\t%s\t%s", duplicate_rule_names[pair->decision.rule],
                      duplicate_veto_names[pair->decision.veto]);
        for (size_t j = 0; j < sizeof shown / sizeof *shown; j++) {
            int column = table_column(&records->table, shown[j]);
            output_char(output, '\t');
            output_slice(output, column < 0 ? slice_of("") : table_raw_cell(a->row, column));
            output_char(output, '\t');
            output_slice(output, column < 0 ? slice_of("") : table_raw_cell(b->row, column));
        }
        output_char(output, '\n');
    }
}
