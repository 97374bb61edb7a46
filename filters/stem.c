/* stem - add the stems of words to tokens */
#include "base/filter.h"
#include "base/memory.h"
#include "base/version.h"
#include "stream/tokens_filter.h"
#include "text/language_code.h"
#include "text/normal.h"
#include "text/stemmer.h"

struct settings {
    struct common common;
    const char *language;
    const char *column;
    const char *added;
    const char *columns;
    bool languages;
};

/* clang-format off */
static const struct option options[] = {
    {0, "language", OPTION_TEXT, offsetof(struct settings, language), "NAME",
     "language of the words, by its English name or ISO 639 code, or auto (default)"},
    {0, "languages", OPTION_FLAG, offsetof(struct settings, languages), NULL,
     "list the languages there are, and end"},
    {0, "column", OPTION_TEXT, offsetof(struct settings, column), "NAME",
     "column whose words are stemmed (default: FORM)"},
    {0, "as", OPTION_TEXT, offsetof(struct settings, added), "NAME",
     "name of the added column (default: COSPAN:STEM)"},
    OPTION_COLUMNS(offsetof(struct settings, columns)),
    OPTION_END,
};
/* clang-format on */

static const struct filter filter = {
    .name = "stem",
    .purpose = "add the stems of words to tokens",
    .options = options,
    .libraries = {text_utf8proc_version, stemmer_library},
};

/* A stemmer is made when the first word of its language comes. */
enum { MOST_LANGUAGES = 32 };

struct stemming {
    const struct settings *settings;
    const char *of_stream, *language; /* Snowball's names; of the present document, with auto */
    const char *names[MOST_LANGUAGES];
    struct stemmer *stemmers[MOST_LANGUAGES];
    struct output *output;
    bool is_auto;
    int column;
    struct slice *words; /* of the sentence, then their stems */
    size_t word_capacity;
    uint64_t sentences, tokens;
};

static void begin(void *context, const struct tokens_reader *reader)
{
    struct stemming *stemming = context;
    stemming->column = tokens_need(reader, stemming->settings->column);
}

static struct stemmer *stemmer_for(struct stemming *stemming, const char *language)
{
    size_t i = 0;
    while (stemming->names[i] && strcmp(stemming->names[i], language) != 0)
        i++;
    if (!stemming->names[i]) {
        stemming->names[i] = language;
        stemming->stemmers[i] = stemmer_new(language);
    }
    return stemming->stemmers[i];
}

/* What `# global.tokenize = 0.1.0, unicode 15.0.0, language nb` says; empty if nothing. */
static struct slice recorded_language(struct slice value)
{
    while (value.data) {
        struct slice part = slice_trim(slice_cut(&value, ','));
        if (slice_starts(part, "language "))
            return slice_from(part, strlen("language "));
    }
    return slice_of("");
}

/* With auto, a document has the language of its metadata, or else that of the stream. */
static void read_comments(struct stemming *stemming, const struct tokens_reader *reader)
{
    const struct language_code *code;
    struct slice value;
    for (size_t i = 0; i < reader->comment_count; i++) {
        struct slice comment = reader->comments[i];
        if (tokens_begins_document(comment)) {
            stemming->language = stemming->of_stream;
        } else if (tokens_comment_value(comment, "global.tokenize", &value)) {
            code = language_code_find(recorded_language(value));
            stemming->of_stream = stemming->language = code ? code->snowball : "english";
        } else if (tokens_comment_value(comment, "meta::lang", &value)) {
            code = language_code_find(value);
            stemming->language = code ? code->snowball : stemming->of_stream;
        }
    }
}

static void write_provenance(void *context)
{
    const struct stemming *stemming = context;
    output_format(stemming->output, "# global.stem = %s, --language %s, snowball %s",
                  COSPAN_VERSION, stemming->settings->language, stemmer_fingerprint());
    if (strcmp(stemming->settings->column, "FORM") != 0)
        output_format(stemming->output, ", --column %s", stemming->settings->column);
    output_char(stemming->output, '\n');
}

static size_t stem_words(struct stemming *stemming, const struct tokens_reader *reader)
{
    size_t count = 0;
    stemming->words = memory_grow(stemming->words, &stemming->word_capacity, reader->token_count,
                                  sizeof *stemming->words);
    for (size_t i = 0; i < reader->token_count; i++)
        if (reader->tokens[i].word)
            stemming->words[count++] = tokens_field(reader, &reader->tokens[i], stemming->column);
    stemmer_stem_all(stemmer_for(stemming, stemming->language), stemming->words, count);
    return count;
}

static void write_sentence(void *context, const struct tokens_reader *reader)
{
    struct stemming *stemming = context;
    if (stemming->is_auto)
        read_comments(stemming, reader);
    size_t count = stem_words(stemming, reader);
    const struct slice *stem = stemming->words;
    for (size_t i = 0; i < reader->token_count; i++) {
        struct slice line = tokens_line(reader, &reader->tokens[i]);
        struct slice field = reader->tokens[i].word ? *stem++ : slice_of("_");
        char *start = output_reserve(stemming->output, line.size + field.size + 2 + INPUT_PADDING);
        char *to = tokens_filter_copy(start, line);
        *to++ = '\t';
        memcpy(to, field.data, field.size);
        to += field.size;
        *to++ = '\n';
        output_advance(stemming->output, (size_t)(to - start));
    }
    stemming->sentences++;
    stemming->tokens += count;
}

static void stem(struct stemming *stemming, struct input *input)
{
    struct tokens_filter columns = {
        .output = stemming->output,
        .added = stemming->settings->added,
        .begin = begin,
        .provenance = write_provenance,
        .sentence = write_sentence,
        .context = stemming,
    };
    tokens_filter_run(&columns, input, stemming->settings->columns);
}

static void list_languages(struct output *output)
{
    for (const char *const *name = stemmer_languages(); *name; name++)
        output_format(output, "%s\n", *name);
}

int main(int argc, char **argv)
{
    struct settings settings = {.language = "auto", .column = "FORM", .added = "COSPAN:STEM"};
    struct streams streams = filter_open(&filter, argc, argv, &settings);
    tokens_filter_check_name(settings.added);
    struct stemming stemming = {.settings = &settings,
                                .is_auto = strcmp(settings.language, "auto") == 0};
    stemming.of_stream = stemming.language = stemming.is_auto ? "english" : settings.language;
    if (!settings.languages)
        stemmer_for(&stemming, stemming.language);
    stemming.output = streams.output;
    if (settings.languages)
        list_languages(stemming.output);
    else
        stem(&stemming, streams.input);
    message_detail(NULL, "%llu sentences, %llu tokens", U64(stemming.sentences),
                   U64(stemming.tokens));
    return message_end(STATUS_DONE);
}
