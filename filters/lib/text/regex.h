/* Regular expressions: PCRE2 with Unicode properties, compiled to machine code where the machine
 * allows it, and under limits, so that no expression can take more than its share of time and
 * memory: 10^6 match steps, depth 10^4, 64 MiB of heap, 8 MiB of machine stack. `\C`, which could
 * cut a character in two, is refused. Texts must be valid UTF-8. */
#ifndef COSPAN_TEXT_REGEX_H
#define COSPAN_TEXT_REGEX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/slice.h"

struct regex;

/* What went wrong when an expression could not be compiled. */
struct regex_error {
    size_t offset; /* byte in the expression */
    char message[160];
};

/* Compiles the expression; NULL with *error filled if it is wrong. Release with regex_free. */
struct regex *regex_compile(struct slice expression, bool fold_case, struct regex_error *error);

/* False if the expression matches nothing in a text whose words all stand in `bytes`, among other
 * bytes and with other gaps between them: some byte that every match needs and that no gap consists
 * of is missing. A look at the bytes of a line instead of making the text that it stands for. */
bool regex_may_match_words(const struct regex *regex, struct slice bytes);

enum regex_result { REGEX_NONE, REGEX_MATCH, REGEX_LIMIT };

/* The first match at or after byte `from`; [*start, *end) are its bytes. REGEX_LIMIT says that a
 * limit was reached: whether there is a match is not known. */
enum regex_result regex_find(struct regex *regex, struct slice text, size_t from, size_t *start,
                             size_t *end);

void regex_free(struct regex *regex);

/* "PCRE2 10.42 2022-12-11", as it runs; valid for the whole run. */
const char *text_pcre2_version(void);

#endif
