/* measure - time shell commands in turn, so that a drift of the machine's speed hits all alike
 *
 * usage: measure RUNS COMMAND ...
 * Each command runs once to warm up and then RUNS times, first one of each, then the next of each;
 * its output is thrown away. Prints a line for each command, in their order: median wall seconds,
 * median processor seconds (user and system, with its children), peak memory of its largest
 * process in MiB. Status 2 if a command failed. */
#define _DEFAULT_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct run {
    double wall, processor, peak;
};

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double of_timeval(struct timeval time)
{
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

static struct run run_once(const char *command)
{
    double begun = seconds();
    pid_t child = fork();
    if (child < 0) {
        perror("measure: fork");
        exit(2);
    }
    if (child == 0) {
        int null = open("/dev/null", O_WRONLY);
        if (null >= 0)
            dup2(null, STDOUT_FILENO);
        execl("/bin/bash", "bash", "-c", command, (char *)NULL);
        _exit(127);
    }
    int status;
    struct rusage usage;
    if (wait4(child, &status, 0, &usage) < 0 || status != 0) {
        fprintf(stderr, "measure: failed: %s\n", command);
        exit(2);
    }
    return (struct run){seconds() - begun, of_timeval(usage.ru_utime) + of_timeval(usage.ru_stime),
                        (double)usage.ru_maxrss / 1024};
}

static int by_value(const void *a, const void *b)
{
    double one = *(const double *)a, two = *(const double *)b;
    return (one > two) - (one < two);
}

static double median(double *values, size_t count)
{
    qsort(values, count, sizeof *values, by_value);
    return count % 2 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

int main(int argc, char **argv)
{
    size_t runs = argc > 2 ? strtoul(argv[1], NULL, 10) : 0, commands = (size_t)argc - 2;
    if (runs == 0) {
        fprintf(stderr, "usage: measure RUNS COMMAND ...\n");
        return 2;
    }
    double *wall = calloc(runs * commands, sizeof *wall);
    double *processor = calloc(runs * commands, sizeof *processor);
    double *peak = calloc(commands, sizeof *peak);
    if (!wall || !processor || !peak)
        return 2;
    for (size_t i = 0; i < commands; i++)
        run_once(argv[i + 2]);
    for (size_t r = 0; r < runs; r++)
        for (size_t i = 0; i < commands; i++) {
            struct run run = run_once(argv[i + 2]);
            wall[i * runs + r] = run.wall;
            processor[i * runs + r] = run.processor;
            peak[i] = run.peak > peak[i] ? run.peak : peak[i];
        }
    for (size_t i = 0; i < commands; i++)
        printf("%.3f\t%.3f\t%.1f\n", median(wall + i * runs, runs),
               median(processor + i * runs, runs), peak[i]);
    free(wall);
    free(processor);
    free(peak);
    return 0;
}
