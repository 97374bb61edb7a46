#include "stream/tokens_filter.h"

#include "base/message.h"

void tokens_filter_check_name(const char *name)
{
    if (*name == '\0' || strpbrk(name, " \t\n\r"))
        message_usage("--as expects a name without white space, not '%s'", name);
}

static void need_new_columns(const struct tokens_reader *reader, const char *added)
{
    for (struct slice rest = slice_of(added); rest.data;) {
        struct slice name = slice_cut(&rest, ' ');
        bool known = false;
        for (size_t i = 0; i < reader->column_count; i++)
            known |= slice_equal(reader->columns[i], name);
        for (struct slice others = rest; others.data;)
            known |= slice_equal(slice_cut(&others, ' '), name);
        if (known)
            message_fatal(&(struct place){reader->input->name, 0, 0},
                          "there is a column '%.*s' already (--as gives the new one another name)",
                          SLICE(name));
    }
}

static void begin(struct tokens_filter *filter, const struct tokens_reader *reader)
{
    filter->begin(filter->context, reader);
    need_new_columns(reader, filter->added);
    tokens_write_columns(reader, filter->output, filter->added);
    filter->provenance(filter->context);
    output_slice(filter->output, buffer_slice(&filter->waiting));
    filter->begun = true;
}

static void write_comments(struct tokens_filter *filter, const struct tokens_reader *reader)
{
    if (reader->head.size > 0) {
        output_slice(filter->output, reader->head);
        return;
    }
    for (size_t i = 0; i < reader->comment_count; i++) {
        output_slice(filter->output, reader->comments[i]);
        output_char(filter->output, '\n');
    }
}

static void write_sentence(struct tokens_filter *filter, const struct tokens_reader *reader)
{
    write_comments(filter, reader);
    if (reader->token_count > 0)
        filter->sentence(filter->context, reader);
    output_char(filter->output, '\n');
}

static void hold_back(struct tokens_filter *filter, const struct tokens_reader *reader)
{
    for (size_t i = 0; i < reader->comment_count; i++) {
        buffer_append_slice(&filter->waiting, reader->comments[i]);
        buffer_append_char(&filter->waiting, '\n');
    }
    buffer_append_char(&filter->waiting, '\n');
}

void tokens_filter_run(struct tokens_filter *filter, struct input *input, const char *columns)
{
    struct tokens_reader reader;
    tokens_open(&reader, input, columns);
    while (tokens_next(&reader)) {
        if (!filter->begun && reader.column_count > 0)
            begin(filter, &reader);
        if (filter->begun)
            write_sentence(filter, &reader);
        else
            hold_back(filter, &reader);
    }
    if (!filter->begun && reader.column_count > 0)
        begin(filter, &reader);
    else if (!filter->begun)
        output_slice(filter->output, buffer_slice(&filter->waiting));
    buffer_free(&filter->waiting);
    tokens_close(&reader);
}
