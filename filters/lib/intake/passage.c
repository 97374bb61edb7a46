#include "intake/passage.h"

#include <stdlib.h>

void passages_add(void *context, const struct passage *passage)
{
    struct passages *passages = context;
    passages->items = memory_grow(passages->items, &passages->capacity, passages->count + 1,
                                  sizeof *passages->items);
    struct passage *copy = &passages->items[passages->count++];
    *copy = *passage;
    copy->text = arena_copy(&passages->arena, passage->text);
    if (passage->speaker.data)
        copy->speaker = arena_copy(&passages->arena, passage->speaker);
}

void passages_free(struct passages *passages)
{
    free(passages->items);
    arena_free(&passages->arena);
    *passages = (struct passages){0};
}

bool passage_cut_line(struct slice *rest, struct slice *line)
{
    if (rest->size == 0)
        return false;
    size_t size = 0;
    while (size < rest->size && rest->data[size] != '\n' && rest->data[size] != '\r')
        size++;
    size_t next = size < rest->size ? size + 1 : size;
    if (next < rest->size && rest->data[size] == '\r' && rest->data[next] == '\n')
        next++;
    *line = slice_make(rest->data, size);
    *rest = slice_from(*rest, next);
    return true;
}

struct slice passage_skip_blanks(struct slice text)
{
    while (text.size > 0 && slice_is_blank(text.data[0]))
        text = slice_from(text, 1);
    return text;
}
