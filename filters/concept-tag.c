/* concept-tag - mark the concepts of dictionaries in tokens */
#include <stdlib.h>

#include "base/filter.h"
#include "base/version.h"
#include "intake/dictionary_file.h"
#include "tag/sentence_hits.h"
#include "tag/tag_writer.h"
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
    OPTION_END,
};
/* clang-format on */

static const struct filter filter = {
    .name = "concept-tag",
    .purpose = "mark the concepts of dictionaries in tokens",
    .operands = "-d FILE [file ...]",
    .options = options,
    .libraries = {text_pcre2_version, text_utf8proc_version, dictionary_file_libraries,
                  stemmer_library},
};

struct tagger {
    const struct settings *settings;
    const struct dictionary *dictionary;
    struct sentence_hits found;
    struct output *output;
    struct tag_writer writer;
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

static void begin(void *context, const struct tokens_reader *reader)
{
    struct tagger *tagger = context;
    tagger->found.column = tokens_need(reader, tagger->settings->column);
    tagger->found.misc = tokens_column(reader, "MISC");
}

static void tag_sentence(void *context, const struct tokens_reader *reader)
{
    struct tagger *tagger = context;
    size_t count;
    const struct hit *hits = sentence_hits_find(&tagger->found, reader, &count);
    tag_writer_sentence(&tagger->writer, reader, hits, count);
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
    struct settings settings = {.column = "FORM", .added = "COSPAN:CONCEPT"};
    struct streams streams = filter_open(&filter, argc, argv, &settings);
    check_options(&settings);
    struct dictionary dictionary = {0};
    read_dictionaries(&dictionary, &settings);
    struct tagger tagger = {
        .settings = &settings,
        .dictionary = &dictionary,
        .found.matcher = matcher_new(&dictionary, (enum overlap)settings.overlap,
                                     settings.fold_accents),
        .output = streams.output,
    };
    tag_writer_open(&tagger.writer, tagger.output, tagger.found.matcher, &dictionary,
                    settings.patterns);
    tag(&tagger, streams.input);
    message_detail(NULL, "%llu sentences, %llu tokens, %llu hits", U64(tagger.sentences),
                   U64(tagger.tokens), U64(tagger.hits));
    return message_end(STATUS_DONE);
}
