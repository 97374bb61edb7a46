/* renameat2 is Linux's; elsewhere what it does is done in two steps. */
#define _GNU_SOURCE
#include "base/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/message.h"

static void failed(const struct folder *folder, const char *name, const char *what)
    __attribute__((noreturn));

static void failed(const struct folder *folder, const char *name, const char *what)
{
    message_fatal(NULL, "cannot %s '%s%s%s': %s", what, folder->path, name ? "/" : "",
                  name ? name : "", strerror(errno));
}

static char *joined(const char *path, const char *name)
{
    struct buffer text = {0};
    buffer_append_format(&text, "%s/%s", strcmp(path, "/") == 0 ? "" : path, name);
    buffer_append_char(&text, '\0');
    return text.data;
}

struct folder folder_open(const char *path)
{
    char *real = realpath(path, NULL);
    int descriptor = real ? open(real, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    if (descriptor < 0)
        message_fatal(NULL, "cannot open the folder '%s': %s", path, strerror(errno));
    return (struct folder){descriptor, real};
}

bool folder_enter(const struct folder *folder, const char *name, struct folder *inner)
{
    enum { FLAGS = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC };
    inner->path = joined(folder->path, name);
    inner->descriptor = openat(folder->descriptor, name, FLAGS);
    if (inner->descriptor >= 0)
        return true;
    if (errno != ENOENT && errno != ENOTDIR && errno != ELOOP)
        failed(folder, name, "open the folder");
    free(inner->path);
    *inner = (struct folder){-1, NULL};
    return false;
}

bool folder_enter_above(const struct folder *folder, const char *path, struct folder *above,
                        const char **name)
{
    char *copy = memory_string(slice_of(path));
    char *part = copy, *slash;
    bool there = folder_enter(folder, ".", above);
    free(above->path);
    above->path = memory_string(slice_of(folder->path));
    while (there && (slash = strchr(part, '/')) != NULL) {
        *slash = '\0';
        struct folder outer = *above;
        there = folder_enter(&outer, part, above);
        folder_close(&outer);
        part = slash + 1;
    }
    *name = path + (part - copy);
    free(copy);
    return there;
}

struct folder folder_make(const struct folder *folder, const char *name, bool is_private)
{
    struct folder inner;
    if (mkdirat(folder->descriptor, name, is_private ? 0700 : 0777) != 0)
        failed(folder, name, "make the folder");
    if (!folder_enter(folder, name, &inner))
        message_fatal(NULL, "the folder '%s/%s', just made, is gone", folder->path, name);
    return inner;
}

void folder_make_path(const char *path)
{
    char *copy = memory_string(slice_of(path));
    for (char *end = copy + strspn(copy, "/"); *end; end += strspn(end, "/")) {
        end += strcspn(end, "/");
        char kept = *end;
        *end = '\0';
        struct stat status;
        if (mkdir(copy, 0777) != 0 &&
            (errno != EEXIST || stat(copy, &status) != 0 || !S_ISDIR(status.st_mode)))
            message_fatal(NULL, "cannot make the folder '%s': %s", copy,
                          errno ? strerror(errno) : "there is a file of this name");
        *end = kept;
    }
    free(copy);
}

void folder_close(struct folder *folder)
{
    if (folder->descriptor >= 0)
        close(folder->descriptor);
    free(folder->path);
    *folder = (struct folder){-1, NULL};
}

void folder_resolve(const char *path, struct folder *above, char **name)
{
    struct stat status;
    char *real = realpath(path, NULL);
    if (!real && (errno != ENOENT || lstat(path, &status) == 0))
        message_fatal(NULL, "cannot follow '%s': %s", path, strerror(errno));
    if (!real) {
        /* The last component is new; those above it are made if need be. */
        char *copy = memory_string(slice_of(path));
        size_t size = strlen(copy);
        while (size > 1 && copy[size - 1] == '/')
            copy[--size] = '\0';
        char *slash = strrchr(copy, '/');
        *name = memory_string(slice_of(slash ? slash + 1 : copy));
        if (slash)
            slash[slash == copy ? 1 : 0] = '\0';
        if (slash)
            folder_make_path(copy);
        *above = folder_open(slash ? copy : ".");
        free(copy);
    } else {
        char *slash = strrchr(real, '/');
        *name = memory_string(slice_of(slash + 1));
        slash[slash == real ? 1 : 0] = '\0';
        *above = folder_open(real);
        free(real);
    }
    if (**name == '\0' || strcmp(*name, ".") == 0 || strcmp(*name, "..") == 0)
        message_fatal(NULL, "expected the name of a folder or file, not '%s'", path);
}

enum folder_kind folder_kind(const struct folder *folder, const char *name)
{
    struct stat status;
    if (fstatat(folder->descriptor, name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
        if (errno != ENOENT && errno != ENOTDIR)
            failed(folder, name, "look at");
        return FOLDER_NOTHING;
    }
    return S_ISREG(status.st_mode)   ? FOLDER_FILE
           : S_ISDIR(status.st_mode) ? FOLDER_FOLDER
           : S_ISLNK(status.st_mode) ? FOLDER_LINK
                                     : FOLDER_OTHER;
}

bool folder_owns(const struct folder *folder, const char *name)
{
    struct stat status;
    if (fstatat(folder->descriptor, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
        failed(folder, name, "look at");
    return status.st_uid == geteuid() && (S_ISDIR(status.st_mode) || status.st_nlink == 1);
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

struct folder_names folder_names(const struct folder *folder)
{
    struct folder_names names = {0};
    int descriptor = openat(folder->descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *list = descriptor < 0 ? NULL : fdopendir(descriptor);
    if (!list)
        failed(folder, NULL, "list the folder");
    const struct dirent *entry;
    while ((errno = 0, entry = readdir(list)) != NULL) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        names.items = memory_grow(names.items, &names.capacity, names.count + 1,
                                  sizeof *names.items);
        names.items[names.count++] = memory_string(slice_of(entry->d_name));
    }
    if (errno != 0)
        failed(folder, NULL, "list the folder");
    closedir(list);
    if (names.count > 0)
        qsort(names.items, names.count, sizeof *names.items, by_bytes);
    return names;
}

void folder_names_free(struct folder_names *names)
{
    for (size_t i = 0; i < names->count; i++)
        free(names->items[i]);
    free(names->items);
    *names = (struct folder_names){0};
}

void folder_unguessable(char name[FOLDER_UNGUESSABLE])
{
    unsigned char random[16];
    size_t got = 0;
    while (got < sizeof random) {
        ssize_t more = getrandom(random + got, sizeof random - got, 0);
        if (more < 0 && errno != EINTR)
            message_fatal(NULL, "cannot get random bytes for a name: %s", strerror(errno));
        got += more > 0 ? (size_t)more : 0;
    }
    memcpy(name, ".cospan-", sizeof ".cospan-");
    for (size_t i = 0; i < sizeof random; i++)
        snprintf(name + sizeof ".cospan-" - 1 + 2 * i, 3, "%02x", random[i]);
}

/* The regular file, open for reading; -1 if it is something else. */
static int open_file(const struct folder *folder, const char *name)
{
    struct stat status;
    int descriptor = openat(folder->descriptor, name,
                            O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0 && (errno == ENOENT || errno == ELOOP || errno == ENXIO))
        return -1;
    if (descriptor < 0 || fstat(descriptor, &status) != 0)
        failed(folder, name, "open");
    if (S_ISREG(status.st_mode))
        return descriptor;
    close(descriptor);
    return -1;
}

static size_t read_some(const struct folder *folder, const char *name, int descriptor, char *to,
                        size_t room)
{
    ssize_t size;
    do
        size = read(descriptor, to, room);
    while (size < 0 && errno == EINTR);
    if (size < 0)
        failed(folder, name, "read");
    return (size_t)size;
}

bool folder_digest(const struct folder *folder, const char *name, char hex[DIGEST_HEX + 1])
{
    enum { STEP = 64 * 1024 };
    int descriptor = open_file(folder, name);
    if (descriptor < 0)
        return false;
    char *block = memory_allocate(STEP, 1);
    struct digest digest;
    digest_begin(&digest);
    size_t size;
    while ((size = read_some(folder, name, descriptor, block, STEP)) > 0)
        digest_add(&digest, slice_make(block, size));
    free(block);
    close(descriptor);
    digest_end(&digest, hex);
    return true;
}

bool folder_read(const struct folder *folder, const char *name, size_t limit, struct buffer *to)
{
    enum { STEP = 16 * 1024 };
    int descriptor = open_file(folder, name);
    if (descriptor < 0)
        return false;
    for (size_t size = 1; size > 0; to->size += size) {
        if (to->size > limit)
            message_fatal(NULL, "'%s/%s' is longer than %zu bytes", folder->path, name, limit);
        buffer_reserve(to, STEP);
        size = read_some(folder, name, descriptor, to->data + to->size, STEP);
    }
    close(descriptor);
    return true;
}

void folder_read_link(const struct folder *folder, const char *name, struct buffer *to)
{
    for (size_t room = 256;; room *= 2) {
        buffer_clear(to);
        buffer_reserve(to, room);
        ssize_t size = readlinkat(folder->descriptor, name, to->data, room);
        if (size < 0)
            failed(folder, name, "read the link");
        if ((size_t)size < room) {
            to->size = (size_t)size;
            return;
        }
    }
}

/* Ends the program; a file that is cut goes first. */
static void abandon(const struct folder *folder, const char *name, const char *what)
{
    int reason = errno;
    unlinkat(folder->descriptor, name, 0);
    errno = reason;
    failed(folder, name, what);
}

void folder_write(const struct folder *folder, const char *name, struct slice bytes)
{
    int descriptor = openat(folder->descriptor, name,
                            O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (descriptor < 0)
        failed(folder, name, "make");
    while (bytes.size > 0) {
        ssize_t size = write(descriptor, bytes.data, bytes.size);
        if (size == 0)
            errno = EIO;
        if (size == 0 || (size < 0 && errno != EINTR))
            abandon(folder, name, "write to");
        bytes = slice_from(bytes, size > 0 ? (size_t)size : 0);
    }
    if (fsync(descriptor) != 0)
        abandon(folder, name, "sync");
    if (close(descriptor) != 0)
        abandon(folder, name, "close");
}

void folder_replace(const struct folder *folder, const char *name, struct slice bytes,
                    const struct folder *stage)
{
    char temporary[FOLDER_UNGUESSABLE];
    folder_unguessable(temporary);
    folder_write(stage, temporary, bytes);
    folder_move_over(stage, temporary, folder, name);
}

void folder_link(const struct folder *folder, const char *name, const char *to)
{
    if (symlinkat(to, folder->descriptor, name) != 0)
        failed(folder, name, "make the link");
}

static void sync_descriptor(const struct folder *folder, const char *name, int descriptor)
{
    /* Not every file system syncs folders. */
    if (fsync(descriptor) != 0 && errno != EINVAL && errno != ENOTSUP)
        failed(folder, name, "sync");
}

void folder_sync_file(const struct folder *folder, const char *name)
{
    int descriptor = open_file(folder, name);
    if (descriptor < 0)
        message_fatal(NULL, "'%s/%s' is not a file any more", folder->path, name);
    sync_descriptor(folder, name, descriptor);
    close(descriptor);
}

void folder_sync(const struct folder *folder)
{
    sync_descriptor(folder, NULL, folder->descriptor);
}

void folder_set_mode(const struct folder *folder, const char *name, enum folder_kind kind)
{
    mode_t mask = umask(0);
    umask(mask);
    mode_t mode = (kind == FOLDER_FOLDER ? 0777U : 0666U) & ~mask;
    if (fchmodat(folder->descriptor, name, mode, 0) != 0)
        failed(folder, name, "set the permissions of");
}

/* renameat2, or ENOSYS on a system without it. */
static int rename_with(const struct folder *from, const char *name, const struct folder *to,
                       const char *new_name, unsigned flags)
{
#ifdef RENAME_EXCHANGE
    return renameat2(from->descriptor, name, to->descriptor, new_name, flags);
#else
    (void)from, (void)name, (void)to, (void)new_name, (void)flags;
    errno = ENOSYS;
    return -1;
#endif
}

#ifndef RENAME_EXCHANGE
enum { RENAME_NOREPLACE, RENAME_EXCHANGE };
#endif

static bool is_unsupported(void)
{
    return errno == ENOSYS || errno == EINVAL || errno == ENOTSUP;
}

bool folder_move(const struct folder *from, const char *name, const struct folder *to,
                 const char *new_name)
{
    if (rename_with(from, name, to, new_name, RENAME_NOREPLACE) == 0)
        return true;
    if (errno == EEXIST || errno == ENOTEMPTY)
        return false;
    if (!is_unsupported())
        failed(from, name, "move");
    /* A second name is given only where it is free. */
    if (folder_kind(from, name) == FOLDER_FILE) {
        if (linkat(from->descriptor, name, to->descriptor, new_name, 0) == 0) {
            if (unlinkat(from->descriptor, name, 0) != 0)
                failed(from, name, "remove");
            return true;
        }
        if (errno == EEXIST)
            return false;
    }
    /* Folders, and file systems without second names; what holds something is not replaced. */
    if (folder_kind(to, new_name) != FOLDER_NOTHING)
        return false;
    if (renameat(from->descriptor, name, to->descriptor, new_name) != 0)
        failed(from, name, "move");
    return true;
}

void folder_move_over(const struct folder *from, const char *name, const struct folder *to,
                      const char *new_name)
{
    if (renameat(from->descriptor, name, to->descriptor, new_name) != 0)
        failed(from, name, "put in its place");
}

bool folder_exchange(const struct folder *from, const char *name, const struct folder *to,
                     const char *other)
{
    if (rename_with(from, name, to, other, RENAME_EXCHANGE) == 0)
        return true;
    if (!is_unsupported())
        failed(to, other, "exchange");
    return false;
}

bool folder_remove(const struct folder *folder, const char *name, bool is_folder)
{
    if (unlinkat(folder->descriptor, name, is_folder ? AT_REMOVEDIR : 0) == 0)
        return true;
    if (errno != ENOENT && errno != ENOTEMPTY && errno != EEXIST && errno != ENOTDIR)
        failed(folder, name, "remove");
    return false;
}

static void remove_below(const struct folder *folder, const char *name, int depth)
{
    struct folder inner;
    if (!folder_enter(folder, name, &inner)) {
        folder_remove(folder, name, false);
        return;
    }
    if (depth == 0)
        message_fatal(NULL, "'%s' is nested deeper than %d folders", inner.path, FOLDER_DEPTH);
    struct folder_names names = folder_names(&inner);
    for (size_t i = 0; i < names.count; i++)
        remove_below(&inner, names.items[i], depth - 1);
    folder_names_free(&names);
    folder_close(&inner);
    folder_remove(folder, name, true);
}

void folder_remove_all(const struct folder *folder, const char *name)
{
    if (folder_kind(folder, name) != FOLDER_NOTHING)
        remove_below(folder, name, FOLDER_DEPTH);
}
