/* Field maps: what becomes of the fields of a record. */
#include "intake/field_map.h"

#include "check.h"

static struct record record;

/* `TAG=value|TAG=value` */
static void make(const char *fields)
{
    record_begin(&record, 1);
    for (struct slice rest = slice_of(fields); rest.data;) {
        struct slice value = slice_cut(&rest, '|'), tag = slice_cut(&value, '=');
        record_add(&record, tag, 1);
        record_append(&record, value);
    }
}

static bool gives(const char *map_name, const char *fields, enum field_column column,
                  const char *expected)
{
    struct field_map *map = field_map_open(map_name);
    make(fields);
    struct slice cell = field_map_apply(map, &record)[column];
    bool same = slice_is(cell, expected);
    if (!same)
        printf("%s: '%.*s', expected '%s'\n", fields, (int)cell.size, cell.data, expected);
    field_map_close(map);
    return same;
}

TEST("the first tag of a column wins, and the others go to \"other\"")
{
    CHECK(gives("ris", "T1=b|TI=a", FIELD_TITLE, "a"));
    CHECK(gives("ris", "T1=b|TI=a", FIELD_OTHER, "T1: b"));
    CHECK(gives("ris", "T1=a|TI=a", FIELD_OTHER, ""));
    CHECK(gives("ris", "ti=a|VL=", FIELD_OTHER, ""));
    CHECK(gives("ris", "AB=x|AB=y", FIELD_ABSTRACT, "x\ny"));
    CHECK(gives("csv", "abstract=x\n\n y", FIELD_ABSTRACT, "x\n\n y"));
    CHECK(gives("csv", "title=a  b \n\n  c\nd", FIELD_TITLE, "a  b c d"));
    CHECK(gives("csv", "title=a\nb", FIELD_OTHER, ""));
    CHECK(gives("ris", "VL=1|VL=2", FIELD_OTHER, "VL: 2"));
}

static bool cites(const char *text, const char *journal, const char *volume, const char *issue,
                  const char *pages)
{
    char fields[200];
    snprintf(fields, sizeof fields, "SO=%s", text);
    return gives("ovid", fields, FIELD_JOURNAL, journal) &&
           gives("ovid", fields, FIELD_VOLUME, volume) &&
           gives("ovid", fields, FIELD_ISSUE, issue) && gives("ovid", fields, FIELD_PAGES, pages);
}

TEST("a citation in one field gives journal, volume, issue and pages")
{
    CHECK(cites("J of A. 12(3):45-61, 2019 Jan 15.", "J of A", "12", "3", "45-61"));
    CHECK(cites("J of A. 12(3 Suppl 1):S45, 2019.", "J of A", "12", "3 Suppl 1", "S45"));
    CHECK(cites("J of A. 12 Suppl 1:S45-7, 2019.", "J of A", "12 Suppl 1", "", "S45-7"));
    CHECK(cites("J of A. 12:45-61, 2019 Jan.", "J of A", "12", "", "45-61"));
    CHECK(cites("J of A. 12 (1) (no pagination), 2018.", "J of A", "12", "1", ""));
    CHECK(cites("J of A. Vol.12(3), 2019, pp. 45-61.", "J of A", "12", "3", "45-61"));
    CHECK(cites("J of A. Vol.12, 2019, ArtID 4.", "J of A", "12", "", ""));
    CHECK(cites("J of A. Part B. 12(3):4, 2019.", "J of A. Part B", "12", "3", "4"));
    CHECK(cites("J of A. Conference: 2nd M. Oslo. 12 (2), 2018.", "J of A", "12", "2", ""));
    CHECK(cites("J of A. Conference: 2nd M. Oslo.", "J of A", "", "", ""));
    CHECK(cites("J of A. 2019 Jan.", "", "", "", ""));
    CHECK(cites("J of A. 12(", "J of A", "12", "", ""));
    CHECK(cites("J of A", "", "", "", ""));
    CHECK(gives("ovid", "SO=J of A. 12(3):45-61, 2019.", FIELD_OTHER,
                "SO: J of A. 12(3):45-61, 2019."));
    CHECK(gives("ovid", "SO=A. 1(3):4, 2019.|JT=Journal A|VI=2", FIELD_JOURNAL, "Journal A"));
    CHECK(gives("ris", "SP=No Pagination Specified", FIELD_PAGES, ""));
    CHECK(gives("ris", "SP=No Pagination Specified|C7=e12", FIELD_PAGES, "e12"));
}

TEST("lists are cut at their separators and joined by semicolons")
{
    CHECK(
        gives("medline", "FAU=A, B|AU=A B|FAU=C, D|CN=Group", FIELD_AUTHORS, "A, B; C, D; Group"));
    CHECK(gives("medline", "FAU=A, B|AU=A B", FIELD_OTHER, "AU: A B"));
    CHECK(gives("wos", "ID=X; Y|DE=a; b", FIELD_KEYWORDS, "a; b; X; Y"));
    CHECK(gives("wos", "DE=a;b", FIELD_KEYWORDS, "a; b"));
    CHECK(gives("wos", "DE=a ; b", FIELD_KEYWORDS, "a; b"));
    CHECK(gives("wos", "DE=a;  b", FIELD_KEYWORDS, "a; b"));
    CHECK(gives("wos", "DE=a; ; b", FIELD_KEYWORDS, "a; b"));
    CHECK(gives("wos", "DE=a; b;", FIELD_KEYWORDS, "a; b"));
    CHECK(gives("wos", "DE=; a; b", FIELD_KEYWORDS, "a; b"));
    CHECK(gives("wos", "DE=;", FIELD_KEYWORDS, ""));
    CHECK(gives("csv", "key=rayyan-1|authors=Ek, A. and Sand, B and Anders, C", FIELD_AUTHORS,
                "Ek, A.; Sand, B; Anders, C"));
    CHECK(gives("csv", "authors=Help and Care", FIELD_AUTHORS, "Help and Care"));
    CHECK(gives("csv", "GSRank=2|Authors=A Ek, B Sand", FIELD_AUTHORS, "A Ek; B Sand"));
    CHECK(gives("csv", "Author Names=Ek A., Sand B.C.", FIELD_AUTHORS, "Ek A.; Sand B.C."));
}

TEST("roles after names are cut off, and kept in \"other\"")
{
    const char *fields = "AU=Ek, A. [Author, Reprint Author; E-mail: a@b]|AU=Sand, B|AU=[Anon]";
    CHECK(gives("ovid", fields, FIELD_AUTHORS, "Ek, A.; Sand, B; [Anon]"));
    CHECK(gives("ovid", fields, FIELD_OTHER, "AU: Ek, A. [Author, Reprint Author;; E-mail: a@b]"));
}

/* What the tables of single programs do. */
TEST("lists in tables of single programs are read as these programs write them")
{
    CHECK(gives("csv", "authors=['Ek, A.', \"O'Sand, B\"]", FIELD_AUTHORS, "Ek, A.; O'Sand, B"));
    CHECK(gives("csv", "keywords=[\"a\",\"b\"]", FIELD_KEYWORDS, "a; b"));
    CHECK(gives("csv", "authors=['Ek, A.']", FIELD_AUTHORS, "Ek, A."));
    CHECK(gives("csv", "authors=['Ek, A.', 'Sand", FIELD_AUTHORS, "['Ek, A.', 'Sand"));
    CHECK(gives("csv", "authors=['Ek\\', A.']", FIELD_AUTHORS, "['Ek\\', A.']"));
    CHECK(gives("csv", "authors=[Ek, A.]", FIELD_AUTHORS, "[Ek, A.]"));
    CHECK(gives("csv", "authors=[", FIELD_AUTHORS, "["));
    CHECK(gives("csv", "authors=[]", FIELD_AUTHORS, ""));
    CHECK(gives("csv", "authors=['a' 'b']", FIELD_AUTHORS, "['a' 'b']"));
    CHECK(gives("csv", "authors=['a'] b", FIELD_AUTHORS, "['a'] b"));
    CHECK(gives("csv", "authors=['']|title=t", FIELD_AUTHORS, ""));

    CHECK(gives("csv", "Journal/Book=J|Authors=Ek A, Sand BC.", FIELD_AUTHORS, "Ek A; Sand BC"));
    CHECK(gives("csv", "Journal/Book=J|Authors=Ek A.", FIELD_AUTHORS, "Ek A"));
    CHECK(gives("csv", "Authors=Ek A.", FIELD_AUTHORS, "Ek A."));

    CHECK(gives("csv", "author=Ek, A. and Sand, B", FIELD_AUTHORS, "Ek, A.; Sand, B"));
    CHECK(gives("csv", "AU=Ek, A. and Sand, B", FIELD_AUTHORS, "Ek, A.; Sand, B"));
    CHECK(gives("csv", "author=Ek, A. and Help", FIELD_AUTHORS, "Ek, A. and Help"));
    CHECK(gives("csv", "author=Ek, A and B; Sand, C", FIELD_AUTHORS, "Ek, A and B; Sand, C"));

    CHECK(gives("csv", "Author Names=E|keywords=a, b (c, d), e (f, g", FIELD_KEYWORDS,
                "a; b (c, d); e (f; g"));
    CHECK(gives("csv", "keywords=a, b", FIELD_KEYWORDS, "a, b"));
    CHECK(gives("csv", "Author Names=E|Emtree Medical Index Terms=a, b (c, d)", FIELD_MESH,
                "a; b (c, d)"));
    CHECK(gives("csv", "Author Names=E|Source=J of A (2014) 3:3 (1-2)", FIELD_JOURNAL, "J of A"));
    CHECK(gives("csv", "Author Names=E|Source=J of A (2014) 3:3 (1-2)", FIELD_OTHER,
                "Source: J of A (2014) 3:3 (1-2)"));
    CHECK(gives("csv", "Author Names=E|Source=J of A (2014) 3:4 (1-2)", FIELD_VOLUME, "3"));
    CHECK(gives("csv", "Author Names=E|Source=J of A (2014) 3:4 (1-2)", FIELD_ISSUE, "4"));
    CHECK(gives("csv", "Author Names=E|Source=J of A (2014) 3:4 (1-2)", FIELD_PAGES, "1-2"));
    CHECK(gives("csv", "Author Names=E|Source=J of A (2014) 3 (1-2). Date", FIELD_PAGES, "1-2"));
    CHECK(gives("csv", "Author Names=E|Source=J of A (2014) 3 Article", FIELD_PAGES, ""));
    CHECK(gives("csv", "Author Names=E|Source=J of A", FIELD_JOURNAL, "J of A"));
    CHECK(gives("csv", "Source=J of A (2014)", FIELD_JOURNAL, "J of A (2014)"));
    CHECK(gives("csv", "keywords.display_name=a|keywords.display_name=b", FIELD_KEYWORDS, "a; b"));
    CHECK(gives("csv", "OriginalPaperDate=7/31/2024 13:59", FIELD_YEAR, "2024"));
    CHECK(gives("ris", "DB=Embase|C5=123|U2=L1", FIELD_PMID, "123"));
    CHECK(gives("ris", "DB=Embase|U2=L1", FIELD_DOC, "an:L1"));
    CHECK(gives("ris", "C5=123", FIELD_PMID, ""));
}

TEST("first and last page become a range, unless one says it all")
{
    CHECK(gives("ris", "SP=1|EP=9", FIELD_PAGES, "1-9"));
    CHECK(gives("ris", "EP=9|SP=1", FIELD_PAGES, "1-9"));
    CHECK(gives("ris", "SP=1", FIELD_PAGES, "1"));
    CHECK(gives("ris", "SP=1|EP=1", FIELD_PAGES, "1"));
    CHECK(gives("ris", "SP=1-9|EP=9", FIELD_PAGES, "1-9"));
    CHECK(gives("ris", "SP=1-9|EP=9", FIELD_OTHER, ""));
    CHECK(gives("ris", "SP=1-9|EP=8", FIELD_OTHER, "EP: 8"));
    CHECK(gives("ris", "EP=9", FIELD_PAGES, ""));
    CHECK(gives("ris", "EP=9|C7=e12", FIELD_PAGES, "e12"));
    CHECK(gives("ris", "EP=9|C7=e12", FIELD_OTHER, "EP: 9"));
}

TEST("a year is four digits, wherever a date has them")
{
    CHECK(gives("ris", "PY=2020//", FIELD_YEAR, "2020"));
    CHECK(gives("ris", "PY=2020//", FIELD_OTHER, ""));
    CHECK(gives("ris", "PY=in press|DA=20190312", FIELD_YEAR, "2019"));
    CHECK(gives("ris", "PY=in press|DA=20190312", FIELD_OTHER, "PY: in press; DA: 20190312"));
    CHECK(gives("ris", "DA=12/03/1999", FIELD_YEAR, "1999"));
    CHECK(gives("medline", "DP=2020 Apr 26", FIELD_YEAR, "2020"));
    CHECK(gives("ris", "PY=12345", FIELD_YEAR, ""));
}

TEST("languages and types have the words of the contract")
{
    CHECK(gives("ris", "LA=English", FIELD_LANG, "en"));
    CHECK(gives("ris", "LA=English", FIELD_OTHER, "LA: English"));
    CHECK(gives("ris", "LA=en", FIELD_OTHER, ""));
    CHECK(gives("medline", "LA=eng|LA=fre", FIELD_LANG, "en; fr"));
    CHECK(gives("ris", "LA=English, Spanish", FIELD_LANG, "en; es"));
    CHECK(gives("ris", "LA=Klingon", FIELD_OTHER, "LA: Klingon"));
    CHECK(gives("ris", "LA=en|LA=fr|LA=Klingon", FIELD_OTHER, "LA: Klingon"));
    CHECK(gives("ris", "LA=Klingon|LA=French|LA=en", FIELD_OTHER, "LA: Klingon; LA: French"));
    CHECK(gives("medline", "PT=Journal Article|PT=Review", FIELD_TYPE, "review"));
    CHECK(gives("medline", "PT=Journal Article|PT=Review", FIELD_OTHER,
                "PT: Journal Article; PT: Review"));
    CHECK(gives("ris", "TY=JOUR|M3=review", FIELD_OTHER, "TY: JOUR"));
    CHECK(gives("ris", "TY=XXXX", FIELD_TYPE, "other"));
    CHECK(gives("csv", "Document Identifier=IEEE Conferences", FIELD_TYPE, "conference"));
    CHECK(gives("csv", "Content Type=Chapter ConferencePaper", FIELD_TYPE, "conference"));
    CHECK(gives("ovid", "Publication Type=Journal Article.", FIELD_TYPE, "article"));
    CHECK(gives("ovid", "Publication Type=Journal Article. Review.", FIELD_TYPE, "review"));
    CHECK(gives("ris", "TI=a", FIELD_TYPE, ""));
}

TEST("DOI, PMID and accession numbers are found in all their disguises")
{
    CHECK(gives("ris", "DO=https://doi.org/10.1000/AbC", FIELD_DOI, "10.1000/AbC"));
    CHECK(gives("ris", "DO=https://doi.org/10.1000/AbC", FIELD_DOC, "10.1000/abc"));
    CHECK(gives("ris", "DO=http://dx.doi.org/10.1000%2Fx", FIELD_DOI, "10.1000/x"));
    CHECK(gives("ris", "DO=doi: 10.1000/a(b)c.", FIELD_DOI, "10.1000/a(b)c"));
    CHECK(gives("ris", "UR=https://a.example/?doi=10.1000/x", FIELD_DOI, ""));
    CHECK(gives("medline", "AID=S01-2 [pii]|AID=10.1000/x [doi]", FIELD_DOI, "10.1000/x"));
    CHECK(gives("medline", "AID=S01-2 [pii]|AID=10.1000/x [doi]|LID=10.1000/X [doi]", FIELD_OTHER,
                "AID: S01-2 [pii]"));
    CHECK(gives("medline", "PMID=123", FIELD_DOC, "pmid:123"));
    CHECK(gives("ris", "AN=123|DB=PubMed", FIELD_PMID, "123"));
    CHECK(gives("ris", "AN=123|DB=Scopus", FIELD_PMID, ""));
    CHECK(gives("csv", "PubMed ID=PUBMED 123", FIELD_PMID, "123"));
    CHECK(gives("ris", "C3=PUBMED 91000001,EMBASE 5", FIELD_PMID, "91000001"));
    CHECK(gives("ris", "C3=PUBMED 91000001,EMBASE 5", FIELD_OTHER, "C3: PUBMED 91000001,EMBASE 5"));
    CHECK(gives("ris", "U1=123[pmid]", FIELD_PMID, "123"));
    CHECK(gives("ris", "U1=123[pmid]", FIELD_OTHER, ""));
    CHECK(gives("ris", "U1=123", FIELD_PMID, ""));
    CHECK(gives("ris", "U1=123 [pmid] and more", FIELD_OTHER, "U1: 123 [pmid] and more"));
    CHECK(
        gives("ris", "ID=123 [https://www.ncbi.nlm.nih.gov/pubmed/?term=123]", FIELD_PMID, "123"));
    CHECK(gives("ris", "ID=123", FIELD_PMID, ""));
    CHECK(gives("csv", "Extra=PMID: 123 PMCID: PMC4", FIELD_PMID, "123"));
    CHECK(gives("csv", "Extra=PubMed 2020", FIELD_PMID, ""));
    CHECK(gives("csv", "Extra=PMID: 123x", FIELD_PMID, ""));
    CHECK(gives("csv", "Extra=PMID: 012", FIELD_PMID, ""));
    CHECK(gives("csv", "Extra=PMID: 123456789", FIELD_PMID, ""));
    CHECK(gives("bibtex", "note=PMID: 123", FIELD_PMID, "123"));
    CHECK(gives("ris", "AN=a\xC2\xA0 b", FIELD_DOC, "an:a__b"));
    CHECK(gives("ris", "AN=ab", FIELD_OTHER, "AN: ab"));
    CHECK(gives("wos", "AU=x", FIELD_DATABASE, "Web of Science"));
    struct field_map *map = field_map_open("ris");
    make("TI=A study|PY=2020|AU=Smith|AU=Jones");
    struct slice doc = field_map_apply(map, &record)[FIELD_DOC];
    CHECK(slice_starts(doc, "hash:") && doc.size == 21);
    CHECK(field_map_knows(map, slice_of("ti")) && !field_map_knows(map, slice_of("ZZ")));
    field_map_close(map);
}

static bool comes_back(const char *tag, const char *value)
{
    struct buffer other = {0}, tag_back = {0}, value_back = {0};
    field_other_add(&other, slice_of("A"), slice_of("b;"));
    field_other_add(&other, slice_of(tag), slice_of(value));
    struct slice rest = buffer_slice(&other);
    bool first = field_other_next(&rest, &tag_back, &value_back) &&
                 slice_is(buffer_slice(&tag_back), "A") &&
                 slice_is(buffer_slice(&value_back), "b;");
    buffer_clear(&tag_back);
    buffer_clear(&value_back);
    bool second = field_other_next(&rest, &tag_back, &value_back) &&
                  slice_is(buffer_slice(&tag_back), tag) &&
                  slice_is(buffer_slice(&value_back), value);
    bool end = !field_other_next(&rest, &tag_back, &value_back);
    buffer_free(&other);
    buffer_free(&tag_back);
    buffer_free(&value_back);
    return first && second && end;
}

TEST("what was added to \"other\" comes back")
{
    CHECK(comes_back("N1", "a; b;; c: d"));
    CHECK(comes_back("A: b:", ";x;"));
    CHECK(comes_back("::", " ;; "));
    CHECK(comes_back(":", ";"));
}
