/* What a filter says when something is wrong, and the only place where the program ends.
 *
 * A message is one line, `program: file:line: what is wrong: 'the thing'`, the place first.
 * Control characters, bidirectional controls and invalid UTF-8 in it are shown escaped, so that
 * no input can move the cursor or colour the terminal. At most ten messages of a kind (one kind
 * for each format string) are printed; the rest are counted and the count is printed at the end.
 * An error makes the exit status 2; a note does not. */
#ifndef COSPAN_BASE_MESSAGE_H
#define COSPAN_BASE_MESSAGE_H

#include <stdbool.h>
#include <stdint.h>

/* Where something was found. `file` may be NULL (no place), `line` 0 (a file, no line), `column`
 * 0 (a line, no column). Lines and columns count from 1; columns are bytes. */
struct place {
    const char *file;
    uint64_t line;
    uint64_t column;
};

/* The exit statuses of every filter. */
enum { STATUS_DONE = 0, STATUS_NONE = 1, STATUS_TROUBLE = 2 };

/* The name that begins each message; the string must live as long as the program. */
void message_program(const char *name);
const char *message_program_name(void);

/* With `strict` the first error ends the program. */
void message_strict(bool strict);

/* Something is wrong; the filter goes on without the thing, and its status will be 2. */
void message_error(const struct place *place, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Something the user should know; the status stays as it is. */
void message_note(const struct place *place, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Ends the program with status 2, after what was complete has been written. */
void message_fatal(const struct place *place, const char *format, ...)
    __attribute__((format(printf, 2, 3), noreturn));

/* A command line that cannot be understood: the message, a line that names --help, status 2. */
void message_usage(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));

/* Whether an error was reported. */
bool message_had_error(void);

/* Called once by output and progress so that the program's end can finish (finish = true) or
 * abandon (false) them without this module knowing what they are. At most eight. */
void message_at_end(void (*hook)(bool finish));

/* The end of main: prints the counts of suppressed messages, finishes outputs and returns the
 * exit status: 2 after any error, else `status`. */
int message_end(int status);

/* Ends the program at once with a status, running the hooks; for --help and closed pipes. */
void message_exit(int status) __attribute__((noreturn));

#endif
