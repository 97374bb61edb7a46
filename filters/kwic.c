/* kwic - show concepts, patterns or a query in their context */
#include <stdlib.h>

#include "base/filter.h"
#include "base/map.h"
#include "base/memory.h"
#include "intake/dictionary_file.h"
#include "tag/sentence_hits.h"
#include "picture/kwic_lines.h"
#include "count/concordance.h"
#include "stream/concept_choice.h"
#include "stream/dictionary.h"
#include "count/row_store.h"
#include "stream/sentence_cells.h"
#include "stream/spans.h"
#include "stream/table.h"
#include "stream/text_units.h"
#include "stream/tokens.h"
#include "text/normal.h"
#include "text/regex.h"
#include "text/stemmer.h"

enum of { OF_CONCEPT, OF_PATTERN };
enum { WINDOW = 8 };

struct settings {
    struct common common;
    struct option_list concepts;
    int of;
    struct option_list queries;
    struct option_list dictionaries;
    int format;
    const char *column;
    const char *stem;
    int overlap;
    bool fold_accents;
    const char *groups;
    const char *side_table;
    uint64_t window;
    int unit;
    int order;
    uint64_t sample;
    bool sample_each;
    const char *sample_key;
    bool plain;
    bool as_table;
    struct table_options table;
    const char *concept_column;
    const char *columns;
};

/* clang-format off */
static const struct option options[] = {
    {0, "concept", OPTION_LIST, offsetof(struct settings, concepts), "NAME",
     "only hits of this concept and those below it; may be given several times"},
    {0, "of", OPTION_CHOICE, offsetof(struct settings, of), "concept|pattern",
     "what the hits are called by: their concept, or the entry that matched"},
    {'q', "query", OPTION_LIST, offsetof(struct settings, queries), "PATTERN",
     "look for this pattern, in the language of dictionaries, instead of what is marked"},
    {'d', "dictionary", OPTION_LIST, offsetof(struct settings, dictionaries), "FILE",
     "look for the concepts of this dictionary instead of what is marked"},
    {'f', "format", OPTION_CHOICE, offsetof(struct settings, format), "auto|table|quanteda",
     "format of the dictionaries; auto goes by their endings"},
    {0, "column", OPTION_TEXT, offsetof(struct settings, column), "NAME",
     "with -q or -d: column whose words are compared (default: FORM)"},
    {0, "stem", OPTION_TEXT, offsetof(struct settings, stem), "LANGUAGE",
     "with -q or -d: stem their words, to be compared with a column of stems"},
    {0, "overlap", OPTION_CHOICE, offsetof(struct settings, overlap), "concept|dictionary|one|all",
     "with -q or -d: which of overlapping hits count"},
    {0, "fold-accents", OPTION_FLAG, offsetof(struct settings, fold_accents), NULL,
     "with -q or -d: compare letters without their accents"},
    {'g', "group", OPTION_TEXT, offsetof(struct settings, groups), "KEYS",
     "add these keys as columns, separated by commas: year,speaker"},
    OPTION_META(offsetof(struct settings, side_table)),
    {0, "window", OPTION_COUNT, offsetof(struct settings, window), "N",
     "tokens on each side (default 8; with --unit all of the unit)"},
    {0, "unit", OPTION_CHOICE, offsetof(struct settings, unit), "document|sentence|turn|paragraph",
     "what the context is and does not leave"},
    {0, "sort", OPTION_CHOICE, offsetof(struct settings, order), "text|left|node|right",
     "order: of the text, or by the words on one side, from the node outwards"},
    {0, "sample", OPTION_COUNT, offsetof(struct settings, sample), "N",
     "only N hits, chosen by chance and in every run the same ones"},
    {0, "sample-each", OPTION_FLAG, offsetof(struct settings, sample_each), NULL,
     "with --sample: N hits of each concept, pattern or query"},
    {0, "sample-key", OPTION_TEXT, offsetof(struct settings, sample_key), "TEXT",
     "another text gives another sample (default: cospan)"},
    {0, "plain", OPTION_FLAG, offsetof(struct settings, plain), NULL,
     "aligned lines as on a terminal, also elsewhere, without bold"},
    {0, "table", OPTION_FLAG, offsetof(struct settings, as_table), NULL,
     "a table, also on a terminal"},
    OPTION_TABLE(offsetof(struct settings, table)),
    OPTION_CONCEPT_COLUMN(offsetof(struct settings, concept_column)),
    OPTION_COLUMNS(offsetof(struct settings, columns)),
    OPTION_END,
};
/* clang-format on */

static const struct filter filter = {
    .name = "kwic",
    .purpose = "show concepts, patterns or a query in their context",
    .options = options,
    .libraries = {text_pcre2_version, text_utf8proc_version, dictionary_file_libraries,
                  stemmer_library},
};

struct kwic {
    const struct settings *settings;
    struct dictionary dictionary;
    struct sentence_hits found; /* its matcher is NULL where marked concepts are shown */
    int column;                 /* of the marks */
    struct concept_choice choice;
    struct spans spans;
    struct buffer names; /* of spans, decoded */
    struct sentence_cells cells;
    struct text_units units;
    struct concordance concordance;

    struct row_store store;
    struct map sampled; /* the names of which there is a sample each */
    struct buffer row, key;
    bool aligned;
    struct kwic_lines lines;
    struct table_writer table;
    uint64_t hits, written;
};

/* The hits of the dictionary in the sentence. */
static void match_spans(struct kwic *kwic, const struct tokens_reader *reader)
{
    size_t count;
    const struct hit *hits = sentence_hits_find(&kwic->found, reader, &count);
    bool patterns = kwic->settings->of == OF_PATTERN || kwic->settings->queries.count > 0;
    kwic->spans.items = memory_grow(kwic->spans.items, &kwic->spans.capacity, count,
                                    sizeof *kwic->spans.items);
    kwic->spans.count = count;
    for (size_t i = 0; i < count; i++)
        kwic->spans.items[i] = (struct span){
            patterns ? kwic->dictionary.entries[hits[i].entry].pattern
                     : matcher_concept(kwic->found.matcher, hits[i].concept),
            hits[i].start,
            hits[i].end,
        };
}

/* The marks in the sentence. */
static void read_spans(struct kwic *kwic, const struct tokens_reader *reader)
{
    spans_read_sentence(&kwic->spans, reader, kwic->column);
    if (kwic->settings->of == OF_PATTERN)
        spans_decode_patterns(&kwic->spans, &kwic->names);
}

static void write_row(struct kwic *kwic, struct slice row)
{
    kwic->written++;
    if (kwic->aligned) {
        kwic_lines_write_row(&kwic->lines, row);
    } else if (kwic->table.format == TABLE_CSV) {
        table_row(&kwic->table, row);
    } else {
        output_slice(kwic->table.output, row);
        output_char(kwic->table.output, '\n');
    }
}

static void show_line(void *context, const struct concordance_line *line)
{
    struct kwic *kwic = context;
    const struct settings *settings = kwic->settings;
    const struct slice cells[] = {line->left, line->node, line->right, line->name};
    buffer_clear(&kwic->row);
    buffer_append_slice(&kwic->row, line->cells);
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        buffer_append_char(&kwic->row, '\t');
        table_append_cell(cells[i], &kwic->row);
    }
    kwic->hits++;
    if (settings->order == CONCORDANCE_TEXT && settings->sample == 0) {
        write_row(kwic, buffer_slice(&kwic->row));
        return;
    }
    uint64_t rank = 0;
    if (settings->sample > 0) {
        buffer_clear(&kwic->key);
        concordance_append_identity(line, &kwic->key);
        rank = row_store_rank(slice_of(settings->sample_key), buffer_slice(&kwic->key));
        if (settings->sample_each)
            kwic->store.group = map_add(&kwic->sampled, line->name, NULL);
    }
    buffer_clear(&kwic->key);
    concordance_append_key(line, (enum concordance_order)settings->order, &kwic->key);
    row_store_add(&kwic->store, buffer_slice(&kwic->row), buffer_slice(&kwic->key), rank);
}

static void begin_columns(struct kwic *kwic, const struct tokens_reader *reader)
{
    const struct settings *settings = kwic->settings;
    kwic->concordance.running.form = tokens_need(reader, "FORM");
    kwic->concordance.running.misc = kwic->found.misc = tokens_column(reader, "MISC");
    if (kwic->found.matcher)
        kwic->found.column = tokens_need(reader, settings->column);
    else
        kwic->column = tokens_need(reader, settings->of == OF_PATTERN ? "COSPAN:PATTERN"
                                                                      : settings->concept_column);
}

static void write_header(struct kwic *kwic)
{
    sentence_cells_header(&kwic->cells, &kwic->row);
    buffer_append_string(&kwic->row, "\tleft\tnode\tright\t");
    buffer_append_string(&kwic->row, kwic->settings->of == OF_PATTERN ? "pattern" : "concept");
    table_check_names(buffer_slice(&kwic->row));
    if (!kwic->aligned)
        write_row(kwic, buffer_slice(&kwic->row));
    kwic->written = 0;
}

static void read_sentence(struct kwic *kwic, const struct tokens_reader *reader)
{
    sentence_cells_update(&kwic->cells, reader);
    if (text_units_begins(&kwic->units, reader))
        concordance_begin_unit(&kwic->concordance);
    if (reader->token_count == 0)
        return;
    if (kwic->found.matcher)
        match_spans(kwic, reader);
    else
        read_spans(kwic, reader);
    if (kwic->settings->concepts.count > 0)
        concept_choice_keep(&kwic->choice, &kwic->spans);
    size_t count = kwic->spans.count;
    if (count == 0 && kwic->units.unit == UNIT_SENTENCE)
        return;
    concordance_add(&kwic->concordance, reader, kwic->spans.items, count,
                    count > 0 ? sentence_cells_get(&kwic->cells, reader) : slice_of(""),
                    kwic->cells.number);
}

static void show_concordance(struct kwic *kwic, struct input *input)
{
    struct tokens_reader reader;
    bool begun = false;
    tokens_open(&reader, input, kwic->settings->columns);
    write_header(kwic);
    while (tokens_next(&reader)) {
        if (!begun && reader.column_count > 0) {
            begin_columns(kwic, &reader);
            begun = true;
        }
        read_sentence(kwic, &reader);
    }
    concordance_begin_unit(&kwic->concordance);
    size_t stored = row_store_sort(&kwic->store);
    for (size_t i = 0; i < stored; i++)
        write_row(kwic, row_store_row(&kwic->store, i));
    metadata_report(&kwic->cells.metadata);
    concept_choice_report(&kwic->choice);
    message_detail(NULL, "%llu documents, %llu hits, %llu of them shown",
                   U64(kwic->cells.metadata.documents), U64(kwic->hits), U64(kwic->written));
    tokens_close(&reader);
}

static void check_options(const struct settings *settings)
{
    bool matches = settings->queries.count > 0 || settings->dictionaries.count > 0;
    if (settings->queries.count > 0 && settings->dictionaries.count > 0)
        message_usage("-q and -d are two ways to say what is looked for; one at a time");
    if (settings->queries.count > 0 && settings->concepts.count > 0)
        message_usage("--concept chooses among concepts, which -q does not have");
    if (!matches && (settings->stem || settings->fold_accents || settings->overlap > 0 ||
                     strcmp(settings->column, "FORM") != 0))
        message_usage("--column, --stem, --overlap and --fold-accents need -q or -d");
    if (settings->sample_each && settings->sample == 0)
        message_usage("--sample-each needs --sample N");
    if (settings->plain && (settings->as_table || settings->table.csv))
        message_usage("--plain is no table, so not with --table or --csv");
}

/* A query is a concept of its own, so that queries do not affect each other. */
static void add_queries(struct dictionary *dictionary, const struct option_list *queries)
{
    for (size_t i = 0; i < queries->count; i++) {
        struct buffer concept = {0};
        struct entry entry = {.pattern = slice_trim(slice_of(queries->items[i])),
                              .place = {"--query", 0, 0}};
        if (entry.pattern.size == 0)
            message_usage("-q expects a pattern, not '%s'", queries->items[i]);
        buffer_append_u64(&concept, i);
        dictionary_add(dictionary, buffer_slice(&concept), &entry);
        buffer_free(&concept);
    }
}

static void prepare_matcher(struct kwic *kwic)
{
    const struct settings *settings = kwic->settings;
    if (settings->queries.count == 0 && settings->dictionaries.count == 0)
        return;
    if (settings->stem)
        kwic->dictionary.stemmer = stemmer_new(settings->stem);
    for (size_t i = 0; i < settings->dictionaries.count; i++)
        dictionary_file_read(&kwic->dictionary, settings->dictionaries.items[i],
                             (enum dictionary_format)settings->format);
    add_queries(&kwic->dictionary, &settings->queries);
    for (uint32_t i = 0; i < kwic->dictionary.concepts.count; i++)
        concept_choice_note(&kwic->choice, dictionary_concept(&kwic->dictionary, i));
    concept_choice_require(&kwic->choice);
    kwic->found.matcher = matcher_new(&kwic->dictionary, (enum overlap)settings->overlap,
                                      settings->fold_accents);
}

static void prepare_output(struct kwic *kwic, struct output *output)
{
    const struct settings *settings = kwic->settings;
    const char *no_colour = getenv("NO_COLOR"), *kind = getenv("TERM");
    bool screen = output_is_terminal(output);
    kwic->aligned = settings->plain || (screen && !settings->as_table && !settings->table.csv);
    if (kwic->aligned)
        output_trust(output);
    kwic->lines = (struct kwic_lines){
        .output = output,
        .width = (size_t)output_width(output),
        .bold = screen && !settings->plain && !(no_colour && no_colour[0]) &&
                !(kind && strcmp(kind, "dumb") == 0),
        .named = settings->queries.count != 1 && settings->concepts.count != 1,
    };
    kwic->table = table_begin(output, &settings->table);
}

int main(int argc, char **argv)
{
    struct settings settings = {.column = "FORM",
                                .window = CONCORDANCE_WHOLE_UNIT,
                                .sample_key = "cospan",
                                .concept_column = "COSPAN:CONCEPT"};
    struct streams streams = filter_open(&filter, argc, argv, &settings);
    check_options(&settings);
    if (settings.window == CONCORDANCE_WHOLE_UNIT && settings.unit == UNIT_DOCUMENT)
        settings.window = WINDOW;
    struct kwic kwic = {.settings = &settings,
                        .units.unit = (enum text_unit)settings.unit,
                        .store.most = settings.sample};
    kwic.concordance.window = settings.window;
    kwic.concordance.show = show_line;
    kwic.concordance.context = &kwic;
    kwic.choice = concept_choice_begin(&settings.concepts);
    prepare_matcher(&kwic);
    sentence_cells_open(&kwic.cells, settings.groups, settings.side_table, true);
    prepare_output(&kwic, streams.output);
    show_concordance(&kwic, streams.input);
    return message_end(STATUS_DONE);
}
