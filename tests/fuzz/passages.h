/* What holds for the passages of any parser, for the fuzz targets of the parsers. */
#ifndef COSPAN_FUZZ_PASSAGES_H
#define COSPAN_FUZZ_PASSAGES_H

#include <stdlib.h>

#include "intake/labels.h"
#include "intake/passage.h"
#include "intake/turns.h"

static void check_turn(void *context, const struct turn *turn)
{
    size_t *bytes = context;
    *bytes += turn->text.size;
}

/* Texts are not empty and have no line ends; labels and turns can be made of them, and hold no
 * more text than there was, but for what joins it. */
static void check_passages(struct passages *passages)
{
    struct labels labels = {0};
    struct turns_rules rules = {0};
    size_t given = 0, taken = 0;
    for (size_t i = 0; i < passages->count; i++) {
        struct slice text = passages->items[i].text;
        if (text.size == 0 || memchr(text.data, '\n', text.size))
            abort();
        given += text.size + 2;
    }
    labels_decide(&labels, passages, NULL, slice_of("fuzz"));
    turns_make(passages, &labels, slice_of("fuzz"), &rules, check_turn, &taken);
    uint64_t line;
    size_t count = passages->count, dropped = turns_drop_references(passages, &line);
    if (taken > given || dropped + passages->count != count)
        abort();
    labels_free(&labels);
}

#endif
