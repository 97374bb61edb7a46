/* Letters and digits of ASCII, for the modules that take records apart. */
#ifndef COSPAN_METHOD_CITATION_LETTERS_H
#define COSPAN_METHOD_CITATION_LETTERS_H

#include <stdbool.h>

static inline bool citation_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool citation_is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline char citation_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

#endif
