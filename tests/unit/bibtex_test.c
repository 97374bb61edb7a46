/* BibTeX: where entries begin and end, what values are, and what becomes of what is wrong. */
#include "intake/bibtex.h"

#include "readers.h"

static bool gives(const char *text, const char *expected)
{
    return readers_give(bibtex_read, text, expected);
}

TEST("a file is BibTeX where an entry begins it, after comments and blanks")
{
    CHECK(bibtex_begins(slice_of("% Encoding: UTF-8\n\n@article{a,")));
    CHECK(bibtex_begins(slice_of(" @book (a,")));
    CHECK(!bibtex_begins(slice_of("")));
    CHECK(!bibtex_begins(slice_of("a@b{c}")));
    CHECK(!bibtex_begins(slice_of("@ {")));
    CHECK(!bibtex_begins(slice_of("@author said")));
}

TEST("values are braces, quotes, numbers, months and strings, joined by #")
{
    CHECK(gives("@a{k, t = {b {c} d}}", "@type=a|@key=k|t=b c d\n"));
    CHECK(gives("@a{k, t = \"b\"}", "@type=a|@key=k|t=b\n"));
    CHECK(gives("@a{k, t = 2020, u = {} , v=\" x \"}", "@type=a|@key=k|t=2020|u=|v=x\n"));
    CHECK(gives("@a{k, month = mar}", "@type=a|@key=k|month=March\n"));
    CHECK(gives("@a{k, month = jan # \" 3\"}", "@type=a|@key=k|month=January 3\n"));
    CHECK(gives("@a{k, t = {} # {b} # {} # {c} # \"d\"}", "@type=a|@key=k|t=bcd\n"));
    CHECK(gives("@a{k, t = {b} #}", "@type=a|@key=k|t=b\n"));
    CHECK(gives("@string{J = {Journal}} @string(s = j # { of}) @a{k, t = S # { x}, u = z}",
                "@type=a|@key=k|t=Journal of x|u=z\n"));
    CHECK(gives("@a{k, t = \"\\\"o and {\"} b\"}", "@type=a|@key=k|t=\xC3\xB6 and \" b\n"));
}

TEST("pages, names, keywords and addresses are read each in its own way")
{
    CHECK(gives("@a{k, pages = {1--9}}", "@type=a|@key=k|pages=1-9\n"));
    CHECK(gives("@a{k, pages = { 1\xE2\x80\x93"
                "2, 3 --- 4 }, t = {b}}",
                "@type=a|@key=k|pages=1-2, 3 - 4|t=b\n"));
    CHECK(gives("@a{k, pages = {--}}", "@type=a|@key=k|pages=-\n"));
    CHECK(gives("@a{k, author = {A and {B and C}\n AND D}}",
                "@type=a|@key=k|author=A|author=B and C|author=D\n"));
    CHECK(gives("@a{k, keywords = {b, {c, d}}}", "@type=a|@key=k|keywords=b|keywords=c, d\n"));
    CHECK(gives("@a{k, keywords = {b, c; d}}", "@type=a|@key=k|keywords=b, c|keywords=d\n"));
    CHECK(gives("@a{k, doi = {10.1/a\\_b--c}}", "@type=a|@key=k|doi=10.1/a_b--c\n"));
    CHECK(gives("@a{k, file = {C\\:\\\\a.pdf:pdf}}", "@type=a|@key=k|file=C\\:\\\\a.pdf:pdf\n"));
    CHECK(gives("@a{k, author = {}, t = {b}}", "@type=a|@key=k|t=b\n"));
}

TEST("entries may stand in parentheses and lack a key; comments and strays are no records")
{
    CHECK(gives("@a(k, t = {b)}, u = \")\")", "@type=a|@key=k|t=b)|u=)\n"));
    CHECK(gives("@a{, t = {b}}", "@type=a|t=b\n"));
    CHECK(gives("@a{t = {b}}", "@type=a|t=b\n"));
    CHECK(gives("@a{k t = {b} u = {c}}", "@type=a|@key=k|t=b|u=c\n"));
    CHECK(gives("@comment{@a{k, t = {b}}}", ""));
    CHECK(gives("@preamble{\"x\"}\n% remark\n@a{k}", "@type=a|@key=k\n") && counts.stray == 0);
    CHECK(gives("hello\n@a{k} there\n", "@type=a|@key=k\n") && counts.stray == 2);
    CHECK(gives("", "") && counts.begun == 0);
}

TEST("an entry that is torn is rejected or ends where the next begins, and is counted")
{
    CHECK(gives("@a{k, t = {b},\n@a{l, u = {c}}", "@type=a|@key=k|t=b\n@type=a|@key=l|u=c\n"));
    CHECK(counts.begun == 2 && counts.ended == 1);
    CHECK(gives("@a{k, t = {b\n@a{l, u = {c}}", "@type=a|@key=l|u=c\n"));
    CHECK(counts.rejected == 1);
    CHECK(gives("@a{k, t = \"b}", "") && counts.rejected == 1 && counts.ended == 1);
    CHECK(gives("@a{k, oops\nt = {b}}", "@type=a|@key=k|@unknown=oops|t=b\n"));
    CHECK(gives("@a{k, t = {b\n@c d\n}}", "@type=a|@key=k|t=b @c d\n"));
    CHECK(gives("@a{k, t = {\xFC}}", "@type=a|@key=k|t=\xC3\xBC\n") && counts.repaired == 1);
}
