/* Regular expressions: PCRE2 with Unicode properties, compiled to machine code where the machine
 * supports it. Limits bound the time and memory of every expression: 10^6 match steps, depth 10^4,
 * 64 MiB of heap, 8 MiB of machine stack. `\C`, which could cut a character in two, is an error.
 * Texts must be valid UTF-8. */
#ifndef COSPAN_TEXT_REGEX_H
#define COSPAN_TEXT_REGEX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/slice.h"

struct regex;

/* Why an expression could not be compiled. */
struct regex_error {
    size_t offset; /* byte in the expression */
    char message[160];
};

/* Compiles the expression; returns NULL and fills *error if it is invalid. Release it with
 * regex_free. */
struct regex *regex_compile(struct slice expression, bool fold_case, struct regex_error *error);

/* A quick test whether the expression can match a text whose words are all in `bytes`, where other
 * bytes and other gaps may be between them. False if `bytes` lacks a byte that every match needs
 * and that cannot be part of a gap. It examines the bytes of a line without building the text that
 * the line represents. */
bool regex_may_match_words(const struct regex *regex, struct slice bytes);

enum regex_result { REGEX_NONE, REGEX_MATCH, REGEX_LIMIT };

/* Finds the first match at or after byte `from`; [*start, *end) are its bytes. REGEX_LIMIT means
 * that a limit was reached and the result is unknown. */
enum regex_result regex_find(struct regex *regex, struct slice text, size_t from, size_t *start,
                             size_t *end);

void regex_free(struct regex *regex);

/* The version at run time, "PCRE2 10.42 2022-12-11"; valid for the whole run. */
const char *text_pcre2_version(void);

#endif
