/* unflatten - write the tokens of a table that flatten --all made */
#include "base/filter.h"
#include "stream/tokens_table.h"

struct settings {
    struct common common;
};

/* clang-format off */
static const struct option options[] = {
    OPTION_END,
};
/* clang-format on */

static const struct filter filter = {
    .name = "unflatten",
    .purpose = "write the tokens of a table that flatten --all made",
    .options = options,
};

int main(int argc, char **argv)
{
    struct settings settings = {0};
    struct streams streams = filter_open(&filter, argc, argv, &settings);
    tokens_table_read(streams.input, streams.output);
    return message_end(STATUS_DONE);
}
