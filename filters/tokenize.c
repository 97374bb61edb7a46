/* tokenize - cut text into sentences and words */
#include <stdlib.h>

#include "base/filter.h"
#include "stream/document_names.h"
#include "stream/documents.h"
#include "stream/tokens_writer.h"
#include "text/file_type.h"
#include "text/language_rules.h"
#include "text/normal.h"
#include "text/prose.h"
#include "text/utf8.h"
#include "text/sentence_abbreviations.h"

enum { LONGEST_PIECE = 64 * 1024, LARGEST_LIST = 64 << 20 };

enum invalid { INVALID_REPLACE, INVALID_SKIP, INVALID_ERROR };

struct settings {
    struct common common;
    int rules;
    int breaks;
    int invalid;
    const char *text_columns;
    const char *sentence_keys;
    const char *language;
    const char *abbreviations;
    const char *document;
    bool conllu;
    bool offsets;
};

/* clang-format off */
static const struct option options[] = {
    {'t', "text", OPTION_TEXT, offsetof(struct settings, text_columns), "COLUMNS",
     "columns of a documents table that hold text (default: text, title, abstract)"},
    {0, "sentence-keys", OPTION_TEXT, offsetof(struct settings, sentence_keys), "COLUMNS",
     "columns written with each sentence (default: speaker,time,end,turn,field,source)"},
    {0, "rules", OPTION_CHOICE, offsetof(struct settings, rules), "tailored|uax29",
     "how words and sentences are cut: UAX 29 with tailorings, or exactly"},
    {0, "language", OPTION_TEXT, offsetof(struct settings, language), "CODE",
     "language of the text: en, nb, nn ..., none, or auto (default), the column lang"},
    {0, "abbreviations", OPTION_TEXT, offsetof(struct settings, abbreviations), "FILE",
     "abbreviations that end no sentence, instead of those of the language"},
    {0, "line-breaks", OPTION_CHOICE, offsetof(struct settings, breaks), "auto|space|paragraph",
     "what a line break within a paragraph of plain text is"},
    {0, "document", OPTION_TEXT, offsetof(struct settings, document), "ID",
     "id of the document on standard input (default: stdin)"},
    {0, "invalid", OPTION_CHOICE, offsetof(struct settings, invalid), "replace|skip|error",
     "what to do with bytes that are no UTF-8"},
    {0, "conllu", OPTION_FLAG, offsetof(struct settings, conllu), NULL,
     "write the ten columns of plain CoNLL-U, with '# text ='"},
    {0, "offsets", OPTION_FLAG, offsetof(struct settings, offsets), NULL,
     "add COSPAN:START and COSPAN:END, in code points within the document"},
    OPTION_END,
};
/* clang-format on */

static const struct filter filter = {
    .name = "tokenize",
    .purpose = "cut text into sentences and words",
    .options = options,
    .libraries = {text_utf8proc_version},
};

struct tokenizer {
    const struct settings *settings;
    struct tokens_writer writer;
    struct document_names names;
    struct prose prose;
    struct sentence_abbreviations *abbreviations; /* of the user, instead of a language's */
    struct buffer cell;                           /* a fact about the text, valid UTF-8 */
    const char *name;                             /* of the file */
    bool is_table;                                /* all that a row says has the line of the row */
    bool gap_reported;                            /* that white space is left out here ... */
    uint64_t gap_line;                            /* ... behind a word on this line */
    uint64_t row;                                 /* its line */
    uint64_t invalid;                             /* sequences of the file that are no UTF-8 ... */
    uint64_t invalid_line;                        /* ... and the line of the first */
};

static struct place place_of(const struct tokenizer *tokenizer, uint64_t line)
{
    return (struct place){tokenizer->name, tokenizer->is_table ? tokenizer->row : line, 0};
}

static uint64_t count_lines(struct slice text)
{
    uint64_t lines = 0;
    for (size_t i = 0; i < text.size; i++)
        lines += text.data[i] == '\n';
    return lines;
}

/* The line on which the bytes end, which stand behind the text so far. */
static uint64_t line_behind(const struct tokenizer *tokenizer, struct slice bytes)
{
    const struct prose *prose = &tokenizer->prose;
    if (tokenizer->is_table)
        return tokenizer->row;
    return prose->line + count_lines(slice_from(buffer_slice(&prose->text), prose->used)) +
           count_lines(bytes);
}

/* Appends the bytes as valid UTF-8. */
static void append_valid(struct tokenizer *tokenizer, struct buffer *to, struct slice bytes)
{
    size_t valid = utf8_valid_prefix(bytes);
    if (valid == bytes.size) {
        buffer_append_slice(to, bytes);
        return;
    }
    if (tokenizer->invalid == 0)
        tokenizer->invalid_line = line_behind(tokenizer, slice_make(bytes.data, valid));
    if (tokenizer->settings->invalid == INVALID_ERROR) {
        tokens_writer_end_text(&tokenizer->writer);
        message_fatal(&(struct place){tokenizer->name, tokenizer->invalid_line, 0},
                      "no valid UTF-8; --invalid replace goes on");
    }
    tokenizer->invalid += tokenizer->settings->invalid == INVALID_SKIP
                              ? utf8_skip_invalid(bytes, to)
                              : utf8_repair(bytes, to);
}

static void report_invalid(struct tokenizer *tokenizer)
{
    struct place place = {tokenizer->name, tokenizer->invalid_line, 0};
    if (tokenizer->invalid > 0)
        message_note(&place, "no valid UTF-8, here first; %llu sequences %s",
                     U64(tokenizer->invalid),
                     tokenizer->settings->invalid == INVALID_SKIP ? "skipped" : "now U+FFFD");
    tokenizer->invalid = 0;
}

static void add_text(struct tokenizer *tokenizer, struct slice bytes, bool last)
{
    struct buffer *text = prose_add(&tokenizer->prose, last);
    append_valid(tokenizer, text, bytes);
    buffer_reserve(text, INPUT_PADDING);
}

static void report_cuts(struct tokenizer *tokenizer, const struct prose_piece *piece)
{
    struct place place = place_of(tokenizer, piece->line);
    if (piece->is_cut)
        message_error(&place, "a sentence of more than %d bytes is cut", PROSE_LONGEST_SENTENCE);
    place = place_of(tokenizer, tokenizer->gap_line);
    if (tokenizer->writer.gap_cut && !tokenizer->gap_reported)
        message_error(&place, "white space of more than %d bytes is cut", TOKENS_LONGEST_GAP);
    tokenizer->gap_reported = tokenizer->writer.gap_cut;
}

/* Writes the sentences that are certain in the text that is there. */
static void write_sentences(struct tokenizer *tokenizer)
{
    struct prose_piece piece;
    struct tokens_writer *writer = &tokenizer->writer;
    enum prose_kind kind;
    while ((kind = prose_next(&tokenizer->prose, &piece)) != PROSE_MORE) {
        size_t end = piece.end;
        if (kind == PROSE_SPACE)
            tokens_writer_gap(writer, slice_make(piece.text + piece.from, end - piece.from));
        else
            end = tokens_writer_sentence(writer, &piece, place_of(tokenizer, piece.line).line);
        prose_advance(&tokenizer->prose, end);
        if (piece.is_cut || writer->gap_cut || tokenizer->gap_reported)
            report_cuts(tokenizer, &piece);
        if (kind == PROSE_SENTENCE)
            tokenizer->gap_line = tokenizer->prose.line;
    }
}

/* `file` is the name that goes with each sentence, if any. */
static void begin_text(struct tokenizer *tokenizer, struct slice file, uint64_t line)
{
    tokens_writer_text(&tokenizer->writer, file);
    prose_begin(&tokenizer->prose, line);
    tokenizer->gap_line = line;
    tokenizer->gap_reported = false;
}

/* The language of a document is that of its first row, unless the user named one. */
static void set_language(struct tokenizer *tokenizer, struct slice of_document)
{
    const struct language_rules *rules = language_rules_choose(tokenizer->settings->language,
                                                               of_document);
    tokenizer->prose.style = rules->style;
    bool is_tailored = tokenizer->writer.rules == WORD_RULES_TAILORED;
    tokenizer->writer.words = is_tailored && rules->changes_words ? &rules->words : NULL;
    if (tokenizer->abbreviations)
        tokenizer->prose.style.abbreviations = tokenizer->abbreviations;
}

static void tokenize_plain_text(struct tokenizer *tokenizer, struct input *input)
{
    struct slice piece;
    bool last = false, is_stdin = strcmp(input->paths[input->file], "-") == 0;
    size_t used = 0;
    set_language(tokenizer, slice_of(""));
    tokens_writer_document(&tokenizer->writer,
                           is_stdin ? slice_of(tokenizer->settings->document)
                                    : document_names_find(&tokenizer->names, input->name));
    begin_text(tokenizer, slice_of(input->name), 1);
    while (!last) {
        /* Only at its end a file may turn out to have ended with the window before. */
        last |= !input_window(input, used, &piece, &last);
        /* A character cut by the end of the piece waits for its other half. */
        used = piece.size - (last ? 0 : utf8_incomplete_end(piece));
        piece.size = used;
        add_text(tokenizer, piece, last);
        write_sentences(tokenizer);
    }
    tokens_writer_end_document(&tokenizer->writer);
}

/* A cell that is no text, in valid UTF-8; valid until the next one. */
static struct slice valid_cell(struct tokenizer *tokenizer, struct slice cell)
{
    buffer_clear(&tokenizer->cell);
    append_valid(tokenizer, &tokenizer->cell, cell);
    return buffer_slice(&tokenizer->cell);
}

static void begin_document(struct tokenizer *tokenizer, const struct documents *documents)
{
    const struct table_reader *table = &documents->table;
    struct tokens_writer *writer = &tokenizer->writer;
    int lang = table_column(table, "lang");
    set_language(tokenizer, lang == TABLE_NO_COLUMN ? slice_of("") : table->cells[lang]);
    tokens_writer_document(writer, valid_cell(tokenizer, table->cells[0]));
    for (size_t i = 0; i < table->column_count; i++)
        if (documents->roles[i] == ROLE_METADATA)
            tokens_writer_metadata(writer, table->columns[i],
                                   valid_cell(tokenizer, table->cells[i]));
}

/* The comments of the row's sentences: facts about this part, and those about the document that
 * are others than in its first row. */
static void set_comments(struct tokenizer *tokenizer, const struct documents *documents,
                         struct slice field)
{
    const struct table_reader *table = &documents->table;
    struct tokens_writer *writer = &tokenizer->writer;
    for (size_t i = 0; i < table->column_count; i++) {
        bool of_part = documents->roles[i] == ROLE_PART && table->cells[i].size > 0;
        if (of_part || documents_differs(documents, i))
            tokens_writer_comment(writer, table->columns[i],
                                  valid_cell(tokenizer, table->cells[i]));
    }
    if (documents->text_count > 1)
        tokens_writer_comment(writer, slice_of("field"), field);
}

/* In pieces, so that a long text is not held once more. */
static void tokenize_cell(struct tokenizer *tokenizer, struct slice text)
{
    while (text.size > 0) {
        bool last = text.size <= LONGEST_PIECE;
        struct slice piece = {text.data, last ? text.size : LONGEST_PIECE};
        piece.size -= last ? 0 : utf8_incomplete_end(piece);
        add_text(tokenizer, piece, last);
        write_sentences(tokenizer);
        text = slice_from(text, piece.size);
    }
    tokens_writer_end_text(&tokenizer->writer);
}

static void tokenize_row(struct tokenizer *tokenizer, const struct documents *documents)
{
    const struct table_reader *table = &documents->table;
    bool has_source = documents_part_column(documents, "source") != TABLE_NO_COLUMN;
    struct slice file = has_source ? (struct slice){NULL, 0} : slice_of(tokenizer->name);
    for (size_t i = 0; i < table->column_count; i++) {
        if (documents->roles[i] != ROLE_TEXT || table->cells[i].size == 0)
            continue;
        begin_text(tokenizer, file, table->line);
        set_comments(tokenizer, documents, table->columns[i]);
        tokenize_cell(tokenizer, table->cells[i]);
    }
}

static void tokenize_documents(struct tokenizer *tokenizer, struct input *input)
{
    struct documents documents;
    documents_open(&documents, input, tokenizer->settings->text_columns,
                   tokenizer->settings->sentence_keys);
    while (documents_next(&documents)) {
        tokenizer->row = documents.table.line;
        if (documents.begins) {
            tokens_writer_end_document(&tokenizer->writer);
            begin_document(tokenizer, &documents);
        }
        tokenize_row(tokenizer, &documents);
    }
    tokens_writer_end_document(&tokenizer->writer);
    documents_close(&documents);
}

/* Whether the file is no text, and what helps was said. */
static bool is_foreign(struct slice beginning, const char *name)
{
    const char *hint = file_type_is_utf16(beginning)
                           ? "is UTF-16; expected UTF-8, as 'normalize --from utf-16' gives it"
                           : file_type_hint(beginning);
    if (hint)
        message_error(&(struct place){name, 0, 0}, "%s", hint);
    return hint != NULL;
}

static void tokenize(struct tokenizer *tokenizer, struct input *input)
{
    struct slice piece;
    while (input_next_file(input)) {
        bool last = false, any = input_window(input, 0, &piece, &last);
        while (any && !last && piece.size < DOCUMENTS_BEGINNING)
            any = input_window(input, 0, &piece, &last);
        if (any && is_foreign(piece, input->name))
            continue;
        tokenizer->name = input->name;
        tokenizer->is_table = any && documents_begin(piece);
        if (any && !tokenizer->is_table && documents_are_meant(piece))
            message_note(&(struct place){input->name, 1, 0},
                         "read as plain text: a table of documents begins with a column doc, and "
                         "has tabs between its columns");
        if (tokenizer->is_table)
            tokenize_documents(tokenizer, input);
        else
            tokenize_plain_text(tokenizer, input);
        report_invalid(tokenizer);
    }
}

static void report_totals(const struct tokens_writer *writer, bool verbose)
{
    if (writer->conllu && !writer->offsets && writer->empty_documents > 0)
        message_note(NULL, "%llu documents without a word, for which CoNLL-U has no place",
                     U64(writer->empty_documents));
    if (verbose)
        message_note(NULL, "%llu documents, %llu sentences, %llu tokens",
                     U64(writer->all_documents), U64(writer->all_sentences),
                     U64(writer->all_tokens));
}

static struct sentence_abbreviations *read_abbreviations(const char *path)
{
    struct buffer file = input_whole(path, LARGEST_LIST);
    struct sentence_abbreviations *abbreviations = sentence_abbreviations_new(file.data, file.size);
    buffer_free(&file);
    return abbreviations;
}

int main(int argc, char **argv)
{
    struct settings settings = {
        .sentence_keys = "speaker,time,end,turn,field,source",
        .language = "auto",
        .document = "stdin",
    };
    struct streams streams = filter_open(&filter, argc, argv, &settings);
    settings.language = language_rules_need(settings.language);
    struct tokenizer tokenizer = {
        .settings = &settings,
        .writer = {.output = streams.output,
                   .rules = settings.rules ? WORD_RULES_UAX29 : WORD_RULES_TAILORED,
                   .conllu = settings.conllu,
                   .offsets = settings.offsets},
        .prose = {.rules = settings.rules ? SENTENCE_RULES_UAX29 : SENTENCE_RULES_TAILORED,
                  .breaks = (enum paragraph_breaks)settings.breaks},
    };
    if (settings.abbreviations)
        tokenizer.abbreviations = read_abbreviations(settings.abbreviations);
    document_names_open(&tokenizer.names, streams.paths, streams.count);
    tokens_writer_begin(&tokenizer.writer, settings.language, settings.abbreviations);
    tokenize(&tokenizer, streams.input);
    report_totals(&tokenizer.writer, settings.common.verbose);
    return message_end(STATUS_DONE);
}
