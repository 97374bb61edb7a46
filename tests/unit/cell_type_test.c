/* Which cells a spreadsheet gets as numbers: what it would show differently stays text. */
#include "stream/cell_type.h"

#include "check.h"

static int open_cell(const char *text)
{
    return cell_type_decimals(slice_of(text), CELL_TYPE_OPEN);
}

TEST("numbers of up to fifteen digits are cells of numbers, with their decimals")
{
    CHECK(open_cell("0") == 0 && open_cell("7") == 0 && open_cell("-12") == 0);
    CHECK(open_cell("2021") == 0 && open_cell("123456789012345") == 0);
    CHECK(open_cell("0.5") == 1 && open_cell("3.50") == 2 && open_cell("-0.0010") == 4);
    CHECK(open_cell("142857.14") == 2 && open_cell("0.00000000000001") == 14);
}

TEST("what a spreadsheet would show differently stays text")
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
        if (!CHECK(open_cell(texts[i]) == CELL_TYPE_NONE))
            printf("    '%s'\n", texts[i]);
}

TEST("the name of a column says which cells may be numbers")
{
    CHECK(cell_type_of_column(slice_of("doc")) == CELL_TYPE_TEXT);
    CHECK(cell_type_of_column(slice_of("sent_id")) == CELL_TYPE_TEXT);
    CHECK(cell_type_of_column(slice_of("freq")) == CELL_TYPE_COUNT);
    CHECK(cell_type_of_column(slice_of("per_million_target")) == CELL_TYPE_COUNT);
    CHECK(cell_type_of_column(slice_of("p_holm")) == CELL_TYPE_MEASURE);
    CHECK(cell_type_of_column(slice_of("year")) == CELL_TYPE_OPEN);
    CHECK(cell_type_of_column(slice_of("")) == CELL_TYPE_OPEN);
    CHECK(cell_type_decimals(slice_of("12"), CELL_TYPE_TEXT) == CELL_TYPE_NONE);
    CHECK(cell_type_decimals(slice_of("1.2e-09"), CELL_TYPE_MEASURE) == CELL_TYPE_EXPONENT);
    CHECK(cell_type_decimals(slice_of("1.2e-09"), CELL_TYPE_COUNT) == CELL_TYPE_NONE);
    CHECK(cell_type_decimals(slice_of("1e999"), CELL_TYPE_MEASURE) == CELL_TYPE_NONE);
    CHECK(cell_type_decimals(slice_of("1e"), CELL_TYPE_MEASURE) == CELL_TYPE_NONE);
    CHECK(cell_type_decimals(slice_of("00e5"), CELL_TYPE_MEASURE) == CELL_TYPE_NONE);
}
