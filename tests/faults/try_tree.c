/* try_tree - let everything fail in what changes a tree of files, one thing at a time, and look at it
 *
 * usage: try_tree [-w] [-e EVERY] PART INJECT SCRIPT
 *
 * before/ is a tree. For each point it is copied to run/, in which SCRIPT is run by sh with the point
 * in $POINT and the library of inject.c in $INJECT: the script says which of its programs is to fail.
 * PART is calls, kills (of that program) or killalls (of all processes of the script), or `nothing`,
 * which only looks whether two undisturbed runs agree.
 *
 * Whatever happens, each path of the tree is afterwards what it was before or what an undisturbed run
 * makes of it; with -w, the whole tree is one or the other. Only stages and locks (.cospan-...) may be
 * left beside, and marks (.cospan) may be on their way. Where the status is 0 it is what an undisturbed
 * run makes, and nothing is left. An undisturbed run that follows always makes just that.
 *
 * Prints how many points were tried and how many went wrong; these are told on standard error. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_ENTRIES = 512, MOST_CALLS = 1 << 16, SECONDS = 60 };

/* One path and what it is, in one text. */
struct entry {
    char *path, *is;
};

struct tree {
    struct entry entries[MOST_ENTRIES];
    size_t count;
};

static struct tree before, after, now;
static const char *library, *script;
static bool whole, killed_all;
static unsigned long tried, wrong;

static _Noreturn void give_up(const char *what)
{
    fprintf(stderr, "try_tree: %s: %s\n", what, strerror(errno));
    exit(2);
}

static struct tree *noted;
static size_t noted_from;

static int note(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    if (place->level == 0)
        return 0;
    if (noted->count == MOST_ENTRIES)
        return -1;
    struct entry *entry = &noted->entries[noted->count++];
    char *is = malloc(1 << 16);
    size_t size = 0;
    if (!is)
        give_up("memory");
    if (kind == FTW_SL) {
        ssize_t got = readlink(path, is + 1, (1 << 16) - 2);
        is[0] = 'l';
        size = got < 0 ? 1 : (size_t)got + 1;
    } else {
        size = (size_t)snprintf(is, 64, "%o ", (unsigned)status->st_mode);
        FILE *file = S_ISREG(status->st_mode) ? fopen(path, "rb") : NULL;
        if (file) {
            size += fread(is + size, 1, (1 << 16) - 1 - size, file);
            fclose(file);
        }
    }
    is[size] = '\0';
    entry->path = strdup(path + noted_from);
    entry->is = realloc(is, size + 1);
    return 0;
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct entry *)a)->path, ((const struct entry *)b)->path);
}

static void look(const char *folder, struct tree *tree)
{
    for (size_t i = 0; i < tree->count; i++) {
        free(tree->entries[i].path);
        free(tree->entries[i].is);
    }
    tree->count = 0;
    noted = tree;
    noted_from = strlen(folder) + 1;
    if (nftw(folder, note, 32, FTW_PHYS) != 0)
        give_up(folder);
    qsort(tree->entries, tree->count, sizeof *tree->entries, by_path);
}

static const struct entry *find(const struct tree *tree, const char *path)
{
    struct entry key = {(char *)path, NULL};
    return bsearch(&key, tree->entries, tree->count, sizeof key, by_path);
}

/* Stages and locks, and what is in them. */
static bool is_left_over(const char *path)
{
    for (const char *part = path; part; part = strchr(part, '/')) {
        part += *part == '/';
        if (strncmp(part, ".cospan-", 8) == 0 || strncmp(part, ".cospan.lock", 12) == 0)
            return true;
    }
    return false;
}

static bool is_mark(const char *path)
{
    size_t size = strlen(path);
    return size >= 8 && strcmp(path + size - 8, "/.cospan") == 0;
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    (void)status;
    (void)kind;
    return place->level == 0 ? 0 : remove(path);
}

static int copy_one(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    char to[4096], data[1 << 16];
    if (place->level == 0)
        return 0;
    snprintf(to, sizeof to, "run/%s", path + strlen("before/"));
    if (kind == FTW_SL) {
        ssize_t size = readlink(path, data, sizeof data - 1);
        data[size < 0 ? 0 : size] = '\0';
        return symlink(data, to);
    }
    if (S_ISDIR(status->st_mode))
        return mkdir(to, status->st_mode & 07777);
    int from = open(path, O_RDONLY), into = open(to, O_WRONLY | O_CREAT, status->st_mode & 07777);
    ssize_t size = from < 0 || into < 0 ? -1 : read(from, data, sizeof data);
    bool good = size >= 0 && write(into, data, (size_t)size) == size;
    close(from);
    close(into);
    return good ? 0 : -1;
}

static void prepare(void)
{
    if (nftw("run", remove_one, 32, FTW_DEPTH | FTW_PHYS) != 0)
        give_up("cannot empty run/");
    if (nftw("before", copy_one, 32, FTW_PHYS) != 0)
        give_up("cannot copy before/");
}

static int run(const char *point)
{
    pid_t child = fork();
    if (child < 0)
        give_up("fork");
    if (child == 0) {
        setpgid(0, 0);
        int out = open("out", O_WRONLY | O_CREAT | O_TRUNC, 0666);
        int said = open("err", O_WRONLY | O_CREAT | O_TRUNC, 0666);
        if (out < 0 || said < 0 || dup2(out, 1) < 0 || dup2(said, 2) < 0 || close(out) != 0 ||
            close(said) != 0 || chdir("run") != 0 || setenv("POINT", point, 1) != 0)
            _exit(126);
        alarm(SECONDS);
        execl("/bin/sh", "sh", "-c", script, (char *)NULL);
        _exit(127);
    }
    /* What it has started may outlive it, and becomes ours then. */
    int status = 0, other;
    for (pid_t ended; (ended = waitpid(-1, &other, 0)) > 0 || errno == EINTR;)
        if (ended == child)
            status = other;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void complain(const char *point, const char *format, ...)
{
    if (++wrong > 5)
        return;
    va_list arguments;
    va_start(arguments, format);
    fprintf(stderr, "%s: ", point);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    char said[400] = "";
    FILE *file = fopen("err", "r");
    if (file) {
        said[fread(said, 1, sizeof said - 1, file)] = '\0';
        fclose(file);
        fputs(said, stderr);
    }
}

/* The first path that the tree has otherwise, NULL where there is none. */
static const char *difference(const struct tree *wanted, bool leave_overs)
{
    for (size_t i = 0; i < wanted->count; i++) {
        const struct entry *entry = find(&now, wanted->entries[i].path);
        if (!entry || strcmp(entry->is, wanted->entries[i].is) != 0)
            return wanted->entries[i].path;
    }
    for (size_t i = 0; i < now.count; i++)
        if (!find(wanted, now.entries[i].path) &&
            !(leave_overs && is_left_over(now.entries[i].path)))
            return now.entries[i].path;
    return NULL;
}

static bool same(const struct entry *a, const struct entry *b)
{
    return a && b && strcmp(a->is, b->is) == 0;
}

/* Each path is what it was or what it will be. */
static const char *mixed_path(void)
{
    for (size_t i = 0; i < now.count; i++) {
        const struct entry *is = &now.entries[i];
        if (!is_left_over(is->path) && !is_mark(is->path) && !same(is, find(&before, is->path)) &&
            !same(is, find(&after, is->path)))
            return is->path;
    }
    /* What is there before and afterwards is never away. */
    for (size_t i = 0; i < before.count; i++)
        if (find(&after, before.entries[i].path) && !find(&now, before.entries[i].path))
            return before.entries[i].path;
    return NULL;
}

static void check(const char *point, int status)
{
    bool killed = point[0] == 'k';
    look("run", &now);
    const char *path;
    if (status == 0 && (path = difference(&after, false)) != NULL)
        complain(point, "status 0, but %s is not what it should be", path);
    if (status != 0 && status != 2 && !(killed && status > 128))
        complain(point, "status %d", status);
    if (status == 2 && !killed) {
        struct stat said;
        if (stat("err", &said) != 0 || said.st_size == 0)
            complain(point, "status 2 without a message");
    }
    if (whole && (path = difference(&before, true)) != NULL && difference(&after, true) != NULL)
        complain(point, "neither old nor new: %s", path);
    if (!whole && (path = mixed_path()) != NULL)
        complain(point, "%s is neither what it was nor what it should be", path);
    if (run("kill 0") != 0)
        complain(point, "the run that follows fails");
    look("run", &now);
    if ((path = difference(&after, false)) != NULL)
        complain(point, "after the run that follows, %s is not what it should be", path);
}

static void try_point(const char *point)
{
    prepare();
    check(point, run(point));
    tried++;
}

static const struct {
    int call, errors[3];
    bool half;
} kinds[] = {
    {SYS_read, {EIO, EINTR}, true},
    {SYS_pread64, {EIO}, true},
    {SYS_write, {ENOSPC, EIO, EINTR}, true},
    {SYS_pwrite64, {ENOSPC, EIO}, true},
    {SYS_openat, {EMFILE, EACCES}, false},
    {SYS_close, {EIO}, false},
    {SYS_fstat, {EIO}, false},
    {SYS_fsync, {EIO, ENOSPC}, false},
    {SYS_fchmodat, {EPERM}, false},
    {SYS_renameat2, {ENOSPC, EACCES}, false},
    {SYS_unlinkat, {EIO}, false},
    {SYS_mkdirat, {ENOSPC}, false},
    {SYS_ftruncate, {EIO}, false},
    {SYS_flock, {ENOLCK}, false},
    {SYS_symlinkat, {ENOSPC}, false},
    {SYS_linkat, {EPERM}, false},
    {SYS_getdents64, {EIO}, false},
    {SYS_getrandom, {ENOSYS}, false},
    {SYS_readlinkat, {EIO}, false},
#ifdef SYS_open
    {SYS_open, {EMFILE, EACCES}, false},
    {SYS_stat, {EIO}, false},
    {SYS_lstat, {EIO}, false},
    {SYS_rename, {ENOSPC}, false},
    {SYS_unlink, {EIO}, false},
    {SYS_mkdir, {ENOSPC}, false},
    {SYS_readlink, {EIO}, false},
#endif
#ifdef SYS_newfstatat
    {SYS_newfstatat, {EIO}, false},
#endif
#ifdef SYS_renameat
    {SYS_renameat, {ENOSPC}, false},
#endif
};

static void try_call(unsigned long at, int call)
{
    char point[64];
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (kinds[i].call != call)
            continue;
        for (size_t j = 0; j < 3 && kinds[i].errors[j]; j++) {
            snprintf(point, sizeof point, "call %lu %d", at, kinds[i].errors[j]);
            try_point(point);
        }
        if (kinds[i].half) {
            snprintf(point, sizeof point, "half %lu", at);
            try_point(point);
        }
    }
}

int main(int argc, char **argv)
{
    static int made[MOST_CALLS];
    unsigned long every = 0, calls = 0;
    char line[64], point[64];
    int option;
    while ((option = getopt(argc, argv, "+we:")) != -1)
        if (option == 'w')
            whole = true;
        else if (option == 'e')
            every = strtoul(optarg, NULL, 10);
        else
            return 2;
    if (argc - optind != 3)
        return 2;
    const char *part = argv[optind];
    library = argv[optind + 1];
    script = argv[optind + 2];
    killed_all = strcmp(part, "killalls") == 0;
    if (prctl(PR_SET_CHILD_SUBREAPER, 1) != 0 || setenv("INJECT", library, 1) != 0 ||
        (mkdir("run", 0777) != 0 && errno != EEXIST))
        give_up("run");
    prepare();
    look("run", &before);
    if (run("kill 0") != 0)
        give_up("an undisturbed run has failed");
    look("run", &after);
    prepare();
    char listing[4096];
    if (!getcwd(line, sizeof line))
        give_up("here");
    snprintf(listing, sizeof listing, "list %s/list", line);
    if (run(listing) != 0)
        give_up("a run that is listed has failed");
    look("run", &now);
    const char *path = difference(&after, false);
    if (path)
        complain("nothing", "two undisturbed runs differ in %s", path);
    if (strcmp(part, "nothing") != 0) {
        FILE *list = fopen("list", "r");
        if (!list || !fgets(line, sizeof line, list))
            give_up("list");
        while (calls < MOST_CALLS && fgets(line, sizeof line, list))
            made[calls++] = (int)strtol(line, NULL, 10);
        fclose(list);
        unsigned long step = every == 0 ? 1 : calls / every + 1;
        for (unsigned long i = 1; i <= calls; i += step) {
            if (part[0] == 'c') {
                try_call(i, made[i - 1]);
            } else {
                snprintf(point, sizeof point, "%s %lu", killed_all ? "killall" : "kill", i);
                try_point(point);
            }
        }
    }
    printf("%lu %lu\n", tried, wrong);
    return wrong > 0;
}
