/* qdpx - write codings for programs for qualitative analysis */
#include <stdlib.h>

#include "base/filter.h"
#include "base/version.h"
#include "intake/codes.h"
#include "intake/dictionary_file.h"
#include "intake/qda_writer.h"
#include "intake/selections.h"
#include "container/xml.h"
#include "container/zip.h"
#include "stream/metadata.h"
#include "stream/plain_text.h"
#include "stream/spans.h"
#include "stream/table.h"
#include "stream/tokens.h"
#include "text/normal.h"
#include "text/utf8.h"

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
     "write the codes alone, as a codebook (.qdc)"},
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
    struct selections selections;
    struct arena arena; /* name and facts */

    struct spans spans;
    uint64_t codings;
};

static void begin_project(struct coder *coder)
{
    struct output *output = output_open(coder->settings->common.output);
    output_refuse_terminal(output);
    coder->qda = qda_create(output, coder->settings->coder);
}

static void end_document(struct coder *coder)
{
    if (coder->document == 0)
        return;
    selections_end_turn(&coder->selections);
    plain_text_break(&coder->plain);
    if (!coder->qda)
        begin_project(coder);
    qda_write_source(coder->qda, &coder->codes, buffer_slice(&coder->name),
                     buffer_slice(&coder->plain.text), coder->selections.items,
                     coder->selections.count, coder->facts, coder->fact_count);
    coder->codings += coder->selections.count;
    selections_clear(&coder->selections);
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
    selections_end_turn(&coder->selections);
    plain_text_break(&coder->plain);
    buffer_clear(&coder->label);
    buffer_append_slice(&coder->label, label);
    if (label.size == 0)
        return;
    plain_text_append(&coder->plain, label);
    plain_text_append(&coder->plain, slice_of(": "));
}

static void code_sentence(struct coder *coder, const struct tokens_reader *reader, int form,
                          int column)
{
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
    plain_text_sentence(&coder->plain, reader, form, tokens_column(reader, "MISC"));
    selections_add(&coder->selections, &coder->plain, &coder->spans, &coder->codes);
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
    struct coder coder = {.settings = settings,
                          .selections.unit = (enum selection_unit)settings->unit};
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
    metadata_report(&coder.metadata);
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
                   coder.codes.paths.count, U64(coder.codings));
    tokens_close(&reader);
}

/* The concepts that the tokens are marked with. */
static void read_concepts(struct coder *coder, struct input *input)
{
    const struct settings *settings = coder->settings;
    struct tokens_reader reader;
    tokens_open(&reader, input, settings->columns);
    while (tokens_next(&reader)) {
        if (reader.token_count == 0)
            continue;
        spans_read_sentence(&coder->spans, &reader, tokens_need(&reader, settings->concept_column));
        for (size_t i = 0; i < coder->spans.count; i++)
            codes_add(&coder->codes, coder->spans.items[i].name);
    }
    tokens_close(&reader);
}

/* The codes alone: of dictionaries, and of the tokens where files are named or there is nothing else. */
static void write_codebook(const struct settings *settings, struct input *input, size_t files)
{
    struct coder coder = {.settings = settings};
    read_dictionaries(&coder);
    if (files > 0 || settings->dictionaries.count == 0)
        read_concepts(&coder, input);
    qda_write_codebook(output_open(settings->common.output), &coder.codes);
}

int main(int argc, char **argv)
{
    struct settings settings = {.label = "speaker",
                                .concept_column = "COSPAN:CONCEPT",
                                .name = "cospan",
                                .coder = "cospan"};
    struct streams streams = filter_read(&filter, argc, argv, &settings);
    struct input *input = input_open(streams.paths, streams.count, settings.common.max_record);
    if (settings.codebook)
        write_codebook(&settings, input, streams.count);
    else
        write_project(&settings, input);
    return message_end(STATUS_DONE);
}
