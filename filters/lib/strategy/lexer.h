/* What stands at a place of a line of a strategy: a word, an operator, field codes, a heading. Places
 * are bytes of the line; behind its end stands a NUL. Nothing here fails or allocates. */
#ifndef COSPAN_STRATEGY_LEXER_H
#define COSPAN_STRATEGY_LEXER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/slice.h"

enum { LEXER_NONE, LEXER_OR, LEXER_AND, LEXER_NOT, LEXER_ADJACENT };

struct lexer_operator {
    int kind;
    uint32_t distance; /* 0 for `adj` without a number */
    size_t end;
};

/* The byte at a place. */
char lexer_at(struct slice text, size_t place);

/* Whether a word of ASCII letters that begins, or ends, here is not part of a longer one:
 * `col?or` holds no operator. */
bool lexer_begins_word(struct slice text, size_t place);
bool lexer_ends_word(struct slice text, size_t place);

/* Past blanks, and comments in brackets. */
size_t lexer_skip(struct slice text, size_t place);

/* The ASCII letters and digits at a place. */
struct slice lexer_letters(struct slice text, size_t place);

/* The operator that stands at the place as a word of its own. */
struct lexer_operator lexer_operator(struct slice text, size_t place);

/* Field codes behind a dot, as in `.ti,ab.`: their bits, and in *end where they end; 0 if there are
 * none. Where a code is not known, *unknown is its place; else it is 0. */
uint64_t lexer_fields(struct slice text, size_t place, size_t *end, size_t *unknown);

/* Where the text of a heading without quotation marks ends: at its slash; SIZE_MAX if there is no
 * heading. */
size_t lexer_heading_end(struct slice text, size_t place);

#endif
