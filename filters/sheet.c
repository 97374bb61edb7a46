/* sheet - make a spreadsheet of tables */
#include <stdlib.h>

#include "base/filter.h"
#include "base/digest.h"
#include "base/map.h"
#include "base/suggest.h"
#include "base/version.h"
#include "intake/workbook_table.h"
#include "container/zip.h"
#include "stream/table.h"
#include "text/normal.h"
#include "text/utf8.h"

struct settings {
    struct common common;
    struct option_list names;
    const char *texts, *numbers, *values;
    int chart;
};

/* clang-format off */
static const struct option options[] = {
    {0, "name", OPTION_LIST, offsetof(struct settings, names), "NAME",
     "name of the sheet, one for each file in turn (default: the file's)"},
    {'t', "text", OPTION_TEXT, offsetof(struct settings, texts), "COLUMNS",
     "columns in which everything is text, separated by commas"},
    {0, "numbers", OPTION_TEXT, offsetof(struct settings, numbers), "COLUMNS",
     "columns in which 1e-05 is a number"},
    {0, "chart", OPTION_CHOICE, offsetof(struct settings, chart), "none|bar|line",
     "a chart beside each table"},
    {0, "values", OPTION_TEXT, offsetof(struct settings, values), "COLUMNS",
     "what the chart shows (default: the first column of counts)"},
    OPTION_END,
};
/* clang-format on */

static const struct filter filter = {
    .name = "sheet",
    .purpose = "make a spreadsheet of tables",
    .options = options,
    .libraries = {zip_library, text_utf8proc_version},
};

/* A row of the notes: provenance, and whatever a reader of the sheet must know. */
struct remark {
    struct slice sheet, what, value;
};

struct sheeter {
    const struct settings *settings;
    struct workbook *workbook;
    struct buffer name; /* of the present sheet */
    struct map columns; /* of all tables */
    struct remark *remarks;
    size_t remark_count, remark_capacity;
    struct arena arena;
    uint64_t rows, tables;
};

static void remark(void *context, struct slice sheet, const char *what, struct slice value)
{
    struct sheeter *sheeter = context;
    struct buffer valid = {0};
    utf8_repair(value, &valid);
    sheeter->remarks = memory_grow(sheeter->remarks, &sheeter->remark_capacity,
                                   sheeter->remark_count + 1, sizeof *sheeter->remarks);
    sheeter->remarks[sheeter->remark_count++] = (struct remark){
        arena_copy(&sheeter->arena, sheet), arena_copy(&sheeter->arena, slice_of(what)),
        arena_copy(&sheeter->arena, buffer_slice(&valid))};
    buffer_free(&valid);
}

/* The name that the user gave this file, or its own without folder and last ending. */
static struct slice wanted_name(const struct sheeter *sheeter, const struct input *input)
{
    const struct option_list *names = &sheeter->settings->names;
    if (input->file < names->count)
        return slice_of(names->items[input->file]);
    if (input->count == 0 || strcmp(input->paths[input->file], "-") == 0)
        return slice_of("table");
    const char *slash = strrchr(input->name, '/');
    struct slice name = slice_of(slash ? slash + 1 : input->name);
    for (size_t i = name.size; i > 1; i--)
        if (name.data[i - 1] == '.')
            return slice_make(name.data, i - 1);
    return name;
}

static void name_sheet(struct sheeter *sheeter, const struct input *input)
{
    struct slice wanted = wanted_name(sheeter, input);
    struct buffer valid = {0};
    utf8_repair(wanted, &valid);
    buffer_clear(&sheeter->name);
    if (!workbook_name(sheeter->workbook, buffer_slice(&valid), &sheeter->name))
        message_note(&(struct place){input->name, 0, 0}, "sheet '%.*s' is called '%.*s'",
                     SLICE(wanted), SLICE(sheeter->name));
    buffer_free(&valid);
}

static void remark_file(struct sheeter *sheeter, const struct input *input)
{
    struct slice name = buffer_slice(&sheeter->name);
    char digest[DIGEST_HEX + 1];
    if (input->count == 0 || strcmp(input->paths[input->file], "-") == 0)
        return;
    remark(sheeter, name, "file", slice_of(input->name));
    if (digest_file(input->name, digest))
        remark(sheeter, name, "sha256", slice_of(digest));
}

/* Where there is no table, there is no workbook. */
static void begin_workbook(struct sheeter *sheeter)
{
    struct output *output = output_open(sheeter->settings->common.output);
    output_refuse_terminal(output);
    sheeter->workbook = workbook_create(output);
}

static void write_table(struct sheeter *sheeter, struct table_reader *table)
{
    const struct settings *settings = sheeter->settings;
    const struct workbook_table_settings how = {settings->texts, settings->numbers,
                                                settings->values,
                                                (enum workbook_table_chart)settings->chart};
    if (!sheeter->workbook)
        begin_workbook(sheeter);
    for (size_t i = 0; i < table->column_count; i++)
        map_add(&sheeter->columns, table->columns[i], NULL);
    name_sheet(sheeter, table->input);
    remark_file(sheeter, table->input);
    sheeter->rows += workbook_table_write(sheeter->workbook, table, buffer_slice(&sheeter->name),
                                          &how, remark, sheeter);
    sheeter->tables++;
}

static void read_table(struct sheeter *sheeter, struct input *input)
{
    struct table_reader table;
    struct place place = {input->name, 0, 0};
    if (!table_open(&table, input, true)) {
        message_error(&place, "is empty, expected a table with a header row");
        return;
    }
    if (table.column_count > WORKBOOK_COLUMNS)
        message_error(&place, "%zu columns, and a sheet holds %d; skipped", table.column_count,
                      WORKBOOK_COLUMNS);
    else
        write_table(sheeter, &table);
    table_close(&table);
}

/* Columns that an option names and no table has. */
static void check_columns(const struct sheeter *sheeter, const char *option, const char *names)
{
    for (struct slice rest = slice_of(names ? names : ""); rest.size > 0;) {
        struct slice name = slice_trim(slice_cut(&rest, ','));
        if (map_find(&sheeter->columns, name) != MAP_NONE)
            continue;
        struct suggest suggest = suggest_begin(name);
        for (uint32_t i = 0; i < sheeter->columns.count; i++)
            suggest_add(&suggest, map_key(&sheeter->columns, i));
        message_error(NULL, "no table has the column '%.*s' of --%s%s", SLICE(name), option,
                      suggest_ending(&suggest, "the columns are"));
        suggest_free(&suggest);
    }
}

/* What the workbook was made of, and how. */
static void write_notes(struct sheeter *sheeter)
{
    static const unsigned widths[] = {24, 32, 70};
    static const char *const header[] = {"sheet", "what", "value"};
    struct workbook *workbook = sheeter->workbook;
    buffer_clear(&sheeter->name);
    workbook_name(workbook, slice_of("Notes"), &sheeter->name);
    workbook_begin_sheet(workbook, buffer_slice(&sheeter->name), widths, 3, true);
    workbook_begin_row(workbook);
    for (size_t i = 0; i < 3; i++)
        workbook_text(workbook, i, slice_of(header[i]), WORKBOOK_HEADER);
    workbook_end_row(workbook);
    for (size_t i = 0; i < sheeter->remark_count; i++) {
        const struct remark *one = &sheeter->remarks[i];
        workbook_begin_row(workbook);
        workbook_text(workbook, 0, one->sheet, WORKBOOK_AS_IS);
        workbook_text(workbook, 1, one->what, WORKBOOK_AS_IS);
        workbook_text(workbook, 2, one->value, WORKBOOK_AS_IS);
        workbook_end_row(workbook);
    }
    workbook_end_sheet(workbook, NULL);
}

static void remark_options(struct sheeter *sheeter)
{
    static const char *const charts[] = {"none", "bar", "line"};
    const struct settings *settings = sheeter->settings;
    struct slice all = slice_of("");
    remark(sheeter, all, "made by", slice_of("cospan sheet " COSPAN_VERSION));
    if (settings->chart != TABLE_CHART_NONE)
        remark(sheeter, all, "--chart", slice_of(charts[settings->chart]));
    if (settings->values)
        remark(sheeter, all, "--values", slice_of(settings->values));
    if (settings->texts)
        remark(sheeter, all, "--text", slice_of(settings->texts));
    if (settings->numbers)
        remark(sheeter, all, "--numbers", slice_of(settings->numbers));
}

int main(int argc, char **argv)
{
    struct settings settings = {0};
    struct streams streams = filter_read(&filter, argc, argv, &settings);
    struct input *input = input_open(streams.paths, streams.count, settings.common.max_record);
    struct sheeter sheeter = {.settings = &settings};
    remark_options(&sheeter);
    while (input_next_file(input))
        read_table(&sheeter, input);
    if (sheeter.workbook) {
        check_columns(&sheeter, "text", settings.texts);
        check_columns(&sheeter, "numbers", settings.numbers);
        check_columns(&sheeter, "values", settings.values);
        write_notes(&sheeter);
        workbook_end(sheeter.workbook);
    }
    message_detail(NULL, "%llu tables, %llu rows", U64(sheeter.tables), U64(sheeter.rows));
    return message_end(STATUS_DONE);
}
