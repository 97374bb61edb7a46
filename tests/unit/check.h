/* What unit programs share: CHECK counts and names what fails, check_ends runs something that
 * ends the program in a process of its own and returns how it ended and what it said. A program
 * ends with `return check_done();`, which prints `N passed, N failed`. */
#ifndef COSPAN_TESTS_CHECK_H
#define COSPAN_TESTS_CHECK_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static unsigned check_passed, check_failed;

#define CHECK(condition) check((condition), __FILE__, __LINE__, #condition)

static inline bool check(bool good, const char *file, int line, const char *what)
{
    if (good) {
        check_passed++;
    } else {
        check_failed++;
        printf("%s:%d: failed: %s\n", file, line, what);
    }
    return good;
}

static inline int check_done(void)
{
    printf("%u passed, %u failed\n", check_passed, check_failed);
    return check_failed > 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}

/* What the last check_ends wrote to standard output and standard error. */
static char check_output[65536], check_messages[65536];

static inline void check_collect(FILE *file, char *to, size_t room)
{
    rewind(file);
    size_t size = fread(to, 1, room - 1, file);
    to[size] = '\0';
    fclose(file);
}

/* The exit status of act(argument), 0 if it returns, -1 if it was ended by a signal. */
static inline int check_ends(void (*act)(void *argument), void *argument)
{
    FILE *output = tmpfile(), *messages = tmpfile();
    if (!output || !messages)
        return -2;
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        dup2(fileno(output), STDOUT_FILENO);
        dup2(fileno(messages), STDERR_FILENO);
        act(argument);
        _exit(0);
    }
    int status = -1;
    if (child > 0)
        waitpid(child, &status, 0);
    check_collect(output, check_output, sizeof check_output);
    check_collect(messages, check_messages, sizeof check_messages);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* A file in the temporary folder with these bytes; the path is the caller's to unlink and free. */
static inline char *check_file(const char *bytes, size_t size)
{
    const char *folder = getenv("TMPDIR");
    char path[4096];
    snprintf(path, sizeof path, "%s/cospan-unit-XXXXXX", folder && *folder ? folder : "/tmp");
    int descriptor = mkstemp(path);
    char *copy = strdup(path);
    if (descriptor < 0 || !copy || write(descriptor, bytes, size) != (ssize_t)size) {
        perror("check_file");
        exit(EXIT_FAILURE);
    }
    close(descriptor);
    return copy;
}

#endif
