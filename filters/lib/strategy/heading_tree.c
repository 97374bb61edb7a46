#include "strategy/heading_tree.h"

#include <stdlib.h>

#include "base/buffer.h"
#include "base/message.h"
#include "strategy/terms.h"

static int by_number(const void *a, const void *b)
{
    const struct heading_place *one = a, *two = b;
    int order = slice_compare(one->number, two->number);
    return order != 0 ? order : (one->heading > two->heading) - (one->heading < two->heading);
}

void heading_tree_read(struct heading_tree *tree, const char *path, struct slice bytes)
{
    struct buffer words = {0};
    struct place place = {path, 0, 0};
    for (struct slice rest = bytes; rest.data;) {
        struct slice line = slice_cut(&rest, '\n'), number = line;
        place.line++;
        if (slice_trim(line).size == 0 || line.data[0] == '#')
            continue;
        char separator = memchr(line.data, '\t', line.size) ? '\t' : ';';
        struct slice heading = slice_cut(&number, separator);
        buffer_clear(&words);
        strategy_words_join(heading, &words);
        number = number.data ? slice_trim(number) : number;
        if (!number.data || number.size == 0 || words.size == 0) {
            message_error(&place, "expected a heading, a tab and a tree number, not '%.*s'",
                          SLICE(line));
            continue;
        }
        tree->places = memory_grow(tree->places, &tree->capacity, tree->count + 1,
                                   sizeof *tree->places);
        tree->places[tree->count++] = (struct heading_place){
            arena_copy(&tree->arena, number), map_add(&tree->headings, buffer_slice(&words), NULL)};
    }
    if (tree->count > 1)
        qsort(tree->places, tree->count, sizeof *tree->places, by_number);
    buffer_free(&words);
}

/* Places of narrower headings follow: their numbers begin with this one and a point, and only
 * numbers that begin alike stand between. */
static void explode_place(const struct heading_tree *tree, size_t at,
                          void (*found)(void *context, struct slice heading), void *context)
{
    struct slice root = tree->places[at].number;
    for (size_t i = at; i < tree->count; i++) {
        struct slice number = tree->places[i].number;
        if (number.size < root.size || memcmp(number.data, root.data, root.size) != 0)
            return;
        if (number.size == root.size || number.data[root.size] == '.')
            found(context, map_key(&tree->headings, tree->places[i].heading));
    }
}

bool heading_tree_explode(const struct heading_tree *tree, struct slice heading,
                          void (*found)(void *context, struct slice heading), void *context)
{
    uint32_t number = map_find(&tree->headings, heading);
    if (number == MAP_NONE)
        return false;
    for (size_t i = 0; i < tree->count; i++)
        if (tree->places[i].heading == number)
            explode_place(tree, i, found, context);
    return true;
}

void heading_tree_free(struct heading_tree *tree)
{
    map_free(&tree->headings);
    free(tree->places);
    arena_free(&tree->arena);
    *tree = (struct heading_tree){0};
}
