#include "intake/pseudonyms.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/input.h"
#include "base/message.h"
#include "stream/table.h"
#include "text/normal.h"
#include "text/utf8.h"

static void add_row(struct pseudonyms *pseudonyms, struct slice name, struct slice pseudonym,
                    struct place place)
{
    bool added = false;
    if (name.size == 0) {
        message_error(&place, "a row without a name, skipped");
        return;
    }
    uint32_t number = map_add(&pseudonyms->names, name, &added);
    if (!added) {
        message_error(&place, "a second row for this name, skipped: '%.*s'", SLICE(name));
        return;
    }
    pseudonyms->pseudonyms = memory_grow(pseudonyms->pseudonyms, &pseudonyms->capacity,
                                         number + (size_t)1, sizeof *pseudonyms->pseudonyms);
    pseudonyms->pseudonyms[number] = arena_copy(&pseudonyms->arena, pseudonym);
}

static size_t first_byte(const struct pseudonyms *pseudonyms, uint32_t number)
{
    return (unsigned char)map_key(&pseudonyms->names, number).data[0];
}

/* Byte order gives the names of a first byte together, and a name right after its beginnings;
 * from the end, the longest of them comes first. */
static void order(struct pseudonyms *pseudonyms)
{
    size_t count = pseudonyms->names.count;
    uint32_t *sorted = map_sorted(&pseudonyms->names);
    pseudonyms->longest_first = memory_zeroed(count + 1, sizeof *sorted);
    pseudonyms->found = memory_zeroed(count + 1, sizeof *pseudonyms->found);
    for (size_t i = 0; i < count; i++)
        pseudonyms->first[first_byte(pseudonyms, sorted[i]) + 1]++;
    for (size_t i = 0; i < 256; i++)
        pseudonyms->first[i + 1] += pseudonyms->first[i];
    for (size_t i = 0; i < count; i++) {
        size_t byte = first_byte(pseudonyms, sorted[i]);
        size_t mirrored = pseudonyms->first[byte] + pseudonyms->first[byte + 1] - 1 - i;
        pseudonyms->longest_first[mirrored] = sorted[i];
    }
    free(sorted);
}

void pseudonyms_open(struct pseudonyms *pseudonyms, const char *path, uint64_t max_record)
{
    *pseudonyms = (struct pseudonyms){0};
    struct input *input = input_open_file(path, max_record);
    struct table_reader table;
    if (!input_next_file(input))
        message_exit(STATUS_TROUBLE);
    if (!table_open(&table, input, true))
        message_fatal(&(struct place){path, 0, 0},
                      "is empty, expected a table with the columns name and pseudonym");
    int name = table_need(&table, "name"), pseudonym = table_need(&table, "pseudonym");
    while (table_next(&table))
        if (table_row_is_utf8(&table))
            add_row(pseudonyms, slice_trim(table.cells[name]), slice_trim(table.cells[pseudonym]),
                    table_place(&table));
    order(pseudonyms);
    table_close(&table);
    input_close(input);
}

static bool in_word(int32_t code_point)
{
    return code_point == '_' || normal_is_letter(code_point) || normal_is_digit(code_point) ||
           normal_is_mark(code_point);
}

/* Whether a word goes on across `at`, between two characters. */
static bool within_word(struct slice text, size_t at)
{
    int32_t before, behind;
    size_t start = at;
    if (at == 0 || at >= text.size)
        return false;
    do
        start--;
    while (start > 0 && ((unsigned char)text.data[start] & 0xC0) == 0x80);
    utf8_decode(slice_from(text, start), &before);
    utf8_decode(slice_from(text, at), &behind);
    return in_word(before) && in_word(behind);
}

/* The number of the name that stands at `at`, MAP_NONE if there is none. */
static uint32_t name_at(const struct pseudonyms *pseudonyms, struct slice text, size_t at)
{
    size_t byte = (unsigned char)text.data[at];
    for (size_t i = pseudonyms->first[byte]; i < pseudonyms->first[byte + 1]; i++) {
        uint32_t number = pseudonyms->longest_first[i];
        struct slice name = map_key(&pseudonyms->names, number);
        if (text.size - at >= name.size && memcmp(text.data + at, name.data, name.size) == 0 &&
            !within_word(text, at) && !within_word(text, at + name.size))
            return number;
    }
    return MAP_NONE;
}

void pseudonyms_apply(struct pseudonyms *pseudonyms, struct slice text, struct buffer *to)
{
    size_t copied = 0;
    for (size_t at = 0; at < text.size;) {
        uint32_t number = name_at(pseudonyms, text, at);
        if (number == MAP_NONE) {
            at++;
            continue;
        }
        buffer_append(to, text.data + copied, at - copied);
        buffer_append_slice(to, pseudonyms->pseudonyms[number]);
        at += map_key(&pseudonyms->names, number).size;
        copied = at;
        pseudonyms->found[number]++;
    }
    buffer_append(to, text.data + copied, text.size - copied);
}

/* A list as several notes where one would be too long for a message. */
enum { LONGEST_LIST = 2000 };

static void say(struct buffer *list, bool replaced)
{
    if (list->size == 0)
        return;
    if (replaced)
        message_note(NULL, "names replaced: %.*s", SLICE(*list));
    else
        message_note(NULL, "names that never occur: %.*s", SLICE(*list));
    buffer_clear(list);
}

static void report(const struct pseudonyms *pseudonyms, bool replaced)
{
    struct buffer list = {0};
    for (uint32_t i = 0; i < pseudonyms->names.count; i++) {
        if ((pseudonyms->found[i] > 0) != replaced)
            continue;
        if (list.size > 0)
            buffer_append_string(&list, ", ");
        buffer_append_slice(&list, map_key(&pseudonyms->names, i));
        if (replaced)
            buffer_append_format(&list, " %llu", U64(pseudonyms->found[i]));
        if (list.size > LONGEST_LIST)
            say(&list, replaced);
    }
    say(&list, replaced);
    buffer_free(&list);
}

void pseudonyms_report(const struct pseudonyms *pseudonyms)
{
    report(pseudonyms, true);
    report(pseudonyms, false);
}

void pseudonyms_close(struct pseudonyms *pseudonyms)
{
    map_free(&pseudonyms->names);
    free(pseudonyms->pseudonyms);
    free(pseudonyms->found);
    free(pseudonyms->longest_first);
    arena_free(&pseudonyms->arena);
    *pseudonyms = (struct pseudonyms){0};
}
