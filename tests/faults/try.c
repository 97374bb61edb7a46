/* try - let everything fail in a filter, one thing at a time, and look at what is left
 *
 * usage: try [-n] [-e EVERY] PART INJECT FILTER [ARGUMENT ...]
 *
 * PART is what fails: allocations, calls, kills or disks. The filter is run in the folder run/, which
 * is made here; what it writes there is its output, and it must write the same each time. INJECT is
 * the library of inject.c. Each point is tried twice: where no output is there yet, and where each is
 * an old file. Afterwards each file must be the old one or the new one, to the byte; where the
 * status is 0 all are new, and standard output is complete; where it is 2 there is a message,
 * standard output has whole lines, and no part is left behind.
 *
 *   -n         the outputs must not be there before
 *   -e EVERY   only some EVERY points
 *
 * Prints how many points were tried and how many went wrong; these are told on standard error. */
#define _XOPEN_SOURCE 700
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_FILES = 64, MOST_CALLS = 1 << 16, SECONDS = 60 };

struct bytes {
    char *data;
    size_t size;
};

struct file {
    char *name;
    struct bytes fresh; /* what an undisturbed run makes of it */
    struct bytes after; /* and where there was an old one: the same, or added to the old one */
    bool added;         /* it is added to, and empty is as good as not there */
};

static struct file files[MOST_FILES];
static size_t file_count;
static struct bytes printed;
static size_t usual_lines; /* what the undisturbed run says */
static bool with_old;      /* the old files are there before */
static char **command;
static const char *library;
static unsigned long tried, wrong;

static const char old_text[] = "old\n";
static const char folder[] = "run/";

static _Noreturn void give_up(const char *what)
{
    fprintf(stderr, "try: %s: %s\n", what, strerror(errno));
    exit(2);
}

static struct bytes read_whole(const char *path)
{
    struct bytes bytes = {malloc(1), 0};
    size_t room = 1;
    FILE *file = fopen(path, "rb");
    if (!file)
        give_up(path);
    for (size_t got = 1; got > 0; bytes.size += got) {
        if (room - bytes.size < 1 << 16)
            bytes.data = realloc(bytes.data, room = 2 * room + (1 << 16));
        if (!bytes.data)
            give_up("memory");
        got = fread(bytes.data + bytes.size, 1, room - bytes.size, file);
    }
    fclose(file);
    return bytes;
}

static size_t lines_of(struct bytes bytes)
{
    size_t lines = 0;
    for (size_t i = 0; i < bytes.size; i++)
        lines += bytes.data[i] == '\n';
    return lines;
}

static bool same(struct bytes a, struct bytes b)
{
    return a.size == b.size && memcmp(a.data, b.data, a.size) == 0;
}

static struct bytes old_bytes(void)
{
    return (struct bytes){(char *)old_text, sizeof old_text - 1};
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    (void)status;
    (void)kind;
    return place->level == 0 ? 0 : remove(path);
}

static void put_old_files(void)
{
    for (size_t i = 0; i < file_count; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s%s", folder, files[i].name);
        for (char *slash = strchr(path + sizeof folder - 1, '/'); slash;
             slash = strchr(slash + 1, '/')) {
            *slash = '\0';
            mkdir(path, 0777);
            *slash = '/';
        }
        FILE *file = fopen(path, "w");
        if (!file || fputs(old_text, file) < 0 || fclose(file) != 0)
            give_up(path);
    }
}

static void prepare(void)
{
    if (nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS) != 0)
        give_up("cannot empty run/");
    if (with_old)
        put_old_files();
}

/* Runs the filter with this fault and returns how it ended. */
static int run(const char *fault, const char *out)
{
    pid_t child = fork();
    if (child < 0)
        give_up("fork");
    if (child == 0) {
        int to = open(out, O_WRONLY | O_CREAT | O_TRUNC, 0666);
        int said = open("err", O_WRONLY | O_CREAT | O_TRUNC, 0666);
        if (to < 0 || said < 0 || dup2(to, 1) < 0 || dup2(said, 2) < 0 || close(to) != 0 ||
            close(said) != 0 || chdir(folder) != 0 || (fault && setenv("FAULT", fault, 1) != 0) ||
            (fault && setenv("LD_PRELOAD", library, 1) != 0))
            _exit(126);
        alarm(SECONDS);
        execvp(command[0], command);
        _exit(127);
    }
    int status;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            give_up("wait");
    return status;
}

/* One complaint about a point, with the end of what was said; the first five are told. */
static void complain(const char *fault, const char *format, ...)
{
    if (++wrong > 5)
        return;
    va_list arguments;
    va_start(arguments, format);
    fprintf(stderr, "%s, %s: ", fault, with_old ? "old files are there" : "no file is there");
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    struct bytes said = read_whole("err");
    size_t shown = said.size < 300 ? said.size : 300;
    fwrite(said.data + said.size - shown, 1, shown, stderr);
    free(said.data);
}

static const char *checked_fault;
static bool part_allowed, all_new, found[MOST_FILES];

static int check_file(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    (void)status;
    if (kind != FTW_F || place->level == 0)
        return 0;
    const char *name = path + sizeof folder - 1;
    for (size_t i = 0; i < file_count; i++) {
        size_t size = strlen(files[i].name);
        if (strncmp(name, files[i].name, size) != 0)
            continue;
        if (name[size] == '.' && strlen(name) == size + sizeof ".XXXXXX" - 1) {
            if (!part_allowed)
                complain(checked_fault, "a part is left: %s", name);
            return 0;
        }
        if (name[size] != '\0')
            continue;
        struct bytes is = read_whole(path);
        bool is_new = same(is, with_old ? files[i].after : files[i].fresh);
        bool is_old = with_old ? same(is, old_bytes()) : files[i].added && is.size == 0;
        free(is.data);
        found[i] = true;
        if (!is_new && !is_old)
            complain(checked_fault, "%s is neither the old file nor the new one", name);
        else if (all_new && !is_new)
            complain(checked_fault, "status 0, but %s is the old file", name);
        return 0;
    }
    complain(checked_fault, "there is a file %s", name);
    return 0;
}

static void check_files(const char *fault)
{
    checked_fault = fault;
    memset(found, 0, sizeof found);
    if (nftw(folder, check_file, 16, FTW_PHYS) != 0)
        give_up("cannot read run/");
    for (size_t i = 0; i < file_count; i++)
        if (!found[i] && (with_old || all_new))
            complain(fault, "%s is gone", files[i].name);
}

/* Whole lines, or a whole zip file. */
static bool whole(struct bytes out)
{
    return out.size == 0 || out.data[out.size - 1] == '\n' || same(out, printed) ||
           (memcmp(out.data, "PK", 2) == 0 && system("unzip -tqq out") == 0);
}

static void check_message(const char *fault, bool memory)
{
    struct bytes said = read_whole("err");
    size_t lines = lines_of(said);
    const char *name = strrchr(command[0], '/') ? strrchr(command[0], '/') + 1 : command[0];
    size_t size = strlen(name);
    if (said.size < size + 2 || memcmp(said.data, name, size) != 0 || said.data[size] != ':')
        complain(fault, "status 2 without a message");
    /* A file that cannot be read may be called empty too. */
    else if (lines > usual_lines + (memory ? 1 : 2))
        complain(fault, "%zu messages", lines);
    /* glibc says of a lack of memory in iconv_open that there is no such encoding. */
    else if (memory && !strstr((said.data[said.size - 1] = '\0', said.data), "memory") &&
             !strstr(said.data, "no encoding '"))
        complain(fault, "another message than that memory is short");
    free(said.data);
}

static void check(const char *fault, int status, bool memory)
{
    /* A thread that takes no signals, of a library, is ended by the call of inject.c itself. */
    bool killed = WIFSIGNALED(status) && fault[0] == 'k' &&
                  (WTERMSIG(status) == SIGKILL || WTERMSIG(status) == SIGSYS);
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    all_new = code == 0;
    part_allowed = part_allowed || killed;
    check_files(fault);
    if (killed)
        return;
    struct bytes out = read_whole("out");
    if (code == 0) {
        if (!same(out, printed))
            complain(fault, "status 0, but other output");
    } else if (code == 2) {
        if (!whole(out))
            complain(fault, "standard output ends within a line");
        check_message(fault, memory);
    } else if (WIFSIGNALED(status)) {
        complain(fault, "ended by signal %d", WTERMSIG(status));
    } else {
        complain(fault, "status %d", code);
    }
    free(out.data);
}

static void try_fault(const char *fault, bool memory, bool leaves_part)
{
    prepare();
    part_allowed = leaves_part;
    check(fault, run(fault, "out"), memory);
}

/* What each system call may say; those of reading and writing may also do half of it. A call that
 * was interrupted, or did half, is taken up again. */
static const struct {
    int call, errors[3];
    bool half, leaves_part;
} kinds[] = {
    {SYS_read, {EIO, EINTR}, true, false},
    {SYS_pread64, {EIO}, true, false},
    {SYS_write, {ENOSPC, EIO, EINTR}, true, false},
    {SYS_openat, {EMFILE, EACCES}, false, false},
    {SYS_close, {EIO}, false, false},
    {SYS_fstat, {EIO}, false, false},
    {SYS_lseek, {ESPIPE}, false, false},
    {SYS_fsync, {EIO}, false, false},
    {SYS_fchmod, {EPERM}, false, false},
    {SYS_renameat2, {ENOSPC}, false, false},
    {SYS_unlinkat, {EIO}, false, true},
    {SYS_mkdirat, {ENOSPC}, false, false},
    {SYS_ftruncate, {EIO}, false, false},
    {SYS_fcntl, {EPERM}, false, false},
    {SYS_ioctl, {ENOTTY}, false, false},
    {SYS_munmap, {ENOMEM}, false, false},
    {SYS_getrandom, {ENOSYS}, false, false},
    {SYS_readlinkat, {EACCES}, false, false},
#ifdef SYS_open
    {SYS_open, {EMFILE, EACCES}, false, false},
    {SYS_stat, {EIO}, false, false},
    {SYS_lstat, {EIO}, false, false},
    {SYS_rename, {ENOSPC}, false, false},
    {SYS_unlink, {EIO}, false, true},
    {SYS_mkdir, {ENOSPC}, false, false},
    {SYS_readlink, {EACCES}, false, false},
    {SYS_access, {EIO}, false, false},
#endif
#ifdef SYS_newfstatat
    {SYS_newfstatat, {EIO}, false, false},
#endif
};

static void try_call(unsigned long at, int call)
{
    char fault[64];
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (kinds[i].call != call)
            continue;
        for (size_t j = 0; j < 3 && kinds[i].errors[j]; j++, tried++) {
            snprintf(fault, sizeof fault, "call %lu %d", at, kinds[i].errors[j]);
            try_fault(fault, false, kinds[i].leaves_part);
        }
        if (kinds[i].half) {
            snprintf(fault, sizeof fault, "half %lu", at);
            try_fault(fault, false, false);
            tried++;
        }
    }
}

/* Each output in turn, and standard output, is a disk that is full. */
static void try_full(void)
{
    for (size_t i = 0; i <= file_count; i++) {
        struct bytes content = i < file_count ? files[i].fresh : printed;
        if (content.size == 0)
            continue;
        char path[4096];
        struct file kept = files[i];
        prepare();
        part_allowed = false;
        if (i < file_count) {
            snprintf(path, sizeof path, "%s%s", folder, files[i].name);
            if (strchr(files[i].name, '/'))
                continue;
            remove(path);
            if (symlink("/dev/full", path) != 0)
                give_up(path);
            /* It is no file any more. */
            files[i] = files[--file_count];
        }
        int status = run(NULL, i < file_count + (kept.name != NULL) ? "out" : "/dev/full");
        if (!WIFEXITED(status) || WEXITSTATUS(status) != 2)
            complain("full disk", "%s is on it, and the status is not 2",
                     kept.name ? kept.name : "standard output");
        else
            check_message("full disk", false);
        all_new = false;
        check_files("full disk");
        if (kept.name) {
            files[file_count++] = files[i];
            files[i] = kept;
        }
        tried++;
    }
}

static int note_file(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    (void)status;
    if (kind == FTW_F && place->level > 0) {
        if (file_count == MOST_FILES - 1)
            return -1;
        struct file *file = &files[file_count++];
        file->name = strdup(path + sizeof folder - 1);
        file->fresh = read_whole(path);
    }
    return 0;
}

/* What becomes of old files. */
static void note_after(void)
{
    with_old = true;
    prepare();
    with_old = false;
    if (run(NULL, "out") != 0)
        give_up("a run over old files has failed");
    for (size_t i = 0; i < file_count; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s%s", folder, files[i].name);
        files[i].after = read_whole(path);
        files[i].added = !same(files[i].after, files[i].fresh);
        if (same(files[i].after, old_bytes()))
            give_up("an old file stays");
    }
}

/* What inject.c has noted of an undisturbed run: lines with a number each. */
static void read_list(unsigned long *allocations, int made[MOST_CALLS], unsigned long *calls)
{
    char line[64];
    FILE *list = fopen("list", "r");
    if (!list || !fgets(line, sizeof line, list))
        give_up("list");
    *allocations = strtoul(line, NULL, 10);
    while (*calls < MOST_CALLS && fgets(line, sizeof line, list))
        made[(*calls)++] = (int)strtol(line, NULL, 10);
    fclose(list);
}

static void try_all(const char *part, unsigned long every)
{
    static int made[MOST_CALLS];
    char fault[64];
    prepare();
    if (run("list ../list", "out") != 0)
        give_up("an undisturbed run has failed");
    unsigned long allocations, calls = 0;
    read_list(&allocations, made, &calls);
    if (part[0] == 'd')
        try_full();
    unsigned long points = part[0] == 'a' ? allocations : part[0] == 'd' ? 0 : calls;
    unsigned long step = every == 0 ? 1 : points / every + 1;
    for (unsigned long i = 1; i <= points; i += step) {
        if (part[0] == 'a') {
            snprintf(fault, sizeof fault, "allocation %lu", i);
            try_fault(fault, true, false);
            snprintf(fault, sizeof fault, "allocations %lu", i);
            try_fault(fault, true, false);
            tried += 2;
        } else if (part[0] == 'c') {
            try_call(i, made[i - 1]);
        } else if (file_count > 0) {
            snprintf(fault, sizeof fault, "kill %lu", i);
            try_fault(fault, false, false);
            tried++;
        }
    }
}

int main(int argc, char **argv)
{
    bool fresh_only = false;
    unsigned long every = 0;
    int option;
    while ((option = getopt(argc, argv, "+ne:")) != -1)
        if (option == 'n')
            fresh_only = true;
        else if (option == 'e')
            every = strtoul(optarg, NULL, 10);
        else
            return 2;
    if (argc - optind < 3)
        return 2;
    const char *part = argv[optind];
    library = argv[optind + 1];
    command = argv + optind + 2;

    if (mkdir("run", 0777) != 0)
        give_up("run");
    if (run(NULL, "out") != 0 || nftw(folder, note_file, 16, FTW_PHYS) != 0)
        give_up("an undisturbed run has failed");
    printed = read_whole("out");
    usual_lines = lines_of(read_whole("err"));
    bool twice = file_count > 0 && !fresh_only;
    if (twice)
        note_after();
    try_all(part, every);
    with_old = twice;
    if (twice)
        try_all(part, every);
    printf("%lu %lu\n", tried, wrong);
    return wrong > 0;
}
