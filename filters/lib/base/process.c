/* The death signal of a parent and the adoption of orphans are Linux's. */
#define _GNU_SOURCE
#include "base/process.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "base/message.h"
#include "base/number.h"
#include "base/slice.h"

/* How long what is left running has after it was asked to end. */
enum { PATIENCE_SECONDS = 10, STEP_MILLISECONDS = 20 };

static const int endings[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
enum { ENDINGS = sizeof endings / sizeof *endings };

void process_set(const char *name, const char *value)
{
    if (setenv(name, value, 1) != 0)
        message_fatal(NULL, "cannot set %s: %s", name, strerror(errno));
}

const char *process_get(const char *name)
{
    const char *value = getenv(name);
    return value ? value : "";
}

const char *process_self(void)
{
    static char digits[24];
    snprintf(digits, sizeof digits, "%ld", (long)getpid());
    return digits;
}

/* The signals that would end this program and are not ignored: `nohup` stays what it is. */
static sigset_t held_signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    for (size_t i = 0; i < ENDINGS; i++) {
        struct sigaction action;
        if (sigaction(endings[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN)
            sigaddset(&set, endings[i]);
    }
    return set;
}

/* What was held back before this program held anything. */
static sigset_t original;
static bool holds;

void process_hold_signals(void)
{
    sigset_t set = held_signals();
    if (holds)
        return;
    holds = true;
    sigprocmask(SIG_BLOCK, &set, &original);
}

void process_be_private(void)
{
    umask(077);
}

static void exec_command(char *const *command, pid_t parent)
{
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGTERM);
#endif
    if (getppid() != parent)
        raise(SIGTERM);
    sigprocmask(SIG_SETMASK, &original, NULL);
    execvp(command[0], command);
    int reason = errno;
    message_note(NULL, "cannot run '%s': %s", command[0], strerror(reason));
    _exit(reason == ENOENT ? 127 : 126);
}

/* Whether the process is a child of this one. */
static bool is_child(const char *number)
{
    char path[300], text[512];
    snprintf(path, sizeof path, "/proc/%s/stat", number);
    FILE *file = fopen(path, "r");
    size_t size = file ? fread(text, 1, sizeof text - 1, file) : 0;
    if (file)
        fclose(file);
    text[size] = '\0';
    /* The name of the program, in brackets, may hold anything. */
    const char *after = strrchr(text, ')');
    char parent[24];
    int expected = snprintf(parent, sizeof parent, " %ld ", (long)getpid());
    return after && strlen(after) > 3 && strncmp(after + 3, parent, (size_t)expected) == 0;
}

static void signal_children(int number)
{
    DIR *list = opendir("/proc");
    const struct dirent *entry;
    while (list && (entry = readdir(list)) != NULL) {
        uint64_t process;
        if (number_read_u64(slice_of(entry->d_name), &process) && is_child(entry->d_name))
            kill((pid_t)process, number);
    }
    if (list)
        closedir(list);
}

/* Ends what the program left running, which became ours when it ended. */
static void end_orphans(void)
{
    const struct timespec step = {0, STEP_MILLISECONDS * 1000000L};
    for (int i = 0;; i++) {
        pid_t ended;
        while ((ended = waitpid(-1, NULL, WNOHANG)) > 0)
            continue;
        if (ended < 0 && errno != EINTR)
            return;
        bool patient = i * STEP_MILLISECONDS < PATIENCE_SECONDS * 1000;
        signal_children(patient ? SIGTERM : SIGKILL);
        nanosleep(&step, NULL);
    }
}

int process_run(char *const *command)
{
    process_hold_signals();
    sigset_t waited = held_signals();
    sigaddset(&waited, SIGCHLD);
    signal(SIGCHLD, SIG_DFL);
    sigprocmask(SIG_BLOCK, &waited, NULL);
#ifdef __linux__
    prctl(PR_SET_CHILD_SUBREAPER, 1);
#endif
    pid_t parent = getpid(), child = fork();
    if (child < 0)
        message_fatal(NULL, "cannot start a process: %s", strerror(errno));
    if (child == 0)
        exec_command(command, parent);
    int status = 0;
    for (pid_t ended = 0; ended != child;) {
        int number = sigwaitinfo(&waited, NULL);
        if (number > 0 && number != SIGCHLD)
            kill(child, number);
        while ((ended = waitpid(-1, &status, WNOHANG)) > 0 && ended != child)
            continue;
        if (ended < 0 && errno == ECHILD)
            message_fatal(NULL, "lost sight of '%s'", command[0]);
    }
    end_orphans();
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

void process_end_as(int status)
{
    if (status <= 128 || status > 128 + SIGRTMAX)
        return;
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, status - 128);
    signal(status - 128, SIG_DFL);
    raise(status - 128);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
}
