
#include "strategy/limit.h"

#include <stdlib.h>

#include "base/number.h"
#include "strategy/strategy.h"
#include "strategy/fields.h"
#include "strategy/build.h"

struct limit_parser {
    struct strategy *strategy;
    uint32_t line;
    struct slice text;
    size_t at;
    unsigned nested;
};

/* Limits that are a subject heading which the record has. */
static const struct {
    const char *name, *heading;
} heading_limits[] = {
    {"human", "Humans"},    {"humans", "Humans"}, {"animal", "Animals"},
    {"animals", "Animals"}, {"male", "Male"},     {"female", "Female"},
};

/* Limits that are a type of publication. */
static const struct {
    const char *name, *type;
} type_limits[] = {
    {"journal article", "journal article"},
    {"letter", "letter"},
    {"editorial", "editorial"},
    {"comment", "comment"},
    {"news", "news"},
    {"review", "review"},
    {"reviews", "review"},
    {"review articles", "review"},
    {"systematic review", "systematic review"},
    {"systematic reviews", "systematic review"},
    {"meta analysis", "meta analysis"},
    {"meta-analysis", "meta analysis"},
    {"case reports", "case reports"},
    {"clinical trial", "clinical trial"},
    {"clinical trial, all", "clinical trial"},
    {"controlled clinical trial", "controlled clinical trial"},
    {"randomized controlled trial", "randomized controlled trial"},
    {"comparative study", "comparative study"},
    {"evaluation study", "evaluation study"},
    {"evaluation studies", "evaluation study"},
    {"multicenter study", "multicenter study"},
    {"observational study", "observational study"},
    {"practice guideline", "practice guideline"},
    {"guideline", "guideline"},
    {"book", "book"},
    {"book chapter", "book chapter"},
    {"conference abstract", "conference abstract"},
    {"conference paper", "conference paper"},
    {"dissertation", "dissertation"},
    {"article", "article"},
};

static char at(const struct limit_parser *parser, size_t place)
{
    return place < parser->text.size ? parser->text.data[place] : '\0';
}

static void skip_blanks(struct limit_parser *parser)
{
    while (at(parser, parser->at) == ' ')
        parser->at++;
}

static uint32_t refuse(struct limit_parser *parser, size_t place, const char *what)
{
    strategy_find(parser->strategy, STRATEGY_ERROR, parser->line, (uint32_t)place, "%s", what);
    return STRATEGY_NONE;
}

static uint32_t add(struct limit_parser *parser, enum strategy_kind kind, size_t from, size_t to,
                    struct slice text)
{
    uint32_t node = strategy_add_node(parser->strategy, kind, (uint32_t)from, (uint32_t)to);
    parser->strategy->nodes[node].text = text;
    parser->strategy->nodes[node].limiting = true;
    return node;
}

/* Digits at the place, which moves behind them; 0 where there are none. */
static uint32_t read_year(struct slice text, size_t *place)
{
    uint64_t year = 0;
    while (*place < text.size && !slice_is_digit(text.data[*place]) && text.data[*place] != '-')
        ++*place;
    size_t from = *place;
    while (*place < text.size && slice_is_digit(text.data[*place]))
        ++*place;
    if (*place - from != 4 || !number_read_u64(slice_make(text.data + from, 4), &year))
        return 0;
    return (uint32_t)year;
}

/* `yr="2010 -Current"`, `yr=2010-2015`, `yr=2010`. */
static uint32_t add_years(struct limit_parser *parser, size_t from, size_t to, struct slice value)
{
    size_t place = 0;
    uint32_t first = read_year(value, &place), last = first;
    while (place < value.size && value.data[place] == ' ')
        place++;
    if (place < value.size && value.data[place] == '-') {
        place++;
        last = read_year(value, &place);
        last = last ? last : UINT32_MAX;
    }
    if (first == 0 && (last == 0 || last == UINT32_MAX))
        return refuse(parser, from, "expected years, as in yr=\"2010 -Current\"");
    if (first > last)
        return refuse(parser, from, "the first year is later than the last");
    uint32_t node = add(parser, STRATEGY_YEARS, from, to, value);
    parser->strategy->nodes[node].number = first;
    parser->strategy->nodes[node].last = last;
    return node;
}

static bool is_named(struct slice text, const char *name)
{
    return strategy_word_is(text, name);
}

/* One condition, its quotation marks taken off. */
static uint32_t add_condition(struct limit_parser *parser, size_t from, size_t to)
{
    struct slice text = slice_trim(slice_make(parser->text.data + from, to - from));
    if (text.size > 1 && text.data[0] == '"' && text.data[text.size - 1] == '"')
        text = slice_trim(slice_make(text.data + 1, text.size - 2));
    if (text.size == 0)
        return refuse(parser, from, "expected a limit");
    struct slice value = text, name = slice_trim(slice_cut(&value, '='));
    if (value.data && (is_named(name, "yr") || is_named(name, "dp")))
        return add_years(parser, from, to, value);
    struct slice language = name;
    if (value.data && (is_named(name, "lg") || is_named(name, "la")))
        language = slice_trim(value);
    else if (language.size > 9 && is_named(slice_from(language, language.size - 9), " language"))
        language.size -= 9;
    language = strategy_language(language);
    if (language.data && (!value.data || name.size == 2)) {
        uint32_t node = add(parser, STRATEGY_WORDS, from, to, language);
        parser->strategy->nodes[node].fields = strategy_field_bit("lg");
        return node;
    }
    if (is_named(text, "abstracts") || is_named(text, "abstract"))
        return add(parser, STRATEGY_ABSTRACT, from, to, text);
    for (size_t i = 0; i < sizeof heading_limits / sizeof *heading_limits; i++)
        if (is_named(text, heading_limits[i].name))
            return add(parser, STRATEGY_HEADING, from, to, slice_of(heading_limits[i].heading));
    for (size_t i = 0; i < sizeof type_limits / sizeof *type_limits; i++)
        if (is_named(text, type_limits[i].name)) {
            uint32_t node = add(parser, STRATEGY_WORDS, from, to, slice_of(type_limits[i].type));
            parser->strategy->nodes[node].fields = strategy_field_bit("pt");
            return node;
        }
    strategy_find(parser->strategy, STRATEGY_WARNING, parser->line, (uint32_t)from,
                  "no column of the records answers the limit '%.*s': --unknown says what happens",
                  SLICE(text));
    return add(parser, STRATEGY_UNKNOWN, from, to, text);
}

/* Whether `and` or `or` stands at the place as a word of its own: its length. */
static size_t joint_at(const struct limit_parser *parser, size_t place, enum strategy_kind *kind)
{
    if (place == 0 || (at(parser, place - 1) != ' ' && at(parser, place - 1) != ')'))
        return 0;
    for (size_t size = 2; size <= 3 && place + size < parser->text.size; size++) {
        struct slice word = slice_make(parser->text.data + place, size);
        char behind = at(parser, place + size);
        if ((behind == ' ' || behind == '(') && is_named(word, size == 2 ? "or" : "and")) {
            *kind = size == 2 ? STRATEGY_OR : STRATEGY_AND;
            return size;
        }
    }
    return 0;
}

static uint32_t parse_conditions(struct limit_parser *parser);

/* A group in parentheses, or a condition up to the next joint or closing parenthesis. */
static uint32_t parse_condition(struct limit_parser *parser)
{
    skip_blanks(parser);
    size_t from = parser->at;
    enum strategy_kind kind;
    if (at(parser, from) == '(') {
        if (++parser->nested > STRATEGY_MOST_NESTED)
            return refuse(parser, from, "more than 100 parentheses within each other");
        parser->at++;
        uint32_t inner = parse_conditions(parser);
        if (inner == STRATEGY_NONE)
            return inner;
        if (at(parser, parser->at) != ')')
            return refuse(parser, from, "this parenthesis is never closed, expected ')'");
        parser->at++;
        parser->nested--;
        skip_blanks(parser);
        return inner;
    }
    bool quoted = false;
    unsigned open = 0;
    for (;; parser->at++) {
        char c = at(parser, parser->at);
        if (c == '\0' ||
            (!quoted && ((c == ')' && open == 0) || joint_at(parser, parser->at, &kind))))
            break;
        quoted ^= c == '"';
        open += !quoted && c == '(';
        open -= !quoted && c == ')';
    }
    if (quoted)
        return refuse(parser, from, "a quotation mark in this limit is never closed");
    return add_condition(parser, from, parser->at);
}

/* Conditions joined by and, which binds before or. */
static uint32_t parse_conditions(struct limit_parser *parser)
{
    struct strategy *strategy = parser->strategy;
    uint32_t any = STRATEGY_NONE, last_any = STRATEGY_NONE;
    for (;;) {
        enum strategy_kind kind = STRATEGY_AND;
        size_t size = 0;
        uint32_t all = STRATEGY_NONE, last = STRATEGY_NONE;
        do {
            parser->at += size;
            uint32_t condition = parse_condition(parser);
            if (condition == STRATEGY_NONE)
                return STRATEGY_NONE;
            if (all == STRATEGY_NONE) {
                all = strategy_add_node(strategy, STRATEGY_AND, strategy->nodes[condition].from,
                                        strategy->nodes[condition].to);
                strategy->nodes[all].first = condition;
            } else
                strategy->nodes[last].next = condition;
            last = condition;
            size = joint_at(parser, parser->at, &kind);
        } while (size > 0 && kind == STRATEGY_AND);
        strategy->nodes[all].to = strategy->nodes[last].to;
        if (any == STRATEGY_NONE) {
            any = strategy_add_node(strategy, STRATEGY_OR, strategy->nodes[all].from, 0);
            strategy->nodes[any].first = all;
        } else
            strategy->nodes[last_any].next = all;
        last_any = all;
        strategy->nodes[any].to = strategy->nodes[all].to;
        if (size == 0)
            return any;
        parser->at += size;
    }
}

uint32_t strategy_parse_limit(struct strategy *strategy, uint32_t line, uint32_t from)
{
    struct limit_parser parser = {strategy, line, strategy->lines[line].text, from, 0};
    uint32_t root = parse_conditions(&parser);
    if (root == STRATEGY_NONE)
        return root;
    skip_blanks(&parser);
    if (at(&parser, parser.at) == ')')
        return refuse(&parser, parser.at, "no parenthesis is open here");
    if (parser.at < parser.text.size)
        return refuse(&parser, parser.at, "expected and, or, or the end of the limit");
    return root;
}
