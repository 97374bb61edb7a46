/* Reads text files in any encoding, converted to UTF-8, through windows or by line. It is used on
 * top of input.h by filters that accept text in any encoding: it knows the encoding, examines the
 * beginning of each file, and counts lines. The bytes need not be valid UTF-8; carriage returns
 * before a newline may remain.
 *
 * A file in UTF-16 where UTF-8 was expected, or one that is not text at all (file_type.h), is
 * reported and skipped. Memory: where lines are read, a window grows to the longest line; otherwise
 * its size is constant if the caller uses most of each window. */
#ifndef COSPAN_TEXT_SOURCE_H
#define COSPAN_TEXT_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/input.h"
#include "base/slice.h"
#include "text/charset.h"

struct source {
    /* Callers may read these. */
    struct slice window; /* the next bytes; valid until the next call */
    bool last;           /* nothing follows the window in this file */
    uint64_t lines;      /* of this file before the window, or up to the last line returned */
    uint64_t bytes;      /* read from the files before this one */
    const char *found;   /* with source_detect: the encoding of this file, usually "utf-8" */
    bool returns;        /* source_end_lines_at_returns was called for this file */

    /* Private. */
    struct input *input;
    struct charset *charset;
    struct charset *wide[2]; /* UTF-16 by byte order, opened when it is found */
    bool detects;
    uint64_t limit;
    uint64_t line_bytes; /* bytes before the window of the line in which it begins */
    size_t used;         /* bytes before the window that the input still holds */
    size_t ended;        /* bytes of the window in which CRs were replaced */
};

/* Reads from an input from which nothing was read yet. `charset` is the name of an encoding, NULL
 * for UTF-8. Invalid bytes become U+FFFD or, with `skip`, are removed. Ends the program if the name
 * is unknown to the system. */
void source_open(struct source *source, struct input *input, const char *charset, bool skip);

/* Makes files in UTF-16, with or without a byte-order mark, be read as UTF-16. Only if source_open
 * was given no name, and before the first file. */
void source_detect(struct source *source);

/* Makes a line of more than `limit` bytes end the program. source_line checks this; callers that
 * read windows call source_check for each. */
void source_limit(struct source *source, uint64_t limit);
void source_check(const struct source *source);

/* Ends the program because the text that begins on this line is longer than the limit. */
void source_too_long(const struct source *source, uint64_t line) __attribute__((noreturn));

/* The number of sequences of this file that are invalid in its encoding, and the line of the
 * first. */
uint64_t source_unknown(const struct source *source, uint64_t *line);

/* Moves on to the next file that can be read; its first window holds at least four bytes or the
 * whole file. False after the last file. */
bool source_next_file(struct source *source);

/* Moves on to the next window, after `used` bytes of this one. */
void source_advance(struct source *source, size_t used);

/* Makes a CR without an LF end a line, in the present window and the rest of this file: it is
 * returned as LF. For files that have no LF at their beginning. */
void source_end_lines_at_returns(struct source *source);

/* Reads the next line without its line end; false at the end of the file. */
bool source_line(struct source *source, struct slice *line);

/* The place of a line of the present file; 0 for the file as a whole. */
struct place source_place(const struct source *source, uint64_t line);

/* The number of times a byte occurs. */
uint64_t source_count(struct slice bytes, char byte);

void source_close(struct source *source);

#endif
