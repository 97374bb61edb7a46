/* Citations and how alike they are. */
#include "review/similarity.h"

#include "base/memory.h"
#include "chance.h"
#include "check.h"
#include "review/citation_names.h"
#include "review/citation_words.h"

static struct citation_reader reader;

static const char *words_of(const char *text)
{
    static struct buffer words;
    buffer_clear(&words);
    citation_words(&reader, slice_of(text), &words);
    buffer_append_char(&words, '\0');
    return words.data;
}

static const char *names_of(const char *cell)
{
    static struct buffer names;
    buffer_clear(&names);
    citation_names_read(&reader, slice_of(cell), &names);
    buffer_append_char(&names, '\0');
    return names.data;
}

#define WORDS(text, expected) CHECK(strcmp(words_of(text), expected) == 0)
#define NAMES(cell, expected) CHECK(strcmp(names_of(cell), expected) == 0)

/* The citation with this in a field. */
static struct citation with(enum citation_field field, const char *value)
{
    struct slice cells[CITATION_FIELDS];
    struct citation citation;
    for (int i = 0; i < CITATION_FIELDS; i++)
        cells[i] = slice_of(i == (int)field ? value : "");
    citation_read(&reader, cells, &citation);
    return citation;
}

static size_t slow_distance(struct slice a, struct slice b)
{
    size_t rows[2][512];
    for (size_t j = 0; j <= b.size; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a.size; i++) {
        rows[i & 1][0] = i;
        for (size_t j = 1; j <= b.size; j++) {
            size_t least = rows[(i - 1) & 1][j - 1] + (a.data[i - 1] != b.data[j - 1]);
            size_t above = rows[(i - 1) & 1][j] + 1, left = rows[i & 1][j - 1] + 1;
            least = above < least ? above : least;
            rows[i & 1][j] = left < least ? left : least;
        }
    }
    return rows[a.size & 1][b.size];
}

TEST("the distance of two texts is the number of edits")
{
    CHECK(similarity_distance(slice_of("kitten"), slice_of("sitting")) == 3);
    CHECK(similarity_distance(slice_of(""), slice_of("abc")) == 3);
    CHECK(similarity_distance(slice_of("abc"), slice_of("abc")) == 0);
    bool same = true;
    for (int round = 0; round < 3000; round++) {
        char a[300], b[300];
        size_t left = chance(300), right = chance(300);
        for (size_t i = 0; i < left; i++)
            a[i] = (char)('a' + chance(3));
        for (size_t i = 0; i < right; i++)
            b[i] = i < left && chance(4) ? a[i] : (char)('a' + chance(3));
        struct slice one = slice_make(a, left), other = slice_make(b, right);
        same &= similarity_distance(one, other) == slow_distance(one, other);
    }
    CHECK(same);
}

static enum title_relation relation(const char *left, const char *right)
{
    struct citation a = with(CITATION_TITLE, left), b = with(CITATION_TITLE, right);
    return similarity_titles(&a, &b).relation;
}

static bool numbers_differ(const char *left, const char *right)
{
    struct citation a = with(CITATION_TITLE, left), b = with(CITATION_TITLE, right);
    struct title_similarity title = similarity_titles(&a, &b);
    return title.numbers || title.one_number;
}

TEST("titles are equal, variants, parts or others")
{
    WORDS("The <b>Old</b> Town&#39;s walkers &amp; TNF-\xce\xb1",
          "the old towns walkers tnf alpha");
    WORDS("p < 0.05 in M\xc3\xbcller's", "p 0 05 in mullers");
    CHECK(relation("Walking, in the town", "walking in town") == TITLE_EQUAL);
    CHECK(relation("Two walkers in phase II", "2 walkers in phase 2") == TITLE_EQUAL);
    CHECK(relation("Randomised walking of tumour patients",
                   "randomized walking of tumor patients") == TITLE_VARIANT);
    CHECK(relation("Walking of carers: a trial", "Walking of carers") == TITLE_PART);
    CHECK(relation("Short report: walking of carers", "Walking of carers") == TITLE_PART);
    CHECK(relation("Walking of carers in town", "Talking of trust in woods") == TITLE_OTHER);
}

/* Of the words that one title has and the other lacks: two letters, three from 24 letters on. */
TEST("a title is a variant up to a quarter of the letters that differ")
{
    CHECK(relation("Walking by the bird house", "Walking by the bard house") == TITLE_VARIANT);
    CHECK(relation("Walking by the red house", "Walking by the rod house") == TITLE_OTHER);
    CHECK(relation("Walking with gardener", "Walking with gurdenor") == TITLE_VARIANT);
    CHECK(relation("Walking with marches", "Walking with morchos") == TITLE_OTHER);
    CHECK(relation("Carers who walk in the old towns of Europe: electroencephalographies",
                   "Carers who walk in the old towns of Europe: eloctroancephelographies") ==
          TITLE_VARIANT);
    CHECK(relation("Carers who walk in the old towns of Europe: electroencephalographies",
                   "Carers who walk in the old towns of Europe: eloctroancephelogrophies") ==
          TITLE_OTHER);
    CHECK(relation("Carers who walk in the old towns of Europe: electroencephalographis",
                   "Carers who walk in the old towns of Europe: eloctroancephelographis") ==
          TITLE_OTHER);
}

TEST("titles that differ in function words are equal up to six letters of these")
{
    CHECK(relation("Walking carers with in town", "Walking carers town") == TITLE_EQUAL);
    CHECK(relation("Walking carers with the town", "Walking carers town") == TITLE_OTHER);
}

TEST("numbers, answers and titles in brackets are known in a title")
{
    CHECK(numbers_differ("Walking, part I", "Walking, part II"));
    CHECK(numbers_differ("Walkers with CD4 cells", "Walkers with CD8 cells"));
    CHECK(!numbers_differ("Walkers with CD 4 cells", "Walkers with CD4 cells"));
    CHECK(with(CITATION_TITLE, "Authors' reply").generic);
    CHECK(!with(CITATION_TITLE, "Walking").generic);
    CHECK(with(CITATION_TITLE, "[Not Available].").title_count == 0);
    CHECK(with(CITATION_TITLE, "Gehen in der Stadt [Walking in the town]").title_count == 3);
}

TEST("names of authors are read in every order and with every separator")
{
    NAMES("Smith, John", "smith,j,");
    NAMES("Smith JA", "smith,j,");
    NAMES("J. A. Smith", "smith,j,");
    NAMES("John Smith", "smith,,john smith");
    NAMES("de Vente, J.; O'Neill, H", "devente,j,vente;oneill,h,");
    NAMES("Garcia Murillo, P", "garciamurillo,p,garcia murillo");
    NAMES("Smith, J., Doe, A.", "smith,j,;doe,a,");
    NAMES("Smith J, Doe A", "smith,j,;doe,a,");
    NAMES("Smith, John and Doe, Ann", "smith,j,;doe,a,");
    NAMES("Tan A.Schulze A. B.", "tan,a,;schulze,a,");
    NAMES("Anonymous", "");
    NAMES("", "");
}

static enum field_match journals(const char *left, const char *right)
{
    struct citation a = with(CITATION_JOURNAL, left), b = with(CITATION_JOURNAL, right);
    enum field_match found = similarity_journals(a.journal, b.journal);
    CHECK(found == similarity_journals(b.journal, a.journal));
    return found;
}

TEST("a journal and its abbreviation are the same, and neighbours are not")
{
    CHECK(journals("J Infect Dis", "The Journal of Infectious Diseases") == MATCH_SAME);
    CHECK(journals("Proc Natl Acad Sci", "Proceedings of the National Academy of Sciences") ==
          MATCH_SAME);
    CHECK(journals("BMJ", "British Medical Journal") == MATCH_SAME);
    CHECK(journals("Lancet", "Lancet Oncology") == MATCH_DIFFERENT);
    CHECK(journals("Physical Review D", "Physical Review E") == MATCH_DIFFERENT);
    CHECK(journals("", "Lancet") == MATCH_UNKNOWN);
    CHECK(journals("TAG. Theoretical and applied genetics", "Theoretical and applied genetics") ==
          MATCH_CLOSE);
}

static bool page_is(const char *cell, const char *first, const char *last)
{
    struct citation citation = with(CITATION_PAGES, cell);
    return slice_is(citation.first_page, first) && slice_is(citation.last_page, last);
}

static bool doi_is(const char *cell, const char *doi)
{
    struct citation citation = with(CITATION_DOI, cell);
    return slice_is(citation.doi, doi);
}

TEST("pages, years, volumes and DOIs are read from their cells")
{
    CHECK(page_is("123-9", "123", "129"));
    CHECK(page_is("123--129", "123", "129"));
    CHECK(page_is("2S5\xe2\x80\x93"
                  "9",
                  "2s5", "2s9"));
    CHECK(page_is("pp. 7-12", "7", "12"));
    CHECK(page_is("UNSP 1203", "1203", ""));
    CHECK(page_is("152-153.e1", "152", "153"));
    CHECK(page_is("n/a", "", ""));
    CHECK(with(CITATION_YEAR, "12 Feb 2019").year == 2019);
    CHECK(with(CITATION_YEAR, "20199").year == 0);
    CHECK(slice_is(with(CITATION_VOLUME, "32 Spec No2").volume, "32"));
    CHECK(doi_is("https://doi.org/10.5555/ABC.1", "10.5555/abc.1"));
    CHECK(doi_is("10.5555/s0140(13)62568-4.", ""));
    CHECK(doi_is("10.5555/s0140(13)62568-4", "10.5555/s0140(13)62568-4"));
    CHECK(doi_is("10.5555/14.cd1.pub3", "10.5555/14.cd1"));
    CHECK(doi_is("10.17705/1cais.", ""));
    CHECK(doi_is("none", ""));
}

TEST("abstracts are compared where both have enough words")
{
    static const char text[] =
        "carers met each week and stayed for the talk that they had on their "
        "way through the park and the old town with its many small shops";
    static const char other[] =
        "nurses wrote down what they saw at night and found that little of it "
        "was ever read by those who came in the morning to take over";
    struct citation a = with(CITATION_ABSTRACT, text), b = with(CITATION_ABSTRACT, other);
    CHECK(similarity_abstracts(&a, &a) == SIMILARITY_FULL);
    CHECK(similarity_abstracts(&a, &b) < 200);
    b = with(CITATION_ABSTRACT, "too short");
    CHECK(similarity_abstracts(&a, &b) == SIMILARITY_UNKNOWN);
}
