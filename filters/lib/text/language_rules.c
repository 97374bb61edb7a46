#include "text/language_rules.h"

#include <string.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/shipped.h"
#include "text/language_code.h"

static void append_list(const char *folder, const char *name, struct buffer *list)
{
    struct buffer path = {0};
    buffer_append_format(&path, "languages/%s/%s", folder, name);
    buffer_append_char(&path, '\0');
    struct slice found = shipped_find(path.data);
    if (found.data)
        buffer_append_slice(list, found);
    buffer_free(&path);
}

void language_rules_append(const char *code, const char *name, struct buffer *list)
{
    append_list(code, name, list);
    if (strcmp(code, "nb") == 0 || strcmp(code, "nn") == 0)
        append_list("no", name, list);
}

/* A row of rules.tsv: the name of a rule, and why. Its header and comments are no rules. */
static void add_rule(struct language_rules *rules, struct slice row)
{
    struct slice name = slice_cut(&row, '\t');
    if (slice_is(name, "colon-upper"))
        rules->style.colon_upper = true;
    else if (slice_is(name, "colon-quote"))
        rules->style.colon_quote = true;
    else if (slice_is(name, "number-joins"))
        rules->style.number_joins = rules->words.ordinals_upper = true;
    else if (slice_is(name, "own-stops"))
        rules->words.abbreviations = rules->style.abbreviations;
    else if (slice_is(name, "ordinals"))
        rules->words.ordinals = true;
    else if (slice_is(name, "part-hyphens"))
        rules->words.part_hyphens = true;
    else if (slice_is(name, "colon-joins"))
        rules->words.colon_joins = true;
    else if (name.size > 0 && name.data[0] != '#' && !slice_is(name, "rule"))
        message_fatal(NULL, "rules of the language %s: unknown rule '%.*s'", rules->code,
                      SLICE(name));
}

/* The list of elided words, kept as it is: lines that are comments match nothing. */
static struct slice elisions_of(const char *code)
{
    struct buffer list = {0};
    language_rules_append(code, "elisions.txt", &list);
    return buffer_slice(&list);
}

static struct language_rules *read_rules(const char *code)
{
    struct language_rules *rules = memory_zeroed(1, sizeof *rules);
    struct buffer list = {0};
    rules->code = code;
    language_rules_append(code, "abbreviations.txt", &list);
    if (list.size > 0)
        rules->style.abbreviations = sentence_abbreviations_new(list.data, list.size);
    buffer_clear(&list);
    language_rules_append(code, "rules.tsv", &list);
    for (struct slice rest = buffer_slice(&list); rest.size > 0;)
        add_rule(rules, slice_cut(&rest, '\n'));
    rules->changes_words = list.size > 0;
    buffer_free(&list);
    rules->words.elisions = elisions_of(code);
    return rules;
}

const struct language_rules *language_rules_find(const char *code)
{
    enum { MOST = 32 };
    static struct language_rules *known[MOST];
    size_t i = 0;
    while (known[i] && strcmp(known[i]->code, code) != 0)
        i++;
    if (!known[i])
        known[i] = read_rules(code);
    return known[i];
}

const char *language_rules_need(const char *name)
{
    if (strcmp(name, "auto") == 0 || strcmp(name, "none") == 0)
        return name;
    return language_code_need(name, "auto, none")->code;
}

const struct language_rules *language_rules_choose(const char *wish, struct slice of_document)
{
    if (strcmp(wish, "auto") != 0)
        return language_rules_find(wish);
    const struct language_code *language = language_code_find(of_document);
    return language_rules_find(language ? language->code : "en");
}
