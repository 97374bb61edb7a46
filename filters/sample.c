/* sample - take a reproducible share of the documents */
#include <stdlib.h>
#include <sys/stat.h>

#include "base/filter.h"
#include "base/memory.h"
#include "review/sampling.h"
#include "stream/table.h"
#include "stream/tally.h"

struct settings {
    struct common common;
    double share;
    uint64_t number;
    const char *key;
    const char *by;
    const char *tally;
};

/* clang-format off */
static const struct option options[] = {
    {0, "share", OPTION_NUMBER, offsetof(struct settings, share), "SHARE",
     "take this share of the documents, above 0 and up to 1 (default 1: all)"},
    {'n', "number", OPTION_COUNT, offsetof(struct settings, number), "N",
     "take at most N documents"},
    {0, "key", OPTION_TEXT, offsetof(struct settings, key), "TEXT",
     "another key draws another sample (default: cospan)"},
    {0, "by", OPTION_TEXT, offsetof(struct settings, by), "COLUMN",
     "take the share or number of each value of this column"},
    {0, "tally", OPTION_TEXT, offsetof(struct settings, tally), "FILE",
     "append to a table how many documents came in, and how many were taken"},
    OPTION_END,
};
/* clang-format on */

static const struct filter filter = {
    .name = "sample",
    .purpose = "take a reproducible share of the documents",
    .options = options,
};

/* A row that may still be taken. */
struct kept {
    struct sampling_rank rank;
    uint32_t stratum;
    uint64_t position;
    struct slice row; /* to be released */
};

struct sampler {
    const struct settings *settings;
    struct output *output;
    struct table_reader table; /* of the first file; its columns are those of all */
    int doc, by;
    struct sampling sampling;
    struct buffer scratch, id, stratum, last_id;
    struct sampling_rank rank; /* of the document last_id */
    uint32_t last_stratum;
    bool any;
    struct kept *kept;
    size_t kept_count, kept_capacity;
    uint64_t rows;
};

/* The cell as it was before it was written; empty where there is no such column. */
static struct slice decode(struct slice row, int column, struct buffer *to)
{
    struct slice cell = column == TABLE_NO_COLUMN ? slice_of("") : table_raw_cell(row, column);
    buffer_clear(to);
    buffer_reserve(to, cell.size + 1);
    table_decode(cell, to);
    return buffer_slice(to);
}

/* Goes to the document of a row; false if it is the same as that of the row before: its parts
 * share rank and stratum. */
static bool begin_document(struct sampler *sampler, struct slice row)
{
    struct slice id = decode(row, sampler->doc, &sampler->id);
    if (sampler->any && slice_equal(id, buffer_slice(&sampler->last_id)))
        return false;
    sampler->any = true;
    buffer_clear(&sampler->last_id);
    buffer_append_slice(&sampler->last_id, id);
    sampler->rank = sampling_rank(sampler->settings->key, NULL, id, &sampler->scratch);
    return true;
}

static void write_row(struct sampler *sampler, struct slice row)
{
    output_slice(sampler->output, row);
    output_char(sampler->output, '\n');
    sampler->rows++;
}

static int by_rank(const void *left, const void *right)
{
    return sampling_compare(((const struct kept *)left)->rank, ((const struct kept *)right)->rank);
}

static int by_position(const void *left, const void *right)
{
    const struct kept *a = left, *b = right;
    return (a->position > b->position) - (a->position < b->position);
}

/* Drops the rows that cannot be among the first `number` documents any more. */
static void drop_late(struct sampler *sampler, uint64_t number)
{
    qsort(sampler->kept, sampler->kept_count, sizeof *sampler->kept, by_rank);
    uint64_t documents = 0;
    size_t count = sampler->kept_count;
    for (size_t i = 0; i < count; i++) {
        documents += i == 0 || by_rank(&sampler->kept[i - 1], &sampler->kept[i]) != 0;
        if (documents <= number)
            continue;
        sampler->kept_count = i;
        for (; i < count; i++)
            free((char *)sampler->kept[i].row.data);
    }
}

static void keep(struct sampler *sampler, struct slice row, uint64_t position)
{
    enum { SLACK = 4096 };
    uint64_t number = sampler->settings->number;
    sampler->kept = memory_grow(sampler->kept, &sampler->kept_capacity, sampler->kept_count + 1,
                                sizeof *sampler->kept);
    sampler->kept[sampler->kept_count++] = (struct kept){
        sampler->rank, sampler->last_stratum, position, slice_make(memory_string(row), row.size)};
    if (number > 0 && sampler->by == TABLE_NO_COLUMN && sampler->kept_count > SLACK + 2 * number &&
        sampler->kept_count % SLACK == 0)
        drop_late(sampler, number);
}

static bool open_table(struct sampler *sampler, struct input *input)
{
    struct table_reader *table = &sampler->table;
    while (input_next_file(input))
        if (table_open(table, input, false)) {
            sampler->doc = table_need(table, "doc");
            sampler->by = sampler->settings->by ? table_need(table, sampler->settings->by)
                                                : TABLE_NO_COLUMN;
            return true;
        }
    return false;
}

/* Ranks all documents; their rows are kept where the input cannot be read again. */
static void rank_documents(struct sampler *sampler, bool keep_rows)
{
    for (uint64_t position = 0; table_next(&sampler->table); position++) {
        struct slice row = sampler->table.row;
        if (begin_document(sampler, row))
            sampler->last_stratum = sampling_add(
                &sampler->sampling, decode(row, sampler->by, &sampler->stratum), sampler->rank);
        if (keep_rows)
            keep(sampler, row, position);
    }
    sampler->any = false;
}

static void write_kept(struct sampler *sampler)
{
    if (sampler->kept_count > 0)
        qsort(sampler->kept, sampler->kept_count, sizeof *sampler->kept, by_position);
    for (size_t i = 0; i < sampler->kept_count; i++) {
        const struct kept *kept = &sampler->kept[i];
        if (sampling_takes(&sampler->sampling, kept->stratum, kept->rank))
            write_row(sampler, kept->row);
        free((char *)kept->row.data);
    }
}

/* Reads the files again. What is wrong in them has been said. */
static void write_again(struct sampler *sampler, struct input *input)
{
    struct slice row;
    while (input_next_file(input)) {
        if (!input_line(input, &row) || !slice_equal(row, buffer_slice(&sampler->table.header)))
            continue;
        while (input_line(input, &row)) {
            if (table_count_cells(row) != sampler->table.column_count)
                continue;
            if (begin_document(sampler, row))
                sampler->last_stratum = map_find(&sampler->sampling.strata,
                                                 decode(row, sampler->by, &sampler->stratum));
            if (sampler->last_stratum == MAP_NONE)
                message_fatal(NULL, "%s: changed while it was read", input->name);
            if (sampling_takes(&sampler->sampling, sampler->last_stratum, sampler->rank))
                write_row(sampler, row);
        }
    }
}

static void write_tally(const struct sampler *sampler)
{
    struct tally tally;
    const struct sampling *sampling = &sampler->sampling;
    tally_open(&tally, sampler->settings->tally, "sample");
    tally_in(&tally, sampling->distinct);
    tally_out(&tally, sampling->taken);
    if (sampling->distinct > sampling->taken)
        tally_drop(&tally, "not sampled", sampling->distinct - sampling->taken);
    tally_close(&tally);
}

/* Pipes and terminals cannot be read twice. */
static bool can_read_twice(char *const *paths, size_t count)
{
    struct stat about;
    for (size_t i = 0; i < count; i++)
        if (strcmp(paths[i], "-") == 0 || stat(paths[i], &about) != 0 || !S_ISREG(about.st_mode))
            return false;
    return count > 0;
}

static void sample(struct sampler *sampler, char *const *paths, size_t count)
{
    const struct settings *settings = sampler->settings;
    struct input *input = input_open(paths, count, settings->common.max_record);
    bool twice = can_read_twice(paths, count);
    if (open_table(sampler, input)) {
        output_slice(sampler->output, buffer_slice(&sampler->table.header));
        output_char(sampler->output, '\n');
        rank_documents(sampler, !twice);
    }
    input_close(input);
    sampling_draw(&sampler->sampling, settings->share, settings->number);
    if (twice && sampler->table.columns) {
        input = input_open(paths, count, settings->common.max_record);
        write_again(sampler, input);
        input_close(input);
    } else {
        write_kept(sampler);
    }
}

int main(int argc, char **argv)
{
    struct settings settings = {.share = 1, .key = "cospan"};
    struct streams streams = filter_open(&filter, argc, argv, &settings);
    if (!(settings.share > 0 && settings.share <= 1))
        message_usage("--share expects a number above 0 and up to 1");
    struct sampler sampler = {.settings = &settings, .output = streams.output};
    sample(&sampler, streams.paths, streams.count);
    write_tally(&sampler);
    message_detail(NULL, "%llu documents, %llu taken (%llu rows)", U64(sampler.sampling.distinct),
                   U64(sampler.sampling.taken), U64(sampler.rows));
    return message_end(STATUS_DONE);
}
