/* strategy - check a search strategy, translate it, or make one from dictionaries */
#include "base/filter.h"
#include "strategy/dictionary.h"
#include "strategy/read.h"
#include "strategy/report.h"
#include "strategy/strategy.h"
#include "strategy/tables.h"
#include "strategy/translate.h"
#include "stream/dictionary.h"
#include "text/normal.h"

struct settings {
    struct common common;
    int target;
    bool from_dictionary;
    bool exit_status;
};

/* clang-format off */
static const struct option options[] = {
    {0, "to", OPTION_CHOICE, offsetof(struct settings, target), "pubmed|ebsco|wos|scopus|embase",
     "write each line in the language of this database, and what it cannot say"},
    {0, "from-dictionary", OPTION_FLAG, offsetof(struct settings, from_dictionary), NULL,
     "read dictionaries instead, and write their concepts as a strategy"},
    {'e', "exit-status", OPTION_FLAG, offsetof(struct settings, exit_status), NULL,
     "end with 1 if a line of the strategy has an error"},
    OPTION_END,
};
/* clang-format on */

static const struct filter filter = {
    .name = "strategy",
    .purpose = "check a search strategy, translate it, or make one from dictionaries",
    .options = options,
    .libraries = {text_utf8proc_version},
};

enum { LARGEST_STRATEGY = 16 << 20, NO_TARGET = -1 };

/* Appends the lines of the present file. */
static void append_file(struct input *input, struct buffer *text)
{
    struct slice line;
    while (input_line(input, &line)) {
        buffer_append_slice(text, line);
        buffer_append_char(text, '\n');
    }
}

/* The concepts of all files, as the text of one strategy. */
static void read_dictionaries(struct input *input, struct buffer *text, struct buffer *name)
{
    struct dictionary dictionary = {0};
    struct buffer file = {0};
    while (input_next_file(input)) {
        buffer_clear(&file);
        append_file(input, &file);
        dictionary_read_table(&dictionary, input->name, buffer_slice(&file));
    }
    strategy_from_dictionary(&dictionary, "ti,ab", text);
    buffer_append_string(name, "strategy");
    buffer_free(&file);
    dictionary_free(&dictionary);
}

/* The text of a strategy, and what messages call it: several files are one strategy. */
static void read_files(struct input *input, struct buffer *text, struct buffer *name)
{
    while (input_next_file(input)) {
        buffer_append_format(name, "%s%s", name->size > 0 ? "+" : "", input->name);
        append_file(input, text);
        if (text->size > LARGEST_STRATEGY)
            message_fatal(&(struct place){input->name, 0, 0}, "a strategy has at most 16 MiB");
    }
}

static bool has_error(const struct strategy *strategy)
{
    for (size_t i = 0; i < strategy->finding_count; i++)
        if (strategy->findings[i].level == STRATEGY_ERROR)
            return true;
    return false;
}

/* Writes the strategy in another language, or what is wrong or doubtful in it. */
static void write_strategy(struct strategy *strategy, const char *name, int target,
                           struct output *output)
{
    if (strategy->line_count == 0 && !message_had_error())
        message_error(&(struct place){name, 0, 0}, "holds no line of a strategy");
    if (target == NO_TARGET) {
        strategy_write_findings(strategy, output);
        return;
    }
    strategy_report(strategy, name, 0);
    if (strategy->pubmed)
        message_fatal(NULL, "%s cannot be translated", name);
    strategy_write_translation(strategy, (enum strategy_target)target, output);
}

int main(int argc, char **argv)
{
    struct settings settings = {.target = NO_TARGET};
    struct streams streams = filter_open(&filter, argc, argv, &settings);
    struct strategy strategy = {0};
    struct buffer text = {0}, name = {0};
    buffer_reserve(&text, 1); /* an empty file is a text too */
    (settings.from_dictionary ? read_dictionaries : read_files)(streams.input, &text, &name);
    if (settings.from_dictionary && settings.target == NO_TARGET) {
        output_slice(streams.output, buffer_slice(&text));
        return message_end(STATUS_DONE);
    }
    buffer_append_char(&name, '\0');
    strategy_read(&strategy, buffer_slice(&text), false);
    write_strategy(&strategy, name.data, settings.target, streams.output);
    message_detail(NULL, "%zu lines, %zu findings", strategy.line_count, strategy.finding_count);
    return message_end(settings.exit_status && has_error(&strategy) ? STATUS_NONE : STATUS_DONE);
}
