#include "review/duplicate_rules.h"

#include <stdlib.h>

const char *const duplicate_rule_names[DUPLICATE_RULES] = {
    "",
    "person",
    "same-record",
    "same-pmid",
    "same-doi",
    "title-place",
    "title-journal-year",
    "doi-version",
    "title-author-year",
    "ahead-of-print",
    "title-abstract",
    "title-part",
    "alike-place",
    "translated-place",
    "likely",
};

const char *const duplicate_veto_names[DUPLICATE_VETOES] = {
    "",     "person",  "kind",  "numbers", "pmid",   "title",   "doi",         "type",
    "year", "authors", "venue", "pages",   "volume", "generic", "same-export", "chain",
};

const char *const duplicate_verdict_names[3] = {"apart", "review", "merge"};

/* Thresholds, per mille. */
enum {
    ALIKE = 850,   /* titles with a typing error or two */
    RELATED = 600, /* titles that an identifier vouches for */
    MOST_AUTHORS = 600,
    SAME_TEXT = 800, /* abstracts */
    FEW_WORDS_SHARED = 400,
};

/* All that is asked of a pair. */
struct pair {
    const struct citation *a, *b;
    struct title_similarity title;
    struct author_similarity authors;
    enum field_match journal, volume, pages, doi, pmid;
    int abstract, years; /* -1 where a year is not known */
    bool doi_versions;   /* the same DOI but for its version */
    bool title_equal, title_same, title_alike, distinctive;
    bool authors_fit, authors_unknown, place, place_fits;
};

static enum field_match agreement_of(bool known, bool same)
{
    return !known ? MATCH_UNKNOWN : same ? MATCH_SAME : MATCH_DIFFERENT;
}

static void compare_identifiers(struct pair *pair)
{
    const struct citation *a = pair->a, *b = pair->b;
    bool same = slice_equal(a->doi, b->doi);
    pair->doi_versions = a->doi.size > 0 && same && !slice_equal(a->doi_version, b->doi_version);
    pair->doi = agreement_of(a->doi.size > 0 && b->doi.size > 0, same);
    if (pair->doi_versions)
        pair->doi = MATCH_CLOSE;
    pair->pmid = agreement_of(a->pmid > 0 && b->pmid > 0, a->pmid == b->pmid);
    pair->years = a->year > 0 && b->year > 0 ? abs(a->year - b->year) : -1;
}

static void compare(struct pair *pair)
{
    const struct citation *a = pair->a, *b = pair->b;
    pair->title = similarity_titles(a, b);
    pair->authors = similarity_authors(a, b);
    pair->journal = similarity_journals(a->journal, b->journal);
    pair->volume = similarity_volumes(a, b);
    pair->pages = similarity_pages(a, b);
    pair->abstract = similarity_abstracts(a, b);
    bool known = pair->title.figure != SIMILARITY_UNKNOWN;
    pair->title_equal = known && pair->title.relation == TITLE_EQUAL;
    pair->title_same = known && pair->title.relation <= TITLE_VARIANT;
    pair->title_alike = pair->title_same || (known && pair->title.relation == TITLE_PART) ||
                        pair->title.figure >= ALIKE;
    pair->distinctive = a->distinctive && b->distinctive;
    pair->authors_unknown = pair->authors.first == MATCH_UNKNOWN;
    pair->authors_fit = pair->authors.figure >= MOST_AUTHORS &&
                        pair->authors.first != MATCH_DIFFERENT;
    pair->place = pair->volume == MATCH_SAME && pair->pages == MATCH_SAME;
    pair->place_fits = pair->volume != MATCH_DIFFERENT && pair->pages != MATCH_DIFFERENT;
}

static bool is_same_record(const struct pair *pair)
{
    const struct citation *a = pair->a, *b = pair->b;
    return a->title_count > 0 && b->title_count > 0 && slice_equal(a->titles[0], b->titles[0]) &&
           slice_equal(a->authors, b->authors) && a->year == b->year && a->pmid == b->pmid &&
           slice_equal(a->journal, b->journal) && slice_equal(a->volume, b->volume) &&
           slice_equal(a->issue, b->issue) && slice_equal(a->first_page, b->first_page) &&
           slice_equal(a->last_page, b->last_page) && slice_equal(a->doi, b->doi) &&
           slice_equal(a->doi_version, b->doi_version) && a->kinds == b->kinds &&
           a->has_abstract == b->has_abstract &&
           memcmp(a->sketch, b->sketch, sizeof a->sketch) == 0;
}

/* Two articles can share a page, but not a range of pages. */
static bool is_same_range(const struct pair *pair)
{
    const struct citation *a = pair->a, *b = pair->b;
    return pair->place && a->last_page.size > 0 && slice_equal(a->last_page, b->last_page) &&
           !slice_equal(a->first_page, a->last_page);
}

static bool is_not_in_an_issue(const struct citation *citation)
{
    return citation->volume.size == 0 || citation->first_page.size == 0 ||
           slice_is(citation->first_page, "1");
}

static bool are_languages_different(const struct pair *pair)
{
    const struct citation *a = pair->a, *b = pair->b;
    return a->translated != b->translated ||
           (a->language > 0 && b->language > 0 && a->language != b->language);
}

static enum duplicate_rule find_rule(const struct pair *pair)
{
    bool years_near = pair->years == 0 || pair->years == 1;
    bool title = pair->title_equal && pair->distinctive;
    bool generic = pair->a->generic || pair->b->generic;
    bool journal_fits = pair->journal != MATCH_DIFFERENT;
    bool authors_known_to_fit = pair->authors_fit && pair->authors.first == MATCH_SAME;
    if (is_same_record(pair))
        return RULE_SAME_RECORD;
    bool vouched = pair->title_alike || pair->title.figure >= RELATED ||
                   (are_languages_different(pair) && pair->authors_fit);
    if (pair->pmid == MATCH_SAME && vouched)
        return RULE_PMID;
    if (pair->doi == MATCH_SAME && vouched)
        return RULE_DOI;
    bool page_of_journal = pair->pages == MATCH_SAME && pair->journal == MATCH_SAME &&
                           pair->volume != MATCH_DIFFERENT && pair->authors_fit;
    if (pair->title_same && (pair->years < 0 || years_near) &&
        (page_of_journal || (pair->place && (pair->authors.figure > 0 || pair->authors_unknown))))
        return RULE_TITLE_PLACE;
    if (pair->title_equal && pair->journal == MATCH_SAME && pair->years == 0 && !generic &&
        (authors_known_to_fit ||
         (pair->distinctive && (pair->authors_fit || pair->authors_unknown))))
        return RULE_TITLE_JOURNAL_YEAR;
    if (title && pair->doi_versions && pair->authors_fit && years_near)
        return RULE_DOI_VERSION;
    if (title && authors_known_to_fit && pair->years == 0 && journal_fits)
        return RULE_TITLE_AUTHOR_YEAR;
    if (title && authors_known_to_fit && pair->journal == MATCH_SAME && years_near &&
        is_not_in_an_issue(pair->a) != is_not_in_an_issue(pair->b))
        return RULE_AHEAD_OF_PRINT;
    if (title && pair->abstract >= SAME_TEXT && pair->years <= 0 && journal_fits &&
        (pair->authors_fit || pair->authors_unknown))
        return RULE_TITLE_ABSTRACT;
    bool one_place = pair->volume == MATCH_SAME || pair->pages == MATCH_SAME;
    if ((pair->title_same || pair->title.relation == TITLE_PART) && pair->distinctive &&
        authors_known_to_fit && pair->years == 0 && pair->journal == MATCH_SAME && one_place)
        return RULE_TITLE_PART;
    if (pair->title_alike && authors_known_to_fit && pair->place && years_near && journal_fits)
        return RULE_ALIKE_PLACE;
    if (are_languages_different(pair) && authors_known_to_fit && is_same_range(pair) &&
        pair->years == 0 && pair->journal == MATCH_SAME)
        return RULE_TRANSLATED_PLACE;
    return RULE_NONE;
}

/* Nearly: a title that says enough, and nothing known that speaks against it. */
static bool is_likely(const struct pair *pair)
{
    bool identifier = pair->doi == MATCH_SAME || pair->pmid == MATCH_SAME;
    bool title = pair->distinctive && (pair->title_same || pair->title.relation == TITLE_PART ||
                                       pair->title.figure >= ALIKE);
    return identifier ||
           (title && (pair->years <= 1 || pair->place || pair->pages == MATCH_SAME) &&
            (pair->authors_fit || pair->authors_unknown)) ||
           (is_same_range(pair) && pair->authors_fit && pair->journal == MATCH_SAME);
}

static enum duplicate_veto find_veto(const struct pair *pair)
{
    const struct citation *a = pair->a, *b = pair->b;
    bool identified = pair->doi == MATCH_SAME || pair->pmid == MATCH_SAME;
    bool journal_fits = pair->journal != MATCH_DIFFERENT;
    bool placed = pair->place && pair->title_same && !pair->title.one_number;
    bool notice = ((a->kinds ^ b->kinds) & KIND_NOTICE) != 0;
    if ((pair->title.marker || notice) && !(identified && pair->place))
        return VETO_KIND;
    if (pair->title.numbers)
        return VETO_NUMBERS;
    if (pair->title.one_number &&
        !((identified || is_same_range(pair)) && pair->title_alike && pair->authors_fit))
        return VETO_NUMBERS;
    if (pair->pmid == MATCH_DIFFERENT)
        return VETO_PMID;
    if (identified && pair->title.figure < RELATED && !pair->title_alike &&
        !are_languages_different(pair))
        return VETO_TITLE;
    if (pair->doi == MATCH_DIFFERENT && !(placed && journal_fits && pair->pmid != MATCH_SAME))
        return pair->pmid == MATCH_SAME ? VETO_NONE : VETO_DOI;
    if (a->kinds && b->kinds && !(a->kinds & b->kinds) && !identified && !(placed && journal_fits))
        return VETO_TYPE;
    if (pair->years > 1 && !identified)
        return VETO_YEAR;
    if (pair->authors.figure == 0 && !identified)
        return VETO_AUTHORS;
    if (!journal_fits && !identified && !placed)
        return VETO_VENUE;
    /* Abstracts in a supplement share its DOI. */
    if (pair->pages == MATCH_DIFFERENT && !(identified && pair->title_same))
        return VETO_PAGES;
    if (pair->volume == MATCH_DIFFERENT && pair->pages != MATCH_SAME && !identified)
        return VETO_VOLUME;
    return VETO_NONE;
}

/* What a rule that is no proof by itself must not join. */
static enum duplicate_veto find_doubt(const struct pair *pair, enum duplicate_rule rule)
{
    bool same_export = pair->a->export.size > 0 && slice_equal(pair->a->export, pair->b->export);
    bool said = pair->distinctive || (!pair->a->generic && pair->authors.figure > 0 &&
                                      pair->years == 0 && pair->journal == MATCH_SAME);
    if (rule == RULE_SAME_RECORD && !said && !pair->place && pair->doi != MATCH_SAME &&
        pair->pmid != MATCH_SAME)
        return VETO_GENERIC;
    if (rule == RULE_TITLE_PLACE && !pair->distinctive && pair->journal != MATCH_SAME)
        return VETO_GENERIC;
    if (same_export && rule >= RULE_AHEAD_OF_PRINT && rule < RULE_LIKELY)
        return VETO_SAME_EXPORT;
    return VETO_NONE;
}

static enum duplicate_verdict judge(const struct pair *pair, enum duplicate_rule rule,
                                    enum duplicate_veto veto)
{
    if (rule == RULE_NONE)
        return VERDICT_APART;
    if (veto == VETO_NONE)
        return rule == RULE_LIKELY ? VERDICT_REVIEW : VERDICT_MERGE;
    if (rule == RULE_LIKELY && veto != VETO_YEAR)
        return veto == VETO_TITLE ? VERDICT_REVIEW : VERDICT_APART;
    bool identified = pair->doi == MATCH_SAME || pair->pmid == MATCH_SAME;
    switch (veto) {
    case VETO_GENERIC:
    case VETO_SAME_EXPORT:
    case VETO_TITLE:
        return VERDICT_REVIEW;
    case VETO_DOI:
    case VETO_PAGES:
    case VETO_VOLUME:
    case VETO_VENUE:
        return pair->years == 0 ? VERDICT_REVIEW : VERDICT_APART;
    case VETO_AUTHORS:
        return pair->title_equal && pair->place ? VERDICT_REVIEW : VERDICT_APART;
    case VETO_YEAR:
        /* A year is mistyped easily, and a review is published again when it is updated. */
        return pair->title_equal && pair->authors_fit && pair->journal == MATCH_SAME &&
                       pair->pages == MATCH_SAME
                   ? VERDICT_REVIEW
                   : VERDICT_APART;
    case VETO_TYPE:
        return identified || (pair->journal == MATCH_SAME && pair->years == 0) ? VERDICT_REVIEW
                                                                               : VERDICT_APART;
    default:
        return identified ? VERDICT_REVIEW : VERDICT_APART;
    }
}

struct duplicate_decision duplicate_decide(const struct citation *a, const struct citation *b)
{
    struct pair pair = {.a = a, .b = b};
    struct duplicate_decision decision = {
        .title = SIMILARITY_UNKNOWN, .authors = SIMILARITY_UNKNOWN, .abstract = SIMILARITY_UNKNOWN};
    compare_identifiers(&pair);
    bool identified = pair.doi == MATCH_SAME || pair.pmid == MATCH_SAME;
    bool same_page = a->first_page.size > 0 && slice_equal(a->first_page, b->first_page);
    /* Most candidates are unlike at first sight. */
    if (!identified && !same_page && similarity_title_bits(a, b) < FEW_WORDS_SHARED)
        return decision;
    compare(&pair);
    enum duplicate_rule rule = find_rule(&pair);
    enum duplicate_veto veto = find_veto(&pair);
    if (rule == RULE_NONE && is_likely(&pair))
        rule = RULE_LIKELY;
    if (veto == VETO_NONE)
        veto = find_doubt(&pair, rule);
    decision.verdict = (uint8_t)judge(&pair, rule, veto);
    decision.rule = (uint8_t)rule;
    decision.veto = (uint8_t)veto;
    decision.relation = (uint8_t)pair.title.relation;
    decision.year = (uint8_t)(pair.years < 0    ? MATCH_UNKNOWN
                              : pair.years == 0 ? MATCH_SAME
                              : pair.years == 1 ? MATCH_CLOSE
                                                : MATCH_DIFFERENT);
    decision.journal = (uint8_t)pair.journal;
    decision.volume = (uint8_t)pair.volume;
    decision.pages = (uint8_t)pair.pages;
    decision.doi = (uint8_t)pair.doi;
    decision.pmid = (uint8_t)pair.pmid;
    decision.first = (uint8_t)pair.authors.first;
    decision.title = (int16_t)pair.title.figure;
    decision.authors = (int16_t)pair.authors.figure;
    decision.abstract = (int16_t)pair.abstract;
    return decision;
}
