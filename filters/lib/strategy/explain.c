#include "strategy/explain.h"

#include <stdlib.h>

#include "strategy/fields.h"
#include "strategy/terms.h"
#include "strategy/read.h"

/* Wider terms of one kind are tried in turn; the first that finds the record is told. */
struct strategy_hint {
    uint32_t node; /* of the strategy that is explained */
    unsigned kind;
    size_t from, to; /* bytes of the text */
};

enum { HINT_FIELD, HINT_DISTANCE, HINT_ENDING, HINT_JOINED, HINT_APART, HINT_HEADING, HINT_BOTH };

static const struct strategy_node *node_of(const struct strategy_explainer *explainer,
                                           uint32_t node)
{
    return &explainer->matcher->strategy->nodes[node];
}

/* Writes words, adjacencies and groups without their fields; `distance` replaces that of the
 * outermost adj, `ending` is put behind words without a wildcard. */
static void write_body(const struct strategy_explainer *explainer, uint32_t node, unsigned distance,
                       const char *ending, struct buffer *to)
{
    const struct strategy_node *item = node_of(explainer, node);
    if (item->kind == STRATEGY_WORDS) {
        struct strategy_words words = {.text = item->text};
        struct slice term;
        bool first = true;
        buffer_append_char(to, '"');
        for (; strategy_words_next_term(&words, &term); first = false) {
            char last = term.data[term.size - 1];
            buffer_append_string(to, first ? "" : " ");
            buffer_append_slice(to, term);
            buffer_append_string(to, strchr("*?#", last) ? "" : ending);
        }
        buffer_append_char(to, '"');
        buffer_free(&words.folded);
        return;
    }
    buffer_append_char(to, '(');
    for (uint32_t child = item->first; child != STRATEGY_NONE;
         child = node_of(explainer, child)->next) {
        if (child != item->first && item->kind == STRATEGY_ADJACENT && (distance || !item->ordered))
            buffer_append_format(to, " adj%u ", distance ? distance : item->number);
        else if (child != item->first)
            buffer_append_string(to, item->kind == STRATEGY_OR ? " or " : " adj ");
        write_body(explainer, child, 0, ending, to);
    }
    buffer_append_char(to, ')');
}

static void write_codes(uint64_t fields, struct buffer *to)
{
    const char *before = ".";
    for (int i = 0; strategy_fields[i].code[0]; i++)
        if (fields & (uint64_t)1 << i) {
            buffer_append_format(to, "%s%s", before, strategy_fields[i].code);
            before = ",";
        }
    buffer_append_char(to, '.');
}

/* The fields that all words below have; 0 where they differ. */
static uint64_t fields_of(const struct strategy_explainer *explainer, uint32_t node)
{
    const struct strategy_node *item = node_of(explainer, node);
    if (item->kind == STRATEGY_WORDS)
        return item->fields;
    if (item->first == STRATEGY_NONE)
        return 0;
    uint64_t fields = fields_of(explainer, item->first);
    for (uint32_t child = node_of(explainer, item->first)->next; child != STRATEGY_NONE;
         child = node_of(explainer, child)->next)
        if (fields_of(explainer, child) != fields)
            return 0;
    return fields;
}

static void begin_hint(struct strategy_explainer *explainer, uint32_t node, unsigned kind)
{
    explainer->hint_list = memory_grow(explainer->hint_list, &explainer->hint_capacity,
                                       explainer->hint_count + 1, sizeof *explainer->hint_list);
    explainer->hint_list[explainer->hint_count++] = (struct strategy_hint){node, kind,
                                                                           explainer->text.size, 0};
}

static void end_hint(struct strategy_explainer *explainer, uint64_t fields)
{
    if (fields)
        write_codes(fields, &explainer->text);
    explainer->hint_list[explainer->hint_count - 1].to = explainer->text.size;
    buffer_append_char(&explainer->text, '\n');
}

static void hint_fields(struct strategy_explainer *explainer, uint32_t node, uint64_t fields)
{
    static const char *const codes[] = {"ti", "ab", "kf", "hw", "af"};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        uint64_t field = strategy_field_bit(codes[i]);
        if (fields & field)
            continue;
        begin_hint(explainer, node, HINT_FIELD);
        write_body(explainer, node, 0, "", &explainer->text);
        end_hint(explainer, field);
    }
}

/* The words of a node that is a row of them, a space between; 0 where it is more. */
static size_t read_row(const struct strategy_explainer *explainer, uint32_t node, struct buffer *to)
{
    const struct strategy_node *item = node_of(explainer, node);
    if (item->kind == STRATEGY_WORDS) {
        struct strategy_words words = {.text = item->text};
        struct slice term;
        size_t count = 0;
        while (strategy_words_next_term(&words, &term)) {
            buffer_append_string(to, to->size > 0 ? " " : "");
            buffer_append_slice(to, term);
            count++;
        }
        buffer_free(&words.folded);
        return count;
    }
    if (item->kind != STRATEGY_ADJACENT)
        return 0;
    size_t left = read_row(explainer, item->first, to);
    size_t right = left ? read_row(explainer, node_of(explainer, item->first)->next, to) : 0;
    return right ? left + right : 0;
}

/* `co creat*` as `cocreat*` and `co creat*` apart, and the other way round. */
static void hint_compounds(struct strategy_explainer *explainer, uint32_t node, uint64_t fields)
{
    static const char *const prefixes[] = {"anti",   "auto", "bio",  "co",    "inter", "meta",
                                           "multi",  "non",  "over", "peer",  "post",  "pre",
                                           "psycho", "re",   "self", "socio", "sub",   "well"};
    struct buffer row = {0};
    size_t count = read_row(explainer, node, &row);
    struct slice second = buffer_slice(&row), first = slice_cut(&second, ' ');
    if (count == 2 && second.data) {
        begin_hint(explainer, node, HINT_JOINED);
        buffer_append_format(&explainer->text, "(%.*s%.*s)", SLICE(first), SLICE(second));
        end_hint(explainer, fields);
    }
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes && count == 1; i++) {
        size_t size = strlen(prefixes[i]);
        if (!slice_starts(first, prefixes[i]) || first.size < size + 3)
            continue;
        begin_hint(explainer, node, HINT_APART);
        buffer_append_format(&explainer->text, "(%s adj %.*s)", prefixes[i],
                             (int)(first.size - size), first.data + size);
        end_hint(explainer, fields);
    }
    buffer_free(&row);
}

/* The adjacency with more words between, from the next wider distance on. */
static void hint_distances(struct strategy_explainer *explainer, uint32_t node, uint64_t fields,
                           unsigned kind, const char *ending)
{
    static const unsigned distances[] = {2, 3, 5, 10, 25, 99};
    const struct strategy_node *item = node_of(explainer, node);
    for (size_t i = 0; i < sizeof distances / sizeof *distances; i++) {
        if (item->kind != STRATEGY_ADJACENT || (!item->ordered && distances[i] <= item->number))
            continue;
        begin_hint(explainer, node, kind);
        write_body(explainer, node, distances[i], ending, &explainer->text);
        end_hint(explainer, fields);
    }
}

static void hint_words(struct strategy_explainer *explainer, uint32_t node)
{
    uint64_t fields = fields_of(explainer, node);
    if (fields == 0)
        return;
    hint_fields(explainer, node, fields);
    hint_distances(explainer, node, fields, HINT_DISTANCE, "");
    begin_hint(explainer, node, HINT_ENDING);
    write_body(explainer, node, 0, "*", &explainer->text);
    end_hint(explainer, fields);
    hint_compounds(explainer, node, fields);
    hint_distances(explainer, node, fields, HINT_BOTH, "*");
}

static void hint_heading(struct strategy_explainer *explainer, uint32_t node, bool tree)
{
    const struct strategy_node *item = node_of(explainer, node);
    int size = (int)item->text.size;
    const char *name = item->text.data;
    if (memchr(name, '"', item->text.size))
        return;
    begin_hint(explainer, node, HINT_HEADING);
    buffer_append_format(&explainer->text, "\"%.*s\"/", size, name);
    end_hint(explainer, 0);
    if (tree && !item->explode) {
        begin_hint(explainer, node, HINT_HEADING);
        buffer_append_format(&explainer->text, "exp \"%.*s\"/", size, name);
        end_hint(explainer, 0);
    }
    begin_hint(explainer, node, HINT_FIELD);
    buffer_append_format(&explainer->text, "(\"%.*s\").tw,kf.", size, name);
    end_hint(explainer, 0);
}

static void hint(struct strategy_explainer *explainer, uint32_t node, bool tree)
{
    const struct strategy_node *item = node_of(explainer, node);
    if ((item->kind == STRATEGY_WORDS && !item->limiting) || item->kind == STRATEGY_ADJACENT)
        hint_words(explainer, node);
    else if (item->kind == STRATEGY_HEADING)
        hint_heading(explainer, node, tree);
    else
        for (uint32_t child = item->first; child != STRATEGY_NONE;
             child = node_of(explainer, child)->next)
            hint(explainer, child, tree);
}

struct strategy_explainer *strategy_explainer_new(struct strategy_matcher *matcher,
                                                  const struct slice *columns, size_t count,
                                                  const struct heading_tree *tree,
                                                  struct map *stop_words, uint32_t wanted)
{
    const struct strategy *strategy = matcher->strategy;
    struct strategy_explainer *explainer = memory_zeroed(1, sizeof *explainer);
    explainer->matcher = matcher;
    explainer->wanted = wanted;
    explainer->why = memory_zeroed(strategy->line_count, sizeof *explainer->why);
    explainer->seen = memory_zeroed(strategy->line_count, sizeof *explainer->seen);
    for (size_t i = 0; i < strategy->line_count; i++)
        if (strategy_can_run(&strategy->lines[i]))
            hint(explainer, strategy->lines[i].root, tree != NULL);
    strategy_read(&explainer->hints, buffer_slice(&explainer->text), true);
    if (explainer->hints.line_count == explainer->hint_count && explainer->hint_count > 0)
        explainer->hint_matcher = strategy_matcher_new(&explainer->hints, columns, count, tree,
                                                       stop_words);
    return explainer;
}

void strategy_explainer_begin(struct strategy_explainer *explainer)
{
    if (explainer->hint_matcher)
        strategy_matcher_begin(explainer->hint_matcher);
}

void strategy_explainer_row(struct strategy_explainer *explainer, const struct slice *cells)
{
    if (explainer->hint_matcher)
        strategy_matcher_row(explainer->hint_matcher, cells);
}

static void say(struct strategy_explainer *explainer, uint32_t line, const char *what,
                struct slice thing)
{
    struct buffer *why = &explainer->why[line];
    buffer_append_format(why, "%s%s%.*s", why->size > 0 ? "; " : "", what, SLICE(thing));
}

static struct slice source_of(const struct strategy_explainer *explainer, uint32_t line,
                              uint32_t node)
{
    const struct strategy_node *item = node_of(explainer, node);
    return slice_make(explainer->matcher->strategy->lines[line].text.data + item->from,
                      item->to - item->from);
}

/* The first wider term of each kind that finds the record, and where there is none, one that is wider
 * in both distance and ending. */
static void say_hints(struct strategy_explainer *explainer, uint32_t line, uint32_t node)
{
    unsigned told = 0;
    if (!explainer->hint_matcher)
        return;
    for (size_t i = 0; i < explainer->hint_count; i++) {
        const struct strategy_hint *own = &explainer->hint_list[i];
        if (own->node != node || told & 1U << own->kind || (own->kind == HINT_BOTH && told) ||
            explainer->hint_matcher->values[i] != STRATEGY_FINDS)
            continue;
        told |= 1U << own->kind;
        say(explainer, line, "would be found by ",
            slice_make(explainer->text.data + own->from, own->to - own->from));
    }
}

/* Says which line it is; a list of lines that the same is said of goes on. */
static void say_line(struct strategy_explainer *explainer, uint32_t line, const char *what,
                     uint32_t set)
{
    struct buffer *why = &explainer->why[line];
    bool on = slice_starts(buffer_slice(why), what) && !memchr(why->data, ';', why->size);
    if (on)
        buffer_append_string(why, ", ");
    else
        say(explainer, line, what, slice_of(""));
    buffer_append_u64(why, explainer->matcher->strategy->lines[set].number);
}

static void blame_line(struct strategy_explainer *explainer, uint32_t line);

/* Why a node does not find the record. */
static void blame(struct strategy_explainer *explainer, uint32_t line, uint32_t node)
{
    const struct strategy_node *item = node_of(explainer, node);
    enum strategy_value value = strategy_matcher_value(explainer->matcher, node);
    uint32_t child = item->first;
    if (value == STRATEGY_FINDS)
        return;
    switch (item->kind) {
    case STRATEGY_SET:
        say_line(explainer, line, value == STRATEGY_MISSES ? "lost by line " : "unknown by line ",
                 item->number);
        blame_line(explainer, item->number);
        break;
    case STRATEGY_OR:
    case STRATEGY_AND:
        for (; child != STRATEGY_NONE; child = node_of(explainer, child)->next)
            blame(explainer, line, child);
        break;
    case STRATEGY_BUT_NOT:
        blame(explainer, line, child);
        for (child = node_of(explainer, child)->next; child != STRATEGY_NONE;
             child = node_of(explainer, child)->next)
            if (strategy_matcher_value(explainer->matcher, child) != STRATEGY_MISSES)
                say(explainer, line, "taken out by ", source_of(explainer, line, child));
        break;
    case STRATEGY_FREQUENCY:
        say(explainer, line, "not often enough: ", source_of(explainer, line, node));
        break;
    default:
        if (value == STRATEGY_CANNOT_TELL)
            say(explainer, line, "no value for ", source_of(explainer, line, node));
        else if (item->limiting)
            say(explainer, line, "lost by the limit ", source_of(explainer, line, node));
        say_hints(explainer, line, node);
        break;
    }
}

static void blame_line(struct strategy_explainer *explainer, uint32_t line)
{
    if (explainer->why[line].size > 0)
        return;
    blame(explainer, line, explainer->matcher->strategy->lines[line].root);
    if (explainer->why[line].size == 0)
        say(explainer, line, "no wider form of its terms finds the record", slice_of(""));
}

/* The first part that finds the record. */
static void praise(struct strategy_explainer *explainer, uint32_t line, uint32_t node)
{
    const struct strategy_node *item = node_of(explainer, node);
    if (strategy_matcher_value(explainer->matcher, node) != STRATEGY_FINDS)
        return;
    if (item->kind == STRATEGY_SET)
        say_line(explainer, line, "by line ", item->number);
    else if (item->kind != STRATEGY_OR && item->kind != STRATEGY_AND)
        say(explainer, line, "by ", source_of(explainer, line, node));
    if (item->kind != STRATEGY_OR)
        return;
    for (uint32_t child = item->first; child != STRATEGY_NONE && explainer->why[line].size == 0;
         child = node_of(explainer, child)->next)
        praise(explainer, line, child);
}

/* The lines that a line needs, and itself. */
static void see(struct strategy_explainer *explainer, uint32_t node)
{
    const struct strategy_node *item = node_of(explainer, node);
    if (item->kind == STRATEGY_SET && !explainer->seen[item->number]) {
        explainer->seen[item->number] = true;
        see(explainer, explainer->matcher->strategy->lines[item->number].root);
    }
    for (uint32_t child = item->first; child != STRATEGY_NONE;
         child = node_of(explainer, child)->next)
        see(explainer, child);
}

void strategy_explainer_end(struct strategy_explainer *explainer)
{
    const struct strategy *strategy = explainer->matcher->strategy;
    if (explainer->hint_matcher)
        strategy_matcher_end(explainer->hint_matcher);
    for (size_t i = 0; i < strategy->line_count; i++) {
        buffer_clear(&explainer->why[i]);
        explainer->seen[i] = i == explainer->wanted;
    }
    see(explainer, strategy->lines[explainer->wanted].root);
    if (explainer->matcher->values[explainer->wanted] != STRATEGY_FINDS)
        blame_line(explainer, explainer->wanted);
    for (uint32_t i = 0; i < strategy->line_count; i++)
        if (explainer->seen[i] && explainer->matcher->values[i] == STRATEGY_FINDS)
            praise(explainer, i, strategy->lines[i].root);
}

void strategy_explainer_free(struct strategy_explainer *explainer)
{
    for (size_t i = 0; i < explainer->matcher->strategy->line_count; i++)
        buffer_free(&explainer->why[i]);
    if (explainer->hint_matcher)
        strategy_matcher_free(explainer->hint_matcher);
    strategy_free(&explainer->hints);
    buffer_free(&explainer->text);
    free(explainer->hint_list);
    free(explainer->why);
    free(explainer->seen);
    free(explainer);
}
