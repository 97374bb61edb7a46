/* LD_PRELOAD: the allocation number FAIL_AT fails, and with FAIL_FOR_GOOD all after it. Without
 * FAIL_AT the allocations are counted, and the number is written to the file FAIL_COUNT.
 *
 * Only what the program itself asks for, and what libc and the libraries of text ask for on its
 * behalf, is counted: librsvg and what it stands on end the process by their own rule. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* glibc's own names of what is replaced here. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);

static unsigned long count, fail_at;
static bool known, started, for_good;

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
    if (!counted(caller))
        return false;
    if (!known) {
        const char *at = getenv("FAIL_AT");
        known = true;
        fail_at = at ? strtoul(at, NULL, 10) : 0;
        for_good = getenv("FAIL_FOR_GOOD") != NULL;
    }
    count++;
    bool now = fail_at > 0 && (count == fail_at || (for_good && count > fail_at));
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

/* Before main: what the loader and constructors allocate is not the program's. */
__attribute__((constructor)) static void start(void)
{
    started = true;
}

__attribute__((destructor)) static void finish(void)
{
    const char *path = getenv("FAIL_COUNT");
    started = false;
    if (!path)
        return;
    FILE *file = fopen(path, "w");
    if (file) {
        fprintf(file, "%lu\n", count);
        fclose(file);
    }
}
