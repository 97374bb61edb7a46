/* tokenize - cut text into sentences and words */
#include <stdlib.h>

#include "base/input.h"
#include "base/message.h"
#include "base/options.h"
#include "base/output.h"
#include "base/shipped.h"
#include "stream/documents.h"
#include "stream/tokens_writer.h"
#include "text/normal.h"
#include "text/paragraph.h"
#include "text/sentence.h"
#include "text/utf8.h"

/* A sentence longer than this is cut, so that memory does not depend on the text. */
enum { LONGEST_SENTENCE = 1024 * 1024 };

enum invalid { INVALID_REPLACE, INVALID_SKIP, INVALID_ERROR };

struct settings {
    struct common common;
    int rules;
    int breaks;
    int invalid;
    const char *text_columns;
    const char *sentence_keys;
    const char *abbreviations;
    const char *document;
    bool conllu;
    bool offsets;
    bool verbose;
};

/* clang-format off */
static const struct option options[] = {
    {'t', "text", OPTION_TEXT, offsetof(struct settings, text_columns), "COLUMNS",
     "columns of a documents table that hold text (default: text, title, abstract)"},
    {0, "sentence-keys", OPTION_TEXT, offsetof(struct settings, sentence_keys), "COLUMNS",
     "columns written with each sentence (default: speaker,time,end,turn,field,source)"},
    {0, "rules", OPTION_CHOICE, offsetof(struct settings, rules), "tailored|uax29",
     "how words and sentences are cut: UAX 29 with tailorings, or exactly"},
    {0, "abbreviations", OPTION_TEXT, offsetof(struct settings, abbreviations), "FILE",
     "abbreviations that end no sentence, instead of the English ones"},
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
    {'v', "verbose", OPTION_FLAG, offsetof(struct settings, verbose), NULL,
     "report totals on standard error"},
    OPTION_COMMON(struct settings, common),
    OPTION_END,
};
/* clang-format on */

static const char *(*const libraries[])(void) = {text_utf8proc_version, NULL};

static const struct filter filter = {
    .name = "tokenize",
    .purpose = "cut text into sentences and words",
    .operands = "[file ...]",
    .options = options,
    .libraries = libraries,
};

struct tokenizer {
    const struct settings *settings;
    struct tokens_writer writer;
    struct sentence_abbreviations *abbreviations;
    struct buffer text;         /* what is being cut, valid UTF-8 */
    size_t used;                /* bytes of it that are written */
    bool in_paragraph;          /* the text at `used` continues a paragraph */
    size_t line_before;         /* bytes of the line before `used` */
    uint64_t line;              /* of the byte at `used` */
    bool fixed_line;            /* every sentence has the line of its table row */
    struct paragraph paragraph; /* the one at `used` ... */
    bool paragraph_known;       /* ... if it was found already */
    const char *name;           /* of the file */
    struct slice file;          /* the same where sentences get a `source`, else data NULL */
    uint64_t invalid;           /* sequences replaced in this file */
};

static void add_text(struct tokenizer *tokenizer, struct slice bytes)
{
    size_t before = tokenizer->text.size;
    uint64_t faults = utf8_repair(bytes, &tokenizer->text);
    if (faults == 0)
        return;
    if (tokenizer->settings->invalid == INVALID_ERROR)
        message_fatal(&(struct place){tokenizer->name, 0, 0},
                      "invalid UTF-8 (--invalid replace would go on)");
    tokenizer->invalid += faults;
    if (tokenizer->settings->invalid == INVALID_REPLACE)
        return;
    tokenizer->text.size = before;
    while (bytes.size > 0) {
        int32_t code_point;
        size_t size = utf8_decode(bytes, &code_point);
        if (code_point != UTF8_INVALID)
            buffer_append(&tokenizer->text, bytes.data, size);
        bytes = slice_from(bytes, size);
    }
}

static void report_invalid(struct tokenizer *tokenizer)
{
    if (tokenizer->invalid > 0)
        message_note(&(struct place){tokenizer->name, 0, 0}, "%llu invalid UTF-8 sequences %s",
                     (unsigned long long)tokenizer->invalid,
                     tokenizer->settings->invalid == INVALID_SKIP ? "left out"
                                                                  : "replaced by U+FFFD");
    tokenizer->invalid = 0;
}

static uint64_t count_lines(const char *at, const char *end)
{
    uint64_t lines = 0;
    while (at < end && (at = memchr(at, '\n', (size_t)(end - at)))) {
        lines++;
        at++;
    }
    return lines;
}

/* Moves to `to`, counting lines. */
static void advance(struct tokenizer *tokenizer, size_t to)
{
    const char *text = tokenizer->text.data, *at = text + tokenizer->used, *end = text + to;
    const char *line = at - tokenizer->line_before, *found;
    while (at < end && (found = memchr(at, '\n', (size_t)(end - at)))) {
        tokenizer->line += !tokenizer->fixed_line;
        at = line = found + 1;
    }
    tokenizer->line_before = (size_t)(end - line);
    tokenizer->used = to;
}

/* A place to cut a sentence that is too long: before its last space, else between code points. */
static size_t forced_end(const char *text, size_t from, size_t size)
{
    size_t end = size;
    while (end > from + LONGEST_SENTENCE / 2 && text[end - 1] != ' ')
        end--;
    if (text[end - 1] == ' ')
        return end;
    end = size - 1;
    while (end > from + 1 && ((unsigned char)text[end] & 0xc0) == 0x80)
        end--;
    return end;
}

/* The paragraph at `used`; found once and remembered until it ends or more text arrives. */
static struct paragraph *present_paragraph(struct tokenizer *tokenizer, size_t first, bool last)
{
    struct paragraph *paragraph = &tokenizer->paragraph;
    if (tokenizer->paragraph_known)
        return paragraph;
    size_t size = tokenizer->text.size, before = tokenizer->line_before + first - tokenizer->used;
    *paragraph = (struct paragraph){size, size, last};
    if (first < size)
        *paragraph = paragraph_find(tokenizer->text.data, size, first, before, last,
                                    (enum paragraph_breaks)tokenizer->settings->breaks);
    tokenizer->paragraph_known = true;
    return paragraph;
}

/* The sentence at `used`; false if more text is needed to know where it ends. */
static bool find_sentence(struct tokenizer *tokenizer, bool last, struct tokens_sentence *sentence)
{
    const char *text = tokenizer->text.data;
    size_t size = tokenizer->text.size, from = tokenizer->used;
    size_t first = from + paragraph_skip_space(text, size, from);
    struct paragraph *paragraph = present_paragraph(tokenizer, first, last);
    bool needs_more = false;
    size_t end = paragraph->end;
    if (first < end)
        end = sentence_next(text, paragraph->end, from,
                            tokenizer->settings->rules ? SENTENCE_RULES_UAX29
                                                       : SENTENCE_RULES_TAILORED,
                            tokenizer->abbreviations, &needs_more);
    if (!paragraph->complete && (needs_more || end >= paragraph->end)) {
        if (size - from < LONGEST_SENTENCE)
            return false;
        end = paragraph->end = paragraph->next = forced_end(text, from, size);
        message_error(&(struct place){tokenizer->name, tokenizer->line, 0},
                      "a sentence of more than %d bytes is cut", LONGEST_SENTENCE);
    }
    bool ends_paragraph = end >= paragraph->end;
    uint64_t lines = tokenizer->fixed_line ? 0 : count_lines(text + from, text + first);
    *sentence = (struct tokens_sentence){
        .text = text,
        .from = from,
        .end = end,
        .gap_end = ends_paragraph ? paragraph->next : end,
        .bound = paragraph->end,
        .file = tokenizer->file,
        .line = tokenizer->line + lines,
    };
    if (!tokenizer->in_paragraph)
        tokenizer->writer.new_paragraph = true;
    tokenizer->in_paragraph = !(ends_paragraph && paragraph->complete);
    tokenizer->paragraph_known = !ends_paragraph;
    return true;
}

/* Writes the sentences that are certain in the text that is there; all of them if `last`. */
static void write_sentences(struct tokenizer *tokenizer, bool last)
{
    struct tokens_sentence sentence;
    while (tokenizer->used < tokenizer->text.size && find_sentence(tokenizer, last, &sentence))
        advance(tokenizer, tokens_writer_sentence(&tokenizer->writer, &sentence));
}

/* Makes room for more text behind what is not written yet. */
static void drop_written(struct tokenizer *tokenizer)
{
    struct buffer *text = &tokenizer->text;
    if (tokenizer->used > 0)
        memmove(text->data, text->data + tokenizer->used, text->size - tokenizer->used);
    text->size -= tokenizer->used;
    tokenizer->used = 0;
    tokenizer->paragraph_known = false;
}

static void begin_text(struct tokenizer *tokenizer)
{
    tokenizer->text.size = tokenizer->used = tokenizer->line_before = 0;
    tokenizer->line = 1;
    tokenizer->in_paragraph = tokenizer->paragraph_known = false;
}

/* The name of a file's document: its base name without the last ending, or the whole path where
 * another file of the command line has the same base name. */
static struct slice document_name(const struct tokenizer *tokenizer, const struct input *input)
{
    if (strcmp(input->name, "standard input") == 0)
        return slice_of(tokenizer->settings->document);
    const char *slash = strrchr(input->name, '/'), *base = slash ? slash + 1 : input->name;
    for (size_t i = 0; i < input->count; i++) {
        const char *other = strrchr(input->paths[i], '/');
        other = other ? other + 1 : input->paths[i];
        if (i != input->file && strcmp(other, base) == 0)
            return slice_of(input->name);
    }
    const char *dot = strrchr(base, '.');
    return dot && dot > base ? slice_make(base, (size_t)(dot - base)) : slice_of(base);
}

static void tokenize_plain_text(struct tokenizer *tokenizer, struct input *input)
{
    struct slice piece;
    bool last = false;
    size_t used = 0;
    tokens_writer_document(&tokenizer->writer, document_name(tokenizer, input));
    tokens_writer_clear_comments(&tokenizer->writer);
    tokenizer->file = slice_of(input->name);
    begin_text(tokenizer);
    while (!last && input_window(input, used, &piece, &last)) {
        /* A character cut by the end of the piece waits for its other half. */
        used = piece.size - (last ? 0 : utf8_incomplete_end(piece));
        drop_written(tokenizer);
        add_text(tokenizer, slice_make(piece.data, used));
        write_sentences(tokenizer, last);
    }
    tokens_writer_end_document(&tokenizer->writer);
}

static void begin_document(struct tokenizer *tokenizer, const struct documents *documents)
{
    const struct table_reader *table = &documents->table;
    tokens_writer_document(&tokenizer->writer, table->cells[0]);
    for (size_t i = 0; i < table->column_count; i++)
        if (documents->roles[i] == ROLE_METADATA)
            tokens_writer_metadata(&tokenizer->writer, table->columns[i], table->cells[i]);
}

/* The comments of the row's sentences: facts about this part, and those about the document that
 * are others than in its first row. */
static void set_comments(struct tokenizer *tokenizer, const struct documents *documents,
                         struct slice field)
{
    const struct table_reader *table = &documents->table;
    struct tokens_writer *writer = &tokenizer->writer;
    tokens_writer_clear_comments(writer);
    for (size_t i = 0; i < table->column_count; i++) {
        bool of_part = documents->roles[i] == ROLE_PART && table->cells[i].size > 0;
        if (of_part || documents_differs(documents, i))
            tokens_writer_comment(writer, table->columns[i], table->cells[i]);
    }
    if (documents->text_count > 1)
        tokens_writer_comment(writer, slice_of("field"), field);
}

static void tokenize_row(struct tokenizer *tokenizer, const struct documents *documents)
{
    const struct table_reader *table = &documents->table;
    bool has_source = documents_part_column(documents, "source") != TABLE_NO_COLUMN;
    tokenizer->file = has_source ? (struct slice){NULL, 0} : slice_of(tokenizer->name);
    for (size_t i = 0; i < table->column_count; i++) {
        if (documents->roles[i] != ROLE_TEXT || table->cells[i].size == 0)
            continue;
        set_comments(tokenizer, documents, table->columns[i]);
        begin_text(tokenizer);
        tokenizer->line = table->line;
        tokenizer->fixed_line = true;
        add_text(tokenizer, table->cells[i]);
        write_sentences(tokenizer, true);
    }
}

static void tokenize_documents(struct tokenizer *tokenizer, struct input *input)
{
    struct documents documents;
    documents_open(&documents, input, tokenizer->settings->text_columns,
                   tokenizer->settings->sentence_keys);
    while (documents_next(&documents)) {
        tokenizer->name = input->name;
        if (documents.begins) {
            tokens_writer_end_document(&tokenizer->writer);
            begin_document(tokenizer, &documents);
        }
        tokenize_row(tokenizer, &documents);
    }
    tokens_writer_end_document(&tokenizer->writer);
    documents_close(&documents);
}

static void tokenize(struct tokenizer *tokenizer, struct input *input)
{
    struct slice piece;
    bool last;
    while (input_next_file(input)) {
        tokenizer->name = input->name;
        tokenizer->fixed_line = false;
        bool any = input_window(input, 0, &piece, &last);
        if (any && documents_begin(piece))
            tokenize_documents(tokenizer, input);
        else
            tokenize_plain_text(tokenizer, input);
        report_invalid(tokenizer);
    }
}

static void read_abbreviations(struct tokenizer *tokenizer)
{
    const char *path = tokenizer->settings->abbreviations;
    struct slice list = path ? input_whole(path, 64 << 20) : shipped_find("abbreviations/en.txt");
    tokenizer->abbreviations = sentence_abbreviations_new(list.data, list.size);
    if (!tokenizer->abbreviations)
        message_fatal(NULL, "out of memory: cannot hold the abbreviations");
}

int main(int argc, char **argv)
{
    struct settings settings = {
        .common = COMMON_DEFAULTS,
        .sentence_keys = "speaker,time,end,turn,field,source",
        .document = "stdin",
    };
    size_t files = options_read(&filter, argc, argv, &settings);
    message_strict(settings.common.strict);
    struct input *input = input_open(argv, files, settings.common.max_record);
    struct tokenizer tokenizer = {
        .settings = &settings,
        .writer = {.output = output_open(settings.common.output),
                   .rules = settings.rules ? WORD_RULES_UAX29 : WORD_RULES_TAILORED,
                   .conllu = settings.conllu,
                   .offsets = settings.offsets},
    };
    read_abbreviations(&tokenizer);
    tokens_writer_begin(&tokenizer.writer);
    tokenize(&tokenizer, input);
    if (settings.verbose)
        message_note(NULL, "%llu documents, %llu sentences, %llu tokens",
                     (unsigned long long)tokenizer.writer.all_documents,
                     (unsigned long long)tokenizer.writer.all_sentences,
                     (unsigned long long)tokenizer.writer.all_tokens);
    return message_end(STATUS_DONE);
}
