#include "stream/text_units.h"

bool text_units_begins_paragraph(const struct tokens_reader *reader)
{
    for (size_t i = 0; i < reader->comment_count; i++)
        if (slice_starts(slice_trim(slice_from(reader->comments[i], 1)), "newpar"))
            return true;
    return false;
}

static bool begins_document(const struct tokens_reader *reader)
{
    for (size_t i = 0; i < reader->comment_count; i++)
        if (tokens_begins_document(reader->comments[i]))
            return true;
    return false;
}

static bool append_value(const struct tokens_reader *reader, const char *key, struct buffer *to)
{
    struct slice value;
    for (size_t i = 0; i < reader->comment_count; i++)
        if (tokens_comment_value(reader->comments[i], key, &value)) {
            buffer_append_string(to, key);
            buffer_append_slice(to, value);
            return true;
        }
    return false;
}

static bool begins_turn(struct text_units *units, const struct tokens_reader *reader)
{
    buffer_clear(&units->next);
    bool named = append_value(reader, "turn", &units->next) ||
                 append_value(reader, "speaker", &units->next);
    bool begins = !slice_equal(buffer_slice(&units->turn), buffer_slice(&units->next)) ||
                  (!named && text_units_begins_paragraph(reader));
    struct buffer last = units->turn;
    units->turn = units->next;
    units->next = last;
    return begins;
}

bool text_units_begins(struct text_units *units, const struct tokens_reader *reader)
{
    bool begins = !units->begun || begins_document(reader);
    if (reader->token_count == 0)
        return begins;
    units->begun = true;
    switch (units->unit) {
    case UNIT_SENTENCE:
        return true;
    case UNIT_PARAGRAPH:
        return text_units_begins_paragraph(reader) || begins;
    case UNIT_TURN:
        return begins_turn(units, reader) || begins;
    case UNIT_DOCUMENT:
    default:
        return begins;
    }
}

void text_units_free(struct text_units *units)
{
    buffer_free(&units->turn);
    buffer_free(&units->next);
}
