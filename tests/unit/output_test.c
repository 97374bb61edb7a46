/* What is written arrives whole, or the program says so and ends with 2. */
#include "base/output.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>

#include "base/message.h"
#include "check.h"

/* What the file holds; the last call's answer. */
static const char *content(const char *path)
{
    static char bytes[4096];
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    bytes[fread(bytes, 1, sizeof bytes - 1, file)] = '\0';
    fclose(file);
    return bytes;
}

static bool holds(const char *path, const char *expected)
{
    const char *bytes = content(path);
    return bytes && strcmp(bytes, expected) == 0;
}

static void write_and_close(void *path)
{
    struct output *output = output_open(path);
    output_string(output, "new");
    output_char(output, '\n');
    output_u64(output, 42);
    output_format(output, " %s %d\n", "words", 7);
    output_slice(output, slice_make("a\0b\n", 4));
    output_close(output);
    exit(message_end(STATUS_DONE));
}

static void write_and_end(void *path)
{
    output_string(output_open(path), "new\n");
    exit(message_end(STATUS_DONE));
}

static void write_and_fail(void *path)
{
    struct output *output = output_open(path);
    output_string(output, "whole line\npart of a li");
    message_fatal(NULL, "trouble");
}

static void write_and_err(void *path)
{
    output_string(output_open(path), "new\n");
    message_error(NULL, "one bad record");
    exit(message_end(STATUS_DONE));
}

/* Ends in the middle of a line that began in a block that has been written. */
static void fail_across_blocks(void *path)
{
    if (!freopen(path, "w", stdout))
        _exit(3);
    struct output *output = output_open(NULL);
    for (int i = 0; i < 262; i++)
        output_format(output, "%999d\n", i);
    output_format(output, "%500d", 0);
    message_fatal(NULL, "trouble");
}

static void write_much(void *path)
{
    struct output *output = output_open(path);
    for (int i = 0; i < 100000; i++)
        output_string(output, "a line that is written a hundred thousand times\n");
    exit(message_end(STATUS_DONE));
}

TEST("standard output gets whole lines, whatever the end")
{
    CHECK(check_ends(write_and_close, NULL) == 0);
    CHECK(memcmp(check_output, "new\n42 words 7\na\0b\n", 20) == 0);
    char dash[] = "-";
    CHECK(check_ends(write_and_end, dash) == 0);
    CHECK(strcmp(check_output, "new\n") == 0);
    CHECK(check_ends(write_and_err, NULL) == 2);
    CHECK(strcmp(check_output, "new\n") == 0);
    /* Whatever was printed is whole lines. */
    CHECK(check_ends(write_and_fail, NULL) == 2);
    CHECK(strcmp(check_output, "whole line\n") == 0);
}

TEST("a fatal end keeps whole lines of blocks that were written")
{
    char *path = check_file("", 0);
    struct stat status;
    CHECK(check_ends(fail_across_blocks, path) == 2);
    CHECK(stat(path, &status) == 0 && status.st_size == 262000);
    unlink(path);
    free(path);
}

TEST("a file is replaced as a whole or not at all")
{
    char *path = check_file("old\n", 4);
    chmod(path, 0640);
    CHECK(check_ends(write_and_fail, path) == 2);
    CHECK(holds(path, "old\n"));
    CHECK(check_ends(write_and_end, path) == 0);
    CHECK(holds(path, "new\n"));
    struct stat status;
    CHECK(stat(path, &status) == 0 && (status.st_mode & 07777) == 0640);
    unlink(path);
    CHECK(check_ends(write_and_end, path) == 0);
    CHECK(holds(path, "new\n"));
    unlink(path);
    CHECK(check_ends(write_and_fail, path) == 2);
    CHECK(content(path) == NULL);
    free(path);
}

TEST("a device is written to as it is, and a full one is trouble")
{
    char full[] = "/dev/full", nothing[] = "/dev/null", folder[] = "/";
    char nowhere[] = "/nonexistent/file";
    CHECK(check_ends(write_and_end, full) == 2);
    CHECK(strstr(check_messages, "cannot write to /dev/full: No space left on device\n"));
    CHECK(check_ends(write_much, full) == 2);
    CHECK(check_ends(write_and_end, nothing) == 0);
    CHECK(check_ends(write_and_end, folder) == 2);
    CHECK(strstr(check_messages, "cannot write to /: it is a folder\n"));
    CHECK(check_ends(write_and_end, nowhere) == 2);
    CHECK(strstr(check_messages, "cannot create a file beside /nonexistent/file: No such file"));
}

static void write_to_closed_pipe(void *ignore)
{
    int ends[2];
    if (ignore)
        signal(SIGPIPE, SIG_IGN);
    if (pipe(ends) != 0 || dup2(ends[1], STDOUT_FILENO) < 0)
        _exit(3);
    close(ends[0]);
    close(ends[1]);
    write_much(NULL);
}

TEST("a closed pipe ends the program in silence")
{
    CHECK(check_ends(write_to_closed_pipe, NULL) == -1);
    CHECK(check_messages[0] == '\0');
    bool ignored = true;
    CHECK(check_ends(write_to_closed_pipe, &ignored) == -1);
    CHECK(check_messages[0] == '\0');
}

static void append(void *path)
{
    struct output *output = output_open_append(path);
    output_string(output, "next\n");
    output_close(output);
}

TEST("appending keeps what is there")
{
    char *path = check_file("first\n", 6);
    CHECK(check_ends(append, path) == 0);
    CHECK(check_ends(append, path) == 0);
    CHECK(holds(path, "first\nnext\nnext\n"));
    unlink(path);
    free(path);
    char full[] = "/dev/full";
    CHECK(check_ends(append, full) == 2);
}

static void complain(void *unused)
{
    (void)unused;
    message_program("sift");
    for (int i = 0; i < 25; i++)
        message_error(&(struct place){"file", (uint64_t)i + 1, 0}, "bad record: '%s'",
                      "\x1b[31m\xe2\x80\xae\xff\xc2\x85"
                      "caf\xc3\xa9\n");
    message_note(&(struct place){"file", 3, 9}, "for information");
    exit(message_end(STATUS_DONE));
}

TEST("of messages of one kind ten are shown and the rest are counted, without control characters")
{
    CHECK(check_ends(complain, NULL) == 2);
    CHECK(strstr(check_messages,
                 "sift: file:1: bad record: '\\x1b[31m\\xe2\\x80\\xae\\xff\\xc2\\x85"
                 "caf\xc3\xa9\\n'\n"));
    CHECK(strstr(check_messages, "sift: file:10: bad record"));
    CHECK(!strstr(check_messages, "sift: file:11: bad record"));
    CHECK(strstr(check_messages, "sift: 15 more of the same kind\n"));
    CHECK(strstr(check_messages, "sift: file:3:9: for information\n"));
}
