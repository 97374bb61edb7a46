/* Words and sentences, whatever the bytes: the segments are the text, one behind the other; none is
 * empty or ends within a character; what stands before a segment does not change it; the quick path
 * for words agrees with the general one; and an answer that needs no more text stays when more
 * comes. The first byte says how much of the rest is a list of abbreviations. */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "text/sentence.h"
#include "text/word.h"
#include "text/sentence_abbreviations.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool condition)
{
    if (!condition)
        abort();
}

static size_t length_of(unsigned char lead)
{
    if (lead < 0xC2 || lead > 0xF4)
        return 1;
    return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/* A segment goes on, and does not end before the last byte of a character. */
static void require_end(const char *text, size_t size, size_t from, size_t to)
{
    require(to > from && to <= size);
    for (size_t back = 1; back <= 3 && back <= to; back++) {
        const unsigned char *lead = (const unsigned char *)text + to - back;
        size_t length = length_of(*lead);
        bool cut = length > back && size - (to - back) >= length;
        for (size_t i = 1; cut && i < length; i++)
            cut = (lead[i] & 0xC0) == 0x80;
        require(!cut);
    }
}

static bool is_white_space(char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

static void cut_words(const char *text, size_t size, enum word_rules rules)
{
    for (size_t from = 0, to; from < size; from = to) {
        enum word_kind kind, other_kind;
        to = word_next(text, size, from, rules, &kind);
        require_end(text, size, from, to);
        require(word_next_general(text, size, from, rules, &other_kind) == to);
        require(kind == other_kind);
        if (rules == WORD_RULES_TAILORED && kind == WORD_TOKEN)
            require(!is_white_space(text[from]) && !is_white_space(text[to - 1]));
        if (rules == WORD_RULES_TAILORED && strchr("#@:;", text[from]))
            continue;
        require(word_next(text + from, size - from, 0, rules, &other_kind) == to - from);
        require(kind == other_kind);
    }
}

static void cut_sentences(const char *text, size_t size, enum sentence_rules rules,
                          const struct sentence_style *style)
{
    for (size_t from = 0, to; from < size; from = to) {
        bool needs_more, window_needs_more;
        to = sentence_next(text, size, from, rules, style, &needs_more);
        require_end(text, size, from, to);
        require(sentence_next(text + from, size - from, 0, rules, style, &needs_more) == to - from);
        /* Windows that end shortly after the sentence, or half way through it. */
        for (size_t end = from + (to - from + 1) / 2; end <= size && end < to + 80;
             end = end < to ? to : end + 1) {
            if (end < size && ((unsigned char)text[end] & 0xC0) == 0x80)
                continue;
            size_t got = sentence_next(text, end, from, rules, style, &window_needs_more);
            require(got > from && got <= end);
            require(window_needs_more || got == to);
            require(window_needs_more || end < size || !needs_more);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    size_t list_size = data[0] < size - 1 ? data[0] : size - 1;
    const char *list = (const char *)data + 1;
    const char *text = list + list_size;
    struct sentence_abbreviations *abbreviations = sentence_abbreviations_new(list, list_size);
    struct sentence_style style = {.abbreviations = abbreviations};

    size -= 1 + list_size;
    cut_words(text, size, WORD_RULES_UAX29);
    cut_words(text, size, WORD_RULES_TAILORED);
    cut_sentences(text, size, SENTENCE_RULES_UAX29, NULL);
    cut_sentences(text, size, SENTENCE_RULES_TAILORED, &style);
    sentence_abbreviations_free(abbreviations);
    return 0;
}
