/* Lines and windows of files, in every shape that files come in. */
#include "base/input.h"

#include <fcntl.h>
#include <time.h>

#include "base/buffer.h"
#include "check.h"

enum { LIMIT = 1 << 20 };

/* All lines of the files, each in brackets. */
static struct buffer lines_of(char *const *paths, size_t count)
{
    struct buffer all = {0};
    struct slice line;
    struct input *input = input_open(paths, count, LIMIT);
    while (input_next_file(input)) {
        while (input_line(input, &line))
            buffer_append_format(&all, "%llu[%.*s]", (unsigned long long)input->line,
                                 (int)line.size, line.data);
        buffer_append_char(&all, ';');
    }
    input_close(input);
    return all;
}

static bool reads(const char *bytes, const char *expected)
{
    char *paths[] = {check_file(bytes, strlen(bytes))};
    struct buffer all = lines_of(paths, 1);
    bool good = slice_is(buffer_slice(&all), expected);
    if (!good)
        printf("read %.*s, expected %s\n", (int)all.size, all.data, expected);
    unlink(paths[0]);
    free(paths[0]);
    buffer_free(&all);
    return good;
}

TEST("lines end in LF, CR LF or with the file, and a byte-order mark is not read")
{
    CHECK(reads("a\nb\n", "1[a]2[b];"));
    CHECK(reads("a\nb", "1[a]2[b];"));
    CHECK(reads("", ";"));
    CHECK(reads("\n", "1[];"));
    CHECK(reads("\n\na", "1[]2[]3[a];"));
    CHECK(reads("a\r\nb\r\n", "1[a]2[b];"));
    CHECK(reads("a\rb\n", "1[a\rb];"));
    CHECK(reads("a\r\r\n", "1[a\r];"));
    CHECK(reads("a\r", "1[a\r];"));
    CHECK(reads("\r\n\r\n", "1[]2[];"));
    CHECK(reads("\xef\xbb\xbf"
                "a\n",
                "1[a];"));
    CHECK(reads("\xef\xbb\xbf", ";"));
    CHECK(reads("a\n\xef\xbb\xbf"
                "b\n",
                "1[a]2[\xef\xbb\xbf"
                "b];"));
    CHECK(reads("\xef\xbb", "1[\xef\xbb];"));
}

TEST("files are read one after the other, each with its line numbers")
{
    char *paths[] = {check_file("a\nb", 3), check_file("", 0), check_file("c\n", 2)};
    struct buffer all = lines_of(paths, 3);
    CHECK(slice_is(buffer_slice(&all), "1[a]2[b];;1[c];"));
    for (size_t i = 0; i < 3; i++) {
        unlink(paths[i]);
        free(paths[i]);
    }
    buffer_free(&all);
}

/* Lines around the borders of the blocks that are read, and of every kind of ending. */
TEST("lines around the borders of blocks are whole")
{
    bool good = true;
    struct buffer text = {0};
    for (size_t size = 0; size < 600000; size = size < 262000 ? size + 26200 : size + 14983) {
        buffer_append_format(&text, "%zu ", size);
        for (size_t i = 0; i < size; i++)
            buffer_append_char(&text, 'x');
        buffer_append_string(&text, size % 2 ? "\r\n" : "\n");
    }
    char *paths[] = {check_file(text.data, text.size)};
    struct input *input = input_open(paths, 1, LIMIT);
    struct slice line, expected = buffer_slice(&text);
    CHECK(input_next_file(input));
    while (input_line(input, &line)) {
        struct slice piece = slice_cut(&expected, '\n');
        if (piece.size > 0 && piece.data[piece.size - 1] == '\r')
            piece.size--;
        good = good && slice_equal(line, piece);
    }
    CHECK(good && expected.size == 0);
    input_close(input);
    unlink(paths[0]);
    free(paths[0]);
    buffer_free(&text);
}

/* A pipe whose writer gives a byte at a time, cutting every CR LF and byte-order mark. */
TEST("a pipe that gives a byte at a time is read as a file is")
{
    static const char text[] = "\xef\xbb\xbf"
                               "a\r\nb\r\r\n\r\nc\r";
    int ends[2];
    if (!CHECK(pipe(ends) == 0))
        return;
    fflush(stdout);
    pid_t writer = fork();
    if (writer == 0) {
        close(ends[0]);
        for (size_t i = 0; i + 1 < sizeof text; i++) {
            if (write(ends[1], text + i, 1) != 1)
                _exit(1);
            nanosleep(&(struct timespec){0, 2000000}, NULL);
        }
        _exit(0);
    }
    close(ends[1]);
    char path[32];
    snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
    char *paths[] = {path};
    struct buffer all = lines_of(paths, 1);
    CHECK(slice_is(buffer_slice(&all), "1[a]2[b\r]3[]4[c\r];"));
    buffer_free(&all);
    close(ends[0]);
    waitpid(writer, NULL, 0);
}

/* A reader that uses up to three bytes at a time sees every byte once, in order. */
TEST("a reader that uses part of a window sees every byte once")
{
    struct buffer text = {0}, seen = {0};
    for (size_t i = 0; i < 700000; i++)
        buffer_append_char(&text, (char)('a' + i % 26));
    char *paths[] = {check_file(text.data, text.size)};
    struct input *input = input_open(paths, 1, LIMIT);
    struct slice window;
    bool last = false;
    size_t used = 0;
    CHECK(input_next_file(input));
    while (input_window(input, used, &window, &last)) {
        used = last || window.size < 200000 ? window.size : 200000;
        buffer_append(&seen, window.data, used);
    }
    CHECK(last);
    CHECK(slice_equal(buffer_slice(&text), buffer_slice(&seen)));
    input_close(input);
    unlink(paths[0]);
    free(paths[0]);
    buffer_free(&text);
    buffer_free(&seen);
}

TEST("a file that is read whole loses its byte-order mark and its CRs")
{
    char *path = check_file("\xef\xbb\xbf"
                            "a\r\nb\0c",
                            9);
    struct buffer whole = input_whole(path, LIMIT);
    CHECK(slice_equal(buffer_slice(&whole), slice_make("a\nb\0c", 5)));
    buffer_free(&whole);
    unlink(path);
    free(path);
}

static void read_lines(void *paths)
{
    struct buffer all = lines_of(paths, 2);
    printf("%.*s", (int)all.size, all.data);
    fflush(stdout);
    exit(message_end(STATUS_DONE));
}

static size_t pour_byte(void *context, char *to, size_t size)
{
    const char **rest = context;
    if (!**rest || size == 0)
        return 0;
    *to = *(*rest)++;
    return 1;
}

TEST("a function can take the place of a file")
{
    const char *rest = "\xef\xbb\xbf"
                       "a\r\nb";
    struct slice line;
    struct input *input = input_open_poured(pour_byte, &rest, "poured", LIMIT);
    CHECK(input_next_file(input) && strcmp(input->name, "poured") == 0);
    CHECK(input_line(input, &line) && slice_is(line, "a"));
    CHECK(input_line(input, &line) && slice_is(line, "b") && input->line == 2);
    CHECK(!input_line(input, &line) && !input_next_file(input));
    input_close(input);
}

static void read_beyond_limit(void *path)
{
    char *const paths[] = {path};
    struct slice line;
    struct input *input = input_open(paths, 1, 1000);
    input_next_file(input);
    while (input_line(input, &line))
        continue;
}

static void read_whole(void *path)
{
    struct buffer whole = input_whole(path, LIMIT);
    buffer_free(&whole);
}

TEST("one file is opened by a path that need not stay")
{
    char *path = check_file("a\nb", 3);
    struct input *input = input_open_file(path, 100);
    struct slice line;
    CHECK(input_next_file(input) && strcmp(input->name, path) == 0);
    unlink(path);
    memset(path, 'x', strlen(path));
    CHECK(strstr(input->name, "cospan-unit-"));
    free(path);
    CHECK(input_line(input, &line) && slice_is(line, "a"));
    CHECK(input_line(input, &line) && slice_is(line, "b"));
    CHECK(!input_line(input, &line) && !input_next_file(input));
    input_close(input);
}

TEST("missing files, folders and lines beyond the limit are named")
{
    char missing[] = "/nonexistent/file", folder[] = "/";
    char *good = check_file("a\n", 2);
    char *with_missing[] = {missing, good}, *with_folder[] = {folder, good};
    CHECK(check_ends(read_lines, with_missing) == 2);
    CHECK(strstr(check_messages, "/nonexistent/file: cannot open: No such file or directory\n"));
    CHECK(strcmp(check_output, "1[a];") == 0);
    CHECK(check_ends(read_lines, with_folder) == 2);
    CHECK(strstr(check_messages, "/: is a folder, expected a file\n"));
    CHECK(strcmp(check_output, "1[a];") == 0);
    CHECK(check_ends(read_whole, missing) == 2);
    unlink(good);
    free(good);

    struct buffer text = {0};
    buffer_append_string(&text, "short\n");
    for (size_t i = 0; i < 600000; i++)
        buffer_append_char(&text, 'x');
    char *path = check_file(text.data, text.size);
    CHECK(check_ends(read_beyond_limit, path) == 2);
    CHECK(strstr(check_messages, ":2: longer than the limit of 1000 bytes (--max-record)\n"));
    unlink(path);
    free(path);
    buffer_free(&text);
}
