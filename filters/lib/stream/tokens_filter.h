/* A filter of the tokens stream that adds columns on the right and changes nothing else: other
 * columns and all comments pass byte for byte. The line that names the columns is written as soon
 * as they are known; plain CoNLL-U says what its columns are with its first token, so documents
 * without tokens that stand before it are held back until then. Memory: the longest sentence and
 * those documents. */
#ifndef COSPAN_STREAM_TOKENS_FILTER_H
#define COSPAN_STREAM_TOKENS_FILTER_H

#include <stdbool.h>
#include <string.h>

#include "base/buffer.h"
#include "base/input.h"
#include "base/output.h"
#include "stream/tokens.h"

/* Set the first six. */
struct tokens_filter {
    struct output *output;
    const char *added; /* names of the new columns, separated by spaces */
    /* The columns are known: finds those that are needed. */
    void (*begin)(void *context, const struct tokens_reader *reader);
    /* Writes the line `# global.NAME = ...` that says how the columns were made. */
    void (*provenance)(void *context);
    /* Writes the tokens of the sentence, each a line with its new fields. */
    void (*sentence)(void *context, const struct tokens_reader *reader);
    void *context;

    bool begun;
    struct buffer waiting; /* documents without tokens before that */
};

/* Passes the whole stream through. `columns` as for tokens_open. The program ends where one of the
 * new columns is there already. */
void tokens_filter_run(struct tokens_filter *filter, struct input *input, const char *columns);

/* A name that the user gives a new column with --as becomes one of several in a line; the program
 * ends if it cannot. */
void tokens_filter_check_name(const char *name);

/* Copies bytes of the window to where output_reserve has made room for INPUT_PADDING more, the usual few
 * without a call: as many bytes behind them are readable, and what is written behind is
 * overwritten by what follows. Returns the end of the copy. */
static inline char *tokens_filter_copy(char *to, struct slice bytes)
{
    enum { STEP = INPUT_PADDING };
    memcpy(to, bytes.data, STEP);
    if (bytes.size > STEP)
        memcpy(to + STEP, bytes.data + STEP, bytes.size - STEP);
    return to + bytes.size;
}

#endif
