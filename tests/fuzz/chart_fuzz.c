/* Rows of a table become a picture in every kind and form. The first line of the input chooses
 * kind and options by its bytes; each further line is label, series, value and panel, separated by tabs.
 * What must hold: see pictures.h. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/number.h"
#include "picture/scale.h"
#include "pictures.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice rest = slice_make((const char *)data, size);
    struct slice choices = slice_cut(&rest, '\n');
    struct matrix matrix = {0};
    add_rows(&matrix, rest, pictures_choice(choices, 9) & 1);
    struct matrix_order order = {
        .transpose = pictures_choice(choices, 1) & 1,
        .series_are_features = pictures_choice(choices, 1) & 2,
        .missing_is_zero = pictures_choice(choices, 1) & 4,
        .percent = pictures_choice(choices, 1) & 8,
        .other = pictures_choice(choices, 1) & 16,
        .leaf = pictures_choice(choices, 1) & 32,
        .strip = pictures_choice(choices, 1) & 64 ? "a" : NULL,
        .sort = (enum matrix_sort)(pictures_choice(choices, 2) % 4),
        .top = pictures_choice(choices, 3) % 32,
    };
    matrix_arrange(&matrix, &order);
    struct chart chart = {
        .kind = (enum chart_kind)(pictures_choice(choices, 0) % (CHART_SPARK + 1)),
        .matrix = &matrix,
        .title = "title",
        .source = "source",
        .note = "note",
        .panel_title = "panel",
        .share_title = "share",
        .label_title = "label",
        .value_title = "value",
        .series_title = "series",
        .percent = order.percent,
    };
    chart.share = (pictures_choice(choices, 9) & 2) &&
                  (chart.kind == CHART_BARS || chart.kind == CHART_GROUPED);
    if (chart.kind != CHART_LINES || matrix.labels.numeric || matrix.labels.count == 0)
        pictures_check(&chart, choices);
    matrix_free(&matrix);
    return 0;
}
