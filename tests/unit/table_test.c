/* Tables, read and written: escapes, ragged rows, several files, CSV for spreadsheets. */
#include "stream/table.h"

#include <stdlib.h>

#include "check.h"
#include "stream/documents.h"

enum { LIMIT = 1 << 20 };

/* An output that only gathers. */
static struct output memory_output(void)
{
    return (struct output){.descriptor = -1, .append = true};
}

/* The rows of files, cells in brackets, the line of the row before. */
static struct buffer read_files(char *const *paths, size_t count, bool comments)
{
    struct buffer found = {0};
    struct table_reader table = {0};
    struct input *input = input_open(paths, count, LIMIT);
    if (input_next_file(input) && table_open(&table, input, comments)) {
        for (size_t i = 0; i < table.column_count; i++)
            buffer_append_format(&found, "{%.*s}", (int)table.columns[i].size,
                                 table.columns[i].data);
        while (table_next(&table)) {
            buffer_append_format(&found, " %llu", (unsigned long long)table.line);
            for (size_t i = 0; i < table.column_count; i++)
                buffer_append_format(&found, "[%.*s]", (int)table.cells[i].size,
                                     table.cells[i].data);
        }
    }
    table_close(&table);
    input_close(input);
    return found;
}

static bool reads_file(const char *bytes, bool comments, const char *expected)
{
    char *path = check_file(bytes, strlen(bytes));
    struct buffer found = read_files(&path, 1, comments);
    bool good = slice_is(buffer_slice(&found), expected);
    if (!good)
        printf("read %.*s\n", (int)found.size, found.data);
    unlink(path);
    free(path);
    buffer_free(&found);
    return good;
}

static bool reads(const char *bytes, const char *expected)
{
    return reads_file(bytes, false, expected);
}

TEST("a table has a header and rows of cells, with their lines")
{
    CHECK(reads("", ""));
    CHECK(reads("\n", "{}"));
    CHECK(reads("a\n", "{a}"));
    CHECK(reads("a\tb", "{a}{b}"));
    CHECK(reads("a\tb\n1\t2\n\t\n", "{a}{b} 2[1][2] 3[][]"));
    CHECK(reads("a\tb\n1\t2", "{a}{b} 2[1][2]"));
    CHECK(reads("a\tb\r\n1\t2\r\n", "{a}{b} 2[1][2]"));
    CHECK(reads("\xef\xbb\xbf"
                "a\n1\n",
                "{a} 2[1]"));
    CHECK(reads("a\n\n", "{a} 2[]"));
    CHECK(reads("# c\na\n", "{# c} 2[a]"));
    CHECK(reads_file("# c\n#\na\n# d\n", true, "{a} 4[# d]"));
}

TEST("tabs, line ends and backslashes come back from their escapes")
{
    CHECK(reads("a\tb\n\\t\\n\\r\\\\\t\\x\\\n", "{a}{b} 2[\t\n\r\\][\\x\\]"));
    CHECK(reads("a\\t\n1\n", "{a\\t} 2[1]"));
    CHECK(reads("a\tb\n\\\\n\t1\n", "{a}{b} 2[\\n][1]"));
    static const char bytes[] = "tab\t line\n return\r back\\ nul\0 \\t";
    struct slice text = {bytes, sizeof bytes - 1};
    struct output output = memory_output();
    struct buffer back = {0};
    table_encode(text, &output);
    CHECK(!memchr(output.data, '\t', output.size) && !memchr(output.data, '\n', output.size));
    table_decode(slice_make(output.data, output.size), &back);
    CHECK(slice_equal(buffer_slice(&back), text));
    buffer_free(&back);
    free(output.data);
}

struct bad {
    const char *bytes;
    void (*act)(struct table_reader *table);
};

static void read_bad(void *argument)
{
    struct bad *bad = argument;
    char *path = check_file(bad->bytes, strlen(bad->bytes));
    struct table_reader table = {0};
    struct input *input = input_open(&path, 1, LIMIT);
    input_next_file(input);
    unlink(path);
    if (!table_open(&table, input, false))
        _exit(3);
    while (table_next(&table))
        continue;
    if (bad->act)
        bad->act(&table);
}

static bool says(const char *bytes, void (*act)(struct table_reader *table), int status,
                 const char *message)
{
    struct bad bad = {bytes, act};
    int ended = check_ends(read_bad, &bad);
    bool good = ended == status && strstr(check_messages, message);
    if (!good)
        printf("status %d: %s", ended, check_messages);
    return good;
}

static void need_text(struct table_reader *table)
{
    table_need(table, "text");
}

TEST("a row of another length is named and left out, and a missing column is fatal")
{
    CHECK(says("a\tb\n1\n", NULL, 0, ":2: 1 cells, expected 2 as in the header; row skipped"));
    CHECK(says("a\n1\t2\t\n", NULL, 0, ":2: 3 cells, expected 1 as in the header; row skipped"));
    CHECK(says("a\tb\n\n", NULL, 0, ":2: 1 cells, expected 2"));
    CHECK(says("a\tb\ta\n", NULL, 2, ":1: two columns are called 'a'"));
    CHECK(says("a\tb\n", need_text, 2, "no column 'text'; the columns are a, b"));
    CHECK(says("text\n", need_text, 0, ""));
}

static void read_two(void *paths)
{
    struct buffer found = read_files(paths, 3, false);
    printf("%.*s\n", (int)found.size, found.data);
    fflush(stdout);
}

TEST("a later file must have the columns of the first")
{
    char *paths[] = {check_file("a\tb\n1\t2", 7), check_file("", 0), check_file("a\tb\n3\t4\n", 8)};
    CHECK(check_ends(read_two, paths) == 0);
    CHECK(strcmp(check_output, "{a}{b} 2[1][2] 2[3][4]\n") == 0 && !*check_messages);
    unlink(paths[1]);
    free(paths[1]);
    paths[1] = check_file("b\ta\n5\t6\n", 8);
    CHECK(check_ends(read_two, paths) == 0);
    CHECK(strcmp(check_output, "{a}{b} 2[1][2] 2[3][4]\n") == 0);
    CHECK(strstr(check_messages, ":1: other columns than the first file, expected 'a\\tb'"));
    for (size_t i = 0; i < 3; i++) {
        unlink(paths[i]);
        free(paths[i]);
    }
}

static bool writes(enum table_format format, bool raw, const char *cell, const char *expected)
{
    struct output output = memory_output();
    struct table_writer table = {.output = &output, .format = format, .raw = raw};
    table_cell_string(&table, cell);
    table_cell_u64(&table, 7);
    table_end_row(&table);
    struct slice written = {output.data, output.size};
    bool good = slice_is(written, expected);
    if (!good)
        printf("wrote %.*s\n", (int)written.size, written.data);
    free(output.data);
    return good;
}

#define BOM "\xef\xbb\xbf"

TEST("CSV quotes what it must, and guards formulas unless it is raw")
{
    CHECK(writes(TABLE_TSV, false, "a\tb\n\\", "a\\tb\\n\\\\\t7\n"));
    CHECK(writes(TABLE_TSV, false, "=1+2", "=1+2\t7\n"));
    CHECK(writes(TABLE_CSV, false, "a", BOM "a,7\r\n"));
    CHECK(writes(TABLE_CSV, false, "a,b", BOM "\"a,b\",7\r\n"));
    CHECK(writes(TABLE_CSV, false, "a \"b\"\n", BOM "\"a \"\"b\"\"\n\",7\r\n"));
    CHECK(writes(TABLE_CSV, false, "=1+2", BOM "'=1+2,7\r\n"));
    CHECK(writes(TABLE_CSV, false, "-cmd", BOM "'-cmd,7\r\n"));
    CHECK(writes(TABLE_CSV, false, "-1.5", BOM "-1.5,7\r\n"));
    CHECK(writes(TABLE_CSV, false, "@x", BOM "'@x,7\r\n"));
    CHECK(writes(TABLE_CSV, false, "\r=x", BOM "\"'\r=x\",7\r\n"));
    CHECK(writes(TABLE_CSV, true, "=1+2", BOM "=1+2,7\r\n"));
    CHECK(writes(TABLE_CSV, false, "", BOM ",7\r\n"));
}

static void write_ragged(void *unused)
{
    (void)unused;
    struct output output = memory_output();
    struct table_writer table = {.output = &output};
    table_cell_string(&table, "a");
    table_end_row(&table);
    table_end_row(&table);
}

TEST("a writer that loses cells is a fault of the program")
{
    CHECK(check_ends(write_ragged, NULL) == 2);
    CHECK(strstr(check_messages, "wrote a row of 0 cells into a table of 1 columns"));
}

TEST("a table of documents is known by its first line, and one that was meant too")
{
    CHECK(documents_begin(slice_of("doc\ttext")));
    CHECK(!documents_begin(slice_of("docs\ttext")));
    CHECK(!documents_begin(slice_of("doc")));
    CHECK(documents_are_meant(slice_of("id\ttext\n1\ta\n")));
    CHECK(documents_are_meant(slice_of("doc,text\n")));
    CHECK(documents_are_meant(slice_of("\"doc\";\"text\"\n")));
    CHECK(!documents_are_meant(slice_of("A\tline\nand another\n")));
    CHECK(!documents_are_meant(slice_of("A\tline")));
    CHECK(!documents_are_meant(slice_of("docs, so\n")));
    CHECK(documents_list_has("a, b", slice_of("b")));
    CHECK(!documents_list_has("a, bc", slice_of("b")));
}
