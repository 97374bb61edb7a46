#include "intake/record.h"

#include <stdlib.h>

#include "base/message.h"
#include "text/utf8.h"

void record_begin(struct record *record, uint64_t line)
{
    record->line = line;
    record->count = 0;
    buffer_clear(&record->text);
    /* So that a record of empty fields has bytes to point to. */
    buffer_reserve(&record->text, 1);
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

void record_end_value(struct record *record)
{
    struct record_field *field = &record->fields[record->count - 1];
    struct slice value = slice_trim(
        slice_make(record->text.data + field->value, record->text.size - field->value));
    field->value = (size_t)(value.data - record->text.data);
    field->value_size = value.size;
    record->text.size = field->value + value.size;
}

void record_begin_text(struct record *record, uint64_t line, struct buffer *text)
{
    struct buffer before = record->text;
    record->text = *text;
    *text = before;
    record->line = line;
    record->count = 0;
    buffer_reserve(&record->text, 1);
}

void record_add_from_text(struct record *record, struct slice tag, size_t value, size_t value_size,
                          uint64_t line)
{
    record_add(record, tag, line);
    record->fields[record->count - 1].value = value;
    record->fields[record->count - 1].value_size = value_size;
}

void record_free(struct record *record)
{
    free(record->fields);
    buffer_free(&record->text);
    buffer_free(&record->repaired);
}

/* Writes the whole text anew, because a repaired value is longer than it was. */
static void repair(struct record_sink *sink, struct record *record)
{
    struct buffer *to = &record->repaired;
    buffer_clear(to);
    for (size_t i = 0; i < record->count; i++) {
        struct record_field *field = &record->fields[i];
        struct slice tag = record_tag(record, i), value = record_value(record, i);
        if (utf8_valid_prefix(value) < value.size && sink->counts.repaired++ == 0)
            sink->counts.repaired_line = field->line;
        field->tag = to->size;
        utf8_repair_windows(tag, to);
        field->tag_size = to->size - field->tag;
        field->value = to->size;
        utf8_repair_windows(value, to);
        field->value_size = to->size - field->value;
    }
    struct buffer before = record->text;
    record->text = *to;
    *to = before;
}

/* All at once, which is quicker than one by one; a sequence must not reach from one into the next.
 */
static bool is_valid(const struct record *record)
{
    struct slice text = buffer_slice(&record->text);
    if (utf8_ascii_prefix(text) == text.size)
        return true;
    for (size_t i = 0; i < record->count; i++) {
        struct slice tag = record_tag(record, i), value = record_value(record, i);
        if ((tag.size > 0 && ((unsigned char)tag.data[0] & 0xC0) == 0x80) ||
            (value.size > 0 && ((unsigned char)value.data[0] & 0xC0) == 0x80))
            return false;
    }
    return utf8_valid_prefix(text) == text.size;
}

void record_found(struct record_sink *sink, struct record *record)
{
    if (!is_valid(record))
        repair(sink, record);
    sink->counts.read++;
    sink->found(sink->context, record);
}

void record_reject(struct record_sink *sink, uint64_t line, uint64_t wrong, const char *reason)
{
    struct place place = {sink->file, line, 0};
    sink->counts.rejected++;
    if (sink->rejected)
        sink->rejected(sink->context, reason);
    if (wrong > 0)
        message_error(&place, "record skipped: line %llu: %s", U64(wrong), reason);
    else
        message_error(&place, "record skipped: %s", reason);
}

void record_stray(struct record_sink *sink, uint64_t line, struct slice text)
{
    enum { SHOWN = 60 };
    if (sink->counts.stray++ > 0)
        return;
    sink->stray_line = line;
    buffer_clear(&sink->stray);
    buffer_append(&sink->stray, text.data, text.size < SHOWN ? text.size : SHOWN);
    if (text.size > SHOWN)
        sink->stray.size -= utf8_incomplete_end(buffer_slice(&sink->stray));
}

void record_report(struct record_sink *sink)
{
    const struct record_counts *counts = &sink->counts;
    if (counts->stray > 0)
        message_note(&(struct place){sink->file, sink->stray_line, 0},
                     "lines that belong to no record: %llu, the first is '%.*s'",
                     U64(counts->stray), SLICE(sink->stray));
    if (counts->repaired > 0)
        message_note(&(struct place){sink->file, counts->repaired_line, 0},
                     "values that are no valid UTF-8: %llu, here the first; read as windows-1252",
                     U64(counts->repaired));
}

void record_sink_begin(struct record_sink *sink, const char *file)
{
    sink->file = file;
    sink->counts = (struct record_counts){0};
}

void record_sink_free(struct record_sink *sink)
{
    buffer_free(&sink->stray);
}
