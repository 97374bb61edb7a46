/* The command line of a filter, described once. One table gives parsing, --help, shell
 * completion, and the manual page is held against it by a test. All that the user asked for goes
 * into one struct of settings, which the filter fills with its defaults before.
 *
 *     struct settings { struct common common; const char *column; bool fold; };
 *     static const struct option options[] = {
 *         OPTION_COMMON(offsetof(struct settings, common)),
 *         {'i', "fold-case", OPTION_FLAG, offsetof(struct settings, fold), NULL, "upper case ..."},
 *         OPTION_END,
 *     };
 */
#ifndef COSPAN_BASE_OPTIONS_H
#define COSPAN_BASE_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What an option stores at its offset in the settings. */
enum option_kind {
    OPTION_FLAG,   /* bool: true */
    OPTION_UNSET,  /* bool: false */
    OPTION_TEXT,   /* const char * */
    OPTION_COUNT,  /* uint64_t; K, M, G after the digits are powers of 1024 */
    OPTION_NUMBER, /* double */
    OPTION_CHOICE, /* int: index of the word among the `|`-separated words of `argument` */
    OPTION_LIST,   /* struct option_list: every use adds one */
};

struct option {
    char letter; /* 0 where there is no short form */
    const char *name;
    enum option_kind kind;
    size_t offset;
    const char *argument; /* name of the argument, or the words of a choice; NULL for flags */
    const char *help;     /* one line, no full stop */
};

struct option_list {
    const char **items;
    size_t count, capacity;
};

/* clang-format off */
#define OPTION_END {0, NULL, OPTION_FLAG, 0, NULL, NULL}
/* clang-format on */

/* What every filter understands, and what nearly every one does. */
struct common {
    const char *output;
    bool strict;
    uint64_t max_record;
    bool verbose; /* OPTION_VERBOSE */
};

/* clang-format off */

/* The defaults of `common`. */
#define COMMON_DEFAULTS {.max_record = (uint64_t)256 << 20}

/* Rows that several filters have in their tables; others stand where what they set is defined:
 * OPTION_TABLE in stream/table.h. `at` is the offset of what they set in the settings. */
#define OPTION_COMMON(at)                                                                          \
    {'o', "output", OPTION_TEXT, (at) + offsetof(struct common, output), "FILE",                   \
     "write to FILE, whole or not at all, instead of standard output"},                            \
    {0, "strict", OPTION_FLAG, (at) + offsetof(struct common, strict), NULL,                       \
     "stop at the first bad record"},                                                              \
    {0, "max-record", OPTION_COUNT, (at) + offsetof(struct common, max_record), "BYTES",           \
     "longest line or record that is read (default 256M)"}

#define OPTION_VERBOSE(at)                                                                         \
    {'v', "verbose", OPTION_FLAG, (at) + offsetof(struct common, verbose), NULL,                   \
     "report totals on standard error"}

/* clang-format on */

/* What a filter says of itself. */
struct filter {
    const char *name;
    const char *purpose;  /* one line: the NAME line of its manual page */
    const char *operands; /* what follows the options in the usage, "[file ...]" */
    const struct option *options;
    /* Names and versions, as they run, of the libraries in use; NULL at the end. */
    const char *(*const *libraries)(void);
};

/* Names the program, reads the command line into *settings and moves the operands to the front of
 * `argv`, where argv[0] ... argv[result - 1] are they. Options may stand after operands; "--" ends
 * them. --help, --version and --completion print and end the program; so does a mistake, with a
 * message and status 2. */
size_t options_read(const struct filter *filter, int argc, char **argv, void *settings);

#endif
