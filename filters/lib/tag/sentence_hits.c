#include "tag/sentence_hits.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/message.h"
#include "text/utf8.h"

/* Passes on the text of the sentence, for regular expressions: its words and the gaps between
 * them. */
static void give_text(struct sentence_hits *hits, const struct tokens_reader *reader)
{
    buffer_clear(&hits->text);
    hits->starts = memory_grow(hits->starts, &hits->starts_capacity, hits->word_count,
                               sizeof *hits->starts);
    hits->ends = memory_grow(hits->ends, &hits->ends_capacity, hits->word_count,
                             sizeof *hits->ends);
    for (size_t i = 0, word = 0; i < reader->token_count; i++) {
        if (!reader->tokens[i].word)
            continue;
        hits->starts[word] = hits->text.size;
        buffer_append_slice(&hits->text, hits->words[word]);
        hits->ends[word++] = hits->text.size;
        if (hits->misc != TOKENS_NO_COLUMN)
            tokens_append_gap(tokens_field(reader, &reader->tokens[i], hits->misc), &hits->text);
        else
            buffer_append_char(&hits->text, ' ');
    }
    if (utf8_valid_prefix(buffer_slice(&hits->text)) == hits->text.size) {
        matcher_text(hits->matcher, buffer_slice(&hits->text), hits->starts, hits->ends);
        return;
    }
    struct place place = {reader->input->name, reader->line, 0};
    message_error(&place, "invalid UTF-8 in this sentence; regular expressions skipped it");
}

static void gather_words(struct sentence_hits *hits, const struct tokens_reader *reader)
{
    hits->words = memory_grow(hits->words, &hits->word_capacity, reader->token_count,
                              sizeof *hits->words);
    /* A local copy, which writing the words cannot change, so it stays in registers. */
    const struct tokens_reader sentence = *reader;
    const int column = hits->column;
    struct slice *word = hits->words;
    for (size_t i = 0; i < sentence.token_count; i++) {
        *word = tokens_field(&sentence, &sentence.tokens[i], column);
        word += sentence.tokens[i].word;
    }
    hits->word_count = (size_t)(word - hits->words);
}

const struct hit *sentence_hits_find(struct sentence_hits *hits, const struct tokens_reader *reader,
                                     size_t *count)
{
    struct place place = {reader->input->name, reader->line, 0};
    gather_words(hits, reader);
    matcher_sentence(hits->matcher, &place, hits->words, hits->word_count);
    if (matcher_needs_text(hits->matcher, reader->text))
        give_text(hits, reader);
    return matcher_end(hits->matcher, count);
}
