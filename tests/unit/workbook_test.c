/* Workbooks: letters of columns and names of sheets; the rest is tested on whole files. */
#include "intake/workbook.h"
#include "intake/workbook_chart.h"

#include "check.h"

static bool letters(size_t column, const char *expected)
{
    char to[WORKBOOK_LETTERS];
    size_t size = workbook_letters(column, to);
    return slice_is(slice_make(to, size), expected);
}

static bool named(struct workbook *workbook, const char *wanted, const char *expected)
{
    struct buffer name = {0};
    bool same = workbook_name(workbook, slice_of(wanted), &name);
    bool good = slice_is(buffer_slice(&name), expected) && same == (strcmp(wanted, expected) == 0);
    if (!good)
        printf("    '%.*s'\n", (int)name.size, name.data);
    workbook_begin_sheet(workbook, buffer_slice(&name), NULL, 0, false);
    workbook_end_sheet(workbook, NULL);
    buffer_free(&name);
    return good;
}

TEST("columns have letters up to XFD")
{
    CHECK(letters(0, "A") && letters(25, "Z") && letters(26, "AA") && letters(51, "AZ"));
    CHECK(letters(52, "BA") && letters(701, "ZZ") && letters(702, "AAA"));
    CHECK(letters(WORKBOOK_COLUMNS - 1, "XFD"));
}

TEST("sheets have names of their own that spreadsheets take")
{
    struct workbook *workbook = workbook_create(output_open("/dev/null"));
    CHECK(named(workbook, "plain", "plain"));
    CHECK(named(workbook, "PLAIN", "PLAIN (2)"));
    CHECK(named(workbook, "plain", "plain (3)"));
    CHECK(named(workbook, "", "table"));
    CHECK(named(workbook, "history", "history (2)"));
    CHECK(named(workbook, "a\tb:c", "a_b_c"));
    CHECK(named(workbook, "it's", "it's"));
    CHECK(named(workbook, "'", "_"));
    /* 31 units of UTF-16: an emoji has two, and a family of four eleven, which are not parted. */
    CHECK(named(workbook, "1234567890123456789012345678901", "1234567890123456789012345678901"));
    CHECK(named(workbook, "12345678901234567890123456789012", "123456789012345678901234567 (2)"));
    CHECK(named(workbook, "a12345678901234567890123456789\xF0\x9F\x92\xAC",
                "a12345678901234567890123456789"));
    CHECK(named(workbook, "a2345678901234567890123e\xCC\x81xxxxxxx",
                "a2345678901234567890123e\xCC\x81xxxxxx"));
    workbook_end(workbook);
}
