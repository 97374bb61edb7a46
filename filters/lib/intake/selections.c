#include "intake/selections.h"

static void add_item(struct selections *selections, uint64_t start, uint64_t end, uint32_t code,
                     struct slice expected)
{
    selections->items = memory_grow(selections->items, &selections->capacity, selections->count + 1,
                                    sizeof *selections->items);
    selections->items[selections->count++] = (struct qda_unit){start, end, code, expected};
}

static void add_hit(struct selections *selections, const struct plain_text *plain,
                    const struct span *span, uint32_t code)
{
    struct buffer expected = {0};
    plain_text_join(plain, span->start, span->end, false, false, &expected);
    add_item(selections, plain->words[span->start].start, plain->words[span->end - 1].end, code,
             arena_copy(&selections->arena, buffer_slice(&expected)));
    buffer_free(&expected);
}

/* The passage goes on with a sentence. White space after its last word belongs to it only if another
 * sentence follows. */
static void extend_passage(struct selections *selections, const struct plain_text *plain)
{
    size_t count = plain->word_count, before = selections->passage.size;
    if (before == 0)
        selections->start = plain->words[0].start;
    selections->end = plain->words[count - 1].end;
    plain_text_join(plain, 0, count, before > 0, false, &selections->passage);
    selections->passage_size = selections->passage.size;
    selections->passage.size = before;
    plain_text_join(plain, 0, count, before > 0, true, &selections->passage);
}

static void add_found(struct selections *selections, uint32_t code)
{
    selections->found = memory_grow(selections->found, &selections->found_capacity,
                                    selections->found_count + 1, sizeof *selections->found);
    selections->found[selections->found_count++] = code;
}

void selections_add(struct selections *selections, const struct plain_text *plain,
                    const struct spans *spans, struct codes *codes)
{
    if (plain->word_count == 0)
        return;
    if (selections->unit != SELECTION_HIT)
        extend_passage(selections, plain);
    for (size_t i = 0; i < spans->count; i++) {
        uint32_t code = codes_add(codes, spans->items[i].name);
        if (selections->unit == SELECTION_HIT)
            add_hit(selections, plain, &spans->items[i], code);
        else
            add_found(selections, code);
    }
    if (selections->unit == SELECTION_SENTENCE)
        selections_end_turn(selections);
}

void selections_end_turn(struct selections *selections)
{
    if (selections->found_count > 0) {
        struct slice expected = arena_copy(
            &selections->arena, slice_make(selections->passage.data, selections->passage_size));
        for (size_t i = 0; i < selections->found_count; i++)
            add_item(selections, selections->start, selections->end, selections->found[i],
                     expected);
    }
    selections->found_count = 0;
    buffer_clear(&selections->passage);
}

void selections_clear(struct selections *selections)
{
    selections->count = 0;
    arena_free(&selections->arena);
    selections->arena = (struct arena){0};
}
