#include "base/message.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

/* The length of the valid UTF-8 sequence at `text`, or 0. This floor is below lib/text and needs
 * only the well-formed ranges of Unicode's table 3-7. */
static size_t sequence(const unsigned char *text, size_t size)
{
    unsigned char a = text[0];
    if (a < 0x80)
        return 1;
    size_t length = a >= 0xf0 ? 4 : a >= 0xe0 ? 3 : 2;
    if (a < 0xc2 || a > 0xf4 || size < length)
        return 0;
    for (size_t i = 1; i < length; i++)
        if ((text[i] & 0xc0) != 0x80)
            return 0;
    if ((a == 0xe0 && text[1] < 0xa0) || (a == 0xed && text[1] > 0x9f) ||
        (a == 0xf0 && text[1] < 0x90) || (a == 0xf4 && text[1] > 0x8f))
        return 0;
    return length;
}

/* Whether it is a C0 or C1 control, a line or paragraph separator, or a character that reorders a
 * line. */
static bool dangerous(const unsigned char *text, size_t length)
{
    if (length == 1)
        return text[0] < 0x20 || text[0] == 0x7f;
    if (length == 2)
        return (text[0] == 0xc2 && text[1] < 0xa0) || (text[0] == 0xd8 && text[1] == 0x9c);
    if (length != 3 || text[0] != 0xe2)
        return false;
    return (text[1] == 0x80 &&
            (text[2] == 0x8e || text[2] == 0x8f || (text[2] >= 0xa8 && text[2] <= 0xae))) ||
           (text[1] == 0x81 && text[2] >= 0xa6 && text[2] <= 0xa9);
}

static size_t escape(char *to, size_t room, const char *from, size_t size)
{
    const unsigned char *text = (const unsigned char *)from;
    size_t used = 0;
    for (size_t i = 0; i < size && used + 20 < room;) {
        size_t length = sequence(text + i, size - i);
        if (length > 0 && !dangerous(text + i, length)) {
            memcpy(to + used, text + i, length);
            used += length;
            i += length;
            continue;
        }
        if (text[i] == '\n' || text[i] == '\t' || text[i] == '\r') {
            to[used++] = '\\';
            to[used++] = text[i] == '\n' ? 'n' : text[i] == '\t' ? 't' : 'r';
        } else {
            used += (size_t)snprintf(to + used, room - used, "\\x%02x", text[i]);
        }
        i++;
    }
    return used;
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
    used = escape(line, sizeof line - 1, raw, used);
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
