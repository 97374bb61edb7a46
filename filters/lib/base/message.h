/* Messages on standard error, exit statuses, and the only place where the program ends.
 *
 * A message is one line, `program: file:line: what is wrong: 'the thing'`, with the place first.
 * Control characters, bidirectional controls and invalid UTF-8 are escaped, so no input can move
 * the cursor or colour the terminal. At most ten messages of a kind (one kind for each format
 * string) are printed; the rest are counted, and the count is printed at the end. An error makes
 * the exit status 2; a note does not. */
#ifndef COSPAN_BASE_MESSAGE_H
#define COSPAN_BASE_MESSAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/format.h"

/* A place in a file, for messages. `file` may be NULL (no place), `line` 0 (a file without a line),
 * `column` 0 (a line without a column). Lines and columns count from 1; columns are bytes. */
struct place {
    const char *file;
    uint64_t line;
    uint64_t column;
};

/* The exit statuses of every filter. */
enum { STATUS_DONE = 0, STATUS_NONE = 1, STATUS_TROUBLE = 2 };

/* Sets the name that begins each message; the string must live as long as the program. */
void message_program(const char *name);
const char *message_program_name(void);

/* Sets whether the first error ends the program. */
void message_strict(bool strict);

/* Reports an error. The filter goes on without the faulty item, and the exit status will be 2. */
void message_error(const struct place *place, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Reports something the user should know; the exit status stays as it is. */
void message_note(const struct place *place, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* With -v, message_detail is a note; without -v it is silent. */
void message_verbose(bool verbose);

/* Reports totals and other facts that only -v asks for. */
void message_detail(const struct place *place, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Reports an error and ends the program with status 2, after all complete output was written. */
void message_fatal(const struct place *place, const char *format, ...)
    __attribute__((format(printf, 2, 3), noreturn));

/* Reports an invalid command line: prints the message and a line that names --help, and ends the
 * program with status 2. */
void message_usage(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));

/* Whether an error was reported. */
bool message_had_error(void);

/* Registers a function that is called at the end of the program, to finish (finish = true) or
 * abandon (false) open output and progress. This module need not know what they are. At most
 * eight. */
void message_at_end(void (*hook)(bool finish));

/* The end of main: prints the counts of suppressed messages, finishes outputs and returns the
 * exit status: 2 after any error, else `status`. */
int message_end(int status);

/* Runs the hooks and ends the program at once with a status; for --help and closed pipes. */
void message_exit(int status) __attribute__((noreturn));

#endif
