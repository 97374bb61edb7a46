/* Rows of a table become a picture in every kind and form. The first line of the input chooses
 * kind and options by its bytes; each further line is label, series, value and panel, separated by tabs.
 * What must hold: no crash, an SVG that is valid UTF-8 without control characters and without a
 * number that is none, text without control characters. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/number.h"
#include "picture/chart.h"
#include "picture/scale.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static unsigned choice(struct slice choices, size_t i)
{
    return i < choices.size ? (unsigned char)choices.data[i] : 0;
}

static void add_rows(struct matrix *matrix, struct slice rest, bool asides)
{
    for (uint64_t line = 2; rest.data && line < 400; line++) {
        struct slice row = slice_cut(&rest, '\n');
        if (row.size == 0)
            continue;
        struct slice label = slice_cut(&row, '\t'), series = slice_of(""), text = slice_of(""),
                     panel = slice_of("");
        if (row.data)
            series = slice_cut(&row, '\t');
        if (row.data)
            text = slice_cut(&row, '\t');
        if (row.data)
            panel = row;
        double value = NAN;
        if (!number_read_double(text, &value) || fabs(value) > SCALE_LARGEST) {
            value = NAN;
            text = slice_of("");
        }
        struct aside aside = {{value - 1, NAN}, {text, {"", 0}}};
        matrix_add(matrix,
                   &(struct matrix_row){.label = label,
                                        .series = series,
                                        .panel = panel,
                                        .value = value,
                                        .text = text,
                                        .aside = asides ? &aside : NULL,
                                        .line = line},
                   true);
    }
}

static void check(bool good)
{
    if (!good)
        abort();
}

static bool has_controls(struct slice text)
{
    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if ((c < 0x20 && c != '\n') || c == 0x7F)
            return true;
    }
    return false;
}

static bool has(struct slice text, const char *word)
{
    size_t size = strlen(word);
    for (size_t i = 0; i + size <= text.size; i++)
        if (memcmp(text.data + i, word, size) == 0)
            return true;
    return false;
}

static void draw(const struct chart *chart, struct slice choices)
{
    struct buffer picture = {0};
    unsigned width = choice(choices, 5);
    chart_svg(chart, width == 0 ? 0 : 240 + 8 * width, 4.0 * choice(choices, 6), &picture);
    struct slice svg = buffer_slice(&picture);
    check(utf8_valid_prefix(svg) == svg.size && !has_controls(svg));
    check(!has(svg, "=\"nan") && !has(svg, "=\"-nan") && !has(svg, "=\"inf") &&
          !has(svg, "=\"-inf"));
    buffer_clear(&picture);
    struct terminal terminal = {20 + choice(choices, 7), choice(choices, 8) & 1, false, false};
    chart_text(chart, &terminal, &picture);
    check(!has_controls(buffer_slice(&picture)));
    buffer_free(&picture);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice rest = slice_make((const char *)data, size);
    struct slice choices = slice_cut(&rest, '\n');
    struct matrix matrix = {0};
    add_rows(&matrix, rest, choice(choices, 9) & 1);
    struct matrix_order order = {
        .transpose = choice(choices, 1) & 1,
        .series_are_things = choice(choices, 1) & 2,
        .missing_is_zero = choice(choices, 1) & 4,
        .percent = choice(choices, 1) & 8,
        .other = choice(choices, 1) & 16,
        .leaf = choice(choices, 1) & 32,
        .strip = choice(choices, 1) & 64 ? "a" : NULL,
        .sort = (enum matrix_sort)(choice(choices, 2) % 4),
        .top = choice(choices, 3) % 32,
    };
    matrix_arrange(&matrix, &order);
    struct chart chart = {
        .kind = (enum chart_kind)(choice(choices, 0) % (CHART_SPARK + 1)),
        .matrix = &matrix,
        .title = "title",
        .source = "source",
        .note = "note",
        .panel_title = "panel",
        .share_title = "share",
        .share = choice(choices, 9) & 2,
        .label_title = "label",
        .value_title = "value",
        .series_title = "series",
        .percent = order.percent,
    };
    if (chart.kind != CHART_LINES || matrix.labels.numeric || matrix.labels.count == 0)
        draw(&chart, choices);
    matrix_free(&matrix);
    return 0;
}
