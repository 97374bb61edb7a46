/* LaTeX in bibliographies: what its commands stand for, and that text comes back. */
#include "check.h"
#include "intake/latex.h"

static bool decodes(const char *from, const char *to)
{
    struct buffer decoded = {0};
    latex_decode(slice_of(from), LATEX_TEXT, &decoded);
    bool same = slice_is(buffer_slice(&decoded), to);
    if (!same)
        printf("%s: '%.*s', expected '%s'\n", from, (int)decoded.size, decoded.data, to);
    buffer_free(&decoded);
    return same;
}

static bool decodes_address(const char *from, const char *to)
{
    struct buffer decoded = {0};
    latex_decode(slice_of(from), LATEX_ADDRESS, &decoded);
    bool same = slice_is(buffer_slice(&decoded), to);
    buffer_free(&decoded);
    return same;
}

static bool comes_back(const char *text, enum latex_kind kind)
{
    struct buffer encoded = {0}, decoded = {0};
    latex_encode(slice_of(text), kind, &encoded);
    latex_decode(buffer_slice(&encoded), kind, &decoded);
    bool same = slice_is(buffer_slice(&decoded), text);
    buffer_free(&encoded);
    buffer_free(&decoded);
    return same;
}

TEST("commands of accents become letters")
{
    CHECK(decodes("\\'e\\\"{o} \\v{c}\\v s{\\aa}\\c{C}", "éö čšåÇ"));
    CHECK(decodes("na{\\\"\\i}ve \\'{\\i} \\^\\j", "naïve í ĵ"));
    CHECK(decodes("Stra\\ss{}e \\O re \\L{}\\'od\\'z", "Straße Øre Łódź"));
    CHECK(decodes("{\\`{E}}{\\'A}\\~n \\H{o} \\k{a} \\d{s}", "ÈÁñ ő ą ṣ"));
}

TEST("commands of text become their signs, and groups go")
{
    CHECK(decodes("a -- b --- c - d", "a – b — c - d"));
    CHECK(decodes("``a'' and `b'", "“a” and `b'"));
    CHECK(decodes("\\& \\% \\$ \\# \\_ \\{ \\}", "& % $ # _ { }"));
    CHECK(decodes("a~b  \n c\\,d", "a b c d"));
    CHECK(decodes("{The {DNA} \\emph{of} \\textbf{it}}", "The DNA of it"));
}

TEST("what is no command that is known stays as it is")
{
    CHECK(decodes("in $x_{1}^2 \\alpha$ and 5$", "in $x_{1}^2 \\alpha$ and 5$"));
    CHECK(decodes("\\url{http://a/~b--c_d}", "http://a/~b--c_d"));
    CHECK(decodes("\\unknown{a {b}} \\other", "\\unknown{a {b}} \\other"));
    CHECK(decodes("\\textasciitilde{}\\textbackslash{} \\~{}", "~\\ ~"));
    CHECK(decodes("a\\", "a\\"));
    CHECK(decodes("\\'", "'"));
    CHECK(decodes("\\char233", "é"));
}

TEST("in an address only escapes are read")
{
    CHECK(decodes_address("10.1000/a{\\_}b\\_c--d~e", "10.1000/a_b_c--d~e"));
}

TEST("text and addresses come back from what is written")
{
    CHECK(comes_back("a -- b --- `` '' {x} $y$ \\z ~ ^ & % # _", LATEX_TEXT));
    CHECK(comes_back("two  blanks,\n\nlines\tand \\ more", LATEX_TEXT));
    CHECK(comes_back("http://a/{b}\\c~d_e--f%20$g$", LATEX_ADDRESS));
}
