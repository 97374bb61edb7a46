/* Documents become tokens: whatever the bytes of a table or a text, in whatever pieces they arrive,
 * what is written is a tokens stream without a fault, from which the texts can be rebuilt byte for
 * byte; and a text is cut the same whatever the pieces. The first byte chooses rules, breaks and the
 * size of the pieces. */
#include <string.h>

#include "refusal.h"
#include "base/buffer.h"
#include "stream/documents.h"
#include "stream/tokens.h"
#include "stream/tokens_writer.h"
#include "text/utf8.h"
#include "text/language_rules.h"

enum { LIMIT = 1 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The texts that were written, as they should come back. */
struct run {
    struct tokens_writer writer;
    struct prose prose;
    struct buffer texts, text;
    size_t piece;
};

/* Writes one text in pieces of whole characters. */
static void write_text(struct run *run, struct slice bytes)
{
    size_t at = 0, words = run->writer.all_tokens, written = run->texts.size;
    buffer_clear(&run->text);
    buffer_reserve(&run->text, 1);
    utf8_repair(bytes, &run->text);
    struct slice text = buffer_slice(&run->text);
    tokens_writer_text(&run->writer, slice_of("file"));
    prose_begin(&run->prose, 1);
    for (bool last = false; !last;) {
        size_t end = text.size - at <= run->piece ? text.size : at + run->piece;
        while (end < text.size && ((unsigned char)text.data[end] & 0xc0) == 0x80)
            end++;
        last = end == text.size;
        struct buffer *to = prose_add(&run->prose, last);
        buffer_append(to, text.data + at, end - at);
        buffer_reserve(to, INPUT_PADDING);
        at = end;
        struct prose_piece piece;
        enum prose_kind kind;
        while ((kind = prose_next(&run->prose, &piece)) != PROSE_MORE) {
            require(piece.end > piece.from && piece.end <= run->prose.text.size);
            size_t to_end = piece.end;
            if (kind == PROSE_SPACE)
                tokens_writer_gap(&run->writer,
                                  slice_make(piece.text + piece.from, to_end - piece.from));
            else
                to_end = tokens_writer_sentence(&run->writer, &piece, piece.line);
            require(to_end >= piece.end && to_end <= run->prose.text.size);
            prose_advance(&run->prose, to_end);
        }
    }
    buffer_append_slice(&run->texts, text);
    /* A text without a word leaves nothing behind. */
    if (run->writer.all_tokens == words)
        run->texts.size = written;
}

static void write_documents(struct run *run, char *path)
{
    struct documents documents;
    struct input *input = refusal_open(&path, LIMIT);
    struct slice piece;
    bool last;
    require(input_next_file(input));
    bool any = input_window(input, 0, &piece, &last);
    if (!any || !documents_begin(piece)) {
        if (any)
            documents_are_meant(piece);
        tokens_writer_document(&run->writer, slice_of("id"));
        write_text(run, piece);
        tokens_writer_end_document(&run->writer);
        return;
    }
    documents_open(&documents, input, NULL, "speaker,source");
    while (documents_next(&documents)) {
        if (documents.begins) {
            tokens_writer_end_document(&run->writer);
            tokens_writer_document(&run->writer, documents.table.cells[0]);
            for (size_t i = 0; i < documents.table.column_count; i++)
                if (documents.roles[i] == ROLE_METADATA)
                    tokens_writer_metadata(&run->writer, documents.table.columns[i],
                                           documents.table.cells[i]);
        }
        for (size_t i = 0; i < documents.table.column_count; i++) {
            if (documents.roles[i] == ROLE_TEXT)
                write_text(run, documents.table.cells[i]);
            if (documents_differs(&documents, i) || documents.roles[i] == ROLE_PART)
                tokens_writer_comment(&run->writer, documents.table.columns[i],
                                      documents.table.cells[i]);
        }
    }
    tokens_writer_end_document(&run->writer);
    documents_close(&documents);
}

static void free_run(struct run *run)
{
    struct tokens_writer *writer = &run->writer;
    struct buffer *buffers[] = {
        &writer->head,     &writer->sentence_id, &writer->source, &writer->before,
        &writer->comments, &writer->gap,         &run->texts,     &run->text};
    for (size_t i = 0; i < sizeof buffers / sizeof buffers[0]; i++)
        buffer_free(buffers[i]);
    prose_free(&run->prose);
}

/* The text behind the tokens of a stream. */
static void rebuild(char *path, struct buffer *text)
{
    struct tokens_reader reader;
    struct input *input = refusal_open(&path, LIMIT << 4);
    tokens_open(&reader, input, NULL);
    while (tokens_next(&reader))
        for (size_t i = 0; i < reader.token_count; i++) {
            struct slice misc = tokens_field(&reader, &reader.tokens[i], 2);
            struct slice form = tokens_field(&reader, &reader.tokens[i], 1);
            require(reader.tokens[i].word && form.size > 0);
            if (slice_starts(misc, "SpacesBefore=")) {
                struct buffer item = {0};
                buffer_append_string(&item, "SpacesAfter=");
                buffer_append_slice(&item, slice_from(misc, strlen("SpacesBefore=")));
                tokens_append_gap(buffer_slice(&item), text);
                buffer_free(&item);
            }
            buffer_append_slice(text, form);
            tokens_append_gap(misc, text);
        }
    require(refusal_errors == 0);
    tokens_close(&reader);
}

static void set_rules(struct run *run, uint8_t choice)
{
    run->writer.rules = choice & 1 ? WORD_RULES_UAX29 : WORD_RULES_TAILORED;
    run->prose.rules = choice & 1 ? SENTENCE_RULES_UAX29 : SENTENCE_RULES_TAILORED;
    run->prose.breaks = (enum paragraph_breaks)((choice >> 1) % 3);
    run->prose.style = language_rules_find(choice & 8 ? "nb" : "en")->style;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0 || size > 1 << 16)
        return 0;
    static struct output outputs[2];
    static struct run runs[2];
    static struct buffer back;
    memset(runs, 0, sizeof runs);
    back = (struct buffer){0};
    for (size_t i = 0; i < 2; i++) {
        outputs[i] = refusal_output();
        set_rules(&runs[i], data[0]);
        runs[i].writer.output = &outputs[i];
        runs[i].piece = i == 0 ? SIZE_MAX / 2 : (size_t)(data[0] >> 3) + 1;
    }
    if (refusal_set()) {
        char *path = refusal_file(data + 1, size - 1, 0);
        for (size_t i = 0; i < 2; i++) {
            tokens_writer_begin(&runs[i].writer, "en", NULL);
            write_documents(&runs[i], path);
        }
        require(outputs[0].size == outputs[1].size &&
                memcmp(outputs[0].data, outputs[1].data, outputs[0].size) == 0);
        refusal_errors = 0;
        rebuild(refusal_file(outputs[0].data, outputs[0].size, 1), &back);
        require(slice_equal(buffer_slice(&back), buffer_slice(&runs[0].texts)));
    }
    for (size_t i = 0; i < 2; i++) {
        free(outputs[i].data);
        free_run(&runs[i]);
    }
    buffer_free(&back);
    return 0;
}
