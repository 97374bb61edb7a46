/* Tokens as a table: a row for each word, cells that tell where it stands before the fields of its
 * columns; and the way back.
 *
 * With `all` nothing is lost. Then every line of a token has a row, also multiword ranges and empty
 * nodes, and the cell `before` holds what stands between the token's line and that of the token
 * before it: comments, empty lines, the names of the columns. A comment block without tokens has a
 * row, and so has what follows the last token; there the token's own cells are empty. So every
 * cell `before` followed by its token is the stream again, byte for byte, as the reader saw it
 * (tokens.h: bad sentences are left out, and empty lines that end nothing). */
#ifndef COSPAN_STREAM_TOKENS_TABLE_H
#define COSPAN_STREAM_TOKENS_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/input.h"
#include "base/output.h"
#include "base/slice.h"
#include "stream/tokens.h"

/* Zero-initialise. */
struct tokens_table {
    int *columns; /* that are shown, in order */
    size_t count;
    bool all;
    bool whole;           /* they are all columns in their order */
    struct buffer before; /* what stood behind the last token */
};

/* With `all`, while the columns are not known yet: keeps a comment block without tokens, which will
 * stand before the first token. */
void tokens_table_hold(struct tokens_table *table, const struct tokens_reader *reader);

/* With `all`, when the columns are known: keeps the line that names them where the sentence that was
 * read does not have it, because it went with a bad sentence, or because nothing else is there. */
void tokens_table_hold_columns(struct tokens_table *table, const struct tokens_reader *reader);

/* `chosen` are names of columns, separated by commas, as the stream or as the table has them; NULL
 * for all columns. A name that is none ends the program. The columns are known, or there are none,
 * as nothing but comments was read. */
void tokens_table_open(struct tokens_table *table, const struct tokens_reader *reader,
                       const char *chosen, bool all);

/* Appends the names of the columns: those of the stream in small letters, without COSPAN, `_` in
 * the place of a colon; with tabs between and one before the first. */
void tokens_table_header(const struct tokens_table *table, const struct tokens_reader *reader,
                         struct buffer *to);

/* Appends the rows of the sentence that was read, each with a line end; `first` are the cells that
 * each begins with. Returns their number. */
size_t tokens_table_rows(struct tokens_table *table, const struct tokens_reader *reader,
                         struct slice first, struct buffer *to);

/* Appends the row that holds what stood behind the last token, if anything did. */
void tokens_table_end(struct tokens_table *table, struct slice first, struct buffer *to);

void tokens_table_close(struct tokens_table *table);

/* Reads tables that were written with `all`, of which no file is open yet, and writes the tokens;
 * columns before the one called `before` are ignored. A row that would be no token is reported with
 * its place and left out. */
void tokens_table_read(struct input *input, struct output *output);

#endif
