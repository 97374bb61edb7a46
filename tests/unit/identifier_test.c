/* Identifiers: DOIs, PMIDs, years and pages as exports write them, at their limits. */
#include "text/identifier.h"

#include "check.h"

/* Whether the text is what was expected, with a line that shows it if not. */
static bool is(const char *value, struct slice found, const char *expected)
{
    if (slice_is(found, expected))
        return true;
    printf("'%s' gives '%.*s', expected '%s'\n", value, (int)found.size, found.data, expected);
    return false;
}

/* Whether the value is read as the DOI; "" for none. */
static bool reads_doi(const char *value, const char *expected)
{
    struct buffer to = {0};
    buffer_append_string(&to, "before ");
    bool found = identifier_read_doi(slice_of(value), &to);
    bool same = found == (*expected != '\0') && slice_starts(buffer_slice(&to), "before ") &&
                is(value, slice_from(buffer_slice(&to), strlen("before ")), expected);
    buffer_free(&to);
    return same;
}

TEST("a DOI is read with its resolver, its prefix and the marks around it")
{
    CHECK(reads_doi("10.1000/AbC", "10.1000/AbC"));
    CHECK(reads_doi(" \t10.1000/a\n", "10.1000/a"));
    CHECK(reads_doi("https://doi.org/10.1000/a", "10.1000/a"));
    CHECK(reads_doi("HTTPS://DX.DOI.ORG/10.1000/a", "10.1000/a"));
    CHECK(reads_doi("http://www.doi.org/10.1000/a", "10.1000/a"));
    CHECK(reads_doi("https://doi.acm.org/10.1145/1.2", "10.1145/1.2"));
    CHECK(reads_doi("doi: https://doi.org/10.1000/a", "10.1000/a"));
    CHECK(reads_doi("DOI 10.1000/a", "10.1000/a"));
    CHECK(reads_doi("info:doi/10.1000/a", "10.1000/a"));
    CHECK(reads_doi("10.1000/a [doi]", "10.1000/a"));
    CHECK(reads_doi("10.1000/a.,.", "10.1000/a"));
    CHECK(reads_doi("10.1/a", "10.1/a"));
    CHECK(reads_doi("10.1000.20/a", "10.1000.20/a"));
    CHECK(reads_doi("10.1002/14651858.CD1.pub2", "10.1002/14651858.CD1.pub2"));
    CHECK(reads_doi("10.1002/(SICI)1097(1998)1:2<3::AID-4>3.0.CO;2-X",
                    "10.1002/(SICI)1097(1998)1:2<3::AID-4>3.0.CO;2-X"));
    CHECK(reads_doi("", ""));
    CHECK(reads_doi("10.", ""));
    CHECK(reads_doi("10.1000", ""));
    CHECK(reads_doi("10.1000/", ""));
    CHECK(reads_doi("10.1000/.", ""));
    CHECK(reads_doi("10./a", ""));
    CHECK(reads_doi("10.x/a", ""));
    CHECK(reads_doi("11.1000/a", ""));
    CHECK(reads_doi("10.1000/a b", ""));
    CHECK(reads_doi("see 10.1000/a", ""));
    CHECK(reads_doi("https://a.example/10.1000/a", ""));
}

TEST("escapes in the address of a DOI are decoded, but for blanks and bytes beyond ASCII")
{
    CHECK(reads_doi("https://doi.org/10.1000%2Fa", "10.1000/a"));
    CHECK(reads_doi("https://doi.org/10.1000%2fa%28b%29", "10.1000/a(b)"));
    CHECK(reads_doi("https://doi.org/10.1000/a%3Cb%7E", "10.1000/a<b~"));
    /* White space, control characters and bytes beyond ASCII stay escaped. */
    CHECK(reads_doi("https://doi.org/10.1000/a%20b%7F%C3%A9", "10.1000/a%20b%7F%C3%A9"));
    CHECK(reads_doi("https://doi.org/10.1000/a%2", "10.1000/a%2"));
    CHECK(reads_doi("https://doi.org/10.1000/a%2g%g2", "10.1000/a%2g%g2"));
    CHECK(reads_doi("10.1000/a%2Fb", "10.1000/a%2Fb"));
    CHECK(reads_doi("10.1000%2Fa", ""));
}

/* Whether the DOI of the cell is `expected`, of which the end is `version`. */
static bool finds_doi(const char *cell, const char *expected, const char *version)
{
    struct buffer to = {0};
    size_t size = 99;
    buffer_append_string(&to, "before ");
    bool found = identifier_find_doi(slice_of(cell), &to, &size);
    struct slice doi = slice_from(buffer_slice(&to), strlen("before "));
    bool same = found == (*expected != '\0') && is(cell, doi, expected) && size <= doi.size &&
                is(cell, slice_from(doi, doi.size - size), version);
    buffer_free(&to);
    return same;
}

TEST("a DOI is found within a text")
{
    CHECK(finds_doi("10.1000/AbC", "10.1000/abc", ""));
    CHECK(finds_doi("https://doi.org/10.1000/AbC", "10.1000/abc", ""));
    CHECK(finds_doi("see doi:10.1000/abc and 10.1000/def", "10.1000/abc", ""));
    CHECK(finds_doi("10.1000/abc; 10.1000/def", "10.1000/abc", ""));
    CHECK(finds_doi("(10.1000/abc)", "10.1000/abc", ""));
    CHECK(finds_doi("<10.1000/abc>, \"", "10.1000/abc", ""));
    CHECK(finds_doi("['10.1000/abc'],", "10.1000/abc", ""));
    CHECK(finds_doi("10.1016/S0140-6736(13)62568-4", "10.1016/s0140-6736(13)62568-4", ""));
    CHECK(finds_doi("10.1016/s(13)", "10.1016/s(13)", ""));
    CHECK(finds_doi("10.1000/abc.", "", ""));
    CHECK(finds_doi("10.1000/abc/", "", ""));
    CHECK(finds_doi("10.100/abc", "", ""));
    CHECK(finds_doi("10.1000/ab", "", ""));
    CHECK(finds_doi("10.1000", "", ""));
    CHECK(finds_doi("10.", "", ""));
    CHECK(finds_doi("10", "", ""));
    CHECK(finds_doi("", "", ""));
    CHECK(finds_doi("UNKNOWN", "", ""));
}

TEST("versions of a DOI are versions of one work")
{
    CHECK(finds_doi("10.1002/14651858.CD1.pub2", "10.1002/14651858.cd1.pub2", ".pub2"));
    CHECK(finds_doi("10.1002/14651858.CD1.PUB12", "10.1002/14651858.cd1.pub12", ".pub12"));
    CHECK(finds_doi("10.1002/14651858.CD1.pub123", "10.1002/14651858.cd1.pub123", ""));
    CHECK(finds_doi("10.31234/osf.io/abc/v1", "10.31234/osf.io/abc/v1", "/v1"));
    CHECK(finds_doi("10.21203/rs.3.rs-1/v22", "10.21203/rs.3.rs-1/v22", "/v22"));
    CHECK(finds_doi("10.21203/rs.3.rs-1/v333", "10.21203/rs.3.rs-1/v333", ""));
    CHECK(finds_doi("10.26434/chem.v3", "10.26434/chem.v3", ".v3"));
    CHECK(finds_doi("10.26434/chemv3", "10.26434/chemv3", ""));
    CHECK(finds_doi("10.1000/abc12", "10.1000/abc12", ""));
    CHECK(finds_doi("10.1000/abc.pub", "10.1000/abc.pub", ""));
}

/* Whether the value is read as the PMID, alone and where the value must call it one. */
static bool reads_pmid(const char *value, const char *alone, const char *named)
{
    struct slice pmid;
    bool whole;
    if (!identifier_read_pmid(slice_of(value), &pmid))
        pmid = slice_of("");
    bool same = is(value, pmid, alone);
    if (!identifier_read_named_pmid(slice_of(value), &pmid, &whole))
        pmid = slice_of("");
    return is(value, pmid, named) && same;
}

TEST("a PMID has one to eight digits and no leading zero")
{
    CHECK(reads_pmid("1", "1", ""));
    CHECK(reads_pmid("12345678", "12345678", ""));
    CHECK(reads_pmid("123456789", "", ""));
    CHECK(reads_pmid("PMID: 123456789", "", ""));
    CHECK(reads_pmid("01", "", ""));
    CHECK(reads_pmid("PMID: 12", "12", "12"));
    CHECK(reads_pmid("12 [pmid]", "12", "12"));
    CHECK(reads_pmid("https://pubmed.ncbi.nlm.nih.gov/12/", "12", "12"));
    CHECK(reads_pmid("http://www.ncbi.nlm.nih.gov/pubmed/12", "12", "12"));
    CHECK(reads_pmid("PubMed 2020", "2020", ""));
    CHECK(reads_pmid("PubMed 20201", "20201", "20201"));
    CHECK(reads_pmid("PMID: 12; PMCID: PMC3", "", "12"));
    CHECK(reads_pmid("PMC12", "", ""));
    CHECK(reads_pmid("", "", ""));
}

/* Whether the first year of the value is the one, which may be all that it says. */
static bool reads_year(const char *value, const char *expected, bool expected_whole)
{
    struct slice year = slice_of("");
    bool whole = false;
    bool found = identifier_read_year(slice_of(value), &year, &whole);
    return found == (*expected != '\0') && is(value, year, expected) && whole == expected_whole;
}

TEST("the first year of a value is read, and whether it is all that the value says")
{
    CHECK(reads_year("2019", "2019", true));
    CHECK(reads_year(" 2019 ", "2019", true));
    CHECK(reads_year("2019///", "2019", true));
    CHECK(reads_year("2019/04/12/", "2019", false));
    CHECK(reads_year("2019-04-12", "2019", false));
    CHECK(reads_year("12 Apr 2019", "2019", false));
    CHECK(reads_year("20190412", "2019", false));
    CHECK(reads_year("2019-2021", "2019", false));
    CHECK(reads_year("c2019", "2019", false));
    CHECK(reads_year("1000", "1000", true));
    CHECK(reads_year("0999", "", false));
    CHECK(reads_year("2999", "2999", true));
    CHECK(reads_year("3000", "", false));
    CHECK(reads_year("0999 1850", "1850", false));
    CHECK(reads_year("201", "", false));
    CHECK(reads_year("20190", "", false));
    CHECK(reads_year("201904123", "", false));
    CHECK(reads_year("09990412", "", false));
    CHECK(reads_year("in press", "", false));
    CHECK(reads_year("", "", false));
}

static unsigned found_year(const char *cell)
{
    return identifier_year_number(identifier_find_year(slice_of(cell), 1500, 2199));
}

TEST("the first year within the limits is found in a cell")
{
    CHECK(found_year("2019") == 2019);
    CHECK(found_year("12 Feb 2019") == 2019);
    CHECK(found_year("2019-2021") == 2019);
    CHECK(found_year("1500") == 1500);
    CHECK(found_year("1499") == 0);
    CHECK(found_year("2199") == 2199);
    CHECK(found_year("2200") == 0);
    CHECK(found_year("1499/1899") == 1899);
    CHECK(found_year("20190412") == 0);
    CHECK(found_year("20199") == 0);
    CHECK(found_year("201") == 0);
    CHECK(found_year("n.d.") == 0);
    CHECK(found_year("") == 0);
    CHECK(slice_is(identifier_find_year(slice_of("12 0000 2019"), 0, 9999), "0000"));
    CHECK(slice_is(identifier_find_year(slice_of("x9999"), 0, 9999), "9999"));
}

/* Whether the first and the last page of the cell are these; "" for none. */
static bool finds_pages(const char *cell, const char *first, const char *last)
{
    struct buffer to = {0};
    size_t size = 0;
    buffer_append_string(&to, "before ");
    bool found = identifier_find_pages(slice_of(cell), &to, &size);
    struct slice pages = slice_from(buffer_slice(&to), strlen("before "));
    if (!found)
        size = pages.size;
    bool same = found == (*first != '\0') && is(cell, slice_make(pages.data, size), first) &&
                is(cell, slice_from(pages, size), last);
    buffer_free(&to);
    return same;
}

TEST("pages are found with their first and last number")
{
    CHECK(finds_pages("45-61", "45", "61"));
    CHECK(finds_pages("123-9", "123", "129"));
    CHECK(finds_pages("123-29", "123", "129"));
    CHECK(finds_pages("998-1002", "998", "1002"));
    CHECK(finds_pages("2S5-9", "2s5", "2s9"));
    CHECK(finds_pages("S1-S12", "s1", "s12"));
    CHECK(finds_pages("S10-S2", "s10", "s2"));
    CHECK(finds_pages("e123", "e123", ""));
    CHECK(finds_pages("e123-e130", "e123", "e130"));
    CHECK(finds_pages("e123-30", "e123", "e130"));
    CHECK(finds_pages("7", "7", ""));
    CHECK(finds_pages("007-012", "7", "12"));
    CHECK(finds_pages("0", "0", ""));
    CHECK(finds_pages(" pp. 7 - 12 ", "7", "12"));
    CHECK(finds_pages("Article UNSP 1203", "1203", ""));
    CHECK(finds_pages("152-153.e1", "152", "153"));
    CHECK(finds_pages("45--61", "45", "61"));
    CHECK(finds_pages("45\u201361", "45", "61"));
    CHECK(finds_pages("45\u221261", "45", "61"));
    CHECK(finds_pages("45-", "45", ""));
    CHECK(finds_pages("45-end", "45", ""));
    CHECK(finds_pages("-61", "", ""));
}

TEST("pages without digits are none")
{
    CHECK(finds_pages("xii-xv", "", ""));
    CHECK(finds_pages("xii", "", ""));
    CHECK(finds_pages("n/a", "", ""));
    CHECK(finds_pages("", "", ""));
}

/* Whether the pages are split into these two; NULL if they stay in one piece. */
static bool splits(const char *pages, const char *first, const char *last)
{
    struct slice left, right;
    if (!identifier_split_pages(slice_of(pages), &left, &right))
        return first == NULL;
    return first && is(pages, left, first) && is(pages, right, last);
}

TEST("a range of pages is split at its only hyphen")
{
    CHECK(splits("45-61", "45", "61"));
    CHECK(splits("S1-S12", "S1", "S12"));
    CHECK(splits("xii-xv", "xii", "xv"));
    CHECK(splits("45-", "45", ""));
    CHECK(splits("-61", "", "61"));
    CHECK(splits("e123", NULL, NULL));
    CHECK(splits("45-61-70", NULL, NULL));
    CHECK(splits("45--61", NULL, NULL));
    CHECK(splits("", NULL, NULL));
    CHECK(identifier_pages_end_with(slice_of("45-61"), slice_of("61")));
    CHECK(identifier_pages_end_with(slice_of("145-9"), slice_of("9")));
    CHECK(!identifier_pages_end_with(slice_of("45-61"), slice_of("62")));
    CHECK(!identifier_pages_end_with(slice_of("4561"), slice_of("61")));
    CHECK(!identifier_pages_end_with(slice_of("-1"), slice_of("1-1")));
}
