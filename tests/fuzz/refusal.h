/* For fuzz targets of code that reports what is wrong, or ends the program for it: this header takes
 * the place of base/message.c. Nothing is printed, errors are counted, and the end of the program is
 * a jump back to where refusal_set was passed. Included by one file of a program. */
#ifndef COSPAN_TESTS_REFUSAL_H
#define COSPAN_TESTS_REFUSAL_H

#include <stdarg.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

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

void message_verbose(bool verbose)
{
    (void)verbose;
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

void message_detail(const struct place *place, const char *format, ...)
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

/* Files are bytes in memory, that arrive at once or in pieces. */
static struct refusal_file {
    char number[2];
    struct slice bytes, rest;
    size_t piece;
} refusal_files[4];

/* A file that holds these bytes, which must outlive it: its path. */
static inline char *refusal_file(const void *data, size_t size, unsigned number)
{
    refusal_files[number] = (struct refusal_file){
        {(char)('0' + number)}, slice_make(data, size), {NULL, 0}, SIZE_MAX};
    return refusal_files[number].number;
}

/* The same, of which no more than `piece` bytes are there at a time. */
static inline char *refusal_pieces(const void *data, size_t size, unsigned number, size_t piece)
{
    char *path = refusal_file(data, size, number);
    refusal_files[number].piece = piece;
    return path;
}

static size_t refusal_pour(void *context, char *to, size_t size)
{
    struct refusal_file *file = context;
    size = size < file->rest.size ? size : file->rest.size;
    size = size < file->piece ? size : file->piece;
    if (size > 0)
        memcpy(to, file->rest.data, size);
    file->rest = slice_from(file->rest, size);
    return size;
}

/* The file, from its beginning. One input that is used again: a window made anew would cost more
 * than what is read through it. */
static inline struct input *refusal_open(char **path, uint64_t limit)
{
    static struct input *input;
    if (!input)
        input = input_open_poured(refusal_pour, NULL, "fuzz", limit);
    struct refusal_file *file = &refusal_files[**path - '0'];
    file->rest = file->bytes;
    input->pour_context = file;
    input->next_file = 0;
    input->limit = (size_t)limit;
    input->raw = false;
    return input;
}

/* An output that only gathers; release its data with free(). */
static inline struct output refusal_output(void)
{
    char *data = malloc(64);
    require(data != NULL);
    return (struct output){.data = data, .capacity = 64, .descriptor = -1, .append = true};
}

/* For targets whose input is a line of choices and then a file: reads the file as far as it is not
 * refused. */
static inline int refusal_try(struct slice bytes, void read(char *path, struct slice choices))
{
    static struct slice rest, choices; /* static, so that the way back finds them as they were */
    rest = bytes;
    choices = slice_cut(&rest, '\n');
    if (rest.size > 0 && refusal_set())
        read(refusal_file(rest.data, rest.size, 0), choices);
    return 0;
}

#endif
