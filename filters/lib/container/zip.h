/* Reads and writes zip files (PKWARE APPNOTE) with libarchive: the container of DOCX, ODT, XLSX and
 * QDPX.
 *
 * A reader visits the entries of a file in memory. It refuses malicious files: an entry of more
 * than 1 GiB, or of more than 1 MiB that is packed more than 200 times smaller. Nothing is ever
 * unpacked to the disk, so a name like `../../x` does no harm. After a problem no further entries
 * are returned.
 *
 * A writer streams entries into an output, which checks every byte. Entries are compressed, their
 * dates are 1980, and the same entries give the same bytes. A failure ends the program. Memory: a
 * few hundred KiB, and the names of the entries. */
#ifndef COSPAN_CONTAINER_ZIP_H
#define COSPAN_CONTAINER_ZIP_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/output.h"
#include "base/slice.h"

/* Whether the bytes begin like a zip file. */
static inline bool zip_begins(struct slice bytes)
{
    return slice_starts(bytes, "PK\x03\x04");
}

struct zip_reader;

/* The bytes must outlive the reader. Returns NULL if the program was built without libarchive. */
struct zip_reader *zip_open(struct slice bytes);

/* Moves on to the next entry with a readable name and returns the name; NULL at the end or after a
 * problem. The name is valid until the next call. */
const char *zip_next(struct zip_reader *zip);

/* Reads the next block of this entry, valid until the next call; false at its end or after a
 * problem. */
bool zip_read(struct zip_reader *zip, struct slice *block);

/* Why the rest of the file cannot be read, or NULL. */
const char *zip_problem(const struct zip_reader *zip);

void zip_close(struct zip_reader *zip);

/* Append to `data`, and call zip_step now and then. */
struct zip_writer {
    struct buffer data; /* of the present entry, not yet compressed */
    uint64_t size;      /* of the present entry, without `data` */
    struct output *output;
    struct archive *archive;
};

/* Begins a zip file in the output, which the caller still owns. */
struct zip_writer *zip_create(struct output *output);

/* Begins an entry and ends the one before. The name must be ASCII. */
void zip_begin(struct zip_writer *zip, const char *name);

/* Compresses the appended bytes. */
void zip_flush(struct zip_writer *zip);

static inline void zip_step(struct zip_writer *zip)
{
    enum { MUCH = 64 * 1024 };
    if (zip->data.size >= MUCH)
        zip_flush(zip);
}

/* Ends the file and releases the writer. */
void zip_end(struct zip_writer *zip);

/* The version at run time, "libarchive 3.6.2", or "without libarchive". */
const char *zip_library(void);

#endif
