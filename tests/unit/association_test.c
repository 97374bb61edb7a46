/* Figures of association and dispersion to ten digits and more. The expected values are published
 * (where a comment says so), worked by hand, or computed with fractions and decimals of 60 digits
 * by tests/reference/association.py, which has no code in common with the library. */
#include "count/association.h"

#include "chance.h"
#include "check.h"
#include "count/dispersion.h"

/* Whether it agrees to twelve digits. */
static bool is(double figure, double expected)
{
    return association_is_defined(figure) && fabs(figure - expected) <= 1e-12 * fabs(expected);
}

/* Whether it is what was printed with this many decimals. */
static bool rounds_to(double figure, double printed, double half_a_unit)
{
    return fabs(figure - printed) <= half_a_unit;
}

static bool is_undefined(double figure)
{
    return !association_is_defined(figure);
}

static bool is_table(struct contingency table, double g2, double chi2, double yates, double ratio)
{
    return is(association_g2(&table), g2) && is(association_chi2(&table, false), chi2) &&
           is(association_chi2(&table, true), yates) && is(association_log_ratio(&table), ratio);
}

TEST("keyness agrees with published tables and with exact fractions")
{
    /* Dunning 1993, table 2: -2 log lambda of "the swiss", "can be", "mineral water". */
    CHECK(rounds_to(association_g2(&(struct contingency){110, 2442, 111, 29114}), 270.72, 0.005));
    CHECK(rounds_to(association_g2(&(struct contingency){29, 13, 123, 31612}), 263.90, 0.005));
    CHECK(rounds_to(association_g2(&(struct contingency){10, 0, 3, 31764}), 167.23, 0.005));
    /* reference/association.py */
    CHECK(is_table((struct contingency){110, 2442, 111, 29114}, 270.721876936233, 525.021104819438,
                   519.345338731881, 2.68523639137565));
    CHECK(is_table((struct contingency){29, 13, 123, 31612}, 263.896626067556, 4153.69494296468,
                   4010.71695269497, 8.85839162289929));
    CHECK(is_table((struct contingency){10, 0, 3, 31764}, 167.229803910517, 24441.5377350952,
                   22057.5375171059, 15.5765933569628));
    CHECK(is_table((struct contingency){3, 5, 997, 9995}, 4.76115146180135, 7.81818595342067,
                   4.75658433406114, 2.58496250072116));
    /* Small effects in large tables, where the terms of the usual formula cancel. */
    CHECK(is_table((struct contingency){1, 0, 999999, 1}, 2.00000000000033e-06, 1.000001e-06, 0,
                   -18.9315685693242));
    CHECK(is_table((struct contingency){50000001, 50000000, 450000000, 450000000}, 8.999999901e-09,
                   8.999999901e-09, 0, 2.59685104503477e-08));
    /* Nothing deviates. */
    CHECK(is_table((struct contingency){5, 5, 5, 5}, 0, 0, 0, 0));
    /* By hand: |ad - bc| = 5, margins 5 10 6 9, N 15: 15 * 25 / 2700; and with |ad - bc| - N/2
     * below 0, nothing is left. */
    CHECK(is(association_chi2(&(struct contingency){1, 4, 5, 5}, false), 225 * 15.0 / 2700));
    CHECK(is(association_excess(&(struct contingency){1, 4, 5, 5}), -1));
    CHECK(is(association_expected(&(struct contingency){1, 4, 5, 5}), 2));
    CHECK(is(association_log_ratio(&(struct contingency){8, 1, 92, 99}), 3));
    CHECK(is(association_log_ratio(&(struct contingency){8, 0, 92, 100}), 4));
    CHECK(is(association_log_ratio(&(struct contingency){0, 8, 100, 92}), -4));
}

TEST("a table with an empty margin has no keyness, and nothing is no association")
{
    static const struct contingency tables[] = {
        {0, 0, 5, 5}, {5, 5, 0, 0}, {0, 5, 0, 5}, {5, 0, 5, 0}, {0, 0, 0, 0}, {3, 4, -1, 5},
    };
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        CHECK(is_undefined(association_g2(&tables[i])));
        CHECK(is_undefined(association_chi2(&tables[i], false)));
        CHECK(is_undefined(association_chi2(&tables[i], true)));
    }
    CHECK(is_undefined(association_p(ASSOCIATION_UNDEFINED)));
    CHECK(is_undefined(association_log_ratio(&(struct contingency){0, 0, 5, 5})));
    CHECK(is_undefined(association_log_ratio(&(struct contingency){0, 5, 0, 5})));
    CHECK(is_undefined(association_log_ratio(&(struct contingency){5, 0, 5, 0})));
    CHECK(is_undefined(association_expected(&(struct contingency){0, 0, 0, 0})));
    CHECK(is_undefined(association_excess(&(struct contingency){0, 0, 0, 0})));
    const struct contingency apart = {0, 3, 4, 5}, always = {5, 0, 0, 0};
    CHECK(is_undefined(association_pmi(&apart)) && is_undefined(association_npmi(&apart)));
    CHECK(is_undefined(association_t(&apart)) && association_dice(&apart) == 0);
    CHECK(association_pmi(&always) == 0 && is_undefined(association_npmi(&always)));
    CHECK(is_undefined(association_dice(&(struct contingency){0, 0, 0, 9})));
}

TEST("p values of chi-squared are right down to the smallest double")
{
    /* The five per cent point of every table of chi-squared; then reference/association.py. */
    CHECK(rounds_to(association_p(3.841), 0.05, 2e-5) && association_p(0) == 1);
    CHECK(is(association_p(0.5), 4.79500122186953462e-1));
    CHECK(is(association_p(3.841458820694124), 5.00000000000000584e-2));
    CHECK(is(association_p(10), 1.56540225800254968e-3));
    CHECK(is(association_p(100), 1.52397060483210521e-23));
    CHECK(is(association_p(700), 2.99022697512462034e-154));
    CHECK(is(association_p(1370), 6.94293736464326774e-300));
    CHECK(is(association_p(1400), 2.10101451626421750e-306));
    CHECK(association_p(2000) == 0);
}

TEST("Holm and Benjamini-Hochberg correct as their papers do, and leave out what is undefined")
{
    /* Worked by hand: five tests, one of them undefined, two alike. */
    const double p[] = {0.01, 0.04, ASSOCIATION_UNDEFINED, 0.03, 0.04};
    double holm[5], bh[5];
    association_adjust(p, 5, holm, bh);
    CHECK(is(holm[0], 0.04) && is(holm[3], 0.09) && is(holm[1], 0.09) && is(holm[4], 0.09));
    CHECK(is(bh[0], 0.04) && is(bh[3], 0.04) && is(bh[1], 0.04) && is(bh[4], 0.04));
    CHECK(is_undefined(holm[2]) && is_undefined(bh[2]));
    /* Benjamini and Hochberg 1995, section 3: of fifteen tests at 0.05 their procedure rejects four
     * hypotheses, that of Bonferroni three; and Holm's here too. */
    const double study[] = {0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
                            0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000};
    double study_holm[15], study_bh[15];
    association_adjust(study, 15, study_holm, study_bh);
    int rejected_holm = 0, rejected_bh = 0;
    for (int i = 0; i < 15; i++) {
        rejected_holm += study_holm[i] <= 0.05;
        rejected_bh += study_bh[i] <= 0.05;
    }
    CHECK(rejected_holm == 3 && rejected_bh == 4);
    CHECK(is(study_holm[3], 0.0095 * 12) && is(study_bh[3], 0.0095 * 15 / 4));
    CHECK(is(study_bh[5], 0.0298 * 15 / 7) && study_holm[14] == 1 && study_bh[14] == 1);
    /* One test is not corrected, and none is no crash. */
    association_adjust(p, 1, holm, bh);
    CHECK(holm[0] == 0.01 && bh[0] == 0.01);
    association_adjust(p, 0, holm, bh);
}

TEST("association of pairs agrees with exact fractions, and is 0 where chance explains all")
{
    /* reference/association.py: joint, both frequencies, units. */
    const struct contingency meet = {10, 10, 20, 960}, rare = {1, 999, 999, 999998001};
    CHECK(is(association_pmi(&meet), 4.05889368905357));
    CHECK(is(association_npmi(&meet), 0.610924374808178));
    CHECK(is(association_t(&meet), 2.97254100055828) && is(association_dice(&meet), 0.4));
    CHECK(is(association_pmi(&rare), 9.96578428466209));
    CHECK(is(association_npmi(&rare), 0.333333333333333));
    CHECK(is(association_t(&rare), 0.999) && is(association_dice(&rare), 0.001));
    const struct contingency same = {7, 0, 0, 93}, shun = {1, 499999, 399999, 100001};
    CHECK(is(association_pmi(&same), 3.83650126771712) && is(association_npmi(&same), 1));
    CHECK(is(association_t(&same), 2.46054871929007) && is(association_dice(&same), 1));
    CHECK(is(association_pmi(&shun), -17.6096404744368));
    CHECK(is(association_npmi(&shun), -0.88350499927733) && is(association_t(&shun), -199999));
    /* As often as chance has it, exactly. */
    const struct contingency chance_alone = {6, 14, 24, 56};
    CHECK(association_pmi(&chance_alone) == 0 && association_t(&chance_alone) == 0);
}

/* What must hold for every table. */
TEST("random tables obey the laws of association")
{
    for (int i = 0; i < 20000; i++) {
        uint32_t largest = 1 + chance(i % 2 ? 20 : 1000000);
        struct contingency table = {chance(largest), chance(largest), chance(largest),
                                    chance(largest)};
        struct contingency turned = {table.a, table.c, table.b, table.d};
        double g2 = association_g2(&table), p = association_p(g2);
        if (is_undefined(g2)) {
            CHECK(is_undefined(association_chi2(&table, false)));
            continue;
        }
        CHECK(g2 >= 0 && p >= 0 && p <= 1 && fabs(association_g2(&turned) - g2) <= 1e-12 * g2);
        double chi2 = association_chi2(&table, false);
        CHECK(association_chi2(&table, true) <= chi2);
        CHECK((g2 == 0) == (association_excess(&table) == 0) && (chi2 == 0) == (g2 == 0));
        double npmi = association_npmi(&table);
        CHECK(is_undefined(npmi) || (npmi >= -1 && npmi <= 1 + 1e-12));
    }
}

TEST("dispersion agrees with Gries's worked example, from even to one part alone")
{
    /* Gries 2008, the word a in his five parts: D = 0.785, DP = 0.18; Lijffijt and Gries 2012:
     * DPnorm = 0.22. */
    const struct dispersion_part a[] = {{1, 9}, {2, 10}, {3, 10}, {4, 10}, {5, 11}};
    const struct dispersion_corpus gries = {5, 50, 9};
    CHECK(rounds_to(dispersion_juilland(a, 5, &gries), 0.785, 0.0005));
    CHECK(is(dispersion_juilland(a, 5, &gries), 0.785150453450451));
    CHECK(is(dispersion_gries(a, 5, &gries), 0.18));
    CHECK(is(dispersion_gries_normalized(a, 5, &gries), 0.18 / 0.82));
    /* In one part alone. */
    CHECK(dispersion_juilland(a + 4, 1, &gries) == 0 &&
          is(dispersion_gries(a + 4, 1, &gries), 0.78));
    CHECK(is(dispersion_gries_normalized(a, 1, &gries), 1));
    /* As the sizes have it, in both senses. */
    const struct dispersion_part even[] = {{3, 30}, {1, 10}, {2, 20}};
    const struct dispersion_corpus three = {3, 60, 10};
    CHECK(is(dispersion_juilland(even, 3, &three), 1) && dispersion_gries(even, 3, &three) == 0);
    /* One part, and nothing at all. */
    const struct dispersion_corpus one = {1, 30, 30}, none = {0, 0, 0};
    CHECK(is_undefined(dispersion_juilland(even, 1, &one)) && dispersion_gries(even, 1, &one) == 0);
    CHECK(is_undefined(dispersion_gries_normalized(even, 1, &one)));
    CHECK(is_undefined(dispersion_juilland(even, 0, &three)));
    CHECK(is_undefined(dispersion_gries(even, 0, &three)));
    CHECK(is_undefined(dispersion_gries_normalized(even, 0, &three)));
    CHECK(is_undefined(dispersion_gries(even, 0, &none)));
}
