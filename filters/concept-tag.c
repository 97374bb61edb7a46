/* concept-tag - mark the concepts of dictionaries in tokens */
#include <stdlib.h>

#include "base/buffer.h"
#include "base/input.h"
#include "base/message.h"
#include "base/options.h"
#include "base/output.h"
#include "base/version.h"
#include "intake/dictionary_file.h"
#include "tag/sentence_hits.h"
#include "stream/dictionary.h"
#include "stream/table.h"
#include "stream/tokens_filter.h"
#include "text/normal.h"
#include "text/regex.h"
#include "text/stemmer.h"

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
    const char *stem;
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
    {0, "stem", OPTION_TEXT, offsetof(struct settings, stem), "LANGUAGE",
     "stem the words of the dictionary, to be compared with a column of stems"},
    {0, "as", OPTION_TEXT, offsetof(struct settings, added), "NAME",
     "name of the added column (default: COSPAN:CONCEPT)"},
    OPTION_COLUMNS(offsetof(struct settings, columns)),
    OPTION_VERBOSE(offsetof(struct settings, common)),
    OPTION_COMMON(offsetof(struct settings, common)),
    OPTION_END,
};
/* clang-format on */

static const char *(*const libraries[])(void) = {text_pcre2_version, text_utf8proc_version,
                                                 dictionary_file_libraries, stemmer_library, NULL};

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
    struct sentence_hits found;
    struct output *output;
    int added;    /* columns */
    size_t *open; /* hits that the present word is in */
    size_t open_count, open_capacity;
    uint64_t sentences, tokens, hits;
};

/* What the concepts depend on: `# global.concept-tag = version, options, sha256 of each file`. */
static void write_provenance(void *context)
{
    const struct tagger *tagger = context;
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
    if (settings->stem)
        output_format(output, ", --stem %s", settings->stem);
    for (size_t i = 0; i < tagger->dictionary->file_count; i++) {
        const struct dictionary_file *file = &tagger->dictionary->files[i];
        output_string(output, ", ");
        table_encode(slice_of(file->path), output);
        output_format(output, " sha256:%s", file->digest);
    }
    output_char(output, '\n');
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
            output_slice(output, matcher_concept(tagger->found.matcher, hit->concept));
    }
}

static void write_tagged(struct tagger *tagger, const struct tokens_reader *reader,
                         const struct hit *hits, size_t count)
{
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

/* Gathers the words of the sentence, and in the same pass writes its lines to `to` as they are
 * without a hit, which is how most stay. Returns the end of what was written. */
static char *gather(struct tagger *tagger, const struct tokens_reader *reader, char *to)
{
    struct sentence_hits *found = &tagger->found;
    found->words = memory_grow(found->words, &found->word_capacity, reader->token_count,
                               sizeof *found->words);
    /* Copies, which the bytes that are written cannot change: they stay in registers. */
    const struct tokens_reader sentence = *reader;
    const int added = tagger->added, column = found->column;
    struct slice *word = found->words;
    for (size_t i = 0; i < sentence.token_count; i++) {
        const struct token *token = &sentence.tokens[i];
        const bool is_word = token->word;
        *word = tokens_field(&sentence, token, column);
        word += is_word;
        to = tokens_filter_copy(to, tokens_line(&sentence, token));
        for (int more = 0; more < added; more++) {
            *to++ = '\t';
            *to++ = is_word ? '*' : '_';
        }
        *to++ = '\n';
    }
    found->word_count = (size_t)(word - found->words);
    return to;
}

static void begin(void *context, const struct tokens_reader *reader)
{
    struct tagger *tagger = context;
    tagger->found.column = tokens_need(reader, tagger->settings->column);
    tagger->found.misc = tokens_column(reader, "MISC");
}

static void tag_sentence(void *context, const struct tokens_reader *reader)
{
    struct tagger *tagger = context;
    size_t most = reader->text.size + reader->token_count * 2 * MOST_ADDED + INPUT_PADDING, count;
    char *start = output_reserve(tagger->output, most);
    char *end = gather(tagger, reader, start);
    const struct hit *hits = sentence_hits_match(&tagger->found, reader, &count);
    if (count > 0)
        write_tagged(tagger, reader, hits, count);
    else
        output_advance(tagger->output, (size_t)(end - start));
    tagger->sentences++;
    tagger->tokens += tagger->found.word_count;
    tagger->hits += count;
}

static void tag(struct tagger *tagger, struct input *input)
{
    struct buffer added = {0};
    buffer_append_string(&added, tagger->settings->added);
    buffer_append_string(&added, tagger->settings->patterns ? " COSPAN:PATTERN" : "");
    buffer_append_char(&added, '\0');
    struct tokens_filter columns = {
        .output = tagger->output,
        .added = added.data,
        .begin = begin,
        .provenance = write_provenance,
        .sentence = tag_sentence,
        .context = tagger,
    };
    tokens_filter_run(&columns, input, tagger->settings->columns);
    buffer_free(&added);
}

static void check_options(const struct settings *settings)
{
    tokens_filter_check_name(settings->added);
    if (settings->patterns && strcmp(settings->added, "COSPAN:PATTERN") == 0)
        message_usage("--as %s is the column that --patterns adds", settings->added);
    if (settings->dictionaries.count == 0)
        message_usage("expected a dictionary: -d FILE");
}

static void read_dictionaries(struct dictionary *dictionary, const struct settings *settings)
{
    if (settings->stem)
        dictionary->stemmer = stemmer_new(settings->stem);
    for (size_t i = 0; i < settings->dictionaries.count; i++)
        dictionary_file_read(dictionary, settings->dictionaries.items[i],
                             (enum dictionary_format)settings->format);
}

int main(int argc, char **argv)
{
    struct settings settings = {
        .common = COMMON_DEFAULTS, .column = "FORM", .added = "COSPAN:CONCEPT"};
    size_t files = options_read(&filter, argc, argv, &settings);
    message_strict(settings.common.strict);
    check_options(&settings);
    struct dictionary dictionary = {0};
    read_dictionaries(&dictionary, &settings);
    struct tagger tagger = {
        .settings = &settings,
        .dictionary = &dictionary,
        .found.matcher = matcher_new(&dictionary, (enum overlap)settings.overlap,
                                     settings.fold_accents),
        .output = output_open(settings.common.output),
        .added = settings.patterns ? 2 : 1,
    };
    tag(&tagger, input_open(argv, files, settings.common.max_record));
    if (settings.common.verbose)
        message_note(NULL, "%llu sentences, %llu tokens, %llu hits",
                     (unsigned long long)tagger.sentences, (unsigned long long)tagger.tokens,
                     (unsigned long long)tagger.hits);
    return message_end(STATUS_DONE);
}
