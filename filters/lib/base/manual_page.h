/* The options of a script, read from its manual page: one text for the page, the parsing of the
 * command line, --help and completion.
 *
 * The page is mdoc(7), of which this reads what such a page needs: NAME (`.Nd`), SYNOPSIS, and the
 * items of DESCRIPTION that begin with an option,
 *
 *     .It Fl d , Fl -dictionary Ar FILE      or      .It Fl -unit Cm turn | sentence
 *
 * whose first sentence, which ends with its line, is the line of --help. An argument called N is a
 * whole number, words after Cm are a choice, and every other argument is text. */
#ifndef COSPAN_BASE_MANUAL_PAGE_H
#define COSPAN_BASE_MANUAL_PAGE_H

#include <stdint.h>

#include "base/options.h"

/* What was given for an option. */
struct manual_page_value {
    bool flag;
    struct option_list texts;
    uint64_t number; /* UINT64_MAX: not given */
    int choice;      /* -1: not given */
};

/* What options_read takes for the script: rows whose values are the items of `values`. The rows
 * and all strings live to the end of the program. */
struct manual_page {
    const char *purpose, *operands;
    struct option *options; /* ends with OPTION_END */
    size_t count, capacity;
};

/* Reads the page at `path`; `values_at` is the offset of an array of manual_page_value, with room
 * for `most`, in the settings. Ends the program if the page cannot be read, or if an option has no
 * long name or no sentence. */
struct manual_page manual_page_read(const char *path, const char *name, size_t values_at,
                                    size_t most);

/* Marks all values as not given. */
void manual_page_clear(struct manual_page_value *values, size_t count);

#endif
