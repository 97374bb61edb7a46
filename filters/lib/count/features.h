/* What stands in a tokens stream, sentence by sentence, ready to be counted: which features (the
 * concepts that were found, or the words of a column), at which tokens, in which group (a year, a
 * speaker) and which document. What count, cooccur and richness have in common.
 *
 * Groups and features are numbered by a `struct frequencies` of the caller, in which the sizes of the
 * groups (tokens, documents, sentences) are counted on the way: a document without words is a
 * document. A field that is no span is reported with its place and left out. Memory: one sentence,
 * and the different words. */
#ifndef COSPAN_COUNT_FEATURES_H
#define COSPAN_COUNT_FEATURES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/input.h"
#include "base/options.h"
#include "stream/frequencies.h"
#include "stream/metadata.h"
#include "stream/spans.h"
#include "stream/tokens.h"
#include "text/word_list.h"

/* What the user asked for; the strings live as long as the features. */
struct features_settings {
    const char *of;             /* concept, pattern, form or a column; small letters will do */
    const char *concept_column; /* where the concepts stand */
    const char *groups;         /* keys, or NULL for one group */
    const char *side_table;     /* further keys of documents, or NULL */
    const char *columns;        /* of a stream without its first line, or NULL */
    const char *stop_words;     /* these words are no features: a file or a language, or NULL */
    const char *language;       /* nor are the stop words of this one, or NULL */
    uint64_t level;             /* concepts are rolled up to this many parts; 0 for not */
    bool fold_case;             /* words that differ in case only are one */
    bool words;                 /* skip tokens without a letter or digit */
    bool rows;                  /* words are given as rows only, and are no features */
};

/* clang-format off */
/* The rows of groups, of concepts and of words; a filter takes those that mean something to it. */
#define OPTION_FEATURES_GROUPS(at)                                                                 \
    {'g', "group", OPTION_TEXT, (at) + offsetof(struct features_settings, groups), "KEYS",         \
     "results for each value of these keys, separated by commas: year,speaker,doc"},               \
    OPTION_META((at) + offsetof(struct features_settings, side_table))

#define OPTION_FEATURES_CONCEPTS(at)                                                               \
    {0, "level", OPTION_COUNT, (at) + offsetof(struct features_settings, level), "N",              \
     "roll concepts up to their first N parts; a span counts once there"},                         \
    OPTION_CONCEPT_COLUMN((at) + offsetof(struct features_settings, concept_column))

#define OPTION_FEATURES_WORDS(at)                                                                  \
    {'i', "fold-case", OPTION_FLAG, (at) + offsetof(struct features_settings, fold_case), NULL,    \
     "words that differ in case only are one"},                                                    \
    {0, "words", OPTION_FLAG, (at) + offsetof(struct features_settings, words), NULL,              \
     "leave out tokens without a letter or digit, in sizes and windows too"},                      \
    {0, "stopwords", OPTION_TEXT, (at) + offsetof(struct features_settings, stop_words), "FILE",   \
     "leave out the words of a file, or the stop words of a language: en, nb"},                    \
    {0, "language", OPTION_TEXT, (at) + offsetof(struct features_settings, language), "CODE",      \
     "language of the words: its stop words are left out too"},                                    \
    OPTION_COLUMNS((at) + offsetof(struct features_settings, columns))
/* clang-format on */

/* A feature in the sentence. */
struct occurrence {
    uint32_t feature;
    uint32_t start, end; /* tokens start ... end - 1 of the sentence */
    uint32_t place;      /* of the first token among those that count as tokens */
};

/* A name of a span as the stream has it, and the feature that it is. */
struct feature_name {
    struct slice name; /* in the map of names */
    uint32_t feature;
};
enum { FEATURES_RECENT = 1024 };

struct features {
    /* The present sentence, or document without words. */
    struct occurrence *items;
    size_t count;
    uint32_t *row; /* of columns other than spans: the words, MAP_NONE for one passed over */
    size_t row_count;
    uint32_t tokens;   /* that count */
    bool has_sentence; /* false for a document without words */
    uint32_t group;
    uint64_t document; /* numbers from 1 */
    uint64_t sentence;

    const char *name; /* of what is counted, as a table calls it: concept, form, lemma */
    struct word_list words;
    struct metadata metadata;
    struct tokens_reader reader;

    /* How it works. */
    const struct features_settings *settings;
    struct frequencies *frequencies;
    bool spans_wanted;
    const char *column;
    int column_index, form_index;
    size_t comment;
    bool within_comments;
    struct spans spans;
    uint32_t *places; /* by span */
    size_t place_capacity, item_capacity, row_capacity;
    struct buffer group_name, pattern, column_name, feature_name;
    struct map names;            /* of spans, as they stand in the stream */
    uint32_t *feature_of;        /* by name */
    struct feature_name *recent; /* at the places that their bytes say; FEATURES_RECENT of them */
    size_t feature_of_capacity;
    struct slice *fields;    /* of the words of the sentence */
    uint32_t *words_here;    /* their numbers */
    uint32_t *word_features; /* by word: 1 + its feature, 0 where that is not known */
    size_t field_capacity, word_here_capacity, word_feature_capacity;
};

/* Reads from `input`, of which no file is open yet. */
void features_open(struct features *features, const struct features_settings *settings,
                   struct frequencies *frequencies, struct input *input);

/* The next sentence, or document without words; false at the end. */
bool features_next(struct features *features);

/* Reports keys of groups that nothing had a value for; returns their names, which are the caller's
 * to free(). */
struct slice *features_keys(const struct features *features);

#endif
