#include "base/options.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "base/message.h"
#include "base/number.h"
#include "base/output.h"
#include "base/suggest.h"
#include "base/version.h"

/* clang-format off */
static const struct option common_options[] = {
    {'v', "verbose", OPTION_FLAG, offsetof(struct common, verbose), NULL,
     "report totals on standard error"},
    {'o', "output", OPTION_TEXT, offsetof(struct common, output), "FILE",
     "write to FILE, whole or not at all, instead of standard output"},
    {0, "strict", OPTION_FLAG, offsetof(struct common, strict), NULL,
     "stop at the first bad record"},
    {0, "max-record", OPTION_COUNT, offsetof(struct common, max_record), "BYTES",
     "longest line or record that is read (default 256M)"},
    OPTION_END,
};
/* clang-format on */

static const uint64_t MAX_RECORD = (uint64_t)256 << 20;

/* A command line while it is read: the rows of the filter, then those of every filter. */
struct line {
    const struct filter *filter;
    const struct option **rows;
    bool *given; /* for each row */
    size_t count;
    void *settings;
};

static size_t count_rows(const struct option *options)
{
    size_t count = 0;
    while (options[count].name)
        count++;
    return count;
}

static struct line begin_line(const struct filter *filter, void *settings)
{
    size_t own = count_rows(filter->options);
    size_t common = filter->bare ? 0 : count_rows(common_options);
    struct line line = {.filter = filter, .count = own + common, .settings = settings};
    line.rows = memory_allocate(line.count, sizeof(const struct option *));
    line.given = memory_zeroed(line.count, sizeof *line.given);
    for (size_t i = 0; i < line.count; i++)
        line.rows[i] = i < own ? &filter->options[i] : &common_options[i - own];
    return line;
}

static bool takes_argument(const struct option *option)
{
    return option->kind != OPTION_FLAG && option->kind != OPTION_UNSET;
}

/* "-o, --output FILE" */
static int describe(const struct option *option, char *to, size_t room)
{
    char letter[5] = "    ";
    if (option->letter)
        snprintf(letter, sizeof letter, "-%c, ", option->letter);
    return snprintf(to, room, "  %s--%s%s%s", letter, option->name, option->argument ? " " : "",
                    option->argument ? option->argument : "");
}

static void print_help(const struct line *line)
{
    enum { WIDE = 30 };
    const struct filter *filter = line->filter;
    struct output *output = output_open(NULL);
    output_format(output, "%s - %s\n\nusage: %s [options] %s\n\noptions:\n", filter->name,
                  filter->purpose, filter->name,
                  filter->operands ? filter->operands : "[file ...]");
    for (size_t i = 0; i < line->count; i++) {
        char left[160];
        int width = describe(line->rows[i], left, sizeof left);
        if (width <= WIDE)
            output_format(output, "%-*s  %s\n", WIDE, left, line->rows[i]->help);
        else
            output_format(output, "%s\n%*s%s\n", left, WIDE + 2, "", line->rows[i]->help);
    }
    output_format(output, "%-*s  %s\n", WIDE, "  -h, --help", "print this and end");
    output_format(output, "%-*s  %s\n", WIDE, "      --version", "print the version and end");
    output_format(output, "\n'cospan help %s' shows the manual page.\n", filter->name);
}

static void print_version(const struct line *line)
{
    const struct filter *filter = line->filter;
    struct output *output = output_open(NULL);
    output_format(output, "%s (cospan) %s\n", filter->name, COSPAN_VERSION);
    for (size_t i = 0; i < FILTER_LIBRARIES && filter->libraries[i]; i++)
        output_format(output, "%s\n", filter->libraries[i]());
}

/* One option a line for the shell's completion: name TAB argument TAB help. */
static void print_completion(const struct line *line)
{
    struct output *output = output_open(NULL);
    for (size_t i = 0; i < line->count; i++) {
        const struct option *option = line->rows[i];
        const char *argument = option->argument ? option->argument : "";
        output_format(output, "--%s\t%s\t%s\n", option->name, argument, option->help);
        if (option->letter)
            output_format(output, "-%c\t%s\t%s\n", option->letter, argument, option->help);
    }
    output_format(output, "--help\t\tprint this and end\n-h\t\tprint this and end\n");
    output_format(output, "--version\t\tprint the version and end\n");
}

static void print_and_end(const struct line *line, void (*print)(const struct line *))
{
    print(line);
    message_exit(message_end(STATUS_DONE));
}

static uint64_t read_count(const char *name, const char *text)
{
    struct slice digits = slice_of(text);
    uint64_t number;
    unsigned shift = 0;
    if (digits.size > 1) {
        char unit = digits.data[digits.size - 1];
        shift = unit == 'K' ? 10 : unit == 'M' ? 20 : unit == 'G' ? 30 : 0;
        digits.size -= shift ? 1 : 0;
    }
    if (!number_read_u64(digits, &number) || number > UINT64_MAX >> shift)
        message_usage("--%s expects a whole number, not '%s'", name, text);
    return number << shift;
}

int options_index(const char *words, struct slice word)
{
    struct slice rest = slice_of(words);
    for (int index = 0; rest.data; index++)
        if (slice_equal(slice_cut(&rest, '|'), word))
            return index;
    return -1;
}

static int read_choice(const struct option *option, const char *text)
{
    int index = options_index(option->argument, slice_of(text));
    if (index >= 0)
        return index;
    struct suggest suggest = suggest_begin(slice_of(text));
    for (struct slice rest = slice_of(option->argument); rest.data;)
        suggest_add(&suggest, slice_cut(&rest, '|'));
    message_usage("--%s expects one of %s, not '%s'%s", option->name, option->argument, text,
                  suggest_ending(&suggest, NULL));
}

static void store(struct line *line, size_t row, const char *text)
{
    const struct option *option = line->rows[row];
    void *at = (char *)line->settings + option->offset;
    struct option_list *list = at;
    line->given[row] = true;
    switch (option->kind) {
    case OPTION_FLAG:
        *(bool *)at = true;
        break;
    case OPTION_UNSET:
        *(bool *)at = false;
        break;
    case OPTION_TEXT:
        *(const char **)at = text;
        break;
    case OPTION_COUNT:
        *(uint64_t *)at = read_count(option->name, text);
        break;
    case OPTION_NUMBER:
        if (!number_read_double(slice_of(text), at))
            message_usage("--%s expects a number, not '%s'", option->name, text);
        break;
    case OPTION_CHOICE:
        *(int *)at = read_choice(option, text);
        break;
    case OPTION_LIST:
        list->items = memory_grow(list->items, &list->capacity, list->count + 1,
                                  sizeof *list->items);
        list->items[list->count++] = text;
        break;
    }
}

enum { NO_ROW = -1 };

static int find_row(const struct line *line, struct slice name)
{
    for (size_t i = 0; i < line->count; i++)
        if (slice_is(name, line->rows[i]->name))
            return (int)i;
    return NO_ROW;
}

static size_t find_long(const struct line *line, struct slice name)
{
    int row = find_row(line, name);
    if (row != NO_ROW)
        return (size_t)row;
    if (slice_is(name, "help"))
        print_and_end(line, print_help);
    if (slice_is(name, "version"))
        print_and_end(line, print_version);
    if (slice_is(name, "completion"))
        print_and_end(line, print_completion);
    struct suggest suggest = suggest_begin(name);
    for (size_t i = 0; i < line->count; i++)
        suggest_add(&suggest, slice_of(line->rows[i]->name));
    suggest_add(&suggest, slice_of("help"));
    suggest_add(&suggest, slice_of("version"));
    struct slice nearest = suggest_nearest(&suggest);
    if (nearest.data)
        message_usage("no option --%.*s; did you mean --%.*s?", SLICE(name), SLICE(nearest));
    message_usage("no option --%.*s", SLICE(name));
}

static size_t find_letter(const struct line *line, char letter)
{
    for (size_t i = 0; i < line->count; i++)
        if (line->rows[i]->letter && line->rows[i]->letter == letter)
            return i;
    if (letter == 'h')
        print_and_end(line, print_help);
    message_usage("no option -%c", letter);
}

/* Reads the option at argv[at]; returns how many further arguments it took. */
static int read_long(struct line *line, int argc, char **argv, int at)
{
    struct slice value = slice_of(argv[at] + 2);
    struct slice name = slice_cut(&value, '=');
    size_t row = find_long(line, name);
    const struct option *option = line->rows[row];
    if (!takes_argument(option)) {
        if (value.data)
            message_usage("--%s takes no value", option->name);
        store(line, row, NULL);
        return 0;
    }
    if (!value.data && at + 1 >= argc)
        message_usage("--%s expects %s after it", option->name, option->argument);
    store(line, row, value.data ? value.data : argv[at + 1]);
    return value.data ? 0 : 1;
}

static int read_letters(struct line *line, int argc, char **argv, int at)
{
    for (const char *letter = argv[at] + 1; *letter; letter++) {
        size_t row = find_letter(line, *letter);
        if (!takes_argument(line->rows[row])) {
            store(line, row, NULL);
            continue;
        }
        if (letter[1]) {
            store(line, row, letter + 1);
            return 0;
        }
        if (at + 1 >= argc)
            message_usage("-%c expects %s after it", *letter, line->rows[row]->argument);
        store(line, row, argv[at + 1]);
        return 1;
    }
    return 0;
}

/* The next option of a list that is given; empty at the end of the list. */
static struct slice next_given(const struct line *line, struct slice *rest)
{
    while (rest->data) {
        struct slice name = slice_cut(rest, ',');
        int row = find_row(line, name);
        if (row != NO_ROW && line->given[row])
            return name;
    }
    return slice_of("");
}

static void check_conflict(const struct line *line, const struct option_conflict *conflict)
{
    struct slice rest = slice_of(conflict->options), one = next_given(line, &rest);
    struct slice others = conflict->others ? slice_of(conflict->others) : rest;
    struct slice other = one.size > 0 ? next_given(line, &others) : one;
    if (other.size > 0)
        message_usage("--%.*s and --%.*s exclude each other: %s", SLICE(one), SLICE(other),
                      conflict->reason);
}

static void check_need(const struct line *line, const struct option_need *need)
{
    struct slice rest = slice_of(need->options), others = slice_of(need->others);
    struct slice one = next_given(line, &rest);
    if (one.size == 0 || next_given(line, &others).size > 0)
        return;
    struct buffer list = {0};
    for (rest = slice_of(need->others); rest.data;) {
        buffer_append_string(&list, list.size > 0 ? " or --" : "--");
        buffer_append_slice(&list, slice_cut(&rest, ','));
    }
    message_usage("--%.*s needs %.*s", SLICE(one), SLICE(list));
}

static void check_rules(const struct line *line)
{
    const struct filter *filter = line->filter;
    for (size_t i = 0; i < OPTION_RULES && filter->conflicts[i].options; i++)
        check_conflict(line, &filter->conflicts[i]);
    for (size_t i = 0; i < OPTION_RULES && filter->needs[i].options; i++)
        check_need(line, &filter->needs[i]);
}

/* A standard stream that is closed stays useless: otherwise the next file that is opened would take
 * its number, and a dictionary would be read as standard input. */
static void hold_closed_streams(void)
{
    for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; stream++)
        if (fcntl(stream, F_GETFD) < 0)
            open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

size_t options_read(const struct filter *filter, int argc, char **argv, void *settings)
{
    struct common *common = settings;
    message_program(filter->name);
    struct line line = begin_line(filter, settings);
    size_t operands = 0;
    bool ended = false;
    hold_closed_streams();
    if (!filter->bare && common->max_record == 0)
        common->max_record = MAX_RECORD;
    for (int at = 1; at < argc; at++) {
        char *word = argv[at];
        if (ended || word[0] != '-' || word[1] == '\0')
            argv[operands++] = word;
        else if (strcmp(word, "--") == 0)
            ended = true;
        else if (word[1] == '-')
            at += read_long(&line, argc, argv, at);
        else
            at += read_letters(&line, argc, argv, at);
    }
    check_rules(&line);
    free(line.rows);
    free(line.given);
    return operands;
}

struct slice options_word(const struct filter *filter, const char *name, int index)
{
    for (const struct option *option = filter->options; option->name; option++) {
        if (option->kind != OPTION_CHOICE || strcmp(option->name, name) != 0)
            continue;
        struct slice rest = slice_of(option->argument), word = slice_cut(&rest, '|');
        for (; index > 0 && rest.data; index--)
            word = slice_cut(&rest, '|');
        return word;
    }
    return slice_of("");
}
