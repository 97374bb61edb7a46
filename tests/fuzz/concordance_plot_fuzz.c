/* Any bytes as a table of hits: they are refused, or become a concordance plot. The first line of
 * the input chooses by its bytes. What must hold: every hit lies within its document, in the order
 * of documents, concepts and places; and see pictures.h. */
#include "refusal.h"
#include "picture/palette.h"
#include "picture/concordance_plot.h"
#include "pictures.h"

enum { LIMIT = 1 << 20, MOST = 200 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_concordance_plot(const struct concordance_plot *concordance,
                                   const struct matrix *matrix)
{
    for (size_t i = 0; i < concordance->count; i++) {
        const struct concordance_plot_hit *hit = &concordance->hits[i], *before = hit - (i > 0);
        require(hit->document < matrix->labels.count && hit->concept < matrix->series.count);
        require(hit->start >= 0 && hit->start < concordance->lengths[hit->document]);
        require(hit->document > before->document ||
                (hit->document == before->document &&
                 (hit->concept > before->concept ||
                  (hit->concept == before->concept && hit->start >= before->start))));
    }
}

static void read_and_draw(char *path, struct slice choices)
{
    struct matrix matrix = {0};
    struct matrix_choice choice;
    struct concordance_plot concordance = {0};
    unsigned flags = pictures_choice(choices, 1);
    struct matrix_wish wish = {.series = flags & 1 ? "" : NULL,
                               .length = flags & 2 ? "n" : NULL,
                               .label = flags & 4 ? "b" : NULL};
    if (concordance_plot_read(refusal_open(&path, LIMIT), &wish, &matrix, &choice, &concordance)) {
        matrix_arrange(&matrix, &(struct matrix_order){.sort = MATRIX_SORT_AUTO,
                                                       .series_are_features = true,
                                                       .missing_is_zero = true,
                                                       .top = pictures_choice(choices, 2) % 24});
        concordance_plot_settle(&concordance, &matrix);
        check_concordance_plot(&concordance, &matrix);
        struct chart chart = {.kind = CHART_CONCORDANCE_PLOT,
                              .matrix = &matrix,
                              .concordance = &concordance,
                              .title = "",
                              .source = "",
                              .note = "",
                              .label_title = choice.label_title.data,
                              .value_title = choice.value_title.data,
                              .series_title = choice.series_title.data,
                              .panel_title = "",
                              .share_title = ""};
        if (matrix.series.count <= PALETTE_MOST && matrix_places(&matrix) <= MOST)
            pictures_check(&chart, choices);
    }
    matrix_choice_free(&choice);
    concordance_plot_free(&concordance);
    matrix_free(&matrix);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return refusal_try(slice_make((const char *)data, size), read_and_draw);
}
