/* Documents: a table whose first column is `doc` (streams.5). Rows with the same id that follow
 * each other are parts of one document. Columns hold text, facts about the part (who speaks,
 * where it stood), or facts about the document. A reader gives one row at a time and says what
 * its columns are. A column whose name is empty, has `=` or is no UTF-8 is reported and left out.
 * Memory: one row, and the first row of the document. */
#ifndef COSPAN_STREAM_DOCUMENTS_H
#define COSPAN_STREAM_DOCUMENTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/input.h"
#include "base/slice.h"
#include "stream/table.h"

#define DOCUMENTS_TEXT_COLUMNS "text,title,abstract"

enum document_role { ROLE_DOCUMENT, ROLE_TEXT, ROLE_PART, ROLE_METADATA, ROLE_NONE };

struct documents {
    struct table_reader table;
    enum document_role *roles; /* by column */
    size_t text_count;         /* columns with text */
    bool begins;               /* the present row is the first of a document */

    struct buffer id;     /* of the present document */
    struct buffer *first; /* metadata of its first row, by column */
    bool any;
};

/* Whether the bytes are the beginning of a documents table; this many tell. */
enum { DOCUMENTS_BEGINNING = 4 };
static inline bool documents_begin(struct slice bytes)
{
    return slice_starts(bytes, "doc\t");
}

/* Whether bytes that do not begin a documents table look as if they were meant to: a header with
 * other columns, or with commas instead of tabs. */
bool documents_are_meant(struct slice bytes);

/* Whether a list of names, separated by commas, has the name. */
bool documents_list_has(const char *list, struct slice name);

/* Reads from the open file of `input`, which must begin a documents table. `text_columns` are
 * those with text, which all must be there; NULL is whichever there are of text, title and
 * abstract. `part_columns` are facts about a part. The program ends if there is no text. */
void documents_open(struct documents *documents, struct input *input, const char *text_columns,
                    const char *part_columns);

/* The next row, in documents->table; false at the end of the file: another one may be plain text
 * or have other columns. */
bool documents_next(struct documents *documents);

/* Whether the column holds a fact about the document that is another one in this row. */
bool documents_differs(const struct documents *documents, size_t column);

/* Index of the column if it is a fact about parts, else TABLE_NO_COLUMN. */
int documents_part_column(const struct documents *documents, const char *name);

void documents_close(struct documents *documents);

#endif
