/* Clusters: the connected components of pairs that belong together, unless two members of one are
 * known to be apart. A chain of pairs, each good by itself, therefore never joins what a veto
 * forbids: the link that would do it is refused.
 *
 * Which link that is depends on the order of the links, so callers give the strong ones first. */
#ifndef COSPAN_REVIEW_CLUSTERS_H
#define COSPAN_REVIEW_CLUSTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct clusters {
    uint32_t *parent; /* towards the root, whose number is the least of its cluster */
    uint32_t *next;   /* the members of a cluster, in a ring */
    uint32_t *size;   /* of the cluster, at its root */
    size_t count;
};

/* Whether two members must not meet in a cluster. */
typedef bool clusters_forbid(void *context, uint32_t a, uint32_t b);

/* `count` clusters of one; release with clusters_free. */
void clusters_open(struct clusters *clusters, size_t count);

/* The least member of the cluster. */
uint32_t clusters_root(const struct clusters *clusters, uint32_t member);

enum { CLUSTERS_MOST_PAIRS = 4096 };

/* Joins the clusters of both if no member of one is forbidden to meet one of the other; false if
 * one is. To bound the work, clusters with more than CLUSTERS_MOST_PAIRS pairs between them are
 * not joined either. */
bool clusters_join(struct clusters *clusters, uint32_t a, uint32_t b, clusters_forbid *forbid,
                   void *context);

/* Joins without asking: members that are the same thing. */
void clusters_unite(struct clusters *clusters, uint32_t a, uint32_t b);

void clusters_free(struct clusters *clusters);

#endif
