/* Tables: TSV with a header row, the form of documents and of results (streams.5).
 *
 * A reader gives one row at a time, its cells decoded (`\t \n \r \\` in a cell stand for tab,
 * newline, return and backslash); columns are found by name. A row with another number of cells
 * than the header is reported with its place and left out. A table may come in several files;
 * each must have the same header. Memory: one row.
 *
 * A writer puts cells one after the other and ends rows; as TSV with the same escapes, or as CSV
 * for spreadsheets (RFC 4180, CR LF, byte-order mark), where a cell that a spreadsheet would take
 * for a formula is guarded with an apostrophe. */
#ifndef COSPAN_STREAM_TABLE_H
#define COSPAN_STREAM_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/input.h"
#include "base/map.h"
#include "base/options.h"
#include "base/output.h"
#include "base/slice.h"

enum { TABLE_NO_COLUMN = -1 };

struct table_reader {
    struct input *input;
    struct slice *columns; /* names, in order */
    size_t column_count;
    struct slice *cells; /* of the present row, decoded; valid until the next row */
    struct slice row;    /* the present row as it stands in the file, valid as long */
    uint64_t line;       /* of the present row, in input->name */

    struct map names;      /* of the columns: a name has the number of its column */
    struct buffer header;  /* the header line that `columns` point into */
    struct buffer decoded; /* the decoded cells that differ from their bytes in the file */
    bool comments;         /* `# ` lines before the header are passed over */
    bool one_file; /* table_next ends with the file: set by whoever treats files one by one */
};

/* Reads from `input`, whose first file is open; `comments` lets lines that begin with `#` stand
 * before the header (dictionaries). Reads the header; false when the file is empty. */
bool table_open(struct table_reader *table, struct input *input, bool comments);

/* The next row, from this file or the following ones; false at the end of the last file. */
bool table_next(struct table_reader *table);

/* Index of the column, or TABLE_NO_COLUMN. */
int table_column(const struct table_reader *table, const char *name);

/* Index of the column; ends the program with a message that lists the columns there are. */
int table_need(const struct table_reader *table, const char *name);

/* What a header looks like that spreadsheets save in another form than ours, as the end of a
 * message; "" for any other header. */
const char *table_header_hint(struct slice header);

/* Whether the present row is UTF-8. If not, that is reported, and the row is to be left out: for the
 * tables that people write by hand, where a spreadsheet may have chosen the encoding. */
bool table_row_is_utf8(const struct table_reader *table);

/* A cell of a row as it stands in its file, escapes and all (the column is one that the row has),
 * and how many cells a row has. */
struct slice table_raw_cell(struct slice row, int column);
size_t table_count_cells(struct slice row);

struct place table_place(const struct table_reader *table);

/* Whether the row is the header once more: tables were put one behind the other, as batch engines
 * and cat do. */
bool table_is_header(const struct table_reader *table);

/* Releases what the reader holds; the input stays open. */
void table_close(struct table_reader *table);

enum table_format { TABLE_TSV, TABLE_CSV };

struct table_writer {
    struct output *output;
    enum table_format format;
    bool raw;       /* CSV: no guard against formulas */
    bool unmarked;  /* CSV: no byte-order mark, for readers that are no spreadsheets */
    size_t cells;   /* written in this row */
    size_t columns; /* cells of the first row, which every other must have */
    size_t rows;    /* rows ended */
};

/* How the user wants tables written. */
struct table_options {
    bool csv, raw;
};

/* clang-format off */
#define OPTION_TABLE(at)                                                                           \
    {0, "csv", OPTION_FLAG, (at) + offsetof(struct table_options, csv), NULL,                      \
     "write CSV for spreadsheets instead of TSV"},                                                 \
    {0, "raw", OPTION_FLAG, (at) + offsetof(struct table_options, raw), NULL,                      \
     "with --csv: cells that look like formulas are not guarded"}
/* clang-format on */

/* A writer of a table as the user wants it. */
struct table_writer table_begin(struct output *output, const struct table_options *options);

/* A cell of text; escaped as the format wants it. */
void table_cell(struct table_writer *table, struct slice text);
void table_cell_string(struct table_writer *table, const char *text);
void table_cell_u64(struct table_writer *table, uint64_t number);

/* Cells of the header: names separated by spaces. */
void table_names(struct table_writer *table, const char *names);

/* A cell with a figure, `decimals` digits after the point. */
void table_cell_fixed(struct table_writer *table, double number, int decimals);

/* A cell with a statistic: TABLE_DIGITS significant digits, empty where it is not defined (nan) or
 * has no bound. */
enum { TABLE_DIGITS = 10 };
void table_cell_figure(struct table_writer *table, double number);

/* Ends the row. A row with another number of cells than the first one is a fault of the program,
 * which ends with a message. */
void table_end_row(struct table_writer *table);

/* Decodes `\t \n \r \\` of a cell; another escape stands for itself. Appends to `to`. */
void table_decode(struct slice cell, struct buffer *to);

/* Writes the cell with tab, newline, return and backslash escaped. */
void table_encode(struct slice text, struct output *output);

/* Appends the cell with them escaped. */
void table_append_cell(struct slice text, struct buffer *to);

/* Ends the program where two columns of a header, names with tabs between, are called alike: keys
 * are named by the user. */
void table_check_names(struct slice header);

/* Writes a row from its cells as TSV has them, escaped and with tabs between. */
void table_row(struct table_writer *table, struct slice cells);

#endif
