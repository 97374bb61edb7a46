#include "stream/concept_choice.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/suggest.h"

struct concept_choice concept_choice_begin(const struct option_list *names)
{
    return (struct concept_choice){
        .names = names,
        .found = memory_zeroed(names->count, sizeof(bool)),
        .missing = names->count,
    };
}

static bool covers(const char *name, struct slice concept)
{
    size_t size = strlen(name);
    return slice_starts(concept, name) && (concept.size == size || concept.data[size] == '/');
}

void concept_choice_note(struct concept_choice *choice, struct slice concept)
{
    if (choice->missing == 0)
        return;
    for (size_t i = 0; i < choice->names->count; i++)
        if (!choice->found[i] && covers(choice->names->items[i], concept)) {
            choice->found[i] = true;
            choice->missing--;
        }
    /* Those above it can be named as well. */
    for (size_t i = 1; i < concept.size; i++)
        if (concept.data[i] == '/')
            map_add(&choice->known, slice_make(concept.data, i), NULL);
    map_add(&choice->known, concept, NULL);
}

static bool is_chosen(const struct concept_choice *choice, struct slice concept)
{
    for (size_t i = 0; i < choice->names->count; i++)
        if (covers(choice->names->items[i], concept))
            return true;
    return choice->names->count == 0;
}

void concept_choice_keep(struct concept_choice *choice, struct spans *spans)
{
    size_t kept = 0;
    for (size_t i = 0; i < spans->count; i++) {
        concept_choice_note(choice, spans->items[i].name);
        if (is_chosen(choice, spans->items[i].name))
            spans->items[kept++] = spans->items[i];
    }
    spans->count = kept;
}

/* What a message about a name that is missing ends with. */
static struct suggest suggest_concept(const struct concept_choice *choice, const char *name)
{
    struct suggest suggest = suggest_begin(slice_of(name));
    uint32_t *sorted = map_sorted(&choice->known);
    for (size_t i = 0; i < choice->known.count; i++)
        suggest_add(&suggest, map_key(&choice->known, sorted[i]));
    free(sorted);
    return suggest;
}

void concept_choice_require(struct concept_choice *choice)
{
    for (size_t i = 0; choice->missing > 0 && i < choice->names->count; i++) {
        if (choice->found[i])
            continue;
        struct suggest suggest = suggest_concept(choice, choice->names->items[i]);
        message_fatal(NULL, "no concept '%s' in the dictionary%s", choice->names->items[i],
                      suggest_ending(&suggest, "the concepts are"));
    }
}

void concept_choice_report(struct concept_choice *choice)
{
    for (size_t i = 0; choice->missing > 0 && i < choice->names->count; i++) {
        if (choice->found[i])
            continue;
        struct suggest suggest = suggest_concept(choice, choice->names->items[i]);
        message_note(NULL, "no hit of the concept '%s'%s", choice->names->items[i],
                     suggest_ending(&suggest, "the concepts are"));
        suggest_free(&suggest);
    }
}

void concept_choice_free(struct concept_choice *choice)
{
    free(choice->found);
    map_free(&choice->known);
}
