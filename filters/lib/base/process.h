/* Starts a program and sees it to its end, with all that it has started. Signals that ask this
 * program to end (SIGINT, SIGTERM, SIGHUP, SIGQUIT) are handed on to that program; whatever it left
 * running is asked to end when it has ended, and killed ten seconds later. So what follows has the
 * files that they worked on to itself. Where this program itself is killed, the one that it started
 * is asked to end (Linux). */
#ifndef COSPAN_BASE_PROCESS_H
#define COSPAN_BASE_PROCESS_H

#include <stdbool.h>

/* Sets a variable for programs that are started later. */
void process_set(const char *name, const char *value);

/* A variable of the environment, "" where it is not set. */
const char *process_get(const char *name);

/* The number of this process, in digits that are static. */
const char *process_self(void);

/* Holds SIGINT, SIGTERM, SIGHUP and SIGQUIT back from here on: what is begun is finished. */
void process_hold_signals(void);

/* Makes what is made from here on accessible to this user alone. */
void process_be_private(void);

/* Runs the command, NULL at its end, and returns its exit status; 128 and the number of the signal
 * where one has ended it, of which process_end_as makes the same end of this program. 126 and 127
 * are, as in a shell, a command that cannot be run or is not there, which is said. */
int process_run(char *const *command);

/* Whether a signal ended the last program that was run; then this program ends in the same way. */
void process_end_as(int status);

#endif
