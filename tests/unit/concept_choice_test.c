/* Concepts that the user names, and what is said of those that do not exist. */
#include "stream/concept_choice.h"

#include "check.h"

/* Keeps the chosen of four spans; returns their names, separated by blanks. */
static const char *chosen(struct concept_choice *choice)
{
    static const char *const names[] = {"role/peer", "role", "roles", "condition/trust"};
    static char text[128];
    struct span items[4];
    struct spans spans = {.items = items, .count = 4, .capacity = 4};
    for (size_t i = 0; i < 4; i++)
        items[i] = (struct span){.name = slice_of(names[i]), .end = 1};
    concept_choice_keep(choice, &spans);
    text[0] = '\0';
    for (size_t i = 0, size = 0; i < spans.count; i++)
        size += (size_t)snprintf(text + size, sizeof text - size, i > 0 ? " %s" : "%s",
                                 items[i].name.data);
    return text;
}

static struct option_list list_of(const char **names, size_t count)
{
    return (struct option_list){names, count, count};
}

TEST("a concept and those below it are chosen, and all where none is named")
{
    const char *names[] = {"role", "condition/trust"};
    struct option_list none = {0}, one = list_of(names, 1), two = list_of(names, 2);
    struct concept_choice choice = concept_choice_begin(&none);
    CHECK(strcmp(chosen(&choice), "role/peer role roles condition/trust") == 0);
    CHECK(choice.missing == 0 && choice.known.count == 0);
    concept_choice_free(&choice);
    choice = concept_choice_begin(&one);
    CHECK(strcmp(chosen(&choice), "role/peer role") == 0 && choice.missing == 0);
    concept_choice_free(&choice);
    choice = concept_choice_begin(&two);
    CHECK(strcmp(chosen(&choice), "role/peer role condition/trust") == 0 && choice.missing == 0);
    concept_choice_free(&choice);
}

static void report(void *choice)
{
    concept_choice_report(choice);
}

static void require(void *choice)
{
    concept_choice_require(choice);
}

TEST("a concept that is missing is reported with the nearest")
{
    const char *names[] = {"role", "trust"};
    struct option_list two = list_of(names, 2);
    struct concept_choice choice = concept_choice_begin(&two);
    chosen(&choice);
    CHECK(choice.missing == 1);
    CHECK(check_ends(report, &choice) == 0);
    CHECK(strstr(check_messages,
                 "no hit of the concept 'trust'; did you mean 'condition/trust'? "
                 "the concepts are condition, condition/trust, role, role/peer, roles\n"));
    CHECK(check_ends(require, &choice) == 2);
    CHECK(strstr(check_messages, "no concept 'trust' in the dictionary; did you mean "));
    concept_choice_note(&choice, slice_of("trust/in-managers"));
    CHECK(choice.missing == 0 && check_ends(require, &choice) == 0);
    concept_choice_free(&choice);
}
