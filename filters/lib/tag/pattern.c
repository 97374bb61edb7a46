#include "tag/pattern.h"

#include <stdlib.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "base/message.h"
#include "base/number.h"
#include "text/normal.h"
#include "text/utf8.h"
#include "text/word.h"

/* A compound of more parts than this has no open spellings; compounds in use have at most four. */
enum { COMPOUND_PARTS = 8, LONGEST_GAP = 100, DEEPEST = 32 };

/* The limit on the cost of a pattern, in comparisons; a node counts as NODE_COST of them. Thousands
 * of alternatives at one place are within the limit; consecutive optional gaps, which multiply,
 * soon exceed it. */
enum { MOST_WORK = 1 << 22, NODE_COST = 256 };

/* The nodes that a pattern may have reached, from which the rest continues. */
struct ends {
    uint32_t *nodes;
    size_t count, capacity;
    uint32_t highest; /* of the nodes; a higher node is certainly new */
    bool gap;         /* some nodes are within a gap: words must follow */
};

struct parser {
    struct automaton *automaton;
    struct vocabulary *vocabulary;
    const struct entry *entry;
    const char *at, *end;
    bool literal; /* `=`: no equivalences */
    bool failed;
    unsigned depth;
    uint64_t work;
    const char *gap; /* the place of the last gap */
};

static void fail(struct parser *parser, const char *where, const char *expected)
{
    if (parser->failed)
        return;
    parser->failed = true;
    struct place place = parser->entry->place;
    if (place.column > 0)
        place.column += (uint64_t)(where - parser->entry->pattern.data);
    message_error(&place, "expected %s in the pattern '%.*s'; entry skipped", expected,
                  SLICE(parser->entry->pattern));
}

/* Spends part of the cost limit; false, and the pattern fails, if it is exceeded. */
static bool spend(struct parser *parser, uint64_t work)
{
    parser->work += work;
    if (parser->work > MOST_WORK)
        fail(parser, parser->at, "fewer alternatives, optional parts and gaps");
    return !parser->failed;
}

static bool ends_hold(const struct ends *ends, uint32_t node)
{
    for (size_t i = 0; i < ends->count; i++)
        if (ends->nodes[i] == node)
            return true;
    return false;
}

static void ends_add(struct parser *parser, struct ends *ends, uint32_t node)
{
    bool known = ends->count > 0 && node <= ends->highest;
    if (!spend(parser, known ? ends->count : 1) || (known && ends_hold(ends, node)))
        return;
    if (!known)
        ends->highest = node;
    ends->nodes = memory_grow(ends->nodes, &ends->capacity, ends->count + 1, sizeof *ends->nodes);
    ends->nodes[ends->count++] = node;
}

static void ends_add_all(struct parser *parser, struct ends *ends, const struct ends *more)
{
    ends->gap |= more->gap;
    if (ends->count == 0 && more->count > 0 && spend(parser, more->count)) {
        ends->nodes = memory_grow(ends->nodes, &ends->capacity, more->count, sizeof *ends->nodes);
        memcpy(ends->nodes, more->nodes, more->count * sizeof *ends->nodes);
        ends->count = more->count;
        ends->highest = more->highest;
        return;
    }
    for (size_t i = 0; i < more->count; i++)
        ends_add(parser, ends, more->nodes[i]);
}

/* Whether the part read between the two is optional; the automaton is acyclic, so a shared node
 * means that it is. */
static bool ends_meet(struct parser *parser, const struct ends *before, const struct ends *after)
{
    spend(parser, before->count * after->count);
    for (size_t i = 0; i < before->count && !parser->failed; i++)
        if (ends_hold(after, before->nodes[i]))
            return true;
    return false;
}

static void ends_replace(struct ends *ends, struct ends *by)
{
    free(ends->nodes);
    *ends = *by;
    *by = (struct ends){0};
}

static uint32_t add_word(struct parser *parser, struct slice word)
{
    return vocabulary_add(parser->vocabulary, word, parser->entry->letter_case, true,
                          !parser->literal);
}

/* Cuts `co-creat*` at its hyphens and returns the number of parts; 1 if it is not a compound. */
static size_t cut_compound(const struct parser *parser, struct slice word, struct slice *parts)
{
    size_t count = 0;
    if (parser->literal)
        return 1;
    for (struct slice rest = word; rest.data;) {
        struct slice part = slice_cut(&rest, '-');
        if (part.size == 0 || count == COMPOUND_PARTS)
            return 1;
        parts[count++] = part;
    }
    return count;
}

/* Adds the open spellings of a compound: any of its parts may be tokens of their own, with or
 * without a token `-` between them. `at[i]` is the node before part i, `dash[i]` the node after a
 * dash there. */
static void add_open_compound(struct parser *parser, uint32_t from, uint32_t to,
                              const struct slice *parts, size_t count)
{
    struct automaton *automaton = parser->automaton;
    uint32_t at[COMPOUND_PARTS + 1], dash[COMPOUND_PARTS + 1];
    uint32_t hyphen = vocabulary_add(parser->vocabulary, slice_of("-"), parser->entry->letter_case,
                                     false, false);
    at[0] = dash[0] = from;
    at[count] = to;
    for (size_t i = 1; i < count; i++) {
        at[i] = automaton_add_node(automaton);
        dash[i] = automaton_add_node(automaton);
        automaton->nodes[at[i]].joined = automaton->nodes[dash[i]].joined = true;
        automaton_add_edge(automaton, at[i], hyphen, dash[i]);
    }
    for (size_t i = 0; i < count; i++)
        for (size_t j = i + 1; j <= count; j++) {
            if (i == 0 && j == count)
                continue;
            const char *end = parts[j - 1].data + parts[j - 1].size;
            uint32_t word = add_word(parser,
                                     slice_make(parts[i].data, (size_t)(end - parts[i].data)));
            automaton_add_edge(automaton, at[i], word, at[j]);
            if (i > 0)
                automaton_add_edge(automaton, dash[i], word, at[j]);
        }
}

static void add_token(struct parser *parser, struct slice token, struct ends *ends)
{
    struct automaton *automaton = parser->automaton;
    uint32_t word = add_word(parser, token);
    bool single = ends->count == 1 && automaton->nodes[ends->nodes[0]].shared;
    uint32_t to = single ? automaton_find_shared(automaton, ends->nodes[0], word) : AUTOMATON_NONE;
    if (to == AUTOMATON_NONE) {
        struct slice parts[COMPOUND_PARTS];
        size_t count = cut_compound(parser, token, parts);
        if (!spend(parser, ends->count * count * count * NODE_COST))
            return;
        to = automaton_add_node(automaton);
        automaton->nodes[to].shared = single;
        automaton->nodes[to].joined = !single || count > 1;
        for (size_t i = 0; i < ends->count; i++) {
            automaton_add_edge(automaton, ends->nodes[i], word, to);
            if (count > 1)
                add_open_compound(parser, ends->nodes[i], to, parts, count);
        }
    }
    ends->count = 0;
    ends->gap = false;
    ends_add(parser, ends, to);
}

/* Adds a token as it was typed. Its hyphens may also be U+2010 or U+2011, which divide a compound
 * too. */
static void add_typed(struct parser *parser, struct slice token, struct ends *ends)
{
    if (parser->literal || utf8_ascii_prefix(token) == token.size) {
        add_token(parser, token, ends);
        return;
    }
    struct buffer plain = {0};
    text_fold(token, LETTER_EXACT, false, &plain);
    add_token(parser, buffer_slice(&plain), ends);
    buffer_free(&plain);
}

/* Adds the tokens of a word as it was typed. It is cut as text is, with wildcards counted as
 * letters. */
static void add_chunk(struct parser *parser, struct slice chunk, struct ends *ends)
{
    if (parser->entry->rules == RULES_QUANTEDA) {
        add_token(parser, chunk, ends);
        return;
    }
    char *letters = memory_string(chunk);
    for (size_t i = 0; i < chunk.size; i++)
        if (letters[i] == '*' || letters[i] == '?')
            letters[i] = 'x';
    for (size_t from = 0; from < chunk.size;) {
        enum word_kind kind;
        size_t to = word_next(letters, chunk.size, from, WORD_RULES_TAILORED, &kind);
        if (kind == WORD_TOKEN)
            add_typed(parser, slice_make(chunk.data + from, to - from), ends);
        from = to;
    }
    free(letters);
}

static bool ends_word(const struct parser *parser, const char *stops)
{
    return parser->at == parser->end || slice_is_blank(*parser->at) ||
           (*parser->at && strchr(stops, *parser->at));
}

static void skip_spaces(struct parser *parser)
{
    while (parser->at < parser->end && slice_is_blank(*parser->at))
        parser->at++;
}

static void parse_sequence(struct parser *parser, const char *stops, struct ends *ends);

/* Reads the closing character; a message points to `where`, the character that it would close. */
static void expect(struct parser *parser, char closing, const char *where, const char *expected)
{
    if (parser->at < parser->end && *parser->at == closing)
        parser->at++;
    else
        fail(parser, where, expected);
}

static void parse_alternatives(struct parser *parser, struct ends *ends)
{
    const char *open = parser->at++;
    struct ends joined = {0};
    for (bool more = true; more && !parser->failed;) {
        struct ends branch = {0};
        ends_add_all(parser, &branch, ends);
        parse_sequence(parser, "|)", &branch);
        ends_add_all(parser, &joined, &branch);
        free(branch.nodes);
        more = parser->at < parser->end && *parser->at == '|';
        parser->at += more;
    }
    expect(parser, ')', open, "')' to close this '('");
    ends_replace(ends, &joined);
}

static void parse_optional(struct parser *parser, struct ends *ends)
{
    const char *open = parser->at++;
    struct ends inside = {0};
    ends_add_all(parser, &inside, ends);
    parse_sequence(parser, "]", &inside);
    expect(parser, ']', open, "']' to close this '['");
    ends_add_all(parser, ends, &inside);
    free(inside.nodes);
}

/* Reads digits; false if they are missing or the number is too large. */
static bool parse_number(struct parser *parser, uint64_t *number)
{
    const char *start = parser->at;
    while (parser->at < parser->end && *parser->at >= '0' && *parser->at <= '9')
        parser->at++;
    return number_read_u64(slice_make(start, (size_t)(parser->at - start)), number) &&
           *number <= LONGEST_GAP;
}

/* Adds a gap of up to `length` tokens of any kind. */
static void add_gap(struct parser *parser, uint64_t length, struct ends *ends)
{
    struct automaton *automaton = parser->automaton;
    size_t count = ends->count;
    ends->gap = true;
    for (size_t i = 0; i < count; i++) {
        uint32_t node = ends->nodes[i];
        for (uint64_t step = 0; step < length && spend(parser, NODE_COST); step++) {
            if (automaton->nodes[node].any == AUTOMATON_NONE) {
                uint32_t next = automaton_add_node(automaton);
                automaton->nodes[node].any = next;
            }
            node = automaton->nodes[node].any;
            ends_add(parser, ends, node);
        }
    }
}

static void parse_gap(struct parser *parser, struct ends *ends)
{
    const char *open = parser->at++;
    uint64_t length = 0;
    if (!parse_number(parser, &length))
        fail(parser, open, "'<', a number from 0 to 100 and '>'");
    expect(parser, '>', open, "'>' to close this '<'");
    parser->gap = open;
    if (ends_hold(ends, AUTOMATON_ROOT))
        fail(parser, open, "words before and after this gap");
    else
        add_gap(parser, length, ends);
}

/* `{a ~5 b}`: reads the two sides twice, once in each order. */
static void parse_proximity(struct parser *parser, struct ends *ends)
{
    const char *open = parser->at++;
    struct ends forward = {0}, middle = {0}, backward = {0};
    uint64_t length = 0;
    const char *left = parser->at;
    ends_add_all(parser, &forward, ends);
    ends_add_all(parser, &backward, ends);
    parse_sequence(parser, "~}", &forward);
    expect(parser, '~', open, "'~' and a number between the two sides");
    if (!parser->failed && !parse_number(parser, &length))
        fail(parser, open, "a number from 0 to 100 after '~'");
    const char *right = parser->at;
    bool optional = ends_meet(parser, ends, &forward);
    if (!parser->failed && !optional) {
        add_gap(parser, length, &forward);
        ends_add_all(parser, &middle, &forward);
        parse_sequence(parser, "}", &forward);
        optional = ends_meet(parser, &middle, &forward);
    }
    if (optional)
        fail(parser, open, "a word that is not optional on each side of '~'");
    if (!parser->failed) {
        parser->at = right;
        parse_sequence(parser, "}", &backward);
        add_gap(parser, length, &backward);
        const char *close = parser->at;
        parser->at = left;
        parse_sequence(parser, "~", &backward);
        parser->at = close;
    }
    expect(parser, '}', open, "'}' to close this '{'");
    ends_add_all(parser, &forward, &backward);
    ends_replace(ends, &forward);
    free(middle.nodes);
    free(backward.nodes);
}

/* Whether it is a gap such as `<3>`, unlike the sign in `p<0.05`. */
static bool is_gap(const char *at, const char *end)
{
    const char *digit = at + 1;
    if (*at != '<')
        return false;
    while (digit < end && *digit >= '0' && *digit <= '9')
        digit++;
    return digit > at + 1 && digit < end && *digit == '>';
}

/* Reads a word. A mark of the pattern language within it is misplaced and an error: read as text it
 * would silently match nothing. */
static struct slice parse_word(struct parser *parser, const char *stops)
{
    const char *start = parser->at;
    bool native = parser->entry->rules == RULES_NATIVE;
    for (; !ends_word(parser, stops); parser->at++) {
        const char *at = parser->at;
        if (!native)
            continue;
        if (*at == ')' || *at == '|')
            fail(parser, at, *at == '|' ? "'(' before this '|'" : "'(' before this ')'");
        else if (*at == ']' || *at == '}')
            fail(parser, at, *at == ']' ? "'[' before this ']'" : "'{' before this '}'");
        else if (*at == '(' || *at == '[' || *at == '{')
            fail(parser, at, "a space before this group");
        else if (is_gap(at, parser->end))
            fail(parser, at, "a space before this gap");
    }
    return slice_make(start, (size_t)(parser->at - start));
}

/* Reads the group or gap that begins here; false if there is neither. */
static bool parse_group(struct parser *parser, struct ends *ends)
{
    if (parser->entry->rules != RULES_NATIVE)
        return false;
    switch (*parser->at) {
    case '(':
        parse_alternatives(parser, ends);
        return true;
    case '[':
        parse_optional(parser, ends);
        return true;
    case '<':
        parse_gap(parser, ends);
        return true;
    case '{':
        parse_proximity(parser, ends);
        return true;
    default:
        return false;
    }
}

/* Reads words and groups until one of the `stops` (which is not read) or the end. */
static void parse_sequence(struct parser *parser, const char *stops, struct ends *ends)
{
    if (parser->depth++ > DEEPEST)
        fail(parser, parser->at, "fewer groups within groups");
    bool any = false;
    const char *begin = parser->at;
    for (skip_spaces(parser); !parser->failed && !ends_word(parser, stops); skip_spaces(parser)) {
        any = true;
        if (!parse_group(parser, ends))
            add_chunk(parser, parse_word(parser, stops), ends);
        else if (!ends_word(parser, stops))
            fail(parser, parser->at, "a space after this group");
    }
    if (!any && !parser->failed)
        fail(parser, begin, "a word");
    parser->depth--;
}

bool pattern_add(struct automaton *automaton, struct vocabulary *vocabulary,
                 const struct entry *entry, uint32_t number)
{
    struct slice text = entry->pattern;
    struct parser parser = {
        .automaton = automaton,
        .vocabulary = vocabulary,
        .entry = entry,
        .at = text.data,
        .end = text.data + text.size,
        .literal = entry->rules != RULES_NATIVE,
    };
    if (entry->rules == RULES_NATIVE && *parser.at == '=' && text.size > 1) {
        parser.literal = true;
        parser.at++;
    }
    struct ends ends = {0};
    ends_add(&parser, &ends, AUTOMATON_ROOT);
    parse_sequence(&parser, "", &ends);
    if (ends_hold(&ends, AUTOMATON_ROOT))
        fail(&parser, text.data, "at least one word that is not optional");
    if (ends.gap)
        fail(&parser, parser.gap, "words before and after this gap");
    for (size_t i = 0; i < ends.count && !parser.failed; i++)
        automaton_add_accept(automaton, ends.nodes[i], number);
    free(ends.nodes);
    return !parser.failed;
}
