/* shard - cut documents or tokens into files at the ends of documents */
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/filter.h"
#include "base/digest.h"
#include "stream/documents.h"
#include "stream/table.h"
#include "stream/tokens.h"

struct settings {
    struct common common;
    uint64_t number;
    uint64_t documents;
    const char *prefix;
};

/* clang-format off */
static const struct option options[] = {
    {'n', "number", OPTION_COUNT, offsetof(struct settings, number), "N",
     "N shards of about the same size; the input must be files"},
    {0, "documents", OPTION_COUNT, offsetof(struct settings, documents), "N",
     "N documents in each shard; works in a pipe"},
    {0, "prefix", OPTION_TEXT, offsetof(struct settings, prefix), "PATH",
     "write PATH-001.tsv and so on (default: shard)"},
    OPTION_END,
};
/* clang-format on */

static const struct filter filter = {
    .name = "shard",
    .purpose = "cut documents or tokens into files at the ends of documents",
    .options = options,
};

struct sharder {
    const struct settings *settings;
    struct table_writer manifest;
    const char *ending;
    uint64_t size;       /* of all files, where it must be known */
    struct buffer head;  /* lines that every shard begins with */
    struct buffer block; /* lines of a sentence, up to its empty line */
    struct buffer id;    /* of the present document of a table */
    bool block_begins;   /* a document */
    bool any;            /* document so far */
    uint64_t done;       /* bytes of finished documents */
    uint64_t all_documents;

    /* The present shard. */
    struct output *output; /* NULL before the first */
    struct digest digest;
    struct buffer path;
    uint64_t shard, documents, bytes;
};

static void write_bytes(struct sharder *sharder, struct slice bytes)
{
    output_slice(sharder->output, bytes);
    digest_add(&sharder->digest, bytes);
    sharder->bytes += bytes.size;
}

static void open_shard(struct sharder *sharder)
{
    buffer_clear(&sharder->path);
    buffer_append_format(&sharder->path, "%s-%03llu.%s", sharder->settings->prefix,
                         U64(++sharder->shard), sharder->ending);
    buffer_append_char(&sharder->path, '\0');
    sharder->output = output_open(sharder->path.data);
    sharder->documents = sharder->bytes = 0;
    digest_begin(&sharder->digest);
    write_bytes(sharder, buffer_slice(&sharder->head));
}

/* Puts the shard in its place and names it in the manifest. */
static void close_shard(struct sharder *sharder)
{
    char hex[DIGEST_HEX + 1];
    struct table_writer *manifest = &sharder->manifest;
    output_close(sharder->output);
    sharder->output = NULL;
    digest_end(&sharder->digest, hex);
    table_cell_u64(manifest, sharder->shard);
    table_cell_string(manifest, sharder->path.data);
    table_cell_u64(manifest, sharder->documents);
    table_cell_u64(manifest, sharder->bytes);
    table_cell_string(manifest, hex);
    table_end_row(manifest);
}

/* A shard is full when its documents are there, or when so many shards hold their part of all
 * bytes; a large document may make it larger, never the next ones of more than one document. */
static bool is_full(const struct sharder *sharder)
{
    const struct settings *settings = sharder->settings;
    if (settings->documents > 0)
        return sharder->documents == settings->documents;
    return sharder->shard < settings->number &&
           (double)sharder->done >=
               (double)sharder->size * (double)sharder->shard / (double)settings->number;
}

static void begin_document(struct sharder *sharder)
{
    if (sharder->any && is_full(sharder)) {
        close_shard(sharder);
        open_shard(sharder);
    }
    sharder->any = true;
    sharder->documents++;
    sharder->all_documents++;
}

static void append_line(struct buffer *to, struct slice line)
{
    buffer_append_slice(to, line);
    buffer_append_char(to, '\n');
}

static bool has_line(struct slice lines, struct slice line)
{
    for (struct slice rest = lines; rest.data;)
        if (slice_equal(slice_cut(&rest, '\n'), line))
            return true;
    return false;
}

static void write_block(struct sharder *sharder)
{
    write_bytes(sharder, buffer_slice(&sharder->block));
    sharder->done += sharder->block.size;
    buffer_clear(&sharder->block);
}

static void take_row(struct sharder *sharder, struct slice line)
{
    struct slice rest = line, id = slice_cut(&rest, '\t');
    if (!sharder->any || !slice_equal(id, buffer_slice(&sharder->id))) {
        begin_document(sharder);
        buffer_clear(&sharder->id);
        buffer_append_slice(&sharder->id, id);
    }
    append_line(&sharder->block, line);
    write_block(sharder);
}

static void end_block(struct sharder *sharder)
{
    if (sharder->block.size == 0)
        return;
    if (sharder->block_begins || !sharder->any)
        begin_document(sharder);
    write_block(sharder);
    sharder->block_begins = false;
}

static void take_token_line(struct sharder *sharder, struct input *input, struct slice line)
{
    static const char columns[] = "# global.columns";
    struct slice head = buffer_slice(&sharder->head);
    if (slice_starts(line, "# global.") && has_line(head, line))
        return;
    if (slice_starts(line, columns) && head.size > 0) {
        struct place place = input_place(input);
        message_fatal(&place, "other columns than before: '%.*s'", SLICE(line));
    }
    append_line(&sharder->block, line);
    if (line.size == 0)
        end_block(sharder);
    else if (line.data[0] == '#')
        sharder->block_begins |= tokens_begins_document(line);
}

/* The header of a table; of tokens the `# global.` lines at the top, which come first. True while
 * the head goes on. */
static bool take_head(struct sharder *sharder, struct input *input, struct slice line)
{
    bool table = strcmp(sharder->ending, "tsv") == 0;
    if (table ? sharder->head.size > 0 : !slice_starts(line, "# global."))
        return false;
    if (table && !documents_begin(line)) {
        struct place place = input_place(input);
        message_fatal(&place, "expected a table of documents, whose first column is 'doc', or "
                              "tokens");
    }
    append_line(&sharder->head, line);
    return true;
}

/* A later table must have the same header. */
static void check_header(const struct sharder *sharder, struct input *input, struct slice line)
{
    struct place place = input_place(input);
    if (!has_line(buffer_slice(&sharder->head), line))
        message_fatal(&place, "the header differs from that of the first file");
}

static void shard_file(struct sharder *sharder, struct input *input)
{
    struct slice line;
    bool first = true;
    while (input_line(input, &line)) {
        if (first && !sharder->output)
            sharder->ending = documents_begin(line) || line.size == 0 || line.data[0] != '#'
                                  ? "tsv"
                                  : "conllup";
        bool table = strcmp(sharder->ending, "tsv") == 0;
        if (!sharder->output && take_head(sharder, input, line)) {
            first = false;
            continue;
        }
        if (!sharder->output)
            open_shard(sharder);
        if (table && first)
            check_header(sharder, input, line);
        else if (table)
            take_row(sharder, line);
        else
            take_token_line(sharder, input, line);
        first = false;
    }
    if (sharder->output)
        end_block(sharder);
}

/* Bytes of all files; the program ends where one has no size. */
static uint64_t size_of(char *const *paths, size_t count)
{
    uint64_t size = 0;
    for (size_t i = 0; i < count || i == 0; i++) {
        struct stat status;
        bool is_stdin = count == 0 || strcmp(paths[i], "-") == 0;
        if (is_stdin ? fstat(0, &status) != 0 : stat(paths[i], &status) != 0) {
            if (errno == ENOENT || errno == ENOTDIR || errno == EACCES)
                continue; /* reported when it is opened */
            message_fatal(&(struct place){is_stdin ? NULL : paths[i], 0, 0},
                          "cannot tell how large it is: %s", strerror(errno));
        }
        if (!S_ISREG(status.st_mode))
            message_usage("-n expects files whose size is known; in a pipe use --documents");
        size += (uint64_t)status.st_size;
    }
    return size;
}

static void begin(struct sharder *sharder, const struct streams *streams)
{
    const struct settings *settings = sharder->settings;
    static const char *const names[] = {"shard", "file", "documents", "bytes", "sha256"};
    if ((settings->number == 0) == (settings->documents == 0))
        message_usage("expected -n N or --documents N");
    if (settings->number > 0)
        sharder->size = size_of(streams->paths, streams->count);
    sharder->manifest.output = streams->output;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        table_cell_string(&sharder->manifest, names[i]);
    table_end_row(&sharder->manifest);
}

/* As many shards as were asked for, also where there are fewer documents. */
static void end(struct sharder *sharder)
{
    if (!sharder->output && sharder->head.size > 0)
        open_shard(sharder);
    while (sharder->output) {
        close_shard(sharder);
        if (sharder->shard < sharder->settings->number)
            open_shard(sharder);
    }
    message_detail(NULL, "%llu documents in %llu shards", U64(sharder->all_documents),
                   U64(sharder->shard));
    buffer_free(&sharder->head);
    buffer_free(&sharder->block);
    buffer_free(&sharder->id);
    buffer_free(&sharder->path);
}

int main(int argc, char **argv)
{
    struct settings settings = {.prefix = "shard"};
    struct streams streams = filter_open(&filter, argc, argv, &settings);
    struct sharder sharder = {.settings = &settings, .ending = "tsv"};
    begin(&sharder, &streams);
    while (input_next_file(streams.input))
        shard_file(&sharder, streams.input);
    end(&sharder);
    input_close(streams.input);
    return message_end(STATUS_DONE);
}
