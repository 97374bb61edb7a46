/* put what programs make in its place, whole, without harm to what is there
 *
 * Pipelines are shell scripts, and a shell cannot take a lock that lasts, clean up after every
 * signal, or replace a folder at once. So this program does it for them, in two calls: `place run`
 * locks the target, makes a stage beside it, runs the script and removes the stage when it has ended,
 * however it has ended; `place commit`, which the script calls when all is made, puts it in its
 * place. The script decides when that is, and can say so afterwards; a script that fails has changed
 * nothing. The work on the lock, signals, recovery is in one process, whose command inherits the
 * lock, so that what a killed run has left running keeps others out. */
#include "base/message.h"
#include "base/options.h"
#include "base/output.h"
#include "base/process.h"
#include "place/files.h"
#include "place/generations.h"
#include "place/run.h"
#include "place/tell.h"
#include "place/whole.h"

struct settings {
    int kind;
    bool share;
    const char *name;
    struct files_options files;
    uint64_t keep;
    struct option_list held;
    const char *as;
};

#define AT(field) offsetof(struct settings, field)
#define OPTION_NAME                                                                                \
    {                                                                                              \
        0, "name", OPTION_TEXT, AT(name), "NAME", "speak of itself as NAME in messages"            \
    }
#define OPTION_SHARE                                                                               \
    {                                                                                              \
        0, "share", OPTION_FLAG, AT(share), NULL,                                                  \
            "let the umask decide who can read what is made; default: only you"                    \
    }

static const struct option run_options[] = {
    {0, "kind", OPTION_CHOICE, AT(kind), TARGET_KINDS, "what the target is (default folder)"},
    OPTION_SHARE,
    OPTION_NAME,
    OPTION_END,
};

static const struct option commit_options[] = {
    {0, "edited", OPTION_LIST, AT(files.edited), "PATTERN",
     "files that people may edit: an edited one stays, and the new one is put beside it"},
    {0, "remove", OPTION_LIST, AT(files.removed), "PATH", "remove this file, if it was made here"},
    {0, "only", OPTION_FLAG, AT(files.only), NULL,
     "remove every file that was made here and is not staged"},
    OPTION_NAME,
    OPTION_END,
};

static const struct option prune_options[] = {
    {0, "keep", OPTION_COUNT, AT(keep), "N", "keep the last N generations (default 5)"},
    {0, "hold", OPTION_LIST, AT(held), "NUMBER", "keep this generation too"},
    OPTION_NAME,
    OPTION_END,
};

static const struct option put_options[] = {
    OPTION_SHARE,
    OPTION_NAME,
    OPTION_END,
};

static const struct option tell_options[] = {
    {0, "as", OPTION_TEXT, AT(as), "WORD", "what is told, in one word"},
    OPTION_NAME,
    OPTION_END,
};

static void need(bool given, const char *what)
{
    if (!given)
        message_usage("expected %s", what);
}

static int run(const struct settings *settings, char **operands, size_t count)
{
    bool scratch = settings->kind == TARGET_SCRATCH;
    need(count > (scratch ? 0 : 1), scratch ? "a command" : "a target and a command");
    operands[count] = NULL;
    int status = run_command((enum target_kind)settings->kind, scratch ? "" : operands[0],
                             settings->share, operands + !scratch);
    status = message_end(status);
    process_end_as(status);
    return status;
}

static int commit(const struct settings *settings, char **operands, size_t count)
{
    (void)operands;
    need(count == 0, "no operand");
    process_hold_signals();
    struct target target = run_target();
    if (target.kind == TARGET_FOLDER)
        whole_commit(&target);
    else if (target.kind == TARGET_FILES)
        files_commit(&target, &settings->files);
    else
        generations_commit(&target);
    return message_end(STATUS_DONE);
}

static int prune(const struct settings *settings, char **operands, size_t count)
{
    (void)operands;
    need(count == 0, "no operand");
    process_hold_signals();
    struct target target = run_target();
    need(target.kind == TARGET_GENERATIONS, "a run of generations");
    generations_prune(&target, settings->keep, &settings->held);
    return message_end(STATUS_DONE);
}

static int put(const struct settings *settings, char **operands, size_t count)
{
    need(count == 2, "a file, or - for standard input, and where it goes");
    if (!settings->share)
        process_be_private();
    output_copy(output_open(operands[1]), operands[0]);
    return message_end(STATUS_DONE);
}

static int tell(const struct settings *settings, char **operands, size_t count)
{
    need(count == 2 && settings->as, "--as, a file and where it goes");
    process_hold_signals();
    struct target target = run_target();
    tell_once(&target, settings->as, operands[0], operands[1]);
    return message_end(STATUS_DONE);
}

static const struct {
    struct filter filter;
    int (*act)(const struct settings *settings, char **operands, size_t count);
} commands[] = {
    {{"place run", "run a command that makes a target", "[TARGET] -- COMMAND [ARGUMENT ...]",
      run_options, .bare = true},
     run},
    {{"place commit", "put what is staged in its place", "", commit_options, .bare = true}, commit},
    {{"place prune", "remove old generations", "", prune_options, .bare = true}, prune},
    {{"place put", "write a file, whole or not at all", "FILE TARGET", put_options, .bare = true},
     put},
    {{"place tell", "add a file to another one, or print it, once", "FILE TARGET", tell_options,
      .bare = true},
     tell},
};

enum { COMMANDS = sizeof commands / sizeof *commands };

static void print_help(void)
{
    struct output *output = output_open(NULL);
    output_string(output, "place - put what programs make in its place, whole, without harm to "
                          "what is there\n\nusage: place COMMAND [options]\n\ncommands:\n");
    for (size_t i = 0; i < COMMANDS; i++)
        output_format(output, "  %-14s  %s\n", commands[i].filter.name, commands[i].filter.purpose);
    output_string(output, "\n'place COMMAND --help' lists the options; see place(8).\n");
    message_exit(message_end(STATUS_DONE));
}

int main(int argc, char **argv)
{
    static const char prefix[] = "place ";
    struct settings settings = {.kind = TARGET_FOLDER, .keep = 5};
    const char *word = argc > 1 ? argv[1] : "";
    message_program("place");
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)
        print_help();
    for (size_t i = 0; i < COMMANDS; i++) {
        if (strcmp(commands[i].filter.name + sizeof prefix - 1, word) != 0)
            continue;
        size_t count = options_read(&commands[i].filter, argc - 1, argv + 1, &settings);
        message_program(settings.name ? settings.name : "place");
        return commands[i].act(&settings, argv + 1, count);
    }
    message_usage("expected a command, not '%s'", word);
}
