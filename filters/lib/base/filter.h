/* The frame of every filter, so that its main is a table of contents:
 *
 *     static const struct filter filter = {
 *         .name = "sift",
 *         .purpose = "keep the tokens that are asked for",
 *         .options = options,
 *         .libraries = {text_utf8proc_version},
 *     };
 *
 *     int main(int argc, char **argv)
 *     {
 *         struct settings settings = {.column = "FORM"};
 *         struct streams streams = filter_open(&filter, argc, argv, &settings);
 *         sift(&settings, &streams);
 *         return message_end(STATUS_DONE);
 *     }
 *
 * What is said of totals is said with message_detail, which is silent without -v. A filter includes
 * this header and no other one for its command line, messages, input and output. */
#ifndef COSPAN_BASE_FILTER_H
#define COSPAN_BASE_FILTER_H

#include "base/buffer.h"
#include "base/format.h"
#include "base/input.h"
#include "base/message.h"
#include "base/options.h"
#include "base/output.h"

/* What the command line named. */
struct streams {
    char **paths; /* the operands */
    size_t count;
    struct input *input; /* the operands, or standard input without operands */
    struct output *output;
};

/* Reads the command line into *settings, which begin with a struct common, as options_read does,
 * and opens nothing: `input` and `output` are NULL. For filters that open more than one of them or
 * none, each with `common.max_record` and `common.output`. */
struct streams filter_read(const struct filter *filter, int argc, char **argv, void *settings);

/* The same, and opens input and output. No byte has been read or written. */
struct streams filter_open(const struct filter *filter, int argc, char **argv, void *settings);

#endif
