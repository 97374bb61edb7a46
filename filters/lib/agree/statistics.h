/* Which figures of agreement fit which ratings: all of them, for all raters together where they
 * are more than two, and for two at a time, each handed over with its name. */
#ifndef COSPAN_AGREE_STATISTICS_H
#define COSPAN_AGREE_STATISTICS_H

#include <stdbool.h>
#include <stddef.h>

#include "agree/coefficients.h"
#include "base/slice.h"
#include "agree/among.h"

/* The names of all figures, separated by commas. */
extern const char agreement_names[];

/* "alpha_nominal" and so on. */
const char *agreement_alpha_name(enum agreement_level level);

#define AGREEMENT_NONE SIZE_MAX

struct agreement_request {
    enum agreement_level level;
    const double *numbers; /* see agreement_alpha */
    size_t positive;       /* of two categories that which is looked for */
    bool pairs;            /* of more than two raters also each two */
    /* The units are those that somebody has found: what all have left out is not known, and only
     * those figures are given that do not need it, for each two raters. */
    bool found_units;
};

struct agreement_named {
    const char *name;
    size_t first, second; /* the raters; AGREEMENT_NONE twice: all of them */
    size_t category;      /* that the figure is about, or AGREEMENT_NONE */
    bool is_count;
    struct agreement_figure figure;
};

/* The program ends where two raters are to be compared in more than AGREEMENT_MOST_CATEGORIES. */
typedef void agreement_found(void *context, const struct agreement_named *named);
void agreement_figures(const struct agreement_ratings *ratings,
                       const struct agreement_request *request, agreement_found *found,
                       void *context);

#endif
