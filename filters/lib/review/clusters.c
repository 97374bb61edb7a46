#include "review/clusters.h"

#include <stdlib.h>

#include "base/memory.h"

void clusters_open(struct clusters *clusters, size_t count)
{
    clusters->count = count;
    clusters->parent = memory_allocate(count, sizeof *clusters->parent);
    clusters->next = memory_allocate(count, sizeof *clusters->next);
    clusters->size = memory_allocate(count, sizeof *clusters->size);
    for (size_t i = 0; i < count; i++) {
        clusters->parent[i] = clusters->next[i] = (uint32_t)i;
        clusters->size[i] = 1;
    }
}

uint32_t clusters_root(const struct clusters *clusters, uint32_t member)
{
    while (clusters->parent[member] != member) {
        /* Every look shortens the way of the next one. */
        uint32_t above = clusters->parent[member];
        clusters->parent[member] = clusters->parent[above];
        member = above;
    }
    return member;
}

void clusters_unite(struct clusters *clusters, uint32_t a, uint32_t b)
{
    uint32_t root = clusters_root(clusters, a), other = clusters_root(clusters, b);
    if (root == other)
        return;
    if (other < root) {
        uint32_t least = other;
        other = root;
        root = least;
    }
    clusters->parent[other] = root;
    clusters->size[root] += clusters->size[other];
    uint32_t next = clusters->next[root];
    clusters->next[root] = clusters->next[other];
    clusters->next[other] = next;
}

bool clusters_join(struct clusters *clusters, uint32_t a, uint32_t b, clusters_forbid *forbid,
                   void *context)
{
    uint32_t left = clusters_root(clusters, a), right = clusters_root(clusters, b);
    if (left == right)
        return true;
    if ((uint64_t)clusters->size[left] * clusters->size[right] > CLUSTERS_MOST_PAIRS)
        return false;
    uint32_t i = left;
    do {
        uint32_t j = right;
        do {
            if (forbid(context, i, j))
                return false;
            j = clusters->next[j];
        } while (j != right);
        i = clusters->next[i];
    } while (i != left);
    clusters_unite(clusters, left, right);
    return true;
}

void clusters_free(struct clusters *clusters)
{
    free(clusters->parent);
    free(clusters->next);
    free(clusters->size);
    *clusters = (struct clusters){0};
}
