#include "base/number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/message.h"

size_t number_write_u64(char *to, uint64_t number)
{
    char digits[NUMBER_DIGITS];
    size_t count = 0;
    do
        digits[count++] = (char)('0' + number % 10);
    while (number /= 10);
    for (size_t i = 0; i < count; i++)
        to[i] = digits[count - 1 - i];
    return count;
}

bool number_read_u64(struct slice text, uint64_t *number)
{
    uint64_t value = 0;
    if (text.size == 0)
        return false;
    for (size_t i = 0; i < text.size; i++) {
        unsigned digit = (unsigned)(text.data[i] - '0');
        if (digit > 9 || value > (UINT64_MAX - digit) / 10)
            return false;
        value = value * 10 + digit;
    }
    *number = value;
    return true;
}

bool number_read_double(struct slice text, double *number)
{
    char copy[64];
    if (text.size == 0 || text.size >= sizeof copy)
        return false;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (!((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.' || c == 'e' || c == 'E'))
            return false;
        copy[i] = c;
    }
    copy[text.size] = '\0';
    char *end;
    *number = strtod(copy, &end);
    return *end == '\0' && isfinite(*number);
}

uint64_t number_add(uint64_t a, uint64_t b)
{
    if (a > UINT64_MAX - b)
        message_fatal(NULL, "a count is larger than 2^64 - 1");
    return a + b;
}

size_t number_write_fixed(char *to, size_t room, double number, int decimals)
{
    int size = snprintf(to, room, "%.*f", decimals, number);
    if (size < 0 || (size_t)size >= room)
        message_fatal(NULL, "a figure does not fit into %zu characters", room);
    bool zero = true;
    for (int i = 0; i < size && zero; i++)
        zero = to[i] == '0' || to[i] == '.' || to[i] == '-';
    if (zero && to[0] == '-') {
        memmove(to, to + 1, (size_t)size);
        size--;
    }
    return (size_t)size;
}

size_t number_write_figure(char to[NUMBER_FIGURE], double number, int digits)
{
    int size = snprintf(to, NUMBER_FIGURE, "%.*g", digits, number == 0 ? 0 : number);
    if (size < 0 || size >= NUMBER_FIGURE)
        message_fatal(NULL, "a figure does not fit into %d characters", NUMBER_FIGURE);
    return (size_t)size;
}
