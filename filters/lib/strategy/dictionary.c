#include "strategy/dictionary.h"

#include <stdlib.h>

#include "base/message.h"
#include "base/number.h"
#include "strategy/strategy.h"
#include "strategy/build.h"

/* Optional words double the ways of writing a pattern. */
enum { MOST_WAYS = 64, MOST_NESTED = 20 };

/* What a pattern can be: expressions of Ovid, one for each way. */
struct ways {
    struct buffer *items;
    size_t count, capacity;
};

struct reader {
    struct slice text;
    size_t at;
    unsigned nested;
    const char *problem; /* why the pattern is left out */
    const char *widened; /* what the pattern finds besides */
    bool exact;          /* no equivalence of hyphens */
};

static void read_sequence(struct reader *reader, struct ways *ways, const char *ends);

static void add_way(struct reader *reader, struct ways *ways, struct slice text)
{
    if (ways->count >= MOST_WAYS) {
        reader->problem = "has too many ways to be written";
        return;
    }
    ways->items = memory_grow(ways->items, &ways->capacity, ways->count + 1, sizeof *ways->items);
    ways->items[ways->count] = (struct buffer){0};
    buffer_append_slice(&ways->items[ways->count++], text);
}

static void free_ways(struct ways *ways)
{
    for (size_t i = 0; i < ways->count; i++)
        buffer_free(&ways->items[i]);
    free(ways->items);
    *ways = (struct ways){0};
}

/* Every way of the one followed by every way of the other; a way that is empty leaves the other. */
static void multiply(struct reader *reader, struct ways *left, const struct ways *right,
                     const char *between)
{
    struct ways product = {0};
    for (size_t i = 0; i < left->count; i++)
        for (size_t k = 0; k < right->count; k++) {
            struct buffer text = {0};
            const struct buffer *one = &left->items[i], *two = &right->items[k];
            buffer_append_slice(&text, buffer_slice(one));
            buffer_append_string(&text, one->size > 0 && two->size > 0 ? between : "");
            buffer_append_slice(&text, buffer_slice(two));
            add_way(reader, &product, buffer_slice(&text));
            buffer_free(&text);
        }
    free_ways(left);
    *left = product;
}

/* All ways in one pair of parentheses. */
static void join(const struct ways *ways, struct buffer *to)
{
    buffer_append_string(to, ways->count > 1 ? "(" : "");
    for (size_t i = 0; i < ways->count; i++) {
        buffer_append_string(to, i > 0 ? " or " : "");
        buffer_append_slice(to, buffer_slice(&ways->items[i]));
    }
    buffer_append_string(to, ways->count > 1 ? ")" : "");
}

static char at(const struct reader *reader)
{
    return reader->at < reader->text.size ? reader->text.data[reader->at] : '\0';
}

static void skip_blanks(struct reader *reader)
{
    while (slice_is_blank(at(reader)))
        reader->at++;
}

static bool is_ovid_operator(struct slice word)
{
    return strategy_word_is(word, "or") || strategy_word_is(word, "and") ||
           strategy_word_is(word, "not") ||
           (word.size >= 3 && word.size <= 5 && strategy_word_is(slice_make(word.data, 3), "adj"));
}

/* Pieces of a word between hyphens and other marks, with the wildcards of Ovid. */
static size_t read_pieces(struct reader *reader, struct slice word, struct buffer *open,
                          struct buffer *closed)
{
    size_t count = 0;
    bool piece = false;
    for (size_t i = 0; i < word.size; i++) {
        char c = word.data[i];
        bool wild = c == '*' || c == '?';
        if (!strategy_is_wordy(c) && !wild) {
            piece = false;
            continue;
        }
        if (!piece && wild) {
            if (!(c == '*' && i + 1 == word.size && count > 0))
                reader->problem = "begins a word with a wildcard, which Ovid cannot";
            continue;
        }
        if (!piece) {
            buffer_append_string(open, count++ > 0 ? " adj " : "");
            size_t end = i;
            while (end < word.size && slice_is_letter(word.data[end]))
                end++;
            /* A word that Ovid takes for an operator stands in quotation marks. */
            if (is_ovid_operator(slice_make(word.data + i, end - i)) &&
                (end == word.size || word.data[end] == '-')) {
                buffer_append_format(open, "\"%.*s\"", (int)(end - i), word.data + i);
                buffer_append(closed, word.data + i, end - i);
                i = end - 1;
                piece = true;
                continue;
            }
            piece = true;
        }
        buffer_append_char(open, c == '?' ? '#' : c);
        buffer_append_char(closed, c == '?' ? '#' : c);
    }
    return count;
}

static void read_word(struct reader *reader, struct ways *ways)
{
    size_t begin = reader->at;
    while (reader->at < reader->text.size && !slice_is_blank(at(reader)) &&
           !strchr("()[]{}|", at(reader)))
        reader->at++;
    struct slice word = slice_make(reader->text.data + begin, reader->at - begin);
    struct buffer open = {0}, closed = {0};
    size_t count = read_pieces(reader, word, &open, &closed);
    if (count == 0)
        reader->problem = "has a word without letters, which Ovid cannot find";
    else if (count == 1)
        add_way(reader, ways, buffer_slice(&open));
    else {
        add_way(reader, ways, buffer_slice(&open));
        if (!reader->exact && memchr(word.data, '-', word.size))
            add_way(reader, ways, buffer_slice(&closed));
    }
    buffer_free(&open);
    buffer_free(&closed);
}

/* The ways up to one of the ends, which is passed, with a missing one reported. */
static void read_inside(struct reader *reader, struct ways *ways, const char *ends)
{
    reader->at++;
    if (++reader->nested > MOST_NESTED)
        reader->problem = "is nested too deeply";
    do {
        struct ways branch = {0};
        if (at(reader) == '|')
            reader->at++;
        read_sequence(reader, &branch, ends);
        for (size_t i = 0; i < branch.count; i++)
            add_way(reader, ways, buffer_slice(&branch.items[i]));
        free_ways(&branch);
    } while (!reader->problem && at(reader) == '|');
    if (!at(reader) && !reader->problem)
        reader->problem = "has a parenthesis that is never closed";
    reader->at++;
    reader->nested--;
}

/* `~5` or `<3>`: the number, SIZE_MAX where there is none; the reader is behind it. */
static uint64_t read_number(struct reader *reader, char end)
{
    size_t from = ++reader->at;
    uint64_t number;
    while (slice_is_digit(at(reader)))
        reader->at++;
    if (!number_read_u64(slice_make(reader->text.data + from, reader->at - from), &number) ||
        number >= STRATEGY_MOST_DISTANCE || (end && at(reader) != end)) {
        reader->problem = "has a distance that Ovid cannot say";
        return 0;
    }
    reader->at += end ? 1 : 0;
    return number;
}

/* `{a ~5 b}`. */
static void read_near(struct reader *reader, struct ways *ways)
{
    struct ways left = {0}, right = {0};
    struct buffer text = {0};
    reader->at++;
    read_sequence(reader, &left, "~");
    uint64_t distance = reader->problem ? 0 : read_number(reader, '\0');
    if (!reader->problem)
        read_sequence(reader, &right, "}");
    reader->at++;
    join(&left, &text);
    buffer_append_format(&text, " adj%u ", (unsigned)distance + 1);
    join(&right, &text);
    struct slice whole = buffer_slice(&text);
    struct buffer grouped = {0};
    buffer_append_format(&grouped, "(%.*s)", SLICE(whole));
    add_way(reader, ways, buffer_slice(&grouped));
    buffer_free(&grouped);
    buffer_free(&text);
    free_ways(&left);
    free_ways(&right);
}

static void read_item(struct reader *reader, struct ways *ways)
{
    struct buffer group = {0};
    struct ways inner = {0};
    switch (at(reader)) {
    case '(':
        read_inside(reader, &inner, ")|");
        join(&inner, &group);
        add_way(reader, ways, buffer_slice(&group));
        break;
    case '[':
        read_inside(reader, &inner, "]|");
        join(&inner, &group);
        add_way(reader, ways, buffer_slice(&group));
        add_way(reader, ways, (struct slice){"", 0});
        break;
    case '{':
        read_near(reader, ways);
        break;
    default:
        read_word(reader, ways);
        break;
    }
    free_ways(&inner);
    buffer_free(&group);
}

/* Items up to one of the ends, which is left where it is. */
static void read_sequence(struct reader *reader, struct ways *ways, const char *ends)
{
    char between[16] = " adj ";
    add_way(reader, ways, (struct slice){"", 0});
    for (skip_blanks(reader); !reader->problem; skip_blanks(reader)) {
        char c = at(reader);
        struct ways item = {0};
        if (!c || strchr(ends, c))
            return;
        if (c == '<') {
            uint64_t gap = read_number(reader, '>');
            struct buffer operator= {0};
            buffer_append_format(&operator, gap ? " adj%u " : " adj ", (unsigned)gap + 1);
            memcpy(between, operator.data, operator.size);
            between[operator.size] = '\0';
            buffer_free(&operator);
            if (gap)
                reader->widened = "a gap has no order in Ovid: the other order is found too";
            continue;
        }
        read_item(reader, &item);
        multiply(reader, ways, &item, between);
        free_ways(&item);
        memcpy(between, " adj ", sizeof " adj ");
    }
}

/* Whether the text is one pair of parentheses. */
static bool is_grouped(struct slice text)
{
    int open = 0;
    for (size_t i = 0; i < text.size; i++) {
        open += text.data[i] == '(' ? 1 : text.data[i] == ')' ? -1 : 0;
        if (open == 0 && i + 1 < text.size)
            return false;
    }
    return true;
}

/* The expression of an entry, or false with the reason reported. */
static bool write_entry(const struct entry *entry, struct buffer *to)
{
    struct reader reader = {.text = slice_trim(entry->pattern)};
    struct ways ways = {0};
    if (entry->type == ENTRY_REGEX)
        reader.problem = "is a regular expression, which Ovid does not have";
    else if (entry->type == ENTRY_NOT)
        reader.problem = "is an exclusion within a text, which Ovid does not have";
    if (slice_starts(reader.text, "=")) {
        reader.exact = true;
        reader.text = slice_from(reader.text, 1);
    }
    if (!reader.problem)
        read_sequence(&reader, &ways, "");
    if (!reader.problem && entry->letter_case == LETTER_EXACT)
        reader.widened = "upper case counts here and not in Ovid";
    if (reader.problem)
        message_note(&entry->place, "skipped: '%.*s' %s", SLICE(entry->pattern), reader.problem);
    else if (reader.widened)
        message_note(&entry->place, "'%.*s': %s", SLICE(entry->pattern), reader.widened);
    bool any = false;
    for (size_t i = 0; i < ways.count && !reader.problem; i++) {
        if (ways.items[i].size == 0)
            continue;
        buffer_append_string(to, any ? " or " : "");
        bool several = memchr(ways.items[i].data, ' ', ways.items[i].size) &&
                       !is_grouped(buffer_slice(&ways.items[i]));
        buffer_append_format(to, several ? "(%.*s)" : "%.*s", SLICE(ways.items[i]));
        any = true;
    }
    free_ways(&ways);
    return any;
}

void strategy_from_dictionary(const struct dictionary *dictionary, const char *fields,
                              struct buffer *to)
{
    struct buffer line = {0};
    unsigned number = 0;
    /* The entries of each concept, one after the other: 1 + index of the first, of the next. */
    size_t *first = memory_zeroed(dictionary->concepts.count, sizeof *first);
    size_t *next = memory_zeroed(dictionary->entry_count, sizeof *next);
    for (size_t i = dictionary->entry_count; i-- > 0;) {
        next[i] = first[dictionary->entries[i].concept];
        first[dictionary->entries[i].concept] = i + 1;
    }
    for (uint32_t concept = 0; concept < dictionary->concepts.count; concept++) {
        buffer_clear(&line);
        for (size_t i = first[concept]; i > 0; i = next[i - 1]) {
            size_t before = line.size;
            buffer_append_string(&line, line.size > 0 ? " or " : "");
            if (!write_entry(&dictionary->entries[i - 1], &line))
                line.size = before;
        }
        if (line.size == 0)
            continue;
        struct slice name = dictionary_concept(dictionary, concept);
        buffer_append_format(to, "%u. (%.*s).%s. [%.*s]\n", ++number, SLICE(line), fields,
                             SLICE(name));
    }
    if (number > 1)
        buffer_append_format(to, "%u. or/1-%u\n", number + 1, number);
    buffer_free(&line);
    free(first);
    free(next);
}
