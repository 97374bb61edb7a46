#include "base/message.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/printable.h"

/* Messages are composed in fixed memory, as they must work when no memory is left. A longer one is
 * truncated, which loses only the end of a quoted text. */
enum { MESSAGE_SIZE = 4096, KINDS = 64, SHOWN = 10, HOOKS = 8 };

static const char *program = "cospan";
static bool strict_mode, verbose_mode;
static bool had_error;
static void (*hooks[HOOKS])(bool finish);
static size_t hook_count;

static struct {
    const char *format;
    uint64_t count;
} kinds[KINDS];

void message_program(const char *name)
{
    program = name;
}

const char *message_program_name(void)
{
    return program;
}

void message_strict(bool strict)
{
    strict_mode = strict;
}

void message_verbose(bool verbose)
{
    verbose_mode = verbose;
}

bool message_had_error(void)
{
    return had_error;
}

void message_at_end(void (*hook)(bool finish))
{
    for (size_t i = 0; i < hook_count; i++)
        if (hooks[i] == hook)
            return;
    if (hook_count < HOOKS)
        hooks[hook_count++] = hook;
}

/* A failure to write to standard error cannot be reported anywhere. */
static void put(const char *text, size_t size)
{
    while (size > 0) {
        ssize_t written = write(STDERR_FILENO, text, size);
        if (written <= 0)
            return;
        text += written;
        size -= (size_t)written;
    }
}

static void print(const struct place *place, const char *format, va_list arguments)
{
    char raw[MESSAGE_SIZE], line[2 * MESSAGE_SIZE];
    size_t used = (size_t)snprintf(raw, sizeof raw, "%s: ", program);
    if (used >= sizeof raw / 2)
        used = 0;
    if (place && place->file) {
        int size = snprintf(raw + used, sizeof raw - used, "%s:", place->file);
        used = size < 0 || (size_t)size >= sizeof raw - used ? sizeof raw / 2 : used + (size_t)size;
        if (place->line)
            used += (size_t)snprintf(raw + used, 24, "%llu:", U64(place->line));
        if (place->line && place->column)
            used += (size_t)snprintf(raw + used, 24, "%llu:", U64(place->column));
        raw[used++] = ' ';
    }
    int size = vsnprintf(raw + used, sizeof raw - used, format, arguments);
    if (size > 0)
        used = (size_t)size >= sizeof raw - used ? sizeof raw - 1 : used + (size_t)size;
    struct slice rest = slice_make(raw, used);
    used = printable_take(line, sizeof line - 1, &rest, false);
    line[used++] = '\n';
    put(line, used);
}

static void report(const struct place *place, const char *format, va_list arguments)
{
    for (size_t i = 0; i < KINDS; i++) {
        if (kinds[i].format && kinds[i].format != format)
            continue;
        kinds[i].format = format;
        if (kinds[i].count++ >= SHOWN)
            return;
        break;
    }
    print(place, format, arguments);
}

void message_error(const struct place *place, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    report(place, format, arguments);
    va_end(arguments);
    had_error = true;
    if (strict_mode)
        message_exit(STATUS_TROUBLE);
}

void message_note(const struct place *place, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    report(place, format, arguments);
    va_end(arguments);
}

void message_detail(const struct place *place, const char *format, ...)
{
    if (!verbose_mode)
        return;
    va_list arguments;
    va_start(arguments, format);
    report(place, format, arguments);
    va_end(arguments);
}

void message_fatal(const struct place *place, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    print(place, format, arguments);
    va_end(arguments);
    message_exit(STATUS_TROUBLE);
}

static void usage_hint(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    print(NULL, format, arguments);
    va_end(arguments);
}

void message_usage(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    print(NULL, format, arguments);
    va_end(arguments);
    usage_hint("'%s --help' lists the options", program);
    message_exit(STATUS_TROUBLE);
}

static void count_suppressed(void)
{
    for (size_t i = 0; i < KINDS; i++)
        if (kinds[i].count > SHOWN) {
            uint64_t more = kinds[i].count - SHOWN;
            kinds[i].count = 0;
            usage_hint("%llu more of the same kind", U64(more));
        }
}

int message_end(int status)
{
    static bool ending;
    if (!ending) {
        ending = true;
        for (size_t i = hook_count; i-- > 0;)
            hooks[i](true);
    }
    count_suppressed();
    return had_error ? STATUS_TROUBLE : status;
}

void message_exit(int status)
{
    static bool ending;
    if (!ending) {
        ending = true;
        for (size_t i = hook_count; i-- > 0;)
            hooks[i](false);
    }
    count_suppressed();
    exit(status);
}
