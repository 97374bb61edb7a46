#include "stream/tally.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/message.h"
#include "base/number.h"
#include "base/output.h"
#include "stream/table.h"

/* What is counted for a file. */
struct tally_file {
    uint64_t in, out;
    struct map reasons;
    uint64_t *dropped; /* by reason */
    size_t capacity;
};

void tally_open(struct tally *tally, const char *path, const char *stage)
{
    *tally = (struct tally){.path = path, .stage = stage};
    tally_file(tally, "");
}

void tally_file(struct tally *tally, const char *file)
{
    bool added;
    tally->file = map_add(&tally->files, slice_of(file), &added);
    if (!added)
        return;
    tally->counts = memory_grow(tally->counts, &tally->capacity, tally->files.count,
                                sizeof *tally->counts);
    tally->counts[tally->file] = (struct tally_file){0};
}

void tally_in(struct tally *tally, uint64_t n)
{
    struct tally_file *file = &tally->counts[tally->file];
    file->in = number_add(file->in, n);
}

void tally_out(struct tally *tally, uint64_t n)
{
    struct tally_file *file = &tally->counts[tally->file];
    file->out = number_add(file->out, n);
}

void tally_drop(struct tally *tally, const char *reason, uint64_t n)
{
    struct tally_file *file = &tally->counts[tally->file];
    bool added;
    uint32_t number = map_add(&file->reasons, slice_of(reason), &added);
    if (added) {
        file->dropped = memory_grow(file->dropped, &file->capacity, file->reasons.count,
                                    sizeof *file->dropped);
        file->dropped[number] = 0;
    }
    file->dropped[number] = number_add(file->dropped[number], n);
}

static void check_sums(const struct tally *tally, uint32_t number)
{
    const struct tally_file *file = &tally->counts[number];
    uint64_t sum = file->out;
    for (uint32_t i = 0; i < file->reasons.count; i++)
        sum = number_add(sum, file->dropped[i]);
    struct slice name = map_key(&tally->files, number);
    struct place place = {name.size > 0 ? name.data : NULL, 0, 0};
    if (sum != file->in)
        message_fatal(&place,
                      "%llu records came in, but %llu went out or were dropped; this is a fault "
                      "of the program",
                      U64(file->in), U64(sum));
}

static void write_row(const struct tally *tally, struct table_writer *table, uint32_t file,
                      struct slice reason, uint64_t n)
{
    table_cell_string(table, tally->stage);
    table_cell(table, map_key(&tally->files, file));
    table_cell(table, reason);
    table_cell_u64(table, n);
    table_end_row(table);
}

static void write_rows(const struct tally *tally, struct table_writer *table)
{
    for (uint32_t i = 0; i < tally->files.count; i++) {
        const struct tally_file *file = &tally->counts[i];
        /* Where files are told apart, nothing was counted before the first. */
        if (i == 0 && tally->files.count > 1 && file->in == 0)
            continue;
        write_row(tally, table, i, slice_of("in"), file->in);
        write_row(tally, table, i, slice_of("out"), file->out);
        for (uint32_t j = 0; j < file->reasons.count; j++)
            write_row(tally, table, i, map_key(&file->reasons, j), file->dropped[j]);
    }
}

static void write_table(const struct tally *tally)
{
    struct stat status;
    struct table_writer table = {.output = output_open_append(tally->path)};
    if (fstat(table.output->descriptor, &status) != 0)
        message_fatal(NULL, "cannot tell whether %s is empty: %s", tally->path, strerror(errno));
    bool is_new = status.st_size == 0;
    if (is_new) {
        table_names(&table, "stage file reason n");
        table_end_row(&table);
    }
    write_rows(tally, &table);
    output_close(table.output);
}

void tally_close(struct tally *tally)
{
    for (uint32_t i = 0; i < tally->files.count; i++)
        check_sums(tally, i);
    if (tally->path)
        write_table(tally);
    for (uint32_t i = 0; i < tally->files.count; i++) {
        map_free(&tally->counts[i].reasons);
        free(tally->counts[i].dropped);
    }
    free(tally->counts);
    map_free(&tally->files);
}
