/* codings - read the codings of projects of qualitative analysis */
#include "base/input.h"
#include "base/message.h"
#include "base/options.h"
#include "base/output.h"
#include "container/xml.h"
#include "container/zip.h"
#include "intake/qda_reader.h"
#include "stream/table.h"

struct settings {
    struct common common;
    struct table_options table;
};

/* clang-format off */
static const struct option options[] = {
    OPTION_TABLE(offsetof(struct settings, table)),
    OPTION_VERBOSE(offsetof(struct settings, common)),
    OPTION_COMMON(offsetof(struct settings, common)),
    OPTION_END,
};
/* clang-format on */

static const char *(*const libraries[])(void) = {zip_library, xml_library, NULL};

static const struct filter filter = {
    .name = "codings",
    .purpose = "read the codings of projects of qualitative analysis",
    .operands = "[file ...]",
    .options = options,
    .libraries = libraries,
};

static void write_coding(void *context, const struct qda_coding *coding)
{
    struct table_writer *table = context;
    table_cell(table, coding->source);
    table_cell_u64(table, coding->start);
    table_cell_u64(table, coding->end);
    table_cell(table, coding->code);
    table_cell(table, coding->coder);
    table_cell(table, coding->text);
    table_end_row(table);
}

static void read_projects(struct input *input, struct table_writer *table)
{
    input_raw(input);
    while (input_next_file(input)) {
        struct slice bytes = {"", 0};
        bool last = false;
        while (!last && input_window(input, 0, &bytes, &last))
            continue;
        if (!input->refused)
            qda_read(bytes, input->name, write_coding, table);
    }
}

int main(int argc, char **argv)
{
    struct settings settings = {.common = COMMON_DEFAULTS};
    size_t files = options_read(&filter, argc, argv, &settings);
    message_strict(settings.common.strict);
    struct input *input = input_open(argv, files, settings.common.max_record);
    struct table_writer table = table_begin(output_open(settings.common.output), &settings.table);
    table_names(&table, "doc start end concept coder text");
    table_end_row(&table);
    read_projects(input, &table);
    if (settings.common.verbose)
        message_note(NULL, "%zu codings", table.rows - 1);
    return message_end(STATUS_DONE);
}
