/* flock(2) is not POSIX. */
#define _GNU_SOURCE
#include "base/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/message.h"

/* What a lock holds: this, the name of the stage, and a newline; or nothing yet. */
static const char title[] = "cospan ";
enum { TITLE = sizeof title - 1, STAGE = FOLDER_UNGUESSABLE - 1 };

static void failed(const struct lock *lock, const char *what)
{
    message_fatal(NULL, "cannot %s the lock '%s/%s': %s", what, lock->folder->path, lock->name,
                  strerror(errno));
}

static void refuse(const struct lock *lock)
{
    message_fatal(NULL, "'%s/%s' is in the place of a lock and is not one: remove it",
                  lock->folder->path, lock->name);
}

static void name_lock(struct lock *lock, const struct folder *folder, const char *target)
{
    char digest[DIGEST_HEX + 1];
    lock->folder = folder;
    lock->descriptor = -1;
    lock->stage[0] = '\0';
    digest_hex(slice_of(target), digest);
    if (strcmp(target, ".") == 0)
        snprintf(lock->name, sizeof lock->name, ".cospan.lock");
    else
        snprintf(lock->name, sizeof lock->name, ".cospan-%.32s.lock", digest);
}

/* Reads which stage is noted. A lock that is empty, or was cut while it was written, notes none. */
static void read_stage(struct lock *lock)
{
    static const char begin[] = "cospan .cospan-";
    char text[TITLE + STAGE + 2];
    ssize_t size = pread(lock->descriptor, text, sizeof text, 0);
    if (size < 0)
        failed(lock, "read");
    struct slice line = slice_make(text, (size_t)size);
    size_t known = line.size < sizeof begin - 1 ? line.size : sizeof begin - 1;
    bool none = slice_is(line, "cospan \n");
    if (!none && (memcmp(text, begin, known) != 0 || line.size > TITLE + STAGE + 1))
        refuse(lock);
    for (size_t i = sizeof begin - 1; i < line.size && i < TITLE + STAGE; i++)
        if (!slice_is_digit(text[i]) && (text[i] < 'a' || text[i] > 'f'))
            refuse(lock);
    lock->stage[0] = '\0';
    if (line.size < TITLE + STAGE + 1)
        return;
    memcpy(lock->stage, text + TITLE, STAGE);
    lock->stage[STAGE] = '\0';
}

static void check_file(const struct lock *lock, const struct stat *status)
{
    if (!S_ISREG(status->st_mode) || status->st_uid != geteuid() || status->st_nlink > 1)
        refuse(lock);
}

/* Whether the lock is the file that has its name: who held it before may have removed that. */
static bool is_in_place(const struct lock *lock)
{
    struct stat held, named;
    if (fstat(lock->descriptor, &held) != 0)
        failed(lock, "look at");
    if (held.st_nlink == 0 ||
        fstatat(lock->folder->descriptor, lock->name, &named, AT_SYMLINK_NOFOLLOW) != 0)
        return false;
    check_file(lock, &held);
    return held.st_dev == named.st_dev && held.st_ino == named.st_ino;
}

bool lock_take(struct lock *lock, const struct folder *folder, const char *target)
{
    enum { FLAGS = O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK, TRIES = 100 };
    name_lock(lock, folder, target);
    for (int i = 0; i < TRIES; i++) {
        lock->descriptor = openat(folder->descriptor, lock->name, FLAGS, 0600);
        if (lock->descriptor < 0 && (errno == ELOOP || errno == EISDIR || errno == ENXIO))
            refuse(lock);
        if (lock->descriptor < 0)
            failed(lock, "make");
        if (flock(lock->descriptor, LOCK_EX | LOCK_NB) != 0) {
            if (errno != EWOULDBLOCK)
                failed(lock, "take");
            close(lock->descriptor);
            lock->descriptor = -1;
            return false;
        }
        if (is_in_place(lock)) {
            read_stage(lock);
            return true;
        }
        close(lock->descriptor);
    }
    return false;
}

bool lock_is_held(const struct folder *folder, const char *target, const char *stage)
{
    struct lock lock;
    name_lock(&lock, folder, target);
    lock.descriptor = openat(folder->descriptor, lock.name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (lock.descriptor < 0)
        return false;
    bool held = is_in_place(&lock) && flock(lock.descriptor, LOCK_SH | LOCK_NB) != 0 &&
                errno == EWOULDBLOCK;
    if (held)
        read_stage(&lock);
    close(lock.descriptor);
    return held && strcmp(lock.stage, stage) == 0;
}

void lock_note(struct lock *lock, const char *stage)
{
    char text[TITLE + STAGE + 2];
    int size = snprintf(text, sizeof text, "%s%s\n", title, stage);
    /* Empty in between, so that no name is read that is half of one and half of another. */
    if (ftruncate(lock->descriptor, 0) != 0)
        failed(lock, "empty");
    ssize_t written;
    do
        written = pwrite(lock->descriptor, text, (size_t)size, 0);
    while (written < 0 && errno == EINTR);
    if (written != size) {
        if (written >= 0)
            errno = ENOSPC;
        failed(lock, "write to");
    }
    if (fsync(lock->descriptor) != 0)
        failed(lock, "sync");
    snprintf(lock->stage, sizeof lock->stage, "%s", stage);
}

void lock_release(struct lock *lock)
{
    folder_remove(lock->folder, lock->name, false);
    close(lock->descriptor);
    lock->descriptor = -1;
}
