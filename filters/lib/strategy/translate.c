#include "strategy/translate.h"

#include <stdlib.h>

#include "strategy/fields.h"
#include "strategy/terms.h"

/* More pairs of words than this are not written out one by one. */
enum { MOST_PAIRS = 60, MOST_WORDS = 32 };

/* What a field is called: tags separated by `|` are searched one by one, NULL is none. */
static const struct {
    const char *code, *tags[5];
} field_tags[] = {
    {"ti", {"ti", "TI", "TI", "TITLE", "ti"}},
    {"ab", {"tiab", "AB", "AB", "ABS", "ab"}},
    {"tw", {"tiab", "TI|AB", "TI|AB", "TITLE-ABS", "ti,ab"}},
    {"kf", {"ot", "SU", "AK", "AUTHKEY", "kw"}},
    {"kw", {"ot", "SU", "AK", "AUTHKEY", "kw"}},
    {"id", {"ot", "SU", "AK", "AUTHKEY", "kw"}},
    {"mp", {"tw", "TI|AB|SU", "TS", "TITLE-ABS-KEY", "ti,ab,kw,de"}},
    {"sh", {"mh:noexp", "MH", NULL, "INDEXTERMS", "de"}},
    {"mh", {"mh:noexp", "MH", NULL, "INDEXTERMS", "de"}},
    {"hw", {"mh", "MW", NULL, "INDEXTERMS", "de"}},
    {"fs", {"sh", "MW", NULL, NULL, NULL}},
    {"au", {"au", "AU", "AU", "AUTH", "au"}},
    {"jn", {"ta", "SO", "SO", "SRCTITLE", "jt"}},
    {"jx", {"ta", "SO", "SO", "SRCTITLE", "jt"}},
    {"jw", {"ta", "SO", "SO", "SRCTITLE", "jt"}},
    {"pt", {"pt", "PT", "DT", NULL, "it"}},
    {"lg", {"la", "LA", "LA", "LANGUAGE", "la"}},
    {"la", {"la", "LA", "LA", "LANGUAGE", "la"}},
    {"yr", {"dp", "PY", "PY", "PUBYEAR IS", "py"}},
    {"dp", {"dp", "PY", "PY", "PUBYEAR IS", "py"}},
    {"do", {"doi", "DI", "DO", "DOI", "do"}},
    {"ui", {"pmid", "AN", "PMID", "PMID", "ui"}},
    {"in", {"ad", "AF", "AD", "AFFIL", "ff"}},
    {"nm", {"nm", NULL, NULL, "CHEMNAME", "tn"}},
    {"af", {"all", "TX", "ALL", "ALL", ""}},
};

struct writer {
    const struct strategy *strategy;
    enum strategy_target target;
    struct buffer *text, *lost;
};

static void write_node(struct writer *writer, uint32_t node, bool inner);

static const struct strategy_node *node_of(const struct writer *writer, uint32_t node)
{
    return &writer->strategy->nodes[node];
}

static bool holds(const struct buffer *buffer, const char *text)
{
    size_t size = strlen(text);
    for (size_t i = 0; i + size <= buffer->size; i++)
        if (memcmp(buffer->data + i, text, size) == 0)
            return true;
    return false;
}

/* Says once in a line what is not carried over. */
static void lose(struct writer *writer, const char *what)
{
    if (holds(writer->lost, what))
        return;
    buffer_append_string(writer->lost, writer->lost->size > 0 ? "; " : "");
    buffer_append_string(writer->lost, what);
}

static void put(struct writer *writer, const char *text)
{
    buffer_append_string(writer->text, text);
}

/* A term with the wildcards of the target. */
static void write_term(struct writer *writer, struct slice term)
{
    static const char optional[] = {'*', '#', '$', '*', '$'}, single[] = {'*', '?', '?', '?', '?'};
    size_t end = term.size;
    while (end > 0 && term.data[end - 1] == '?')
        end--;
    if (term.size - end > 1) {
        lose(writer, "a bound for truncation: any ending is found");
        buffer_append(writer->text, term.data, end);
        put(writer, "*");
        return;
    }
    for (size_t i = 0; i < term.size; i++) {
        char c = term.data[i];
        if (!strchr("*?#", c)) {
            buffer_append_char(writer->text, c);
            continue;
        }
        if (writer->target == TARGET_PUBMED && (c != '*' || i + 1 < term.size)) {
            lose(writer, "a wildcard within a word: whatever begins like it is found");
            put(writer, "*");
            return;
        }
        if (c == '?' && writer->target == TARGET_SCOPUS)
            lose(writer, "? for one letter or none: any run of letters is found");
        buffer_append_char(writer->text, c == '*'   ? '*'
                                         : c == '?' ? optional[writer->target]
                                                    : single[writer->target]);
    }
    if (writer->target == TARGET_PUBMED && term.size < 5 && slice_ends(term, "*"))
        lose(writer, "truncation after fewer than four letters");
}

static bool has_wildcard(struct slice text)
{
    for (size_t i = 0; i < text.size; i++)
        if (text.data[i] == '*' || text.data[i] == '$' || text.data[i] == '?' ||
            text.data[i] == '#')
            return true;
    return false;
}

/* The terms of a text, a space between them. */
static size_t read_terms(struct slice text, struct buffer *terms)
{
    struct strategy_words words = {.text = text};
    struct slice term;
    size_t count = 0;
    while (strategy_words_next_term(&words, &term)) {
        buffer_append_string(terms, count++ > 0 ? " " : "");
        buffer_append_slice(terms, term);
    }
    buffer_free(&words.folded);
    return count;
}

/* Terms separated by spaces, in quotation marks if there are several. */
static void write_phrase(struct writer *writer, struct slice terms)
{
    bool several = memchr(terms.data ? terms.data : "", ' ', terms.size) != NULL;
    const char *quote = writer->target == TARGET_EMBASE ? "'" : "\"";
    put(writer, several ? quote : "");
    for (struct slice rest = terms; rest.data;) {
        write_term(writer, slice_cut(&rest, ' '));
        put(writer, rest.data ? " " : "");
    }
    put(writer, several ? quote : "");
}

/* The fields of all words below; 0 where they differ. */
static uint64_t common_fields(const struct writer *writer, uint32_t node)
{
    const struct strategy_node *item = node_of(writer, node);
    if (item->kind == STRATEGY_WORDS)
        return item->fields;
    if (item->kind != STRATEGY_ADJACENT && item->kind != STRATEGY_OR)
        return 0;
    uint64_t fields = common_fields(writer, item->first);
    for (uint32_t child = node_of(writer, item->first)->next; child != STRATEGY_NONE;
         child = node_of(writer, child)->next)
        if (common_fields(writer, child) != fields)
            return 0;
    return fields;
}

/* The tags of fields, `|` between them, none twice. */
static void read_tags(struct writer *writer, uint64_t fields, struct buffer *tags)
{
    if (writer->target == TARGET_SCOPUS &&
        fields == (strategy_field_bit("ti") | strategy_field_bit("ab"))) {
        buffer_append_string(tags, "TITLE-ABS");
        return;
    }
    if (writer->target == TARGET_PUBMED && fields & strategy_field_bit("ab")) {
        if (!(fields & (strategy_field_bit("ti") | strategy_field_bit("tw"))))
            lose(writer, "ab alone: titles are searched too");
        fields &= ~strategy_field_bit("ti");
    }
    for (int i = 0; strategy_fields[i].code[0]; i++) {
        if (!(fields & (uint64_t)1 << i))
            continue;
        const char *found = NULL;
        for (size_t k = 0; k < sizeof field_tags / sizeof *field_tags; k++)
            if (strcmp(field_tags[k].code, strategy_fields[i].code) == 0)
                found = field_tags[k].tags[writer->target];
        if (!found) {
            char what[60] = "the field xx: all fields are searched";
            memcpy(what + 10, strategy_fields[i].code, 2);
            lose(writer, what);
            found = writer->target == TARGET_WOS      ? "TS"
                    : writer->target == TARGET_SCOPUS ? "ALL"
                    : writer->target == TARGET_PUBMED ? "all"
                    : writer->target == TARGET_EBSCO  ? "TX"
                                                      : "";
        }
        for (struct slice rest = slice_of(found); rest.data;) {
            struct slice tag = slice_cut(&rest, '|');
            bool known = false;
            for (struct slice old = buffer_slice(tags); old.data && !known;)
                known = slice_equal(slice_cut(&old, '|'), tag) && tags->size > 0;
            if (known)
                continue;
            buffer_append_string(tags, tags->size > 0 ? "|" : "");
            buffer_append_slice(tags, tag);
        }
    }
}

/* Every group of or as a list of phrases, each terms and a line feed; false where it is more. */
static bool list_phrases(const struct writer *writer, uint32_t node, struct buffer *list,
                         size_t *count)
{
    const struct strategy_node *item = node_of(writer, node);
    if (item->kind == STRATEGY_WORDS) {
        if (has_wildcard(item->text))
            return false;
        read_terms(item->text, list);
        buffer_append_char(list, '\n');
        ++*count;
        return true;
    }
    for (uint32_t child = item->first; child != STRATEGY_NONE && item->kind == STRATEGY_OR;
         child = node_of(writer, child)->next)
        if (!list_phrases(writer, child, list, count))
            return false;
    return item->kind == STRATEGY_OR;
}

/* PubMed: every pair of words of the two sides, near each other. */
static bool write_pairs(struct writer *writer, const struct strategy_node *item, struct slice tag)
{
    struct buffer left = {0}, right = {0};
    size_t left_count = 0, right_count = 0;
    bool good = list_phrases(writer, item->first, &left, &left_count) &&
                list_phrases(writer, node_of(writer, item->first)->next, &right, &right_count) &&
                left_count * right_count <= MOST_PAIRS &&
                (item->ordered || slice_is(tag, "tiab") || slice_is(tag, "ti"));
    const char *before = "";
    for (struct slice ones = buffer_slice(&left); good && ones.size > 0;) {
        struct slice one = slice_cut(&ones, '\n');
        for (struct slice others = buffer_slice(&right); others.size > 0; before = " OR ") {
            struct slice other = slice_cut(&others, '\n');
            buffer_append_format(writer->text, "%s\"%.*s %.*s\"[%.*s", before, SLICE(one),
                                 SLICE(other), SLICE(tag));
            if (!item->ordered)
                buffer_append_format(writer->text, ":~%u", item->number - 1);
            put(writer, "]");
        }
    }
    buffer_free(&left);
    buffer_free(&right);
    return good;
}

static void write_distance(struct writer *writer, const struct strategy_node *item)
{
    unsigned between = item->ordered ? 0 : item->number - 1;
    switch (writer->target) {
    case TARGET_EBSCO:
        buffer_append_format(writer->text, " %c%u ", item->ordered ? 'W' : 'N', between);
        break;
    case TARGET_WOS:
        if (item->ordered)
            lose(writer, "the order of adj: either order is found");
        buffer_append_format(writer->text, " NEAR/%u ", between);
        break;
    case TARGET_SCOPUS:
        buffer_append_format(writer->text, " %s/%u ", item->ordered ? "PRE" : "W", between);
        break;
    case TARGET_EMBASE:
        buffer_append_format(writer->text, " %s/%u ", item->ordered ? "NEXT" : "NEAR", between + 1);
        break;
    case TARGET_PUBMED:
        lose(writer, "adj with truncation or phrases: the words may stand anywhere (AND)");
        put(writer, " AND ");
        break;
    }
}

/* The words of both sides as one phrase: a row of adj between words. */
static bool read_row(const struct writer *writer, uint32_t node, struct buffer *terms,
                     size_t *count)
{
    const struct strategy_node *item = node_of(writer, node);
    if (item->kind == STRATEGY_WORDS) {
        buffer_append_string(terms, *count > 0 ? " " : "");
        *count += read_terms(item->text, terms);
        return true;
    }
    return item->kind == STRATEGY_ADJACENT && item->ordered &&
           read_row(writer, item->first, terms, count) &&
           read_row(writer, node_of(writer, item->first)->next, terms, count);
}

/* PubMed: a phrase may end with a truncation and have none before. */
static void write_pubmed_row(struct writer *writer, struct slice terms, struct slice tag)
{
    struct slice before = terms;
    while (before.size > 0 && before.data[before.size - 1] != ' ')
        before.size--;
    bool apart = has_wildcard(before);
    if (!apart) {
        write_phrase(writer, terms);
        buffer_append_format(writer->text, "[%.*s]", SLICE(tag));
        return;
    }
    lose(writer, "adj with truncation or phrases: the words may stand anywhere (AND)");
    put(writer, "(");
    for (struct slice rest = terms; rest.data;) {
        write_term(writer, slice_cut(&rest, ' '));
        buffer_append_format(writer->text, "[%.*s]%s", SLICE(tag), rest.data ? " AND " : "");
    }
    put(writer, ")");
}

/* Words, groups and adjacencies of one field; the tag stands behind each phrase in PubMed, and is
 * empty elsewhere. */
static void write_proximal(struct writer *writer, uint32_t node, struct slice tag, bool inner)
{
    const struct strategy_node *item = node_of(writer, node);
    bool pubmed = writer->target == TARGET_PUBMED;
    struct buffer terms = {0};
    size_t count = 0;
    if (item->kind == STRATEGY_OR) {
        put(writer, inner ? "(" : "");
        for (uint32_t child = item->first; child != STRATEGY_NONE;
             child = node_of(writer, child)->next) {
            write_proximal(writer, child, tag, true);
            put(writer, node_of(writer, child)->next == STRATEGY_NONE ? "" : " OR ");
        }
        put(writer, inner ? ")" : "");
    } else if (read_row(writer, node, &terms, &count)) {
        if (pubmed)
            write_pubmed_row(writer, buffer_slice(&terms), tag);
        else
            write_phrase(writer, buffer_slice(&terms));
    } else {
        put(writer, inner ? "(" : "");
        if (!pubmed || !write_pairs(writer, item, tag)) {
            write_proximal(writer, item->first, tag, true);
            write_distance(writer, item);
            write_proximal(writer, node_of(writer, item->first)->next, tag, true);
        }
        put(writer, inner ? ")" : "");
    }
    buffer_free(&terms);
}

/* A proximal in its fields. */
static void write_fields(struct writer *writer, uint32_t node, uint64_t fields, bool inner)
{
    struct buffer tags = {0};
    read_tags(writer, fields, &tags);
    bool several = memchr(tags.data ? tags.data : "", '|', tags.size) != NULL;
    if (writer->target == TARGET_EMBASE) {
        bool group = node_of(writer, node)->kind != STRATEGY_WORDS;
        put(writer, group ? "(" : "");
        write_proximal(writer, node, (struct slice){NULL, 0}, false);
        put(writer, group ? ")" : "");
        for (size_t i = 0; tags.data && i < tags.size; i++)
            tags.data[i] = tags.data[i] == '|' ? ',' : tags.data[i];
        if (tags.size > 0)
            buffer_append_format(writer->text, ":%.*s", SLICE(tags));
        buffer_free(&tags);
        return;
    }
    put(writer, inner && several ? "(" : "");
    for (struct slice rest = buffer_slice(&tags); rest.data;) {
        struct slice tag = slice_cut(&rest, '|');
        if (writer->target == TARGET_PUBMED)
            write_proximal(writer, node, tag, inner || several);
        else {
            const char *open = writer->target == TARGET_WOS     ? "=("
                               : writer->target == TARGET_EBSCO ? " ("
                                                                : "(";
            buffer_append_format(writer->text, "%.*s%s", SLICE(tag), open);
            write_proximal(writer, node, tag, false);
            put(writer, ")");
        }
        put(writer, rest.data ? " OR " : "");
    }
    put(writer, inner && several ? ")" : "");
    buffer_free(&tags);
}

/* One heading, with a qualifier or without. */
static void write_one_heading(struct writer *writer, const struct strategy_node *item,
                              int qualifier)
{
    int size = (int)item->text.size;
    const char *name = item->text.data;
    switch (writer->target) {
    case TARGET_PUBMED:
        buffer_append_format(writer->text, "\"%.*s%s%s\"[%s%s]", size, name,
                             qualifier < 0 ? "" : "/",
                             qualifier < 0 ? "" : strategy_qualifiers[qualifier].name,
                             item->focus ? "majr" : "mh", item->explode ? "" : ":noexp");
        break;
    case TARGET_EBSCO:
        buffer_append_format(writer->text, "(%s \"%.*s%s", item->focus ? "MM" : "MH", size, name,
                             item->explode ? "+" : "");
        if (qualifier >= 0)
            buffer_append_format(writer->text, "/%c%c", strategy_qualifiers[qualifier].code[0] - 32,
                                 strategy_qualifiers[qualifier].code[1] - 32);
        put(writer, "\")");
        break;
    case TARGET_EMBASE:
        lose(writer, "headings of MeSH: look them up in Emtree");
        buffer_append_format(writer->text, "'%.*s'/%s%s", size, name,
                             item->explode ? "exp"
                             : item->focus ? "mj"
                                           : "de",
                             item->explode && item->focus ? "/mj" : "");
        break;
    case TARGET_WOS:
        lose(writer, "subject headings: searched as words");
        buffer_append_format(writer->text, "TS=(\"%.*s\")", size, name);
        break;
    case TARGET_SCOPUS:
        if (item->explode || item->focus)
            lose(writer, "narrower headings and focus");
        buffer_append_format(writer->text, "INDEXTERMS(\"%.*s\")", size, name);
        break;
    }
}

static void write_heading(struct writer *writer, const struct strategy_node *item, bool inner)
{
    bool qualified = item->qualifiers[0] || item->qualifiers[1];
    bool carries = writer->target == TARGET_PUBMED || writer->target == TARGET_EBSCO;
    if (!qualified || !carries) {
        if (qualified)
            lose(writer, "qualifiers of headings");
        write_one_heading(writer, item, -1);
        return;
    }
    const char *before = inner ? "(" : "";
    for (int i = 0; strategy_qualifiers[i].name; i++) {
        if (!(item->qualifiers[i / 64] & (uint64_t)1 << i % 64))
            continue;
        put(writer, before);
        write_one_heading(writer, item, i);
        before = " OR ";
    }
    put(writer, inner ? ")" : "");
}

static void write_years(struct writer *writer, const struct strategy_node *item)
{
    enum { OLDEST = 1000, OPEN = 3000 };
    struct buffer *text = writer->text;
    unsigned first = item->number ? item->number : OLDEST;
    unsigned last = item->last < OPEN ? item->last : OPEN;
    switch (writer->target) {
    case TARGET_PUBMED:
        buffer_append_format(text, "%u:%u[dp]", first, last);
        break;
    case TARGET_EBSCO:
        buffer_append_format(text, "PY %u-%u", first, last);
        break;
    case TARGET_WOS:
        buffer_append_format(text, "PY=(%u-%u)", first, last);
        break;
    case TARGET_SCOPUS:
        buffer_append_format(text, "(PUBYEAR > %u AND PUBYEAR < %u)", first - 1, last + 1);
        break;
    case TARGET_EMBASE:
        buffer_append_format(text, "[%u-%u]/py", first, last);
        break;
    }
}

static void write_joined(struct writer *writer, const struct strategy_node *item, bool inner)
{
    const char *between = item->kind == STRATEGY_AND        ? " AND "
                          : item->kind == STRATEGY_OR       ? " OR "
                          : writer->target == TARGET_SCOPUS ? " AND NOT "
                                                            : " NOT ";
    size_t open = writer->text->size, pieces = 0;
    put(writer, "(");
    for (uint32_t child = item->first; child != STRATEGY_NONE;
         child = node_of(writer, child)->next) {
        size_t before = writer->text->size;
        put(writer, pieces > 0 ? between : "");
        size_t empty = writer->text->size;
        write_node(writer, child, true);
        if (writer->text->size == empty)
            writer->text->size = before;
        else
            pieces++;
    }
    put(writer, ")");
    /* What is left out leaves nothing, and one piece needs no parentheses. */
    if (pieces == 0)
        writer->text->size = open;
    else if (pieces == 1 || !inner) {
        memmove(writer->text->data + open, writer->text->data + open + 1,
                writer->text->size - open - 1);
        writer->text->size -= 2;
    }
}

static void write_node(struct writer *writer, uint32_t node, bool inner)
{
    const struct strategy_node *item = node_of(writer, node);
    uint64_t fields = common_fields(writer, node);
    if (fields != 0) {
        write_fields(writer, node, fields, inner);
        return;
    }
    switch (item->kind) {
    case STRATEGY_HEADING:
        write_heading(writer, item, inner);
        break;
    case STRATEGY_SET:
        buffer_append_format(writer->text, "%s%llu", writer->target == TARGET_EBSCO ? "S" : "#",
                             U64(writer->strategy->lines[item->number].number));
        break;
    case STRATEGY_FREQUENCY:
        lose(writer, "/freq: once is enough");
        write_node(writer, item->first, inner);
        break;
    case STRATEGY_YEARS:
        write_years(writer, item);
        break;
    case STRATEGY_ABSTRACT:
        if (writer->target == TARGET_PUBMED || writer->target == TARGET_EMBASE)
            put(writer, writer->target == TARGET_PUBMED ? "hasabstract" : "[abstracts]/lim");
        else
            lose(writer, "the limit to abstracts");
        break;
    case STRATEGY_UNKNOWN:
        lose(writer, "a limit that only Ovid has");
        break;
    case STRATEGY_ADJACENT:
        /* Its words are in different fields, which nobody else can ask for. */
        lose(writer, "adj between fields: the words may stand anywhere (AND)");
        put(writer, inner ? "(" : "");
        write_node(writer, item->first, true);
        put(writer, " AND ");
        write_node(writer, node_of(writer, item->first)->next, true);
        put(writer, inner ? ")" : "");
        break;
    default:
        write_joined(writer, item, inner);
        break;
    }
}

void strategy_translate(const struct strategy *strategy, uint32_t line, enum strategy_target target,
                        struct buffer *text, struct buffer *lost)
{
    struct writer writer = {strategy, target, text, lost};
    write_node(&writer, strategy->lines[line].root, false);
}
