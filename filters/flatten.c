/* flatten - write tokens or hits as a table */
#include <stdlib.h>

#include "base/filter.h"
#include "base/memory.h"
#include "base/number.h"
#include "stream/running_text.h"
#include "stream/sentence_cells.h"
#include "stream/spans.h"
#include "stream/table.h"
#include "stream/tokens.h"
#include "stream/tokens_table.h"
#include "text/normal.h"
#include "text/utf8.h"

struct settings {
    struct common common;
    const char *chosen;
    const char *groups;
    const char *side_table;
    bool hits;
    bool all;
    const char *concept_column;
    const char *columns;
    struct table_options table;
};

/* clang-format off */
static const struct option options[] = {
    {'c', "choose", OPTION_TEXT, offsetof(struct settings, chosen), "NAMES",
     "only these columns of tokens or hits, separated by commas: form,lemma"},
    {'g', "group", OPTION_TEXT, offsetof(struct settings, groups), "KEYS",
     "add these keys as columns, separated by commas: year,speaker"},
    OPTION_META(offsetof(struct settings, side_table)),
    {0, "hits", OPTION_FLAG, offsetof(struct settings, hits), NULL,
     "a row for each hit of a concept instead of each token"},
    {0, "all", OPTION_FLAG, offsetof(struct settings, all), NULL,
     "keep everything, so that unflatten brings the tokens back"},
    OPTION_CONCEPT_COLUMN(offsetof(struct settings, concept_column)),
    OPTION_TABLE(offsetof(struct settings, table)),
    OPTION_COLUMNS(offsetof(struct settings, columns)),
    OPTION_END,
};
/* clang-format on */

static const struct filter filter = {
    .name = "flatten",
    .purpose = "write tokens or hits as a table",
    .options = options,
    .libraries = {text_utf8proc_version},
};

/* The cells of a hit. */
enum hit_cell { HIT_START, HIT_END, HIT_CONCEPT, HIT_PATTERN, HIT_TEXT, HIT_CELLS };
static const char *const hit_names[] = {"start", "end", "concept", "pattern", "text", NULL};

struct flattener {
    const struct settings *settings;
    struct table_writer table;
    struct sentence_cells cells;
    struct buffer first; /* the cells that all rows of the sentence begin with */
    struct buffer rows;  /* of the sentence, as TSV */
    bool begun;          /* the columns are known, and the header is written */
    uint64_t written;

    struct tokens_table tokens;

    enum hit_cell *shown; /* cells of a hit, in order */
    size_t shown_count;
    struct spans spans, patterns;
    struct running_text running;      /* of the sentence */
    int concept, pattern, start, end; /* columns */
    uint64_t offset;                  /* of the sentence in its document, in code points */
    uint64_t counted;                 /* code points in the first `counted_bytes` of the sentence */
    size_t counted_bytes;
    uint32_t *word_tokens; /* the token of each word, where the tokens have offsets */
    size_t word_capacity;
    struct buffer decoded;
};

/* Writes the rows that were gathered, each with its line end. */
static void write_rows(struct flattener *flattener)
{
    if (flattener->table.format == TABLE_TSV) {
        output_slice(flattener->table.output, buffer_slice(&flattener->rows));
    } else {
        for (struct slice rest = buffer_slice(&flattener->rows); rest.size > 0;)
            table_row(&flattener->table, slice_cut(&rest, '\n'));
    }
    buffer_clear(&flattener->rows);
}

static void make_first(struct flattener *flattener, const struct tokens_reader *reader)
{
    buffer_clear(&flattener->first);
    buffer_append_slice(&flattener->first, sentence_cells_get(&flattener->cells, reader));
    buffer_append_char(&flattener->first, '\t');
    buffer_append_u64(&flattener->first, flattener->cells.number);
}

static void begin_tokens(struct flattener *flattener, const struct tokens_reader *reader)
{
    tokens_table_open(&flattener->tokens, reader, flattener->settings->chosen,
                      flattener->settings->all);
    tokens_table_header(&flattener->tokens, reader, &flattener->rows);
    if (flattener->settings->all)
        tokens_table_hold_columns(&flattener->tokens, reader);
}

static enum hit_cell hit_cell_of(struct slice name)
{
    for (int i = 0; hit_names[i]; i++)
        if (slice_is(name, hit_names[i]))
            return (enum hit_cell)i;
    message_fatal(NULL,
                  "no column '%.*s'; the columns of hits are start, end, concept, pattern, text",
                  (int)name.size, name.data);
}

static void begin_hits(struct flattener *flattener, const struct tokens_reader *reader)
{
    const char *chosen = flattener->settings->chosen;
    size_t capacity = 0;
    for (struct slice rest = slice_of(chosen ? chosen : "start,end,concept,pattern,text");
         rest.data;) {
        struct slice name = slice_trim(slice_cut(&rest, ','));
        flattener->shown = memory_grow(flattener->shown, &capacity, flattener->shown_count + 1,
                                       sizeof *flattener->shown);
        flattener->shown[flattener->shown_count++] = hit_cell_of(name);
        buffer_append_char(&flattener->rows, '\t');
        buffer_append_slice(&flattener->rows, name);
    }
    if (reader->column_count == 0)
        return;
    flattener->concept = tokens_need(reader, flattener->settings->concept_column);
    flattener->pattern = tokens_column(reader, "COSPAN:PATTERN");
    flattener->start = tokens_column(reader, "COSPAN:START");
    flattener->end = tokens_column(reader, "COSPAN:END");
    flattener->running.form = tokens_need(reader, "FORM");
    flattener->running.misc = tokens_column(reader, "MISC");
}

/* The header row, as soon as the columns are known. */
static void begin(struct flattener *flattener, const struct tokens_reader *reader)
{
    sentence_cells_header(&flattener->cells, &flattener->rows);
    buffer_append_string(&flattener->rows, "\tsentence");
    if (flattener->settings->hits)
        begin_hits(flattener, reader);
    else
        begin_tokens(flattener, reader);
    table_check_names(buffer_slice(&flattener->rows));
    buffer_append_char(&flattener->rows, '\n');
    flattener->begun = true;
}

static void flatten_tokens(struct flattener *flattener, const struct tokens_reader *reader)
{
    if (reader->token_count == 0 && !flattener->settings->all)
        return;
    make_first(flattener, reader);
    flattener->written += tokens_table_rows(&flattener->tokens, reader,
                                            buffer_slice(&flattener->first), &flattener->rows);
}

/* Finds the token of each word, by which the offsets of words are read. */
static void number_words(struct flattener *flattener, const struct tokens_reader *reader)
{
    size_t words = 0;
    if (flattener->start == TOKENS_NO_COLUMN || flattener->end == TOKENS_NO_COLUMN)
        return;
    flattener->word_tokens = memory_grow(flattener->word_tokens, &flattener->word_capacity,
                                         reader->token_count, sizeof *flattener->word_tokens);
    for (size_t i = 0; i < reader->token_count; i++)
        if (reader->tokens[i].word)
            flattener->word_tokens[words++] = (uint32_t)i;
}

/* The offset of a word as its token has it in a column; false if it has none. */
static bool read_offset(const struct flattener *flattener, const struct tokens_reader *reader,
                        int column, uint32_t word, uint64_t *offset)
{
    const struct token *token = &reader->tokens[flattener->word_tokens[word]];
    return number_read_u64(tokens_field(reader, token, column), offset);
}

/* The code points before a byte of the sentence. Hits come in the order of their beginnings, so what
 * one hit has counted the next one need not count again. */
static uint64_t count_before(struct flattener *flattener, size_t byte)
{
    const char *text = flattener->running.text.data;
    if (byte < flattener->counted_bytes)
        flattener->counted = flattener->counted_bytes = 0;
    flattener->counted += utf8_count(
        slice_make(text + flattener->counted_bytes, byte - flattener->counted_bytes));
    flattener->counted_bytes = byte;
    return flattener->counted;
}

/* Where a hit begins and ends: as the tokens say, else counted. */
static void find_offsets(struct flattener *flattener, const struct tokens_reader *reader,
                         const struct span *span, struct slice text, uint64_t *from, uint64_t *to)
{
    if (flattener->start != TOKENS_NO_COLUMN && flattener->end != TOKENS_NO_COLUMN &&
        read_offset(flattener, reader, flattener->start, span->start, from) &&
        read_offset(flattener, reader, flattener->end, span->end - 1, to))
        return;
    *from = flattener->offset +
            count_before(flattener, (size_t)(text.data - flattener->running.text.data));
    *to = *from + utf8_count(text);
}

static void append_hit(struct flattener *flattener, const struct tokens_reader *reader, size_t i)
{
    const struct span *span = &flattener->spans.items[i];
    struct buffer *rows = &flattener->rows;
    size_t start = running_text_word(&flattener->running, span->start)->start;
    size_t end = running_text_word(&flattener->running, span->end - 1)->end;
    struct slice text = slice_make(flattener->running.text.data + start, end - start);
    uint64_t from = 0, to = 0;
    find_offsets(flattener, reader, span, text, &from, &to);
    buffer_append_slice(rows, buffer_slice(&flattener->first));
    for (size_t k = 0; k < flattener->shown_count; k++) {
        enum hit_cell cell = flattener->shown[k];
        buffer_append_char(rows, '\t');
        if (cell == HIT_START || cell == HIT_END)
            buffer_append_u64(rows, cell == HIT_START ? from : to);
        else if (cell == HIT_CONCEPT || cell == HIT_TEXT)
            table_append_cell(cell == HIT_TEXT ? text : span->name, rows);
        else if (i < flattener->patterns.count)
            table_append_cell(flattener->patterns.items[i].name, rows);
    }
    buffer_append_char(rows, '\n');
}

static void read_patterns(struct flattener *flattener, const struct tokens_reader *reader)
{
    spans_read_sentence(&flattener->patterns, reader, flattener->pattern);
    spans_decode_patterns(&flattener->patterns, &flattener->decoded);
}

static void flatten_hits(struct flattener *flattener, const struct tokens_reader *reader)
{
    if (flattener->cells.begins)
        flattener->offset = 0;
    if (reader->token_count == 0)
        return;
    running_text_clear(&flattener->running);
    running_text_add(&flattener->running, reader);
    spans_read_sentence(&flattener->spans, reader, flattener->concept);
    if (flattener->spans.count > 0) {
        if (flattener->pattern != TOKENS_NO_COLUMN)
            read_patterns(flattener, reader);
        number_words(flattener, reader);
        flattener->counted = flattener->counted_bytes = 0;
        make_first(flattener, reader);
    }
    for (size_t i = 0; i < flattener->spans.count; i++)
        append_hit(flattener, reader, i);
    flattener->written += flattener->spans.count;
    flattener->offset += utf8_count(buffer_slice(&flattener->running.text));
}

static void flatten_sentence(struct flattener *flattener, const struct tokens_reader *reader)
{
    if (flattener->settings->hits)
        flatten_hits(flattener, reader);
    else
        flatten_tokens(flattener, reader);
    write_rows(flattener);
}

static void end(struct flattener *flattener, const struct tokens_reader *reader)
{
    if (!flattener->begun)
        begin(flattener, reader);
    make_first(flattener, reader);
    if (flattener->settings->all)
        tokens_table_end(&flattener->tokens, buffer_slice(&flattener->first), &flattener->rows);
    write_rows(flattener);
}

static void flatten(struct flattener *flattener, struct input *input)
{
    const struct settings *settings = flattener->settings;
    struct tokens_reader reader;
    tokens_open(&reader, input, settings->columns);
    sentence_cells_open(&flattener->cells, settings->groups, settings->side_table, settings->hits);
    while (tokens_next(&reader)) {
        sentence_cells_update(&flattener->cells, &reader);
        if (!flattener->begun && reader.column_count > 0)
            begin(flattener, &reader);
        if (flattener->begun)
            flatten_sentence(flattener, &reader);
        else if (settings->all)
            tokens_table_hold(&flattener->tokens, &reader);
    }
    end(flattener, &reader);
    metadata_report(&flattener->cells.metadata);
    message_detail(NULL, "%llu documents, %llu rows", U64(flattener->cells.metadata.documents),
                   U64(flattener->written));
    tokens_close(&reader);
}

static void check_options(const struct settings *settings)
{
    if (settings->all && (settings->chosen || settings->hits || settings->table.csv))
        message_usage("--all keeps everything, as TSV: without -c, --hits and --csv");
}

int main(int argc, char **argv)
{
    struct settings settings = {.concept_column = "COSPAN:CONCEPT"};
    struct streams streams = filter_open(&filter, argc, argv, &settings);
    check_options(&settings);
    struct flattener flattener = {
        .settings = &settings,
        .table = table_begin(streams.output, &settings.table),
    };
    flatten(&flattener, streams.input);
    return message_end(STATUS_DONE);
}
