/* records - make documents of exports from bibliographic databases */
#include <stdlib.h>

#include "base/buffer.h"
#include "base/input.h"
#include "base/map.h"
#include "base/message.h"
#include "base/options.h"
#include "base/output.h"
#include "intake/bibtex.h"
#include "intake/csv_records.h"
#include "intake/endnote_xml.h"
#include "intake/field_map.h"
#include "intake/pubmed_xml.h"
#include "intake/record.h"
#include "intake/record_writer.h"
#include "intake/tagged.h"
#include "stream/documents.h"
#include "stream/table.h"
#include "stream/tally.h"
#include "text/source.h"

struct settings {
    struct common common;
    int format, to;
    bool check, verbose;
    const char *charset;
    const char *tally;
};

/* clang-format off */
static const struct option options[] = {
    {'f', "format", OPTION_CHOICE, offsetof(struct settings, format),
     "auto|ris|medline|ovid|refer|refworks|wos|pubmed-xml|endnote-xml|bibtex|csv",
     "format of the files (default: told by what is in them)"},
    {0, "to", OPTION_CHOICE, offsetof(struct settings, to), "documents|ris|nbib|bibtex|csv",
     "write documents, or an export for other programs"},
    {0, "from", OPTION_TEXT, offsetof(struct settings, charset), "ENCODING",
     "encoding of the files (default: UTF-8, UTF-16 or windows-1252, told by the bytes)"},
    {0, "check", OPTION_FLAG, offsetof(struct settings, check), NULL,
     "print what each file is and lacks, instead of documents"},
    {0, "tally", OPTION_TEXT, offsetof(struct settings, tally), "FILE",
     "add to FILE how many records were read and rejected"},
    {'v', "verbose", OPTION_FLAG, offsetof(struct settings, verbose), NULL,
     "report totals and ids that occur again on standard error"},
    OPTION_COMMON(struct settings, common),
    OPTION_END,
};
/* clang-format on */

static const struct filter filter = {
    .name = "records",
    .purpose = "make documents of exports from bibliographic databases",
    .operands = "[file ...]",
    .options = options,
};

/* In the order of the option's words, after `auto`; the tagged ones as in tagged.h. */
static const struct format {
    const char *name; /* of its field map, too */
    bool (*begins)(struct slice beginning);
    void (*read)(struct source *source, struct record_sink *sink);
} formats[] = {
    [TAGGED_RIS] = {.name = "ris"},
    [TAGGED_MEDLINE] = {.name = "medline"},
    [TAGGED_OVID] = {.name = "ovid"},
    [TAGGED_REFER] = {.name = "refer"},
    [TAGGED_REFWORKS] = {.name = "refworks"},
    [TAGGED_WOS] = {.name = "wos"},
    {"pubmed-xml", pubmed_xml_begins, pubmed_xml_read},
    {"endnote-xml", endnote_xml_begins, endnote_xml_read},
    {"bibtex", bibtex_begins, bibtex_read},
    {"csv", csv_records_begins, csv_records_read},
};

enum { FORMATS = sizeof formats / sizeof *formats };

/* What --check says of a file and the counts do not. */
struct findings {
    const char *format;
    const char *line_ends;
    uint64_t untitled, unabstracted, undated;
    struct map tags; /* fields without a column */
    uint64_t *tag_counts;
    size_t tag_capacity;
};

struct job {
    const struct settings *settings;
    struct source source;
    struct record_sink sink;
    struct field_map *maps[FORMATS]; /* opened when needed */
    struct field_map *map;           /* of the present file */
    struct tally tally;
    struct table_writer table;
    struct record_writer *writer; /* --to */
    struct findings findings;

    struct map ids;
    uint64_t *last_of_id; /* the highest number behind an id, by id */
    size_t id_capacity;
    struct buffer id, place;
    uint64_t records, rejected;
};

/* Documents. */

/* The id, with -2, -3 ... behind it where it was there before. */
static struct slice unique_id(struct job *job, struct slice id, uint64_t line)
{
    bool added;
    uint32_t number = map_add(&job->ids, id, &added), first = number;
    buffer_clear(&job->id);
    buffer_append_slice(&job->id, id);
    for (;;) {
        job->last_of_id = memory_grow(job->last_of_id, &job->id_capacity, job->ids.count,
                                      sizeof *job->last_of_id);
        if (added)
            job->last_of_id[number] = 1;
        if (added)
            break;
        job->id.size = id.size;
        buffer_append_format(&job->id, "-%llu", (unsigned long long)++job->last_of_id[first]);
        number = map_add(&job->ids, buffer_slice(&job->id), &added);
    }
    if (number != first && job->settings->verbose)
        message_note(&(struct place){job->sink.file, line, 0}, "id again: '%.*s', now '%.*s'",
                     (int)id.size, id.data, (int)job->id.size, job->id.data);
    return buffer_slice(&job->id);
}

static void write_document(struct job *job, const struct slice *cells, uint64_t line)
{
    buffer_clear(&job->place);
    buffer_append_format(&job->place, "%s:%llu", job->sink.file, (unsigned long long)line);
    if (job->writer) {
        struct slice document[FIELD_COLUMNS];
        memcpy(document, cells, sizeof document);
        document[FIELD_DOC] = unique_id(job, cells[FIELD_DOC], line);
        record_writer_put(job->writer, document);
        return;
    }
    for (int i = 0; i < FIELD_COLUMNS; i++)
        table_cell(&job->table, i == FIELD_DOC      ? unique_id(job, cells[i], line)
                                : i == FIELD_SOURCE ? buffer_slice(&job->place)
                                                    : cells[i]);
    table_end_row(&job->table);
}

static void note_findings(struct job *job, const struct record *record, const struct slice *cells)
{
    struct findings *findings = &job->findings;
    findings->untitled += cells[FIELD_TITLE].size == 0;
    findings->unabstracted += cells[FIELD_ABSTRACT].size == 0;
    findings->undated += cells[FIELD_YEAR].size == 0;
    for (size_t i = 0; i < record->count; i++) {
        bool added;
        if (field_map_knows(job->map, record_tag(record, i)) || record_value(record, i).size == 0)
            continue;
        uint32_t tag = map_add(&findings->tags, record_tag(record, i), &added);
        findings->tag_counts = memory_grow(findings->tag_counts, &findings->tag_capacity,
                                           findings->tags.count, sizeof *findings->tag_counts);
        findings->tag_counts[tag] = added ? 1 : findings->tag_counts[tag] + 1;
    }
}

static void take_record(void *context, const struct record *record)
{
    struct job *job = context;
    const struct slice *cells = field_map_apply(job->map, record);
    if (job->settings->check)
        note_findings(job, record, cells);
    else
        write_document(job, cells, record->line);
}

static void drop_record(void *context, const char *reason)
{
    struct job *job = context;
    tally_drop(&job->tally, reason, 1);
}

/* Files. */

/* As much of the beginning as tells its format. */
static struct slice beginning(struct source *source)
{
    enum { ENOUGH = 32 * 1024 };
    while (!source->last && source->window.size < ENOUGH && source->window.size < source->limit)
        source_advance(source, 0);
    return source->window;
}

static const char *line_ends(struct slice text)
{
    uint64_t feeds = source_count(text, '\n'), returns = source_count(text, '\r'), both = 0;
    for (struct slice rest = text; rest.data;) {
        struct slice line = slice_cut(&rest, '\n');
        both += rest.data && line.size > 0 && line.data[line.size - 1] == '\r';
    }
    if (feeds == 0)
        return returns > 0 ? "cr" : "";
    return returns == 0 ? "lf" : both == feeds && returns == both ? "crlf" : "mixed";
}

/* The format as its index; false, with a message, if none is told. */
static bool find_format(struct job *job, struct slice text, size_t *format)
{
    enum tagged_format tagged;
    *format = (size_t)job->settings->format - 1;
    if (job->settings->format > 0)
        return true;
    for (*format = TAGGED_FORMATS;
         *format < FORMATS && formats[*format].begins != csv_records_begins; ++*format)
        if (formats[*format].begins(text))
            return true;
    if (tagged_begins(text, &tagged)) {
        *format = tagged;
        return true;
    }
    if (csv_records_begins(text))
        return true;
    struct place place = source_place(&job->source, 0);
    if (slice_trim(text).size == 0)
        message_note(&place, "is empty");
    else
        message_error(&place, "is in no format that is known, left out; --format names one");
    return false;
}

static void report_file(struct job *job)
{
    uint64_t line, unknown = source_unknown(&job->source, &line);
    struct place place = source_place(&job->source, line);
    record_report(&job->sink);
    if (unknown > 0)
        message_note(&place, "%llu sequences are not in the encoding, here the first; now U+FFFD",
                     (unsigned long long)unknown);
    if (job->settings->verbose)
        message_note(&(struct place){job->sink.file, 0, 0}, "%s: %llu records, %llu left out",
                     job->findings.format, (unsigned long long)job->sink.counts.read,
                     (unsigned long long)job->sink.counts.rejected);
}

static void write_check(struct job *job)
{
    const struct record_counts *counts = &job->sink.counts;
    struct findings *findings = &job->findings;
    struct buffer *cell = &job->place;
    table_cell_string(&job->table, job->sink.file);
    table_cell_string(&job->table, findings->format);
    buffer_clear(cell);
    buffer_append_string(cell, job->settings->charset ? job->settings->charset : job->source.found);
    if (counts->repaired > 0)
        buffer_append_string(cell, ", windows-1252");
    table_cell(&job->table, buffer_slice(cell));
    table_cell_string(&job->table, findings->line_ends);
    const uint64_t numbers[] = {counts->begun,          counts->ended,    counts->read,
                                counts->rejected,       counts->stray,    findings->untitled,
                                findings->unabstracted, findings->undated};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        table_cell_u64(&job->table, numbers[i]);
    uint32_t *sorted = map_sorted(&findings->tags);
    buffer_clear(cell);
    for (size_t i = 0; i < findings->tags.count; i++) {
        struct slice tag = map_key(&findings->tags, sorted[i]);
        buffer_append_format(cell, "%s%.*s %llu", i > 0 ? "; " : "", (int)tag.size, tag.data,
                             (unsigned long long)findings->tag_counts[sorted[i]]);
    }
    free(sorted);
    table_cell(&job->table, buffer_slice(cell));
    table_end_row(&job->table);
}

/* A table of documents, to be written as an export. Columns of other names go to `other`. */
static void read_documents(struct job *job)
{
    struct table_reader table = {.one_file = true};
    struct buffer other = {0};
    if (!table_open(&table, job->source.input, false))
        return;
    while (table_next(&table)) {
        struct slice cells[FIELD_COLUMNS] = {{NULL, 0}};
        buffer_clear(&other);
        int column = table_column(&table, "other");
        if (column != TABLE_NO_COLUMN)
            buffer_append_slice(&other, table.cells[column]);
        for (size_t i = 0; i < table.column_count; i++) {
            int field = 0;
            while (field < FIELD_COLUMNS && !slice_is(table.columns[i], field_column_names[field]))
                field++;
            if (field < FIELD_COLUMNS)
                cells[field] = table.cells[i];
            else if (table.cells[i].size > 0)
                field_map_other_add(&other, table.columns[i], table.cells[i]);
        }
        cells[FIELD_OTHER] = buffer_slice(&other);
        record_writer_put(job->writer, cells);
    }
    buffer_free(&other);
    table_close(&table);
}

static void read_file(struct job *job)
{
    struct slice text = beginning(&job->source);
    struct findings *findings = &job->findings;
    size_t format;
    record_sink_begin(&job->sink, job->source.input->name);
    if (job->writer && documents_begin(text)) {
        read_documents(job);
        return;
    }
    *findings = (struct findings){.line_ends = line_ends(text)};
    if (!find_format(job, text, &format))
        return;
    findings->format = formats[format].name;
    if (!job->maps[format])
        job->maps[format] = field_map_open(formats[format].name);
    job->map = job->maps[format];
    if (strcmp(findings->line_ends, "cr") == 0)
        job->source.line_end = '\r';
    tally_file(&job->tally, job->sink.file);
    if (formats[format].read)
        formats[format].read(&job->source, &job->sink);
    else
        tagged_read(&job->source, (enum tagged_format)format, &job->sink);
    tally_in(&job->tally, job->sink.counts.begun + job->sink.counts.unbegun);
    tally_out(&job->tally, job->sink.counts.read);
    report_file(job);
    if (job->settings->check)
        write_check(job);
    map_free(&findings->tags);
    free(findings->tag_counts);
}

static void begin(struct job *job, struct input *input)
{
    const struct settings *settings = job->settings;
    static const char *const checks[] = {
        "file",     "format", "encoding", "line_ends",   "begun",   "ended",       "read",
        "rejected", "stray",  "no_title", "no_abstract", "no_year", "other_fields"};
    source_open(&job->source, input, settings->charset, false);
    if (!settings->charset)
        source_detect(&job->source);
    source_limit(&job->source, settings->common.max_record);
    job->sink = (struct record_sink){.found = take_record, .rejected = drop_record, .context = job};
    tally_open(&job->tally, settings->tally, "records");
    job->table.output = output_open(settings->common.output);
    if (settings->to > 0 && !settings->check) {
        job->writer = record_writer_open((enum record_format)(settings->to - 1), job->table.output);
        return;
    }
    const char *const *columns = settings->check ? checks : field_column_names;
    size_t count = settings->check ? sizeof checks / sizeof *checks : FIELD_COLUMNS;
    for (size_t i = 0; i < count; i++)
        table_cell_string(&job->table, columns[i]);
    table_end_row(&job->table);
}

static void end(struct job *job)
{
    tally_close(&job->tally);
    if (job->writer)
        record_writer_close(job->writer);
    for (size_t i = 0; i < FORMATS; i++)
        if (job->maps[i])
            field_map_close(job->maps[i]);
    record_sink_free(&job->sink);
    map_free(&job->ids);
    free(job->last_of_id);
    buffer_free(&job->id);
    buffer_free(&job->place);
    source_close(&job->source);
}

int main(int argc, char **argv)
{
    struct settings settings = {.common = COMMON_DEFAULTS};
    size_t files = options_read(&filter, argc, argv, &settings);
    message_strict(settings.common.strict);
    struct input *input = input_open(argv, files, settings.common.max_record);
    struct job job = {.settings = &settings};
    begin(&job, input);
    while (source_next_file(&job.source))
        read_file(&job);
    end(&job);
    input_close(input);
    return message_end(STATUS_DONE);
}
