/* The tokens stream: CoNLL-U Plus (streams.5). One token a line, its columns separated by tabs; a
 * sentence ends at an empty line; lines that begin with `#` before its tokens are comments.
 *
 * A reader gives one sentence at a time: its comments and its tokens with all columns found, in
 * place, without copying. Everything it returns is valid until the next call. Columns are named
 * by the `# global.columns =` line at the top (ten columns without one are plain CoNLL-U); another
 * set of columns later in the stream ends the program. A sentence with a line that has another
 * number of columns, or whose ID is none, is reported with its place and left out; a document that
 * began in its comments still begins. Memory: the longest sentence, of 2 GiB at most. */
#ifndef COSPAN_STREAM_TOKENS_H
#define COSPAN_STREAM_TOKENS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/input.h"
#include "base/options.h"
#include "base/message.h"
#include "base/output.h"
#include "base/slice.h"

enum { TOKENS_NO_COLUMN = -1 };

/* A line of a sentence, by positions in the reader's window. */
struct token {
    uint32_t start;      /* of the line's first byte */
    uint32_t separators; /* which of the window's separators is the one after its ID */
    bool word;           /* the ID is a number: no multiword range (2-3), no empty node (2.1) */
};

struct tokens_reader {
    /* The present sentence. */
    struct slice text; /* comments, tokens and the empty line */
    const struct token *tokens;
    size_t token_count;           /* 0 for a comment block that stands alone */
    const struct slice *comments; /* whole lines with their `#`, without LF */
    size_t comment_count;
    struct slice head; /* all comments in one piece, with their LFs, where they stand so before the
                        * tokens; else empty */
    uint64_t line;     /* number of its first line in input->name */

    /* The columns. */
    struct slice *columns;
    size_t column_count;
    bool columns_named; /* by a line of the stream that was read */

    /* How it works. */
    struct input *input;
    struct slice window;
    bool window_last, file_open;
    size_t used;          /* bytes of the window before the present sentence */
    size_t scanned;       /* bytes of the window whose separators are known */
    uint32_t *separators; /* positions of all tabs and line ends in the window */
    size_t separator_count, separator_capacity;
    size_t first_separator; /* of those, the first of the present sentence */
    struct token *token_array;
    size_t token_capacity;
    uint32_t *comment_starts;
    struct slice *comment_array;
    size_t comment_capacity, comment_bytes;
    struct buffer column_names;
    uint64_t lines;
};

/* clang-format off */
#define OPTION_COLUMNS(at)                                                                         \
    {0, "columns", OPTION_TEXT, at, "NAMES",                                                       \
     "columns of a stream without its first line"}
/* clang-format on */

/* Reads from `input`, of which no file is open yet. `columns`, the names separated by spaces, is
 * given where the stream has lost its head, else NULL. */
void tokens_open(struct tokens_reader *reader, struct input *input, const char *columns);

/* The next sentence, or comment block without tokens; false at the end. */
bool tokens_next(struct tokens_reader *reader);

/* Index of the column, TOKENS_NO_COLUMN where there is none or no sentence has been read. */
int tokens_column(const struct tokens_reader *reader, const char *name);

/* Index of the column; ends the program with a message that lists the columns there are. */
int tokens_need(const struct tokens_reader *reader, const char *name);

/* One field of a token. `column` is 0 ... column_count - 1. */
static inline struct slice tokens_field(const struct tokens_reader *reader,
                                        const struct token *token, int column)
{
    const uint32_t *separator = reader->separators + token->separators + column;
    uint32_t start = column == 0 ? token->start : separator[-1] + 1;
    return slice_make(reader->window.data + start, *separator - start);
}

/* The line of a token without its LF. */
static inline struct slice tokens_line(const struct tokens_reader *reader,
                                       const struct token *token)
{
    uint32_t end = reader->separators[token->separators + reader->column_count - 1];
    return slice_make(reader->window.data + token->start, end - token->start);
}

/* The place of a token of the present sentence. */
struct place tokens_place(const struct tokens_reader *reader, const struct token *token);

void tokens_close(struct tokens_reader *reader);

/* Writes the `# global.columns` line: the columns that were read and `added` ones behind them,
 * separated by spaces ("" for none). */
void tokens_write_columns(const struct tokens_reader *reader, struct output *output,
                          const char *added);

/* The value of a comment `# key = value`; false if the comment is another. */
bool tokens_comment_value(struct slice comment, const char *key, struct slice *value);

/* Whether the comment, or any line, is `# global.columns = ID FORM ...`, and the names in it. */
bool tokens_names_columns(struct slice comment, struct slice *names);

/* Whether the comment begins a document: `# newdoc`, perhaps with an id. */
bool tokens_begins_document(struct slice comment);

/* Writes text as the value of SpacesAfter: `\s \t \n \r \p \\` for space, tab, line feed, return,
 * bar and backslash (the spelling of UDPipe). */
void tokens_write_spaces(struct slice text, struct output *output);

/* Appends what stands between this token and the next according to its MISC field: nothing for
 * SpaceAfter=No, the decoded SpacesAfter, else one space. */
void tokens_append_gap(struct slice misc, struct buffer *to);

/* Appends what stands before the token according to SpacesBefore, which only the first word of a
 * text has. */
void tokens_append_gap_before(struct slice misc, struct buffer *to);

/* Appends a pattern as a field of COSPAN:PATTERN has it, in which space, tab, semicolon and backslash
 * are `\s \t \c \\`; and the pattern that such a field stands for. */
void tokens_escape_pattern(struct slice pattern, struct buffer *to);
void tokens_append_pattern(struct slice field, struct buffer *to);

#endif
