/* Tallies: rows are added to what the table has, and sums are checked. */
#include "stream/tally.h"

#include "base/message.h"
#include "check.h"

static void two_files(void *path)
{
    struct tally tally;
    tally_open(&tally, path, "records");
    tally_file(&tally, "a.ris");
    tally_in(&tally, 3);
    tally_out(&tally, 2);
    tally_drop(&tally, "no end tag", 1);
    tally_file(&tally, "b.ris");
    tally_in(&tally, 1);
    tally_drop(&tally, "empty", 1);
    tally_file(&tally, "a.ris");
    tally_in(&tally, 1);
    tally_drop(&tally, "no end tag", 1);
    tally_close(&tally);
    exit(message_end(STATUS_DONE));
}

static void whole_stream(void *path)
{
    struct tally tally;
    tally_open(&tally, path, "dedupe");
    tally_in(&tally, 2);
    tally_out(&tally, 2);
    tally_close(&tally);
    exit(message_end(STATUS_DONE));
}

static void wrong_sum(void *path)
{
    struct tally tally;
    tally_open(&tally, path, "search");
    tally_in(&tally, 2);
    tally_out(&tally, 1);
    tally_close(&tally);
    exit(message_end(STATUS_DONE));
}

static void no_path(void *path)
{
    (void)path;
    wrong_sum(NULL);
}

TEST("what came in is counted by stage, file and reason, and must be what went out")
{
    char *path = check_file("", 0);
    CHECK(check_ends(two_files, path) == 0);
    CHECK(check_ends(whole_stream, path) == 0);
    CHECK(check_ends(wrong_sum, path) == 2);
    CHECK(strstr(check_messages, "2 records came in, but 1 went out") != NULL);
    CHECK(check_ends(no_path, NULL) == 2);

    char text[4096];
    FILE *file = fopen(path, "r");
    text[file ? fread(text, 1, sizeof text - 1, file) : 0] = '\0';
    if (file)
        fclose(file);
    CHECK(strcmp(text, "stage\tfile\treason\tn\n"
                       "records\ta.ris\tin\t4\n"
                       "records\ta.ris\tout\t2\n"
                       "records\ta.ris\tno end tag\t2\n"
                       "records\tb.ris\tin\t1\n"
                       "records\tb.ris\tout\t0\n"
                       "records\tb.ris\tempty\t1\n"
                       "dedupe\t\tin\t2\n"
                       "dedupe\t\tout\t2\n") == 0);
    unlink(path);
    free(path);
}
