/* transcript - make documents of transcripts and texts */
#include <stdlib.h>

#include "base/filter.h"
#include "intake/labels.h"
#include "intake/office.h"
#include "intake/passage.h"
#include "intake/spoken_text.h"
#include "intake/subtitles.h"
#include "intake/turns.h"
#include "stream/document_names.h"
#include "intake/pseudonyms.h"
#include "intake/speakers.h"
#include "stream/table.h"
#include "text/normal.h"
#include "text/file_type.h"
#include "text/source.h"
#include "text/utf8.h"

/* In the order of the option's words. */
enum format {
    FORMAT_AUTO,
    FORMAT_VTT,
    FORMAT_SRT,
    FORMAT_TEXT,
    FORMAT_MARKDOWN,
    FORMAT_DOCX,
    FORMAT_ODT
};

#define COLUMNS "doc,turn,speaker,time,end,source,section,text"

struct settings {
    struct common common;
    int format;
    bool per_cue, list_speakers, drop_references, path_ids;
    const char *speakers;
    const char *pseudonyms;
    const char *document;
    const char *source;
};

/* clang-format off */
static const struct option options[] = {
    {'f', "format", OPTION_CHOICE, offsetof(struct settings, format),
     "auto|vtt|srt|text|markdown|docx|odt", "format of the files (default: told by what is in them)"},
    {0, "per-cue", OPTION_FLAG, offsetof(struct settings, per_cue), NULL,
     "a row for each cue of a subtitle file, instead of each turn"},
    {0, "speakers", OPTION_TEXT, offsetof(struct settings, speakers), "FILE",
     "table of labels: who they are, and further columns"},
    {0, "list-speakers", OPTION_FLAG, offsetof(struct settings, list_speakers), NULL,
     "print what may be labels, with turns and words, instead of documents"},
    {0, "anonymize", OPTION_TEXT, offsetof(struct settings, pseudonyms), "FILE",
     "table of names and the pseudonyms to put in their place"},
    {0, "drop-references", OPTION_FLAG, offsetof(struct settings, drop_references), NULL,
     "leave out the list of references at the end"},
    {0, "document", OPTION_TEXT, offsetof(struct settings, document), "ID",
     "id of the document on standard input (default: stdin)"},
    {0, "source", OPTION_TEXT, offsetof(struct settings, source), "FILE",
     "the file whose text standard input is; for its id and its places"},
    {0, "path-ids", OPTION_FLAG, offsetof(struct settings, path_ids), NULL,
     "ids of documents are whole paths, not names alone"},
    OPTION_END,
};
/* clang-format on */

static const struct filter filter = {
    .name = "transcript",
    .purpose = "make documents of transcripts and texts",
    .options = options,
    .libraries = {office_libraries, text_utf8proc_version},
};

struct transcriber {
    const struct settings *settings;
    struct document_names names;
    struct speakers speakers;
    struct pseudonyms pseudonyms;
    struct table_writer table;

    struct slice doc; /* id of the present document */
    const char *file;
    uint64_t turn;                        /* number of the present one */
    struct buffer repaired;               /* its bytes, where they were no UTF-8 */
    struct buffer cell;                   /* being written */
    uint64_t all_documents, all_speaking; /* the latter: with labels or voices */
};

static void write_header(struct transcriber *transcriber)
{
    const char *names = transcriber->settings->list_speakers ? "doc,label,turns,words,is_label"
                                                             : "doc,turn,speaker,time,end,source,"
                                                               "section";
    for (struct slice rest = slice_of(names); rest.data;)
        table_cell(&transcriber->table, slice_cut(&rest, ','));
    if (!transcriber->settings->list_speakers) {
        for (size_t i = 0; i < transcriber->speakers.column_count; i++)
            table_cell(&transcriber->table, transcriber->speakers.columns[i]);
        table_cell_string(&transcriber->table, "text");
    }
    table_end_row(&transcriber->table);
}

/* A cell in which names are replaced if the user wants it. */
static void write_named(struct transcriber *transcriber, struct slice text)
{
    if (transcriber->settings->pseudonyms) {
        buffer_clear(&transcriber->cell);
        pseudonyms_apply(&transcriber->pseudonyms, text, &transcriber->cell);
        text = buffer_slice(&transcriber->cell);
    }
    table_cell(&transcriber->table, text);
}

/* HH:MM:SS.mmm, or an empty cell. */
static void write_time(struct transcriber *transcriber, uint64_t time)
{
    struct buffer *cell = &transcriber->cell;
    buffer_clear(cell);
    if (time != PASSAGE_NO_TIME)
        buffer_append_format(cell, "%02llu:%02u:%02u.%03u", U64(time / 3600000),
                             (unsigned)(time / 60000 % 60), (unsigned)(time / 1000 % 60),
                             (unsigned)(time % 1000));
    table_cell(&transcriber->table, buffer_slice(cell));
}

static void write_turn(void *context, const struct turn *turn)
{
    struct transcriber *transcriber = context;
    struct table_writer *table = &transcriber->table;
    const struct speakers *speakers = &transcriber->speakers;
    transcriber->turn += !turn->continues;
    if (transcriber->settings->list_speakers)
        return;
    table_cell(table, transcriber->doc);
    table_cell_u64(table, transcriber->turn);
    write_named(transcriber, turn->speaker);
    write_time(transcriber, turn->start);
    write_time(transcriber, turn->end);
    buffer_clear(&transcriber->cell);
    buffer_append_string(&transcriber->cell, transcriber->file);
    buffer_append_char(&transcriber->cell, ':');
    buffer_append_u64(&transcriber->cell, turn->line);
    table_cell(table, buffer_slice(&transcriber->cell));
    write_named(transcriber, turn->section);
    for (size_t i = 0; i < speakers->column_count; i++)
        table_cell(table, turn->row == SPEAKERS_NONE
                              ? slice_of("")
                              : speakers->cells[turn->row * speakers->column_count + i]);
    write_named(transcriber, turn->text);
    table_end_row(table);
}

static void write_labels(struct transcriber *transcriber, const struct labels *labels)
{
    struct table_writer *table = &transcriber->table;
    for (uint32_t i = 0; i < labels->names.count; i++) {
        const struct label_facts *facts = &labels->facts[i];
        table_cell(table, transcriber->doc);
        table_cell(table, map_key(&labels->names, i));
        table_cell_u64(table, facts->taken ? facts->turns : labels_seen(facts));
        if (facts->taken)
            table_cell_u64(table, facts->words);
        else
            table_cell_string(table, "");
        table_cell_string(table, facts->taken ? "yes" : "no");
        table_end_row(table);
    }
}

/* The whole file, text in UTF-8; valid until the next one is read. */
static struct slice read_whole(struct source *source)
{
    while (!source->last && source->window.size <= source->limit)
        source_advance(source, 0);
    if (source->window.size > source->limit)
        source_too_long(source, 1);
    return source->window;
}

static enum format format_of(const struct transcriber *transcriber, struct slice bytes)
{
    enum subtitles_format subtitles;
    enum office_format office;
    struct slice name = slice_of(transcriber->file);
    if (transcriber->settings->format != FORMAT_AUTO)
        return (enum format)transcriber->settings->format;
    if (office_begin(bytes, &office))
        return office == OFFICE_DOCX ? FORMAT_DOCX : FORMAT_ODT;
    if (subtitles_begin(bytes, &subtitles))
        return subtitles == SUBTITLES_VTT ? FORMAT_VTT : FORMAT_SRT;
    bool markdown = slice_ends(name, ".md") || slice_ends(name, ".markdown") ||
                    spoken_text_is_markdown(bytes);
    return markdown ? FORMAT_MARKDOWN : FORMAT_TEXT;
}

/* The text in valid UTF-8. */
static struct slice repair(struct transcriber *transcriber, struct slice bytes)
{
    size_t valid = utf8_valid_prefix(bytes);
    if (valid == bytes.size)
        return bytes;
    struct place place = {transcriber->file, 1, 0};
    for (size_t i = 0; i < valid; i++)
        place.line += bytes.data[i] == '\n';
    buffer_clear(&transcriber->repaired);
    uint64_t count = utf8_repair_windows(bytes, &transcriber->repaired);
    message_note(&place,
                 "no valid UTF-8, here first; %llu bytes read as windows-1252; if they are "
                 "something else, 'iconv -f ENCODING' makes them UTF-8",
                 U64(count));
    return buffer_slice(&transcriber->repaired);
}

static bool read_passages(struct transcriber *transcriber, struct slice bytes,
                          struct passages *passages)
{
    enum format format = format_of(transcriber, bytes);
    const char *hint = file_type_hint(bytes);
    if (format == FORMAT_DOCX || format == FORMAT_ODT)
        return office_read(bytes, transcriber->file,
                           format == FORMAT_DOCX ? OFFICE_DOCX : OFFICE_ODT, passages_add,
                           passages);
    if (hint && transcriber->settings->format == FORMAT_AUTO) {
        message_error(&(struct place){transcriber->file, 0, 0}, "%s", hint);
        return false;
    }
    bytes = repair(transcriber, bytes);
    if (format == FORMAT_VTT || format == FORMAT_SRT)
        subtitles_read(bytes, transcriber->file,
                       format == FORMAT_VTT ? SUBTITLES_VTT : SUBTITLES_SRT, passages_add,
                       passages);
    else
        spoken_text_read(bytes, format == FORMAT_MARKDOWN, passages_add, passages);
    return true;
}

static void drop_references(const struct transcriber *transcriber, struct passages *passages)
{
    struct place place = {transcriber->file, 0, 0};
    size_t dropped = turns_drop_references(passages, &place.line);
    if (dropped > 0)
        message_note(&place, "references from here on, skipped: %llu lines", U64(dropped));
}

static void write_document(struct transcriber *transcriber, struct passages *passages)
{
    const struct settings *settings = transcriber->settings;
    struct turns_rules rules = {.per_cue = settings->per_cue,
                                .speakers = settings->speakers ? &transcriber->speakers : NULL};
    struct labels labels = {0};
    struct place place = {transcriber->file, 0, 0};
    if (settings->drop_references)
        drop_references(transcriber, passages);
    if (passages->count == 0)
        message_note(&place, "holds no text");
    labels_decide(&labels, passages, rules.speakers, transcriber->doc);
    transcriber->turn = 0;
    turns_make(passages, &labels, transcriber->doc, &rules, write_turn, transcriber);
    if (settings->list_speakers)
        write_labels(transcriber, &labels);
    else
        labels_warn(&labels, transcriber->file);
    if (settings->common.verbose && labels.names.count > 0)
        labels_report(&labels, transcriber->file);
    transcriber->all_documents++;
    transcriber->all_speaking += labels.any;
    labels_free(&labels);
}

static struct slice id_of(const struct transcriber *transcriber, const struct input *input)
{
    const struct settings *settings = transcriber->settings;
    bool is_stdin = strcmp(input->paths[input->file], "-") == 0;
    if (is_stdin && settings->document)
        return slice_of(settings->document);
    if (is_stdin && !settings->source)
        return slice_of("stdin");
    return settings->path_ids ? slice_of(input->name)
                              : document_names_find(&transcriber->names, input->name);
}

static void transcribe(struct transcriber *transcriber, struct input *input)
{
    struct source source;
    source_open(&source, input, NULL, false);
    source_detect(&source);
    source_limit(&source, transcriber->settings->common.max_record);
    while (source_next_file(&source)) {
        transcriber->file = input->name;
        transcriber->doc = id_of(transcriber, input);
        struct passages passages = {0};
        struct slice bytes = read_whole(&source);
        if (!input->refused && read_passages(transcriber, bytes, &passages))
            write_document(transcriber, &passages);
        uint64_t line, unknown = source_unknown(&source, &line);
        struct place place = source_place(&source, unknown > 0 ? line : 0);
        if (unknown > 0)
            message_note(&place, "%llu units that are no UTF-16, here the first; now U+FFFD",
                         U64(unknown));
        passages_free(&passages);
    }
    source_close(&source);
}

static void begin(struct transcriber *transcriber, struct output *output)
{
    const struct settings *settings = transcriber->settings;
    if (settings->speakers)
        speakers_open(&transcriber->speakers, settings->speakers, COLUMNS,
                      settings->common.max_record);
    if (settings->pseudonyms) {
        /* A name in a row that cannot be read would stay in the text. */
        message_strict(true);
        pseudonyms_open(&transcriber->pseudonyms, settings->pseudonyms,
                        settings->common.max_record);
        message_strict(settings->common.strict);
    }
    transcriber->table = (struct table_writer){.output = output};
    write_header(transcriber);
}

static void end(struct transcriber *transcriber)
{
    if (transcriber->settings->pseudonyms && !transcriber->settings->list_speakers)
        pseudonyms_report(&transcriber->pseudonyms);
    message_detail(NULL, "%llu documents, %llu of them with speakers, %llu rows",
                   U64(transcriber->all_documents), U64(transcriber->all_speaking),
                   U64(transcriber->table.rows - 1));
    document_names_close(&transcriber->names);
    speakers_close(&transcriber->speakers);
    pseudonyms_close(&transcriber->pseudonyms);
    buffer_free(&transcriber->repaired);
    buffer_free(&transcriber->cell);
}

int main(int argc, char **argv)
{
    struct settings settings = {0};
    struct streams streams = filter_open(&filter, argc, argv, &settings);
    struct transcriber transcriber = {.settings = &settings};
    document_names_open(&transcriber.names, streams.paths, streams.count);
    if (settings.source) {
        input_name_standard(streams.input, settings.source);
        document_names_add(&transcriber.names, settings.source);
    }
    begin(&transcriber, streams.output);
    transcribe(&transcriber, streams.input);
    end(&transcriber);
    input_close(streams.input);
    return message_end(STATUS_DONE);
}
