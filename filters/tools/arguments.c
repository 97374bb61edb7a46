/* arguments - read the command line of a script as its manual page says
 *
 * `arguments OUTPUT PAGE NAME WORD...` reads the words with the options of the page, as a filter
 * reads its own, with the same messages, --help and --completion. What was given goes to OUTPUT, for
 * mapfile -d '' of bash: pairs of NUL-terminated words, a name and a value. The names are `options`
 * (with the value `read`), then the long options, `operands`, and `rest` for every word after `--`.
 * Nothing is written to OUTPUT after a mistake, --help, --version or --completion. */
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/manual_page.h"
#include "base/memory.h"
#include "base/message.h"
#include "base/options.h"
#include "base/output.h"

enum { MOST_OPTIONS = 32 };

struct settings {
    struct manual_page_value values[MOST_OPTIONS];
};

static void write_pair(struct output *output, const char *name, struct slice value)
{
    output_string(output, name);
    output_char(output, '\0');
    output_slice(output, value);
    output_char(output, '\0');
}

/* The word of the choice. */
static struct slice chosen(const struct option *option, int choice)
{
    struct slice rest = slice_of(option->argument), word = slice_cut(&rest, '|');
    while (choice-- > 0)
        word = slice_cut(&rest, '|');
    return word;
}

static void write_option(const struct option *option, const struct manual_page_value *value,
                         struct output *output)
{
    struct buffer digits = {0};
    for (size_t i = 0; i < value->texts.count; i++)
        write_pair(output, option->name, slice_of(value->texts.items[i]));
    if (value->flag)
        write_pair(output, option->name, slice_of("yes"));
    if (value->choice >= 0)
        write_pair(output, option->name, chosen(option, value->choice));
    if (value->number != UINT64_MAX) {
        buffer_append_u64(&digits, value->number);
        write_pair(output, option->name, buffer_slice(&digits));
    }
    buffer_free(&digits);
}

/* Whether the word is the argument of an option. */
static bool is_argument(const struct settings *settings, size_t count, const char *word)
{
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < settings->values[i].texts.count; k++)
            if (settings->values[i].texts.items[k] == word)
                return true;
    return false;
}

/* How many of the words, which are as they were given, come after the `--` that ends the options. */
static size_t count_after(const struct settings *settings, size_t count, char **words, int number)
{
    for (int i = 1; i < number; i++)
        if (strcmp(words[i], "--") == 0 && !is_argument(settings, count, words[i]))
            return (size_t)(number - i - 1);
    return 0;
}

int main(int argc, char **argv)
{
    message_program("arguments");
    if (argc < 4)
        message_usage("expected OUTPUT PAGE NAME and the words of a command line");
    struct settings settings;
    struct manual_page page = manual_page_read(argv[2], argv[3], offsetof(struct settings, values),
                                               MOST_OPTIONS);
    struct filter script = {.name = argv[3],
                            .purpose = page.purpose,
                            .operands = page.operands,
                            .options = page.options,
                            .bare = true};
    manual_page_clear(settings.values, page.count);
    char **words = argv + 3, **given = memory_allocate((size_t)argc, sizeof *given);
    memcpy(given, words, (size_t)(argc - 3) * sizeof *given);
    size_t operands = options_read(&script, argc - 3, words, &settings);
    size_t after = count_after(&settings, page.count, given, argc - 3);
    struct output *output = output_open(argv[1]);
    write_pair(output, "options", slice_of("read"));
    for (size_t i = 0; i < page.count; i++)
        write_option(&page.options[i], &settings.values[i], output);
    for (size_t i = 0; i < operands; i++)
        write_pair(output, i + after < operands ? "operands" : "rest", slice_of(words[i]));
    return message_end(STATUS_DONE);
}
