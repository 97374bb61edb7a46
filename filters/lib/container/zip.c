#include "container/zip.h"

#include <stdlib.h>

#include "base/message.h"

#ifdef HAVE_LIBARCHIVE

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>

/* Limits for untrusted files. */
enum { FREE_SIZE = 1 << 20, HIGHEST_RATIO = 200 };
static const uint64_t LARGEST_ENTRY = (uint64_t)1 << 30;

struct zip_reader {
    struct archive *archive;
    size_t packed;  /* bytes of the whole file, which bound how large an entry may become */
    uint64_t total; /* bytes of the present entry so far */
    const char *problem;
    bool in_entry;
};

/* Warnings concern names that are not ASCII, which the C locale cannot represent. */
static bool has_more(int status)
{
    return status == ARCHIVE_OK || status == ARCHIVE_WARN;
}

struct zip_reader *zip_open(struct slice bytes)
{
    struct zip_reader *zip = memory_zeroed(1, sizeof *zip);
    zip->packed = bytes.size;
    zip->archive = archive_read_new();
    if (!zip->archive || archive_read_support_format_zip(zip->archive) != ARCHIVE_OK)
        message_fatal(NULL, "out of memory");
    if (archive_read_open_memory(zip->archive, bytes.data, bytes.size) != ARCHIVE_OK)
        zip->problem = "a damaged zip file";
    return zip;
}

const char *zip_next(struct zip_reader *zip)
{
    const char *name = NULL;
    zip->in_entry = false;
    while (!zip->problem && !name) {
        struct archive_entry *entry;
        int status = archive_read_next_header(zip->archive, &entry);
        if (status == ARCHIVE_EOF)
            return NULL;
        if (has_more(status))
            name = archive_entry_pathname(entry);
        else
            zip->problem = "a damaged zip file";
    }
    zip->total = 0;
    zip->in_entry = name != NULL;
    return name;
}

bool zip_read(struct zip_reader *zip, struct slice *block)
{
    const void *data = NULL;
    size_t size = 0;
    la_int64_t offset;
    if (!zip->in_entry)
        return false;
    int status = archive_read_data_block(zip->archive, &data, &size, &offset);
    zip->total += size;
    if (!has_more(status) && status != ARCHIVE_EOF)
        zip->problem = "a damaged zip file";
    else if (zip->total > LARGEST_ENTRY ||
             (zip->total > FREE_SIZE && zip->total / HIGHEST_RATIO > zip->packed))
        zip->problem = "too large when unpacked (over 1 GiB, or over 200 times the packed size)";
    zip->in_entry = !zip->problem && status != ARCHIVE_EOF;
    *block = slice_make(data, size);
    return zip->in_entry;
}

const char *zip_problem(const struct zip_reader *zip)
{
    return zip->problem;
}

void zip_close(struct zip_reader *zip)
{
    if (!zip)
        return;
    archive_read_free(zip->archive);
    free(zip);
}

static void check(const struct zip_writer *zip, int status)
{
    if (status == ARCHIVE_OK)
        return;
    const char *reason = archive_error_string(zip->archive);
    if (!reason || archive_errno(zip->archive) == ENOMEM)
        message_fatal(NULL, "out of memory");
    message_fatal(NULL, "cannot compress the file (out of memory?): %s", reason);
}

static la_ssize_t take(struct archive *archive, void *context, const void *data, size_t size)
{
    (void)archive;
    output_write(context, data, size);
    return (la_ssize_t)size;
}

struct zip_writer *zip_create(struct output *output)
{
    struct zip_writer *zip = memory_zeroed(1, sizeof *zip);
    zip->output = output;
    zip->archive = archive_write_new();
    if (!zip->archive)
        message_fatal(NULL, "out of memory");
    check(zip, archive_write_set_format_zip(zip->archive));
    /* Excel rejects files whose entries announce the extension for more than 4 GiB. */
    check(zip, archive_write_set_format_option(zip->archive, "zip", "zip64", NULL));
    /* The usual level: the fastest makes a spreadsheet a third larger, and the best takes four
     * times as long to save a fiftieth. */
    check(zip, archive_write_set_format_option(zip->archive, "zip", "compression-level", "6"));
    /* No padding, which only tapes need. */
    check(zip, archive_write_set_bytes_per_block(zip->archive, 0));
    check(zip, archive_write_open(zip->archive, output, NULL, take, NULL));
    return zip;
}

void zip_begin(struct zip_writer *zip, const char *name)
{
    zip_flush(zip);
    zip->size = 0;
    struct archive_entry *entry = archive_entry_new();
    if (!entry)
        message_fatal(NULL, "out of memory");
    archive_entry_set_pathname(entry, name);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    check(zip, archive_write_header(zip->archive, entry));
    archive_entry_free(entry);
}

void zip_flush(struct zip_writer *zip)
{
    if (zip->data.size == 0)
        return;
    if (archive_write_data(zip->archive, zip->data.data, zip->data.size) !=
        (la_ssize_t)zip->data.size)
        check(zip, ARCHIVE_FATAL);
    zip->size += zip->data.size;
    buffer_clear(&zip->data);
}

void zip_end(struct zip_writer *zip)
{
    zip_flush(zip);
    check(zip, archive_write_close(zip->archive));
    check(zip, archive_write_free(zip->archive));
    buffer_free(&zip->data);
    free(zip);
}

const char *zip_library(void)
{
    return archive_version_string();
}

#else

struct zip_reader *zip_open(struct slice bytes)
{
    (void)bytes;
    return NULL;
}

const char *zip_next(struct zip_reader *zip)
{
    (void)zip;
    return NULL;
}

bool zip_read(struct zip_reader *zip, struct slice *block)
{
    (void)zip;
    (void)block;
    return false;
}

const char *zip_problem(const struct zip_reader *zip)
{
    (void)zip;
    return "built without libarchive (Debian: libarchive-dev)";
}

void zip_close(struct zip_reader *zip)
{
    (void)zip;
}

struct zip_writer *zip_create(struct output *output)
{
    (void)output;
    message_fatal(NULL,
                  "built without libarchive, which writes zip files (Debian: libarchive-dev)");
}

void zip_begin(struct zip_writer *zip, const char *name)
{
    (void)zip;
    (void)name;
}

void zip_flush(struct zip_writer *zip)
{
    (void)zip;
}

void zip_end(struct zip_writer *zip)
{
    (void)zip;
}

const char *zip_library(void)
{
    return "without libarchive";
}

#endif
