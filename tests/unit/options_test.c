/* One table describes a command line: what it stores, what it refuses and how it says so. */
#include "base/options.h"

#include "base/filter.h"
#include "base/message.h"
#include "base/slice.h"
#include "check.h"

struct settings {
    struct common common;
    bool fold;
    bool stop, stem, lemma;
    bool words, lines, files;
    const char *column;
    uint64_t top;
    double share;
    int overlap;
    struct option_list dictionaries;
};

static const struct option options[] = {
    {'i', "fold-case", OPTION_FLAG, offsetof(struct settings, fold), NULL, "upper case is lower"},
    {0, "no-stop", OPTION_UNSET, offsetof(struct settings, stop), NULL, "go on"},
    {'c', "column", OPTION_TEXT, offsetof(struct settings, column), "NAME", "the column"},
    {'n', "top", OPTION_COUNT, offsetof(struct settings, top), "N", "the first N"},
    {0, "share", OPTION_NUMBER, offsetof(struct settings, share), "SHARE", "part of the whole"},
    {0, "overlap", OPTION_CHOICE, offsetof(struct settings, overlap), "concept|one|all", "which"},
    {'d', "dictionary", OPTION_LIST, offsetof(struct settings, dictionaries), "FILE", "words"},
    {0, "stem", OPTION_FLAG, offsetof(struct settings, stem), NULL, "stems of the column"},
    {0, "lemma", OPTION_FLAG, offsetof(struct settings, lemma), NULL, "lemmas of the column"},
    {'w', "words", OPTION_FLAG, offsetof(struct settings, words), NULL, "count words"},
    {0, "lines", OPTION_FLAG, offsetof(struct settings, lines), NULL, "count lines"},
    {0, "files", OPTION_FLAG, offsetof(struct settings, files), NULL, "count files"},
    OPTION_END,
};

static const char *library_version(void)
{
    return "somelibrary 1.2";
}

static const struct filter filter = {
    .name = "sift",
    .purpose = "keep what is wanted",
    .options = options,
    .libraries = {library_version},
    .conflicts = {{"overlap", "top,share", "a share has no overlaps"},
                  {"words,lines,files", NULL, "each of them says what is counted"}},
    .needs = {{"stem,lemma", "column,dictionary"}},
};

/* A command line, cut at its spaces. What is read points into it. */
struct line {
    const char *text;
    char copy[256];
    char *words[32];
    size_t operands;
    struct settings settings;
};

static void read_line(void *argument)
{
    struct line *line = argument;
    static char program[] = "sift";
    int count = 1;
    line->words[0] = program;
    snprintf(line->copy, sizeof line->copy, "%s", line->text);
    for (char *at = line->copy; *at;) {
        line->words[count++] = at;
        while (*at && *at != ' ')
            at++;
        if (*at)
            *at++ = '\0';
    }
    line->settings = (struct settings){.stop = true, .column = "FORM"};
    line->operands = options_read(&filter, count, line->words, &line->settings);
}

static struct line reading(const char *text)
{
    struct line line = {.text = text};
    read_line(&line);
    /* The words point into a copy that is left behind: only what is compared at once is used. */
    return line;
}

static bool refuses(const char *text, const char *message)
{
    struct line line = {.text = text};
    int status = check_ends(read_line, &line);
    bool good = status == 2 && strstr(check_messages, message) && check_output[0] == '\0' &&
                strstr(check_messages, "\nsift: 'sift --help' lists the options\n");
    if (!good)
        printf("%s: status %d, said: %s", text, status, check_messages);
    return good;
}

TEST("an empty command line leaves the defaults")
{
    struct line line = reading("");
    CHECK(line.operands == 0);
    CHECK(!line.settings.fold && line.settings.stop && line.settings.top == 0);
    CHECK(strcmp(line.settings.column, "FORM") == 0);
    CHECK(line.settings.common.max_record == 256 * 1024 * 1024);
    CHECK(!line.settings.common.strict && !line.settings.common.output);
}

TEST("every kind of option stores its value, with = or a space")
{
    static struct line line;
    line.text = "--fold-case --no-stop --top 20 --share 0.25 --strict -v --max-record 1K";
    read_line(&line);
    CHECK(line.settings.fold && !line.settings.stop && line.settings.common.strict);
    CHECK(line.settings.common.verbose && line.settings.common.max_record == 1024);
    CHECK(line.settings.top == 20);
    CHECK(line.settings.share > 0.2499 && line.settings.share < 0.2501);
    line.text = "--column LEMMA --overlap one";
    read_line(&line);
    CHECK(strcmp(line.settings.column, "LEMMA") == 0 && line.settings.overlap == 1);
    line.text = "--column=LEMMA --overlap=all";
    read_line(&line);
    CHECK(strcmp(line.settings.column, "LEMMA") == 0 && line.settings.overlap == 2);
    line.text = "--column=";
    read_line(&line);
    CHECK(strcmp(line.settings.column, "") == 0);
    line.text = "-d a.tsv --dictionary b.tsv -dc.tsv";
    read_line(&line);
    CHECK(line.settings.dictionaries.count == 3);
    CHECK(strcmp(line.settings.dictionaries.items[0], "a.tsv") == 0);
    CHECK(strcmp(line.settings.dictionaries.items[2], "c.tsv") == 0);
    free(line.settings.dictionaries.items);
}

TEST("letters may be joined, the last with its value")
{
    static struct line line;
    line.text = "-vc LEMMA -n20 file";
    read_line(&line);
    CHECK(line.settings.common.verbose && line.settings.top == 20 && line.operands == 1);
    CHECK(strcmp(line.settings.column, "LEMMA") == 0);
    line.text = "-vcLEMMA";
    read_line(&line);
    CHECK(line.settings.common.verbose && strcmp(line.settings.column, "LEMMA") == 0);
    line.text = "-c -i";
    read_line(&line);
    CHECK(!line.settings.fold && strcmp(line.settings.column, "-i") == 0);
}

TEST("options and files may mix, and -- ends the options")
{
    static struct line line;
    line.text = "one --fold-case two - -- --top -i";
    read_line(&line);
    CHECK(line.operands == 5 && line.settings.fold);
    CHECK(strcmp(line.words[0], "one") == 0 && strcmp(line.words[1], "two") == 0);
    CHECK(strcmp(line.words[2], "-") == 0 && strcmp(line.words[3], "--top") == 0);
    CHECK(strcmp(line.words[4], "-i") == 0);
}

TEST("sizes have K, M and G, and stay within 2^64 - 1")
{
    CHECK(reading("--top 3K").settings.top == 3072);
    CHECK(reading("--top 2M").settings.top == 2097152);
    CHECK(reading("--top 1G").settings.top == 1073741824);
    CHECK(reading("--top 18446744073709551615").settings.top == UINT64_MAX);
    CHECK(refuses("--top 18446744073709551615K", "--top expects a whole number"));
    CHECK(refuses("--top K", "--top expects a whole number, not 'K'"));
    CHECK(refuses("--top -1", "--top expects a whole number, not '-1'"));
    CHECK(refuses("--top 1.5", "--top expects a whole number, not '1.5'"));
}

TEST("what is refused is named, with what was expected")
{
    CHECK(refuses("--gibberish", "sift: no option --gibberish\n"));
    CHECK(refuses("--column-name", "sift: no option --column-name; did you mean --column?\n"));
    CHECK(refuses("--gibberish=3", "sift: no option --gibberish\n"));
    CHECK(refuses("-x", "sift: no option -x\n"));
    CHECK(refuses("-ix", "sift: no option -x\n"));
    CHECK(refuses("--column", "sift: --column expects NAME after it\n"));
    CHECK(refuses("-ic", "sift: -c expects NAME after it\n"));
    CHECK(refuses("--fold-case=yes", "sift: --fold-case takes no value\n"));
    CHECK(
        refuses("--overlap some", "sift: --overlap expects one of concept|one|all, not 'some'\n"));
    CHECK(refuses("--overlap concept|one", "expects one of concept|one|all"));
    CHECK(refuses("--share half", "sift: --share expects a number, not 'half'\n"));
    CHECK(refuses("--fold", "did you mean --fold-case?"));
}

TEST("options that exclude each other are refused, with the reason")
{
    CHECK(refuses("--overlap one --share 0.5",
                  "sift: --overlap and --share exclude each other: a share has no overlaps\n"));
    CHECK(refuses("-n 0 --overlap concept", "sift: --overlap and --top exclude each other: "));
    CHECK(refuses("-w --lines", "sift: --words and --lines exclude each other: each of them "));
    CHECK(refuses("--files -w", "sift: --words and --files exclude each other: "));
    CHECK(refuses("--files --lines", "sift: --lines and --files exclude each other: "));
    CHECK(reading("--files -i").settings.files);
    CHECK(reading("--top 3 --share 0.5 -d x").settings.top == 3);
}

TEST("an option that needs another is refused without it")
{
    CHECK(refuses("--stem", "sift: --stem needs --column or --dictionary\n"));
    CHECK(refuses("-n 3 --lemma", "sift: --lemma needs --column or --dictionary\n"));
    CHECK(reading("--stem -d x").settings.dictionaries.count == 1);
    CHECK(reading("--lemma --stem -c x").settings.lemma);
}

TEST("the words of a choice are asked from its row")
{
    CHECK(slice_is(options_word(&filter, "overlap", 0), "concept"));
    CHECK(slice_is(options_word(&filter, "overlap", 1), "one"));
    CHECK(slice_is(options_word(&filter, "overlap", 2), "all"));
    CHECK(options_word(&filter, "fold-case", 0).size == 0);
    CHECK(options_index("concept|one|all", slice_of("all")) == 2);
    CHECK(options_index("concept|one|all", slice_of("al")) == -1);
}

/* The first byte of a file, and totals. */
static void open_streams(void *argument)
{
    struct line line = {.text = argument};
    static char program[] = "sift", verbose[] = "-v";
    char *words[] = {program, argument, verbose};
    struct streams streams = filter_open(&filter, 3, words, &line.settings);
    struct slice text;
    input_next_file(streams.input);
    while (input_line(streams.input, &text))
        output_format(streams.output, "%.*s of %zu;", SLICE(text), streams.count);
    message_detail(NULL, "%llu lines", U64(streams.input->line));
    message_exit(message_end(STATUS_DONE));
}

TEST("filter_open opens what the command line names, and -v reports details")
{
    char *path = check_file("a\nb\n", 4);
    CHECK(check_ends(open_streams, path) == 0);
    CHECK(strcmp(check_output, "a of 1;b of 1;") == 0);
    CHECK(strcmp(check_messages, "sift: 2 lines\n") == 0);
    unlink(path);
    free(path);
}

TEST("--help, --version and --completion print what the table holds")
{
    struct line line = {.text = "--help"};
    CHECK(check_ends(read_line, &line) == 0);
    CHECK(strstr(check_output, "sift - keep what is wanted\n\nusage: sift [options] [file ...]\n"));
    CHECK(strstr(check_output, "\n  -c, --column NAME             the column\n"));
    CHECK(strstr(check_output, "\n      --overlap concept|one|all  which\n") ||
          strstr(check_output, "\n      --overlap concept|one|all\n"));
    CHECK(strstr(check_output, "\n  -v, --verbose                 report totals"));
    CHECK(strstr(check_output, "\n  -o, --output FILE             write to FILE"));
    CHECK(check_messages[0] == '\0');
    line.text = "--version";
    CHECK(check_ends(read_line, &line) == 0);
    CHECK(strncmp(check_output, "sift (cospan) ", 14) == 0);
    CHECK(strstr(check_output, "\nsomelibrary 1.2\n"));
    line.text = "--completion";
    CHECK(check_ends(read_line, &line) == 0);
    CHECK(strstr(check_output, "--overlap\tconcept|one|all\twhich\n"));
    CHECK(strstr(check_output, "-i\t\tupper case is lower\n"));
}
