#include "intake/field_words.h"

#include <stdlib.h>

#include "base/message.h"
#include "base/shipped.h"
#include "text/utf8.h"

struct slice field_table_open(const char *name)
{
    struct buffer path = {0};
    buffer_append_format(&path, "fields/%s.tsv", name);
    buffer_append_char(&path, '\0');
    struct slice rest = shipped_find(path.data);
    buffer_free(&path);
    if (!rest.data)
        message_fatal(NULL, "no table of fields: '%s'", name);
    struct slice cell;
    field_table_next(&rest, &cell, 1);
    return rest;
}

bool field_table_next(struct slice *rest, struct slice *cells, size_t count)
{
    while (rest->data) {
        struct slice line = slice_cut(rest, '\n');
        if (line.size == 0 || slice_starts(line, "# "))
            continue;
        for (size_t i = 0; i < count; i++)
            cells[i] = line.data ? slice_cut(&line, '\t') : slice_of("");
        return true;
    }
    return false;
}

void field_words_read(struct field_words *words, const char *table)
{
    struct slice rest = field_table_open(table), cells[2];
    while (field_table_next(&rest, cells, 2)) {
        bool added;
        uint32_t row = map_add(&words->names, cells[0], &added);
        if (!added)
            message_fatal(NULL, "%s.tsv: listed twice: '%.*s'", table, SLICE(cells[0]));
        words->words = memory_grow(words->words, &words->capacity, row + 1, sizeof *words->words);
        words->words[row] = cells[1];
    }
}

uint32_t field_words_find(struct field_words *words, struct slice name)
{
    buffer_clear(&words->lower);
    field_append_lower(&words->lower, slice_trim(name));
    return map_find(&words->names, buffer_slice(&words->lower));
}

struct slice field_without_brackets(struct slice value)
{
    if (slice_ends(value, "."))
        value.size--;
    if ((slice_starts(value, "[") && slice_ends(value, "]")) ||
        (slice_starts(value, "(") && slice_ends(value, ")")))
        value = slice_make(value.data + 1, value.size - 2);
    if (slice_ends(value, "."))
        value.size--;
    return value;
}

void field_words_free(struct field_words *words)
{
    map_free(&words->names);
    free(words->words);
    buffer_free(&words->lower);
}

void field_append_lower(struct buffer *to, struct slice text)
{
    /* Whole blocks in one place, which compilers make into vector instructions; what they hold behind
     * the text does not count. */
    enum { BLOCK = 16 };
    size_t begin = to->size;
    buffer_reserve(to, text.size + BLOCK);
    buffer_append_slice(to, text);
    for (char *at = to->data + begin; at < to->data + to->size; at += BLOCK)
        for (size_t i = 0; i < BLOCK; i++)
            at[i] = slice_lower(at[i]);
}

void field_append_in_one_line(struct buffer *to, struct slice text)
{
    size_t before = to->size;
    while (text.data) {
        struct slice line = slice_trim(slice_cut(&text, '\n'));
        if (to->size > before && line.size > 0)
            buffer_append_char(to, ' ');
        buffer_append_slice(to, line);
    }
}

void field_replace_blanks(struct buffer *cell)
{
    size_t size = 0;
    for (size_t i = 0, length; i < cell->size; i += length) {
        int32_t c;
        length = utf8_decode(slice_from(buffer_slice(cell), i), &c);
        bool blank = c <= ' ' || c == 0x7F || c == 0x85 || c == 0xA0 || c == 0x1680 ||
                     (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
                     c == 0x205F || c == 0x3000 || c == 0xFEFF;
        if (blank)
            cell->data[size++] = '_';
        for (size_t j = 0; !blank && j < length; j++)
            cell->data[size++] = cell->data[i + j];
    }
    cell->size = size;
}
