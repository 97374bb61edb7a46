#include "picture/chart_input.h"

#include <math.h>

#include "base/message.h"
#include "base/number.h"
#include "picture/scale.h"
#include "stream/frequency_table.h"
#include "text/utf8.h"

bool chart_input_open(struct table_reader *table, struct input *input)
{
    while (input_next_file(input)) {
        if (table_open(table, input, false))
            return true;
        message_error(&(struct place){input->name, 0, 0}, "empty, expected a header row");
    }
    return false;
}

bool chart_input_number(const struct table_reader *table, size_t column, double *number)
{
    struct slice name = table->columns[column], cell = table->cells[column];
    struct place place = table_place(table);
    if (!number_read_double(cell, number))
        message_error(&place, "expected a number in column '%.*s', not '%.*s'; skipped",
                      SLICE(name), SLICE(cell));
    else if (fabs(*number) > SCALE_LARGEST)
        message_error(&place, "too large to draw: '%.*s'; skipped", SLICE(cell));
    else
        return true;
    return false;
}

void chart_input_check_text(const struct table_reader *table, struct slice name, bool *noted)
{
    if (*noted || utf8_valid_prefix(name) == name.size)
        return;
    struct place place = table_place(table);
    message_note(&place, "invalid UTF-8 is shown as U+FFFD");
    *noted = true;
}

void chart_input_append_words(struct slice column, struct buffer *to)
{
    static const char *const known[][2] = {
        {"freq", "occurrences"},
        {"docs", "documents"},
        {"doc_share", "share of documents"},
        {"sentence_share", "share of sentences"},
        {"joint", "together"},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (slice_is(column, known[i][0])) {
            buffer_append(to, known[i][1], strlen(known[i][1]) + 1);
            return;
        }
    uint64_t per = frequency_table_rate(column);
    if (per == FREQUENCY_PER)
        buffer_append_string(to, "occurrences per million tokens");
    else if (per > 0)
        buffer_append_format(to, "occurrences per %llu tokens", U64(per));
    for (size_t i = 0; per == 0 && i < column.size; i++)
        buffer_append_char(to, column.data[i] == '_' ? ' ' : column.data[i]);
    buffer_append_char(to, '\0');
}
