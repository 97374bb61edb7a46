#include "count/concordance.h"

#include <stdlib.h>

#include "base/memory.h"
#include "stream/text_units.h"
#include "text/normal.h"
#include "text/word_list.h"

struct concordance_hit {
    uint64_t start, end; /* words of the running text */
    uint64_t sentence;
    uint32_t word;
    struct buffer cells, name; /* kept for the next hit that gets this place */
};

static struct slice between(const struct running_text *running, size_t start, size_t end)
{
    return slice_make(running->text.data + start, end - start);
}

static void show(const struct concordance *concordance, const struct concordance_hit *hit,
                 uint64_t from, uint64_t to)
{
    const struct running_text *running = &concordance->running;
    size_t start = running_text_word(running, hit->start)->start;
    size_t end = running_text_word(running, hit->end - 1)->end;
    struct concordance_line line = {
        .cells = buffer_slice(&hit->cells),
        .left = between(running, running_text_word(running, from)->start, start),
        .node = between(running, start, end),
        .right = between(running, end, running_text_word(running, to - 1)->end),
        .name = buffer_slice(&hit->name),
        .sentence = hit->sentence,
        .word = hit->word,
        .size = (uint32_t)(hit->end - hit->start),
        .running = running,
        .from = from,
        .start = hit->start,
        .end = hit->end,
        .to = to,
    };
    concordance->show(concordance->context, &line);
}

/* The first word that the text around a hit at `start` needs; `window` words before it, no further
 * than to the beginning of the unit. */
static uint64_t window_start(const struct concordance *concordance, uint64_t start)
{
    return start > concordance->window ? start - concordance->window : 0;
}

/* Shows the hits whose text to the right is known; all of them at the end of the unit. */
static void show_known(struct concordance *concordance, bool at_end)
{
    uint64_t end = running_text_end(&concordance->running);
    for (; concordance->first < concordance->count; concordance->first++) {
        const struct concordance_hit *hit = &concordance->hits[concordance->first];
        bool known = concordance->window <= end - hit->end;
        if (!known && !at_end)
            return;
        show(concordance, hit, window_start(concordance, hit->start),
             known ? hit->end + concordance->window : end);
    }
    concordance->first = concordance->count = 0;
}

void concordance_begin_unit(struct concordance *concordance)
{
    show_known(concordance, true);
    running_text_clear(&concordance->running);
}

/* The hits that are still to be shown move to the front, and their places keep what they hold. */
static void move_to_front(struct concordance *concordance)
{
    size_t left = concordance->count - concordance->first;
    for (size_t i = 0; i < left; i++) {
        struct concordance_hit hit = concordance->hits[i];
        concordance->hits[i] = concordance->hits[concordance->first + i];
        concordance->hits[concordance->first + i] = hit;
    }
    concordance->first = 0;
    concordance->count = left;
}

static struct concordance_hit *add_hit(struct concordance *concordance)
{
    if (concordance->count == concordance->capacity && concordance->first > concordance->count / 2)
        move_to_front(concordance);
    if (concordance->count == concordance->capacity) {
        size_t before = concordance->capacity;
        concordance->hits = memory_grow(concordance->hits, &concordance->capacity,
                                        concordance->count + 1, sizeof *concordance->hits);
        for (size_t i = before; i < concordance->capacity; i++)
            concordance->hits[i] = (struct concordance_hit){0};
    }
    return &concordance->hits[concordance->count++];
}

static void part_paragraphs(struct buffer *text, const struct tokens_reader *reader)
{
    if (text->size > 0 && !slice_is_blank(text->data[text->size - 1]) &&
        text_units_begins_paragraph(reader))
        buffer_append_char(text, '\n');
}

void concordance_add(struct concordance *concordance, const struct tokens_reader *reader,
                     const struct span *spans, size_t count, struct slice cells, uint64_t number)
{
    uint64_t first = running_text_end(&concordance->running);
    part_paragraphs(&concordance->running.text, reader);
    running_text_add(&concordance->running, reader);
    for (size_t i = 0; i < count; i++) {
        struct concordance_hit *hit = add_hit(concordance);
        hit->start = first + spans[i].start;
        hit->end = first + spans[i].end;
        hit->sentence = number;
        hit->word = spans[i].start;
        buffer_clear(&hit->cells);
        buffer_append_slice(&hit->cells, cells);
        buffer_clear(&hit->name);
        buffer_append_slice(&hit->name, spans[i].name);
    }
    show_known(concordance, false);
    if (concordance->window == CONCORDANCE_WHOLE_UNIT)
        return;
    uint64_t needed = running_text_end(&concordance->running);
    if (concordance->first < concordance->count)
        needed = concordance->hits[concordance->first].start;
    needed = window_start(concordance, needed);
    if (needed > concordance->running.first)
        running_text_drop(&concordance->running, needed);
}

static void append_word(const struct running_text *running, uint64_t number, struct buffer *to)
{
    const struct running_word *word = running_text_word(running, number);
    struct slice form = between(running, word->start, word->end);
    if (!word_list_has_letter(form))
        return;
    text_fold(form, LETTER_FOLD, false, to);
    buffer_append_char(to, ' ');
}

void concordance_append_key(const struct concordance_line *line, enum concordance_order order,
                            struct buffer *to)
{
    if (order == CONCORDANCE_LEFT)
        for (uint64_t word = line->start; word > line->from; word--)
            append_word(line->running, word - 1, to);
    if (order == CONCORDANCE_NODE)
        for (uint64_t word = line->start; word < line->end; word++)
            append_word(line->running, word, to);
    if (order == CONCORDANCE_NODE || order == CONCORDANCE_RIGHT)
        for (uint64_t word = line->end; word < line->to; word++)
            append_word(line->running, word, to);
}

void concordance_append_identity(const struct concordance_line *line, struct buffer *to)
{
    struct slice rest = line->cells;
    buffer_append_slice(to, slice_cut(&rest, '\t'));
    buffer_append_format(to, "\t%llu\t%lu\t%lu\t", U64(line->sentence), (unsigned long)line->word,
                         (unsigned long)line->size);
    buffer_append_slice(to, line->name);
}

void concordance_free(struct concordance *concordance)
{
    for (size_t i = 0; i < concordance->capacity; i++) {
        buffer_free(&concordance->hits[i].cells);
        buffer_free(&concordance->hits[i].name);
    }
    free(concordance->hits);
    running_text_free(&concordance->running);
}
