#include "stream/tokens_writer.h"

#include "base/number.h"
#include "stream/table.h"
#include "stream/tokens.h"
#include "text/utf8.h"

void tokens_writer_begin(struct tokens_writer *writer)
{
    if (writer->conllu && !writer->offsets)
        return;
    output_string(writer->output, writer->conllu
                                      ? "# global.columns = ID FORM LEMMA UPOS XPOS FEATS HEAD "
                                        "DEPREL DEPS MISC"
                                      : "# global.columns = ID FORM MISC");
    output_string(writer->output, writer->offsets ? " COSPAN:START COSPAN:END\n" : "\n");
}

static void write_comment(struct output *output, const char *prefix, struct slice key,
                          struct slice value)
{
    output_string(output, prefix);
    output_slice(output, key);
    output_string(output, value.size > 0 ? " = " : " =");
    table_encode(value, output);
    output_char(output, '\n');
}

void tokens_writer_document(struct tokens_writer *writer, struct slice id)
{
    buffer_clear(&writer->document);
    buffer_append_slice(&writer->document, id);
    write_comment(writer->output, "# ", slice_of("newdoc id"), id);
    writer->sentences = writer->code_points = 0;
    writer->header_open = true;
    writer->all_documents++;
}

void tokens_writer_metadata(struct tokens_writer *writer, struct slice key, struct slice value)
{
    if (value.size > 0)
        write_comment(writer->output, "# meta::", key, value);
}

void tokens_writer_clear_comments(struct tokens_writer *writer)
{
    buffer_clear(&writer->comments);
}

void tokens_writer_comment(struct tokens_writer *writer, struct slice key, struct slice value)
{
    static const char plain[] = "\t\n\r\\", letters[] = "tnr\\";
    struct buffer *to = &writer->comments;
    buffer_append_string(to, "# ");
    buffer_append_slice(to, key);
    buffer_append_string(to, value.size > 0 ? " = " : " =");
    for (size_t i = 0; i < value.size; i++) {
        const char *found = value.data[i] ? strchr(plain, value.data[i]) : NULL;
        if (found)
            buffer_append_char(to, '\\');
        buffer_append_char(to, found ? letters[found - plain] : value.data[i]);
    }
    buffer_append_char(to, '\n');
}

/* `# text =` of CoNLL-U: one line, white space as single spaces. */
static void write_text(struct output *output, const char *text, size_t size)
{
    output_string(output, "# text = ");
    while (size > 0 && slice_is_blank(text[size - 1]))
        size--;
    for (size_t i = 0; i < size; i++) {
        bool space = slice_is_blank(text[i]);
        if (space && i > 0 && slice_is_blank(text[i - 1]))
            continue;
        output_char(output, space ? ' ' : text[i]);
    }
    output_char(output, '\n');
}

static void write_head(struct tokens_writer *writer, const struct tokens_sentence *sentence,
                       size_t first)
{
    struct output *output = writer->output;
    if (writer->new_paragraph)
        output_string(output, "# newpar\n");
    output_string(output, "# sent_id = ");
    table_encode(buffer_slice(&writer->document), output);
    output_char(output, '-');
    output_u64(output, writer->sentences);
    output_char(output, '\n');
    output_slice(output, buffer_slice(&writer->comments));
    if (sentence->file.data) {
        output_string(output, "# source = ");
        table_encode(sentence->file, output);
        output_char(output, ':');
        output_u64(output, sentence->line);
        output_char(output, '\n');
    }
    if (writer->conllu)
        write_text(output, sentence->text + first, sentence->end - first);
}

/* One token while the white space behind it is not yet known. */
struct pending {
    size_t start, end;
    uint64_t id;
};

static void write_misc(struct output *output, struct slice before, struct slice gap)
{
    if (before.size > 0) {
        output_string(output, "SpacesBefore=");
        tokens_write_spaces(before, output);
        if (gap.size != 1 || gap.data[0] != ' ')
            output_char(output, '|');
        else
            return;
    } else if (gap.size == 1 && gap.data[0] == ' ') {
        output_char(output, '_');
        return;
    }
    output_string(output, gap.size == 0 ? "SpaceAfter=No" : "SpacesAfter=");
    tokens_write_spaces(gap, output);
}

static void write_token(struct tokens_writer *writer, const char *text, const struct pending *token,
                        size_t gap_end, struct slice before)
{
    struct output *output = writer->output;
    size_t size = token->end - token->start;
    char *to = output_reserve(output, NUMBER_DIGITS + size + 32);
    size_t used = number_write_u64(to, token->id);
    to[used++] = '\t';
    memcpy(to + used, text + token->start, size);
    used += size;
    const char *middle = writer->conllu ? "\t_\t_\t_\t_\t_\t_\t_\t" : "\t";
    size_t middle_size = writer->conllu ? 15 : 1;
    memcpy(to + used, middle, middle_size);
    output_advance(output, used + middle_size);
    write_misc(output, before, slice_make(text + token->end, gap_end - token->end));
    if (writer->offsets) {
        struct slice gap = {text + token->end, gap_end - token->end};
        uint64_t length = utf8_count(slice_make(text + token->start, size));
        output_format(output, "\t%llu\t%llu", (unsigned long long)writer->code_points,
                      (unsigned long long)(writer->code_points + length));
        writer->code_points += length + utf8_count(gap);
    }
    output_char(output, '\n');
}

size_t tokens_writer_sentence(struct tokens_writer *writer, const struct tokens_sentence *sentence)
{
    const char *text = sentence->text;
    struct pending token = {0};
    struct slice before = {text + sentence->from, 0};
    size_t from = sentence->from, gap_end = sentence->gap_end;
    while (from < sentence->end) {
        enum word_kind kind;
        size_t end = word_next(text, sentence->bound, from, writer->rules, &kind);
        if (kind == WORD_TOKEN) {
            if (token.id > 0) {
                write_token(writer, text, &token, from, before);
                before.size = 0;
            } else {
                writer->sentences++;
                before.size = from - sentence->from;
                write_head(writer, sentence, from);
                if (writer->offsets)
                    writer->code_points += utf8_count(before);
            }
            token = (struct pending){from, end, token.id + 1};
        }
        from = end;
    }
    if (from > gap_end)
        gap_end = from;
    if (token.id == 0)
        return gap_end;
    write_token(writer, text, &token, gap_end, before);
    output_char(writer->output, '\n');
    writer->new_paragraph = writer->header_open = false;
    writer->all_sentences++;
    writer->all_tokens += token.id;
    return gap_end;
}

void tokens_writer_end_document(struct tokens_writer *writer)
{
    if (writer->header_open)
        output_char(writer->output, '\n');
    writer->header_open = false;
}
