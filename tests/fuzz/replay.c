/* Runs a fuzz target over files and folders of files, without a fuzzer: the seeds are tests that
 * need no clang. Each input runs in a process of its own, so that a crash names its file and the
 * rest still runs. A target that refuses an input by ending the program with status 2 has passed.
 * Prints results as bats prints them (TAP), a test for each file. */
#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The files to replay, in the order of their names. */
static char **paths;
static size_t path_count, path_capacity;

static int run_target(FILE *file)
{
    uint8_t *data = NULL;
    size_t size = 0, capacity = 0;
    for (;;) {
        if (size == capacity) {
            capacity = capacity ? 2 * capacity : 65536;
            uint8_t *larger = realloc(data, capacity);
            if (!larger)
                return EXIT_FAILURE;
            data = larger;
        }
        size_t got = fread(data + size, 1, capacity - size, file);
        if (got == 0)
            break;
        size += got;
    }
    if (ferror(file))
        return EXIT_FAILURE;
    /* A block of exactly this size, so that a sanitizer sees a read of one byte beyond it. */
    uint8_t *exact = malloc(size ? size : 1);
    if (!exact)
        return EXIT_FAILURE;
    memcpy(exact, data, size);
    free(data);
    int result = LLVMFuzzerTestOneInput(exact, size);
    free(exact);
    return result;
}

/* What went wrong, NULL where nothing did. */
static const char *replay(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return strerror(errno);
    fflush(stdout);
    pid_t child = fork();
    if (child == 0)
        exit(run_target(file));
    fclose(file);
    int status;
    if (child < 0 || waitpid(child, &status, 0) != child)
        return "cannot be run";
    if (WIFSIGNALED(status))
        return "ended by a signal";
    if (WEXITSTATUS(status) != 0 && WEXITSTATUS(status) != 2)
        return "ended with an error";
    return NULL;
}

static void add_path(const char *path)
{
    if (path_count == path_capacity) {
        path_capacity = path_capacity ? 2 * path_capacity : 64;
        char **larger = realloc(paths, path_capacity * sizeof *paths);
        if (!larger)
            exit(EXIT_FAILURE);
        paths = larger;
    }
    paths[path_count] = strdup(path);
    if (!paths[path_count++])
        exit(EXIT_FAILURE);
}

/* The path, or the files below it where it is a folder. */
static void add_below(const char *path)
{
    struct dirent **entries;
    int found = scandir(path, &entries, NULL, alphasort);
    if (found < 0) {
        add_path(path);
        return;
    }
    for (int i = 0; i < found; i++) {
        char inside[4096];
        if (entries[i]->d_name[0] != '.' &&
            snprintf(inside, sizeof inside, "%s/%s", path, entries[i]->d_name) < (int)sizeof inside)
            add_below(inside);
        free(entries[i]);
    }
    free(entries);
}

int main(int argc, char **argv)
{
    bool good = true;
    for (int i = 1; i < argc; i++)
        add_below(argv[i]);
    printf("1..%zu\n", path_count);
    for (size_t i = 0; i < path_count; i++) {
        const char *trouble = replay(paths[i]);
        good &= !trouble;
        printf("%sok %zu %s is read or refused\n", trouble ? "not " : "", i + 1, paths[i]);
        if (trouble)
            printf("# %s\n", trouble);
        free(paths[i]);
    }
    free(paths);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
