/* LD_PRELOAD: makes one thing fail in the program that it is loaded into, as FAULT says:
 *
 *   list FILE          nothing; at the end the number of allocations and then, in their order, the
 *                      numbers of the system calls that can fail are written to the file
 *   allocation N       allocation N returns nothing
 *   allocations N      and so do all after it
 *   call N ERROR       system call N is not made and says this error
 *   half N             system call N reads or writes half of what it was asked to
 *   kill N             the process is killed instead of system call N, as by kill -9
 *   killall N          and with it all of its process group
 *
 * With NO_EXCHANGE in the environment renameat2 knows no flags, as on file systems that lack them.
 *
 * It applies to this program alone, not to those that it starts: they do not inherit FAULT, and only
 * system calls of the libc that is loaded here are looked at. Only what happens after the libraries are
 * loaded is counted. A seccomp filter turns system calls
 * into signals; the handler makes those that may pass, with a mark in the sixth argument, which none
 * of them has. Of allocations, only what the program itself asks for, and what libc and the
 * libraries of text ask for on its behalf, is counted: librsvg and what it stands on end the process
 * by their own rule. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

/* glibc's own names of what is replaced here. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);

enum fault {
    FAULT_NONE,
    FAULT_ALLOCATION,
    FAULT_ALLOCATIONS,
    FAULT_CALL,
    FAULT_HALF,
    FAULT_KILL,
    FAULT_KILL_ALL
};

enum { MARK = 0x436f7370, MOST_CALLS = 1 << 16 };

static enum fault fault;
static bool started, no_exchange;
static unsigned long fail_at, allocations, calls;
static int error;
static const char *list;
static uint16_t made[MOST_CALLS];

static bool counted(const void *caller)
{
    static const char *const libraries[] = {"libc.so", "libpcre2", "libutf8proc", "libyaml"};
    Dl_info caller_info;
    if (!started || !dladdr(caller, &caller_info) || !caller_info.dli_fname)
        return false;
    const char *name = strrchr(caller_info.dli_fname, '/');
    name = name ? name + 1 : caller_info.dli_fname;
    if (!strstr(name, ".so"))
        return true;
    for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++)
        if (strncmp(name, libraries[i], strlen(libraries[i])) == 0)
            return true;
    return false;
}

static bool fails(const void *caller)
{
    if (fault > FAULT_ALLOCATIONS || !counted(caller))
        return false;
    allocations++;
    bool now = (fault == FAULT_ALLOCATION && allocations == fail_at) ||
               (fault == FAULT_ALLOCATIONS && allocations >= fail_at);
    if (now)
        errno = ENOMEM;
    return now;
}

void *malloc(size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : __libc_malloc(size);
}

void *calloc(size_t nmemb, size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : __libc_calloc(nmemb, size);
}

void *realloc(void *ptr, size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : __libc_realloc(ptr, size);
}

#if defined __x86_64__
#define ARGUMENT(context, i)                                                                       \
    ((context)->uc_mcontext.gregs[(const int[]){REG_RDI, REG_RSI, REG_RDX, REG_R10, REG_R8}[i]])
#define RESULT(context) ((context)->uc_mcontext.gregs[REG_RAX])
#elif defined __aarch64__
#define ARGUMENT(context, i) ((context)->uc_mcontext.regs[i])
#define RESULT(context)      ((context)->uc_mcontext.regs[0])
#else
#error the registers of a system call on this machine are to be named here
#endif

static void on_call(int number, siginfo_t *information, void *interrupted)
{
    (void)number;
    ucontext_t *context = interrupted;
    int kept = errno;
    long call = information->si_syscall;
    bool now = ++calls == fail_at;
    if (calls <= MOST_CALLS)
        made[calls - 1] = (uint16_t)call;
    if (now && (fault == FAULT_KILL || fault == FAULT_KILL_ALL))
        kill(fault == FAULT_KILL ? getpid() : 0, SIGKILL);
    /* The numbers of calls may move by one where the heap lies otherwise, and these two have no errors
     * to say: the end of the heap stays where it is, the mask is what it is. */
    if (now && fault == FAULT_CALL && call != SYS_umask) {
        RESULT(context) = call == SYS_brk ? syscall(call, 0, 0, 0, 0, 0, (long)MARK) : -error;
        return;
    }
    if (no_exchange && call == SYS_renameat2 && ARGUMENT(context, 4) != 0) {
        RESULT(context) = -EINVAL;
        return;
    }
    unsigned long third = (unsigned long)ARGUMENT(context, 2);
    bool moves_bytes = call == SYS_read || call == SYS_write || call == SYS_pread64;
    if (now && fault == FAULT_HALF && moves_bytes && third > 1)
        third /= 2;
    long result = syscall(call, ARGUMENT(context, 0), ARGUMENT(context, 1), third,
                          ARGUMENT(context, 3), ARGUMENT(context, 4), (long)MARK);
    RESULT(context) = result < 0 ? -errno : result;
    errno = kept;
}

/* What changes a file, or tells of one. */
static const int trapped[] = {
    SYS_read,       SYS_write,     SYS_writev,    SYS_pread64,    SYS_pwrite64, SYS_openat,
    SYS_close,      SYS_fstat,     SYS_lseek,     SYS_fsync,      SYS_fchmod,   SYS_renameat2,
    SYS_unlinkat,   SYS_ftruncate, SYS_fcntl,     SYS_ioctl,      SYS_flock,    SYS_mkdirat,
    SYS_brk,        SYS_munmap,    SYS_getrandom, SYS_umask,      SYS_dup,      SYS_readlinkat,
    SYS_symlinkat,  SYS_linkat,    SYS_fchmodat,  SYS_getdents64,
#ifdef SYS_open
    SYS_open,       SYS_stat,      SYS_lstat,     SYS_rename,     SYS_unlink,   SYS_mkdir,
    SYS_readlink,   SYS_access,
#endif
#ifdef SYS_newfstatat
    SYS_newfstatat,
#endif
#ifdef SYS_renameat
    SYS_renameat,
#endif
};

/* Where the code of libc begins and ends. */
static uintptr_t code_begin, code_end;

static int find_code(struct dl_phdr_info *information, size_t size, void *unused)
{
    (void)size;
    (void)unused;
    if (!strstr(information->dlpi_name, "/libc.so"))
        return 0;
    for (size_t i = 0; i < information->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &information->dlpi_phdr[i];
        if (part->p_type != PT_LOAD || !(part->p_flags & PF_X))
            continue;
        code_begin = information->dlpi_addr + part->p_vaddr;
        code_end = code_begin + part->p_memsz;
    }
    return 1;
}

/* A filter stays with what the process starts, whose libc lies elsewhere: there it lets all pass. */
static void trap_calls(void)
{
    enum { COUNT = sizeof trapped / sizeof *trapped, ALLOW = COUNT + 1 };
    struct sock_filter code[COUNT + 11];
    size_t n = 0;
    const uint32_t big_endian = __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ ? 4 : 0;
    const uint32_t low = big_endian, at = offsetof(struct seccomp_data, instruction_pointer);
    dl_iterate_phdr(find_code, NULL);
    /* Code that crosses 4 GiB would take more comparisons. */
    if (code_begin == 0 || code_begin >> 32 != code_end >> 32)
        abort();
    code[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, at + 4 - big_endian);
    code[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K,
                                             (uint32_t)(code_begin >> 32), 0, ALLOW + 5);
    code[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, at + big_endian);
    code[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, (uint32_t)code_begin, 0,
                                             ALLOW + 3);
    code[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, (uint32_t)code_end,
                                             ALLOW + 2, 0);
    code[n++] = (struct sock_filter)BPF_STMT(
        BPF_LD | BPF_W | BPF_ABS, (uint32_t)offsetof(struct seccomp_data, args[5]) + low);
    code[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, MARK, COUNT + 1, 0);
    code[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
                                             offsetof(struct seccomp_data, nr));
    for (size_t i = 0; i < COUNT; i++)
        code[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)trapped[i],
                                                 (uint8_t)(COUNT - i), 0);
    code[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    code[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP);
    struct sock_fprog program = {(unsigned short)n, code};
    struct sigaction action = {.sa_sigaction = on_call, .sa_flags = SA_SIGINFO};
    if (sigaction(SIGSYS, &action, NULL) != 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
        prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0)
        abort();
}

/* Before main: what the loader and constructors do is not the program's. */
__attribute__((constructor)) static void start(void)
{
    static const char *const names[] = {
        [FAULT_NONE] = "list",
        [FAULT_ALLOCATION] = "allocation",
        [FAULT_ALLOCATIONS] = "allocations",
        [FAULT_CALL] = "call",
        [FAULT_HALF] = "half",
        [FAULT_KILL] = "kill",
        [FAULT_KILL_ALL] = "killall",
    };
    const char *wanted = getenv("FAULT");
    const char *rest = wanted ? strchr(wanted, ' ') : NULL;
    if (!rest)
        abort();
    size_t kind = 0;
    while (kind < sizeof names / sizeof *names &&
           (strlen(names[kind]) != (size_t)(rest - wanted) ||
            strncmp(names[kind], wanted, (size_t)(rest - wanted)) != 0))
        kind++;
    fault = (enum fault)kind;
    if (fault == FAULT_NONE) {
        list = rest + 1;
    } else {
        char *after;
        fail_at = strtoul(rest, &after, 10);
        error = (int)strtol(after, NULL, 10);
    }
    no_exchange = getenv("NO_EXCHANGE") != NULL;
    unsetenv("FAULT");
    unsetenv("LD_PRELOAD");
    if (fault == FAULT_NONE || fault > FAULT_ALLOCATIONS)
        trap_calls();
    started = true;
}

__attribute__((destructor)) static void finish(void)
{
    started = false;
    if (!list)
        return;
    size_t count = calls < MOST_CALLS ? calls : MOST_CALLS;
    FILE *file = fopen(list, "w");
    if (!file)
        return;
    fprintf(file, "%lu\n", allocations);
    for (size_t i = 0; i < count; i++)
        fprintf(file, "%d\n", made[i]);
    fclose(file);
}
