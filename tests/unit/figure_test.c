/* Which cells a spreadsheet gets as numbers: what it would show differently stays text. */
#include "stream/figure.h"

#include "check.h"

static int open_cell(const char *text)
{
    return figure_decimals(slice_of(text), FIGURE_OPEN);
}

static void test_numbers(void)
{
    CHECK(open_cell("0") == 0 && open_cell("7") == 0 && open_cell("-12") == 0);
    CHECK(open_cell("2021") == 0 && open_cell("123456789012345") == 0);
    CHECK(open_cell("0.5") == 1 && open_cell("3.50") == 2 && open_cell("-0.0010") == 4);
    CHECK(open_cell("142857.14") == 2 && open_cell("0.00000000000001") == 14);
}

static void test_text_like_numbers(void)
{
    static const char *const texts[] = {"",
                                        "-",
                                        "+5",
                                        "00123",
                                        "007.5",
                                        "1e5",
                                        "1E5",
                                        "1-2",
                                        "1/2",
                                        "1,000",
                                        "1 000",
                                        " 1",
                                        "1 ",
                                        ".5",
                                        "5.",
                                        "-.5",
                                        "-0",
                                        "-0.0",
                                        "1.2.3",
                                        "0x10",
                                        "nan",
                                        "inf",
                                        "=1+2",
                                        "@x",
                                        "MARCH1",
                                        "1.5e3",
                                        "٣",
                                        "--1",
                                        "2021-01-04",
                                        "TRUE",
                                        "1234567890123456",
                                        "1.234567890123456",
                                        "9007199254740993",
                                        NULL};
    for (size_t i = 0; texts[i]; i++)
        if (!CHECK(open_cell(texts[i]) == FIGURE_NONE))
            printf("    '%s'\n", texts[i]);
}

static void test_columns(void)
{
    CHECK(figure_column(slice_of("doc")) == FIGURE_TEXT);
    CHECK(figure_column(slice_of("sent_id")) == FIGURE_TEXT);
    CHECK(figure_column(slice_of("freq")) == FIGURE_COUNT);
    CHECK(figure_column(slice_of("per_million_target")) == FIGURE_COUNT);
    CHECK(figure_column(slice_of("p_holm")) == FIGURE_MEASURE);
    CHECK(figure_column(slice_of("year")) == FIGURE_OPEN);
    CHECK(figure_column(slice_of("")) == FIGURE_OPEN);
    CHECK(figure_decimals(slice_of("12"), FIGURE_TEXT) == FIGURE_NONE);
    CHECK(figure_decimals(slice_of("1.2e-09"), FIGURE_MEASURE) == FIGURE_EXPONENT);
    CHECK(figure_decimals(slice_of("1.2e-09"), FIGURE_COUNT) == FIGURE_NONE);
    CHECK(figure_decimals(slice_of("1e999"), FIGURE_MEASURE) == FIGURE_NONE);
    CHECK(figure_decimals(slice_of("1e"), FIGURE_MEASURE) == FIGURE_NONE);
    CHECK(figure_decimals(slice_of("00e5"), FIGURE_MEASURE) == FIGURE_NONE);
}

int main(void)
{
    test_numbers();
    test_text_like_numbers();
    test_columns();
    return check_done();
}
