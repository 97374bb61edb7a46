/* Projects of programs for qualitative analysis: whatever the bytes are, they are read or refused.
 * Bytes that are no zip file are taken for the project.qde of one, beside a text. What is handed over
 * is in order, and valid UTF-8 that is as long as its positions say. */
#include <stdint.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "intake/qda_reader.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint32_t crc_of(struct slice bytes)
{
    uint32_t crc = UINT32_MAX;
    for (size_t i = 0; i < bytes.size; i++) {
        crc ^= (unsigned char)bytes.data[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320u : 0);
    }
    return ~crc;
}

static void append_number(struct buffer *to, uint64_t number, int bytes)
{
    for (int i = 0; i < bytes; i++)
        buffer_append_char(to, (char)(number >> (8 * i) & 0xFF));
}

/* What local and central headers have in common. */
static void append_facts(struct buffer *to, const char *name, struct slice content)
{
    append_number(to, 20, 2);
    append_number(to, 0, 8);
    append_number(to, crc_of(content), 4);
    append_number(to, (uint32_t)content.size, 4);
    append_number(to, (uint32_t)content.size, 4);
    append_number(to, (uint32_t)strlen(name), 2);
    append_number(to, 0, 2);
}

static void append_entry(struct buffer *to, struct buffer *directory, const char *name,
                         struct slice content)
{
    uint32_t offset = (uint32_t)to->size;
    buffer_append_string(to, "PK\x03\x04");
    append_facts(to, name, content);
    buffer_append_string(to, name);
    buffer_append_slice(to, content);
    buffer_append_string(directory, "PK\x01\x02");
    append_number(directory, 20, 2);
    append_facts(directory, name, content);
    append_number(directory, 0, 8);
    append_number(directory, 0, 2);
    append_number(directory, offset, 4);
    buffer_append_string(directory, name);
}

static void pack(struct slice project, struct buffer *to)
{
    struct buffer directory = {0};
    append_entry(to, &directory, "sources/a.txt",
                 slice_of("One tw\xC3\xB8\r\n\xF0\x9F\x92\xAC five"));
    append_entry(to, &directory, "project.qde", project);
    uint32_t start = (uint32_t)to->size;
    buffer_append_slice(to, buffer_slice(&directory));
    buffer_append_string(to, "PK\x05\x06");
    append_number(to, 0, 4);
    append_number(to, 2, 2);
    append_number(to, 2, 2);
    append_number(to, (uint32_t)directory.size, 4);
    append_number(to, start, 4);
    append_number(to, 0, 2);
    buffer_free(&directory);
}

static void check(void *context, const struct qda_coding *coding)
{
    uint64_t *last = context;
    if (utf8_valid_prefix(coding->text) != coding->text.size || coding->start > coding->end ||
        utf8_count(coding->text) != coding->end - coding->start || !coding->code.data ||
        !coding->coder.data)
        abort();
    ++*last;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice bytes = slice_make((const char *)data, size);
    uint64_t found = 0;
    if (slice_starts(bytes, "PK")) {
        qda_read(bytes, "fuzz", check, &found);
        return 0;
    }
    struct buffer packed = {0};
    pack(bytes, &packed);
    if (!qda_read(buffer_slice(&packed), "fuzz", check, &found) && found > 0)
        abort();
    buffer_free(&packed);
    qda_read(bytes, "fuzz", check, &found);
    return 0;
}
