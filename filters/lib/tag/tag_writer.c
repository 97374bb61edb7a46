#include "tag/tag_writer.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "stream/tokens_filter.h"

/* Names of up to this many bytes are copied without a call; the same number of bytes after the last
 * name is readable. */
enum { NAME_STEP = 32 };

/* Room for the digits of a number, a semicolon, and the bytes that a copy in steps writes beyond
 * its end. */
enum { HIT_ROOM = NUMBER_DIGITS + 1 + NAME_STEP, USUAL_ROOM = 1 << 16 };

static void begin_names(struct tag_names *names, size_t count)
{
    names->starts = memory_allocate(count + 1, sizeof *names->starts);
    names->starts[0] = 0;
}

static void end_name(struct tag_names *names, size_t number)
{
    size_t size = names->text.size - names->starts[number];
    names->starts[number + 1] = names->text.size;
    names->longest = size > names->longest ? size : names->longest;
}

static void end_names(struct tag_names *names)
{
    buffer_reserve(&names->text, NAME_STEP);
    memset(names->text.data + names->text.size, 0, NAME_STEP);
}

static void keep_concepts(struct tag_names *names, const struct matcher *matcher, size_t count)
{
    begin_names(names, count);
    for (size_t i = 0; i < count; i++) {
        buffer_append_char(&names->text, ':');
        buffer_append_slice(&names->text, matcher_concept(matcher, (uint32_t)i));
        end_name(names, i);
    }
    end_names(names);
}

static void keep_patterns(struct tag_names *names, const struct dictionary *dictionary)
{
    begin_names(names, dictionary->entry_count);
    for (size_t i = 0; i < dictionary->entry_count; i++) {
        buffer_append_char(&names->text, ':');
        tokens_escape_pattern(dictionary->entries[i].pattern, &names->text);
        end_name(names, i);
    }
    end_names(names);
}

void tag_writer_open(struct tag_writer *writer, struct output *output,
                     const struct matcher *matcher, const struct dictionary *dictionary,
                     bool with_patterns)
{
    *writer = (struct tag_writer){.output = output, .with_patterns = with_patterns};
    keep_concepts(&writer->concepts, matcher, dictionary->concepts.count);
    if (with_patterns)
        keep_patterns(&writer->patterns, dictionary);
    for (size_t i = 0; i < TAG_WRITER_DIGITS; i++)
        writer->digits[i][3] = (char)number_write_u64(writer->digits[i], i);
}

static inline char *put_number(const struct tag_writer *writer, size_t number, char *to)
{
    if (number >= TAG_WRITER_DIGITS)
        return to + number_write_u64(to, number);
    memcpy(to, writer->digits[number], sizeof writer->digits[number]);
    return to + writer->digits[number][3];
}

static inline char *put_name(const struct tag_names *names, size_t number, char *to)
{
    const char *name = names->text.data + names->starts[number];
    size_t size = names->starts[number + 1] - names->starts[number];
    memcpy(to, name, NAME_STEP);
    if (size > NAME_STEP)
        memcpy(to + NAME_STEP, name + NAME_STEP, size - NAME_STEP);
    return to + size;
}

/* Writes the field of a word in which hits `from` to `until` begin. */
static inline char *put_spans(const struct tag_writer *writer, const struct hit *hits, size_t from,
                              size_t until, bool patterns, char *to)
{
    const char *start = ++to;
    to[-1] = '\t';
    for (size_t i = 0; i < writer->open_count; i++) {
        to = put_number(writer, writer->open[i] + 1, to);
        *to++ = ';';
    }
    for (size_t i = from; i < until; i++) {
        to = put_number(writer, i + 1, to);
        to = patterns ? put_name(&writer->patterns, hits[i].entry, to)
                      : put_name(&writer->concepts, hits[i].concept, to);
        *to++ = ';';
    }
    /* Removes the last semicolon, or writes the mark of a word without hits. */
    if (to > start)
        to--;
    else
        *to++ = '*';
    return to;
}

/* The number of bytes that a column of the word can need. For many long names the exact number is
 * computed, as an upper bound could exceed the memory of the machine. */
static size_t measure_spans(const struct tag_writer *writer, const struct tag_names *names,
                            const struct hit *hits, size_t from, size_t until)
{
    size_t spans = writer->open_count + (until - from), room = spans * HIT_ROOM + HIT_ROOM;
    if ((until - from) * names->longest <= USUAL_ROOM)
        return room + (until - from) * names->longest;
    for (size_t i = from; i < until; i++) {
        size_t number = names == &writer->patterns ? hits[i].entry : hits[i].concept;
        room += names->starts[number + 1] - names->starts[number];
    }
    return room;
}

static void close_ended(struct tag_writer *writer, const struct hit *hits, uint32_t word)
{
    size_t kept = 0;
    for (size_t i = 0; i < writer->open_count; i++)
        if (hits[writer->open[i]].end > word)
            writer->open[kept++] = writer->open[i];
    writer->open_count = kept;
}

static void open_longer(struct tag_writer *writer, const struct hit *hits, size_t from,
                        size_t until, uint32_t word)
{
    for (size_t i = from; i < until; i++)
        if (hits[i].end > word + 1) {
            writer->open = memory_grow(writer->open, &writer->open_capacity, writer->open_count + 1,
                                       sizeof *writer->open);
            writer->open[writer->open_count++] = i;
        }
}

/* Writes the line of a word; returns the first hit that begins after it. */
static size_t write_word(struct tag_writer *writer, struct slice line, const struct hit *hits,
                         size_t count, size_t from, uint32_t word)
{
    size_t until = from;
    if (writer->open_count > 0)
        close_ended(writer, hits, word);
    while (until < count && hits[until].start == word)
        until++;
    size_t room = line.size + INPUT_PADDING + 2 +
                  measure_spans(writer, &writer->concepts, hits, from, until);
    if (writer->with_patterns)
        room += measure_spans(writer, &writer->patterns, hits, from, until);
    char *start = output_reserve(writer->output, room);
    char *to = tokens_filter_copy(start, line);
    to = put_spans(writer, hits, from, until, false, to);
    if (writer->with_patterns)
        to = put_spans(writer, hits, from, until, true, to);
    *to++ = '\n';
    output_advance(writer->output, (size_t)(to - start));
    open_longer(writer, hits, from, until, word);
    return until;
}

/* Writes the lines from token `from` on, which are all outside hits. */
static void write_plain(struct tag_writer *writer, const struct tokens_reader *reader, size_t from)
{
    /* Local copies, which writing bytes cannot change, so they stay in registers. */
    const struct tokens_reader sentence = *reader;
    const bool two = writer->with_patterns;
    size_t most = sentence.text.size + (sentence.token_count - from) * 4 + INPUT_PADDING;
    char *start = output_reserve(writer->output, most), *to = start;
    for (size_t i = from; i < sentence.token_count; i++) {
        const struct token *token = &sentence.tokens[i];
        const char mark = token->word ? '*' : '_';
        to = tokens_filter_copy(to, tokens_line(&sentence, token));
        *to++ = '\t';
        *to++ = mark;
        if (two) {
            *to++ = '\t';
            *to++ = mark;
        }
        *to++ = '\n';
    }
    output_advance(writer->output, (size_t)(to - start));
}

void tag_writer_sentence(struct tag_writer *writer, const struct tokens_reader *reader,
                         const struct hit *hits, size_t count)
{
    struct output *output = writer->output;
    uint32_t word = 0;
    size_t next = 0, i = 0;
    writer->open_count = 0;
    for (; i < reader->token_count && (next < count || writer->open_count > 0); i++) {
        struct slice line = tokens_line(reader, &reader->tokens[i]);
        if (reader->tokens[i].word) {
            next = write_word(writer, line, hits, count, next, word++);
            continue;
        }
        output_slice(output, line);
        output_string(output, writer->with_patterns ? "\t_\t_\n" : "\t_\n");
    }
    write_plain(writer, reader, i);
}

void tag_writer_close(struct tag_writer *writer)
{
    buffer_free(&writer->concepts.text);
    buffer_free(&writer->patterns.text);
    free(writer->concepts.starts);
    free(writer->patterns.starts);
    free(writer->open);
}
