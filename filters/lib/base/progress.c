#include "base/progress.h"

#include <stdbool.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/message.h"

static bool shown;
static uint64_t total;

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void put(const char *text, size_t size)
{
    /* Failing to show progress is not an error. */
    if (write(STDERR_FILENO, text, size) < 0)
        shown = false;
}

static void erase(bool finish)
{
    (void)finish;
    if (shown)
        put("\r\033[K", 4);
    shown = false;
}

/* In `cat x | a | b > y` only b shows progress, in `a x | b` only a, as lines of several filters
 * would overwrite each other. */
static bool wanted(uint64_t size)
{
    struct stat status;
    if (isatty(STDERR_FILENO) != 1)
        return false;
    return size > 0 || (fstat(STDOUT_FILENO, &status) == 0 && S_ISREG(status.st_mode));
}

static void show(uint64_t offset, uint64_t size, double elapsed)
{
    char line[160];
    double rate = (double)total / elapsed / 1e6;
    int used = snprintf(line, sizeof line, "\r\033[K%s: %.1f MB, %.1f MB/s", message_program_name(),
                        (double)total / 1e6, rate);
    if (size > 0 && offset <= size && rate > 0 && used > 0)
        used += snprintf(line + used, sizeof line - (size_t)used, ", %.0f %%, %.0f s left",
                         100 * (double)offset / (double)size, (double)(size - offset) / 1e6 / rate);
    if (used > 0 && (size_t)used < sizeof line)
        put(line, (size_t)used);
}

void progress_step(uint64_t offset, uint64_t size, uint64_t fresh)
{
    static int enabled = -1;
    static double begun, last;
    if (enabled < 0) {
        enabled = wanted(size);
        begun = enabled ? seconds() : 0;
        last = begun;
        if (enabled)
            message_at_end(erase);
    }
    total += fresh;
    if (!enabled)
        return;
    double now = seconds();
    if (now - begun < 2 || now - last < 0.2)
        return;
    last = now;
    shown = true;
    show(offset, size, now - begun);
}
