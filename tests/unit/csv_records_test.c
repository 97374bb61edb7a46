/* Tables of records: what separates, what is quoted, and what becomes of rows that are wrong. */
#include "intake/csv_records.h"

#include "readers.h"

static bool gives(const char *text, const char *expected)
{
    return readers_give(csv_records_read, text, expected);
}

static bool begins(const char *text)
{
    return csv_records_begins(slice_of(text));
}

TEST("a file is a table of records where its first lines name two known columns")
{
    CHECK(begins("Title,Year\n"));
    CHECK(begins("\"Title\";\"Year\"\n"));
    CHECK(begins("id\tprimary_title\tYEAR"));
    CHECK(begins("sep=,\nAbout this export\nDOI,x\n"));
    CHECK(!begins(""));
    CHECK(!begins("Title\n"));
    CHECK(!begins("x,y\n"));
    CHECK(!begins("A title, and more\n"));
}

TEST("cells are quoted, cut and trimmed, whatever separates them")
{
    CHECK(gives("a,b\n1,2\n", "a=1|b=2\n"));
    CHECK(gives("a;b\r\n1,0;2\r\n", "a=1,0|b=2\n"));
    CHECK(gives("a\tb\n\"1\t0\"\t2", "a=1\t0|b=2\n"));
    CHECK(gives("a,b\r1,2\r3,4", "a=1|b=2\na=3|b=4\n"));
    CHECK(gives("a,b\n\"x \"\"y\"\" z\",\"\"\n", "a=x \"y\" z\n"));
    CHECK(gives("a,b\n\"x\ny\",2\n", "a=x\ny|b=2\n"));
    CHECK(gives(" a , b \n 1 , 2 \n", "a=1|b=2\n"));
    CHECK(gives("a,,b\n1,2,3\n", "a=1|@column 2=2|b=3\n"));
    CHECK(gives("a,b\n,\n\n1,2\n", "a=1|b=2\n") && counts.begun == 1);
    CHECK(gives("a,b\n\xFC,\xC3\n\xBC,2\n", "a=\xC3\xBC|b=\xC3\x83\na=\xC2\xBC|b=2\n"));
    CHECK(counts.repaired == 3);
}

TEST("lines before the header are no records")
{
    CHECK(gives("sep=;\na;b\n1;2\n", "a=1|b=2\n") && counts.stray == 0);
    CHECK(gives("About this\n\na,b\n1,2\n", "a=1|b=2\n") && counts.stray == 1);
    CHECK(gives("", "") && gives("a,b\n", "") && counts.begun == 0);
}

TEST("rows with too few or too many cells and quotes that never close are still read")
{
    CHECK(gives("a,b,c\n1\n", "a=1\n"));
    CHECK(gives("a,b\n1,2,3,,4\n", "a=1|b=2|@beyond=3|@beyond=4\n"));
    CHECK(gives("a,b\n1,2,,\n", "a=1|b=2\n"));
    CHECK(gives("a,b\n\"x \"y\" z\",2\n", "a=x \"y\" z|b=2\n"));
    CHECK(gives("a,b\n\"x,1\n\"y\",2\n", "a=\"x|b=1\na=y|b=2\n"));
    CHECK(gives("a,b\nx,\"1\n", "a=x|b=\"1\n"));
    CHECK(gives("a,b\nx\"y,2\n", "a=x\"y|b=2\n"));
}
