#include "base/input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/output.h"
#include "base/progress.h"

/* Small enough to stay in the second-level cache with its output, large enough that the cost of a
 * system call does not matter. */
enum { BLOCK = 64 * 1024 };

/* The number of bytes by which the format of a compressed file is recognised. */
enum { MAGIC = 6 };

static char standard_input[] = "-";
static char *const only_standard_input[] = {standard_input};

struct input *input_open(char *const *paths, size_t count, uint64_t limit)
{
    struct input *input = memory_zeroed(1, sizeof *input);
    input->paths = count > 0 ? paths : only_standard_input;
    input->count = count > 0 ? count : 1;
    input->limit = limit > SIZE_MAX / 2 ? SIZE_MAX / 2 : (size_t)limit;
    input->descriptor = -1;
    input->standard = "standard input";
    input->window = memory_grow(NULL, &input->capacity, (size_t)2 * BLOCK, 1);
    return input;
}

struct input *input_open_file(const char *path, uint64_t limit)
{
    struct input *input = input_open(NULL, 0, limit);
    input->path = memory_string(slice_of(path));
    input->paths = &input->path;
    return input;
}

struct input *input_open_poured(input_pour *pour, void *context, const char *name, uint64_t limit)
{
    struct input *input = input_open(NULL, 0, limit);
    input->pour = pour;
    input->pour_context = context;
    input->name = name;
    return input;
}

void input_name_standard(struct input *input, const char *name)
{
    input->standard = name;
}

void input_raw(struct input *input)
{
    input->raw = true;
}

struct place input_place(const struct input *input)
{
    return (struct place){input->name, input->line, 0};
}

static void close_file(struct input *input)
{
    if (input->descriptor > STDIN_FILENO)
        close(input->descriptor);
    input->descriptor = -1;
}

static bool trouble(const char *name, const char *what)
{
    message_error(&(struct place){name, 0, 0}, "cannot %s: %s", what, strerror(errno));
    return false;
}

static bool open_file(struct input *input, const char *path)
{
    if (input->pour)
        return true;
    bool standard = strcmp(path, "-") == 0;
    input->name = standard ? input->standard : path;
    input->descriptor = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (input->descriptor < 0)
        return trouble(path, "open");
    struct stat status;
    if (fstat(input->descriptor, &status) != 0)
        return trouble(input->name, "open");
    if (S_ISDIR(status.st_mode)) {
        message_error(&(struct place){input->name, 0, 0}, "is a folder, expected a file");
        close_file(input);
        return false;
    }
    input->size = S_ISREG(status.st_mode) && status.st_size > 0 ? (uint64_t)status.st_size : 0;
    return true;
}

static ssize_t read_some(const struct input *input, char *to, size_t size)
{
    ssize_t got;
    if (input->pour)
        return (ssize_t)input->pour(input->pour_context, to, size);
    do
        got = read(input->descriptor, to, size);
    while (got < 0 && errno == EINTR);
    return got;
}

/* Replaces CR LF by LF in the `size` new bytes at `data`; returns their new number. A CR at the
 * very end waits for the byte after it and is counted in *held. */
static size_t drop_returns(char *data, size_t size, size_t *held)
{
    *held = 0;
    char *from = memchr(data, '\r', size);
    if (!from)
        return size;
    const char *end = data + size;
    char *to = from;
    while (from < end) {
        if (from + 1 == end) {
            *to = '\r';
            *held = 1;
            break;
        }
        if (from[1] != '\n')
            *to++ = '\r';
        from++;
        const char *next = memchr(from, '\r', (size_t)(end - from));
        size_t run = (size_t)((next ? next : end) - from);
        memmove(to, from, run);
        to += run;
        from += run;
    }
    return (size_t)(to - data);
}

/* The command that decompresses a file with this beginning; NULL for anything else. No text begins
 * this way: none of these signatures is UTF-8 of printable characters. */
static const char *decompressor(struct slice head)
{
    static const struct {
        const char *magic;
        size_t size;
        const char *command;
    } kinds[] = {
        {"\x1f\x8b\x08", 3, "gzip"},
        {"\x28\xb5\x2f\xfd", 4, "zstd"},
        {"\xfd"
         "7zXZ\0",
         6, "xz"},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (head.size >= kinds[i].size && memcmp(head.data, kinds[i].magic, kinds[i].size) == 0)
            return kinds[i].command;
    return NULL;
}

/* A compressed file is not damaged text: it is skipped, with a message that gives the command to
 * decompress it. */
static bool is_compressed(const struct input *input, struct slice head)
{
    const char *command = decompressor(head);
    if (!command)
        return false;
    bool standard = input->descriptor == STDIN_FILENO;
    message_error(&(struct place){input->name, 0, 0},
                  "is compressed; decompress it first: '%s -dc%s%s |'", command,
                  standard ? "" : " ", standard ? "" : input->name);
    return true;
}

/* Reads once, after the bytes already in the window. False at the end of the file. */
static bool fill(struct input *input)
{
    if (input->at_end)
        return false;
    if (input->start > 0) {
        memmove(input->window, input->window + input->start,
                input->end - input->start + input->held);
        input->end -= input->start;
        input->start = 0;
    }
    if (input->end > input->limit) {
        struct place place = {input->name, input->lines_before + 1, 0};
        message_fatal(&place, "longer than the limit of %zu bytes (--max-record)", input->limit);
    }
    size_t full = input->end + input->held;
    if (input->capacity - full < BLOCK / 2 + INPUT_PADDING)
        input->window = memory_grow(input->window, &input->capacity,
                                    full < BLOCK ? 2 * BLOCK : 2 * full, 1);
    output_flush_terminals();
    ssize_t got = read_some(input, input->window + full,
                            input->capacity - full < BLOCK + INPUT_PADDING
                                ? input->capacity - full - INPUT_PADDING
                                : BLOCK);
    /* A byte-order mark or the signature of a compressed file may arrive in pieces. */
    while (got > 0 && got < MAGIC && input->offset == 0) {
        ssize_t more = read_some(input, input->window + full + got, BLOCK / 4);
        if (more <= 0)
            break;
        got += more;
    }
    if (got < 0)
        trouble(input->name, "read");
    if (got <= 0) {
        input->at_end = true;
        input->end += input->held;
        input->held = 0;
        progress_step(0, 0, 0);
        return input->end > 0;
    }
    if (input->offset == 0 && is_compressed(input, slice_make(input->window + full, (size_t)got))) {
        input->at_end = input->refused = true;
        return false;
    }
    size_t fresh = (size_t)got + input->held;
    if (input->offset == 0 && fresh >= 3 && memcmp(input->window, "\xef\xbb\xbf", 3) == 0) {
        memmove(input->window, input->window + 3, fresh - 3);
        fresh -= 3;
    }
    input->offset += (uint64_t)got;
    if (input->raw)
        input->end += fresh;
    else
        input->end += drop_returns(input->window + input->end, fresh, &input->held);
    progress_step(input->offset, input->size, (uint64_t)got);
    return true;
}

bool input_next_file(struct input *input)
{
    close_file(input);
    input->start = input->end = input->held = 0;
    input->offset = input->lines_before = input->line = 0;
    input->at_end = input->refused = false;
    while (input->next_file < input->count) {
        input->file = input->next_file++;
        if (open_file(input, input->paths[input->file]))
            return true;
    }
    input->at_end = true;
    return false;
}

bool input_line(struct input *input, struct slice *line)
{
    size_t searched = 0;
    for (;;) {
        const char *begin = input->window + input->start;
        size_t size = input->end - input->start;
        const char *end = size > searched ? memchr(begin + searched, '\n', size - searched) : NULL;
        if (end || (input->at_end && size > 0)) {
            line->data = begin;
            line->size = end ? (size_t)(end - begin) : size;
            input->start += line->size + (end ? 1 : 0);
            input->line = ++input->lines_before;
            return true;
        }
        searched = size;
        if (!fill(input) && input->start == input->end)
            return false;
    }
}

bool input_window(struct input *input, size_t used, struct slice *window, bool *last)
{
    input->start += used;
    size_t before = input->end - input->start;
    while (fill(input) && input->end - input->start <= before && !input->at_end)
        continue;
    *last = input->at_end;
    *window = slice_make(input->window + input->start, input->end - input->start);
    return window->size > 0;
}

void input_close(struct input *input)
{
    close_file(input);
    free(input->path);
    free(input->window);
    free(input);
}

struct buffer input_whole(const char *path, uint64_t limit)
{
    struct input *input = input_open_file(path, limit);
    struct slice whole = {NULL, 0};
    bool last = false;
    if (!input_next_file(input))
        message_exit(STATUS_TROUBLE);
    while (!last)
        if (!input_window(input, 0, &whole, &last))
            break;
    struct buffer copy = {0};
    buffer_reserve(&copy, whole.size + 1); /* data is not NULL even for an empty file */
    buffer_append_slice(&copy, whole);
    input_close(input);
    return copy;
}

bool input_is_file(const char *path)
{
    struct stat status;
    return strcmp(path, "-") == 0 || (stat(path, &status) == 0 && !S_ISDIR(status.st_mode));
}

bool input_is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}
