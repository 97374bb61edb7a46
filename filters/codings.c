/* codings - read the codings of projects of qualitative analysis */
#include "base/filter.h"
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
    OPTION_END,
};
/* clang-format on */

static const struct filter filter = {
    .name = "codings",
    .purpose = "read the codings of projects of qualitative analysis",
    .options = options,
    .libraries = {zip_library, xml_library},
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
    struct settings settings = {0};
    struct streams streams = filter_open(&filter, argc, argv, &settings);
    struct table_writer table = table_begin(streams.output, &settings.table);
    table_names(&table, "doc start end concept coder text");
    table_end_row(&table);
    read_projects(streams.input, &table);
    message_detail(NULL, "%zu codings", table.rows - 1);
    return message_end(STATUS_DONE);
}
