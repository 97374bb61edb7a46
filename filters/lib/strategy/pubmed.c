
#include "strategy/pubmed.h"

#include "strategy/strategy.h"
#include "strategy/build.h"

/* Tags of PubMed stand in brackets where a comment of Ovid would stand. */
static bool is_pubmed_tag(struct slice tag)
{
    static const char *const tags[] = {
        "tiab",
        "ti",
        "ab",
        "tw",
        "mesh",
        "mh",
        "majr",
        "mesh terms",
        "mesh major topic",
        "pt",
        "sh",
        "title/abstract",
        "title",
        "text word",
        "all fields",
        "all",
        "au",
        "la",
        "dp",
        "crdt",
        "edat",
        "pdat",
        "nm",
        "supplementary concept",
        "publication type",
        "ot",
        "ad",
        "subheading",
    };
    struct slice rest = tag, name = slice_trim(slice_cut(&rest, ':'));
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (strategy_word_is(name, tags[i]))
            return true;
    return false;
}

/* Says so at the first tag of PubMed; its second one is needed, unless the line stands alone. */
void strategy_recognise_pubmed(struct strategy *strategy)
{
    size_t count = 0;
    uint32_t first_line = 0, first_place = 0;
    for (uint32_t number = 0; number < strategy->line_count; number++) {
        struct slice text = strategy->lines[number].text;
        for (size_t at = 0; at < text.size; at++) {
            const char *end = text.data[at] == '[' ? memchr(text.data + at, ']', text.size - at)
                                                   : NULL;
            size_t close = end ? (size_t)(end - text.data) : 0;
            if (!end || !is_pubmed_tag(slice_make(text.data + at + 1, close - at - 1)) ||
                (close + 1 < text.size && text.data[close + 1] == '"'))
                continue;
            if (count++ == 0) {
                first_line = number;
                first_place = (uint32_t)at;
            }
        }
    }
    strategy->pubmed = count > 0;
    if (count > 0)
        strategy_find(strategy, STRATEGY_ERROR, first_line, first_place,
                      "this is the syntax of PubMed (%zu tags in brackets), expected that of Ovid",
                      count);
}
