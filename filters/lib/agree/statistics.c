#include "agree/statistics.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/message.h"

const char agreement_names[] =
    "agreement,agreement_expected,kappa,kappa_linear,kappa_quadratic,pabak,ac1,positive_agreement,"
    "negative_agreement,specific_agreement,both_positive,only_first_positive,only_second_positive,"
    "both_negative,prevalence_index,bias_index,mcnemar_chi2,mcnemar_exact,fleiss_kappa,"
    "alpha_nominal,alpha_ordinal,alpha_interval,alpha_ratio";

const char *agreement_alpha_name(enum agreement_level level)
{
    static const char *const names[] = {"alpha_nominal", "alpha_ordinal", "alpha_interval",
                                        "alpha_ratio"};
    return names[level];
}

struct listing {
    const struct agreement_request *request;
    agreement_found *found;
    void *context;
    size_t first, second;
};

static void hand_over(const struct listing *listing, const char *name, size_t category,
                      struct agreement_figure figure)
{
    struct agreement_named named = {name, listing->first, listing->second, category, false, figure};
    listing->found(listing->context, &named);
}

static void give(const struct listing *listing, const char *name, struct agreement_figure figure)
{
    hand_over(listing, name, AGREEMENT_NONE, figure);
}

static void give_count(const struct listing *listing, const char *name,
                       const struct agreement_cross *cross, size_t i, size_t j)
{
    struct agreement_named named = {
        .name = name,
        .first = listing->first,
        .second = listing->second,
        .category = AGREEMENT_NONE,
        .is_count = true,
        .figure = {(double)cross->cells[i * 2 + j], NULL, NAN, NAN, NAN, NAN, NAN, cross->units},
    };
    listing->found(listing->context, &named);
}

static void give_two_categories(const struct listing *listing, const struct agreement_cross *cross)
{
    size_t yes = listing->request->positive, no = 1 - yes;
    bool found_units = listing->request->found_units;
    hand_over(listing, "positive_agreement", yes, agreement_specific(cross, yes));
    if (!found_units)
        hand_over(listing, "negative_agreement", no, agreement_specific(cross, no));
    give_count(listing, "both_positive", cross, yes, yes);
    give_count(listing, "only_first_positive", cross, yes, no);
    give_count(listing, "only_second_positive", cross, no, yes);
    if (!found_units) {
        give_count(listing, "both_negative", cross, no, no);
        give(listing, "prevalence_index", agreement_prevalence(cross));
        give(listing, "bias_index", agreement_bias(cross));
    }
    give(listing, "mcnemar_chi2", agreement_mcnemar(cross));
    give(listing, "mcnemar_exact", agreement_mcnemar_exact(cross, yes));
}

static void give_corrected(const struct listing *listing, const struct agreement_ratings *pair,
                           const struct agreement_cross *cross)
{
    enum agreement_level level = listing->request->level;
    give(listing, "agreement_expected", agreement_expected(cross));
    give(listing, "kappa", agreement_kappa(cross, AGREEMENT_SAME));
    if (level != AGREEMENT_NOMINAL) {
        give(listing, "kappa_linear", agreement_kappa(cross, AGREEMENT_LINEAR));
        give(listing, "kappa_quadratic", agreement_kappa(cross, AGREEMENT_QUADRATIC));
    }
    give(listing, "pabak", agreement_pabak(cross));
    give(listing, "ac1", agreement_among(pair, AGREEMENT_GWET));
    give(listing, agreement_alpha_name(level),
         agreement_alpha(pair, level, listing->request->numbers));
}

static void give_pair(const struct listing *listing, const struct agreement_ratings *pair)
{
    struct agreement_cross cross = agreement_cross(pair, 0, 1);
    give(listing, "agreement", agreement_observed(&cross));
    if (!listing->request->found_units)
        give_corrected(listing, pair, &cross);
    if (cross.categories == 2)
        give_two_categories(listing, &cross);
    for (size_t i = 0; cross.categories > 2 && i < cross.categories; i++)
        hand_over(listing, "specific_agreement", i, agreement_specific(&cross, i));
    agreement_cross_free(&cross);
}

/* The units that both have rated. */
static void compare_two(const struct listing *listing, const struct agreement_ratings *all)
{
    uint32_t *values = memory_allocate(2 * all->units + 1, sizeof *values);
    uint64_t *times = memory_allocate(all->units + 1, sizeof *times);
    struct agreement_ratings pair = {0, 2, all->categories, values, times};
    for (size_t i = 0; i < all->units; i++) {
        const uint32_t *row = all->values + i * all->raters;
        if (row[listing->first] == AGREEMENT_MISSING || row[listing->second] == AGREEMENT_MISSING)
            continue;
        values[2 * pair.units] = row[listing->first];
        values[2 * pair.units + 1] = row[listing->second];
        times[pair.units++] = all->times ? all->times[i] : 1;
    }
    give_pair(listing, &pair);
    free(values);
    free(times);
}

void agreement_figures(const struct agreement_ratings *ratings,
                       const struct agreement_request *request, agreement_found *found,
                       void *context)
{
    struct listing listing = {request, found, context, AGREEMENT_NONE, AGREEMENT_NONE};
    bool many = ratings->raters > 2 && !request->found_units;
    if (many) {
        give(&listing, "agreement", agreement_among(ratings, AGREEMENT_NO_CHANCE));
        give(&listing, "fleiss_kappa", agreement_among(ratings, AGREEMENT_FLEISS));
        give(&listing, "ac1", agreement_among(ratings, AGREEMENT_GWET));
        give(&listing, agreement_alpha_name(request->level),
             agreement_alpha(ratings, request->level, request->numbers));
    }
    if (many && !request->pairs)
        return;
    for (listing.first = 0; listing.first < ratings->raters; listing.first++)
        for (listing.second = listing.first + 1; listing.second < ratings->raters; listing.second++)
            compare_two(&listing, ratings);
}
