/* langid - find the language of documents that do not say theirs */
#include <stdlib.h>

#include "base/filter.h"
#include "base/number.h"
#include "base/suggest.h"
#include "stream/documents.h"
#include "stream/table.h"
#include "text/language.h"

struct settings {
    struct common common;
    const char *text;
    const char *languages;
    const char *fingerprints;
    uint64_t least;
};

/* clang-format off */
static const struct option options[] = {
    {'t', "text", OPTION_TEXT, offsetof(struct settings, text), "COLUMNS",
     "columns with text (default: those there are of text, title, abstract)"},
    {0, "languages", OPTION_TEXT, offsetof(struct settings, languages), "CODES",
     "the languages that are told apart (default: those of MEDLINE)"},
    {0, "min", OPTION_COUNT, offsetof(struct settings, least), "BYTES",
     "shortest text that is looked at (default 60)"},
    {0, "fingerprints", OPTION_TEXT, offsetof(struct settings, fingerprints), "FOLDER",
     "fingerprints of languages (default: " LANGUAGE_FINGERPRINTS ")"},
    OPTION_END,
};
/* clang-format on */

static const struct filter filter = {
    .name = "langid",
    .purpose = "find the language of documents that do not say theirs",
    .options = options,
    .libraries = {language_version},
};

/* A document is read to its last row before its first is written, for all have one language. */
struct finder {
    const struct settings *settings;
    struct languages *languages; /* NULL until a document needs them */
    struct output *output;

    struct buffer header;
    struct slice *columns;
    struct slice *cells; /* of the present row */
    bool *is_text;
    size_t count;
    int language, share; /* columns, TABLE_NO_COLUMN where they are added */

    struct buffer document; /* its id */
    struct buffer rows, text;
    bool any, said; /* rows are waiting; one of them says its language */
    uint64_t documents, known, found, too_short, undecided;
};

/* Cuts the line at its tabs; returns the number of cells, of which at most `most` are kept. */
static size_t cut_cells(struct slice line, struct slice *cells, size_t most)
{
    size_t count = 0;
    for (struct slice rest = line.size > 0 ? line : slice_of(""); rest.data; count++) {
        struct slice cell = slice_cut(&rest, '\t');
        if (count < most)
            cells[count] = cell;
    }
    return count;
}

static int find_column(const struct finder *finder, const char *name)
{
    for (size_t i = 0; i < finder->count; i++)
        if (slice_is(finder->columns[i], name))
            return (int)i;
    return TABLE_NO_COLUMN;
}

static void need_column(const struct finder *finder, struct slice name, const struct place *place)
{
    struct suggest suggest = suggest_begin(name);
    for (size_t i = 0; i < finder->count; i++) {
        if (slice_equal(finder->columns[i], name)) {
            suggest_free(&suggest);
            return;
        }
        suggest_add(&suggest, finder->columns[i]);
    }
    message_fatal(place, "no column '%.*s'%s", SLICE(name),
                  suggest_ending(&suggest, "the columns are"));
}

/* Every column that the user named must be there, and one of the usual ones otherwise. */
static void find_texts(struct finder *finder, const struct place *place)
{
    const char *wish = finder->settings->text;
    size_t texts = 0;
    for (size_t i = 0; i < finder->count; i++) {
        finder->is_text[i] = documents_list_has(wish ? wish : DOCUMENTS_TEXT_COLUMNS,
                                                finder->columns[i]);
        texts += finder->is_text[i];
    }
    for (struct slice rest = slice_of(wish ? wish : ""); rest.size > 0;)
        need_column(finder, slice_trim(slice_cut(&rest, ',')), place);
    if (texts == 0)
        need_column(finder, slice_of("text"), place);
}

/* The header of a file; that of the first is written. False where it is another one. */
static bool read_header(struct finder *finder, struct input *input, struct slice line)
{
    struct place place = input_place(input);
    if (finder->header.size > 0) {
        bool same = slice_equal(line, buffer_slice(&finder->header));
        if (!same)
            message_error(&place, "other columns than the first file, expected '%.*s'",
                          SLICE(finder->header));
        return same;
    }
    if (!documents_begin(line) && !slice_is(line, "doc"))
        message_fatal(&place, "no table of documents: its first column is doc, expected a header "
                              "row that begins with it, and tabs between columns");
    buffer_append_slice(&finder->header, line);
    finder->count = cut_cells(line, NULL, 0);
    finder->columns = memory_zeroed(finder->count, sizeof *finder->columns);
    finder->cells = memory_zeroed(finder->count, sizeof *finder->cells);
    finder->is_text = memory_zeroed(finder->count, sizeof *finder->is_text);
    cut_cells(buffer_slice(&finder->header), finder->columns, finder->count);
    find_texts(finder, &place);
    finder->language = find_column(finder, "lang");
    finder->share = find_column(finder, "lang_share");
    output_slice(finder->output, line);
    output_string(finder->output, finder->language == TABLE_NO_COLUMN ? "\tlang" : "");
    output_string(finder->output, finder->share == TABLE_NO_COLUMN ? "\tlang_share\n" : "\n");
    return true;
}

static bool find_language(struct finder *finder, struct language *found)
{
    struct slice text = slice_trim(buffer_slice(&finder->text));
    if (finder->said || text.size < finder->settings->least) {
        *(finder->said ? &finder->known : &finder->too_short) += 1;
        return false;
    }
    if (!finder->languages)
        finder->languages = languages_open(finder->settings->fingerprints,
                                           finder->settings->languages);
    bool decided = languages_find(finder->languages, text, found);
    *(decided ? &finder->found : &finder->undecided) += 1;
    return decided;
}

static void write_share(struct finder *finder, const struct language *found)
{
    char digits[64];
    if (!found)
        return;
    size_t size = number_write_fixed(digits, sizeof digits, found->share, 2);
    output_write(finder->output, digits, size);
}

static void write_row(struct finder *finder, struct slice row, const struct language *found)
{
    struct output *output = finder->output;
    cut_cells(row, finder->cells, finder->count);
    for (size_t i = 0; i < finder->count; i++) {
        if (i > 0)
            output_char(output, '\t');
        output_slice(output, finder->cells[i]);
        if (found && (int)i == finder->language)
            output_string(output, found->code);
        if (found && (int)i == finder->share && finder->cells[i].size == 0)
            write_share(finder, found);
    }
    if (finder->language == TABLE_NO_COLUMN) {
        output_char(output, '\t');
        output_string(output, found ? found->code : "");
    }
    if (finder->share == TABLE_NO_COLUMN) {
        output_char(output, '\t');
        write_share(finder, found);
    }
    output_char(output, '\n');
}

static void end_document(struct finder *finder)
{
    struct language found;
    if (!finder->any)
        return;
    bool decided = find_language(finder, &found);
    for (struct slice rest = buffer_slice(&finder->rows); rest.size > 0;)
        write_row(finder, slice_cut(&rest, '\n'), decided ? &found : NULL);
    finder->documents++;
    finder->any = finder->said = false;
    buffer_clear(&finder->rows);
    buffer_clear(&finder->text);
}

static void add_row(struct finder *finder, struct input *input, struct slice line)
{
    struct place place = input_place(input);
    size_t count = cut_cells(line, finder->cells, finder->count);
    if (count != finder->count) {
        message_error(&place, "%zu cells, expected %zu as in the header; row skipped", count,
                      finder->count);
        return;
    }
    if (!finder->any || !slice_equal(finder->cells[0], buffer_slice(&finder->document))) {
        end_document(finder);
        /* Which has left its own cells there. */
        cut_cells(line, finder->cells, finder->count);
        buffer_clear(&finder->document);
        buffer_append_slice(&finder->document, finder->cells[0]);
    }
    finder->any = true;
    if (finder->language != TABLE_NO_COLUMN && finder->cells[finder->language].size > 0)
        finder->said = true;
    for (size_t i = 0; i < count; i++)
        if (finder->is_text[i]) {
            table_decode(finder->cells[i], &finder->text);
            buffer_append_char(&finder->text, '\n');
        }
    if (finder->rows.size + line.size > finder->settings->common.max_record)
        message_fatal(&place, "a document longer than the limit of %llu bytes (--max-record)",
                      U64(finder->settings->common.max_record));
    buffer_append_slice(&finder->rows, line);
    buffer_append_char(&finder->rows, '\n');
}

static void find(struct finder *finder, struct input *input)
{
    struct slice line;
    while (input_next_file(input)) {
        if (!input_line(input, &line)) {
            message_error(&(struct place){input->name, 0, 0}, "empty, expected a header row");
            continue;
        }
        if (!read_header(finder, input, line))
            continue;
        while (input_line(input, &line))
            add_row(finder, input, line);
    }
    end_document(finder);
    message_detail(NULL,
                   "%llu documents: %llu say their language, of %llu it was found, %llu are too "
                   "short, %llu undecided",
                   U64(finder->documents), U64(finder->known), U64(finder->found),
                   U64(finder->too_short), U64(finder->undecided));
}

static void finder_close(struct finder *finder)
{
    if (finder->languages)
        languages_close(finder->languages);
    buffer_free(&finder->header);
    buffer_free(&finder->document);
    buffer_free(&finder->rows);
    buffer_free(&finder->text);
    free(finder->columns);
    free(finder->cells);
    free(finder->is_text);
}

int main(int argc, char **argv)
{
    struct settings settings = {
        .languages = LANGUAGE_CODES,
        .fingerprints = LANGUAGE_FINGERPRINTS,
        .least = 60,
    };
    struct streams streams = filter_open(&filter, argc, argv, &settings);
    struct finder finder = {.settings = &settings, .output = streams.output};
    find(&finder, streams.input);
    finder_close(&finder);
    input_close(streams.input);
    return message_end(STATUS_DONE);
}
