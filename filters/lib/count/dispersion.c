#include "count/dispersion.h"

#include <math.h>

#include "count/association.h"

double dispersion_juilland(const struct dispersion_part *parts, size_t count,
                           const struct dispersion_corpus *corpus)
{
    if (count == 0 || corpus->parts < 2)
        return ASSOCIATION_UNDEFINED;
    /* Exactly, where rounding would leave a speck. */
    if (count == 1)
        return 0;
    double n = (double)corpus->parts, mean = 0;
    for (size_t i = 0; i < count; i++)
        mean += (double)parts[i].freq / (double)parts[i].tokens / n;
    double squares = (n - (double)count) * mean * mean;
    for (size_t i = 0; i < count; i++) {
        double deviation = (double)parts[i].freq / (double)parts[i].tokens - mean;
        squares += deviation * deviation;
    }
    return 1 - sqrt(squares / n) / mean / sqrt(n - 1);
}

double dispersion_gries(const struct dispersion_part *parts, size_t count,
                        const struct dispersion_corpus *corpus)
{
    uint64_t freq = 0, absent = corpus->tokens;
    double sum = 0;
    if (count == 0)
        return ASSOCIATION_UNDEFINED;
    for (size_t i = 0; i < count; i++) {
        freq += parts[i].freq;
        absent -= parts[i].tokens;
    }
    for (size_t i = 0; i < count; i++)
        sum += fabs((double)parts[i].freq / (double)freq -
                    (double)parts[i].tokens / (double)corpus->tokens);
    return (sum + (double)absent / (double)corpus->tokens) / 2;
}

double dispersion_gries_normalized(const struct dispersion_part *parts, size_t count,
                                   const struct dispersion_corpus *corpus)
{
    if (corpus->parts < 2)
        return ASSOCIATION_UNDEFINED;
    return dispersion_gries(parts, count, corpus) /
           (1 - (double)corpus->smallest / (double)corpus->tokens);
}
