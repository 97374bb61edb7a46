/* dedupe - find and merge duplicate records */
#include <stdlib.h>

#include "base/filter.h"
#include "base/memory.h"
#include "review/citation.h"
#include "review/duplicate_tables.h"
#include "review/duplicates.h"
#include "review/study.h"
#include "review/record_rows.h"
#include "stream/table.h"
#include "stream/tally.h"
#include "review/versions.h"
#include "text/normal.h"

struct settings {
    struct common common;
    const char *pairs;
    const char *review;
    const char *decided;
    const char *origin;
    const char *versions;
    const char *undo;
    const char *tally;
};

/* clang-format off */
static const struct option options[] = {
    {0, "pairs", OPTION_TEXT, offsetof(struct settings, pairs), "FILE",
     "write every decision about two records, with its rule and figures"},
    {0, "review", OPTION_TEXT, offsetof(struct settings, review), "FILE",
     "write the pairs that are left for a person, side by side"},
    {0, "decided", OPTION_TEXT, offsetof(struct settings, decided), "FILE",
     "read a table of --review in which a person filled the column same: yes or no"},
    {0, "origin", OPTION_TEXT, offsetof(struct settings, origin), "FILE",
     "write for each record the study that it became part of"},
    {0, "keep-versions", OPTION_TEXT, offsetof(struct settings, versions), "FILE",
     "write the rows of all merged records, for --undo"},
    {0, "undo", OPTION_TEXT, offsetof(struct settings, undo), "FILE",
     "read studies, and write the records that they were made of, by a FILE of --keep-versions"},
    {0, "tally", OPTION_TEXT, offsetof(struct settings, tally), "FILE",
     "append to a table how many records came in, went out, and were duplicates"},
    OPTION_END,
};
/* clang-format on */

static const struct filter filter = {
    .name = "dedupe",
    .purpose = "find and merge duplicate records",
    .options = options,
    .libraries = {text_utf8proc_version},
};

struct outputs {
    struct output *studies;
    struct output *versions, *origins; /* NULL where nobody asked */
};

struct deduper {
    struct outputs outputs;
    const struct settings *settings;
    struct record_rows records; /* their numbers do not depend on the input's order */
    int origin;                 /* column */
    struct citation *citations;
    struct citation_reader reader;
    struct duplicate_orders orders;
    struct duplicates found;
    uint32_t *at_position; /* the record that stood there */
    struct study study;
    uint32_t *members; /* of the present study, and their cells */
    struct slice *cells;
    size_t member_capacity, cell_capacity;
    struct buffer row;
    uint64_t studies;
};

static void read_records(struct deduper *deduper, struct input *input)
{
    struct record_rows *records = &deduper->records;
    if (!record_rows_read(records, input))
        return;
    deduper->origin = table_column(&records->table, "origin");
    if (records->renamed > 0)
        message_note(NULL,
                     "records with an id that another one has, now told apart by -2, -3 ...: "
                     "%llu",
                     U64(records->renamed));
    deduper->at_position = memory_allocate(records->count, sizeof *deduper->at_position);
    for (size_t i = 0; i < records->count; i++)
        deduper->at_position[records->items[i].position] = (uint32_t)i;
}

static void read_citations(struct deduper *deduper)
{
    int columns[CITATION_FIELDS];
    struct buffer decoded[CITATION_FIELDS] = {{0}};
    struct slice cells[CITATION_FIELDS];
    deduper->citations = memory_allocate(deduper->records.count, sizeof *deduper->citations);
    for (int i = 0; i < CITATION_FIELDS; i++)
        columns[i] = deduper->records.count > 0
                         ? table_column(&deduper->records.table, citation_columns[i])
                         : TABLE_NO_COLUMN;
    for (size_t i = 0; i < deduper->records.count; i++) {
        for (int j = 0; j < CITATION_FIELDS; j++) {
            buffer_clear(&decoded[j]);
            if (columns[j] != TABLE_NO_COLUMN)
                table_decode(table_raw_cell(deduper->records.items[i].row, columns[j]),
                             &decoded[j]);
            cells[j] = decoded[j].data ? buffer_slice(&decoded[j]) : slice_of("");
        }
        citation_read(&deduper->reader, cells, &deduper->citations[i]);
    }
    for (int i = 0; i < CITATION_FIELDS; i++)
        buffer_free(&decoded[i]);
}

/* What a person decided, if somebody did. */
static void read_decided(struct deduper *deduper)
{
    const char *path = deduper->settings->decided;
    if (!path || deduper->records.count == 0)
        return;
    char *copy = memory_string(slice_of(path));
    struct input *input = input_open(&copy, 1, deduper->settings->common.max_record);
    duplicate_tables_read(input, &deduper->records, &deduper->orders);
    input_close(input);
    free(copy);
}

static void write_tables(const struct deduper *deduper)
{
    const struct settings *settings = deduper->settings;
    if (settings->pairs) {
        struct output *output = output_open(settings->pairs);
        duplicate_tables_pairs(output, &deduper->found, &deduper->records);
        output_close(output);
    }
    if (settings->review) {
        struct output *output = output_open(settings->review);
        duplicate_tables_review(output, &deduper->found, &deduper->records);
        output_close(output);
    }
}

static int by_number(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

/* The members of the study of a record, by their numbers. */
static size_t gather_members(struct deduper *deduper, uint32_t record)
{
    const struct clusters *clusters = &deduper->found.clusters;
    size_t count = clusters->size[clusters_root(clusters, record)];
    deduper->members = memory_grow(deduper->members, &deduper->member_capacity, count,
                                   sizeof *deduper->members);
    for (size_t i = 0; i < count; i++, record = clusters->next[record])
        deduper->members[i] = record;
    qsort(deduper->members, count, sizeof *deduper->members, by_number);
    return count;
}

static void gather_cells(struct deduper *deduper, size_t count)
{
    size_t columns = deduper->records.table.column_count;
    deduper->cells = memory_grow(deduper->cells, &deduper->cell_capacity, count * columns,
                                 sizeof *deduper->cells);
    for (size_t i = 0; i < count; i++) {
        const struct record_row *record = &deduper->records.items[deduper->members[i]];
        struct slice rest = record->row;
        for (size_t j = 0; j < columns; j++)
            deduper->cells[i * columns + j] = slice_cut(&rest, '\t');
        deduper->cells[i * columns + (size_t)deduper->records.doc] = record->doc;
    }
}

/* One row for the study of the members; `lead` is the record that gives its id. */
static struct slice make_study(struct deduper *deduper, size_t count, uint32_t *lead)
{
    gather_cells(deduper, count);
    *lead = deduper->members[study_rank(&deduper->study, deduper->cells, count)];
    buffer_clear(&deduper->row);
    for (size_t i = 0; i < deduper->records.table.column_count; i++) {
        if (i > 0)
            buffer_append_char(&deduper->row, '\t');
        if ((int)i == deduper->origin)
            study_origin(&deduper->study, deduper->cells, count, deduper->records.doc,
                         deduper->origin, &deduper->row);
        else
            study_cell(&deduper->study, deduper->cells, count, i, &deduper->row);
    }
    if (deduper->origin == TABLE_NO_COLUMN) {
        buffer_append_char(&deduper->row, '\t');
        study_origin(&deduper->study, deduper->cells, count, deduper->records.doc, deduper->origin,
                     &deduper->row);
    }
    return buffer_slice(&deduper->row);
}

/* A record that is a study by itself stays as it is. */
static struct slice single_row(struct deduper *deduper, const struct record_row *record)
{
    bool has_origin = deduper->origin != TABLE_NO_COLUMN;
    struct slice rest = record->row;
    buffer_clear(&deduper->row);
    for (int i = 0; i < (int)deduper->records.table.column_count; i++) {
        struct slice cell = slice_cut(&rest, '\t');
        if (i == deduper->records.doc)
            cell = record->doc;
        if (i > 0)
            buffer_append_char(&deduper->row, '\t');
        buffer_append_slice(&deduper->row,
                            i == deduper->origin && cell.size == 0 ? record->doc : cell);
    }
    if (!has_origin) {
        buffer_append_char(&deduper->row, '\t');
        buffer_append_slice(&deduper->row, record->doc);
    }
    return buffer_slice(&deduper->row);
}

static void write_study(struct deduper *deduper, size_t count)
{
    const struct outputs *outputs = &deduper->outputs;
    uint32_t lead = deduper->members[0];
    output_slice(outputs->studies, count > 1 ? make_study(deduper, count, &lead)
                                             : single_row(deduper, &deduper->records.items[lead]));
    output_char(outputs->studies, '\n');
    deduper->studies++;
    struct slice study = deduper->records.items[lead].doc;
    for (size_t i = 0; i < count; i++) {
        const struct record_row *record = &deduper->records.items[deduper->members[i]];
        if (outputs->versions && (count > 1 || record->renamed))
            versions_add(outputs->versions, study, (uint64_t)record->position + 1, record->row);
        if (outputs->origins) {
            output_slice(outputs->origins, record->doc);
            output_char(outputs->origins, '\t');
            output_slice(outputs->origins, study);
            output_char(outputs->origins, '\n');
        }
    }
}

static void begin_outputs(struct deduper *deduper, struct output *output)
{
    const struct settings *settings = deduper->settings;
    struct outputs *outputs = &deduper->outputs;
    struct slice header = buffer_slice(&deduper->records.table.header);
    outputs->studies = output;
    output_slice(output, header);
    output_string(output, deduper->origin == TABLE_NO_COLUMN ? "\torigin\n" : "\n");
    if (settings->versions) {
        outputs->versions = output_open(settings->versions);
        versions_begin(outputs->versions, header);
    }
    if (settings->origin) {
        outputs->origins = output_open(settings->origin);
        output_string(outputs->origins, "doc\tstudy\n");
    }
}

/* The studies, in the order of the first of their records. */
static void write_studies(struct deduper *deduper, struct output *output)
{
    if (!deduper->records.table.columns)
        return;
    begin_outputs(deduper, output);
    study_open(&deduper->study, deduper->records.table.columns,
               deduper->records.table.column_count);
    bool *written = memory_zeroed(deduper->records.count, sizeof *written);
    for (size_t i = 0; i < deduper->records.count; i++) {
        uint32_t root = clusters_root(&deduper->found.clusters, deduper->at_position[i]);
        if (!written[root])
            write_study(deduper, gather_members(deduper, root));
        written[root] = true;
    }
    free(written);
}

static void write_tally(const struct deduper *deduper)
{
    struct tally tally;
    tally_open(&tally, deduper->settings->tally, "dedupe");
    tally_in(&tally, deduper->records.count);
    tally_out(&tally, deduper->studies);
    if (deduper->records.count > deduper->studies)
        tally_drop(&tally, "duplicate", deduper->records.count - deduper->studies);
    tally_close(&tally);
}

static void report_totals(const struct deduper *deduper)
{
    uint64_t review = 0;
    for (size_t i = 0; i < deduper->found.count; i++)
        review += deduper->found.pairs[i].decision.verdict == VERDICT_REVIEW;
    message_note(NULL, "%llu records, %llu studies, %llu merged; %llu pairs left for a person",
                 U64(deduper->records.count), U64(deduper->studies),
                 U64(deduper->records.count - deduper->studies), U64(review));
    message_note(NULL, "%llu candidates looked at; %llu times a record stood in a block too large",
                 U64(deduper->found.candidates), U64(deduper->found.left_out));
}

static void dedupe(const struct settings *settings, struct input *input, struct output *output)
{
    struct deduper deduper = {.settings = settings, .origin = TABLE_NO_COLUMN};
    read_records(&deduper, input);
    read_citations(&deduper);
    read_decided(&deduper);
    duplicates_find(&deduper.found, deduper.citations, deduper.records.count, deduper.orders.items,
                    deduper.orders.count);
    write_tables(&deduper);
    write_studies(&deduper, output);
    write_tally(&deduper);
    if (settings->common.verbose)
        report_totals(&deduper);
}

static void undo(const struct settings *settings, struct input *input, struct output *output)
{
    uint64_t studies, records;
    char *path = memory_string(slice_of(settings->undo));
    struct input *kept = input_open(&path, 1, settings->common.max_record);
    if (settings->pairs || settings->review || settings->decided || settings->origin ||
        settings->versions || settings->tally)
        message_usage("--undo only brings records back: --pairs, --review, --decided, --origin, "
                      "--keep-versions and --tally are given when they are merged");
    versions_undo(kept, input, output, &studies, &records);
    message_detail(NULL, "%llu studies, %llu records", U64(studies), U64(records));
    input_close(kept);
    free(path);
}

int main(int argc, char **argv)
{
    struct settings settings = {0};
    struct streams streams = filter_open(&filter, argc, argv, &settings);
    if (settings.undo)
        undo(&settings, streams.input, streams.output);
    else
        dedupe(&settings, streams.input, streams.output);
    input_close(streams.input);
    return message_end(STATUS_DONE);
}
