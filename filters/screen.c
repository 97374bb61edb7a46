/* screen - lay out screening sheets of documents, and read the decisions that come back */
#include <stdlib.h>
#include <sys/stat.h>

#include "base/filter.h"
#include "base/memory.h"
#include "review/outcome.h"
#include "review/sampling.h"
#include "review/screening.h"
#include "stream/table.h"
#include "text/normal.h"

struct settings {
    struct common common;
    const char *reviewer;
    const char *key;
    struct option_list sheets;
    const char *words;
    const char *excludes;
    const char *included, *consensus;
    const char *report;
    const char *tally;
};

/* clang-format off */
static const struct option options[] = {
    {0, "reviewer", OPTION_TEXT, offsetof(struct settings, reviewer), "NAME",
     "lay out a sheet for this reviewer; each has an order of rows of their own"},
    {0, "key", OPTION_TEXT, offsetof(struct settings, key), "TEXT",
     "another key gives another order of rows (default: cospan)"},
    {0, "sheets", OPTION_LIST, offsetof(struct settings, sheets), "FILE",
     "read the decisions of a sheet that came back; every use adds one"},
    {0, "decisions", OPTION_TEXT, offsetof(struct settings, words), "WORDS",
     "words that are decisions (default: include,exclude,unsure)"},
    {0, "excludes", OPTION_TEXT, offsetof(struct settings, excludes), "WORD",
     "the decision that excludes (default: exclude)"},
    {0, "included", OPTION_TEXT, offsetof(struct settings, included), "FILE",
     "write the documents that stay to FILE"},
    {0, "consensus", OPTION_TEXT, offsetof(struct settings, consensus), "FILE",
     "write a sheet of the disputed documents to FILE, which must be new"},
    {0, "report", OPTION_TEXT, offsetof(struct settings, report), "FILE",
     "write what is missing, misspelt, twice or unknown in the sheets to FILE"},
    {0, "tally", OPTION_TEXT, offsetof(struct settings, tally), "FILE",
     "add to FILE how many documents came in, stay and are excluded, by reason"},
    OPTION_END,
};
/* clang-format on */

static const struct filter filter = {
    .name = "screen",
    .purpose = "lay out screening sheets of documents, and read the decisions that come back",
    .options = options,
    .libraries = {text_utf8proc_version},
};

/* A row of a new sheet: doc, title and abstract as they are in the file. */
struct sheet_row {
    struct sampling_rank rank;
    struct slice cells[3];
};

struct screener {
    const struct settings *settings;
    bool lays_out; /* a sheet is written, and not the documents with their decisions */
    struct output *output, *included, *consensus;
    struct table_reader table;
    int columns[3], origin; /* doc, title, abstract */
    struct screening screening;
    struct outcomes outcomes;
    struct buffer doc, scratch; /* id of the present document */
    bool any;                   /* document was read */
    bool stays, disputed;       /* the present one */

    struct arena arena;
    struct sheet_row *rows;
    size_t count, capacity;
};

static struct slice cell_or_empty(const struct screener *screener, int column)
{
    return column == TABLE_NO_COLUMN ? slice_of("") : table_raw_cell(screener->table.row, column);
}

/* A row of the new sheet, unless the reviewer has the document already. */
static void add_to_sheet(struct screener *screener, struct slice doc, struct slice origin)
{
    const char *reviewer = screener->settings->reviewer;
    if (reviewer && screening_has(&screener->screening, slice_of(reviewer), doc, origin))
        return;
    screener->rows = memory_grow(screener->rows, &screener->capacity, screener->count + 1,
                                 sizeof *screener->rows);
    struct sheet_row *row = &screener->rows[screener->count++];
    row->rank = sampling_rank(screener->settings->key, reviewer, doc, &screener->scratch);
    for (int i = 0; i < 3; i++)
        row->cells[i] = arena_copy(&screener->arena, cell_or_empty(screener, screener->columns[i]));
}

/* A row of the sheet in which the reviewers agree on a decision. */
static void write_dispute(struct screener *screener)
{
    struct output *output = screener->consensus;
    for (int i = 0; i < 3; i++) {
        output_slice(output, cell_or_empty(screener, screener->columns[i]));
        output_char(output, '\t');
    }
    output_string(output, "\t\t" OUTCOME_CONSENSUS);
    screening_write_cells(&screener->screening, output);
    output_char(output, '\n');
}

static void begin_document(struct screener *screener, struct slice doc)
{
    struct slice origin = screener->origin == TABLE_NO_COLUMN
                              ? slice_of("")
                              : screener->table.cells[screener->origin];
    screener->any = true;
    buffer_clear(&screener->doc);
    buffer_append_slice(&screener->doc, doc);
    screening_decide(&screener->screening, doc, origin);
    struct outcome outcome = outcome_of(&screener->screening);
    screener->stays = outcomes_add(&screener->outcomes, outcome);
    if (outcome.disputed && screener->consensus)
        write_dispute(screener);
    if (screener->lays_out)
        add_to_sheet(screener, doc, origin);
}

static void write_row(const struct screener *screener, struct output *output)
{
    output_slice(output, screener->table.row);
    screening_write_cells(&screener->screening, output);
    output_char(output, '\n');
}

static void begin_table(struct screener *screener, struct output *output, const char *columns)
{
    if (!output)
        return;
    if (columns)
        output_string(output, columns);
    else
        output_slice(output, buffer_slice(&screener->table.header));
    screening_write_names(&screener->screening, output);
    output_char(output, '\n');
}

static bool open_table(struct screener *screener, struct input *input)
{
    struct table_reader *table = &screener->table;
    while (input_next_file(input)) {
        if (!table_open(table, input, false))
            continue;
        screener->columns[0] = table_need(table, "doc");
        screener->columns[1] = table_column(table, "title");
        screener->columns[2] = table_column(table, "abstract");
        if (screener->columns[1] == TABLE_NO_COLUMN && screener->columns[2] == TABLE_NO_COLUMN)
            screener->columns[2] = table_column(table, "text");
        screener->origin = table_column(table, "origin");
        return true;
    }
    return false;
}

/* Rows with the same id that follow each other are one document. */
static void read_documents(struct screener *screener, struct input *input)
{
    if (!open_table(screener, input))
        return;
    if (!screener->lays_out)
        begin_table(screener, screener->output, NULL);
    begin_table(screener, screener->included, NULL);
    begin_table(screener, screener->consensus, "doc\ttitle\tabstract\tdecision\treason\treviewer");
    while (table_next(&screener->table)) {
        struct slice doc = screener->table.cells[screener->columns[0]];
        if (!screener->any || !slice_equal(doc, buffer_slice(&screener->doc)))
            begin_document(screener, doc);
        if (!screener->lays_out)
            write_row(screener, screener->output);
        if (screener->included && screener->stays)
            write_row(screener, screener->included);
    }
}

static int by_rank(const void *left, const void *right)
{
    const struct sheet_row *a = left, *b = right;
    int order = sampling_compare(a->rank, b->rank);
    return order != 0 ? order : slice_compare(a->cells[0], b->cells[0]);
}

static void write_sheet(struct screener *screener)
{
    struct output *output = screener->output;
    const char *reviewer = screener->settings->reviewer;
    output_string(output, "doc\ttitle\tabstract\tdecision\treason\treviewer\n");
    if (screener->count > 0)
        qsort(screener->rows, screener->count, sizeof *screener->rows, by_rank);
    for (size_t i = 0; i < screener->count; i++) {
        for (int k = 0; k < 3; k++) {
            output_slice(output, screener->rows[i].cells[k]);
            output_char(output, '\t');
        }
        output_string(output, "\t\t");
        table_encode(slice_of(reviewer ? reviewer : ""), output);
        output_char(output, '\n');
    }
}

static void read_sheets(struct screener *screener)
{
    const struct option_list *sheets = &screener->settings->sheets;
    for (size_t i = 0; i < sheets->count; i++) {
        struct input *input = input_open_file(sheets->items[i],
                                              screener->settings->common.max_record);
        screening_read(&screener->screening, input, sheets->items[i]);
        input_close(input);
    }
}

static void end(struct screener *screener)
{
    const struct settings *settings = screener->settings;
    const struct outcomes *outcomes = &screener->outcomes;
    /* That no file could be read was said; the sheets are not to blame. */
    if (screener->any || !message_had_error())
        screening_end(&screener->screening);
    if (screener->lays_out)
        write_sheet(screener);
    if (outcomes->disputed > 0)
        message_note(NULL, "documents on which the reviewers differ and the first decides: %llu",
                     U64(outcomes->disputed));
    if (settings->tally)
        outcomes_write_tally(outcomes, settings->tally);
    if (screener->lays_out)
        message_detail(NULL, "%zu documents in the sheet", screener->count);
    else
        message_detail(NULL, "%llu documents stay, %llu are excluded, %llu have no decision",
                       U64(outcomes->stay), U64(outcomes->excluded), U64(outcomes->open));
}

/* A sheet may hold what a person wrote. */
static struct output *open_new(const char *path)
{
    struct stat about;
    if (path && stat(path, &about) == 0 && S_ISREG(about.st_mode) && about.st_size > 0)
        message_fatal(
            NULL, "%s: exists, and may hold what a person wrote; expected the name of a new file",
            path);
    return output_open(path);
}

static void open_files(struct screener *screener)
{
    const struct settings *settings = screener->settings;
    screener->output = screener->lays_out ? open_new(settings->common.output)
                                          : output_open(settings->common.output);
    if (settings->included)
        screener->included = output_open(settings->included);
    if (settings->consensus)
        screener->consensus = open_new(settings->consensus);
    if (settings->report)
        screening_begin_report(&screener->screening, output_open(settings->report));
    if ((settings->tally || settings->included) &&
        !screening_is_word(&screener->screening, slice_of(settings->excludes)))
        message_usage("--excludes expects one of the decisions %s, not '%s'", settings->words,
                      settings->excludes);
}

int main(int argc, char **argv)
{
    struct settings settings = {
        .key = "cospan", .words = "include,exclude,unsure", .excludes = "exclude"};
    struct streams streams = filter_read(&filter, argc, argv, &settings);
    struct screener screener = {
        .settings = &settings,
        .lays_out = settings.sheets.count == 0 || settings.reviewer,
        .screening.words = settings.words,
        .outcomes.excludes = settings.excludes,
    };
    open_files(&screener);
    read_sheets(&screener);
    read_documents(&screener, input_open(streams.paths, streams.count, settings.common.max_record));
    end(&screener);
    return message_end(STATUS_DONE);
}
