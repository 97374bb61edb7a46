#include "stream/running_text.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/number.h"

/* Copies of sixteen bytes, the usual short form without a call, may write so far behind it. */
enum { SHORT_FORM = 16, ROOM = 2 * SHORT_FORM };

static const char no_space[] = "SpaceAfter=No";

static struct slice misc_of(const struct running_text *running, const struct tokens_reader *reader,
                            const struct token *token)
{
    return running->misc == TOKENS_NO_COLUMN ? slice_of("_")
                                             : tokens_field(reader, token, running->misc);
}

/* Appends the form and what follows it. There is room for both. */
static inline struct running_word add_form(struct running_text *running, struct slice form,
                                           struct slice misc)
{
    struct buffer *text = &running->text;
    bool is_space = misc.size == 1 && misc.data[0] == '_';
    bool usual = is_space || (misc.size == sizeof no_space - 1 &&
                              memcmp(misc.data, no_space, sizeof no_space - 1) == 0);
    if (!usual)
        tokens_append_gap_before(misc, text);
    size_t start = text->size;
    if (form.size <= SHORT_FORM)
        memcpy(text->data + start, form.data, SHORT_FORM);
    else
        memcpy(text->data + start, form.data, form.size);
    size_t end = text->size = start + form.size;
    if (is_space)
        text->data[text->size++] = ' ';
    else if (!usual)
        tokens_append_gap(misc, text);
    return (struct running_word){start, end};
}

/* How many words a multiword token has: 2 for 2-3; 0 for an empty node. */
static uint64_t words_of(struct slice id)
{
    struct slice rest = id, from = slice_cut(&rest, '-');
    uint64_t first, last;
    return rest.data && number_read_u64(from, &first) && number_read_u64(rest, &last) &&
                   last >= first
               ? last - first + 1
               : 0;
}

void running_text_add(struct running_text *running, const struct tokens_reader *reader)
{
    struct running_word shared = {0, 0};
    uint64_t covered = 0; /* further words of a multiword token */
    /* Forms and gaps are never longer than the lines that they stand in. */
    buffer_reserve(&running->text, reader->text.size + ROOM);
    running->words = memory_grow(running->words, &running->capacity,
                                 running->count + reader->token_count, sizeof *running->words);
    for (size_t i = 0; i < reader->token_count; i++) {
        const struct token *token = &reader->tokens[i];
        if (token->word && covered > 0) {
            covered--;
            running->words[running->count++] = shared;
            continue;
        }
        if (!token->word) {
            uint64_t words = words_of(tokens_field(reader, token, 0));
            if (words == 0)
                continue;
            covered = words;
        }
        shared = add_form(running, tokens_field(reader, token, running->form),
                          misc_of(running, reader, token));
        if (token->word)
            running->words[running->count++] = shared;
    }
}

void running_text_drop(struct running_text *running, uint64_t number)
{
    size_t drop = (size_t)(number - running->first);
    /* Moving the rest only when it is the smaller part makes dropping cost nothing in the mean. */
    if (drop == 0 || drop < running->count - drop)
        return;
    size_t start = drop < running->count ? running->words[drop].start : running->text.size;
    running->count -= drop;
    running->first = number;
    for (size_t i = 0; i < running->count; i++) {
        running->words[i].start = running->words[i + drop].start - start;
        running->words[i].end = running->words[i + drop].end - start;
    }
    running->text.size -= start;
    memmove(running->text.data, running->text.data + start, running->text.size);
}

void running_text_clear(struct running_text *running)
{
    running->text.size = running->count = 0;
    running->first = 0;
}

void running_text_free(struct running_text *running)
{
    buffer_free(&running->text);
    free(running->words);
}
