#include "base/options.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/number.h"
#include "base/output.h"
#include "base/suggest.h"
#include "base/version.h"

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

static void print_help(const struct filter *filter)
{
    enum { WIDE = 30 };
    struct output *output = output_open(NULL);
    output_format(output, "%s - %s\n\nusage: %s [options] %s\n\noptions:\n", filter->name,
                  filter->purpose, filter->name, filter->operands);
    for (const struct option *option = filter->options; option->name; option++) {
        char left[160];
        int width = describe(option, left, sizeof left);
        if (width <= WIDE)
            output_format(output, "%-*s  %s\n", WIDE, left, option->help);
        else
            output_format(output, "%s\n%*s%s\n", left, WIDE + 2, "", option->help);
    }
    output_format(output, "%-*s  %s\n", WIDE, "      --help", "print this and end");
    output_format(output, "%-*s  %s\n", WIDE, "      --version", "print the version and end");
    output_format(output, "\n'cospan help %s' shows the manual page.\n", filter->name);
}

static void print_version(const struct filter *filter)
{
    struct output *output = output_open(NULL);
    output_format(output, "%s (cospan) %s\n", filter->name, COSPAN_VERSION);
    for (size_t i = 0; filter->libraries && filter->libraries[i]; i++)
        output_format(output, "%s\n", filter->libraries[i]());
}

/* One option a line for the shell's completion: name TAB argument TAB help. */
static void print_completion(const struct filter *filter)
{
    struct output *output = output_open(NULL);
    for (const struct option *option = filter->options; option->name; option++) {
        output_format(output, "--%s\t%s\t%s\n", option->name,
                      option->argument ? option->argument : "", option->help);
        if (option->letter)
            output_format(output, "-%c\t%s\t%s\n", option->letter,
                          option->argument ? option->argument : "", option->help);
    }
    output_format(output, "--help\t\tprint this and end\n");
    output_format(output, "--version\t\tprint the version and end\n");
}

static void print_and_end(const struct filter *filter, void (*print)(const struct filter *))
{
    print(filter);
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

static int read_choice(const struct option *option, const char *text)
{
    struct slice rest = slice_of(option->argument);
    for (int index = 0; rest.data; index++)
        if (slice_is(slice_cut(&rest, '|'), text))
            return index;
    message_usage("--%s expects one of %s, not '%s'", option->name, option->argument, text);
}

static void store(const struct option *option, const char *text, void *settings)
{
    void *at = (char *)settings + option->offset;
    struct option_list *list = at;
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

static const struct option *find_long(const struct filter *filter, struct slice name)
{
    for (const struct option *option = filter->options; option->name; option++)
        if (slice_is(name, option->name))
            return option;
    if (slice_is(name, "help"))
        print_and_end(filter, print_help);
    if (slice_is(name, "version"))
        print_and_end(filter, print_version);
    if (slice_is(name, "completion"))
        print_and_end(filter, print_completion);
    struct suggest suggest = suggest_begin(name);
    for (const struct option *option = filter->options; option->name; option++)
        suggest_add(&suggest, slice_of(option->name));
    struct slice nearest = suggest_nearest(&suggest);
    if (nearest.data)
        message_usage("no option --%.*s; did you mean --%.*s?", (int)name.size, name.data,
                      (int)nearest.size, nearest.data);
    message_usage("no option --%.*s", (int)name.size, name.data);
}

static const struct option *find_letter(const struct filter *filter, char letter)
{
    for (const struct option *option = filter->options; option->name; option++)
        if (option->letter && option->letter == letter)
            return option;
    message_usage("no option -%c", letter);
}

/* Reads the option at argv[at]; returns how many further arguments it took. */
static int read_long(const struct filter *filter, int argc, char **argv, int at, void *settings)
{
    struct slice value = slice_of(argv[at] + 2);
    struct slice name = slice_cut(&value, '=');
    const struct option *option = find_long(filter, name);
    if (!takes_argument(option)) {
        if (value.data)
            message_usage("--%s takes no value", option->name);
        store(option, NULL, settings);
        return 0;
    }
    if (!value.data && at + 1 >= argc)
        message_usage("--%s expects %s after it", option->name, option->argument);
    store(option, value.data ? value.data : argv[at + 1], settings);
    return value.data ? 0 : 1;
}

static int read_letters(const struct filter *filter, int argc, char **argv, int at, void *settings)
{
    for (const char *letter = argv[at] + 1; *letter; letter++) {
        const struct option *option = find_letter(filter, *letter);
        if (!takes_argument(option)) {
            store(option, NULL, settings);
            continue;
        }
        if (letter[1]) {
            store(option, letter + 1, settings);
            return 0;
        }
        if (at + 1 >= argc)
            message_usage("-%c expects %s after it", *letter, option->argument);
        store(option, argv[at + 1], settings);
        return 1;
    }
    return 0;
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
    message_program(filter->name);
    hold_closed_streams();
    size_t operands = 0;
    bool ended = false;
    for (int at = 1; at < argc; at++) {
        char *word = argv[at];
        if (ended || word[0] != '-' || word[1] == '\0')
            argv[operands++] = word;
        else if (strcmp(word, "--") == 0)
            ended = true;
        else if (word[1] == '-')
            at += read_long(filter, argc, argv, at, settings);
        else
            at += read_letters(filter, argc, argv, at, settings);
    }
    return operands;
}
