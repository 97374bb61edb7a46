#include "strategy/match.h"

#include <stdlib.h>

#include "strategy/fields.h"
#include "strategy/spans.h"
#include "strategy/build.h"

/* A node that asks for a heading. */
struct matcher_asker {
    uint32_t node;
    uint32_t next; /* 1 + index */
};

static void add_atom(struct strategy_matcher *matcher, struct matcher_node *own, struct slice term)
{
    matcher->atoms = memory_grow(matcher->atoms, &matcher->atom_capacity, matcher->atom_count + 1,
                                 sizeof *matcher->atoms);
    matcher->atoms[matcher->atom_count++] = strategy_terms_add(&matcher->terms, term);
    own->atom_count++;
}

/* The name that a code stands for in this field: a qualifier or a language. */
static struct slice name_of_code(const struct strategy_node *item)
{
    int qualifier;
    if (item->fields == strategy_field_bit("fs") &&
        (qualifier = strategy_find_qualifier(item->text)) != STRATEGY_NO_FIELD)
        return slice_of(strategy_qualifiers[qualifier].name);
    struct slice language = {NULL, 0};
    if (item->fields && !(item->fields & ~(strategy_field_bit("lg") | strategy_field_bit("la"))))
        language = strategy_language(item->text);
    return language.data ? language : item->text;
}

static void prepare_words(struct strategy_matcher *matcher, uint32_t line, uint32_t node)
{
    struct strategy_node *item = &matcher->strategy->nodes[node];
    struct matcher_node *own = &matcher->nodes[node];
    bool limiting = true;
    for (int i = 0; strategy_fields[i].code[0]; i++) {
        const struct strategy_field *field = &strategy_fields[i];
        if (!(item->fields & (uint64_t)1 << i))
            continue;
        limiting &= field->limiting;
        uint64_t zones = strategy_record_zones(&matcher->record, field->columns);
        if (zones == 0)
            strategy_find(matcher->strategy, STRATEGY_WARNING, line, item->from,
                          "the records have no column for the field %s%s", field->code,
                          field->limiting ? ": --unknown says what happens" : "");
        *(field->search == SEARCH_WORDS   ? &own->anywhere
          : field->search == SEARCH_START ? &own->at_start
                                          : &own->whole) |= zones;
    }
    item->limiting |= limiting;
    struct strategy_words words = {.text = name_of_code(item)};
    struct slice term;
    own->atoms = (uint32_t)matcher->atom_count;
    while (strategy_words_next_term(&words, &term))
        if (!matcher->record.stop_words || map_find(matcher->record.stop_words, term) == MAP_NONE) {
            add_atom(matcher, own, term);
            own->open = slice_ends(term, "*");
        }
    buffer_free(&words.folded);
    if (own->atom_count == 0)
        strategy_find(matcher->strategy, STRATEGY_WARNING, line, item->from,
                      "'%.*s' has no word that can be found", SLICE(item->text));
}

struct asking {
    struct strategy_matcher *matcher;
    uint32_t node;
};

static void ask_for_heading(void *context, struct slice heading)
{
    struct strategy_matcher *matcher = ((struct asking *)context)->matcher;
    uint32_t node = ((struct asking *)context)->node;
    bool added;
    uint32_t number = map_add(&matcher->headings, heading, &added);
    matcher->first_asker = memory_grow(matcher->first_asker, &matcher->first_capacity,
                                       (size_t)number + 1, sizeof *matcher->first_asker);
    if (added)
        matcher->first_asker[number] = 0;
    else if (matcher->first_asker[number] &&
             matcher->askers[matcher->first_asker[number] - 1].node == node)
        return;
    matcher->askers = memory_grow(matcher->askers, &matcher->asker_capacity,
                                  matcher->asker_count + 1, sizeof *matcher->askers);
    matcher->askers[matcher->asker_count++] = (struct matcher_asker){node,
                                                                     matcher->first_asker[number]};
    matcher->first_asker[number] = (uint32_t)matcher->asker_count;
}

static void prepare_heading(struct strategy_matcher *matcher, uint32_t line, uint32_t node,
                            const struct heading_tree *tree)
{
    const struct strategy_node *item = &matcher->strategy->nodes[node];
    struct asking asking = {matcher, node};
    struct buffer words = {0};
    strategy_words_join(item->text, &words);
    ask_for_heading(&asking, buffer_slice(&words));
    bool explodes = item->explode && tree &&
                    heading_tree_explode(tree, buffer_slice(&words), ask_for_heading, &asking);
    if (matcher->record.mesh == STRATEGY_NO_FIELD)
        strategy_find(matcher->strategy, STRATEGY_WARNING, line, item->from,
                      "the records have no column for subject headings (mesh)");
    else if (item->explode && !explodes)
        strategy_find(matcher->strategy, STRATEGY_WARNING, line, item->from,
                      tree ? "the tree has no heading '%.*s'"
                           : "no tree of headings (--tree): '%.*s' is searched without narrower "
                             "ones",
                      SLICE(item->text));
    matcher->record.wants_headings = true;
    buffer_free(&words);
}

static void prepare(struct strategy_matcher *matcher, uint32_t line, uint32_t node,
                    const struct heading_tree *tree)
{
    const struct strategy_node *item = &matcher->strategy->nodes[node];
    if (item->kind == STRATEGY_WORDS)
        prepare_words(matcher, line, node);
    else if (item->kind == STRATEGY_HEADING)
        prepare_heading(matcher, line, node, tree);
    else if (item->kind == STRATEGY_ABSTRACT)
        matcher->nodes[node].anywhere = strategy_record_zones(&matcher->record, "abstract");
    for (uint32_t child = item->first; child != STRATEGY_NONE;
         child = matcher->strategy->nodes[child].next)
        prepare(matcher, line, child, tree);
}

struct strategy_matcher *strategy_matcher_new(struct strategy *strategy,
                                              const struct slice *columns, size_t count,
                                              const struct heading_tree *tree,
                                              struct map *stop_words)
{
    struct strategy_matcher *matcher = memory_zeroed(1, sizeof *matcher);
    matcher->strategy = strategy;
    matcher->nodes = memory_zeroed(strategy->node_count, sizeof *matcher->nodes);
    matcher->values = memory_zeroed(strategy->line_count, 1);
    matcher->record.terms = &matcher->terms;
    matcher->record.headings = &matcher->headings;
    matcher->record.stop_words = stop_words;
    strategy_record_open(&matcher->record, columns, count);
    for (uint32_t line = 0; line < strategy->line_count; line++)
        if (strategy_can_run(&strategy->lines[line]))
            prepare(matcher, line, strategy->lines[line].root, tree);
    return matcher;
}

void strategy_matcher_begin(struct strategy_matcher *matcher)
{
    strategy_record_clear(&matcher->record);
    while (matcher->hit_count > 0)
        matcher->nodes[matcher->heading_hits[--matcher->hit_count]].met = false;
    matcher->crowded = false;
}

void strategy_matcher_row(struct strategy_matcher *matcher, const struct slice *cells)
{
    strategy_record_add(&matcher->record, cells);
}

static bool has_qualifier(const struct strategy_node *item, const struct record_heading *heading)
{
    const uint64_t *has = item->focus ? heading->focal : heading->qualifiers;
    return (!item->qualifiers[0] && !item->qualifiers[1]) || (item->qualifiers[0] & has[0]) ||
           (item->qualifiers[1] & has[1]);
}

static void meet_headings(struct strategy_matcher *matcher)
{
    for (size_t i = 0; i < matcher->record.heading_count; i++) {
        const struct record_heading *heading = &matcher->record.mesh_headings[i];
        uint32_t asker = matcher->first_asker[heading->heading];
        for (; asker; asker = matcher->askers[asker - 1].next) {
            uint32_t node = matcher->askers[asker - 1].node;
            const struct strategy_node *item = &matcher->strategy->nodes[node];
            if (matcher->nodes[node].met || (item->focus && !heading->focus) ||
                !has_qualifier(item, heading))
                continue;
            matcher->nodes[node].met = true;
            matcher->heading_hits = memory_grow(matcher->heading_hits, &matcher->hit_capacity,
                                                matcher->hit_count + 1,
                                                sizeof *matcher->heading_hits);
            matcher->heading_hits[matcher->hit_count++] = node;
        }
    }
}

static enum strategy_value truth(bool finds)
{
    return finds ? STRATEGY_FINDS : STRATEGY_MISSES;
}

/* Words in fields of a zone that is empty in this record. */
static bool is_empty(const struct strategy_matcher *matcher, const struct matcher_node *own)
{
    uint64_t zones = own->anywhere | own->at_start | own->whole;
    for (unsigned zone = 0; zone < ZONE_COUNT; zone++)
        if (zones & (uint64_t)1 << zone && matcher->record.words[zone] > 0)
            return false;
    return true;
}

static enum strategy_value years_value(const struct strategy_matcher *matcher,
                                       const struct strategy_node *item)
{
    uint32_t year = matcher->record.year;
    return year == 0 ? STRATEGY_CANNOT_TELL : truth(year >= item->number && year <= item->last);
}

static bool is_frequent(struct strategy_matcher *matcher, const struct strategy_node *item)
{
    struct span_places places = {0};
    if (!strategy_spans_any(matcher, item->first))
        return false;
    strategy_spans_collect(matcher, item->first, &places);
    free(places.items);
    return places.count >= item->number;
}

enum strategy_value strategy_matcher_value(struct strategy_matcher *matcher, uint32_t node)
{
    const struct strategy_node *nodes = matcher->strategy->nodes, *item = &nodes[node];
    const struct matcher_node *own = &matcher->nodes[node];
    enum strategy_value value = STRATEGY_MISSES, one;
    switch (item->kind) {
    case STRATEGY_WORDS:
        if (item->limiting && is_empty(matcher, own))
            return STRATEGY_CANNOT_TELL;
        if (strategy_spans_any(matcher, node))
            return STRATEGY_FINDS;
        /* "article" does not say which; a limit to reviews may or may not mean it. */
        return item->limiting && matcher->record.coarse_type &&
                       item->fields == strategy_field_bit("pt")
                   ? STRATEGY_CANNOT_TELL
                   : STRATEGY_MISSES;
    case STRATEGY_ADJACENT:
        return truth(strategy_spans_any(matcher, node));
    case STRATEGY_HEADING:
        if (item->limiting && !own->met && !matcher->record.has_mesh)
            return STRATEGY_CANNOT_TELL;
        return truth(own->met);
    case STRATEGY_SET:
        return matcher->values[item->number];
    case STRATEGY_YEARS:
        return years_value(matcher, item);
    case STRATEGY_ABSTRACT:
        return own->anywhere ? truth(!is_empty(matcher, own)) : STRATEGY_CANNOT_TELL;
    case STRATEGY_UNKNOWN:
        return STRATEGY_CANNOT_TELL;
    case STRATEGY_FREQUENCY:
        return truth(is_frequent(matcher, item));
    case STRATEGY_OR:
        for (uint32_t child = item->first; child != STRATEGY_NONE && value != STRATEGY_FINDS;
             child = nodes[child].next) {
            one = strategy_matcher_value(matcher, child);
            value = one > value ? one : value;
        }
        return value;
    case STRATEGY_AND:
        value = STRATEGY_FINDS;
        for (uint32_t child = item->first; child != STRATEGY_NONE && value != STRATEGY_MISSES;
             child = nodes[child].next) {
            one = strategy_matcher_value(matcher, child);
            value = one < value ? one : value;
        }
        return value;
    case STRATEGY_BUT_NOT:
        value = strategy_matcher_value(matcher, item->first);
        for (uint32_t child = nodes[item->first].next;
             child != STRATEGY_NONE && value != STRATEGY_MISSES; child = nodes[child].next) {
            one = STRATEGY_FINDS - strategy_matcher_value(matcher, child);
            value = one < value ? one : value;
        }
        return value;
    }
    return STRATEGY_MISSES;
}

void strategy_matcher_end(struct strategy_matcher *matcher)
{
    const struct strategy *strategy = matcher->strategy;
    meet_headings(matcher);
    for (uint32_t line = 0; line < strategy->line_count; line++) {
        const struct strategy_line *own = &strategy->lines[line];
        matcher->values[line] = !strategy_can_run(own)
                                    ? STRATEGY_MISSES
                                    : (uint8_t)strategy_matcher_value(matcher, own->root);
    }
}

void strategy_matcher_free(struct strategy_matcher *matcher)
{
    strategy_terms_free(&matcher->terms);
    strategy_record_close(&matcher->record);
    map_free(&matcher->headings);
    free(matcher->nodes);
    free(matcher->askers);
    free(matcher->first_asker);
    free(matcher->atoms);
    free(matcher->heading_hits);
    free(matcher->values);
    free(matcher);
}
