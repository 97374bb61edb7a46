/* Where a paragraph of plain text ends. An empty line always ends one. Another line break joins
 * two lines of a paragraph only where the text is hard-wrapped, that is, where the line before it
 * and the line after it both have at most PARAGRAPH_WRAP characters: beside a longer line, it is
 * the end of a paragraph, because nobody wraps lines at that width. So mails and PDF text keep
 * their sentences, and a heading above a paragraph typed as one long line is not drawn into it.
 *
 * A line ends with LF; white space is ASCII's. The text is valid UTF-8 and may come in pieces:
 * `complete` tells whether more text could change the answer. Never fails. */
#ifndef COSPAN_TEXT_PARAGRAPH_H
#define COSPAN_TEXT_PARAGRAPH_H

#include <stdbool.h>
#include <stddef.h>

/* In characters; and bytes behind a line break that are always enough to tell whether the line
 * after it is longer. */
enum { PARAGRAPH_WRAP = 120, PARAGRAPH_LOOK_AHEAD = 4 * PARAGRAPH_WRAP + 8 };

enum paragraph_breaks {
    PARAGRAPH_AUTO,       /* as above */
    PARAGRAPH_EMPTY_LINE, /* only an empty line ends a paragraph */
    PARAGRAPH_EVERY_LINE, /* every line is a paragraph */
};

struct paragraph {
    size_t end;    /* behind its last byte that is no white space, at least `from` */
    bool complete; /* false: more text is needed to know, the paragraph goes up to `end` at least */
};

/* The paragraph that begins at `from` of `size` bytes, with no white space. `line_before` is the
 * number of characters of the same line before `from`; `last` says that no text follows the `size`
 * bytes. */
struct paragraph paragraph_find(const char *text, size_t size, size_t from, size_t line_before,
                                bool last, enum paragraph_breaks breaks);

/* The number of ASCII white-space bytes at `from`. */
size_t paragraph_skip_space(const char *text, size_t size, size_t from);

#endif
