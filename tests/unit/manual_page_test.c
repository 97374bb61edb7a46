/* The options of a script, as its manual page has them. */
#include "base/manual_page.h"

#include "check.h"

static struct manual_page_value values[8];

/* A file with a page that has these lines in its DESCRIPTION; `synopsis` is a whole section. */
static char *make_page(const char *synopsis, const char *lines)
{
    char text[4096];
    int size = snprintf(text, sizeof text,
                        ".Dt COSPAN-SIFT 1\n.Sh NAME\n.Nm cospan-sift\n.Nd keep what is wanted\n"
                        ".Sh SYNOPSIS\n%s.Sh DESCRIPTION\nSifts.\n.Bl -tag -width Ds\n%s.El\n"
                        ".Sh EXAMPLES\n.It Fl -none\n",
                        synopsis, lines);
    return check_file(text, (size_t)size);
}

static struct manual_page page_of(const char *synopsis, const char *lines)
{
    char *path = make_page(synopsis, lines);
    struct manual_page page = manual_page_read(path, "sift", 0, 8);
    unlink(path);
    free(path);
    return page;
}

TEST("the items of a page become options of their kinds")
{
    struct manual_page page = page_of("", ".It Fl d , Fl -dictionary Ar FILE\nTake this one.\n"
                                          ".It Fl -top Ar N\nKeep N.\nNot read.\n"
                                          ".It Fl -unit Cm turn | sentence\nChoose a unit.\n"
                                          ".It Fl -keep-going\nGo on.\n"
                                          ".It Fl h , Fl -help\nPrint the options.\n"
                                          ".It Fl -version\nPrint the version.\n");
    CHECK(strcmp(page.purpose, "keep what is wanted") == 0);
    CHECK(page.count == 4 && !page.options[4].name);
    CHECK(page.options[0].letter == 'd' && strcmp(page.options[0].name, "dictionary") == 0);
    CHECK(strcmp(page.options[0].argument, "FILE") == 0 && page.options[0].kind == OPTION_LIST);
    CHECK(strcmp(page.options[0].help, "take this one") == 0);
    CHECK(page.options[1].letter == 0 && page.options[1].kind == OPTION_COUNT);
    CHECK(strcmp(page.options[1].help, "keep N") == 0);
    CHECK(page.options[2].kind == OPTION_CHOICE);
    CHECK(strcmp(page.options[2].argument, "turn|sentence") == 0);
    CHECK(page.options[3].kind == OPTION_FLAG && !page.options[3].argument);
}

TEST("what is given for an option is stored as its kind says")
{
    struct manual_page page = page_of("", ".It Fl d , Fl -dictionary Ar FILE\nTake it.\n"
                                          ".It Fl -top Ar N\nKeep N.\n"
                                          ".It Fl -unit Cm turn | sentence\nChoose.\n"
                                          ".It Fl -quiet\nSay nothing.\n");
    static char words[][12] = {"sift", "-d",  "one",    "--top=3",  "file",
                               "-d",   "two", "--unit", "sentence", "--quiet"};
    char *line[10];
    for (size_t i = 0; i < 10; i++)
        line[i] = words[i];
    struct filter script = {.name = "sift",
                            .purpose = page.purpose,
                            .operands = page.operands,
                            .options = page.options,
                            .bare = true};
    manual_page_clear(values, 8);
    CHECK(values[1].number == UINT64_MAX && values[2].choice == -1 && !values[3].flag);
    CHECK(options_read(&script, 10, line, values) == 1 && strcmp(line[0], "file") == 0);
    CHECK(values[0].texts.count == 2 && strcmp(values[0].texts.items[1], "two") == 0);
    CHECK(values[1].number == 3 && values[2].choice == 1 && values[3].flag);
}

TEST("the first sentence becomes the help, whatever macros it has")
{
    struct manual_page page = page_of("", ".It Fl -one\nRead as\n.Xr count 1 ,\nor\n.Fl -two\n"
                                          ".Pq see Ql a.tsv .\n.It Fl -two\nURL of it.\n"
                                          ".It Fl -three\nIt\\&s a\\eb, no stop\n");
    CHECK(strcmp(page.options[0].help, "read as count(1), or --two (see 'a.tsv'.)") == 0 ||
          !printf("%s\n", page.options[0].help));
    CHECK(strcmp(page.options[1].help, "URL of it") == 0);
    CHECK(strcmp(page.options[2].help, "its a\\b, no stop") == 0);
}

TEST("every form of the synopsis is in the usage")
{
    struct manual_page page = page_of(".Nm cospan sift\n.Op Ar options\n.Fl o Ar FOLDER\n"
                                      ".Ar file ...\n.Op Fl - Ar words\n"
                                      ".Nm cospan sift\n.Fl -check\n",
                                      "");
    CHECK(strcmp(page.operands, "-o FOLDER file ... [-- words]\n"
                                "       sift [options] --check") == 0 ||
          !printf("%s\n", page.operands));
    CHECK(page.count == 0 && !page.options[0].name);
}

static void read_page(void *path)
{
    manual_page_read(path, "sift", 0, 8);
}

static bool refuses(const char *lines, const char *message)
{
    char *path = make_page("", lines);
    int status = check_ends(read_page, path);
    bool good = status == 2 && strstr(check_messages, message);
    if (!good)
        printf("%s: status %d, said: %s", lines, status, check_messages);
    unlink(path);
    free(path);
    return good;
}

TEST("a page without an option name, a sentence or a purpose is refused")
{
    CHECK(refuses(".It Fl d Ar FILE\nTake it.\n", ":9: expected a long option: .It Fl -name"));
    CHECK(refuses(".It Fl -one\n.It Fl -two\nTwo.\n", ":10: expected a sentence about --one"));
    CHECK(refuses(".It Fl -one\n", ":10: expected a sentence about --one"));
    CHECK(refuses(".It Fl -a\nA.\n.It Fl -b\nB.\n.It Fl -c\nC.\n.It Fl -d\nD.\n.It Fl -e\nE.\n"
                  ".It Fl -f\nF.\n.It Fl -g\nG.\n.It Fl -i\nI.\n.It Fl -j\nJ.\n",
                  ":25: more than 8 options"));
    char nothing[] = "/dev/null";
    CHECK(check_ends(read_page, nothing) == 2);
    CHECK(strstr(check_messages, "/dev/null: expected a manual page with .Nd"));
}
