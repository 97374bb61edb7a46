/* cooccur - find which concepts or words meet, and how strongly */
#include "base/filter.h"
#include "base/memory.h"
#include "base/number.h"
#include "count/pairs.h"
#include "stream/table.h"
#include "stream/text_units.h"
#include "count/features.h"
#include "text/normal.h"
#include "count/pairs_merge.h"
#include "count/pairs_write.h"

struct settings {
    struct common common;
    struct features_settings features;
    const char *within;
    uint64_t min;
    bool matrix;
    const char *graph;
    bool merge;
    struct table_options table;
};

/* clang-format off */
static const struct option options[] = {
    {0, "within", OPTION_TEXT, offsetof(struct settings, within), "UNIT",
     "features meet in a sentence (default), turn, paragraph, document or N tokens"},
    {0, "column", OPTION_TEXT, offsetof(struct settings, features.of), "NAME",
     "pair the words of this column, FORM or LEMMA, instead of concepts"},
    OPTION_FEATURES_GROUPS(offsetof(struct settings, features)),
    OPTION_FEATURES_CONCEPTS(offsetof(struct settings, features)),
    OPTION_FEATURES_WORDS(offsetof(struct settings, features)),
    {0, "min", OPTION_COUNT, offsetof(struct settings, min), "N",
     "leave out features that fewer than N units of the group have"},
    {0, "matrix", OPTION_FLAG, offsetof(struct settings, matrix), NULL,
     "write a square table of how often each two meet"},
    {0, "graph", OPTION_TEXT, offsetof(struct settings, graph), "FILE",
     "write the network as GraphML too, for Gephi and igraph"},
    {0, "merge", OPTION_FLAG, offsetof(struct settings, merge), NULL,
     "read tables of parts of a corpus and write the table of the whole"},
    OPTION_TABLE(offsetof(struct settings, table)),
    OPTION_END,
};
/* clang-format on */

static const struct filter filter = {
    .name = "cooccur",
    .purpose = "find which concepts or words meet, and how strongly",
    .options = options,
    .libraries = {text_utf8proc_version},
    .conflicts = {{"merge",
                   "group,meta,level,concept-column,fold-case,words,stopwords,language,columns,"
                   "within,column",
                   "the parts are added up as they were counted"},
                  {"group", "matrix,graph", "a square and a network have no groups"}},
};

/* What is to be written, and what it is called. */
struct result {
    struct pairs pairs;
    struct pairs_head head;
    const char *feature; /* concept, form */
};

/* What --within asks for: a kind of unit, or the size of a window, which is otherwise 0. */
static uint64_t choose_unit(const char *within, enum text_unit *unit)
{
    int index = options_index(TEXT_UNITS, slice_of(within));
    uint64_t window;
    if (index >= 0) {
        *unit = (enum text_unit)index;
        return 0;
    }
    if (!number_read_u64(slice_of(within), &window) || *within == '0' || window < 2 ||
        window > 1000000)
        message_usage("--within expects sentence, turn, paragraph, document or a number of tokens "
                      "from 2 to 1000000, not '%s'",
                      within);
    return window;
}

static void count_pairs(const struct settings *settings, struct input *input, struct result *result)
{
    struct features features;
    struct text_units units = {.unit = UNIT_SENTENCE};
    struct pairs *pairs = &result->pairs;
    uint64_t window = choose_unit(settings->within, &units.unit), number = 0;
    features_open(&features, &settings->features, &pairs->frequencies, input);
    while (features_next(&features)) {
        bool is_text = features.has_sentence || units.unit == UNIT_DOCUMENT;
        if (units.unit == UNIT_DOCUMENT)
            number = features.document;
        else if (!features.within_comments)
            number += text_units_begins(&units, &features.reader);
        if (window > 0) {
            pairs_window(pairs, &features, window);
        } else if (is_text) {
            pairs_unit(pairs, features.group, number);
            for (size_t i = 0; i < features.count; i++)
                pairs_add(pairs, features.group, features.items[i].feature);
        } else {
            pairs_units(pairs, features.group);
        }
    }
    pairs_end(pairs, window);
    text_units_free(&units);
    result->head = (struct pairs_head){.keys = features_keys(&features),
                                       .key_count = features.metadata.key_count,
                                       .within = memory_string(slice_of(settings->within))};
    result->feature = features.name;
    message_detail(NULL, "%llu documents, %llu sentences, %zu pairs", U64(features.document),
                   U64(features.sentence), pairs->met.count);
}

static void write_result(const struct settings *settings, struct result *result,
                         struct output *output)
{
    struct table_writer table = table_begin(output, &settings->table);
    if ((settings->matrix || settings->graph) && result->head.key_count > 0)
        message_fatal(NULL, "--matrix and --graph need tables without groups");
    pairs_sort(&result->pairs, settings->min);
    if (settings->graph)
        pairs_write_graph(&result->pairs, output_open(settings->graph));
    if (settings->matrix)
        pairs_write_matrix(&result->pairs, result->feature, &table);
    else
        pairs_write_rows(&result->pairs, &result->head, &table);
}

static void check_options(const struct settings *settings)
{
    enum text_unit unit;
    choose_unit(settings->within, &unit);
    if (settings->graph && strcmp(settings->graph, "-") == 0)
        message_usage("--graph expects the name of a file: standard output is for the table");
}

int main(int argc, char **argv)
{
    struct settings settings = {.within = "sentence",
                                .features = {.of = "concept", .concept_column = "COSPAN:CONCEPT"}};
    struct result result = {.feature = "thing"};
    struct streams streams = filter_open(&filter, argc, argv, &settings);
    check_options(&settings);
    if (settings.merge)
        pairs_merge(&result.pairs, streams.input, &result.head);
    else
        count_pairs(&settings, streams.input, &result);
    write_result(&settings, &result, streams.output);
    return message_end(STATUS_DONE);
}
