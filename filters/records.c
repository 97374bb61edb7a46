/* records - make documents of exports from bibliographic databases */
#include "base/filter.h"
#include "intake/exports.h"
#include "intake/field_map.h"
#include "intake/record.h"
#include "intake/record_check.h"
#include "intake/record_ids.h"
#include "intake/record_writer.h"
#include "container/xml.h"
#include "stream/documents.h"
#include "stream/table.h"
#include "stream/tally.h"
#include "text/normal.h"
#include "text/source.h"

struct settings {
    struct common common;
    int format, to;
    bool check, detect, exit_status;
    const char *charset;
    const char *tally;
};

/* clang-format off */
static const struct option options[] = {
    {'f', "format", OPTION_CHOICE, offsetof(struct settings, format),
     "auto|" EXPORTS_FORMATS,
     "format of the files (default: told by what is in them)"},
    {0, "to", OPTION_CHOICE, offsetof(struct settings, to), "documents|ris|nbib|bibtex|csv",
     "write documents, or an export for other programs"},
    {0, "from", OPTION_TEXT, offsetof(struct settings, charset), "ENCODING",
     "encoding of the files (default: UTF-8, UTF-16 or windows-1252, told by the bytes)"},
    {0, "check", OPTION_FLAG, offsetof(struct settings, check), NULL,
     "print what each file is and lacks, instead of documents"},
    {0, "detect", OPTION_FLAG, offsetof(struct settings, detect), NULL,
     "print what format each file is in, and read no more of it than that takes"},
    {'e', "exit-status", OPTION_FLAG, offsetof(struct settings, exit_status), NULL,
     "with --detect: end with 1 if no file is in a format that is known"},
    {0, "tally", OPTION_TEXT, offsetof(struct settings, tally), "FILE",
     "add to FILE how many records were read and rejected"},
    OPTION_END,
};
/* clang-format on */

static const struct filter filter = {
    .name = "records",
    .purpose = "make documents of exports from bibliographic databases",
    .options = options,
    .libraries = {xml_library, text_utf8proc_version},
};

struct job {
    const struct settings *settings;
    struct source source;
    struct record_sink sink;
    struct field_map *maps[EXPORTS_COUNT]; /* opened when needed */
    struct field_map *map;                 /* of the present file */
    struct tally tally;
    struct table_writer table;
    struct record_writer *writer; /* --to */
    struct record_check check;    /* of the present file */
    struct record_ids ids;
    struct buffer place, pieces;
    uint64_t known; /* files in a format that is known, with --detect */
};

/* Documents. */

static struct slice unique_id(struct job *job, struct slice id, uint64_t line)
{
    bool again;
    struct slice unique = record_ids_add(&job->ids, id, &again);
    if (again && job->settings->common.verbose)
        message_note(&(struct place){job->sink.file, line, 0}, "id again: '%.*s', now '%.*s'",
                     SLICE(id), SLICE(unique));
    return unique;
}

/* Short pieces of the cell `other` are written together, long ones as they are. */
static void write_piece(void *context, struct slice piece)
{
    enum { LONG = 64 * 1024 };
    struct job *job = context;
    bool is_long = piece.size > LONG;
    if (is_long || job->pieces.size > LONG) {
        table_encode(buffer_slice(&job->pieces), job->table.output);
        buffer_clear(&job->pieces);
    }
    if (is_long)
        table_encode(piece, job->table.output);
    else
        buffer_append_slice(&job->pieces, piece);
}

static void write_document(struct job *job, const struct slice *cells, uint64_t line)
{
    buffer_clear(&job->place);
    buffer_append_string(&job->place, job->sink.file);
    buffer_append_char(&job->place, ':');
    buffer_append_u64(&job->place, line);
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
    /* The last cell goes on. */
    buffer_clear(&job->pieces);
    field_map_pour_other(job->map, write_piece, job);
    table_encode(buffer_slice(&job->pieces), job->table.output);
    table_end_row(&job->table);
}

static void take_record(void *context, const struct record *record)
{
    struct job *job = context;
    const struct slice *cells = job->writer ? field_map_apply(job->map, record)
                                            : field_map_apply_columns(job->map, record);
    if (job->settings->check)
        record_check_add(&job->check, job->map, record, cells);
    else
        write_document(job, cells, record->line);
}

static void drop_record(void *context, const char *reason)
{
    struct job *job = context;
    tally_drop(&job->tally, reason, 1);
}

/* Files. */

/* False, with a message, if the format is not told. */
static bool find_format(const struct job *job, struct slice text, size_t *format)
{
    struct place place = source_place(&job->source, 0);
    *format = (size_t)job->settings->format - 1;
    if (job->settings->format > 0 || exports_find(text, format))
        return true;
    if (job->source.input->refused)
        return false;
    if (slice_trim(text).size == 0)
        message_note(&place, "is empty");
    else if (slice_starts(text, "PK\x03\x04"))
        message_error(&place,
                      "is a zip archive or a workbook; expected the text in it, as 'unzip -p' "
                      "gives it, or the workbook saved as CSV");
    else
        message_error(&place, "is in no format that is known, skipped; --format names one");
    return false;
}

static void report_file(struct job *job)
{
    uint64_t line, unknown = source_unknown(&job->source, &line);
    struct place place = source_place(&job->source, line);
    record_report(&job->sink);
    if (unknown > 0)
        message_note(&place, "%llu sequences are not in the encoding, here the first; now U+FFFD",
                     U64(unknown));
    message_detail(&(struct place){job->sink.file, 0, 0}, "%s: %llu records, %llu skipped",
                   job->check.format, U64(job->sink.counts.read), U64(job->sink.counts.rejected));
}

/* A table of documents, to be written as an export. Columns of other names go to `other`. */
static void read_documents(struct job *job)
{
    struct table_reader table = {.one_file = true};
    struct buffer other = {0};
    if (!table_open(&table, job->source.input, false))
        return;
    tally_file(&job->tally, job->sink.file);
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
                field_other_add(&other, table.columns[i], table.cells[i]);
        }
        cells[FIELD_OTHER] = buffer_slice(&other);
        record_writer_put(job->writer, cells);
        tally_in(&job->tally, 1);
        tally_out(&job->tally, 1);
    }
    buffer_free(&other);
    table_close(&table);
}

static void read_export(struct job *job, size_t format)
{
    if (!job->maps[format])
        job->maps[format] = field_map_open(exports_name(format));
    job->map = job->maps[format];
    tally_file(&job->tally, job->sink.file);
    exports_read(format, &job->source, &job->sink);
    tally_in(&job->tally, job->sink.counts.begun + job->sink.counts.unbegun);
    tally_out(&job->tally, job->sink.counts.read);
    report_file(job);
}

static void write_format(struct job *job, struct slice text)
{
    size_t format;
    bool known = exports_find(text, &format);
    table_cell_string(&job->table, job->sink.file);
    table_cell_string(&job->table, known ? exports_name(format) : "");
    table_end_row(&job->table);
    job->known += known;
}

static void read_file(struct job *job)
{
    const struct settings *settings = job->settings;
    struct slice text = exports_beginning(&job->source);
    size_t format;
    record_sink_begin(&job->sink, job->source.input->name);
    if (settings->detect) {
        write_format(job, text);
    } else if (job->writer && documents_begin(text)) {
        read_documents(job);
    } else if (find_format(job, text, &format)) {
        job->check = (struct record_check){.format = exports_name(format),
                                           .encoding = settings->charset ? settings->charset
                                                                         : job->source.found,
                                           .line_ends = exports_line_ends(&job->source)};
        read_export(job, format);
        if (settings->check)
            record_check_write(&job->check, &job->sink, &job->table);
        record_check_free(&job->check);
    }
}

static void begin(struct job *job, const struct streams *streams)
{
    const struct settings *settings = job->settings;
    source_open(&job->source, streams->input, settings->charset, false);
    if (!settings->charset)
        source_detect(&job->source);
    source_limit(&job->source, settings->common.max_record);
    job->sink = (struct record_sink){.found = take_record, .rejected = drop_record, .context = job};
    tally_open(&job->tally, settings->tally, "records");
    job->table.output = streams->output;
    if (settings->check) {
        record_check_header(&job->table);
    } else if (settings->detect) {
        table_cell_string(&job->table, "file");
        table_cell_string(&job->table, "format");
        table_end_row(&job->table);
    } else if (settings->to > 0) {
        job->writer = record_writer_open((enum record_format)(settings->to - 1), job->table.output);
    } else {
        for (size_t i = 0; i < FIELD_COLUMNS; i++)
            table_cell_string(&job->table, field_column_names[i]);
        table_end_row(&job->table);
    }
}

static void end(struct job *job)
{
    tally_close(&job->tally);
    if (job->writer)
        record_writer_close(job->writer);
    for (size_t i = 0; i < EXPORTS_COUNT; i++)
        if (job->maps[i])
            field_map_close(job->maps[i]);
    record_sink_free(&job->sink);
    record_ids_free(&job->ids);
    buffer_free(&job->place);
    buffer_free(&job->pieces);
    source_close(&job->source);
}

static void check_settings(const struct settings *settings)
{
    if (settings->check + settings->detect + (settings->to > 0) > 1)
        message_usage("--check, --detect and --to each print something else; expected one of them");
    if (settings->exit_status && !settings->detect)
        message_usage("--exit-status wants --detect");
}

int main(int argc, char **argv)
{
    struct settings settings = {0};
    struct streams streams = filter_open(&filter, argc, argv, &settings);
    check_settings(&settings);
    struct job job = {.settings = &settings};
    begin(&job, &streams);
    while (source_next_file(&job.source))
        read_file(&job);
    end(&job);
    input_close(streams.input);
    bool none = settings.exit_status && job.known == 0;
    return message_end(none ? STATUS_NONE : STATUS_DONE);
}
