#include "intake/record.h"

#include <stdlib.h>

#include "base/message.h"

void record_begin(struct record *record, uint64_t line)
{
    record->line = line;
    record->count = 0;
    buffer_clear(&record->text);
}

void record_add(struct record *record, struct slice tag, uint64_t line)
{
    if (record->count == record->capacity)
        record->fields = memory_grow(record->fields, &record->capacity, record->count + 1,
                                     sizeof *record->fields);
    size_t start = record->text.size;
    buffer_append_slice(&record->text, tag);
    record->fields[record->count++] = (struct record_field){start, tag.size, record->text.size, 0,
                                                            line};
}

void record_append(struct record *record, struct slice value)
{
    buffer_append_slice(&record->text, value);
    record->fields[record->count - 1].value_size += value.size;
}

void record_free(struct record *record)
{
    free(record->fields);
    buffer_free(&record->text);
}

void record_found(struct record_sink *sink, const struct record *record)
{
    sink->counts.read++;
    sink->found(sink->context, record);
}

void record_reject(struct record_sink *sink, uint64_t line, const char *reason)
{
    sink->counts.rejected++;
    message_error(&(struct place){sink->file, line, 0}, "record left out: %s", reason);
}

void record_stray(struct record_sink *sink, uint64_t line, struct slice text)
{
    enum { SHOWN = 60 };
    sink->counts.stray++;
    message_note(&(struct place){sink->file, line, 0}, "belongs to no record: '%.*s'",
                 (int)(text.size < SHOWN ? text.size : SHOWN), text.data);
}
