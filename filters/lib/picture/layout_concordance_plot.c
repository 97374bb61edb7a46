#include "base/number.h"

#include "picture/layout.h"
#include "picture/metrics.h"
#include "picture/palette.h"

/* A concordance plot: each document is a strip from its beginning to its end, however long it is,
 * and each hit a stroke where it stands. Several concepts have lanes of their own in each strip, in
 * the order of the legend, so that nobody needs the colours to tell them apart. */

struct plot {
    struct layout *layout;
    const struct matrix *matrix;
    const struct concordance_plot *concordance;
    double left, right;
    double lane; /* height of one */
    size_t hit;  /* the next one to draw */
};

/* "document, concept: 120 of 5600" */
static struct slice tooltip(const struct plot *plot, const struct concordance_plot_hit *hit,
                            double length)
{
    struct buffer *to = &plot->layout->scratch;
    struct slice concept = plot->matrix->series.names[hit->concept].name;
    char digits[400] = "";
    buffer_clear(to);
    buffer_append_slice(to, plot->matrix->labels.names[hit->document].name);
    buffer_append_string(to, concept.size > 0 ? ", " : "");
    buffer_append_slice(to, concept);
    buffer_append_string(to, ": ");
    buffer_append(to, digits, number_write_fixed(digits, sizeof digits, hit->start, 0));
    if (!plot->concordance->guessed) {
        buffer_append_string(to, " of ");
        buffer_append(to, digits, number_write_fixed(digits, sizeof digits, length, 0));
    }
    return buffer_slice(to);
}

/* Hits that would lie on one another are one stroke. */
static void draw_strip(struct plot *plot, size_t document, double top, double height)
{
    struct buffer *body = &plot->layout->body;
    const struct concordance_plot *concordance = plot->concordance;
    double length = concordance->lengths[document], width = plot->right - plot->left, before = -1;
    size_t lane = plot->matrix->series.count;
    svg_rectangle(body, plot->left, top, width, height, (struct svg_style){.fill = "#f0f2f4"},
                  slice_of(""));
    for (size_t i = 1; i < lane; i++) {
        double y = top + 0.5 + plot->lane * (double)i;
        svg_line(body, plot->left, y, plot->right, y,
                 (struct svg_style){.stroke = "#ffffff", .stroke_width = 1});
    }
    for (; plot->hit < concordance->count && concordance->hits[plot->hit].document == document;
         plot->hit++) {
        const struct concordance_plot_hit *hit = &concordance->hits[plot->hit];
        double x = length > 0 ? hit->start / length * (width - 1.5) : 0;
        if (hit->concept == lane && x - before < 0.75)
            continue;
        lane = hit->concept;
        before = x;
        svg_rectangle(body, plot->left + x, top + 1 + plot->lane * (double)lane, 1.5,
                      plot->lane - 1, (struct svg_style){.fill = palette_series(lane)},
                      tooltip(plot, hit, length));
    }
}

static void draw_axis(const struct plot *plot, double bottom)
{
    static const char *const ticks[] = {"0 %", "25 %", "50 %", "75 %", "100 %"};
    struct layout *layout = plot->layout;
    double end = -1e9;
    for (int i = 0; i < 5; i++) {
        double x = plot->left + (plot->right - plot->left) * i / 4;
        svg_line(&layout->body, x, bottom, x, bottom + 5,
                 (struct svg_style){.stroke = LAYOUT_AXIS, .stroke_width = 1});
        layout_tick(layout, x, bottom + 18, layout_span(layout), &end, slice_of(ticks[i]));
    }
    layout->y = bottom + 24;
    layout_axis_title(layout, layout->chart->value_title,
                      (struct layout_extent){plot->left, plot->right}, layout_span(layout));
}

/* What stands above the numbers of hits. */
static const char total_title[] = "hits";

static double widest_total(struct plot *plot)
{
    double widest = metrics_width(slice_of(total_title), 12, false);
    struct buffer text = {0};
    for (size_t i = 0; i < plot->matrix->labels.count; i++) {
        buffer_clear(&text);
        matrix_append_number(plot->matrix, matrix_total(plot->matrix, i), &text);
        double width = metrics_width(buffer_slice(&text), 11.5, false);
        widest = width > widest ? width : widest;
    }
    buffer_free(&text);
    return widest;
}

static void draw_total(struct plot *plot, size_t document, double middle)
{
    struct buffer text = {0};
    matrix_append_number(plot->matrix, matrix_total(plot->matrix, document), &text);
    svg_text(&plot->layout->body, plot->right + 8, middle + 4,
             (struct svg_text){11.5, LAYOUT_INK, SVG_START, false}, buffer_slice(&text));
    buffer_free(&text);
}

void layout_concordance_plot(struct layout *layout)
{
    const struct matrix *matrix = layout->chart->matrix;
    struct plot plot = {
        .layout = layout, .matrix = matrix, .concordance = layout->chart->concordance};
    size_t count = matrix->labels.count, lanes = matrix->series.count;
    plot.lane = lanes > 8 ? 6 : lanes > 1 ? 8 : 14;
    struct layout_names names = layout_names(&matrix->labels, layout->width * 0.3, 2);
    plot.left = LAYOUT_MARGIN + names.width + 10;
    double totals = widest_total(&plot) + 10 + LAYOUT_MARGIN, least = plot.left + 120 + totals;
    layout->width = layout->width < least ? least : layout->width;
    plot.right = layout->width - totals;
    layout_begin(layout);
    layout_legend(layout, &matrix->series, layout->chart->series_title, layout_swatch);
    svg_text(&layout->body, plot.right + 8, layout->y + 11,
             (struct svg_text){12, LAYOUT_GREY, SVG_START, false}, slice_of(total_title));
    layout_column_title(layout, LAYOUT_MARGIN + names.width, layout->chart->label_title, false);
    double strip = plot.lane * (double)lanes + 1, rows = 0;
    for (size_t i = 0; i < count; i++) {
        double lines = (double)names.counts[i] * LAYOUT_LEADING;
        rows += (lines > strip ? lines : strip) + 6;
    }
    double wish = layout->height - layout->y - 80, factor = wish > rows ? wish / rows : 1;
    plot.lane *= factor;
    strip = plot.lane * (double)lanes + 1;
    for (size_t i = 0; i < count; i++) {
        double lines = (double)names.counts[i] * LAYOUT_LEADING;
        double height = lines > strip ? lines : strip, middle = layout->y + height / 2;
        layout_name(layout, &names, i, LAYOUT_MARGIN + names.width, middle);
        draw_strip(&plot, i, middle - strip / 2, strip);
        draw_total(&plot, i, middle);
        layout->y += height + 6 * factor;
    }
    draw_axis(&plot, layout->y);
    layout_names_free(&names);
}
