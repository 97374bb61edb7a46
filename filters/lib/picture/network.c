#include "picture/network.h"

#include <math.h>
#include <stdlib.h>

enum { ROUNDS = 300 };
static const double unreached = 1e9;

static int by_weight(const void *left, const void *right)
{
    const struct network_link *a = left, *b = right;
    if (a->weight != b->weight)
        return a->weight > b->weight ? -1 : 1;
    if (a->a != b->a)
        return a->a < b->a ? -1 : 1;
    return a->b < b->b ? -1 : a->b > b->b;
}

/* From numbers of names to places among the labels, for links whose both ends are shown. */
static void choose_links(struct network *network, const struct matrix *matrix)
{
    size_t count = matrix->labels.count, kept = 0;
    uint32_t *places = matrix_places_of(&matrix->label_map, &matrix->labels);
    for (size_t i = 0; i < network->count; i++) {
        struct network_link link = network->links[i];
        link.a = places[link.a];
        link.b = places[link.b];
        if (link.a < count && link.b < count)
            network->links[kept++] = link;
    }
    free(places);
    if (kept > 1)
        qsort(network->links, kept, sizeof *network->links, by_weight);
    network->count = kept < count * NETWORK_LINKS ? kept : count * NETWORK_LINKS;
}

/* How far apart two nodes should be: along the links, of which strong ones are short. */
static double *find_distances(const struct network *network, size_t count)
{
    double *distances = memory_allocate(count * count + 1, sizeof *distances), farthest = 1;
    double most = network->count > 0 ? network->links[0].weight : 1;
    for (size_t i = 0; i < count * count; i++)
        distances[i] = i % (count + 1) == 0 ? 0 : unreached;
    for (size_t i = 0; i < network->count; i++) {
        const struct network_link *link = &network->links[i];
        double length = 1 + 0.8 * (1 - link->weight / most);
        distances[link->a * count + link->b] = distances[link->b * count + link->a] = length;
    }
    for (size_t by = 0; by < count; by++)
        for (size_t i = 0; i < count; i++)
            for (size_t j = 0; j < count; j++) {
                double way = distances[i * count + by] + distances[by * count + j];
                if (way < distances[i * count + j])
                    distances[i * count + j] = way;
            }
    for (size_t i = 0; i < count * count; i++)
        if (distances[i] < unreached && distances[i] > farthest)
            farthest = distances[i];
    /* Parts without a link between them stand beside each other, not worlds apart. */
    for (size_t i = 0; i < count * count; i++)
        if (distances[i] >= unreached)
            distances[i] = farthest * 0.6 + 1;
    return distances;
}

/* Cosine and sine of a turn's part, by their series: those of the C library differ by machine. */
static void turn_of(double part, double *cosine, double *sine)
{
    double angle = 2 * 3.14159265358979323846 * part, term = 1;
    *cosine = *sine = 0;
    for (int i = 0; i < 60; i++) {
        double sign = i % 4 < 2 ? 1 : -1;
        *(i % 2 == 0 ? cosine : sine) += sign * term;
        term *= angle / (i + 1);
    }
}

/* Neighbours follow each other around the circle: the order in which they are met from the
 * largest node, ring by ring. */
static void start_on_circle(struct network *network, size_t count, const double *distances)
{
    size_t *order = memory_allocate(count + 1, sizeof *order), found = 0;
    bool *seen = memory_zeroed(count + 1, sizeof *seen);
    for (size_t start = 0; start < count; start++) {
        if (seen[start])
            continue;
        seen[start] = true;
        order[found++] = start;
        for (size_t next = found - 1; next < found; next++)
            for (size_t i = 0; i < count; i++)
                if (!seen[i] && distances[order[next] * count + i] <= 1.8) {
                    seen[i] = true;
                    order[found++] = i;
                }
    }
    double radius = (double)count / 6 + 0.5;
    for (size_t i = 0; i < count; i++) {
        double cosine, sine;
        turn_of((double)i / (double)count, &cosine, &sine);
        network->nodes[order[i]] = (struct network_node){radius * cosine, radius * sine};
    }
    free(order);
    free(seen);
}

/* One node goes where the others want it, each counting by the square of its nearness. */
static void move_node(struct network *network, size_t count, const double *distances, size_t i)
{
    struct network_node *nodes = network->nodes, at = nodes[i], sum = {0, 0};
    double weights = 0;
    for (size_t j = 0; j < count; j++) {
        if (j == i)
            continue;
        double wanted = distances[i * count + j], weight = 1 / (wanted * wanted);
        double x = at.x - nodes[j].x, y = at.y - nodes[j].y, apart = sqrt(x * x + y * y);
        double share = apart > 1e-9 ? wanted / apart : 0;
        sum.x += weight * (nodes[j].x + x * share);
        sum.y += weight * (nodes[j].y + y * share);
        weights += weight;
    }
    if (weights > 0)
        nodes[i] = (struct network_node){sum.x / weights, sum.y / weights};
}

/* The longest side lies level, since pictures are wider than high. */
static void turn_level(struct network *network, size_t count)
{
    double x = 0, y = 0, xx = 0, xy = 0, yy = 0;
    for (size_t i = 0; i < count; i++) {
        x += network->nodes[i].x / (double)count;
        y += network->nodes[i].y / (double)count;
    }
    for (size_t i = 0; i < count; i++) {
        struct network_node *node = &network->nodes[i];
        *node = (struct network_node){node->x - x, node->y - y};
        xx += node->x * node->x;
        xy += node->x * node->y;
        yy += node->y * node->y;
    }
    /* The eigenvector of the larger eigenvalue. */
    double half = (xx - yy) / 2, root = sqrt(half * half + xy * xy);
    double along = half >= 0 ? half + root : xy, across = half >= 0 ? xy : root - half;
    double length = sqrt(along * along + across * across);
    if (!(length > 1e-9))
        return;
    for (size_t i = 0; i < count; i++) {
        struct network_node *node = &network->nodes[i];
        *node = (struct network_node){(node->x * along + node->y * across) / length,
                                      (node->y * along - node->x * across) / length};
    }
}

void network_settle(struct network *network, const struct matrix *matrix)
{
    size_t count = matrix->labels.count;
    network->nodes = memory_zeroed(count + 1, sizeof *network->nodes);
    choose_links(network, matrix);
    if (count == 0)
        return;
    double *distances = find_distances(network, count);
    start_on_circle(network, count, distances);
    for (int round = 0; round < ROUNDS; round++)
        for (size_t i = 0; i < count; i++)
            move_node(network, count, distances, i);
    turn_level(network, count);
    free(distances);
}

void network_free(struct network *network)
{
    arena_free(&network->arena);
    free(network->links);
    free(network->nodes);
    *network = (struct network){0};
}
