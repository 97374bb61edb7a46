#include "stream/spans.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/message.h"

/* Of the number of a span: a sentence has no more than 2^32 tokens, and of hits not as many. */
enum { MOST_DIGITS = 18 };

/* The number of a span at the beginning of its part, and the part's name, which is empty where the
 * span goes on. */
static bool read_number(struct slice part, uint64_t *number, struct slice *name)
{
    size_t i = 0;
    for (*number = 0; i < part.size && slice_is_digit(part.data[i]) && i < MOST_DIGITS; i++)
        *number = *number * 10 + (uint64_t)(part.data[i] - '0');
    *name = slice_make(NULL, 0);
    if (i > 0 && i < part.size && part.data[i] == ':')
        *name = slice_from(part, i + 1);
    return i > 0 && *number > 0 && (name->data || i == part.size);
}

static bool read_span(struct spans *spans, struct slice part, uint32_t token)
{
    struct slice name;
    uint64_t n;
    if (!read_number(part, &n, &name))
        return false;
    if (!name.data) {
        if (n > spans->count)
            return false;
        spans->items[n - 1].end = token + 1;
        return true;
    }
    if (n != spans->count + 1 || name.size == 0)
        return false;
    if (spans->count == spans->capacity)
        spans->items = memory_grow(spans->items, &spans->capacity, spans->count + 1,
                                   sizeof *spans->items);
    spans->items[spans->count++] = (struct span){name, token, token + 1};
    return true;
}

bool spans_read(struct spans *spans, struct slice field, uint32_t token, struct slice *bad)
{
    if (!field.data || (field.size == 1 && (field.data[0] == '*' || field.data[0] == '_')))
        return true;
    while (field.data) {
        *bad = slice_cut(&field, ';');
        if (!read_span(spans, *bad, token))
            return false;
    }
    return true;
}

void spans_read_token(struct spans *spans, const struct tokens_reader *reader,
                      const struct token *token, struct slice field, uint32_t index)
{
    struct slice bad;
    if (spans_read(spans, field, index, &bad))
        return;
    struct place place = tokens_place(reader, token);
    message_error(&place, "expected 'n:concept' where span n begins or 'n' within it, not '%.*s'",
                  SLICE(bad));
}

void spans_read_sentence(struct spans *spans, const struct tokens_reader *reader, int column)
{
    uint32_t index = 0;
    spans->count = 0;
    for (size_t i = 0; i < reader->token_count; i++) {
        const struct token *token = &reader->tokens[i];
        if (!token->word)
            continue;
        spans_read_token(spans, reader, token, tokens_field(reader, token, column), index++);
    }
}

void spans_decode_patterns(struct spans *spans, struct buffer *to)
{
    size_t total = 0;
    for (size_t i = 0; i < spans->count; i++)
        total += spans->items[i].name.size;
    /* Decoding never lengthens, so the buffer does not move while names point into it. */
    buffer_clear(to);
    buffer_reserve(to, total + 1);
    for (size_t i = 0; i < spans->count; i++) {
        size_t start = to->size;
        tokens_append_pattern(spans->items[i].name, to);
        spans->items[i].name = slice_from(buffer_slice(to), start);
    }
}

struct slice spans_roll_up(struct slice concept, uint64_t level)
{
    for (size_t i = 1; level > 0 && i < concept.size; i++)
        if (concept.data[i] == '/' && --level == 0)
            return slice_make(concept.data, i);
    return concept;
}

void spans_free(struct spans *spans)
{
    free(spans->items);
}
