#include "intake/record_check.h"

#include <stdlib.h>

void record_check_header(struct table_writer *table)
{
    static const char *const columns[] = {
        "file",     "format", "encoding", "line_ends",   "begun",   "ended",       "read",
        "rejected", "stray",  "no_title", "no_abstract", "no_year", "other_fields"};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        table_cell_string(table, columns[i]);
    table_end_row(table);
}

void record_check_add(struct record_check *check, struct field_map *map,
                      const struct record *record, const struct slice cells[FIELD_COLUMNS])
{
    check->untitled += cells[FIELD_TITLE].size == 0;
    check->unabstracted += cells[FIELD_ABSTRACT].size == 0;
    check->undated += cells[FIELD_YEAR].size == 0;
    for (size_t i = 0; i < record->count; i++) {
        bool added;
        if (field_map_knows(map, record_tag(record, i)) || record_value(record, i).size == 0)
            continue;
        uint32_t tag = map_add(&check->tags, record_tag(record, i), &added);
        check->counts = memory_grow(check->counts, &check->capacity, check->tags.count,
                                    sizeof *check->counts);
        check->counts[tag] = added ? 1 : check->counts[tag] + 1;
    }
}

void record_check_write(const struct record_check *check, const struct record_sink *sink,
                        struct table_writer *table)
{
    const struct record_counts *counts = &sink->counts;
    struct buffer cell = {0};
    table_cell_string(table, sink->file);
    table_cell_string(table, check->format);
    buffer_append_string(&cell, check->encoding);
    if (counts->repaired > 0)
        buffer_append_string(&cell, ", windows-1252");
    table_cell(table, buffer_slice(&cell));
    table_cell_string(table, check->line_ends);
    const uint64_t numbers[] = {counts->begun,       counts->ended, counts->read,
                                counts->rejected,    counts->stray, check->untitled,
                                check->unabstracted, check->undated};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        table_cell_u64(table, numbers[i]);
    uint32_t *sorted = map_sorted(&check->tags);
    buffer_clear(&cell);
    for (size_t i = 0; i < check->tags.count; i++) {
        buffer_append_string(&cell, i > 0 ? "; " : "");
        buffer_append_slice(&cell, map_key(&check->tags, sorted[i]));
        buffer_append_char(&cell, ' ');
        buffer_append_u64(&cell, check->counts[sorted[i]]);
    }
    table_cell(table, buffer_slice(&cell));
    table_end_row(table);
    free(sorted);
    buffer_free(&cell);
}

void record_check_free(struct record_check *check)
{
    map_free(&check->tags);
    free(check->counts);
}
