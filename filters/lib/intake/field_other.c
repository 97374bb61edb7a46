#include "intake/field_other.h"

void field_other_append(void *to, struct slice piece)
{
    buffer_append_slice(to, piece);
}

static void pour_doubled(struct slice text, char c, field_other_pour *pour, void *to)
{
    const char *found;
    while (text.size > 0 && (found = memchr(text.data, c, text.size))) {
        size_t size = (size_t)(found - text.data);
        pour(to, slice_make(text.data, size + 1));
        pour(to, slice_make(found, 1));
        text = slice_from(text, size + 1);
    }
    pour(to, text);
}

void field_other_put(bool first, struct slice tag, struct slice value, field_other_pour *pour,
                     void *to)
{
    if (!first)
        pour(to, slice_of("; "));
    pour_doubled(tag, ':', pour, to);
    pour(to, slice_of(": "));
    pour_doubled(value, ';', pour, to);
}

void field_other_add(struct buffer *other, struct slice tag, struct slice value)
{
    field_other_put(other->size == 0, tag, value, field_other_append, other);
}

/* Appends what stands before the next single `c`, and passes over it and the blank behind it. */
static void take_until(struct slice *rest, char c, struct buffer *to)
{
    const char *found;
    while (rest->size > 0 && (found = memchr(rest->data, c, rest->size))) {
        size_t size = (size_t)(found - rest->data);
        bool doubled = size + 1 < rest->size && found[1] == c;
        buffer_append(to, rest->data, size + doubled);
        size_t used = size + 1 + (size_t)(size + 1 < rest->size && (doubled || found[1] == ' '));
        *rest = slice_from(*rest, used);
        if (!doubled)
            return;
    }
    buffer_append_slice(to, *rest);
    *rest = (struct slice){NULL, 0};
}

bool field_other_next(struct slice *rest, struct buffer *tag, struct buffer *value)
{
    if (rest->size == 0)
        return false;
    take_until(rest, ':', tag);
    take_until(rest, ';', value);
    return true;
}
