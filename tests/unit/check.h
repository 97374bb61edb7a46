/* What unit programs share. A program is its tests, run in the order of the file:
 *
 *     TEST("a number may have a sign")
 *     {
 *         CHECK(reads("-7", -7));
 *     }
 *
 * CHECK counts, and names what does not hold; a test without a check fails. check_ends runs something
 * that ends the program in a process of its own and returns how it ended and what it said. Results are
 * printed as bats prints them (TAP): `1..N`, for each test `ok N sentence`, `not ok N sentence` or
 * `ok N sentence # skip why`, and at the end `# N checks`. Words on the command line run only the tests
 * whose sentences hold one of them. */
#ifndef COSPAN_TESTS_CHECK_H
#define COSPAN_TESTS_CHECK_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct check_test {
    const char *sentence;
    void (*run)(void);
    struct check_test *next;
};

static struct check_test *check_tests, **check_last_test = &check_tests;
static unsigned check_passed, check_failed;
static const char *check_skipped; /* why the test is skipped that runs now */

#define CHECK_JOINED(a, b) a##b
#define CHECK_JOIN(a, b)   CHECK_JOINED(a, b)
#define CHECK_TEST(words, function, add)                                                           \
    static void function(void);                                                                    \
    static void __attribute__((constructor)) add(void)                                             \
    {                                                                                              \
        static struct check_test test = {words, function, NULL};                                   \
        *check_last_test = &test;                                                                  \
        check_last_test = &test.next;                                                              \
    }                                                                                              \
    static void function(void)

#define TEST(sentence)                                                                             \
    CHECK_TEST(sentence, CHECK_JOIN(test_of_line_, __LINE__),                                      \
               CHECK_JOIN(add_test_of_line_, __LINE__))

#define CHECK(condition) check((condition), __FILE__, __LINE__, #condition)

/* Leaves the test. */
#define SKIP(why)                                                                                  \
    do {                                                                                           \
        check_skipped = (why);                                                                     \
        return;                                                                                    \
    } while (0)

static inline bool check(bool good, const char *file, int line, const char *what)
{
    if (good) {
        check_passed++;
    } else {
        check_failed++;
        printf("# %s:%d: failed: %s\n", file, line, what);
    }
    return good;
}

static inline bool check_wants(const struct check_test *test, int count, char **words)
{
    for (int i = 1; i < count; i++)
        if (strstr(test->sentence, words[i]))
            return true;
    return count < 2;
}

/* What is printed is there when a test crashes: those that were planned and not reported have failed. */
static inline bool check_run(const struct check_test *test, unsigned number)
{
    unsigned passed = check_passed, failed = check_failed;
    check_skipped = NULL;
    test->run();
    if (check_passed + check_failed == passed + failed && !check_skipped)
        check(false, test->sentence, 0, "a test checks something");
    bool good = check_failed == failed;
    printf("%sok %u %s%s%s\n", good ? "" : "not ", number, test->sentence,
           check_skipped ? " # skip " : "", check_skipped ? check_skipped : "");
    fflush(stdout);
    return good;
}

int main(int count, char **words)
{
    unsigned planned = 0, number = 0;
    bool good = true;
    for (const struct check_test *test = check_tests; test; test = test->next)
        planned += check_wants(test, count, words);
    printf("1..%u\n", planned);
    fflush(stdout);
    for (const struct check_test *test = check_tests; test; test = test->next)
        if (check_wants(test, count, words))
            good &= check_run(test, ++number);
    printf("# %u checks\n", check_passed + check_failed);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
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
