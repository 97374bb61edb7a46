
#include "strategy/parse.h"

#include <stdlib.h>

#include "base/number.h"
#include "strategy/strategy.h"
#include "strategy/fields.h"
#include "strategy/lexer.h"
#include "strategy/build.h"
#include "strategy/limit.h"

struct parser {
    struct strategy *strategy;
    uint32_t line;
    struct slice text;
    size_t at;
    unsigned nested;
    bool failed;
};

/* What a level of parentheses holds before it is put together by precedence. */
struct level {
    uint32_t *operands;
    int *operators;
    size_t count, operand_capacity, operator_capacity;
};

static uint32_t parse_level(struct parser *parser);

static struct strategy_node *node_of(const struct parser *parser, uint32_t node)
{
    return &parser->strategy->nodes[node];
}

static uint32_t fail(struct parser *parser, size_t at, const char *what)
{
    if (!parser->failed)
        strategy_find(parser->strategy, STRATEGY_ERROR, parser->line, (uint32_t)at, "%s", what);
    parser->failed = true;
    return STRATEGY_NONE;
}

/* Gives the fields to what has none of its own. */
static void set_fields(struct parser *parser, uint32_t node, uint64_t fields)
{
    struct strategy_node *item = node_of(parser, node);
    if (item->kind == STRATEGY_WORDS && item->fields == 0) {
        item->fields = fields;
        item->digits = false;
    }
    for (uint32_t child = item->first; child != STRATEGY_NONE; child = node_of(parser, child)->next)
        set_fields(parser, child, fields);
}

static uint32_t add_parent(struct parser *parser, enum strategy_kind kind, const uint32_t *children,
                           size_t count)
{
    uint32_t from = node_of(parser, children[0])->from;
    uint32_t to = node_of(parser, children[count - 1])->to;
    uint32_t parent = strategy_add_node(parser->strategy, kind, from, to);
    node_of(parser, parent)->first = children[0];
    for (size_t i = 0; i + 1 < count; i++)
        node_of(parser, children[i])->next = children[i + 1];
    return parent;
}

static uint32_t add_set(struct parser *parser, uint64_t number, size_t from, size_t to)
{
    uint32_t set = strategy_add_node(parser->strategy, STRATEGY_SET, (uint32_t)from, (uint32_t)to);
    node_of(parser, set)->number = number < STRATEGY_NONE ? (uint32_t)number : STRATEGY_NONE - 1;
    return set;
}

static bool read_set_number(struct parser *parser, uint64_t *number)
{
    parser->at = lexer_skip(parser->text, parser->at);
    if (lexer_at(parser->text, parser->at) == '#')
        parser->at++;
    struct slice digits = lexer_letters(parser->text, parser->at);
    if (!number_read_u64(digits, number)) {
        fail(parser, parser->at, "expected the number of a line");
        return false;
    }
    parser->at += digits.size;
    return true;
}

/* The lines of a range that there are before this one, which it says where some are missing. */
static void add_range(struct parser *parser, struct level *sets, uint64_t from, uint64_t to,
                      size_t begin)
{
    const struct strategy *strategy = parser->strategy;
    if (from > to) {
        fail(parser, begin, "a range from a higher to a lower number");
        return;
    }
    uint64_t found = 0, last = 0;
    for (uint32_t i = 0; i < parser->line; i++) {
        uint64_t number = strategy->lines[i].number;
        if (number < from || number > to)
            continue;
        sets->operands = memory_grow(sets->operands, &sets->operand_capacity, sets->count + 1,
                                     sizeof *sets->operands);
        sets->operands[sets->count++] = add_set(parser, number, begin, parser->at);
        found++;
        last = number;
    }
    if (found == 0)
        fail(parser, begin, "no line of this range stands before");
    else if (found != to - from + 1)
        strategy_find(parser->strategy, STRATEGY_WARNING, parser->line, (uint32_t)begin,
                      "the range %llu-%llu has %llu lines before this one, up to %llu", U64(from),
                      U64(to), U64(found), U64(last));
}

/* `or/1-4,6`, whose operator ends at parser->at. */
static uint32_t parse_combination(struct parser *parser, enum strategy_kind kind, size_t begin)
{
    struct level sets = {0};
    parser->at++;
    for (;;) {
        uint64_t from, to;
        parser->at = lexer_skip(parser->text, parser->at);
        size_t first = parser->at;
        if (!read_set_number(parser, &from))
            break;
        to = from;
        size_t dash = lexer_skip(parser->text, parser->at);
        if (lexer_at(parser->text, dash) == '-') {
            parser->at = dash + 1;
            if (!read_set_number(parser, &to))
                break;
            add_range(parser, &sets, from, to, first);
        } else {
            sets.operands = memory_grow(sets.operands, &sets.operand_capacity, sets.count + 1,
                                        sizeof *sets.operands);
            sets.operands[sets.count++] = add_set(parser, from, first, parser->at);
        }
        size_t comma = lexer_skip(parser->text, parser->at);
        if (parser->failed || lexer_at(parser->text, comma) != ',')
            break;
        parser->at = comma + 1;
    }
    uint32_t result = STRATEGY_NONE;
    if (!parser->failed) {
        result = add_parent(parser, kind, sets.operands, sets.count);
        node_of(parser, result)->from = (uint32_t)begin;
        node_of(parser, result)->grouped = true;
    }
    free(sets.operands);
    return result;
}

/* `/di, bl` behind a heading; parser->at is behind the slash. */
static void read_qualifiers(struct parser *parser, uint32_t heading)
{
    for (size_t place = parser->at;;) {
        struct slice word = lexer_letters(parser->text, place);
        int qualifier = strategy_find_qualifier(word);
        if (word.size == 0 || qualifier == STRATEGY_NO_FIELD ||
            !lexer_ends_word(parser->text, place + word.size)) {
            if (place == parser->at && word.size == 2 && !lexer_operator(parser->text, place).kind)
                fail(parser, place, "no qualifier of headings has this code");
            return;
        }
        node_of(parser, heading)->qualifiers[qualifier / 64] |= (uint64_t)1 << qualifier % 64;
        parser->at = place + word.size;
        node_of(parser, heading)->to = (uint32_t)parser->at;
        place = lexer_skip(parser->text, parser->at);
        if (lexer_at(parser->text, place) != ',')
            return;
        place = lexer_skip(parser->text, place + 1);
    }
}

/* A heading at the place, or STRATEGY_NONE with the parser where it was. */
static uint32_t parse_heading(struct parser *parser)
{
    size_t begin = parser->at, place = begin;
    bool explode = false, focus = false;
    for (int i = 0; i < 3; i++) {
        struct slice word = lexer_letters(parser->text, place);
        if (!explode && strategy_word_is(word, "exp") && lexer_at(parser->text, place + 3) == ' ' &&
            lexer_operator(parser->text, lexer_skip(parser->text, place + 3)).kind == LEXER_NONE) {
            explode = true;
            place = lexer_skip(parser->text, place + 3);
        } else if (!focus && lexer_at(parser->text, place) == '*') {
            focus = true;
            place = lexer_skip(parser->text, place + 1);
        }
    }
    size_t text = place, end = SIZE_MAX, behind = SIZE_MAX;
    if (lexer_at(parser->text, place) == '"') {
        const char *quote = memchr(parser->text.data + place + 1, '"',
                                   parser->text.size - place - 1);
        text = place + 1;
        end = quote ? (size_t)(quote - parser->text.data) : SIZE_MAX;
        behind = quote ? lexer_skip(parser->text, end + 1) : SIZE_MAX;
        if (behind != SIZE_MAX && (lexer_at(parser->text, behind) != '/' ||
                                   lexer_letters(parser->text, behind + 1).size == 4))
            end = SIZE_MAX;
    } else
        end = behind = lexer_heading_end(parser->text, place);
    if (end == SIZE_MAX) {
        if (explode)
            fail(parser, place, "expected a heading and '/' behind exp");
        return STRATEGY_NONE;
    }
    uint32_t heading = strategy_add_node(parser->strategy, STRATEGY_HEADING, (uint32_t)begin,
                                         (uint32_t)behind + 1);
    struct strategy_node *item = node_of(parser, heading);
    item->text = slice_trim(slice_make(parser->text.data + text, end - text));
    item->explode = explode;
    item->focus = focus;
    if (item->text.size == 0)
        return fail(parser, text, "expected a heading before '/'");
    parser->at = behind + 1;
    read_qualifiers(parser, heading);
    return heading;
}

static uint32_t parse_quoted(struct parser *parser)
{
    size_t begin = parser->at;
    const char *quote = memchr(parser->text.data + begin + 1, '"', parser->text.size - begin - 1);
    if (!quote)
        return fail(parser, begin, "this quotation mark is never closed");
    size_t end = (size_t)(quote - parser->text.data), word = begin + 1;
    while (word < end && !strategy_is_wordy(parser->text.data[word]))
        word++;
    if (word == end)
        return fail(parser, begin, "expected a word with a letter or digit in quotation marks");
    uint32_t words = strategy_add_node(parser->strategy, STRATEGY_WORDS, (uint32_t)begin,
                                       (uint32_t)end + 1);
    node_of(parser, words)->text = slice_make(parser->text.data + begin + 1, end - begin - 1);
    node_of(parser, words)->quoted = true;
    parser->at = end + 1;
    return words;
}

/* Words up to an operator, a parenthesis, a quotation mark or a field. */
static uint32_t parse_words(struct parser *parser)
{
    size_t begin = parser->at, end = begin, place = begin;
    bool any = false, digits = true, sharp = lexer_at(parser->text, begin) == '#';
    for (; place < parser->text.size; place++) {
        char c = lexer_at(parser->text, place);
        size_t field_end, unknown;
        if (strchr("()\"[", c) || lexer_fields(parser->text, place, &field_end, &unknown))
            break;
        if (c == '/' && strategy_word_is(lexer_letters(parser->text, place + 1), "freq"))
            break;
        bool wordy = strategy_is_wordy(c);
        if (wordy && (place == begin || lexer_begins_word(parser->text, place)) &&
            lexer_operator(parser->text, place).kind != LEXER_NONE)
            break;
        any |= wordy;
        digits &= slice_is_digit(c) || c == ' ' || (c == '#' && place == begin);
        if (c != ' ')
            end = place + 1;
    }
    struct slice text = slice_make(parser->text.data + begin, end - begin);
    if (!any)
        return fail(parser, begin,
                    text.size == 0 ? "expected a term" : "expected a word with a letter or digit");
    uint32_t words = strategy_add_node(parser->strategy, STRATEGY_WORDS, (uint32_t)begin,
                                       (uint32_t)end);
    node_of(parser, words)->text = sharp && digits ? slice_from(text, 1) : text;
    node_of(parser, words)->digits = digits && !memchr(text.data, ' ', text.size);
    parser->at = place;
    return words;
}

static uint32_t parse_group(struct parser *parser)
{
    size_t begin = parser->at;
    if (++parser->nested > STRATEGY_MOST_NESTED)
        return fail(parser, begin, "more than 100 parentheses within each other");
    parser->at++;
    uint32_t inner = parse_level(parser);
    if (parser->failed)
        return STRATEGY_NONE;
    parser->at = lexer_skip(parser->text, parser->at);
    if (lexer_at(parser->text, parser->at) != ')') {
        if (parser->at >= parser->text.size)
            return fail(parser, begin, "this parenthesis is never closed, expected ')'");
        return fail(parser, parser->at, "expected an operator or ')'");
    }
    parser->at++;
    parser->nested--;
    node_of(parser, inner)->grouped = true;
    node_of(parser, inner)->from = (uint32_t)begin;
    node_of(parser, inner)->to = (uint32_t)parser->at;
    return inner;
}

static uint32_t parse_operand(struct parser *parser)
{
    parser->at = lexer_skip(parser->text, parser->at);
    struct lexer_operator before = lexer_operator(parser->text, parser->at);
    if (before.kind == LEXER_OR || before.kind == LEXER_AND) {
        size_t slash = lexer_skip(parser->text, before.end);
        if (lexer_at(parser->text, slash) == '/') {
            size_t begin = parser->at;
            parser->at = slash;
            return parse_combination(parser, before.kind == LEXER_OR ? STRATEGY_OR : STRATEGY_AND,
                                     begin);
        }
    }
    if (before.kind != LEXER_NONE)
        return fail(parser, parser->at, "expected a term before this operator");
    char c = lexer_at(parser->text, parser->at);
    if (c == '\0')
        return fail(parser, parser->at, "expected a term, and the line ends");
    if (c == ')')
        return fail(parser, parser->at, "expected a term before ')'");
    if (c == '(')
        return parse_group(parser);
    uint32_t heading = parse_heading(parser);
    if (heading != STRATEGY_NONE || parser->failed)
        return heading;
    return c == '"' ? parse_quoted(parser) : parse_words(parser);
}

/* Adjacency joins words, phrases and groups of or. */
static bool check_adjacent(struct parser *parser, uint32_t node)
{
    const struct strategy_node *item = node_of(parser, node);
    const char *what = item->kind == STRATEGY_AND
                           ? "and stands within adj, which joins words and groups of or"
                       : item->kind == STRATEGY_BUT_NOT
                           ? "not stands within adj, which joins words and groups of or"
                       : item->kind == STRATEGY_HEADING
                           ? "a heading stands beside words, expected an operator"
                       : item->kind == STRATEGY_SET
                           ? "a set stands beside words, expected an operator"
                       : item->kind == STRATEGY_FREQUENCY ? "a frequency stands within adj"
                                                          : NULL;
    if (what) {
        fail(parser, item->from, what);
        return false;
    }
    for (uint32_t child = item->first; child != STRATEGY_NONE; child = node_of(parser, child)->next)
        if (!check_adjacent(parser, child))
            return false;
    return true;
}

/* Fields and frequency behind an operand or a chain of them. */
static uint32_t parse_suffix(struct parser *parser, uint32_t node)
{
    size_t place = lexer_skip(parser->text, parser->at), end, unknown;
    uint64_t fields = lexer_fields(parser->text, place, &end, &unknown);
    if (fields && unknown)
        return fail(parser, unknown, "no field has this code");
    if (fields) {
        if (node_of(parser, node)->kind == STRATEGY_HEADING)
            return fail(parser, place, "a heading has no field");
        set_fields(parser, node, fields);
        parser->at = end;
        node_of(parser, node)->to = (uint32_t)end;
        place = lexer_skip(parser->text, end);
    }
    if (lexer_at(parser->text, place) != '/' ||
        !strategy_word_is(lexer_letters(parser->text, place + 1), "freq"))
        return node;
    place = lexer_skip(parser->text, place + 5);
    if (lexer_at(parser->text, place) != '=')
        return fail(parser, place, "expected '=' and a number behind /freq");
    place = lexer_skip(parser->text, place + 1);
    if (lexer_at(parser->text, place) == '>')
        place++;
    uint64_t times;
    struct slice digits = lexer_letters(parser->text, place);
    if (!number_read_u64(digits, &times) || times == 0 || times > 1000000)
        return fail(parser, place, "expected how many times behind /freq=");
    if (!check_adjacent(parser, node))
        return STRATEGY_NONE;
    uint32_t frequency = add_parent(parser, STRATEGY_FREQUENCY, &node, 1);
    node_of(parser, frequency)->number = (uint32_t)times;
    parser->at = place + digits.size;
    node_of(parser, frequency)->to = (uint32_t)parser->at;
    return frequency;
}

/* Operands that stand next to each other or with adj between them. */
static uint32_t parse_chain(struct parser *parser)
{
    uint32_t left = parse_operand(parser);
    for (unsigned joined = 1; !parser->failed; joined++) {
        left = parse_suffix(parser, left);
        if (parser->failed)
            break;
        parser->at = lexer_skip(parser->text, parser->at);
        char c = lexer_at(parser->text, parser->at);
        struct lexer_operator next = lexer_operator(parser->text, parser->at);
        if (c == '\0' || c == ')' || (next.kind != LEXER_NONE && next.kind != LEXER_ADJACENT))
            break;
        if (joined > STRATEGY_MOST_JOINED)
            return fail(parser, parser->at, "more than 50 terms joined by adj");
        if (next.distance == STRATEGY_NONE)
            return fail(parser, parser->at, "adj takes a number from 1 to 99");
        if (next.kind == LEXER_ADJACENT)
            parser->at = next.end;
        else if (node_of(parser, left)->kind == STRATEGY_HEADING ||
                 (node_of(parser, left)->kind == STRATEGY_WORDS && node_of(parser, left)->fields))
            return fail(parser, parser->at, "expected an operator");
        uint32_t pair[2] = {left, parse_operand(parser)};
        if (parser->failed || !check_adjacent(parser, pair[0]) || !check_adjacent(parser, pair[1]))
            break;
        left = add_parent(parser, STRATEGY_ADJACENT, pair, 2);
        struct strategy_node *item = node_of(parser, left);
        item->number = next.distance;
        item->ordered = next.distance == 0;
    }
    return parser->failed ? STRATEGY_NONE : left;
}

/* Joins runs of operands with the operator between them; what is left has none of it. */
static void reduce(struct parser *parser, struct level *level, int operator,
                   enum strategy_kind kind)
{
    size_t kept = 0;
    for (size_t i = 0; i < level->count;) {
        size_t end = i;
        while (end + 1 < level->count && level->operators[end] == operator)
            end++;
        uint32_t joined = level->operands[i];
        if (end > i)
            joined = add_parent(parser, kind, level->operands + i, end - i + 1);
        level->operands[kept] = joined;
        level->operators[kept++] = end + 1 < level->count ? level->operators[end] : LEXER_NONE;
        i = end + 1;
    }
    level->count = kept;
}

/* What stands between two parentheses, or the whole line. */
static uint32_t parse_level(struct parser *parser)
{
    struct level level = {0};
    unsigned kinds = 0;
    size_t mixed = SIZE_MAX;
    for (;;) {
        uint32_t operand = parse_chain(parser);
        if (parser->failed)
            break;
        level.operands = memory_grow(level.operands, &level.operand_capacity, level.count + 1,
                                     sizeof *level.operands);
        level.operators = memory_grow(level.operators, &level.operator_capacity, level.count + 1,
                                      sizeof *level.operators);
        level.operands[level.count++] = operand;
        parser->at = lexer_skip(parser->text, parser->at);
        struct lexer_operator next = lexer_operator(parser->text, parser->at);
        if (next.kind == LEXER_NONE || next.kind == LEXER_ADJACENT)
            break;
        if (kinds && !(kinds & 1U << next.kind) && mixed == SIZE_MAX)
            mixed = parser->at;
        kinds |= 1U << next.kind;
        level.operators[level.count - 1] = next.kind;
        parser->at = next.end;
    }
    uint32_t result = STRATEGY_NONE;
    if (!parser->failed) {
        if (mixed != SIZE_MAX)
            strategy_find(parser->strategy, STRATEGY_WARNING, parser->line, (uint32_t)mixed,
                          "different operators without parentheses: not binds before and, and "
                          "before or");
        reduce(parser, &level, LEXER_NOT, STRATEGY_BUT_NOT);
        reduce(parser, &level, LEXER_AND, STRATEGY_AND);
        reduce(parser, &level, LEXER_OR, STRATEGY_OR);
        result = level.operands[0];
    }
    free(level.operands);
    free(level.operators);
    return result;
}

/* A wildcard that begins a word cannot be looked up; matching passes over it. */
static void warn_of_wildcards(struct parser *parser, const struct strategy_node *item)
{
    struct slice text = item->text;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i], before = i > 0 ? text.data[i - 1] : ' ';
        bool begins = strchr("*$?#", c) && i + 1 < text.size &&
                      strategy_is_wordy(text.data[i + 1]) && !strategy_is_wordy(before) &&
                      !strchr("*$?#", before);
        if (begins)
            strategy_find(parser->strategy, STRATEGY_WARNING, parser->line,
                          item->from + (item->quoted ? 1 : 0) + (uint32_t)i,
                          "no word can begin with '%c', which is passed over: '%.*s'", c,
                          SLICE(text));
    }
}

/* Numbers that no field was given to are sets; words without a field are searched in mp. */
static void settle(struct parser *parser, uint32_t node, bool adjacent)
{
    struct strategy_node *item = node_of(parser, node);
    uint64_t number = 0;
    if (item->kind == STRATEGY_WORDS && item->digits && !adjacent &&
        number_read_u64(item->text, &number)) {
        item->kind = STRATEGY_SET;
        item->number = number < STRATEGY_NONE ? (uint32_t)number : STRATEGY_NONE - 1;
    } else if (item->kind == STRATEGY_WORDS && item->fields == 0) {
        item->fields = strategy_field_bit("mp");
        strategy_find(parser->strategy, STRATEGY_WARNING, parser->line, item->from,
                      "no field: '%.*s' is searched in mp (titles, abstracts, keywords, headings)",
                      SLICE(item->text));
    }
    struct strategy_node copy = *node_of(parser, node);
    if (copy.kind == STRATEGY_WORDS)
        warn_of_wildcards(parser, &copy);
    item = node_of(parser, node);
    adjacent |= item->kind == STRATEGY_ADJACENT;
    for (uint32_t child = item->first; child != STRATEGY_NONE; child = node_of(parser, child)->next)
        settle(parser, child, adjacent);
}

/* `limit N to ...` and `remove duplicates from N`; true if the line is one of them. */
static bool parse_command(struct parser *parser, uint32_t *root)
{
    uint64_t number;
    size_t begin = lexer_skip(parser->text, 0);
    struct slice word = lexer_letters(parser->text, begin);
    size_t second = lexer_skip(parser->text, begin + word.size);
    struct slice after = lexer_letters(parser->text, second);
    if (strategy_word_is(word, "remove") && strategy_word_is(after, "duplicates")) {
        size_t third = lexer_skip(parser->text, second + after.size);
        parser->at = third;
        if (!strategy_word_is(lexer_letters(parser->text, third), "from")) {
            fail(parser, third, "expected from and the number of a line");
            return true;
        }
        parser->at = third + 4;
        size_t place = lexer_skip(parser->text, parser->at);
        if (read_set_number(parser, &number))
            *root = add_set(parser, number, place, parser->at);
        strategy_find(parser->strategy, STRATEGY_WARNING, parser->line, (uint32_t)begin,
                      "duplicates stay: dedupe(1) finds them");
        return true;
    }
    bool sharp = lexer_at(parser->text, second) == '#';
    if (!strategy_word_is(word, "limit") ||
        !(sharp || slice_is_digit(lexer_at(parser->text, second))))
        return false;
    parser->at = second;
    if (!read_set_number(parser, &number))
        return true;
    uint32_t pair[2] = {add_set(parser, number, second, parser->at), STRATEGY_NONE};
    parser->at = lexer_skip(parser->text, parser->at);
    if (!strategy_word_is(lexer_letters(parser->text, parser->at), "to")) {
        fail(parser, parser->at, "expected to and a limit");
        return true;
    }
    pair[1] = strategy_parse_limit(parser->strategy, parser->line, (uint32_t)parser->at + 2);
    parser->failed |= pair[1] == STRATEGY_NONE;
    parser->at = parser->text.size;
    if (!parser->failed) {
        *root = add_parent(parser, STRATEGY_AND, pair, 2);
        node_of(parser, *root)->from = (uint32_t)begin;
        node_of(parser, *root)->limiting = true;
    }
    return true;
}

void strategy_parse_line(struct strategy *strategy, uint32_t line)
{
    struct parser parser = {strategy, line, strategy->lines[line].text, 0, 0, false};
    uint32_t root = STRATEGY_NONE;
    if (slice_starts(parser.text, "..")) {
        strategy->lines[line].command = true;
        strategy_find(strategy, STRATEGY_WARNING, line, 0, "this command of Ovid is not run");
        return;
    }
    if (!parse_command(&parser, &root)) {
        root = parse_level(&parser);
        if (!parser.failed)
            settle(&parser, root, false);
    }
    parser.at = lexer_skip(parser.text, parser.at);
    if (!parser.failed && parser.at < parser.text.size)
        fail(&parser, parser.at,
             lexer_at(parser.text, parser.at) == ')'
                 ? "no parenthesis is open here, expected an operator"
                 : "expected an operator or the end of the line");
    strategy->lines[line].root = parser.failed ? STRATEGY_NONE : root;
    if (parser.failed)
        strategy->lines[line].cause = line;
}
