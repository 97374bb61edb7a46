#include "stream/plain_text.h"

#include <stdlib.h>

#include "text/utf8.h"

/* Whether a byte may begin something that must not stay: a control, a return, U+FFFE or U+FFFF. */
static bool is_doubtful(unsigned char c)
{
    return c == 0xEF || (c < 0x20 && c != '\t' && c != '\n');
}

/* The length of what cannot stay at this place of a valid text, 0 if it can. */
static size_t forbidden(struct slice text, size_t at)
{
    unsigned char c = (unsigned char)text.data[at];
    if (c != 0xEF)
        return c < 0x20 && c != '\t' && c != '\n';
    return (unsigned char)text.data[at + 1] == 0xBF && (unsigned char)text.data[at + 2] >= 0xBE ? 3
                                                                                                : 0;
}

static uint64_t append_clean(struct slice text, struct buffer *to)
{
    struct buffer valid = {0};
    uint64_t replaced = 0;
    size_t plain = 0;
    while (plain < text.size && (unsigned char)text.data[plain] < 0x80 &&
           !is_doubtful((unsigned char)text.data[plain]))
        plain++;
    buffer_append(to, text.data, plain);
    if (plain == text.size)
        return 0;
    replaced += utf8_repair(slice_from(text, plain), &valid);
    text = buffer_slice(&valid);
    for (size_t i = 0; i < text.size; i++) {
        size_t size = is_doubtful((unsigned char)text.data[i]) ? forbidden(text, i) : 0;
        if (size == 0) {
            buffer_append_char(to, text.data[i]);
        } else if (text.data[i] == '\r') {
            if (i + 1 == text.size || text.data[i + 1] != '\n')
                buffer_append_char(to, '\n');
        } else {
            buffer_append_string(to, "\xEF\xBF\xBD");
            replaced++;
            i += size - 1;
        }
    }
    buffer_free(&valid);
    return replaced;
}

void plain_text_clear(struct plain_text *plain)
{
    buffer_clear(&plain->text);
    plain->code_points = 0;
    plain->word_count = 0;
}

void plain_text_append(struct plain_text *plain, struct slice text)
{
    size_t before = plain->text.size;
    plain->replaced += append_clean(text, &plain->text);
    plain->code_points += utf8_count(slice_from(buffer_slice(&plain->text), before));
}

void plain_text_break(struct plain_text *plain)
{
    if (plain->text.size > 0 && plain->text.data[plain->text.size - 1] != '\n')
        plain_text_append(plain, slice_of("\n"));
}

/* Part of the sentence as it was. */
static struct slice part(const struct plain_text *plain, size_t start, size_t end)
{
    return slice_make(plain->sentence.text.data + start, end - start);
}

/* Whether a word is where the one before it is, in the same multiword token. */
static bool continues(const struct plain_text *plain, size_t word)
{
    return word > 0 && plain->sentence.words[word].start == plain->sentence.words[word - 1].start;
}

void plain_text_sentence(struct plain_text *plain, const struct tokens_reader *reader, int form,
                         int misc)
{
    struct running_text *sentence = &plain->sentence;
    size_t at = 0;
    running_text_clear(sentence);
    sentence->form = form;
    sentence->misc = misc;
    running_text_add(sentence, reader);
    plain->word_count = sentence->count;
    plain->words = memory_grow(plain->words, &plain->word_capacity, sentence->count,
                               sizeof *plain->words);
    for (size_t i = 0; i < sentence->count; i++) {
        const struct running_word *word = &sentence->words[i];
        if (continues(plain, i)) {
            plain->words[i] = plain->words[i - 1];
            continue;
        }
        plain_text_append(plain, part(plain, at, word->start));
        plain->words[i].start = plain->code_points;
        plain_text_append(plain, part(plain, word->start, word->end));
        plain->words[i].end = plain->code_points;
        at = word->end;
    }
    plain_text_append(plain, part(plain, at, sentence->text.size));
}

void plain_text_join(const struct plain_text *plain, size_t from, size_t until, bool before,
                     bool behind, struct buffer *to)
{
    const struct running_text *sentence = &plain->sentence;
    size_t at = before ? 0 : sentence->words[from].start;
    /* Piece by piece, as bytes that are no UTF-8 may be something else together. */
    for (size_t i = from; i < until; i++) {
        const struct running_word *word = &sentence->words[i];
        if (i > from && continues(plain, i))
            continue;
        append_clean(part(plain, at, word->start), to);
        append_clean(part(plain, word->start, word->end), to);
        at = word->end;
    }
    if (behind)
        append_clean(part(plain, at, sentence->text.size), to);
}
