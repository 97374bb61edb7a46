/* Automaton of all phrases of a dictionary. A node is the part of a phrase matched so far; an edge
 * leads to another node over one token that is a certain word (vocabulary.h), or over any token.
 * Phrases with the same beginning share their first nodes. Node 0 is the root. An entry is accepted
 * at the nodes where its phrase is complete. */
#ifndef COSPAN_TAG_AUTOMATON_H
#define COSPAN_TAG_AUTOMATON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define AUTOMATON_ROOT 0U
#define AUTOMATON_NONE UINT32_MAX

/* A set of words that may report false positives (a Bloom filter of two bits). Testing it is
 * cheaper than visiting an edge, which in a large dictionary is far away in memory. */
struct word_filter {
    uint64_t bits[2];
};

static inline void word_filter_add(struct word_filter *filter, uint32_t word)
{
    uint64_t mixed = word * 0x9e3779b97f4a7c15u;
    filter->bits[0] |= (uint64_t)1 << (mixed >> 58);
    filter->bits[1] |= (uint64_t)1 << (mixed >> 52 & 63);
}

static inline void word_filter_add_all(struct word_filter *filter, const struct word_filter *more)
{
    filter->bits[0] |= more->bits[0];
    filter->bits[1] |= more->bits[1];
}

static inline bool word_filter_is_empty(const struct word_filter *filter)
{
    return filter->bits[0] == 0;
}

/* Whether the sets may share a word. */
static inline bool word_filter_meets(const struct word_filter *a, const struct word_filter *b)
{
    return ((a->bits[0] & b->bits[0]) != 0) & ((a->bits[1] & b->bits[1]) != 0);
}

struct automaton_node {
    struct word_filter words; /* words of the edges from here */
    uint32_t any;             /* target of the edge over any token, or AUTOMATON_NONE */
    uint32_t accept;          /* the first entry accepted here, or AUTOMATON_NONE */
    bool shared;              /* a phrase with the same beginning may continue from here */
    bool joined;              /* several edges lead here */
};

struct automaton_accept {
    uint32_t entry;
    uint32_t next; /* the next entry of the node, or AUTOMATON_NONE */
};

/* Call automaton_init first. */
struct automaton {
    struct automaton_node *nodes;
    size_t node_count, node_capacity;
    struct automaton_accept *accepts;
    size_t accept_count, accept_capacity;
    uint64_t *edge_keys; /* node + 1 and word; 0 if the slot is free; equal keys may repeat */
    uint32_t *edge_targets;
    size_t edge_count, edge_mask;
};

void automaton_init(struct automaton *automaton);
void automaton_free(struct automaton *automaton);

uint32_t automaton_add_node(struct automaton *automaton);
void automaton_add_edge(struct automaton *automaton, uint32_t from, uint32_t word, uint32_t to);
void automaton_add_accept(struct automaton *automaton, uint32_t node, uint32_t entry);

/* The target of a shared edge over the word, or AUTOMATON_NONE. */
uint32_t automaton_find_shared(const struct automaton *automaton, uint32_t from, uint32_t word);

static inline uint64_t automaton_edge_key(uint32_t from, uint32_t word)
{
    return ((uint64_t)from + 1) << 32 | word;
}

static inline size_t automaton_edge_slot(const struct automaton *automaton, uint64_t key)
{
    uint64_t mixed = key * 0x9e3779b97f4a7c15u;
    return (size_t)((mixed ^ mixed >> 32) & automaton->edge_mask);
}

/* Visits the edges of one key: begin with *slot = automaton_edge_slot(...). Each call returns a
 * target, and AUTOMATON_NONE after the last. */
static inline uint32_t automaton_next_edge(const struct automaton *automaton, uint64_t key,
                                           size_t *slot)
{
    while (automaton->edge_keys[*slot]) {
        size_t at = *slot;
        *slot = (at + 1) & automaton->edge_mask;
        if (automaton->edge_keys[at] == key)
            return automaton->edge_targets[at];
    }
    return AUTOMATON_NONE;
}

#endif
