/* agree - measure how far raters agree */
#include <math.h>
#include <stdlib.h>

#include "base/filter.h"
#include "base/number.h"
#include "agree/statistics.h"
#include "agree/coded_units.h"
#include "stream/documents.h"
#include "agree/ratings.h"
#include "stream/table.h"
#include "text/normal.h"
#include "agree/among.h"

enum level { LEVEL_AUTO, LEVEL_NOMINAL, LEVEL_ORDINAL, LEVEL_INTERVAL, LEVEL_RATIO };

struct settings {
    struct common common;
    struct ratings_wish wish;
    bool hits;
    const char *units;
    const char *order, *positive;
    int level;
    const char *statistics;
    bool pairs;
    double at_least;
    bool exit_status;
    const char *disagreements;
    struct table_options table;
};

#define WISH(member) (offsetof(struct settings, wish) + offsetof(struct ratings_wish, member))

/* clang-format off */
static const struct option options[] = {
    {0, "raters", OPTION_TEXT, WISH(raters), "NAMES",
     "columns with ratings (default: decision_*, else all but unit and title)"},
    {0, "value", OPTION_TEXT, WISH(value), "COLUMN",
     "column with the ratings; without --rater each file is a rater"},
    {0, "rater", OPTION_TEXT, WISH(rater), "COLUMN", "column with the raters' names"},
    {0, "unit", OPTION_TEXT, WISH(unit), "COLUMN",
     "column that names the units (default: doc, id or unit)"},
    {0, "title", OPTION_TEXT, WISH(title), "COLUMN",
     "column with the units' titles (default: title)"},
    {'g', "group", OPTION_TEXT, WISH(group), "COLUMN", "figures for each value of this column"},
    {0, "times", OPTION_TEXT, WISH(times), "COLUMN",
     "column that says for how many units a row stands"},
    {0, "hits", OPTION_FLAG, offsetof(struct settings, hits), NULL,
     "read hits (doc, start, end, concept) and compare them in units of text"},
    {0, "units", OPTION_TEXT, offsetof(struct settings, units), "FILE",
     "with --hits: the table of all units (doc, start, end)"},
    {0, "missing", OPTION_TEXT, WISH(missing), "VALUES",
     "values that are no rating, separated by commas"},
    {'i', "fold-case", OPTION_FLAG, WISH(fold), NULL, "values that differ in case only are one"},
    {0, "order", OPTION_TEXT, offsetof(struct settings, order), "VALUES",
     "all values from lowest to highest, separated by commas"},
    {0, "scale", OPTION_CHOICE, offsetof(struct settings, level),
     "auto|nominal|ordinal|interval|ratio", "what the values are; auto: ordinal with --order"},
    {0, "positive", OPTION_TEXT, offsetof(struct settings, positive), "VALUE",
     "of two values the one that is looked for"},
    {0, "pairs", OPTION_FLAG, offsetof(struct settings, pairs), NULL,
     "more than two raters: figures for each two of them too"},
    {0, "statistic", OPTION_TEXT, offsetof(struct settings, statistics), "NAMES",
     "only these figures, separated by commas"},
    {0, "min", OPTION_NUMBER, offsetof(struct settings, at_least), "X",
     "report kappa (or --statistic) where it is below X"},
    {'e', "exit-status", OPTION_FLAG, offsetof(struct settings, exit_status), NULL,
     "with --min: end with status 1 where a figure is below"},
    {0, "disagreements", OPTION_TEXT, offsetof(struct settings, disagreements), "FILE",
     "write the units that raters disagree on to FILE"},
    OPTION_TABLE(offsetof(struct settings, table)),
    OPTION_END,
};
/* clang-format on */

static const struct filter filter = {
    .name = "agree",
    .purpose = "measure how far raters agree",
    .options = options,
    .libraries = {text_utf8proc_version},
};

/* The ratings of one group, and what is written of them. */
struct scope {
    const struct settings *settings;
    const struct ratings *all;
    struct ratings_part part;
    struct agreement_request request;
    struct slice group;
    struct buffer raters; /* names of those compared now */
    struct table_writer table;
    bool below;
};

static void check_settings(const struct settings *settings)
{
    for (struct slice rest = slice_of(settings->statistics ? settings->statistics : "kappa");
         rest.data;) {
        struct slice name = slice_trim(slice_cut(&rest, ','));
        if (!documents_list_has(agreement_names, name))
            message_usage("no statistic '%.*s'; there are %s", SLICE(name), agreement_names);
    }
    if (settings->exit_status && isnan(settings->at_least))
        message_usage("-e expects --min X beside it");
    if (settings->units && !settings->hits)
        message_usage("--units expects --hits beside it");
    if (settings->hits && (settings->wish.value || settings->wish.raters || settings->order))
        message_usage("--hits takes no --value, --raters or --order");
    if (settings->wish.rater && !settings->wish.value && !settings->hits)
        message_usage("--rater expects --value beside it");
    if (settings->wish.times && settings->wish.value)
        message_usage("--times is for tables with a column for each rater");
}

/* What --min looks at where the user named no statistic. */
static bool is_looked_at(const struct scope *scope, const char *name)
{
    if (scope->settings->statistics)
        return true;
    if (scope->request.found_units)
        return strcmp(name, "positive_agreement") == 0;
    bool two = scope->all->raters.count == 2;
    return strcmp(name, two ? "kappa" : agreement_alpha_name(scope->request.level)) == 0;
}

static void hold_against(struct scope *scope, const char *name, struct agreement_figure figure)
{
    double least = scope->settings->at_least;
    if (isnan(least) || !is_looked_at(scope, name) || figure.value >= least)
        return;
    scope->below = true;
    if (figure.undefined)
        return;
    char value[64], limit[64];
    size_t size = number_write_fixed(value, sizeof value, figure.value, 4);
    size_t limit_size = number_write_fixed(limit, sizeof limit, least, 4);
    message_note(NULL, "%s of %.*s is %.*s%s%.*s, below %.*s", name, SLICE(scope->raters),
                 (int)size, value, scope->group.size > 0 ? " in " : "", SLICE(scope->group),
                 (int)limit_size, limit);
}

static const char *group_name(const struct settings *settings)
{
    return settings->hits ? "concept" : settings->wish.group;
}

static void write_number(struct table_writer *table, double number, int decimals)
{
    if (isnan(number))
        table_cell_string(table, "");
    else
        table_cell_fixed(table, number, decimals);
}

static void write_header(struct scope *scope)
{
    static const char *const columns[] = {"raters",  "statistic", "category", "value", "se",
                                          "se_null", "low",       "high",     "p",     "units"};
    if (group_name(scope->settings))
        table_cell_string(&scope->table, group_name(scope->settings));
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        table_cell_string(&scope->table, columns[i]);
    table_end_row(&scope->table);
}

static struct slice category_name(const struct scope *scope, size_t category)
{
    return map_key(&scope->all->values, scope->part.scale[category]);
}

static void write_figure(struct scope *scope, const struct agreement_named *named)
{
    struct table_writer *table = &scope->table;
    const struct agreement_figure *figure = &named->figure;
    const char *chosen = scope->settings->statistics;
    if (chosen && !documents_list_has(chosen, slice_of(named->name)))
        return;
    if (figure->undefined)
        message_note(NULL, "%s of %.*s%s%.*s is undefined: %s", named->name, SLICE(scope->raters),
                     scope->group.size > 0 ? " in " : "", SLICE(scope->group), figure->undefined);
    hold_against(scope, named->name, *figure);
    if (group_name(scope->settings))
        table_cell(table, scope->group);
    table_cell(table, buffer_slice(&scope->raters));
    table_cell_string(table, named->name);
    table_cell(table, named->category == AGREEMENT_NONE ? slice_of("")
                                                        : category_name(scope, named->category));
    write_number(table, figure->value, named->is_count ? 0 : 4);
    write_number(table, figure->se, 4);
    write_number(table, figure->se_null, 4);
    write_number(table, figure->low, 4);
    write_number(table, figure->high, 4);
    write_number(table, figure->p, 6);
    table_cell_u64(table, figure->units);
    table_end_row(table);
}

/* Of two categories that which is looked for: named, or a word that says so, else the higher. */
static size_t find_positive(const struct scope *scope)
{
    static const char words[] = "1,yes,y,true,include,included,relevant,positive";
    bool known[2];
    for (size_t i = 0; i < 2; i++) {
        struct slice name = category_name(scope, i);
        struct buffer folded = {0};
        text_fold(name, LETTER_FOLD, false, &folded);
        known[i] = documents_list_has(words, buffer_slice(&folded));
        buffer_free(&folded);
        if (scope->settings->positive && slice_is(name, scope->settings->positive))
            return i;
    }
    if (scope->settings->positive)
        message_fatal(NULL, "nobody has said '%s', the value of --positive",
                      scope->settings->positive);
    return known[0] && !known[1] ? 0 : 1;
}

static void name_rater(struct scope *scope, size_t rater)
{
    buffer_append_string(&scope->raters, scope->raters.size > 0 ? "," : "");
    buffer_append_slice(&scope->raters, map_key(&scope->all->raters, (uint32_t)rater));
}

static void write_found(void *context, const struct agreement_named *named)
{
    struct scope *scope = context;
    buffer_clear(&scope->raters);
    for (size_t i = 0; i < scope->all->raters.count; i++)
        if (named->first == AGREEMENT_NONE || i == named->first || i == named->second)
            name_rater(scope, i);
    write_figure(scope, named);
}

static void say_units(const struct scope *scope)
{
    uint64_t all = 0, complete = 0, alone = 0;
    size_t raters = scope->all->raters.count;
    for (size_t i = 0; i < scope->part.units; i++) {
        size_t count = 0;
        for (size_t j = 0; j < raters; j++)
            count += scope->part.rows[i * raters + j] != AGREEMENT_MISSING;
        all += scope->part.times[i];
        complete += count == raters ? scope->part.times[i] : 0;
        alone += count < 2 ? scope->part.times[i] : 0;
    }
    message_note(
        NULL, "%llu units%s%.*s, %llu with a rating by each of %zu raters, %llu with one or none",
        U64(all), scope->group.size > 0 ? " in " : "", SLICE(scope->group), U64(complete), raters,
        U64(alone));
}

static void compare_units(struct scope *scope, size_t from, size_t count)
{
    const struct settings *settings = scope->settings;
    struct ratings_part *part = &scope->part;
    *part = ratings_part(scope->all, from, count, settings->order || settings->hits);
    struct agreement_ratings ratings = {count, scope->all->raters.count, part->values, part->rows,
                                        part->times};
    scope->request.numbers = part->numbers;
    scope->request.positive = part->values == 2 ? find_positive(scope) : 0;
    if (settings->common.verbose)
        say_units(scope);
    agreement_figures(&ratings, &scope->request, write_found, scope);
    ratings_part_free(part);
}

static void compare_groups(struct scope *scope)
{
    const struct ratings *all = scope->all;
    size_t units = all->keys.count;
    for (size_t i = 0, count; i < units; i += count) {
        count = ratings_group_size(all, i);
        scope->group = map_key(&all->groups, all->units[all->order[i]].group);
        compare_units(scope, i, count);
    }
    /* Decisions on all concepts in one; and where there is no unit, that this is so. */
    scope->group = slice_of("");
    if (units == 0 || (scope->settings->hits && all->groups.count > 1))
        compare_units(scope, 0, units);
}

static void write_disagreements(const struct settings *settings, const struct ratings *ratings)
{
    struct table_writer table = table_begin(output_open(settings->disagreements), &settings->table);
    ratings_write_disagreements(ratings, &table, group_name(settings),
                                settings->wish.unit ? settings->wish.unit : "unit",
                                settings->hits ? "text" : "title");
    output_close(table.output);
}

static enum agreement_level find_level(const struct settings *settings,
                                       const struct ratings *ratings)
{
    if (settings->level == LEVEL_AUTO)
        return settings->order ? AGREEMENT_ORDINAL : AGREEMENT_NOMINAL;
    enum agreement_level level = (enum agreement_level)(settings->level - LEVEL_NOMINAL);
    bool numeric = level == AGREEMENT_INTERVAL || level == AGREEMENT_RATIO;
    for (uint32_t i = 0; numeric && i < ratings->values.count; i++) {
        double number = 0;
        struct slice value = map_key(&ratings->values, i);
        if (!number_read_double(value, &number) || (level == AGREEMENT_RATIO && number < 0))
            message_fatal(NULL, "--scale %s expects numbers%s, not '%.*s'",
                          level == AGREEMENT_RATIO ? "ratio" : "interval",
                          level == AGREEMENT_RATIO ? " from 0" : "", SLICE(value));
    }
    return level;
}

/* Returns whether a figure is below what was asked for. */
static bool agree(const struct settings *settings, struct input *input, char *const *paths,
                  size_t files, struct output *output)
{
    struct ratings ratings = {0};
    bool any = settings->hits
                   ? coded_units_read(&ratings, input, paths, files, settings->wish.rater,
                                      settings->units, settings->disagreements)
                   : ratings_read(&ratings, input, paths, files, &settings->wish);
    if (!any)
        message_exit(STATUS_TROUBLE);
    ratings_order(&ratings, settings->hits ? "no,yes" : settings->order, settings->wish.fold);
    struct scope scope = {
        .settings = settings,
        .all = &ratings,
        .request = {.level = find_level(settings, &ratings),
                    .pairs = settings->pairs,
                    .found_units = settings->hits && !settings->units},
        .table = table_begin(output, &settings->table),
    };
    write_header(&scope);
    compare_groups(&scope);
    if (settings->disagreements)
        write_disagreements(settings, &ratings);
    buffer_free(&scope.raters);
    ratings_free(&ratings);
    return scope.below;
}

int main(int argc, char **argv)
{
    struct settings settings = {.at_least = NAN};
    struct streams streams = filter_open(&filter, argc, argv, &settings);
    check_settings(&settings);
    settings.wish.titles = settings.disagreements != NULL;
    bool below = agree(&settings, streams.input, streams.paths, streams.count, streams.output);
    input_close(streams.input);
    return message_end(below && settings.exit_status ? STATUS_NONE : STATUS_DONE);
}
