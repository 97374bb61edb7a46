/* unflatten - write the tokens of a table that flatten --all made */
#include "base/input.h"
#include "base/message.h"
#include "base/options.h"
#include "base/output.h"
#include "stream/tokens_table.h"

struct settings {
    struct common common;
};

/* clang-format off */
static const struct option options[] = {
    OPTION_COMMON(offsetof(struct settings, common)),
    OPTION_END,
};
/* clang-format on */

static const struct filter filter = {
    .name = "unflatten",
    .purpose = "write the tokens of a table that flatten --all made",
    .operands = "[file ...]",
    .options = options,
};

int main(int argc, char **argv)
{
    struct settings settings = {.common = COMMON_DEFAULTS};
    size_t files = options_read(&filter, argc, argv, &settings);
    message_strict(settings.common.strict);
    struct input *input = input_open(argv, files, settings.common.max_record);
    tokens_table_read(input, output_open(settings.common.output));
    return message_end(STATUS_DONE);
}
