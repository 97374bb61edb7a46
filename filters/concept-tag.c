/* concept-tag - mark the concepts of dictionaries in tokens */
#include <stdlib.h>

#include "base/buffer.h"
#include "base/input.h"
#include "base/message.h"
#include "base/options.h"
#include "base/output.h"
#include "base/version.h"
#include "intake/dictionary_file.h"
#include "method/matcher.h"
#include "stream/dictionary.h"
#include "stream/table.h"
#include "stream/tokens.h"
#include "text/normal.h"
#include "text/regex.h"
#include "text/utf8.h"

struct settings {
    struct common common;
    struct option_list dictionaries;
    int format;
    const char *column;
    const char *columns;
    const char *added;
    int overlap;
    bool patterns;
    bool fold_accents;
    bool verbose;
};

/* clang-format off */
static const struct option options[] = {
    {'d', "dictionary", OPTION_LIST, offsetof(struct settings, dictionaries), "FILE",
     "concepts to look for; several -d are one dictionary"},
    {'f', "format", OPTION_CHOICE, offsetof(struct settings, format), "auto|table|quanteda",
     "format of the dictionaries; auto goes by their endings"},
    {0, "column", OPTION_TEXT, offsetof(struct settings, column), "NAME",
     "column whose words are compared (default: FORM)"},
    {0, "overlap", OPTION_CHOICE, offsetof(struct settings, overlap), "concept|dictionary|one|all",
     "which of overlapping hits count"},
    {0, "patterns", OPTION_FLAG, offsetof(struct settings, patterns), NULL,
     "add COSPAN:PATTERN, the entry that matched"},
    {0, "fold-accents", OPTION_FLAG, offsetof(struct settings, fold_accents), NULL,
     "compare letters without their accents"},
    {0, "as", OPTION_TEXT, offsetof(struct settings, added), "NAME",
     "name of the added column (default: COSPAN:CONCEPT)"},
    {0, "columns", OPTION_TEXT, offsetof(struct settings, columns), "NAMES",
     "columns of a stream without its first line"},
    {'v', "verbose", OPTION_FLAG, offsetof(struct settings, verbose), NULL,
     "report totals on standard error"},
    OPTION_COMMON(struct settings, common),
    OPTION_END,
};
/* clang-format on */

static const char *(*const libraries[])(void) = {text_pcre2_version, text_utf8proc_version,
                                                 dictionary_file_libraries, NULL};

static const struct filter filter = {
    .name = "concept-tag",
    .purpose = "mark the concepts of dictionaries in tokens",
    .operands = "-d FILE [file ...]",
    .options = options,
    .libraries = libraries,
};

/* Columns: the concepts, and with --patterns the entries that matched. */
enum { MOST_ADDED = 2 };

struct tagger {
    const struct settings *settings;
    const struct dictionary *dictionary;
    struct matcher *matcher;
    struct tokens_reader *reader;
    struct output *output;
    int column, misc;
    bool begun;            /* the columns are known and written */
    struct buffer waiting; /* documents without tokens before that */
    int added;             /* columns */
    struct slice *words;   /* of the sentence, in that column */
    size_t word_count, word_capacity;
    size_t *open; /* hits that the present word is in */
    size_t open_count, open_capacity;
    struct buffer text; /* of the sentence, for regular expressions */
    size_t *starts, *ends;
    size_t starts_capacity, ends_capacity;
    uint64_t sentences, tokens, hits;
};

static void need_new_column(const struct tokens_reader *reader, const char *name)
{
    if (tokens_column(reader, name) != TOKENS_NO_COLUMN)
        message_fatal(&(struct place){reader->input->name, 0, 0},
                      "there is a column '%s' already (--as gives the new one another name)", name);
}

/* What the concepts depend on: `# global.concept-tag = version, options, sha256 of each file`. */
static void write_provenance(const struct tagger *tagger)
{
    static const char *const overlaps[] = {"concept", "dictionary", "one", "all"};
    const struct settings *settings = tagger->settings;
    struct output *output = tagger->output;
    output_format(output, "# global.concept-tag = %s", COSPAN_VERSION);
    if (strcmp(settings->column, "FORM") != 0)
        output_format(output, ", --column %s", settings->column);
    if (settings->overlap != OVERLAP_CONCEPT)
        output_format(output, ", --overlap %s", overlaps[settings->overlap]);
    if (settings->fold_accents)
        output_string(output, ", --fold-accents");
    for (size_t i = 0; i < tagger->dictionary->file_count; i++) {
        const struct dictionary_file *file = &tagger->dictionary->files[i];
        output_string(output, ", ");
        table_encode(slice_of(file->path), output);
        output_format(output, " sha256:%s", file->digest);
    }
    output_char(output, '\n');
}

static void write_head(struct tagger *tagger)
{
    const struct tokens_reader *reader = tagger->reader;
    const char *added = tagger->settings->added;
    struct buffer names = {0};
    tagger->column = tokens_need(reader, tagger->settings->column);
    tagger->misc = tokens_column(reader, "MISC");
    need_new_column(reader, added);
    buffer_append_string(&names, added);
    if (tagger->settings->patterns) {
        need_new_column(reader, "COSPAN:PATTERN");
        buffer_append_string(&names, " COSPAN:PATTERN");
    }
    buffer_append_char(&names, '\0');
    tokens_write_columns(reader, tagger->output, names.data);
    buffer_free(&names);
    write_provenance(tagger);
    output_slice(tagger->output, buffer_slice(&tagger->waiting));
    tagger->begun = true;
}

/* The text of the sentence, for regular expressions: its words and what stands between them. */
static void give_text(struct tagger *tagger)
{
    const struct tokens_reader *reader = tagger->reader;
    buffer_clear(&tagger->text);
    tagger->starts = memory_grow(tagger->starts, &tagger->starts_capacity, tagger->word_count,
                                 sizeof *tagger->starts);
    tagger->ends = memory_grow(tagger->ends, &tagger->ends_capacity, tagger->word_count,
                               sizeof *tagger->ends);
    for (size_t i = 0, word = 0; i < reader->token_count; i++) {
        if (!reader->tokens[i].word)
            continue;
        tagger->starts[word] = tagger->text.size;
        buffer_append_slice(&tagger->text, tagger->words[word]);
        tagger->ends[word++] = tagger->text.size;
        if (tagger->misc != TOKENS_NO_COLUMN)
            tokens_append_gap(tokens_field(reader, &reader->tokens[i], tagger->misc),
                              &tagger->text);
        else
            buffer_append_char(&tagger->text, ' ');
    }
    if (utf8_valid_prefix(buffer_slice(&tagger->text)) == tagger->text.size) {
        matcher_text(tagger->matcher, buffer_slice(&tagger->text), tagger->starts, tagger->ends);
        return;
    }
    struct place place = {reader->input->name, reader->line, 0};
    message_error(&place, "invalid UTF-8 in this sentence; regular expressions did not see it");
}

/* The hits that a word is in, while the words of a sentence are gone through in order. */
static void open_spans(struct tagger *tagger, const struct hit *hits, size_t count, uint32_t word,
                       size_t *next)
{
    size_t kept = 0;
    for (size_t i = 0; i < tagger->open_count; i++)
        if (hits[tagger->open[i]].end > word)
            tagger->open[kept++] = tagger->open[i];
    for (; *next < count && hits[*next].start == word; (*next)++) {
        tagger->open = memory_grow(tagger->open, &tagger->open_capacity, kept + 1,
                                   sizeof *tagger->open);
        tagger->open[kept++] = *next;
    }
    tagger->open_count = kept;
}

/* The field of a word: `n:concept` where span n begins, `n` further on, `*` without a hit. */
static void write_spans(struct tagger *tagger, const struct hit *hits, uint32_t word, bool patterns)
{
    struct output *output = tagger->output;
    output_char(output, '\t');
    if (tagger->open_count == 0)
        output_char(output, '*');
    for (size_t i = 0; i < tagger->open_count; i++) {
        const struct hit *hit = &hits[tagger->open[i]];
        if (i > 0)
            output_char(output, ';');
        output_u64(output, tagger->open[i] + 1);
        if (hit->start != word)
            continue;
        output_char(output, ':');
        if (patterns)
            tokens_write_pattern(tagger->dictionary->entries[hit->entry].pattern, output);
        else
            output_slice(output, matcher_concept(tagger->matcher, hit->concept));
    }
}

static void write_tagged(struct tagger *tagger, const struct hit *hits, size_t count)
{
    const struct tokens_reader *reader = tagger->reader;
    uint32_t word = 0;
    size_t next = 0;
    tagger->open_count = 0;
    for (size_t i = 0; i < reader->token_count; i++) {
        bool is_word = reader->tokens[i].word;
        output_slice(tagger->output, tokens_line(reader, &reader->tokens[i]));
        if (is_word)
            open_spans(tagger, hits, count, word, &next);
        for (int column = 0; column < tagger->added; column++) {
            if (is_word)
                write_spans(tagger, hits, word, column > 0);
            else
                output_string(tagger->output, "\t_");
        }
        word += is_word;
        output_char(tagger->output, '\n');
    }
}

/* Copies the line, the usual short one without a call. More bytes than it has may be read and
 * written behind it: INPUT_PADDING are readable, and are overwritten by what follows. */
static inline char *copy_line(char *to, struct slice line)
{
    enum { STEP = INPUT_PADDING };
    memcpy(to, line.data, STEP);
    if (line.size > 2 * STEP)
        memcpy(to + STEP, line.data + STEP, line.size - STEP);
    else if (line.size > STEP)
        memcpy(to + STEP, line.data + STEP, STEP);
    return to + line.size;
}

/* Gathers the words of the sentence, and in the same pass writes its lines to `to` as they are
 * without a hit, which is how most stay. Returns the end of what was written. */
static char *gather(struct tagger *tagger, char *to)
{
    const struct tokens_reader *reader = tagger->reader;
    size_t words = 0;
    tagger->words = memory_grow(tagger->words, &tagger->word_capacity, reader->token_count,
                                sizeof *tagger->words);
    for (size_t i = 0; i < reader->token_count; i++) {
        const struct token *token = &reader->tokens[i];
        if (token->word)
            tagger->words[words++] = tokens_field(reader, token, tagger->column);
        to = copy_line(to, tokens_line(reader, token));
        for (int column = 0; column < tagger->added; column++) {
            *to++ = '\t';
            *to++ = token->word ? '*' : '_';
        }
        *to++ = '\n';
    }
    tagger->word_count = words;
    return to;
}

static const struct hit *find_hits(struct tagger *tagger, size_t *count)
{
    struct place place = {tagger->reader->input->name, tagger->reader->line, 0};
    matcher_sentence(tagger->matcher, &place, tagger->words, tagger->word_count);
    if (matcher_needs_text(tagger->matcher))
        give_text(tagger);
    return matcher_end(tagger->matcher, count);
}

static void tag_sentence(struct tagger *tagger)
{
    const struct tokens_reader *reader = tagger->reader;
    size_t count = 0;
    for (size_t i = 0; i < reader->comment_count; i++) {
        output_slice(tagger->output, reader->comments[i]);
        output_char(tagger->output, '\n');
    }
    if (reader->token_count > 0) {
        size_t most = reader->text.size + reader->token_count * 2 * MOST_ADDED + INPUT_PADDING;
        char *start = output_reserve(tagger->output, most);
        char *end = gather(tagger, start);
        const struct hit *hits = find_hits(tagger, &count);
        if (count > 0)
            write_tagged(tagger, hits, count);
        else
            output_advance(tagger->output, (size_t)(end - start));
    }
    output_char(tagger->output, '\n');
    tagger->sentences += reader->token_count > 0;
    tagger->tokens += reader->token_count > 0 ? tagger->word_count : 0;
    tagger->hits += count;
}

/* Plain CoNLL-U says what its columns are with its first token. */
static void hold_back(struct tagger *tagger)
{
    for (size_t i = 0; i < tagger->reader->comment_count; i++) {
        buffer_append_slice(&tagger->waiting, tagger->reader->comments[i]);
        buffer_append_char(&tagger->waiting, '\n');
    }
    buffer_append_char(&tagger->waiting, '\n');
}

static void tag(struct tagger *tagger, struct input *input)
{
    struct tokens_reader reader;
    tokens_open(&reader, input, tagger->settings->columns);
    tagger->reader = &reader;
    while (tokens_next(&reader)) {
        if (!tagger->begun && reader.column_count > 0)
            write_head(tagger);
        if (tagger->begun)
            tag_sentence(tagger);
        else
            hold_back(tagger);
    }
    if (!tagger->begun && reader.column_count > 0)
        write_head(tagger);
    else if (!tagger->begun)
        output_slice(tagger->output, buffer_slice(&tagger->waiting));
    tokens_close(&reader);
    tagger->reader = NULL;
}

/* The name becomes one of several in a line. */
static void check_column_name(const char *name, bool patterns)
{
    if (*name == '\0' || strpbrk(name, " \t\n\r"))
        message_usage("--as expects a name without white space, not '%s'", name);
    if (patterns && strcmp(name, "COSPAN:PATTERN") == 0)
        message_usage("--as %s is the column that --patterns adds", name);
}

int main(int argc, char **argv)
{
    struct settings settings = {
        .common = COMMON_DEFAULTS, .column = "FORM", .added = "COSPAN:CONCEPT"};
    size_t files = options_read(&filter, argc, argv, &settings);
    message_strict(settings.common.strict);
    check_column_name(settings.added, settings.patterns);
    if (settings.dictionaries.count == 0)
        message_usage("expected a dictionary: -d FILE");
    struct dictionary dictionary = {0};
    for (size_t i = 0; i < settings.dictionaries.count; i++)
        dictionary_file_read(&dictionary, settings.dictionaries.items[i],
                             (enum dictionary_format)settings.format);
    struct tagger tagger = {
        .settings = &settings,
        .dictionary = &dictionary,
        .matcher = matcher_new(&dictionary, (enum overlap)settings.overlap, settings.fold_accents),
        .output = output_open(settings.common.output),
        .added = settings.patterns ? 2 : 1,
    };
    tag(&tagger, input_open(argv, files, settings.common.max_record));
    if (settings.verbose)
        message_note(NULL, "%llu sentences, %llu tokens, %llu hits",
                     (unsigned long long)tagger.sentences, (unsigned long long)tagger.tokens,
                     (unsigned long long)tagger.hits);
    return message_end(STATUS_DONE);
}
