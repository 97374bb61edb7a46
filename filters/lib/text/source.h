/* Text files, in UTF-8 or converted to it, as windows or as lines. It stands between input.h and
 * filters that take text in whatever encoding: it knows the encoding, looks at the beginning of
 * each file, and counts lines. The bytes need not be valid UTF-8; carriage returns before a newline
 * may be left.
 *
 * A file that is UTF-16 where UTF-8 was expected, or no text at all (foreign.h), is reported and
 * passed over. Memory: a window grows to the longest line where lines are read, and is of constant
 * size otherwise, if the caller uses most of what it gets. */
#ifndef COSPAN_TEXT_SOURCE_H
#define COSPAN_TEXT_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/input.h"
#include "base/slice.h"
#include "text/charset.h"

struct source {
    /* What callers may read. */
    struct slice window; /* what comes next; valid until the next call */
    bool last;           /* nothing follows the window in this file */
    uint64_t lines;      /* of this file before the window, or up to the line returned last */
    uint64_t bytes;      /* read of the files that are done */
    const char *found;   /* with source_detect: the encoding that this file has, "utf-8" mostly */
    bool returns;        /* source_end_lines_at_returns was called for this file */

    /* How it works. */
    struct input *input;
    struct charset *charset;
    struct charset *wide[2]; /* UTF-16 by byte order, opened where it is found */
    bool detects;
    uint64_t limit;
    uint64_t line_bytes; /* of the line in which the window begins, before it */
    size_t used;         /* bytes before the window that the input does not know to be used */
    size_t ended;        /* bytes of the window whose returns were seen */
};

/* Reads from an input that is not yet read; `charset` is the name of an encoding, NULL for UTF-8;
 * what it does not know becomes U+FFFD, or is left out if so asked. The program ends if the system
 * does not know the name. */
void source_open(struct source *source, struct input *input, const char *charset, bool skip);

/* From now on a file that is UTF-16, with or without a byte-order mark, is read as what it is. Only
 * where source_open was given no name, and before the first file. */
void source_detect(struct source *source);

/* From now on a line of more than `limit` bytes ends the program. source_line sees to it; who
 * reads windows calls source_check for each. */
void source_limit(struct source *source, uint64_t limit);
void source_check(const struct source *source);

/* Ends the program because what begins on this line is longer than the limit. */
void source_too_long(const struct source *source, uint64_t line) __attribute__((noreturn));

/* How many sequences of this file its encoding does not know, and the line of the first. */
uint64_t source_unknown(const struct source *source, uint64_t *line);

/* Goes to the next file that can be read; its first window holds four bytes or all there are.
 * False when none is left. */
bool source_next_file(struct source *source);

/* The next window, after `used` bytes of this one. */
void source_advance(struct source *source, size_t used);

/* For the rest of this file, and the present window, CR ends a line where no LF follows: it is
 * handed over as LF. For files that have no LF at their beginning. */
void source_end_lines_at_returns(struct source *source);

/* The next line without its end and any CR before it; false at the end of the file. */
bool source_line(struct source *source, struct slice *line);

/* A line of the present file; 0 for the file. */
struct place source_place(const struct source *source, uint64_t line);

/* How often a byte occurs. */
uint64_t source_count(struct slice bytes, char byte);

void source_close(struct source *source);

#endif
