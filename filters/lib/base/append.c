/* flock(2) is not POSIX. */
#define _GNU_SOURCE
#include "base/append.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/message.h"

static void failed(const struct append *append, const char *what) __attribute__((noreturn));

static void failed(const struct append *append, const char *what)
{
    const char *name = strcmp(append->path, "-") == 0 ? "standard output" : append->path;
    message_fatal(NULL, "cannot %s %s: %s", what, name, strerror(errno));
}

struct append append_open(const char *path)
{
    struct append append = {.path = path};
    struct stat status;
    bool standard = strcmp(path, "-") == 0;
    append.descriptor = standard ? STDOUT_FILENO
                                 : open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    /* What can only be written to, a pipe perhaps. */
    if (append.descriptor < 0 && (errno == EACCES || errno == EINVAL))
        append.descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
    if (append.descriptor < 0 || fstat(append.descriptor, &status) != 0)
        failed(&append, "open");
    append.regular = !standard && S_ISREG(status.st_mode);
    if (!append.regular)
        return append;
    while (flock(append.descriptor, LOCK_EX) != 0)
        if (errno != EINTR)
            failed(&append, "lock");
    if (fstat(append.descriptor, &status) != 0)
        failed(&append, "look at");
    append.inode = (uint64_t)status.st_ino;
    append.size = (uint64_t)status.st_size;
    return append;
}

static void cut(struct append *append, uint64_t size)
{
    if (ftruncate(append->descriptor, (off_t)size) != 0)
        failed(append, "cut what was not complete off");
    append->size = size;
}

bool append_has(struct append *append, uint64_t place, struct slice text)
{
    if (!append->regular || place >= append->size)
        return false;
    size_t size = append->size - place < text.size ? (size_t)(append->size - place) : text.size;
    char *there = memory_allocate(size, 1);
    size_t got = 0;
    ssize_t more = 1;
    while (got < size && more > 0) {
        more = pread(append->descriptor, there + got, size - got, (off_t)(place + got));
        if (more < 0 && errno == EINTR)
            more = 1;
        else if (more < 0)
            failed(append, "read");
        else
            got += (size_t)more;
    }
    bool same = got == size && memcmp(there, text.data, size) == 0;
    free(there);
    if (same && size < text.size)
        cut(append, place);
    return same && size == text.size;
}

void append_write(struct append *append, struct slice text)
{
    uint64_t before = append->size;
    while (text.size > 0) {
        ssize_t size = write(append->descriptor, text.data, text.size);
        if (size == 0)
            errno = EIO;
        if (size == 0 || (size < 0 && errno != EINTR)) {
            int reason = errno;
            if (append->regular)
                cut(append, before);
            errno = reason;
            failed(append, "write to");
        }
        text = slice_from(text, size > 0 ? (size_t)size : 0);
    }
    if (append->regular && fsync(append->descriptor) != 0)
        failed(append, "sync");
}

void append_close(struct append *append)
{
    if (close(append->descriptor) != 0)
        failed(append, "close");
}
