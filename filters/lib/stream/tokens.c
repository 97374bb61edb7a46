#include "stream/tokens.h"

#include <stdlib.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "base/memory.h"
#include "base/suggest.h"

/* Positions in the window are 32 bits wide. */
static const size_t LONGEST_SENTENCE = (size_t)1 << 31;

static const char plain_conllu[] = "ID FORM LEMMA UPOS XPOS FEATS HEAD DEPREL DEPS MISC";

static void set_columns(struct tokens_reader *reader, struct slice names)
{
    buffer_append_slice(&reader->column_names, names);
    struct slice rest = buffer_slice(&reader->column_names);
    size_t capacity = 0;
    while (rest.data) {
        struct slice name = slice_cut(&rest, ' ');
        if (name.size == 0)
            continue;
        reader->columns = memory_grow(reader->columns, &capacity, reader->column_count + 1,
                                      sizeof *reader->columns);
        reader->columns[reader->column_count++] = name;
    }
    if (reader->column_count == 0 || !slice_is(reader->columns[0], "ID"))
        message_fatal(&(struct place){reader->input->name, reader->lines, 0},
                      "the first column must be ID, not '%.*s'", SLICE(names));
}

void tokens_open(struct tokens_reader *reader, struct input *input, const char *columns)
{
    *reader = (struct tokens_reader){.input = input};
    if (input->limit > LONGEST_SENTENCE)
        input->limit = LONGEST_SENTENCE;
    if (columns)
        set_columns(reader, slice_of(columns));
}

int tokens_column(const struct tokens_reader *reader, const char *name)
{
    for (size_t i = 0; i < reader->column_count; i++)
        if (slice_is(reader->columns[i], name))
            return (int)i;
    return TOKENS_NO_COLUMN;
}

int tokens_need(const struct tokens_reader *reader, const char *name)
{
    int column = tokens_column(reader, name);
    if (column != TOKENS_NO_COLUMN)
        return column;
    struct suggest suggest = suggest_begin(slice_of(name));
    for (size_t i = 0; i < reader->column_count; i++)
        suggest_add(&suggest, reader->columns[i]);
    message_fatal(&(struct place){reader->input->name, 0, 0}, "no column '%s'%s", name,
                  suggest_ending(&suggest, "the columns are"));
}

struct place tokens_place(const struct tokens_reader *reader, const struct token *token)
{
    uint64_t line = reader->line;
    const char *end = reader->window.data + token->start;
    for (const char *at = reader->text.data; at < end; at++)
        line += *at == '\n';
    return (struct place){reader->input->name, line, 0};
}

/* Which of the 64 bytes at `data` are tabs or line ends: bit i stands for byte i. */
static inline uint64_t separator_bits(const char *data)
{
    uint64_t bits = 0;
#ifdef __SSE2__
    const __m128i tab = _mm_set1_epi8('\t'), line_end = _mm_set1_epi8('\n');
#pragma GCC unroll 4
    for (int i = 0; i < 4; i++) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(data + 16 * i));
        __m128i found = _mm_or_si128(_mm_cmpeq_epi8(bytes, tab), _mm_cmpeq_epi8(bytes, line_end));
        bits |= (uint64_t)(uint32_t)_mm_movemask_epi8(found) << (16 * i);
    }
#else
    for (int i = 0; i < 64; i++)
        bits |= (uint64_t)(data[i] == '\t' || data[i] == '\n') << i;
#endif
    return bits;
}

/* Without a call, which the compiler's own makes where the processor may lack an instruction. */
static inline unsigned count_bits(uint64_t bits)
{
    bits -= bits >> 1 & 0x5555555555555555;
    bits = (bits & 0x3333333333333333) + (bits >> 2 & 0x3333333333333333);
    bits = (bits + (bits >> 4)) & 0x0f0f0f0f0f0f0f0f;
    return (unsigned)(bits * 0x0101010101010101 >> 56);
}

/* Notes every tab and line end of the window that is not noted yet. Half the work of a token
 * filter is finding the ends of fields of four bytes; 64 bytes at a time, and without a branch
 * for each one found, it takes a quarter of the time (Langdale and Lemire 2019, "Parsing
 * gigabytes of JSON per second", section 3.1). */
static void scan_separators(struct tokens_reader *reader)
{
    enum { STEP = 8 };
    const char *data = reader->window.data;
    size_t size = reader->window.size, i = reader->scanned;
    reader->separators = memory_grow(reader->separators, &reader->separator_capacity,
                                     reader->separator_count + (size - i) + 64,
                                     sizeof *reader->separators);
    uint32_t *to = reader->separators + reader->separator_count;
    for (; i + 64 <= size; i += 64) {
        uint64_t bits = separator_bits(data + i);
        uint32_t *end = to + count_bits(bits);
        /* Writing some positions too many costs less than asking whether there are more. */
        while (to < end) {
#pragma GCC unroll 8
            for (int step = 0; step < STEP; step++) {
                to[step] = (uint32_t)i + (uint32_t)__builtin_ctzll(bits | (uint64_t)1 << 63);
                bits &= bits - 1;
            }
            to += STEP;
        }
        to = end;
    }
    for (; i < size; i++)
        if (data[i] == '\t' || data[i] == '\n')
            *to++ = (uint32_t)i;
    reader->separator_count = (size_t)(to - reader->separators);
    reader->scanned = size;
}

/* Where the reader stands in the present sentence. */
struct position {
    size_t byte;      /* in the window */
    size_t separator; /* index of the first one that is not behind us */
    bool bad;         /* a line had another number of columns */
};

/* Takes the bytes before the present sentence out of the window: all positions move down. */
static void drop_used(struct tokens_reader *reader, struct position *at)
{
    uint32_t used = (uint32_t)reader->used;
    size_t first = reader->first_separator;
    for (size_t i = first; i < reader->separator_count; i++)
        reader->separators[i - first] = reader->separators[i] - used;
    reader->separator_count -= first;
    for (size_t i = 0; i < reader->token_count; i++) {
        reader->token_array[i].start -= used;
        reader->token_array[i].separators -= (uint32_t)first;
    }
    for (size_t i = 0; i < reader->comment_count; i++)
        reader->comment_starts[i] -= used;
    at->byte -= used;
    at->separator -= first;
    reader->scanned -= used;
    reader->used = reader->first_separator = 0;
}

/* Reads more of the file behind the sentence that has begun; false if there is no more. */
static bool more(struct tokens_reader *reader, struct position *at)
{
    if (reader->window_last)
        return false;
    size_t used = reader->used, before = reader->window.size - used;
    if (used > 0)
        drop_used(reader, at);
    bool any = input_window(reader->input, used, &reader->window, &reader->window_last);
    if (any && reader->window_last && reader->window.data[reader->window.size - 1] != '\n') {
        /* A missing final newline is supplied; the byte behind the window is ours (input.h). */
        ((char *)(uintptr_t)reader->window.data)[reader->window.size] = '\n';
        reader->window.size++;
    }
    scan_separators(reader);
    return reader->window.size > before;
}

static bool next_file(struct tokens_reader *reader)
{
    reader->file_open = input_next_file(reader->input);
    reader->window = (struct slice){NULL, 0};
    reader->window_last = false;
    reader->used = reader->scanned = 0;
    reader->separator_count = reader->first_separator = 0;
    reader->lines = 0;
    return reader->file_open;
}

static void check_columns(struct tokens_reader *reader, struct slice names)
{
    reader->columns_named = true;
    if (reader->column_count == 0)
        set_columns(reader, names);
    else if (!slice_equal(names, buffer_slice(&reader->column_names)))
        message_fatal(&(struct place){reader->input->name, reader->lines, 0},
                      "the columns change from '%.*s' to '%.*s'", SLICE(reader->column_names),
                      SLICE(names));
}

static void add_comment(struct tokens_reader *reader, size_t start, size_t size)
{
    struct slice comment = {reader->window.data + start, size}, names;
    if (tokens_names_columns(comment, &names)) {
        check_columns(reader, names);
        return;
    }
    size_t count = reader->comment_count++;
    if (count == reader->comment_capacity) {
        size_t capacity = count;
        reader->comment_array = memory_grow(reader->comment_array, &reader->comment_capacity,
                                            count + 1, sizeof *reader->comment_array);
        reader->comment_starts = memory_grow(reader->comment_starts, &capacity,
                                             reader->comment_capacity,
                                             sizeof *reader->comment_starts);
    }
    reader->comment_array[count].size = size;
    reader->comment_starts[count] = (uint32_t)start;
    reader->comment_bytes += size + 1;
}

/* Whether the ID before the tab is digits only; it has one or two nearly always. */
static inline bool is_word(const char *id, const char *tab)
{
    if (tab - id == 1)
        return slice_is_digit(id[0]);
    if (tab - id == 2)
        return slice_is_digit(id[0]) && slice_is_digit(id[1]);
    const char *at = id;
    while (at < tab && slice_is_digit(*at))
        at++;
    return at == tab && at > id;
}

/* Whether it is a multiword range, 2-3, or an empty node, 2.1. */
static bool is_other_id(const char *id, const char *tab)
{
    const char *middle = id;
    while (middle < tab && slice_is_digit(*middle))
        middle++;
    return middle > id && middle < tab && (*middle == '-' || *middle == '.') &&
           is_word(middle + 1, tab);
}

/* Whether the separators are those of a line with all its columns. */
static inline bool is_line(const char *data, const uint32_t *separators, size_t columns)
{
    for (size_t column = 0; column + 1 < columns; column++)
        if (data[separators[column]] != '\t')
            return false;
    return data[separators[columns - 1]] == '\n';
}

/* Reads the token lines that follow, as far as they are in the window, have all columns, and there
 * is room for them. */
static inline void read_lines(struct tokens_reader *reader, struct position *at, size_t columns)
{
    const char *data = reader->window.data;
    const uint32_t *separators = reader->separators + at->separator;
    const uint32_t *end = reader->separators + reader->separator_count;
    struct token *tokens = reader->token_array + reader->token_count;
    struct token *tokens_end = reader->token_array + reader->token_capacity;
    uint32_t start = (uint32_t)at->byte;
    for (; (size_t)(end - separators) >= columns; separators += columns) {
        if (!is_line(data, separators, columns))
            break;
        bool word = is_word(data + start, data + separators[0]);
        if ((!word && !is_other_id(data + start, data + separators[0])) || tokens == tokens_end)
            break;
        *tokens++ = (struct token){start, (uint32_t)(separators - reader->separators), word};
        start = separators[columns - 1] + 1;
    }
    size_t count = (size_t)(tokens - reader->token_array);
    reader->lines += count - reader->token_count;
    reader->token_count = count;
    at->byte = start;
    at->separator = (size_t)(separators - reader->separators);
}

/* Our own streams have three columns, or four when a filter has added one: where the number is
 * known to the compiler, nothing is counted. */
static void read_tokens(struct tokens_reader *reader, struct position *at)
{
    do {
        reader->token_array = memory_grow(reader->token_array, &reader->token_capacity,
                                          reader->token_count + 1, sizeof *reader->token_array);
        switch (reader->column_count) {
        case 0:
            return;
        case 3:
            read_lines(reader, at, 3);
            break;
        case 4:
            read_lines(reader, at, 4);
            break;
        default:
            read_lines(reader, at, reader->column_count);
        }
    } while (reader->token_count == reader->token_capacity);
}

/* Bytes of an ID that a message shows. */
enum { LONGEST_SHOWN = 40 };

enum line { LINE_READ, LINE_EMPTY, LINE_INCOMPLETE };

/* Reads any other line: a comment, the empty line, a bad one. */
static enum line read_other(struct tokens_reader *reader, struct position *at)
{
    const char *data = reader->window.data;
    size_t end = at->separator;
    while (end < reader->separator_count && data[reader->separators[end]] != '\n')
        end++;
    if (end == reader->separator_count)
        return LINE_INCOMPLETE;
    size_t start = at->byte, line_end = reader->separators[end], tabs = end - at->separator;
    struct place place = {reader->input->name, reader->lines + 1, 0};
    if (line_end > start && data[start] != '#' && reader->column_count == 0) {
        if (slice_starts(slice_make(data + start, line_end - start), "doc\t"))
            message_fatal(&place,
                          "is a table of documents; expected tokens, as tokenize makes them of it");
        if (slice_starts(slice_make(data + start, line_end - start), "PK\x03\x04"))
            message_fatal(&place, "is a zip file; expected tokens (codings reads a .qdpx)");
        if (tabs != 9)
            message_fatal(&place, "no '# global.columns = ID FORM ...' line before the first token "
                                  "(--columns gives the names)");
        set_columns(reader, slice_of(plain_conllu));
        return LINE_READ;
    }
    at->byte = line_end + 1;
    at->separator = end + 1;
    reader->lines++;
    if (line_end == start)
        return LINE_EMPTY;
    if (data[start] == '#') {
        add_comment(reader, start, line_end - start);
    } else if (!at->bad) {
        at->bad = true;
        size_t id = reader->separators[end - tabs] - start;
        if (tabs + 1 != reader->column_count)
            message_error(&place, "%zu columns, expected %zu; sentence skipped", tabs + 1,
                          reader->column_count);
        else
            message_error(&place, "expected an ID like 2, 2-3 or 2.1, not '%.*s'; sentence skipped",
                          id < LONGEST_SHOWN ? (int)id : LONGEST_SHOWN, data + start);
    }
    return LINE_READ;
}

static bool begins_document(const struct tokens_reader *reader)
{
    for (size_t i = 0; i < reader->comment_count; i++)
        if (tokens_begins_document(reader->comments[i]))
            return true;
    return false;
}

/* Makes what was read the present sentence; false if there is nothing to show. */
static bool finish(struct tokens_reader *reader, const struct position *at)
{
    reader->text = slice_make(reader->window.data + reader->used, at->byte - reader->used);
    for (size_t i = 0; i < reader->comment_count; i++)
        reader->comment_array[i].data = reader->window.data + reader->comment_starts[i];
    size_t before = reader->token_count > 0 ? reader->token_array[0].start - reader->used : 0;
    reader->head = slice_make(reader->text.data,
                              before == reader->comment_bytes ? reader->comment_bytes : 0);
    reader->tokens = reader->token_array;
    reader->comments = reader->comment_array;
    reader->used = at->byte;
    reader->first_separator = at->separator;
    if (at->bad) {
        reader->token_count = 0;
        return begins_document(reader);
    }
    return reader->token_count > 0 || reader->comment_count > 0;
}

static struct position begin(struct tokens_reader *reader)
{
    reader->token_count = reader->comment_count = reader->comment_bytes = 0;
    reader->text = (struct slice){NULL, 0};
    reader->line = reader->lines + 1;
    return (struct position){reader->used, reader->first_separator, false};
}

bool tokens_next(struct tokens_reader *reader)
{
    struct position at = begin(reader);
    for (;;) {
        if (!reader->file_open) {
            if (!next_file(reader))
                return false;
            at = begin(reader);
        }
        read_tokens(reader, &at);
        enum line line = at.byte < reader->window.size ? read_other(reader, &at) : LINE_INCOMPLETE;
        if (line == LINE_READ || (line == LINE_INCOMPLETE && more(reader, &at)))
            continue;
        reader->file_open = line == LINE_EMPTY;
        if (finish(reader, &at))
            return true;
        at = begin(reader);
    }
}

void tokens_close(struct tokens_reader *reader)
{
    free(reader->columns);
    free(reader->separators);
    free(reader->token_array);
    free(reader->comment_starts);
    free(reader->comment_array);
    buffer_free(&reader->column_names);
}

void tokens_write_columns(const struct tokens_reader *reader, struct output *output,
                          const char *added)
{
    output_string(output, "# global.columns =");
    for (size_t i = 0; i < reader->column_count; i++) {
        output_char(output, ' ');
        output_slice(output, reader->columns[i]);
    }
    if (*added) {
        output_char(output, ' ');
        output_string(output, added);
    }
    output_char(output, '\n');
}

bool tokens_comment_value(struct slice comment, const char *key, struct slice *value)
{
    struct slice rest = slice_trim(slice_from(comment, 1));
    if (!slice_starts(rest, key))
        return false;
    rest = slice_from(rest, strlen(key));
    size_t i = 0;
    while (i < rest.size && rest.data[i] == ' ')
        i++;
    if (i == rest.size || rest.data[i] != '=')
        return false;
    *value = slice_trim(slice_from(rest, i + 1));
    return true;
}

bool tokens_names_columns(struct slice comment, struct slice *names)
{
    return slice_starts(comment, "# global.columns") &&
           tokens_comment_value(comment, "global.columns", names);
}

bool tokens_begins_document(struct slice comment)
{
    static const char name[] = "newdoc";
    size_t at = 1, size = sizeof name - 1;
    while (at < comment.size && comment.data[at] == ' ')
        at++;
    if (comment.size - at < size || memcmp(comment.data + at, name, size) != 0)
        return false;
    at += size;
    return at == comment.size || comment.data[at] == ' ' || comment.data[at] == '=';
}

/* Escapes: a byte of `plain` is written as a backslash and the letter at its place. */
struct escapes {
    const char *plain, *letters;
};

static const struct escapes spaces = {" \t\n\r|\\", "stnrp\\"};
static const struct escapes patterns = {" \t;\\", "stc\\"};

/* The letter that stands for the byte after a backslash; 0 for a byte that stands for itself. */
static char escape_of(const struct escapes *escapes, char byte)
{
    const char *found = byte ? strchr(escapes->plain, byte) : NULL;
    return found ? escapes->letters[found - escapes->plain] : '\0';
}

static void append_unescaped(struct slice escaped, const struct escapes *escapes, struct buffer *to)
{
    for (size_t i = 0; i < escaped.size; i++) {
        char c = escaped.data[i];
        const char *found = c == '\\' && i + 1 < escaped.size && escaped.data[i + 1]
                                ? strchr(escapes->letters, escaped.data[i + 1])
                                : NULL;
        if (found)
            i++;
        buffer_append_char(to, found ? escapes->plain[found - escapes->letters] : c);
    }
}

void tokens_write_spaces(struct slice text, struct output *output)
{
    for (size_t i = 0; i < text.size; i++) {
        char letter = escape_of(&spaces, text.data[i]);
        if (letter)
            output_char(output, '\\');
        output_char(output, letter ? letter : text.data[i]);
    }
}

void tokens_escape_pattern(struct slice pattern, struct buffer *to)
{
    for (size_t i = 0; i < pattern.size; i++) {
        char letter = escape_of(&patterns, pattern.data[i]);
        if (letter)
            buffer_append_char(to, '\\');
        buffer_append_char(to, letter ? letter : pattern.data[i]);
    }
}

void tokens_append_pattern(struct slice field, struct buffer *to)
{
    append_unescaped(field, &patterns, to);
}

void tokens_append_gap_before(struct slice misc, struct buffer *to)
{
    for (struct slice rest = misc; rest.data;) {
        struct slice item = slice_cut(&rest, '|');
        if (slice_starts(item, "SpacesBefore="))
            append_unescaped(slice_from(item, strlen("SpacesBefore=")), &spaces, to);
    }
}

void tokens_append_gap(struct slice misc, struct buffer *to)
{
    struct slice rest = misc;
    while (rest.data) {
        struct slice item = slice_cut(&rest, '|');
        if (slice_is(item, "SpaceAfter=No"))
            return;
        if (slice_starts(item, "SpacesAfter=")) {
            append_unescaped(slice_from(item, strlen("SpacesAfter=")), &spaces, to);
            return;
        }
    }
    buffer_append_char(to, ' ');
}
