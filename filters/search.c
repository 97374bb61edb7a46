/* search - run an Ovid search strategy on documents */
#include "base/filter.h"
#include "base/map.h"
#include "strategy/heading_tree.h"
#include "strategy/strategy.h"
#include "strategy/explain.h"
#include "strategy/match.h"
#include "strategy/report.h"
#include "strategy/sets.h"
#include "strategy/tables.h"
#include "stream/table.h"
#include "stream/tally.h"
#include "text/normal.h"
#include "text/word_list.h"
#include "strategy/read.h"

struct settings {
    struct common common;
    const char *strategy;
    struct option_list queries;
    uint64_t line;
    int unknown;
    const char *tree;
    const char *stop_words;
    const char *history;
    const char *sets;
    struct option_list explain;
    const char *tally;
    bool exit_status;
};

/* clang-format off */
static const struct option options[] = {
    {'S', "strategy", OPTION_TEXT, offsetof(struct settings, strategy), "FILE",
     "the strategy, one statement a line"},
    {'q', "query", OPTION_LIST, offsetof(struct settings, queries), "LINE",
     "a line of a strategy; every use adds one"},
    {0, "line", OPTION_COUNT, offsetof(struct settings, line), "N",
     "write what line N finds (default: the last line)"},
    {0, "unknown", OPTION_CHOICE, offsetof(struct settings, unknown), "keep|drop",
     "records without the field that a limit asks for (default keep)"},
    {0, "tree", OPTION_TEXT, offsetof(struct settings, tree), "FILE",
     "tree of subject headings for exp: heading, tab, tree number"},
    {0, "stopwords", OPTION_TEXT, offsetof(struct settings, stop_words), "LIST",
     "give these words no position in a record; a file, or a list as en or norwegian"},
    {0, "history", OPTION_TEXT, offsetof(struct settings, history), "FILE",
     "write the table of all lines and their hits to FILE"},
    {0, "sets", OPTION_TEXT, offsetof(struct settings, sets), "FOLDER",
     "write the ids that each line finds to FOLDER/N.txt"},
    {0, "explain", OPTION_LIST, offsetof(struct settings, explain), "ID",
     "write which lines find this document, and what would; every use adds one"},
    {0, "tally", OPTION_TEXT, offsetof(struct settings, tally), "FILE",
     "add to FILE how many documents came in, went out and were lost"},
    {'e', "exit-status", OPTION_FLAG, offsetof(struct settings, exit_status), NULL,
     "end with 1 if nothing was found"},
    OPTION_END,
};
/* clang-format on */

static const struct filter filter = {
    .name = "search",
    .purpose = "run an Ovid search strategy on documents",
    .options = options,
    .libraries = {text_utf8proc_version},
};

enum { UNKNOWN_KEEP, UNKNOWN_DROP };
enum { LARGEST_STRATEGY = 16 << 20, LARGEST_TREE = 256 << 20 };

struct search {
    const struct settings *settings;
    const char *name; /* of the strategy in messages */
    struct strategy strategy;
    size_t reported; /* findings */
    uint32_t wanted; /* line */
    struct heading_tree tree;
    struct word_list stop_words;
    struct strategy_matcher *matcher;
    struct strategy_explainer *explainer;
    struct map explained; /* ids to be explained */
    bool *met;            /* by id to be explained: it was there */
    bool explains;        /* the present document is one of them */
    struct tally tally;
    struct table_reader table;
    struct table_writer writer;
    struct output *output;
    struct strategy_sets sets;
    uint64_t *hits; /* by line */
    uint64_t documents, unknown;
    struct buffer id, rows; /* of the document being read */
    uint64_t line;          /* where it began */
};

static void report(struct search *search)
{
    search->reported = strategy_report(&search->strategy, search->name, search->reported);
}

static void read_strategy(struct search *search)
{
    const struct settings *settings = search->settings;
    struct buffer text = {0};
    if (!settings->strategy == (settings->queries.count == 0))
        message_usage("expected a strategy: -S FILE or -q LINE");
    if (settings->history && strcmp(settings->history, "-") == 0)
        message_usage("--history expects a file: standard output is for documents");
    search->name = settings->strategy ? settings->strategy : "query";
    if (settings->strategy) {
        struct buffer file = input_whole(settings->strategy, LARGEST_STRATEGY);
        strategy_read(&search->strategy, buffer_slice(&file), false);
        buffer_free(&file);
    } else {
        for (size_t i = 0; i < settings->queries.count; i++)
            buffer_append_format(&text, "%s%s", i > 0 ? "\n" : "", settings->queries.items[i]);
        strategy_read(&search->strategy, buffer_slice(&text), true);
        buffer_free(&text);
    }
    report(search);
    if (search->strategy.pubmed)
        message_fatal(NULL, "%s cannot be run", search->name);
}

/* Which line is written. Where it cannot be run there is nothing to do but the other lines. */
static void choose_line(struct search *search)
{
    const struct settings *settings = search->settings;
    struct strategy *strategy = &search->strategy;
    if (strategy->line_count == 0)
        message_fatal(&(struct place){search->name, 0, 0}, "holds no line of a strategy");
    search->wanted = (uint32_t)strategy->line_count - 1;
    if (settings->line > 0)
        search->wanted = strategy_find_line(strategy, settings->line);
    if (search->wanted == STRATEGY_NONE)
        message_fatal(&(struct place){search->name, 0, 0}, "there is no line %llu (--line)",
                      U64(settings->line));
    const struct strategy_line *line = &strategy->lines[search->wanted];
    if (!strategy_can_run(line) &&
        ((!settings->history && !settings->sets) || settings->explain.count > 0))
        message_fatal(NULL, "line %llu cannot be run; --line chooses another one",
                      U64(line->number));
}

static void prepare(struct search *search)
{
    const struct settings *settings = search->settings;
    if (settings->tree) {
        struct buffer file = input_whole(settings->tree, LARGEST_TREE);
        heading_tree_read(&search->tree, settings->tree, buffer_slice(&file));
        buffer_free(&file);
    }
    if (settings->stop_words)
        word_list_read_stop_words(&search->stop_words, settings->stop_words);
    search->matcher = strategy_matcher_new(
        &search->strategy, search->table.columns, search->table.column_count,
        settings->tree ? &search->tree : NULL,
        settings->stop_words ? &search->stop_words.stop_words : NULL);
    report(search);
    search->hits = memory_zeroed(search->strategy.line_count, sizeof *search->hits);
    if (settings->sets)
        strategy_sets_open(&search->sets, &search->strategy, settings->sets);
    if (settings->explain.count == 0) {
        output_slice(search->output, buffer_slice(&search->table.header));
        output_char(search->output, '\n');
        return;
    }
    for (size_t i = 0; i < settings->explain.count; i++)
        map_add(&search->explained, slice_of(settings->explain.items[i]), NULL);
    search->met = memory_zeroed(search->explained.count, sizeof *search->met);
    search->explainer = strategy_explainer_new(
        search->matcher, search->table.columns, search->table.column_count,
        settings->tree ? &search->tree : NULL,
        settings->stop_words ? &search->stop_words.stop_words : NULL, search->wanted);
    strategy_begin_table(&search->writer, search->output, "doc line search found why");
}

/* Counts the document that has ended in the tally. */
static void tally_document(struct search *search, bool found)
{
    tally_in(&search->tally, 1);
    if (found)
        tally_out(&search->tally, 1);
    else
        tally_drop(&search->tally,
                   search->matcher->values[search->wanted] == STRATEGY_CANNOT_TELL
                       ? "no value for a limit"
                       : "not found by the strategy",
                   1);
}

/* The document has ended: counts it in the lines that find it and writes it. */
static void end_document(struct search *search)
{
    const struct strategy_matcher *matcher = search->matcher;
    bool keep = search->settings->unknown == UNKNOWN_KEEP;
    if (search->documents == 0)
        return;
    strategy_matcher_end(search->matcher);
    for (size_t i = 0; i < search->strategy.line_count; i++) {
        bool found = matcher->values[i] == STRATEGY_FINDS ||
                     (keep && matcher->values[i] == STRATEGY_CANNOT_TELL);
        search->hits[i] += found;
        if (found)
            strategy_sets_add(&search->sets, i, buffer_slice(&search->id));
        if (i != search->wanted)
            continue;
        search->unknown += matcher->values[i] == STRATEGY_CANNOT_TELL;
        tally_document(search, found);
        if (found && !search->explainer)
            output_slice(search->output, buffer_slice(&search->rows));
    }
    if (search->explains) {
        strategy_explainer_end(search->explainer);
        strategy_write_explanation(search->explainer, buffer_slice(&search->id), &search->writer);
    }
    struct place place = {search->table.input->name, search->line, 0};
    if (matcher->crowded)
        message_error(&place, "more than %d ways to meet an adjacency here; only those were tried",
                      STRATEGY_MOST_WAYS);
}

static void begin_document(struct search *search, struct slice id)
{
    search->documents++;
    search->line = search->table.line;
    buffer_clear(&search->rows);
    buffer_clear(&search->id);
    buffer_append_slice(&search->id, id);
    strategy_matcher_begin(search->matcher);
    uint32_t asked = map_find(&search->explained, id);
    search->explains = search->explainer && asked != MAP_NONE;
    if (search->explains) {
        search->met[asked] = true;
        strategy_explainer_begin(search->explainer);
    }
}

/* Rows with the same id that follow each other are one document. */
static void search_documents(struct search *search, struct input *input)
{
    if (!input_next_file(input) || !table_open(&search->table, input, false))
        return;
    if (!slice_is(search->table.columns[0], "doc"))
        table_need(&search->table, "doc");
    prepare(search);
    while (table_next(&search->table)) {
        struct slice id = search->table.cells[0];
        if (search->documents == 0 || !slice_equal(id, buffer_slice(&search->id))) {
            end_document(search);
            begin_document(search, id);
        }
        buffer_append_slice(&search->rows, search->table.row);
        buffer_append_char(&search->rows, '\n');
        strategy_matcher_row(search->matcher, search->table.cells);
        if (search->explains)
            strategy_explainer_row(search->explainer, search->table.cells);
    }
    end_document(search);
}

static void end(struct search *search)
{
    const struct settings *settings = search->settings;
    if (settings->history) {
        struct output *history = output_open(settings->history);
        strategy_write_history(&search->strategy, search->hits, history);
        output_close(history);
    }
    strategy_sets_close(&search->sets);
    for (uint32_t i = 0; i < search->explained.count && search->met; i++)
        if (!search->met[i])
            message_note(NULL, "no document has the id '%s' (--explain)",
                         map_key(&search->explained, i).data);
    tally_close(&search->tally);
    if (search->unknown > 0)
        message_note(NULL,
                     settings->unknown == UNKNOWN_KEEP
                         ? "%llu documents have no value for a limit and were kept (--unknown)"
                         : "%llu documents have no value for a limit and were dropped (--unknown)",
                     U64(search->unknown));
    if (settings->common.verbose && search->hits)
        message_note(NULL, "%llu documents, %llu found", U64(search->documents),
                     U64(search->hits[search->wanted]));
}

int main(int argc, char **argv)
{
    struct settings settings = {0};
    struct streams streams = filter_open(&filter, argc, argv, &settings);
    struct search search = {.settings = &settings};
    read_strategy(&search);
    search.output = streams.output;
    choose_line(&search);
    tally_open(&search.tally, settings.tally, "search");
    search_documents(&search, streams.input);
    end(&search);
    bool none = settings.exit_status && (!search.hits || search.hits[search.wanted] == 0);
    input_close(streams.input);
    return message_end(none ? STATUS_NONE : STATUS_DONE);
}
