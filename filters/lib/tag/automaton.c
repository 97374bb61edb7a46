#include "tag/automaton.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/message.h"

enum { FIRST_SLOTS = 64 };

void automaton_init(struct automaton *automaton)
{
    *automaton = (struct automaton){.edge_mask = FIRST_SLOTS - 1};
    automaton->edge_keys = memory_zeroed(FIRST_SLOTS, sizeof *automaton->edge_keys);
    automaton->edge_targets = memory_allocate(FIRST_SLOTS, sizeof *automaton->edge_targets);
    uint32_t root = automaton_add_node(automaton);
    automaton->nodes[root].shared = true;
}

void automaton_free(struct automaton *automaton)
{
    free(automaton->nodes);
    free(automaton->accepts);
    free(automaton->edge_keys);
    free(automaton->edge_targets);
}

uint32_t automaton_add_node(struct automaton *automaton)
{
    if (automaton->node_count >= AUTOMATON_NONE - 1)
        message_fatal(NULL, "the dictionary is too large: more than 2^32 parts of phrases");
    automaton->nodes = memory_grow(automaton->nodes, &automaton->node_capacity,
                                   automaton->node_count + 1, sizeof *automaton->nodes);
    automaton->nodes[automaton->node_count] = (struct automaton_node){.any = AUTOMATON_NONE,
                                                                      .accept = AUTOMATON_NONE};
    return (uint32_t)automaton->node_count++;
}

static void insert(struct automaton *automaton, uint64_t key, uint32_t target)
{
    size_t slot = automaton_edge_slot(automaton, key);
    while (automaton->edge_keys[slot])
        slot = (slot + 1) & automaton->edge_mask;
    automaton->edge_keys[slot] = key;
    automaton->edge_targets[slot] = target;
}

static void enlarge(struct automaton *automaton)
{
    uint64_t *keys = automaton->edge_keys;
    uint32_t *targets = automaton->edge_targets;
    size_t slots = automaton->edge_mask + 1;
    automaton->edge_keys = memory_zeroed(2 * slots, sizeof *keys);
    automaton->edge_targets = memory_allocate(2 * slots, sizeof *targets);
    automaton->edge_mask = 2 * slots - 1;
    for (size_t i = 0; i < slots; i++)
        if (keys[i])
            insert(automaton, keys[i], targets[i]);
    free(keys);
    free(targets);
}

void automaton_add_edge(struct automaton *automaton, uint32_t from, uint32_t word, uint32_t to)
{
    uint64_t key = automaton_edge_key(from, word);
    size_t slot = automaton_edge_slot(automaton, key);
    for (uint32_t target; (target = automaton_next_edge(automaton, key, &slot)) != AUTOMATON_NONE;)
        if (target == to)
            return;
    insert(automaton, key, to);
    word_filter_add(&automaton->nodes[from].words, word);
    if (2 * ++automaton->edge_count > automaton->edge_mask)
        enlarge(automaton);
}

void automaton_add_accept(struct automaton *automaton, uint32_t node, uint32_t entry)
{
    automaton->accepts = memory_grow(automaton->accepts, &automaton->accept_capacity,
                                     automaton->accept_count + 1, sizeof *automaton->accepts);
    automaton->accepts[automaton->accept_count] = (struct automaton_accept){
        entry, automaton->nodes[node].accept};
    automaton->nodes[node].accept = (uint32_t)automaton->accept_count++;
}

uint32_t automaton_find_shared(const struct automaton *automaton, uint32_t from, uint32_t word)
{
    uint64_t key = automaton_edge_key(from, word);
    size_t slot = automaton_edge_slot(automaton, key);
    uint32_t target;
    do
        target = automaton_next_edge(automaton, key, &slot);
    while (target != AUTOMATON_NONE && !automaton->nodes[target].shared);
    return target;
}
