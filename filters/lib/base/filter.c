#include "base/filter.h"

struct streams filter_read(const struct filter *filter, int argc, char **argv, void *settings)
{
    const struct common *common = settings;
    struct streams streams = {.paths = argv};
    streams.count = options_read(filter, argc, argv, settings);
    message_strict(common->strict);
    message_verbose(common->verbose);
    return streams;
}

struct streams filter_open(const struct filter *filter, int argc, char **argv, void *settings)
{
    const struct common *common = settings;
    struct streams streams = filter_read(filter, argc, argv, settings);
    streams.input = input_open(streams.paths, streams.count, common->max_record);
    streams.output = output_open(common->output);
    return streams;
}
