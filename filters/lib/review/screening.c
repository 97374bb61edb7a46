#include "review/screening.h"

#include <stdlib.h>

#include "base/buffer.h"
#include "base/input.h"
#include "base/message.h"

void screening_begin_report(struct screening *screening, struct output *report)
{
    screening->report = report;
    output_string(report, "file\tline\tdoc\treviewer\tproblem\tvalue\n");
}

static void report(struct screening *screening, const struct screening_sheet *sheet,
                   const char *path, uint64_t line, struct slice doc, const char *problem,
                   struct slice value)
{
    struct table_writer table = {.output = screening->report};
    if (!screening->report)
        return;
    table_cell_string(&table, path);
    if (line > 0)
        table_cell_u64(&table, line);
    else
        table_cell_string(&table, "");
    table_cell(&table, doc);
    table_cell(&table, sheet->reviewer);
    table_cell_string(&table, problem);
    table_cell(&table, value);
    table_end_row(&table);
}

/* A cell as a person meant it: without white space at its ends and the quotes of a spreadsheet.
 * Appended to the arena. */
static struct slice clean(struct screening *screening, struct slice cell)
{
    struct buffer plain = {0};
    cell = slice_trim(cell);
    if (cell.size < 2 || cell.data[0] != '"' || cell.data[cell.size - 1] != '"')
        return arena_copy(&screening->arena, cell);
    for (size_t i = 1; i + 1 < cell.size; i++) {
        i += cell.data[i] == '"' && i + 2 < cell.size && cell.data[i + 1] == '"';
        buffer_append_char(&plain, cell.data[i]);
    }
    struct slice kept = arena_copy(&screening->arena, slice_trim(buffer_slice(&plain)));
    buffer_free(&plain);
    return kept;
}

/* The decision as it is spelled in the list; NULL data where it is none of it. */
static struct slice known_word(const struct screening *screening, struct slice word)
{
    for (struct slice rest = slice_of(screening->words); rest.data;) {
        struct slice known = slice_trim(slice_cut(&rest, ','));
        if (slice_is_same_word(known, word))
            return known;
    }
    return (struct slice){NULL, 0};
}

bool screening_is_word(const struct screening *screening, struct slice decision)
{
    return known_word(screening, decision).data != NULL;
}

/* The column of that name, which a spreadsheet may have quoted. */
static int find_column(struct screening *screening, const struct table_reader *table,
                       const char *name)
{
    for (size_t i = 0; i < table->column_count; i++)
        if (slice_is(clean(screening, table->columns[i]), name))
            return (int)i;
    return TABLE_NO_COLUMN;
}

static bool is_other(const struct screening_decision *decision, struct slice word)
{
    return word.size > 0 && decision->decision.size > 0 && !slice_equal(word, decision->decision);
}

static void add_decision(struct screening *screening, struct screening_sheet *sheet,
                         const struct place *place, struct slice doc, struct slice word,
                         struct slice reason)
{
    bool added;
    uint32_t number = map_add(&sheet->docs, doc, &added);
    sheet->decisions = memory_grow(sheet->decisions, &sheet->capacity, sheet->docs.count,
                                   sizeof *sheet->decisions);
    struct screening_decision *decision = &sheet->decisions[number];
    if (added)
        *decision = (struct screening_decision){slice_of(""), slice_of(""), sheet->path, false};
    struct slice known = known_word(screening, word);
    if (word.size > 0 && !known.data) {
        message_error(place, "decision expects one of %s, not '%.*s'", screening->words,
                      SLICE(word));
        report(screening, sheet, sheet->path, place->line, doc, "misspelt", word);
        sheet->misspelt++;
        decision->unclear |= added || decision->decision.size == 0;
        return;
    }
    bool differs = !added && is_other(decision, known);
    if (!added) {
        report(screening, sheet, sheet->path, place->line, doc,
               differs ? "twice, and differs" : "twice", word);
        sheet->twice++;
    }
    if (differs) {
        message_error(place, "the document stands here twice with different decisions: '%.*s'",
                      SLICE(doc));
        decision->unclear = true;
        return;
    }
    if (known.size > 0) {
        decision->decision = known;
        decision->reason = reason;
    } else if (decision->reason.size == 0) {
        decision->reason = reason;
    }
}

/* The file's name without folders and without its last ending. */
static struct slice file_name(const char *path)
{
    const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
    const char *dot = strrchr(base, '.');
    return dot && dot > base ? slice_make(base, (size_t)(dot - base)) : slice_of(base);
}

static void read_rows(struct screening *screening, struct screening_sheet *sheet,
                      struct table_reader *table)
{
    int doc = find_column(screening, table, "doc");
    int decision = find_column(screening, table, "decision");
    int reason = find_column(screening, table, "reason");
    int reviewer = find_column(screening, table, "reviewer");
    if (reviewer == TABLE_NO_COLUMN)
        sheet->reviewer = file_name(sheet->path);
    if (doc == TABLE_NO_COLUMN)
        table_need(table, "doc");
    if (decision == TABLE_NO_COLUMN)
        table_need(table, "decision");
    while (table_next(table)) {
        struct place place = table_place(table);
        struct slice id = clean(screening, table->cells[doc]);
        struct slice name = reviewer == TABLE_NO_COLUMN ? slice_of("")
                                                        : clean(screening, table->cells[reviewer]);
        if (name.size > 0 && sheet->reviewer.size == 0)
            sheet->reviewer = name;
        if (name.size > 0 && !slice_equal(name, sheet->reviewer)) {
            message_error(&place, "a sheet is of one reviewer, expected '%.*s'; row skipped",
                          SLICE(sheet->reviewer));
            continue;
        }
        if (id.size > 0)
            add_decision(screening, sheet, &place, id, clean(screening, table->cells[decision]),
                         reason == TABLE_NO_COLUMN ? slice_of("")
                                                   : clean(screening, table->cells[reason]));
    }
}

/* Adds what else was decided about the same study; two decisions that differ are none. */
static void add_further(struct screening_decision *decision,
                        const struct screening_decision *further)
{
    decision->unclear |= is_other(decision, further->decision) || further->unclear;
    if (decision->decision.size == 0)
        decision->decision = further->decision;
    if (decision->reason.size == 0)
        decision->reason = further->reason;
}

/* Adds a further sheet of the same reviewer, which is released. */
static void join_sheets(struct screening *screening, struct screening_sheet *sheet,
                        struct screening_sheet *further)
{
    struct place place = {further->path, 0, 0};
    for (uint32_t i = 0; i < further->docs.count; i++) {
        struct slice doc = map_key(&further->docs, i);
        const struct screening_decision *again = &further->decisions[i];
        uint32_t known = map_find(&sheet->docs, doc);
        if (known == MAP_NONE) {
            known = map_add(&sheet->docs, doc, NULL);
            sheet->decisions = memory_grow(sheet->decisions, &sheet->capacity, sheet->docs.count,
                                           sizeof *sheet->decisions);
            sheet->decisions[known] = *again;
            continue;
        }
        struct screening_decision *decision = &sheet->decisions[known];
        bool differs = is_other(decision, again->decision);
        report(screening, sheet, further->path, 0, doc, differs ? "twice, and differs" : "twice",
               again->decision);
        if (differs)
            message_error(&place, "another decision than in %s: '%.*s'", decision->path,
                          SLICE(doc));
        add_further(decision, again);
        sheet->twice++;
    }
    sheet->twice += further->twice;
    sheet->misspelt += further->misspelt;
    map_free(&further->docs);
    free(further->decisions);
}

static struct screening_sheet *find_sheet(const struct screening *screening, struct slice reviewer)
{
    for (size_t i = 0; i < screening->count; i++)
        if (slice_equal(screening->sheets[i].reviewer, reviewer))
            return &screening->sheets[i];
    return NULL;
}

/* The next of the records that a document was merged from which the sheet has, MAP_NONE at the end of
 * the list. */
static uint32_t next_origin(const struct screening_sheet *sheet, struct slice *origin)
{
    uint32_t number = MAP_NONE;
    while (origin->data && number == MAP_NONE)
        number = map_find(&sheet->docs, slice_trim(slice_cut(origin, ';')));
    return number;
}

bool screening_has(const struct screening *screening, struct slice reviewer, struct slice doc,
                   struct slice origin)
{
    const struct screening_sheet *sheet = find_sheet(screening, reviewer);
    return sheet &&
           (map_find(&sheet->docs, doc) != MAP_NONE || next_origin(sheet, &origin) != MAP_NONE);
}

void screening_read(struct screening *screening, struct input *input, const char *path)
{
    struct table_reader table;
    struct screening_sheet sheet = {.path = path, .reviewer = slice_of("")};
    while (input_next_file(input)) {
        if (!table_open(&table, input, false))
            continue;
        read_rows(screening, &sheet, &table);
        table_close(&table);
        break;
    }
    if (sheet.reviewer.size == 0)
        sheet.reviewer = file_name(path);
    struct screening_sheet *same = find_sheet(screening, sheet.reviewer);
    if (same)
        join_sheets(screening, same, &sheet);
    else {
        screening->sheets = memory_grow(screening->sheets, &screening->capacity,
                                        screening->count + 1, sizeof *screening->sheets);
        screening->sheets[screening->count++] = sheet;
        same = &screening->sheets[screening->count - 1];
    }
    free(same->found);
    same->found = memory_zeroed(same->docs.count, sizeof *same->found);
}

void screening_write_names(const struct screening *screening, struct output *output)
{
    static const char *const names[] = {"decision_", "reason_"};
    for (size_t i = 0; i < screening->count; i++)
        for (size_t j = 0; j < 2; j++) {
            output_format(output, "\t%s", names[j]);
            table_encode(screening->sheets[i].reviewer, output);
        }
}

/* Adds what is decided about the document, or about the records that it was merged from; true where
 * that is said for the first time. */
static bool gather(struct screening *screening, struct screening_sheet *sheet, struct slice doc,
                   struct slice origin, struct screening_decision *decision)
{
    uint32_t number = map_find(&sheet->docs, doc);
    bool first = false;
    if (number == MAP_NONE)
        number = next_origin(sheet, &origin);
    for (; number != MAP_NONE; number = next_origin(sheet, &origin)) {
        const struct screening_decision *further = &sheet->decisions[number];
        bool differs = is_other(decision, further->decision);
        decision->path = further->path;
        if (differs && !sheet->found[number]) {
            struct place place = {further->path, 0, 0};
            message_error(&place, "another decision about a record of the same study: '%.*s'",
                          SLICE(doc));
            report(screening, sheet, further->path, 0, doc, "twice, and differs",
                   further->decision);
        }
        add_further(decision, further);
        first |= !sheet->found[number];
        sheet->found[number] = true;
    }
    return first;
}

void screening_decide(struct screening *screening, struct slice doc, struct slice origin)
{
    screening->present = memory_grow(screening->present, &screening->present_capacity,
                                     screening->count, sizeof *screening->present);
    for (size_t i = 0; i < screening->count; i++) {
        struct screening_sheet *sheet = &screening->sheets[i];
        struct screening_decision *decision = &screening->present[i];
        *decision = (struct screening_decision){slice_of(""), slice_of(""), NULL, false};
        bool first = gather(screening, sheet, doc, origin, decision);
        if (decision->unclear)
            decision->decision = slice_of("");
        bool decided = decision->decision.size > 0;
        sheet->decided += first && decided;
        if (!first || decided || decision->unclear)
            continue;
        sheet->missing++;
        report(screening, sheet, decision->path, 0, doc, "missing", slice_of(""));
    }
}

void screening_write_cells(const struct screening *screening, struct output *output)
{
    for (size_t i = 0; i < screening->count; i++) {
        output_char(output, '\t');
        table_encode(screening->present[i].decision, output);
        output_char(output, '\t');
        table_encode(screening->present[i].reason, output);
    }
}

static void end_sheet(struct screening *screening, struct screening_sheet *sheet)
{
    struct place place = {sheet->path, 0, 0};
    uint64_t strangers = 0;
    for (uint32_t i = 0; i < sheet->docs.count; i++)
        if (!sheet->found[i]) {
            report(screening, sheet, sheet->decisions[i].path, 0, map_key(&sheet->docs, i),
                   "unknown", slice_of(""));
            strangers++;
        }
    if (strangers > 0)
        message_error(&place, "documents that are not among the records: %llu", U64(strangers));
    if (sheet->twice > 0)
        message_note(&place, "documents that stand here twice: %llu", U64(sheet->twice));
    if (sheet->missing > 0)
        message_note(&place, "documents without a decision: %llu, with one: %llu",
                     U64(sheet->missing), U64(sheet->decided));
}

void screening_end(struct screening *screening)
{
    for (size_t i = 0; i < screening->count; i++)
        end_sheet(screening, &screening->sheets[i]);
}

void screening_free(struct screening *screening)
{
    for (size_t i = 0; i < screening->count; i++) {
        map_free(&screening->sheets[i].docs);
        free(screening->sheets[i].decisions);
        free(screening->sheets[i].found);
    }
    free(screening->sheets);
    free(screening->present);
    arena_free(&screening->arena);
}
