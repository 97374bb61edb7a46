/* Clusters with a guard, candidates without all pairs, samples. */
#include <stdlib.h>

#include "chance.h"
#include "check.h"
#include "review/citation_keys.h"
#include "review/clusters.h"
#include "review/sampling.h"

/* 1 and 4 must not meet. */
static bool forbid(void *context, uint32_t a, uint32_t b)
{
    ++*(size_t *)context;
    return (a == 1 && b == 4) || (a == 4 && b == 1);
}

TEST("clusters join unless two members must not meet, and ask only once a pair")
{
    struct clusters clusters;
    size_t asked = 0;
    clusters_open(&clusters, 6);
    CHECK(clusters_join(&clusters, 2, 1, forbid, &asked));
    CHECK(clusters_join(&clusters, 3, 4, forbid, &asked));
    CHECK(!clusters_join(&clusters, 2, 3, forbid, &asked) && asked <= 6);
    CHECK(clusters_join(&clusters, 5, 3, forbid, &asked));
    CHECK(clusters_root(&clusters, 2) == 1 && clusters_root(&clusters, 5) == 3);
    CHECK(clusters.size[3] == 3 && clusters_root(&clusters, 0) == 0);
    clusters_unite(&clusters, 2, 5);
    CHECK(clusters_root(&clusters, 4) == 1 && clusters.size[1] == 5);
    size_t members = 0;
    for (uint32_t i = 1; members == 0 || i != 1; i = clusters.next[i])
        members++;
    CHECK(members == 5);
    clusters_free(&clusters);
}

/* A thousand records with one title and no year make no block, and those with one DOI meet. */
TEST("a thousand records of one title are no pairs, and two of one DOI are")
{
    enum { COUNT = 1000 };
    struct citation_reader reader = {0};
    struct citation *citations = memory_zeroed(COUNT, sizeof *citations);
    uint32_t *members = memory_zeroed(COUNT, sizeof *members);
    struct slice cells[CITATION_FIELDS];
    for (uint32_t i = 0; i < COUNT; i++) {
        for (int j = 0; j < CITATION_FIELDS; j++)
            cells[j] = slice_of("");
        cells[CITATION_TITLE] = slice_of("Walking groups for carers in the north");
        cells[CITATION_DOI] = slice_of(i == 7 || i == 900 ? "10.5555/abc.1" : "");
        citation_read(&reader, cells, &citations[i]);
        members[i] = i;
    }
    struct citation_pairs pairs = {0};
    citation_keys_find(citations, members, COUNT, &pairs);
    CHECK(pairs.count == 1 && pairs.items[0].a == 7 && pairs.items[0].b == 900);
    CHECK(pairs.left_out > 0);
    free(pairs.items);
    free(citations);
    free(members);
    citation_reader_free(&reader);
}

TEST("a sample takes its share of each stratum, and the same records each time")
{
    struct buffer scratch = {0};
    struct sampling sampling = {0};
    struct sampling_rank ranks[100];
    uint32_t strata[100];
    struct sampling_rank known = sampling_rank("k", NULL, slice_of("id"), &scratch);
    struct sampling_rank named = sampling_rank("k", "id", slice_of(""), &scratch);
    CHECK(sampling_compare(known, named) != 0 && sampling_compare(known, known) == 0);
    for (int i = 0; i < 100; i++) {
        char id[8];
        snprintf(id, sizeof id, "%d", i);
        ranks[i] = sampling_rank("k", NULL, slice_of(id), &scratch);
        strata[i] = sampling_add(&sampling, slice_of(i % 4 ? "a" : "b"), ranks[i]);
        sampling_add(&sampling, slice_of(i % 4 ? "a" : "b"), ranks[i]);
    }
    sampling_draw(&sampling, 0.1, 0);
    CHECK(sampling.distinct == 100 && sampling.taken == 8 + 3);
    uint64_t taken = 0;
    for (int i = 0; i < 100; i++)
        taken += sampling_takes(&sampling, strata[i], ranks[i]);
    CHECK(taken == sampling.taken);
    sampling_free(&sampling);
    buffer_free(&scratch);
}
