/* Tagged formats: which format a beginning is, and what becomes of lines. */
#include "intake/tagged.h"

#include "readers.h"

static bool is(const char *beginning, enum tagged_format expected)
{
    enum tagged_format found;
    return tagged_begins(slice_of(beginning), &found) && found == expected;
}

static bool is_none(const char *beginning)
{
    enum tagged_format found;
    return !tagged_begins(slice_of(beginning), &found);
}

TEST("a tagged format is known by its first lines")
{
    CHECK(is("TY  - JOUR\n", TAGGED_RIS));
    CHECK(is("\xEF\xBB\xBF\r\n\r\nTY  - JOUR\r\n", TAGGED_RIS));
    CHECK(is("Record #1 of 2\nProvider: x\n\nDB  - y\nTY  - JOUR\n", TAGGED_RIS));
    CHECK(is("TY - JOUR\n", TAGGED_RIS));
    CHECK(is("DB  - x\nTI  - y\nC7  - z\n", TAGGED_RIS));
    CHECK(is("PMID- 1\nPT  - x\n", TAGGED_MEDLINE));
    CHECK(is("PMID-1\n", TAGGED_MEDLINE));
    CHECK(is("OWN - NLM\nTI  - x\n", TAGGED_MEDLINE));
    CHECK(is("<1>\nTitle\n  x\n", TAGGED_OVID));
    CHECK(is("%0 Book\n", TAGGED_REFER));
    CHECK(is("%T x\n%0 Book\n", TAGGED_REFER));
    CHECK(is("RT Journal Article\n", TAGGED_REFWORKS));
    CHECK(is("FN Clarivate\nVR 1.0\nPT J\n", TAGGED_WOS));
    CHECK(is("PT J\nAU x\n", TAGGED_WOS));
    CHECK(is_none(""));
    CHECK(is_none("Dear all,\nplease find attached\n"));
    CHECK(is_none("Title,Authors,Year\na,b,2020\n"));
    CHECK(is_none("doc\ttext\na\tTI is a tag\n"));
}

static enum tagged_format format;

static void read_format(struct source *source, struct record_sink *sink)
{
    tagged_read(source, format, sink);
}

static bool gives(enum tagged_format as, const char *text, const char *expected)
{
    format = as;
    return readers_give(read_format, text, expected);
}

TEST("lines go on, begin and end records as each format has it")
{
    CHECK(gives(TAGGED_RIS, "TY  - A\nAB  - b\nc\n  d\nER  - \n", "TY=A|AB=b c d\n"));
    CHECK(gives(TAGGED_RIS, "TY  - A\nKW  - b\nc\nER  - \n", "TY=A|KW=b|KW=c\n"));
    CHECK(gives(TAGGED_RIS, "TY  - A\rTI  - b\rER  - \n", "TY=A|TI=b\n"));
    CHECK(gives(TAGGED_RIS, "TY  - A\nTI  - b\rc\nER  - \n", "TY=A|TI=b c\n"));
    CHECK(gives(TAGGED_RIS, "TY  - A\nTI  -\nb\nER  - \n", "TY=A|TI=b\n"));
    CHECK(gives(TAGGED_RIS, "TY  - A\n\nx\n\ny\nER  - \n", "TY=A\nx y\n"));
    CHECK(counts.stray == 0);
    CHECK(gives(TAGGED_RIS, "TY  - A\n\nx\n\ny\nTY  - B\nER  - \n", "TY=A\nTY=B\n"));
    CHECK(counts.stray == 2 && counts.begun == 2 && counts.ended == 1);
    CHECK(gives(TAGGED_RIS, "TY  - A\nER  - z\nVL  - 1\nER  - \n", "TY=A|ER=z|VL=1\n"));
    CHECK(gives(TAGGED_RIS, "TI  - a\nER  - \n", "TI=a\n") && counts.unbegun == 1);
    CHECK(gives(TAGGED_MEDLINE, "PMID- 1\nTI  - a\n      b\n\nTI  - c\n", "PMID=1|TI=a b\nTI=c\n"));
    CHECK(gives(TAGGED_MEDLINE, "PMID- 1\n\nx\n", "PMID=1\n") && counts.stray == 1);
    CHECK(gives(TAGGED_WOS, "PT J\nAU a\n   b\nTI c\n   d\nER\n\nEF\n", "PT=J|AU=a|AU=b|TI=c d\n"));
    CHECK(gives(TAGGED_OVID, "<1>\nTitle\n  a\n  b\nAU  - c\n<2>\n", "<>=|Title=a b|AU=c\n<>=\n"));
    CHECK(gives(TAGGED_REFER, "%T a\n%0 B\n\n%0 C\n%0 D\n", "%T=a|%0=B\n%0=C\n%0=D\n"));
    CHECK(gives(TAGGED_RIS, "TY  - A\nTI  - \xFC\nER  - \n", "TY=A|TI=\xC3\xBC\n"));
    CHECK(counts.repaired == 1 && counts.repaired_line == 2);
}
