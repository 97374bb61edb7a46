/* Runs a fuzz target over files and folders of files, without a fuzzer: the seeds are a test that
 * needs no clang. Each input runs in a process of its own, so that a crash names its file and the
 * rest still runs. A target that refuses an input by ending the program with status 2 has passed. */
#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static unsigned passed, failed;

static void fail(const char *path, const char *what)
{
    printf("%s: %s\n", path, what);
    failed++;
}

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

static void replay_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        fail(path, strerror(errno));
        return;
    }
    fflush(stdout);
    pid_t child = fork();
    if (child == 0)
        exit(run_target(file));
    fclose(file);
    int status;
    if (child < 0 || waitpid(child, &status, 0) != child)
        fail(path, "cannot be run");
    else if (WIFSIGNALED(status))
        fail(path, "ended by a signal");
    else if (WEXITSTATUS(status) != 0 && WEXITSTATUS(status) != 2)
        fail(path, "ended with an error");
    else
        passed++;
}

static void replay(const char *path);

static void replay_folder(const char *path)
{
    struct dirent **entries;
    int count = scandir(path, &entries, NULL, alphasort);
    if (count < 0) {
        fail(path, strerror(errno));
        return;
    }
    for (int i = 0; i < count; i++) {
        char inside[4096];
        if (entries[i]->d_name[0] != '.' &&
            snprintf(inside, sizeof inside, "%s/%s", path, entries[i]->d_name) < (int)sizeof inside)
            replay(inside);
        free(entries[i]);
    }
    free(entries);
}

static void replay(const char *path)
{
    struct stat status;
    if (stat(path, &status) == 0 && S_ISDIR(status.st_mode))
        replay_folder(path);
    else
        replay_file(path);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        replay(argv[i]);
    printf("%u passed, %u failed\n", passed, failed);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
