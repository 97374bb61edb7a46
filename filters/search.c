/* search - run an Ovid search strategy on documents */
#include <stdlib.h>

#include "base/buffer.h"
#include "base/input.h"
#include "base/map.h"
#include "base/message.h"
#include "base/options.h"
#include "base/output.h"
#include "method/heading_tree.h"
#include "method/strategy.h"
#include "method/strategy_match.h"
#include "stream/table.h"
#include "text/normal.h"
#include "text/width.h"
#include "text/word_list.h"

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
    bool lint;
    bool exit_status;
    bool verbose;
};

/* clang-format off */
static const struct option options[] = {
    {'s', "strategy", OPTION_TEXT, offsetof(struct settings, strategy), "FILE",
     "the strategy, one statement a line"},
    {'q', "query", OPTION_LIST, offsetof(struct settings, queries), "LINE",
     "a line of a strategy; every use adds one"},
    {0, "line", OPTION_COUNT, offsetof(struct settings, line), "N",
     "write what line N finds (default: the last line)"},
    {0, "unknown", OPTION_CHOICE, offsetof(struct settings, unknown), "keep|drop",
     "records without the field that a limit asks for (default keep)"},
    {0, "tree", OPTION_TEXT, offsetof(struct settings, tree), "FILE",
     "tree of subject headings for exp: heading, tab, tree number"},
    {0, "stopwords", OPTION_TEXT, offsetof(struct settings, stop_words), "FILE",
     "these words take no position in a record; en is built in"},
    {0, "history", OPTION_TEXT, offsetof(struct settings, history), "FILE",
     "write the table of all lines and their hits to FILE"},
    {0, "sets", OPTION_TEXT, offsetof(struct settings, sets), "FOLDER",
     "write the ids that each line finds to FOLDER/N.txt"},
    {0, "lint", OPTION_FLAG, offsetof(struct settings, lint), NULL,
     "write what is wrong or doubtful in the strategy, and run nothing"},
    {'e', "exit-status", OPTION_FLAG, offsetof(struct settings, exit_status), NULL,
     "end with 1 if nothing was found"},
    {'v', "verbose", OPTION_FLAG, offsetof(struct settings, verbose), NULL,
     "report totals on standard error"},
    OPTION_COMMON(struct settings, common),
    OPTION_END,
};
/* clang-format on */

static const char *(*const libraries[])(void) = {text_utf8proc_version, NULL};

static const struct filter filter = {
    .name = "search",
    .purpose = "run an Ovid search strategy on documents",
    .operands = "[file ...]",
    .options = options,
    .libraries = libraries,
};

enum { UNKNOWN_KEEP, UNKNOWN_DROP };
enum { LARGEST_STRATEGY = 16 << 20, LARGEST_TREE = 256 << 20, EXCERPT = 72 };

struct search {
    const struct settings *settings;
    const char *name; /* of the strategy in messages */
    struct strategy strategy;
    size_t reported; /* findings */
    uint32_t wanted; /* line */
    struct heading_tree tree;
    struct word_list stop_words;
    struct strategy_matcher *matcher;
    struct table_reader table;
    struct output *output;
    struct output **sets; /* by line */
    uint64_t *hits;       /* by line */
    uint64_t documents, unknown;
    struct buffer id, rows; /* of the document being read */
    uint64_t line;          /* where it began */
};

/* The text around a place of a line, and a caret under the place. */
static void show_place(const struct search *search, const struct strategy_finding *finding)
{
    struct slice text = search->strategy.lines[finding->line].text;
    size_t from = 0, to = text.size, place = finding->place < to ? finding->place : to;
    if (place > EXCERPT / 2)
        from = place - EXCERPT / 2;
    while (from < place && (text.data[from] & 0xC0) == 0x80)
        from++;
    if (to - from > EXCERPT)
        to = from + EXCERPT;
    while (to < text.size && (text.data[to] & 0xC0) == 0x80)
        to++;
    message_note(NULL, "    %.*s", (int)(to - from), text.data + from);
    message_note(NULL, "    %*s",
                 (int)width_columns(slice_make(text.data + from, place - from)) + 1, "^");
}

/* Errors and warnings that were not reported yet. */
static void report(struct search *search)
{
    for (; search->reported < search->strategy.finding_count; search->reported++) {
        const struct strategy_finding *finding = &search->strategy.findings[search->reported];
        struct strategy_spot spot = strategy_place(&search->strategy, finding);
        struct place place = {search->name, spot.line, spot.column};
        int size = (int)finding->message.size;
        if (finding->level == STRATEGY_ERROR) {
            message_error(&place, "%.*s", size, finding->message.data);
            show_place(search, finding);
        } else if (finding->level == STRATEGY_WARNING)
            message_note(&place, "warning: %.*s", size, finding->message.data);
    }
}

static void write_lint(struct search *search)
{
    static const char *const levels[] = {"error", "warning", "note"};
    struct table_writer table = {.output = search->output};
    struct strategy *strategy = &search->strategy;
    strategy_lint(strategy);
    strategy_sort_findings(strategy);
    table_cell_string(&table, "file_line");
    table_cell_string(&table, "column");
    table_cell_string(&table, "line");
    table_cell_string(&table, "level");
    table_cell_string(&table, "finding");
    table_end_row(&table);
    for (size_t i = 0; i < strategy->finding_count; i++) {
        const struct strategy_finding *finding = &strategy->findings[i];
        struct strategy_spot spot = strategy_place(strategy, finding);
        table_cell_u64(&table, spot.line);
        table_cell_u64(&table, spot.column);
        table_cell_u64(&table, strategy->lines[finding->line].number);
        table_cell_string(&table, levels[finding->level]);
        table_cell(&table, finding->message);
        table_end_row(&table);
    }
}

static void read_strategy(struct search *search)
{
    const struct settings *settings = search->settings;
    struct buffer text = {0};
    if (!settings->strategy == (settings->queries.count == 0))
        message_usage("expected a strategy: -s FILE or -q LINE");
    search->name = settings->strategy ? settings->strategy : "query";
    if (settings->strategy) {
        struct slice file = input_whole(settings->strategy, LARGEST_STRATEGY);
        strategy_read(&search->strategy, file, false);
        free((char *)(uintptr_t)file.data);
        return;
    }
    for (size_t i = 0; i < settings->queries.count; i++)
        buffer_append_format(&text, "%s%s", i > 0 ? "\n" : "", settings->queries.items[i]);
    strategy_read(&search->strategy, buffer_slice(&text), true);
    buffer_free(&text);
}

/* Which line is written. Where it cannot be run there is nothing to do but the other lines. */
static void choose_line(struct search *search)
{
    const struct settings *settings = search->settings;
    struct strategy *strategy = &search->strategy;
    if (strategy->pubmed)
        message_fatal(NULL, "%s cannot be run", search->name);
    if (strategy->line_count == 0)
        message_fatal(&(struct place){search->name, 0, 0}, "holds no line of a strategy");
    search->wanted = (uint32_t)strategy->line_count - 1;
    if (settings->line > 0)
        search->wanted = strategy_find_line(strategy, settings->line);
    if (search->wanted == STRATEGY_NONE)
        message_fatal(&(struct place){search->name, 0, 0}, "there is no line %llu (--line)",
                      (unsigned long long)settings->line);
    const struct strategy_line *line = &strategy->lines[search->wanted];
    if ((line->cause != STRATEGY_NONE || line->root == STRATEGY_NONE) && !settings->history &&
        !settings->sets)
        message_fatal(NULL, "line %llu cannot be run; --line chooses another one",
                      (unsigned long long)line->number);
}

static void open_sets(struct search *search)
{
    const struct strategy *strategy = &search->strategy;
    search->hits = memory_zeroed(strategy->line_count, sizeof *search->hits);
    if (!search->settings->sets)
        return;
    output_make_folder(search->settings->sets);
    search->sets = memory_zeroed(strategy->line_count, sizeof *search->sets);
    struct buffer path = {0};
    for (size_t i = 0; i < strategy->line_count; i++) {
        if (strategy->lines[i].root == STRATEGY_NONE || strategy->lines[i].cause != STRATEGY_NONE)
            continue;
        buffer_clear(&path);
        buffer_append_format(&path, "%s/%llu.txt", search->settings->sets,
                             (unsigned long long)strategy->lines[i].number);
        buffer_append_char(&path, '\0');
        search->sets[i] = output_open(path.data);
    }
    buffer_free(&path);
}

static void prepare(struct search *search)
{
    const struct settings *settings = search->settings;
    if (settings->tree) {
        struct slice file = input_whole(settings->tree, LARGEST_TREE);
        heading_tree_read(&search->tree, settings->tree, file);
        free((char *)(uintptr_t)file.data);
    }
    if (settings->stop_words)
        word_list_read_stop_words(&search->stop_words, settings->stop_words);
    search->matcher = strategy_matcher_new(
        &search->strategy, search->table.columns, search->table.column_count,
        settings->tree ? &search->tree : NULL,
        settings->stop_words ? &search->stop_words.stop_words : NULL);
    report(search);
    open_sets(search);
    output_slice(search->output, buffer_slice(&search->table.header));
    output_char(search->output, '\n');
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
        if (found && search->sets && search->sets[i]) {
            table_encode(buffer_slice(&search->id), search->sets[i]);
            output_char(search->sets[i], '\n');
        }
        if (i != search->wanted)
            continue;
        search->unknown += matcher->values[i] == STRATEGY_CANNOT_TELL;
        if (found)
            output_slice(search->output, buffer_slice(&search->rows));
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
    }
    end_document(search);
}

/* Ovid's own layout: the number of the line, the search, and how many records it finds. */
static void write_history(const struct search *search)
{
    struct table_writer table = {.output = output_open(search->settings->history)};
    table_cell_string(&table, "line");
    table_cell_string(&table, "search");
    table_cell_string(&table, "hits");
    table_end_row(&table);
    for (size_t i = 0; i < search->strategy.line_count; i++) {
        const struct strategy_line *line = &search->strategy.lines[i];
        bool run = line->root != STRATEGY_NONE && line->cause == STRATEGY_NONE && search->hits;
        table_cell_u64(&table, line->number);
        table_cell(&table, line->text);
        if (run)
            table_cell_u64(&table, search->hits[i]);
        else
            table_cell_string(&table, "");
        table_end_row(&table);
    }
    output_close(table.output);
}

static void end(struct search *search)
{
    const struct settings *settings = search->settings;
    if (settings->history)
        write_history(search);
    for (size_t i = 0; i < search->strategy.line_count && search->sets; i++)
        if (search->sets[i])
            output_close(search->sets[i]);
    unsigned long long unknown = search->unknown;
    if (unknown > 0)
        message_note(NULL,
                     settings->unknown == UNKNOWN_KEEP
                         ? "%llu documents have no value for a limit and were kept (--unknown)"
                         : "%llu documents have no value for a limit and were dropped (--unknown)",
                     unknown);
    if (settings->verbose && search->hits)
        message_note(NULL, "%llu documents, %llu found", (unsigned long long)search->documents,
                     (unsigned long long)search->hits[search->wanted]);
}

int main(int argc, char **argv)
{
    struct settings settings = {.common = COMMON_DEFAULTS};
    size_t files = options_read(&filter, argc, argv, &settings);
    message_strict(settings.common.strict);
    struct search search = {.settings = &settings};
    read_strategy(&search);
    search.output = output_open(settings.common.output);
    if (settings.lint) {
        write_lint(&search);
        return message_end(STATUS_DONE);
    }
    report(&search);
    choose_line(&search);
    struct input *input = input_open(argv, files, settings.common.max_record);
    search_documents(&search, input);
    end(&search);
    bool none = settings.exit_status && (!search.hits || search.hits[search.wanted] == 0);
    input_close(input);
    return message_end(none ? STATUS_NONE : STATUS_DONE);
}
