/* The command line of a filter, described once. One table gives parsing, --help, shell
 * completion, and the manual page is held against it by a test. Everything that the user asked for
 * goes into one struct of settings, which the filter fills with its defaults before. It begins with
 * `struct common`: the rows of that struct, and --help and --version, belong to every filter.
 *
 *     struct settings { struct common common; const char *column; bool fold; };
 *     static const struct option options[] = {
 *         {'i', "fold-case", OPTION_FLAG, offsetof(struct settings, fold), NULL, "upper case ..."},
 *         OPTION_END,
 *     };
 */
#ifndef COSPAN_BASE_OPTIONS_H
#define COSPAN_BASE_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/slice.h"

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

/* What every filter understands: the first member of its settings. */
struct common {
    const char *output; /* NULL: standard output */
    bool strict;
    uint64_t max_record; /* 256M where the filter has no other default */
    bool verbose;
};

/* Options that exclude each other: any of `options` and any of `others`, names separated by commas;
 * any two of `options` where `others` is NULL. */
struct option_conflict {
    const char *options, *others;
    const char *reason; /* a clause that ends the message */
};

/* Each of `options` needs one of `others`, names separated by commas. */
struct option_need {
    const char *options, *others;
};

enum { OPTION_RULES = 4, FILTER_LIBRARIES = 8 };

/* What a filter says of itself. */
struct filter {
    const char *name;
    const char *purpose;  /* one line: the NAME line of its manual page */
    const char *operands; /* what follows the options in the usage; NULL: "[file ...]" */
    const struct option *options;
    bool bare; /* a tool, not a filter: its settings begin without a struct common */
    /* Names and versions, as they run, of the libraries in use, for --version. */
    const char *(*libraries[FILTER_LIBRARIES])(void);
    struct option_conflict conflicts[OPTION_RULES];
    struct option_need needs[OPTION_RULES];
};

/* Names the program, reads the command line into *settings and moves the operands to the front of
 * `argv`, where argv[0] ... argv[result - 1] are they. Options may stand after operands; "--" ends
 * them. --help, --version and --completion print and end the program; so does a mistake, with a
 * message and status 2. */
size_t options_read(const struct filter *filter, int argc, char **argv, void *settings);

/* The index of a word among words separated by `|`; -1 if it is not one of them. */
int options_index(const char *words, struct slice word);

/* The word that the choice --`name` stores as `index`. */
struct slice options_word(const struct filter *filter, const char *name, int index);

#endif
