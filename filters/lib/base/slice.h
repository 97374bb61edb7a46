/* Slice: a view of bytes that it does not own, as a pointer and a length. Unlike a C string it may
 * hold NUL bytes and may point into the middle of a line, so reading a field of a table never
 * copies it. A slice is valid as long as the memory it points into; functions that return one state
 * how long that is. Sizes are in bytes, and order is byte order. */
#ifndef COSPAN_BASE_SLICE_H
#define COSPAN_BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct slice {
    const char *data;
    size_t size;
};

/* The bytes of a C string, without its final NUL. */
static inline struct slice slice_of(const char *string)
{
    return (struct slice){string, strlen(string)};
}

static inline struct slice slice_make(const char *data, size_t size)
{
    return (struct slice){data, size};
}

static inline bool slice_equal(struct slice a, struct slice b)
{
    return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

static inline bool slice_is(struct slice a, const char *string)
{
    return slice_equal(a, slice_of(string));
}

/* ASCII letters and digits. */
static inline bool slice_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool slice_is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static inline bool slice_is_letter(char c)
{
    return slice_is_upper(c) || (c >= 'a' && c <= 'z');
}

static inline char slice_lower(char c)
{
    return slice_is_upper(c) ? (char)(c | 0x20) : c;
}

/* Whether two words are equal, ignoring the case of ASCII letters. */
static inline bool slice_is_same_word(struct slice a, struct slice b)
{
    size_t same = 0;
    while (same < a.size && same < b.size && slice_lower(a.data[same]) == slice_lower(b.data[same]))
        same++;
    return same == a.size && same == b.size;
}

/* Whether the slice is one of the strings of a list that ends with NULL. */
static inline bool slice_is_one_of(struct slice a, const char *const *list)
{
    for (; *list; list++)
        if ((a.size == 0 || a.data[0] == **list) && slice_is(a, *list))
            return true;
    return false;
}

static inline bool slice_starts(struct slice a, const char *prefix)
{
    size_t size = strlen(prefix);
    return a.size >= size && memcmp(a.data, prefix, size) == 0;
}

static inline bool slice_ends(struct slice a, const char *suffix)
{
    size_t size = strlen(suffix);
    return a.size >= size && memcmp(a.data + a.size - size, suffix, size) == 0;
}

/* Less than, equal to or greater than zero, as for memcmp; a prefix sorts before a longer slice. */
static inline int slice_compare(struct slice a, struct slice b)
{
    size_t size = a.size < b.size ? a.size : b.size;
    int order = size > 0 ? memcmp(a.data, b.data, size) : 0;
    return order != 0 ? order : (a.size > b.size) - (a.size < b.size);
}

/* The slice from byte `from` to its end; `from` is at most the size. */
static inline struct slice slice_from(struct slice a, size_t from)
{
    return (struct slice){a.data + from, a.size - from};
}

static inline bool slice_is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

/* The slice without ASCII white space at both ends. */
static inline struct slice slice_trim(struct slice a)
{
    while (a.size > 0 && slice_is_blank(a.data[0]))
        a.data++, a.size--;
    while (a.size > 0 && slice_is_blank(a.data[a.size - 1]))
        a.size--;
    return a;
}

/* Cuts *rest at the first `separator`: returns the part before it and leaves the part after it in
 * *rest. Without a separator it returns the whole slice and sets rest->data to NULL, so the loop
 *     for (rest = text; rest.data; ) { piece = slice_cut(&rest, ','); ... }
 * visits every piece, empty ones too. */
static inline struct slice slice_cut(struct slice *rest, char separator)
{
    const char *end = rest->size > 0 ? memchr(rest->data, separator, rest->size) : NULL;
    struct slice piece = *rest;
    if (!end) {
        *rest = (struct slice){NULL, 0};
        return piece;
    }
    piece.size = (size_t)(end - rest->data);
    *rest = (struct slice){end + 1, rest->size - piece.size - 1};
    return piece;
}

#endif
