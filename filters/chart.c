/* chart - draw a table as a picture */
#include <stdlib.h>

#include "base/filter.h"
#include "picture/chart.h"
#include "picture/picture_file.h"
#include "picture/matrix.h"
#include "picture/matrix_reader.h"
#include "picture/network.h"
#include "picture/palette.h"
#include "picture/raster.h"
#include "picture/concordance_plot.h"
#include "stream/table.h"
#include "text/normal.h"
#include "picture/draw.h"
#include "picture/network_reader.h"

/* clang-format off */
enum kind {
    KIND_AUTO, KIND_BARS, KIND_GROUPED, KIND_STACKED, KIND_LINES, KIND_HEAT,
    KIND_BUBBLES, KIND_DOTS, KIND_NETWORK, KIND_CONCORDANCE_PLOT
};
/* clang-format on */
enum format { FORMAT_AUTO, FORMAT_TEXT, FORMAT_SVG, FORMAT_PNG, FORMAT_PDF };
enum missing { MISSING_AUTO, MISSING_ZERO, MISSING_GAP };
enum colour { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER };

struct settings {
    struct common common;
    const char *label, *value, *series, *facet, *hue, *share, *low, *high, *length;
    int kind, sort, missing, format, colour;
    uint64_t top, width, height;
    bool wide, other, sum, percent, leaf, svg, ascii, spark;
    const char *strip;
    const char *title, *x_title, *y_title, *series_title, *source;
};

/* clang-format off */
static const struct option options[] = {
    {'x', "label", OPTION_TEXT, offsetof(struct settings, label), "COLUMN",
     "what stands along the axis (default: the last key)"},
    {'y', "value", OPTION_TEXT, offsetof(struct settings, value), "COLUMN",
     "the figure that is drawn (default: freq, else the first figure)"},
    {'s', "series", OPTION_TEXT, offsetof(struct settings, series), "COLUMN",
     "what is told apart at each label (default: the other one of two keys)"},
    {0, "wide", OPTION_FLAG, offsetof(struct settings, wide), NULL,
     "every column of figures is a series"},
    {0, "kind", OPTION_CHOICE, offsetof(struct settings, kind),
     "auto|bars|grouped|stacked|lines|heat|bubbles|dots|network|concordance", "kind of picture"},
    {0, "spark", OPTION_FLAG, offsetof(struct settings, spark), NULL,
     "text: a sparkline for each series, on its own scale"},
    {0, "facet", OPTION_TEXT, offsetof(struct settings, facet), "KEY",
     "bars, lines: a panel for each value of this column, all on one scale"},
    {0, "hue", OPTION_TEXT, offsetof(struct settings, hue), "KEY",
     "bubbles: a colour and form for each value of this column"},
    {0, "share", OPTION_TEXT, offsetof(struct settings, share), "COLUMN",
     "bars: draw this figure beside the first one: doc_share, docs"},
    {0, "low", OPTION_TEXT, offsetof(struct settings, low), "COLUMN",
     "dots: where the interval of a value begins"},
    {0, "high", OPTION_TEXT, offsetof(struct settings, high), "COLUMN", "dots: where it ends"},
    {0, "length", OPTION_TEXT, offsetof(struct settings, length), "COLUMN",
     "concordance: how long the document is (default: length)"},
    {0, "sort", OPTION_CHOICE, offsetof(struct settings, sort), "value|label|none|auto",
     "order of the features counted: by total, by name, as they come"},
    {0, "top", OPTION_COUNT, offsetof(struct settings, top), "N",
     "only the N features with the largest totals"},
    {0, "other", OPTION_FLAG, offsetof(struct settings, other), NULL,
     "with --top: add the rest up as \"other (n)\""},
    {0, "sum", OPTION_FLAG, offsetof(struct settings, sum), NULL,
     "add up rows with the same label and series"},
    {0, "missing", OPTION_CHOICE, offsetof(struct settings, missing), "auto|zero|gap",
     "what a label and series without a row are"},
    {0, "percent", OPTION_FLAG, offsetof(struct settings, percent), NULL,
     "shares of each label's total, or of the whole"},
    {0, "strip", OPTION_TEXT, offsetof(struct settings, strip), "PREFIX",
     "take this off the beginning of names"},
    {0, "leaf", OPTION_FLAG, offsetof(struct settings, leaf), NULL,
     "show the last part of concept paths, where it is unambiguous"},
    {0, "title", OPTION_TEXT, offsetof(struct settings, title), "TEXT", "title of the picture"},
    {0, "x-title", OPTION_TEXT, offsetof(struct settings, x_title), "TEXT",
     "name of what -x gives, instead of its column's"},
    {0, "y-title", OPTION_TEXT, offsetof(struct settings, y_title), "TEXT",
     "name of what -y gives, instead of its column's"},
    {0, "series-title", OPTION_TEXT, offsetof(struct settings, series_title), "TEXT",
     "name of what -s gives, instead of its column's"},
    {0, "source", OPTION_TEXT, offsetof(struct settings, source), "NOTE",
     "note under the picture: where the numbers come from"},
    {'f', "format", OPTION_CHOICE, offsetof(struct settings, format), "auto|text|svg|png|pdf",
     "form of the picture (default: by the ending of -o, else text)"},
    {0, "svg", OPTION_FLAG, offsetof(struct settings, svg), NULL, "the same as --format svg"},
    {0, "width", OPTION_COUNT, offsetof(struct settings, width), "N",
     "width in pixels (default 800), of text in columns (default: the window)"},
    {0, "height", OPTION_COUNT, offsetof(struct settings, height), "N",
     "least height in pixels (default: what the content needs)"},
    {0, "ascii", OPTION_FLAG, offsetof(struct settings, ascii), NULL,
     "text: draw with ASCII characters only"},
    {0, "color", OPTION_CHOICE, offsetof(struct settings, colour), "auto|always|never",
     "text: colours; auto is on a terminal, without NO_COLOR"},
    OPTION_END,
};
/* clang-format on */

static const struct filter filter = {
    .name = "chart",
    .purpose = "draw a table as a picture",
    .options = options,
    .libraries = {text_utf8proc_version, raster_version},
};

/* A table and what is made of it. */
struct drawing {
    const struct settings *settings;
    struct matrix matrix;
    struct matrix_choice choice;
    struct chart chart;
    struct network network;
    struct concordance_plot concordance;
    struct buffer value_title, note;
};

/* How many of the features will be shown. */
static size_t shown(const struct settings *settings, size_t features)
{
    return settings->top == 0 || settings->top >= features ? features
                                                           : settings->top + settings->other;
}

/* Two keys are lines over the numeric one, else groups of bars, and in both cases a heat map where
 * there are more series than colours. */
static enum chart_kind choose_kind(const struct drawing *drawing)
{
    const struct matrix_choice *choice = &drawing->choice;
    const struct map *labels = &drawing->matrix.label_map, *series = &drawing->matrix.series_map;
    if (choice->series == MATRIX_NO_SERIES)
        return CHART_BARS;
    const struct map *over = choice->named ? labels : series,
                     *lines = choice->named ? series : labels;
    if (over->count > 1 && matrix_names_are_numbers(over)) {
        bool features = !choice->named || choice->series == choice->feature;
        size_t count = features ? shown(drawing->settings, lines->count) : lines->count;
        return count <= PALETTE_COLOURS ? CHART_LINES : CHART_HEAT;
    }
    return series->count <= PALETTE_COLOURS ? CHART_GROUPED : CHART_HEAT;
}

/* Options that the kind of picture has no use for. */
static void check_options(const struct settings *settings, enum chart_kind kind)
{
    bool bars = kind == CHART_BARS || kind == CHART_GROUPED;
    bool places = kind == CHART_NETWORK || kind == CHART_CONCORDANCE_PLOT;
    bool interval = settings->low || settings->high;
    bool panels = bars || kind == CHART_STACKED || kind == CHART_LINES || kind == CHART_SPARK;
    const char *wrong = settings->facet && !panels                           ? "--facet"
                        : settings->hue && kind != CHART_BUBBLES             ? "--hue"
                        : settings->share && !bars                           ? "--share"
                        : interval && kind != CHART_DOTS                     ? "--low and --high"
                        : settings->length && kind != CHART_CONCORDANCE_PLOT ? "--length"
                        : settings->percent && (interval || places)          ? "--percent"
                        : settings->sum && (settings->share || interval)     ? "--sum"
                                                                             : NULL;
    if (wrong)
        message_usage("%s cannot be used for this picture", wrong);
}

static void check_kind(const struct drawing *drawing)
{
    const struct chart *chart = &drawing->chart;
    const struct matrix *matrix = &drawing->matrix;
    bool grid = chart->kind == CHART_HEAT || chart->kind == CHART_BUBBLES;
    if (grid && drawing->choice.series == MATRIX_NO_SERIES)
        message_fatal(NULL, "a %s map needs two keys; name the second one with --series",
                      chart->kind == CHART_HEAT ? "heat" : "bubble");
    if (chart->kind == CHART_BUBBLES && matrix->panels.count > PALETTE_COLOURS)
        message_fatal(NULL, "%zu colours cannot be told apart, at most %d", matrix->panels.count,
                      PALETTE_COLOURS);
    check_options(drawing->settings, chart->kind);
    if (chart->kind == CHART_LINES && !matrix->labels.numeric && matrix->labels.count > 0)
        message_fatal(NULL,
                      "lines need numbers along their axis, and '%.*s' in '%s' is none; name a "
                      "column of numbers with --label",
                      SLICE(matrix->labels.names[0].name), chart->label_title);
    if (chart->kind != CHART_HEAT && chart->kind != CHART_BUBBLES && chart->kind != CHART_SPARK &&
        matrix->series.count > PALETTE_MOST)
        message_fatal(NULL,
                      "%zu series cannot be told apart, at most %d; choose fewer with --top, or "
                      "draw --kind heat",
                      matrix->series.count, PALETTE_MOST);
}

/* Lines and heat maps have the groups (years) along their axis and the features as series; bars have
 * it the other way round. What the user named stays where it was put. */
static void arrange(struct drawing *drawing)
{
    static const enum chart_kind kinds[] = {
        [KIND_BARS] = CHART_BARS,
        [KIND_GROUPED] = CHART_GROUPED,
        [KIND_STACKED] = CHART_STACKED,
        [KIND_LINES] = CHART_LINES,
        [KIND_HEAT] = CHART_HEAT,
        [KIND_BUBBLES] = CHART_BUBBLES,
        [KIND_DOTS] = CHART_DOTS,
        [KIND_NETWORK] = CHART_NETWORK,
        [KIND_CONCORDANCE_PLOT] = CHART_CONCORDANCE_PLOT,
    };
    const struct settings *settings = drawing->settings;
    const struct matrix_choice *choice = &drawing->choice;
    struct chart *chart = &drawing->chart;
    chart->matrix = &drawing->matrix;
    chart->percent = settings->percent;
    chart->kind = settings->spark               ? CHART_SPARK
                  : settings->kind == KIND_AUTO ? choose_kind(drawing)
                                                : kinds[settings->kind];
    bool network = chart->kind == CHART_NETWORK;
    bool over_groups = chart->kind == CHART_HEAT || chart->kind == CHART_LINES ||
                       chart->kind == CHART_BUBBLES || chart->kind == CHART_SPARK;
    bool transpose = over_groups && choice->series != MATRIX_NO_SERIES && !choice->named;
    bool features_are_series = transpose || choice->series == choice->feature;
    /* A line follows its axis. */
    bool by_number = chart->kind == CHART_LINES && !features_are_series;
    chart->label_title = transpose ? choice->series_title.data : choice->label_title.data;
    chart->series_title = transpose ? choice->label_title.data : choice->series_title.data;
    matrix_arrange(&drawing->matrix,
                   &(struct matrix_order){
                       .transpose = transpose,
                       .series_are_features = features_are_series,
                       .sort = by_number ? MATRIX_SORT_AUTO : (enum matrix_sort)settings->sort,
                       .top = network && settings->top == 0 ? NETWORK_USUAL : settings->top,
                       .other = settings->other && !network,
                       .missing_is_zero = settings->missing == MISSING_AUTO
                                              ? choice->absence_is_zero
                                              : settings->missing == MISSING_ZERO,
                       .percent = settings->percent,
                       .strip = settings->strip,
                       .leaf = settings->leaf,
                   });
    check_kind(drawing);
    if (network)
        network_settle(&drawing->network, &drawing->matrix);
    if (chart->kind == CHART_CONCORDANCE_PLOT)
        concordance_plot_settle(&drawing->concordance, &drawing->matrix);
}

/* Words of the user instead of those of the columns. */
static void name_parts(struct drawing *drawing)
{
    const struct settings *settings = drawing->settings;
    struct buffer *value_title = &drawing->value_title;
    struct chart *chart = &drawing->chart;
    /* The title of the choice ends with a NUL. */
    bool named = drawing->choice.value_title.size > 1;
    buffer_append_string(value_title, !settings->percent ? "" : named ? "% of " : "%");
    buffer_append_slice(value_title, buffer_slice(&drawing->choice.value_title));
    chart->title = settings->title;
    chart->source = settings->source;
    chart->panel_title = drawing->choice.panel_title.data;
    chart->share_title = drawing->choice.share_title.data;
    chart->share = settings->share;
    chart->label_title = settings->x_title ? settings->x_title : chart->label_title;
    chart->value_title = settings->y_title ? settings->y_title : value_title->data;
    chart->series_title = settings->series_title ? settings->series_title : chart->series_title;
}

static enum picture_file_type choose_form(const struct settings *settings)
{
    if (settings->svg)
        return PICTURE_SVG;
    if (settings->format != FORMAT_AUTO)
        return (enum picture_file_type)(settings->format - FORMAT_TEXT);
    return picture_file_type_of(settings->common.output);
}

/* The bounds keep a slip of the keyboard from a picture of gigabytes. */
static void check_size(const struct settings *settings)
{
    bool text = choose_form(settings) == PICTURE_TEXT;
    if (settings->spark && !text)
        message_usage("sparklines are text; a picture of the same is --kind lines");
    if (settings->facet && settings->hue)
        message_usage("--facet and --hue cannot be combined");
    if (settings->kind == KIND_NETWORK && settings->top > NETWORK_MOST)
        message_usage("--top expects at most %d in a network", NETWORK_MOST);
    uint64_t least = text ? 20 : 240, most = text ? 10000 : 30000;
    if (settings->width > 0 && (settings->width < least || settings->width > most))
        message_usage("--width expects %llu to %llu here, not %llu", U64(least), U64(most),
                      U64(settings->width));
    if (settings->height > 30000)
        message_usage("--height expects at most 30000, not %llu", U64(settings->height));
}

static void draw_text(const struct settings *settings, const struct chart *chart,
                      struct output *output, struct buffer *picture)
{
    const char *no_colour = getenv("NO_COLOR"), *kind = getenv("TERM");
    bool screen = output_is_terminal(output);
    struct terminal terminal = {
        .width = settings->width > 0 ? (size_t)settings->width : (size_t)output_width(output),
        .ascii = settings->ascii,
        .colour = settings->colour == COLOUR_ALWAYS,
        .bidi = screen,
    };
    if (settings->colour == COLOUR_AUTO)
        terminal.colour = screen && !(no_colour && no_colour[0]) &&
                          !(kind && strcmp(kind, "dumb") == 0);
    terminal.width = terminal.width < 20 ? 20 : terminal.width;
    chart_text(chart, &terminal, picture);
    output_trust(output);
}

static void draw(const struct settings *settings, const struct chart *chart, struct output *output)
{
    struct buffer picture = {0};
    enum picture_file_type form = choose_form(settings);
    if (form == PICTURE_TEXT)
        draw_text(settings, chart, output, &picture);
    else
        chart_svg(chart, (double)settings->width, (double)settings->height, &picture);
    picture_file_write(form, buffer_slice(&picture), slice_of(chart->title), output);
    buffer_free(&picture);
}

static bool read_input(struct drawing *drawing, struct input *input)
{
    const struct settings *settings = drawing->settings;
    const struct matrix_wish wish = {
        .label = settings->label,
        .value = settings->value,
        .series = settings->series,
        .panel = settings->facet ? settings->facet : settings->hue,
        .low = settings->low,
        .high = settings->high,
        .share = settings->share,
        .length = settings->length,
        .wide = settings->wide,
        .sum = settings->sum,
        .no_less = settings->percent,
    };
    if (settings->kind == KIND_NETWORK) {
        drawing->chart.network = &drawing->network;
        return network_read(input, &wish, &drawing->matrix, &drawing->choice, &drawing->network);
    }
    if (settings->kind == KIND_CONCORDANCE_PLOT) {
        drawing->chart.concordance = &drawing->concordance;
        return concordance_plot_read(input, &wish, &drawing->matrix, &drawing->choice,
                                     &drawing->concordance);
    }
    return matrix_read(input, &wish, &drawing->matrix, &drawing->choice);
}

static void chart(const struct settings *settings, struct input *input, struct output *output)
{
    struct drawing drawing = {.settings = settings};
    /* Where there is no table an old picture stays. */
    if (!read_input(&drawing, input))
        message_exit(STATUS_TROUBLE);
    arrange(&drawing);
    name_parts(&drawing);
    chart_append_gaps(&drawing.chart, &drawing.note);
    drawing.chart.note = drawing.note.data;
    draw(settings, &drawing.chart, output);
    message_detail(NULL, "%zu labels, %zu series", drawing.matrix.labels.count,
                   drawing.matrix.series.count);
    buffer_free(&drawing.value_title);
    buffer_free(&drawing.note);
    network_free(&drawing.network);
    concordance_plot_free(&drawing.concordance);
    matrix_choice_free(&drawing.choice);
    matrix_free(&drawing.matrix);
}

int main(int argc, char **argv)
{
    struct settings settings = {
        .sort = MATRIX_SORT_AUTO,
        .title = "",
        .source = "",
    };
    struct streams streams = filter_open(&filter, argc, argv, &settings);
    check_size(&settings);
    chart(&settings, streams.input, streams.output);
    input_close(streams.input);
    return message_end(STATUS_DONE);
}
