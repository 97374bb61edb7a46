#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/message.h"
#include "base/number.h"

void buffer_append_u64(struct buffer *buffer, uint64_t number)
{
    buffer_reserve(buffer, NUMBER_DIGITS);
    buffer->size += number_write_u64(buffer->data + buffer->size, number);
}

void buffer_append_arguments(struct buffer *buffer, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int size = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (size < 0)
        message_fatal(NULL, "cannot format '%s'", format);
    buffer_reserve(buffer, (size_t)size + 1);
    vsnprintf(buffer->data + buffer->size, (size_t)size + 1, format, arguments);
    buffer->size += (size_t)size;
}

void buffer_append_format(struct buffer *buffer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    buffer_append_arguments(buffer, format, arguments);
    va_end(arguments);
}

void buffer_free(struct buffer *buffer)
{
    free(buffer->data);
    *buffer = (struct buffer){0};
}
