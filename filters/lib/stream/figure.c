#include "stream/figure.h"

#include "base/number.h"

/* Names that end so are names of things: sent_id, concept_1. */
static const char *const texts[] = {
    "doc",     "id",       "source",  "concept",  "concept_1", "concept_2", "pattern", "form",
    "ngram",   "lemma",    "word",    "word_1",   "word_2",    "text",      "title",   "abstract",
    "left",    "node",     "right",   "speaker",  "name",      "label",     "code",    "coder",
    "pmid",    "pmcid",    "doi",     "issn",     "isbn",      "volume",    "issue",   "pages",
    "section", "time",     "url",     "keywords", "authors",   "journal",   "note",    "definition",
    "include", "exclude",  "example", "reason",   "stage",     "file",      "key",     "upos",
    "xpos",    "sentence", NULL};
static const char *const counts[] = {"freq",  "docs",  "tokens", "sentences", "documents",
                                     "n",     "turns", "words",  "expected",  "observed",
                                     "joint", "total", NULL};
static const char *const measures[] = {"p",     "p_holm", "p_bh",  "g2",    "chi2", "log_ratio",
                                       "pmi",   "npmi",   "t",     "dice",  "d",    "dp",
                                       "share", "mean",   "alpha", "kappa", NULL};

static bool has(const char *const *names, struct slice name)
{
    for (; *names; names++)
        if (slice_is(name, *names))
            return true;
    return false;
}

enum figure_column figure_column(struct slice name)
{
    if (has(texts, name) || slice_ends(name, "_id"))
        return FIGURE_TEXT;
    if (has(counts, name) || slice_starts(name, "freq_") || slice_starts(name, "docs_") ||
        slice_starts(name, "tokens_") || slice_starts(name, "per_"))
        return FIGURE_COUNT;
    return has(measures, name) ? FIGURE_MEASURE : FIGURE_OPEN;
}

int figure_decimals(struct slice cell, enum figure_column column)
{
    const char *at = cell.data, *end = cell.data + cell.size;
    double number;
    if (cell.size == 0 || column == FIGURE_TEXT)
        return FIGURE_NONE;
    bool negative = *at == '-', zero = true;
    at += negative;
    const char *whole = at;
    while (at < end && slice_is_digit(*at))
        zero &= *at++ == '0';
    size_t digits = (size_t)(at - whole), decimals = 0;
    if (digits == 0 || (digits > 1 && *whole == '0'))
        return FIGURE_NONE;
    if (at < end && *at == '.') {
        const char *point = at++;
        while (at < end && slice_is_digit(*at))
            zero &= *at++ == '0';
        decimals = (size_t)(at - point) - 1;
        if (decimals == 0)
            return FIGURE_NONE;
    }
    if (digits + decimals > FIGURE_DIGITS || (negative && zero))
        return FIGURE_NONE;
    if (at == end)
        return (int)decimals;
    /* The XML of a spreadsheet takes what C takes. */
    return column == FIGURE_MEASURE && (*at == 'e' || *at == 'E') &&
                   number_read_double(cell, &number)
               ? FIGURE_EXPONENT
               : FIGURE_NONE;
}
