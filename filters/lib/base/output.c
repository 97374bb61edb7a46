/* F_SETPIPE_SZ exists on Linux; elsewhere pipes keep their size. */
#define _GNU_SOURCE
#include "base/output.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "base/message.h"
#include "base/number.h"
#include "base/printable.h"

/* Blocks of 256 KiB stay in the second-level cache; pipes of 1 MiB (the largest that an ordinary
 * user may ask for) let the filters of a pipeline run side by side instead of in turn. */
enum { BLOCK = 64 * 1024, PIPE_SIZE = 1024 * 1024 };

static struct output *outputs;

static const char *name_of(const struct output *output)
{
    return output->path ? output->path : "standard output";
}

static void failed(struct output *output, const char *what)
{
    int reason = errno;
    if (reason == EPIPE) {
        /* This is the usual end of a filter whose reader has seen enough. The parent process may
         * have made us ignore the signal, so it is raised here. */
        output->size = 0;
        signal(SIGPIPE, SIG_DFL);
        raise(SIGPIPE);
        message_exit(STATUS_TROUBLE);
    }
    output->size = 0;
    message_fatal(NULL, "cannot %s %s: %s", what, name_of(output), strerror(reason));
}

static void write_bytes(struct output *output, const char *data, size_t size)
{
    while (size > 0) {
        ssize_t written = write(output->descriptor, data, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0) {
            if (written == 0)
                errno = EIO;
            failed(output, "write to");
        }
        data += written;
        size -= (size_t)written;
    }
}

/* What a terminal would obey is spelled out. */
static void write_printable(struct output *output, struct slice text)
{
    char shown[4096];
    while (text.size > 0) {
        size_t size = printable_take(shown, sizeof shown, &text, true);
        write_bytes(output, shown, size);
    }
}

static void write_all(struct output *output, const char *data, size_t size)
{
    if (output->is_terminal && !output->is_safe)
        write_printable(output, slice_make(data, size));
    else
        write_bytes(output, data, size);
    output->total += size;
}

void output_trust(struct output *output)
{
    output->is_safe = true;
}

void output_flush(struct output *output)
{
    size_t size = output->size;
    output->size = 0;
    write_all(output, output->data, size);
}

void output_write_through(struct output *output, const char *data, size_t size)
{
    output_flush(output);
    write_all(output, data, size);
}

/* The temporary files that there are, for a signal that ends the program: they go with it. */
enum { MOST_TEMPORARIES = 64 };
static const char *volatile temporaries[MOST_TEMPORARIES];
static const int endings[] = {SIGINT, SIGTERM, SIGHUP};

static void on_ending(int number)
{
    for (size_t i = 0; i < MOST_TEMPORARIES; i++)
        if (temporaries[i])
            unlink(temporaries[i]);
    signal(number, SIG_DFL);
    raise(number);
}

static void remember(const char *temporary)
{
    static bool prepared;
    for (size_t i = 0; !prepared && i < sizeof endings / sizeof *endings; i++) {
        struct sigaction action;
        if (sigaction(endings[i], NULL, &action) != 0 || action.sa_handler != SIG_DFL)
            continue;
        action.sa_handler = on_ending;
        sigaction(endings[i], &action, NULL);
    }
    prepared = true;
    for (size_t i = 0; i < MOST_TEMPORARIES; i++)
        if (!temporaries[i]) {
            temporaries[i] = temporary;
            return;
        }
}

static void forget(const char *temporary)
{
    for (size_t i = 0; i < MOST_TEMPORARIES; i++)
        if (temporaries[i] == temporary)
            temporaries[i] = NULL;
}

/* Makes the temporary file; a signal comes before or after. */
static int make_temporary(char *temporary)
{
    sigset_t set, before;
    sigemptyset(&set);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        sigaddset(&set, endings[i]);
    sigprocmask(SIG_BLOCK, &set, &before);
    int descriptor = mkstemp(temporary);
    int reason = errno;
    if (descriptor >= 0)
        remember(temporary);
    sigprocmask(SIG_SETMASK, &before, NULL);
    errno = reason;
    return descriptor;
}

/* A failure removes the temporary file. */
static void abandon(struct output *output)
{
    if (output->temporary) {
        unlink(output->temporary);
        forget(output->temporary);
        free(output->temporary);
        output->temporary = NULL;
    }
}

/* Writes what has been gathered of complete lines. A failure here is silent: the message that ends the
 * program has been given. */
static void leave_whole_lines(struct output *output)
{
    char shown[4096];
    while (output->size > 0 && output->data[output->size - 1] != '\n')
        output->size--;
    struct slice rest = slice_make(output->data, output->size);
    while (rest.size > 0) {
        struct slice piece = rest;
        if (output->is_terminal && !output->is_safe)
            piece = slice_make(shown, printable_take(shown, sizeof shown, &rest, true));
        else
            rest.size = 0;
        while (piece.size > 0) {
            ssize_t written = write(output->descriptor, piece.data, piece.size);
            if (written <= 0)
                return;
            piece = slice_from(piece, (size_t)written);
        }
    }
}

static void release(struct output *output)
{
    free(output->data);
    free(output->path);
    free(output);
}

static void at_end(bool finish)
{
    while (outputs) {
        struct output *output = outputs;
        if (finish) {
            output_close(output);
            continue;
        }
        outputs = output->next;
        if (output->path)
            abandon(output);
        else
            leave_whole_lines(output);
        release(output);
    }
}

static struct output *new_output(int descriptor, const char *path)
{
    struct output *output = memory_zeroed(1, sizeof *output);
    output->descriptor = descriptor;
    output->is_terminal = descriptor >= 0 && isatty(descriptor) == 1;
    output->path = path ? memory_string(slice_of(path)) : NULL;
    output->capacity = BLOCK;
    output->data = memory_allocate(BLOCK, 1);
    output->next = outputs;
    outputs = output;
    message_at_end(at_end);
    return output;
}

/* The file that `path` names after all symbolic links, so that the links stay when it is
 * replaced. */
static char *resolved(const char *path)
{
    char *target = realpath(path, NULL);
    return target ? target : memory_string(slice_of(path));
}

struct output *output_open(const char *path)
{
    if (!path || strcmp(path, "-") == 0) {
#ifdef F_SETPIPE_SZ
        fcntl(STDOUT_FILENO, F_SETPIPE_SZ, PIPE_SIZE);
#endif
        return new_output(STDOUT_FILENO, NULL);
    }
    struct stat status;
    bool exists = stat(path, &status) == 0;
    /* A path that may be a device or a pipe is not replaced by a file. */
    if (!exists && errno != ENOENT && errno != ENOTDIR)
        message_fatal(NULL, "cannot write to %s: %s", path, strerror(errno));
    if (exists && S_ISDIR(status.st_mode))
        message_fatal(NULL, "cannot write to %s: it is a folder", path);
    if (exists && !S_ISREG(status.st_mode)) {
        int descriptor = open(path, O_WRONLY | O_CLOEXEC);
        if (descriptor < 0)
            message_fatal(NULL, "cannot open %s: %s", path, strerror(errno));
        return new_output(descriptor, path);
    }
    char *target = resolved(path);
    size_t size = strlen(target) + sizeof ".XXXXXX";
    char *temporary = memory_allocate(size, 1);
    snprintf(temporary, size, "%s.XXXXXX", target);
    /* Everything that allocates comes first, so that a temporary file is removed in every case. */
    struct output *output = new_output(-1, target);
    int descriptor = make_temporary(temporary);
    if (descriptor < 0)
        message_fatal(NULL, "cannot create a file beside %s: %s", path, strerror(errno));
    output->descriptor = descriptor;
    output->temporary = temporary;
    free(target);
    mode_t mask = umask(0);
    umask(mask);
    mode_t mode = exists ? status.st_mode & 07777 : 0666 & ~mask;
    if (fchmod(descriptor, mode) != 0)
        failed(output, "set the permissions of");
    return output;
}

void output_make_folder(const char *path)
{
    struct stat status;
    if (mkdir(path, 0777) == 0 ||
        (errno == EEXIST && stat(path, &status) == 0 && S_ISDIR(status.st_mode)))
        return;
    message_fatal(NULL, "cannot make the folder %s: %s", path, strerror(errno));
}

struct output *output_open_append(const char *path)
{
    int descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (descriptor < 0)
        message_fatal(NULL, "cannot open %s: %s", path, strerror(errno));
    struct output *output = new_output(descriptor, path);
    output->append = true;
    return output;
}

void output_copy(struct output *output, const char *path)
{
    bool standard = strcmp(path, "-") == 0;
    int descriptor = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    const char *name = standard ? "standard input" : path;
    if (descriptor < 0)
        message_fatal(NULL, "cannot open %s: %s", name, strerror(errno));
    for (;;) {
        ssize_t size = read(descriptor, output_reserve(output, BLOCK), BLOCK);
        if (size < 0 && errno == EINTR)
            continue;
        if (size < 0)
            message_fatal(NULL, "cannot read %s: %s", name, strerror(errno));
        if (size == 0)
            break;
        output_advance(output, (size_t)size);
    }
    if (!standard)
        close(descriptor);
}

/* Keeps an incomplete last line in the block, so that after a failure the output ends with a
 * complete line. */
static void flush_lines(struct output *output)
{
    size_t whole = output->size;
    while (whole > 0 && output->data[whole - 1] != '\n')
        whole--;
    if (whole == 0)
        whole = output->size;
    size_t rest = output->size - whole;
    write_all(output, output->data, whole);
    memmove(output->data, output->data + whole, rest);
    output->size = rest;
}

char *output_make_room(struct output *output, size_t size)
{
    /* Appended bytes must arrive in one write, so such an output grows instead. */
    if (!output->append)
        flush_lines(output);
    output->data = memory_grow(output->data, &output->capacity, output->size + size, 1);
    return output->data + output->size;
}

void output_u64(struct output *output, uint64_t number)
{
    output->size += number_write_u64(output_reserve(output, NUMBER_DIGITS), number);
}

void output_format(struct output *output, const char *format, ...)
{
    struct buffer text = {0};
    va_list arguments;
    va_start(arguments, format);
    buffer_append_arguments(&text, format, arguments);
    va_end(arguments);
    output_slice(output, buffer_slice(&text));
    buffer_free(&text);
}

/* The new name of a file is safe only when its folder is on disk too. */
static void sync_folder(struct output *output)
{
    char *folder = memory_string(slice_of(output->path));
    char *slash = strrchr(folder, '/');
    if (slash)
        slash[slash == folder ? 1 : 0] = '\0';
    int descriptor = open(slash ? folder : ".", O_RDONLY | O_CLOEXEC);
    free(folder);
    if (descriptor < 0)
        return; /* a folder with write but no read permission cannot be synced */
    int result = fsync(descriptor);
    int reason = errno;
    close(descriptor);
    errno = reason;
    if (result != 0 && reason != EINVAL && reason != ENOTSUP)
        failed(output, "sync the folder of");
}

void output_close(struct output *output)
{
    output_flush(output);
    if (output->temporary && fsync(output->descriptor) != 0)
        failed(output, "sync");
    if (close(output->descriptor) != 0) {
        output->descriptor = -1;
        failed(output, "close");
    }
    output->descriptor = -1;
    if (output->temporary) {
        if (rename(output->temporary, output->path) != 0)
            failed(output, "put in place");
        forget(output->temporary);
        free(output->temporary);
        output->temporary = NULL;
        sync_folder(output);
    }
    for (struct output **link = &outputs; *link; link = &(*link)->next)
        if (*link == output) {
            *link = output->next;
            break;
        }
    release(output);
}

bool output_is_terminal(const struct output *output)
{
    return output->is_terminal;
}

void output_refuse_terminal(const struct output *output)
{
    if (output_is_terminal(output))
        message_fatal(NULL, "refusing to write binary data to a terminal; use -o FILE");
}

int output_width(const struct output *output)
{
    const char *columns = getenv("COLUMNS");
    uint64_t width;
    if (columns && number_read_u64(slice_of(columns), &width) && width > 0 && width < 10000)
        return (int)width;
#ifdef TIOCGWINSZ
    struct winsize window;
    if (ioctl(output->descriptor, TIOCGWINSZ, &window) == 0 && window.ws_col > 0)
        return window.ws_col;
#endif
    return 80;
}

bool output_shows_colour(const struct output *output)
{
    const char *no_colour = getenv("NO_COLOR"), *kind = getenv("TERM");
    return output_is_terminal(output) && !(no_colour && no_colour[0]) &&
           !(kind && strcmp(kind, "dumb") == 0);
}

void output_flush_terminals(void)
{
    for (struct output *output = outputs; output; output = output->next)
        if (output->size > 0 && output->is_terminal)
            output_flush(output);
}
