/* Finds the end of a paragraph of plain text. An empty line always ends one. Any other line break
 * continues the paragraph only if the text is hard-wrapped, that is, if the lines before and after
 * the break both have at most PARAGRAPH_WRAP characters. Next to a longer line it ends the
 * paragraph, because lines are not wrapped at such a width. So mails and PDF text keep their
 * sentences, and a heading above a paragraph typed as one long line does not become part of it.
 *
 * A line ends with LF; white space is that of ASCII. The text is valid UTF-8 and may come in
 * pieces: unless `complete`, more text could change the answer. Nothing fails. */
#ifndef COSPAN_TEXT_PARAGRAPH_H
#define COSPAN_TEXT_PARAGRAPH_H

#include <stdbool.h>
#include <stddef.h>

/* PARAGRAPH_WRAP is in characters; PARAGRAPH_LOOK_AHEAD is the number of bytes after a line break
 * that are always enough to know whether the next line is longer. */
enum { PARAGRAPH_WRAP = 120, PARAGRAPH_LOOK_AHEAD = 4 * PARAGRAPH_WRAP + 8 };

enum paragraph_breaks {
    PARAGRAPH_AUTO,       /* as above */
    PARAGRAPH_EMPTY_LINE, /* only an empty line ends a paragraph */
    PARAGRAPH_EVERY_LINE, /* every line is a paragraph */
};

struct paragraph {
    size_t end;    /* after its last byte other than white space, at least `from` */
    bool complete; /* false: more text is needed, and the paragraph extends at least to `end` */
};

/* The paragraph that begins at `from`, where there is no white space, in `size` bytes.
 * `line_before` is the number of characters of the same line before `from`; `last` is set if no
 * text follows the `size` bytes. */
struct paragraph paragraph_find(const char *text, size_t size, size_t from, size_t line_before,
                                bool last, enum paragraph_breaks breaks);

/* The number of ASCII white-space bytes at `from`. */
size_t paragraph_skip_space(const char *text, size_t size, size_t from);

#endif
