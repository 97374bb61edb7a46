#include "stream/tokens_writer.h"

#include "base/input.h"
#include "base/version.h"
#include "stream/tokens.h"
#include "text/break_tables.h"
#include "text/utf8.h"

static void write_provenance(const struct tokens_writer *writer, const char *language,
                             const char *abbreviations)
{
    output_format(writer->output, "# global.tokenize = %s, unicode %s, language %s", COSPAN_VERSION,
                  BREAK_UNICODE_VERSION, language);
    if (writer->rules == WORD_RULES_UAX29)
        output_string(writer->output, ", --rules uax29");
    if (abbreviations)
        output_format(writer->output, ", --abbreviations %s", abbreviations);
    output_char(writer->output, '\n');
}

void tokens_writer_begin(struct tokens_writer *writer, const char *language,
                         const char *abbreviations)
{
    if (writer->conllu && !writer->offsets)
        return;
    output_string(writer->output, writer->conllu
                                      ? "# global.columns = ID FORM LEMMA UPOS XPOS FEATS HEAD "
                                        "DEPREL DEPS MISC"
                                      : "# global.columns = ID FORM MISC");
    output_string(writer->output, writer->offsets ? " COSPAN:START COSPAN:END\n" : "\n");
    write_provenance(writer, language, abbreviations);
}

static void append_escaped(struct buffer *to, struct slice text)
{
    static const char plain[] = "\t\n\r\\", letters[] = "tnr\\";
    for (size_t i = 0; i < text.size; i++) {
        const char *found = text.data[i] ? strchr(plain, text.data[i]) : NULL;
        if (found)
            buffer_append_char(to, '\\');
        buffer_append_char(to, found ? letters[found - plain] : text.data[i]);
    }
}

static void append_comment(struct buffer *to, const char *prefix, struct slice key,
                           struct slice value)
{
    buffer_append_string(to, prefix);
    append_escaped(to, key);
    buffer_append_string(to, value.size > 0 ? " = " : " =");
    append_escaped(to, value);
    buffer_append_char(to, '\n');
}

void tokens_writer_document(struct tokens_writer *writer, struct slice id)
{
    buffer_clear(&writer->head);
    append_comment(&writer->head, "# ", slice_of("newdoc id"), id);
    buffer_clear(&writer->sentence_id);
    buffer_append_string(&writer->sentence_id, "# sent_id = ");
    append_escaped(&writer->sentence_id, id);
    buffer_append_char(&writer->sentence_id, '-');
    writer->sentences = (struct tokens_number){"0", 1};
    writer->code_points = 0;
    writer->document_open = true;
    writer->all_documents++;
}

void tokens_writer_metadata(struct tokens_writer *writer, struct slice key, struct slice value)
{
    if (value.size > 0)
        append_comment(&writer->head, "# meta::", key, value);
}

void tokens_writer_comment(struct tokens_writer *writer, struct slice key, struct slice value)
{
    append_comment(&writer->comments, "# ", key, value);
}

/* CoNLL-U allows no white space at the end of a field, so white space outside ASCII, and what
 * Python takes for it, is a space there. */
static bool is_other_space(int32_t code_point)
{
    return (code_point >= 0x1c && code_point <= 0x1f) || code_point == '\v' || code_point == '\f' ||
           code_point == 0x85 || code_point == 0xa0 || code_point == 0x1680 ||
           (code_point >= 0x2000 && code_point <= 0x200a) || code_point == 0x2028 ||
           code_point == 0x2029 || code_point == 0x202f || code_point == 0x205f ||
           code_point == 0x3000;
}

static void write_conllu_spaces(struct slice space, struct output *output)
{
    while (space.size > 0) {
        int32_t code_point;
        size_t size = utf8_decode(space, &code_point);
        tokens_write_spaces(
            is_other_space(code_point) ? slice_of(" ") : slice_make(space.data, size), output);
        space = slice_from(space, size);
    }
}

static void write_spaces(const struct tokens_writer *writer, const char *name, struct slice space)
{
    output_string(writer->output, name);
    if (writer->conllu)
        write_conllu_spaces(space, writer->output);
    else
        tokens_write_spaces(space, writer->output);
}

static void write_misc(const struct tokens_writer *writer, struct slice before, struct slice gap)
{
    bool usual = gap.size == 1 && gap.data[0] == ' ';
    if (before.size > 0)
        write_spaces(writer, "SpacesBefore=", before);
    if (usual && before.size == 0)
        output_char(writer->output, '_');
    if (usual)
        return;
    if (before.size > 0)
        output_char(writer->output, '|');
    if (gap.size == 0)
        output_string(writer->output, "SpaceAfter=No");
    else
        write_spaces(writer, "SpacesAfter=", gap);
}

/* Completes the line of the last word. */
static void close_token(struct tokens_writer *writer, struct slice gap)
{
    write_misc(writer, buffer_slice(&writer->before), gap);
    buffer_clear(&writer->before);
    if (writer->offsets)
        output_format(writer->output, "\t%llu\t%llu", U64(writer->start), U64(writer->end));
    output_char(writer->output, '\n');
    writer->token_open = false;
}

/* The white space so far belongs to the word before it, or to the word that follows. */
static void close_gap(struct tokens_writer *writer)
{
    if (writer->token_open) {
        close_token(writer, buffer_slice(&writer->gap));
        output_char(writer->output, '\n');
    } else {
        buffer_append_slice(&writer->before, buffer_slice(&writer->gap));
    }
    buffer_clear(&writer->gap);
    writer->gap_cut = false;
}

void tokens_writer_gap(struct tokens_writer *writer, struct slice space)
{
    size_t room = TOKENS_LONGEST_GAP - writer->gap.size;
    if (writer->offsets)
        writer->code_points += utf8_count(space);
    if (space.size > room) {
        while (room > 0 && ((unsigned char)space.data[room] & 0xc0) == 0x80)
            room--;
        space.size = room;
        writer->gap_cut = true;
    }
    buffer_append_slice(&writer->gap, space);
}

void tokens_writer_end_text(struct tokens_writer *writer)
{
    close_gap(writer);
    buffer_clear(&writer->before);
}

void tokens_writer_text(struct tokens_writer *writer, struct slice file)
{
    tokens_writer_end_text(writer);
    buffer_clear(&writer->comments);
    buffer_clear(&writer->source);
    if (file.data) {
        buffer_append_string(&writer->source, "# source = ");
        append_escaped(&writer->source, file);
        buffer_append_char(&writer->source, ':');
    }
    writer->source_size = writer->source.size;
    writer->source_line = 0;
    writer->new_paragraph = true;
}

/* By the exact rules a combining mark joins even the white space before it. A field holds no tab,
 * and a word no space at its beginning: that is part of the gap. */
static inline size_t without_space(const struct tokens_writer *writer, const char *text,
                                   size_t start)
{
    if (writer->rules == WORD_RULES_UAX29)
        while (slice_is_blank(text[start]))
            start++;
    return start;
}

/* The end of a word that the rules for all languages end at `end`. */
static size_t word_end(const struct tokens_writer *writer, const struct prose_piece *sentence,
                       size_t start, size_t end)
{
    return writer->words ? word_language_end(sentence->text, sentence->bound, sentence->from,
                                             sentence->end, start, end, writer->words)
                         : end;
}

/* One segment after the other from `*start` on, up to the first that is a word; false if the
 * sentence has none, `*start` is then its end. Inlined once, where it is called for every word (measured: an eighth of the
 * time of this filter). */
static inline bool next_word(const struct tokens_writer *writer, const struct prose_piece *sentence,
                             size_t *start, size_t *end)
{
    const char *text = sentence->text;
    /* The usual white space: one space before an ASCII letter. */
    if (*start + 1 < sentence->end && text[*start] == ' ' &&
        word_byte_at(text, *start + 1) == WORD_BYTE_LETTER)
        ++*start;
    while (*start < sentence->end) {
        enum word_kind kind;
        *end = word_next(sentence->text, sentence->bound, *start, writer->rules, &kind);
        if (kind == WORD_TOKEN) {
            *start = without_space(writer, sentence->text, *start);
            if (writer->words)
                *end = word_end(writer, sentence, *start, *end);
            return true;
        }
        *start = *end < sentence->end ? *end : sentence->end;
    }
    return false;
}

/* `# text =` of CoNLL-U: one line, what stands between two words is one space. */
static void write_text(const struct tokens_writer *writer, const struct prose_piece *sentence,
                       size_t start)
{
    size_t gap = start;
    output_string(writer->output, "# text = ");
    while (start < sentence->end) {
        enum word_kind kind;
        size_t end = word_next_general(sentence->text, sentence->bound, start, writer->rules,
                                       &kind);
        if (kind == WORD_TOKEN) {
            start = without_space(writer, sentence->text, start);
            end = word_end(writer, sentence, start, end);
            if (gap < start)
                output_char(writer->output, ' ');
            output_write(writer->output, sentence->text + start, end - start);
            gap = end;
        }
        start = end;
    }
    output_char(writer->output, '\n');
}

static inline void count_up(struct tokens_number *number)
{
    size_t i = number->size;
    while (i > 0 && number->digits[i - 1] == '9')
        number->digits[--i] = '0';
    if (i > 0) {
        number->digits[i - 1]++;
    } else {
        number->digits[number->size++] = '0';
        number->digits[0] = '1';
    }
}

/* Several sentences stand on a line. */
static void write_source(struct tokens_writer *writer, uint64_t line)
{
    if (writer->source_line != line) {
        writer->source.size = writer->source_size;
        buffer_append_u64(&writer->source, line);
        buffer_append_char(&writer->source, '\n');
        writer->source_line = line;
    }
    output_slice(writer->output, buffer_slice(&writer->source));
}

static void write_head(struct tokens_writer *writer, const struct prose_piece *sentence,
                       size_t first, uint64_t line)
{
    struct output *output = writer->output;
    if (writer->document_open)
        output_slice(output, buffer_slice(&writer->head));
    if (writer->new_paragraph || sentence->begins_paragraph)
        output_string(output, "# newpar\n");
    writer->document_open = writer->new_paragraph = false;
    output_slice(output, buffer_slice(&writer->sentence_id));
    count_up(&writer->sentences);
    output_write(output, writer->sentences.digits, writer->sentences.size);
    output_char(output, '\n');
    output_slice(output, buffer_slice(&writer->comments));
    if (writer->source_size > 0)
        write_source(writer, line);
    if (writer->conllu)
        write_text(writer, sentence, first);
}

/* What follows the form where nothing, or one space, is between it and the next word. */
struct tail {
    char bytes[32];
    size_t size;
};
static const struct tail tails[2][2] = {
    {{"\tSpaceAfter=No\n", 15}, {"\t_\n", 3}},
    {{"\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n", 29}, {"\t_\t_\t_\t_\t_\t_\t_\t_\n", 17}},
};
enum { SHORT_NUMBER = 8, SHORT_WORD = 16, SHORT_LINE = 96 };

/* The usual line: a short word. Copies of a fixed length cost no call and no branch; what they
 * write behind the line is overwritten, what they read behind the word is padding (measured: a
 * third of the time of this filter). */
static inline void write_short_line(struct output *output, const struct tokens_number *number,
                                    struct slice form, const struct tail *tail)
{
    char *start = output_reserve(output, SHORT_LINE), *to = start;
    memcpy(to, number->digits, SHORT_NUMBER);
    to += number->size;
    *to++ = '\t';
    memcpy(to, form.data, SHORT_WORD);
    to += form.size;
    memcpy(to, tail->bytes, sizeof tail->bytes);
    output_advance(output, (size_t)(to - start) + tail->size);
}

/* Any line, up to the field that tells what follows the word. */
static void open_token(struct tokens_writer *writer, const struct tokens_number *number,
                       struct slice form)
{
    struct output *output = writer->output;
    output_write(output, number->digits, number->size);
    output_char(output, '\t');
    output_slice(output, form);
    output_string(output, writer->conllu ? "\t_\t_\t_\t_\t_\t_\t_\t" : "\t");
    if (writer->offsets) {
        writer->start = writer->code_points;
        writer->code_points += utf8_count(form);
        writer->end = writer->code_points;
    }
    writer->token_open = true;
}

static inline void write_line(struct tokens_writer *writer, const struct tokens_number *number,
                              struct slice form, struct slice gap)
{
    bool is_space = gap.size == 1 && gap.data[0] == ' ';
    bool is_usual = form.size <= SHORT_WORD && number->size <= SHORT_NUMBER &&
                    (gap.size == 0 || is_space) && !writer->offsets && writer->before.size == 0;
    if (is_usual) {
        write_short_line(writer->output, number, form, &tails[writer->conllu][is_space]);
        return;
    }
    open_token(writer, number, form);
    if (writer->offsets)
        writer->code_points += utf8_count(gap);
    close_token(writer, gap);
}

size_t tokens_writer_sentence(struct tokens_writer *writer, const struct prose_piece *sentence,
                              uint64_t line)
{
    const char *text = sentence->text;
    size_t start = sentence->from, end = start, next_end;
    struct tokens_number number = {"0", 1};
    for (uint64_t words = 0;; words++) {
        size_t next = end;
        bool more = next_word(writer, sentence, &next, &next_end);
        struct slice form = {text + start, end - start}, gap = {text + end, next - end};
        if (words > 0 && more) {
            write_line(writer, &number, form, gap);
        } else {
            if (words > 0)
                open_token(writer, &number, form);
            tokens_writer_gap(writer, gap);
            writer->all_tokens += words;
            writer->all_sentences += words > 0;
            if (!more) {
                writer->new_paragraph |= words == 0 && sentence->begins_paragraph;
                return next;
            }
            close_gap(writer);
            write_head(writer, sentence, next, line);
        }
        count_up(&number);
        start = next;
        end = next_end;
    }
}

void tokens_writer_end_document(struct tokens_writer *writer)
{
    tokens_writer_end_text(writer);
    if (!writer->document_open)
        return;
    writer->document_open = false;
    writer->empty_documents++;
    if (writer->conllu && !writer->offsets)
        return;
    output_slice(writer->output, buffer_slice(&writer->head));
    output_char(writer->output, '\n');
}
