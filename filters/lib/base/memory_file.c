#include "base/memory_file.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "base/message.h"

void memory_file_open(struct memory_file *file, struct slice bytes)
{
    int ends[2];
    if (bytes.size > MEMORY_FILE_LIMIT)
        message_fatal(NULL, "cannot hand %zu bytes to a library; the limit is %d", bytes.size,
                      MEMORY_FILE_LIMIT);
    if (pipe(ends) != 0)
        message_fatal(NULL, "cannot make a pipe: %s", strerror(errno));
    size_t written = 0;
    while (written < bytes.size) {
        ssize_t size = write(ends[1], bytes.data + written, bytes.size - written);
        if (size < 0 && errno != EINTR)
            message_fatal(NULL, "cannot write to a pipe: %s", strerror(errno));
        written += size > 0 ? (size_t)size : 0;
    }
    if (close(ends[1]) != 0)
        message_fatal(NULL, "cannot close a pipe: %s", strerror(errno));
    file->descriptor = ends[0];
    snprintf(file->path, sizeof file->path, "/dev/fd/%d", ends[0]);
}

void memory_file_close(struct memory_file *file)
{
    close(file->descriptor);
}
