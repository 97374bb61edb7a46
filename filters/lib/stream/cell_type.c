#include "stream/cell_type.h"

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

enum cell_type cell_type_of_column(struct slice name)
{
    if (has(texts, name) || slice_ends(name, "_id"))
        return CELL_TYPE_TEXT;
    if (has(counts, name) || slice_starts(name, "freq_") || slice_starts(name, "docs_") ||
        slice_starts(name, "tokens_") || slice_starts(name, "per_"))
        return CELL_TYPE_COUNT;
    return has(measures, name) ? CELL_TYPE_MEASURE : CELL_TYPE_OPEN;
}

int cell_type_decimals(struct slice cell, enum cell_type column)
{
    const char *at = cell.data, *end = cell.data + cell.size;
    double number;
    if (cell.size == 0 || column == CELL_TYPE_TEXT)
        return CELL_TYPE_NONE;
    bool negative = *at == '-', zero = true;
    at += negative;
    const char *whole = at;
    while (at < end && slice_is_digit(*at))
        zero &= *at++ == '0';
    size_t digits = (size_t)(at - whole), decimals = 0;
    if (digits == 0 || (digits > 1 && *whole == '0'))
        return CELL_TYPE_NONE;
    if (at < end && *at == '.') {
        const char *point = at++;
        while (at < end && slice_is_digit(*at))
            zero &= *at++ == '0';
        decimals = (size_t)(at - point) - 1;
        if (decimals == 0)
            return CELL_TYPE_NONE;
    }
    if (digits + decimals > CELL_TYPE_DIGITS || (negative && zero))
        return CELL_TYPE_NONE;
    if (at == end)
        return (int)decimals;
    /* The XML of a spreadsheet takes what C takes. */
    return column == CELL_TYPE_MEASURE && (*at == 'e' || *at == 'E') &&
                   number_read_double(cell, &number)
               ? CELL_TYPE_EXPONENT
               : CELL_TYPE_NONE;
}
