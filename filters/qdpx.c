/* qdpx - write codings for programs for qualitative analysis */
#include <stdlib.h>

#include "base/filter.h"
#include "base/version.h"
#include "intake/codes.h"
#include "intake/dictionary_file.h"
#include "intake/qda_writer.h"
#include "container/xml.h"
#include "container/zip.h"
#include "stream/metadata.h"
#include "stream/plain_text.h"
#include "stream/spans.h"
#include "stream/table.h"
#include "stream/tokens.h"
#include "text/normal.h"
#include "text/utf8.h"

enum { UNIT_HIT, UNIT_SENTENCE, UNIT_TURN };

struct settings {
    struct common common;
    struct option_list dictionaries;
    int unit;
    const char *label, *groups, *side_table, *concept_column, *columns, *name, *coder;
    bool codebook;
};

/* clang-format off */
static const struct option options[] = {
    {'d', "dictionary", OPTION_LIST, offsetof(struct settings, dictionaries), "FILE",
     "take its concepts, and what its codebook says of them, as codes"},
    {0, "unit", OPTION_CHOICE, offsetof(struct settings, unit), "hit|sentence|turn",
     "what is coded: the words that were found, or all around them"},
    {0, "label", OPTION_TEXT, offsetof(struct settings, label), "KEY",
     "begin each turn with the value of this key (default: speaker)"},
    {'g', "group", OPTION_TEXT, offsetof(struct settings, groups), "KEYS",
     "make variables of these keys of documents, separated by commas"},
    OPTION_META(offsetof(struct settings, side_table)),
    OPTION_CONCEPT_COLUMN(offsetof(struct settings, concept_column)),
    OPTION_COLUMNS(offsetof(struct settings, columns)),
    {0, "name", OPTION_TEXT, offsetof(struct settings, name), "NAME",
     "name of the project (default: cospan)"},
    {0, "coder", OPTION_TEXT, offsetof(struct settings, coder), "NAME",
     "who is said to have coded (default: cospan)"},
    {0, "codebook", OPTION_FLAG, offsetof(struct settings, codebook), NULL,
     "write the codes of -d alone, as a codebook (.qdc)"},
    OPTION_END,
};
/* clang-format on */

static const struct filter filter = {
    .name = "qdpx",
    .purpose = "write codings for programs for qualitative analysis",
    .options = options,
    .libraries = {zip_library, xml_library, text_utf8proc_version, dictionary_file_libraries},
};

struct coder {
    const struct settings *settings;
    struct codes codes;
    struct qda_writer *qda;
    struct buffer provenance;
    struct metadata metadata;
    struct map documents; /* ids */

    /* Of the present document. */
    uint64_t document; /* its number, 0 before the first */
    struct buffer name;
    struct plain_text plain;
    struct buffer label;
    struct qda_fact *facts;
    size_t fact_count;
    struct qda_unit *units;
    size_t unit_count, unit_capacity;
    struct arena arena; /* what units are expected to be, values of facts */

    /* Of the sentence or turn that is to be coded as a whole. */
    uint64_t start, end;
    struct buffer passage;
    size_t passage_size; /* without what stands behind its last word */
    uint32_t *found;
    size_t found_count, found_capacity;

    struct spans spans;
    uint64_t replaced, all_units;
};

static void add_unit(struct coder *coder, uint64_t start, uint64_t end, uint32_t code,
                     struct slice expected)
{
    coder->units = memory_grow(coder->units, &coder->unit_capacity, coder->unit_count + 1,
                               sizeof *coder->units);
    coder->units[coder->unit_count++] = (struct qda_unit){start, end, code, expected};
}

static void end_passage(struct coder *coder)
{
    if (coder->found_count > 0) {
        struct slice expected = arena_copy(&coder->arena,
                                           slice_make(coder->passage.data, coder->passage_size));
        for (size_t i = 0; i < coder->found_count; i++)
            add_unit(coder, coder->start, coder->end, coder->found[i], expected);
    }
    coder->found_count = 0;
    buffer_clear(&coder->passage);
}

static void begin_project(struct coder *coder)
{
    struct output *output = output_open(coder->settings->common.output);
    if (output_is_terminal(output))
        message_usage("a project is nothing for a terminal: name its file with -o");
    coder->qda = qda_create(output, coder->settings->coder);
}

static void end_document(struct coder *coder)
{
    if (coder->document == 0)
        return;
    end_passage(coder);
    plain_text_break(&coder->plain);
    if (!coder->qda)
        begin_project(coder);
    qda_write_source(coder->qda, &coder->codes, buffer_slice(&coder->name),
                     buffer_slice(&coder->plain.text), coder->units, coder->unit_count,
                     coder->facts, coder->fact_count);
    coder->all_units += coder->unit_count;
    coder->unit_count = 0;
    plain_text_clear(&coder->plain);
    arena_free(&coder->arena);
    coder->arena = (struct arena){0};
}

static struct slice keep_valid(struct coder *coder, struct slice text)
{
    struct buffer valid = {0};
    utf8_repair(text, &valid);
    struct slice kept = arena_copy(&coder->arena, buffer_slice(&valid));
    buffer_free(&valid);
    return kept;
}

/* Names of documents are different: programs, and people, know them by their names. */
static void name_document(struct coder *coder, const struct tokens_reader *reader)
{
    struct slice id = keep_valid(coder, coder->metadata.document.size > 0
                                            ? buffer_slice(&coder->metadata.document)
                                            : slice_of("document"));
    bool added;
    buffer_clear(&coder->name);
    buffer_append_slice(&coder->name, id);
    for (unsigned number = 2;
         map_add(&coder->documents, buffer_slice(&coder->name), &added), !added; number++) {
        buffer_clear(&coder->name);
        buffer_append_slice(&coder->name, id);
        buffer_append_format(&coder->name, " (%u)", number);
    }
    if (coder->name.size > id.size) {
        struct place place = {reader->input->name, reader->line, 0};
        message_error(&place, "a second document '%.*s', called '%.*s' in the project", SLICE(id),
                      SLICE(coder->name));
    }
}

static void begin_document(struct coder *coder, const struct tokens_reader *reader)
{
    end_document(coder);
    coder->document = coder->metadata.documents;
    name_document(coder, reader);
    coder->fact_count = 0;
    buffer_clear(&coder->label);
    for (size_t i = *coder->settings->label ? 1 : 0; i < coder->metadata.key_count; i++) {
        const struct metadata_key *key = &coder->metadata.keys[i];
        struct slice value = key->has_sentence ? slice_of("") : metadata_value(&coder->metadata, i);
        if (value.size > 0)
            coder->facts[coder->fact_count++] = (struct qda_fact){keep_valid(coder, key->name),
                                                                  keep_valid(coder, value)};
    }
}

/* Whether a comment says that a paragraph begins; and what made the stream, kept for the notes. */
static bool read_comments(struct coder *coder, const struct tokens_reader *reader)
{
    bool begins = false;
    for (size_t i = 0; i < reader->comment_count; i++) {
        struct slice comment = slice_trim(slice_from(reader->comments[i], 1));
        begins |= slice_is(comment, "newpar") || slice_starts(comment, "newpar ");
        if (slice_starts(comment, "global.") && !slice_starts(comment, "global.columns")) {
            utf8_repair(slice_from(comment, strlen("global.")), &coder->provenance);
            buffer_append_char(&coder->provenance, '\n');
        }
    }
    return begins;
}

/* A turn begins on a line of its own, with the name of who speaks. */
static void begin_turn(struct coder *coder, bool new_paragraph)
{
    struct slice label = *coder->settings->label ? metadata_value(&coder->metadata, 0)
                                                 : slice_of("");
    if (coder->plain.text.size > 0 && !new_paragraph &&
        slice_equal(label, buffer_slice(&coder->label)))
        return;
    end_passage(coder);
    plain_text_break(&coder->plain);
    buffer_clear(&coder->label);
    buffer_append_slice(&coder->label, label);
    if (label.size == 0)
        return;
    plain_text_append(&coder->plain, label);
    plain_text_append(&coder->plain, slice_of(": "));
}

static void code_span(struct coder *coder, const struct span *span)
{
    struct plain_text *plain = &coder->plain;
    uint32_t code = codes_add(&coder->codes, span->name);
    if (coder->settings->unit != UNIT_HIT) {
        coder->found = memory_grow(coder->found, &coder->found_capacity, coder->found_count + 1,
                                   sizeof *coder->found);
        coder->found[coder->found_count++] = code;
        return;
    }
    struct buffer expected = {0};
    plain_text_join(plain, span->start, span->end, false, false, &expected);
    add_unit(coder, plain->words[span->start].start, plain->words[span->end - 1].end, code,
             arena_copy(&coder->arena, buffer_slice(&expected)));
    buffer_free(&expected);
}

static void extend_passage(struct coder *coder)
{
    struct plain_text *plain = &coder->plain;
    size_t count = plain->word_count, before = coder->passage.size;
    if (before == 0)
        coder->start = plain->words[0].start;
    coder->end = plain->words[count - 1].end;
    plain_text_join(plain, 0, count, before > 0, false, &coder->passage);
    coder->passage_size = coder->passage.size;
    coder->passage.size = before;
    plain_text_join(plain, 0, count, before > 0, true, &coder->passage);
}

static void code_sentence(struct coder *coder, const struct tokens_reader *reader, int form,
                          int column)
{
    struct plain_text *plain = &coder->plain;
    size_t comments = 0;
    bool new_paragraph = read_comments(coder, reader);
    do {
        comments = metadata_update(&coder->metadata, reader, comments);
        if (coder->metadata.documents != coder->document)
            begin_document(coder, reader);
    } while (comments < reader->comment_count);
    if (reader->token_count == 0)
        return;
    begin_turn(coder, new_paragraph);
    spans_read_sentence(&coder->spans, reader, column);
    plain_text_sentence(plain, reader, form, tokens_column(reader, "MISC"));
    if (plain->word_count == 0)
        return;
    if (coder->settings->unit != UNIT_HIT)
        extend_passage(coder);
    for (size_t i = 0; i < coder->spans.count; i++)
        code_span(coder, &coder->spans.items[i]);
    if (coder->settings->unit != UNIT_TURN)
        end_passage(coder);
}

static void read_dictionaries(struct coder *coder)
{
    const struct settings *settings = coder->settings;
    for (size_t i = 0; i < settings->dictionaries.count; i++)
        codes_read_dictionary(&coder->codes, settings->dictionaries.items[i],
                              settings->common.max_record, &coder->provenance);
}

static void write_project(const struct settings *settings, struct input *input)
{
    static const char *const units[] = {"hit", "sentence", "turn"};
    struct coder coder = {.settings = settings};
    struct tokens_reader reader;
    struct buffer keys = {0};
    int form = TOKENS_NO_COLUMN, column = TOKENS_NO_COLUMN;
    buffer_append_format(&coder.provenance, "qdpx = " COSPAN_VERSION ", --unit %s\n",
                         units[settings->unit]);
    read_dictionaries(&coder);
    buffer_append_string(&keys, settings->label);
    buffer_append_string(&keys, *settings->label && settings->groups ? "," : "");
    buffer_append_string(&keys, settings->groups ? settings->groups : "");
    buffer_append_char(&keys, '\0');
    metadata_open(&coder.metadata, keys.size > 1 ? keys.data : NULL, settings->side_table);
    coder.facts = memory_allocate(coder.metadata.key_count, sizeof *coder.facts);
    tokens_open(&reader, input, settings->columns);
    while (tokens_next(&reader)) {
        if (form == TOKENS_NO_COLUMN && reader.column_count > 0) {
            form = tokens_need(&reader, "FORM");
            column = tokens_need(&reader, settings->concept_column);
        }
        code_sentence(&coder, &reader, form, column);
    }
    end_document(&coder);
    if (coder.document == 0 && !message_had_error())
        message_note(NULL, "no documents in the tokens");
    if (!coder.qda && !message_had_error())
        begin_project(&coder);
    if (coder.plain.replaced > 0)
        message_note(NULL,
                     "%llu invalid or control characters of the text are U+FFFD in the project",
                     U64(coder.plain.replaced));
    if (coder.qda)
        qda_end(coder.qda, &coder.codes, settings->name, buffer_slice(&coder.provenance));
    message_detail(NULL, "%llu documents, %zu codes, %llu codings", U64(coder.document),
                   coder.codes.paths.count, U64(coder.all_units));
    tokens_close(&reader);
}

static void write_codebook(const struct settings *settings)
{
    struct coder coder = {.settings = settings};
    read_dictionaries(&coder);
    qda_write_codebook(output_open(settings->common.output), &coder.codes);
}

static void check_options(const struct settings *settings, size_t files)
{
    if (settings->codebook && (settings->dictionaries.count == 0 || files > 0))
        message_usage("--codebook is made of dictionaries, -d FILE, and of no other file");
}

int main(int argc, char **argv)
{
    struct settings settings = {.label = "speaker",
                                .concept_column = "COSPAN:CONCEPT",
                                .name = "cospan",
                                .coder = "cospan"};
    struct streams streams = filter_read(&filter, argc, argv, &settings);
    check_options(&settings, streams.count);
    if (settings.codebook)
        write_codebook(&settings);
    else
        write_project(&settings,
                      input_open(streams.paths, streams.count, settings.common.max_record));
    return message_end(STATUS_DONE);
}
