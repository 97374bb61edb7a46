/* For fuzz targets of code that reports what is wrong, or ends the program for it: this header takes
 * the place of base/message.c. Nothing is printed, errors are counted, and the end of the program is
 * a jump back to where refusal_set was passed. Included by one file of a program. */
#ifndef COSPAN_TESTS_REFUSAL_H
#define COSPAN_TESTS_REFUSAL_H

#include <stdarg.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/input.h"
#include "base/message.h"
#include "base/output.h"

static jmp_buf refusal;
static unsigned refusal_errors;

/* False on the way back from an end of the program: what was read is refused. */
#define refusal_set() (refusal_errors = 0, setjmp(refusal) == 0)

/* What is allocated when the program ends is lost, and no leak of ours. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "detect_leaks=0";
}

void message_program(const char *name)
{
    (void)name;
}

const char *message_program_name(void)
{
    return "fuzz";
}

void message_strict(bool strict)
{
    (void)strict;
}

bool message_had_error(void)
{
    return refusal_errors > 0;
}

void message_at_end(void (*hook)(bool finish))
{
    (void)hook;
}

/* The text is made all the same, so that what is quoted is read. */
static void refusal_format(const char *format, va_list arguments)
{
    char text[256];
    vsnprintf(text, sizeof text, format, arguments);
}

void message_error(const struct place *place, const char *format, ...)
{
    va_list arguments;
    (void)place;
    va_start(arguments, format);
    refusal_format(format, arguments);
    va_end(arguments);
    refusal_errors++;
}

void message_note(const struct place *place, const char *format, ...)
{
    va_list arguments;
    (void)place;
    va_start(arguments, format);
    refusal_format(format, arguments);
    va_end(arguments);
}

void message_fatal(const struct place *place, const char *format, ...)
{
    va_list arguments;
    (void)place;
    va_start(arguments, format);
    refusal_format(format, arguments);
    va_end(arguments);
    longjmp(refusal, 1);
}

void message_usage(const char *format, ...)
{
    (void)format;
    longjmp(refusal, 1);
}

int message_end(int status)
{
    return status;
}

void message_exit(int status)
{
    (void)status;
    longjmp(refusal, 1);
}

static void require(bool condition)
{
    if (!condition)
        abort();
}

/* A file that holds these bytes, written anew each time: its path, valid until the end. */
static inline char *refusal_file(const void *data, size_t size, unsigned number)
{
    static char paths[4][40];
    char *path = paths[number];
    if (!*path) {
        snprintf(path, sizeof paths[0], "/tmp/cospan-fuzz-%ld-%u", (long)getpid(), number);
    }
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    require(file >= 0 && write(file, data, size) == (ssize_t)size && close(file) == 0);
    return path;
}

static inline void refusal_remove(unsigned number)
{
    char path[40];
    snprintf(path, sizeof path, "/tmp/cospan-fuzz-%ld-%u", (long)getpid(), number);
    unlink(path);
}

/* What the target reads; the next one closes what was left open by a refusal. */
static struct input *refusal_input;

static void refusal_close(void)
{
    if (refusal_input)
        input_close(refusal_input);
    refusal_input = NULL;
}

static inline struct input *refusal_open(char **path, uint64_t limit)
{
    refusal_close();
    refusal_input = input_open(path, 1, limit);
    return refusal_input;
}

/* An output that only gathers; release its data with free(). */
static inline struct output refusal_output(void)
{
    char *data = malloc(64);
    require(data != NULL);
    return (struct output){.data = data, .capacity = 64, .descriptor = -1, .append = true};
}

#endif
