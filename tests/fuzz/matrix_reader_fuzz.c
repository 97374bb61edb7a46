/* Any bytes as a table of figures: they are refused, or become a matrix and a picture. The first
 * line of the input chooses by its bytes what the user named, and how it is drawn. What must hold:
 * every value that is drawn is a number within bounds or none, and see pictures.h. */
#include "refusal.h"
#include "picture/matrix_reader.h"
#include "picture/palette.h"
#include "picture/scale.h"
#include "pictures.h"

enum { LIMIT = 1 << 20, MOST = 400 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Names of columns that a table may have, NULL being no wish. */
static const char *wish_of(unsigned byte)
{
    static const char *const names[] = {NULL,        "a",   "b",    "freq", "year",
                                        "doc_share", "low", "high", ""};
    return names[byte % (sizeof names / sizeof names[0])];
}

static void check_values(const struct matrix *matrix)
{
    for (size_t i = 0; i < matrix_places(matrix); i++) {
        double value = matrix->data[i].value;
        require(isnan(value) || fabs(value) <= SCALE_LARGEST * (double)matrix->triples.count);
        require(isnan(value) == (matrix->data[i].text.size == 0));
    }
}

/* The kinds that a matrix allows, as the filter decides. */
static bool is_allowed(const struct chart *chart)
{
    const struct matrix *matrix = chart->matrix;
    if (chart->kind == CHART_LINES && !matrix->labels.numeric && matrix->labels.count > 0)
        return false;
    if (chart->kind == CHART_BUBBLES && matrix->panels.count > PALETTE_COLOURS)
        return false;
    if (chart->share && chart->kind != CHART_BARS && chart->kind != CHART_GROUPED)
        return false;
    return matrix->series.count <= PALETTE_MOST && matrix_places(matrix) <= MOST;
}

static void read_and_draw(char *path, struct slice choices)
{
    struct matrix matrix = {0};
    struct matrix_choice choice;
    unsigned flags = pictures_choice(choices, 1);
    bool share = flags & 1;
    struct matrix_wish wish = {
        .label = wish_of(pictures_choice(choices, 2)),
        .series = wish_of(pictures_choice(choices, 3)),
        .value = wish_of(pictures_choice(choices, 4)),
        .panel = flags & 2 ? "b" : NULL,
        .share = share ? "doc_share" : NULL,
        .low = flags & 4 && !share ? "low" : NULL,
        .high = flags & 8 && !share ? "high" : NULL,
        .wide = flags & 16,
        .sum = flags & 32,
        .no_less = flags & 64,
    };
    require(matrix_read(refusal_open(&path, LIMIT), &wish, &matrix, &choice) || refusal_errors > 0);
    if (choice.label_title.size > 0) {
        matrix_arrange(&matrix, &(struct matrix_order){.sort = MATRIX_SORT_AUTO,
                                                       .percent = wish.no_less,
                                                       .missing_is_zero = choice.absence_is_zero});
        struct chart chart = {
            .kind = (enum chart_kind)(pictures_choice(choices, 0) % (CHART_SPARK + 1)),
            .matrix = &matrix,
            .title = "",
            .source = "",
            .note = "",
            .label_title = choice.label_title.data,
            .value_title = choice.value_title.data,
            .series_title = choice.series_title.data,
            .panel_title = choice.panel_title.data,
            .share_title = choice.share_title.data,
            .share = share,
            .percent = wish.no_less,
        };
        check_values(&matrix);
        if (is_allowed(&chart))
            pictures_check(&chart, choices);
    }
    matrix_choice_free(&choice);
    matrix_free(&matrix);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return refusal_try(slice_make((const char *)data, size), read_and_draw);
}
