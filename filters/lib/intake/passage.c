#include "intake/passage.h"

#include <stdlib.h>

static bool has_letter(struct slice text)
{
    for (size_t i = 0; i < text.size; i++)
        if (slice_is_letter(text.data[i]) || (unsigned char)text.data[i] >= 0x80)
            return true;
    return false;
}

/* Who speaks stands in the first cell of a row, perhaps behind its number and time. */
static void find_head(struct passage *passage, struct passage *before)
{
    bool same_row = before && passage->row > 0 && before->row == passage->row;
    bool next_cell = same_row && passage->cell > before->cell;
    passage->may_head = passage->row > 0 &&
                        (!same_row || (next_cell && before->may_head && !has_letter(before->text)));
    if (next_cell)
        before->heads_row = before->may_head;
}

void passages_add(void *context, const struct passage *passage)
{
    struct passages *passages = context;
    passages->items = memory_grow(passages->items, &passages->capacity, passages->count + 1,
                                  sizeof *passages->items);
    struct passage *copy = &passages->items[passages->count++];
    *copy = *passage;
    find_head(copy, passages->count > 1 ? copy - 1 : NULL);
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

uint64_t passage_words(struct slice text)
{
    uint64_t words = 0;
    for (size_t i = 0; i < text.size; i++)
        words += !slice_is_blank(text.data[i]) && (i == 0 || slice_is_blank(text.data[i - 1]));
    return words;
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

size_t passage_blank(struct slice text)
{
    /* U+00A0, U+2007, U+202F */
    static const char *const wide[] = {"\xC2\xA0", "\xE2\x80\x87", "\xE2\x80\xAF"};
    if (text.size > 0 && slice_is_blank(text.data[0]))
        return 1;
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (slice_starts(text, wide[i]))
            return strlen(wide[i]);
    return 0;
}

struct slice passage_skip_blanks(struct slice text)
{
    for (size_t size; (size = passage_blank(text)) > 0;)
        text = slice_from(text, size);
    return text;
}
