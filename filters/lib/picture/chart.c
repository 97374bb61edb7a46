#include "picture/chart.h"

#include <math.h>

#include "picture/scale.h"

double chart_label_step(const struct matrix *matrix)
{
    const struct matrix_axis *labels = &matrix->labels;
    double step = 0;
    size_t usual = 0;
    for (size_t i = 1; i < labels->count; i++) {
        double distance = labels->names[i].number - labels->names[i - 1].number;
        /* 7 and 7.0 are two names for one number. */
        if (!(distance > 0))
            return 0;
        if (step == 0 || distance < step)
            step = distance;
    }
    for (size_t i = 1; i < labels->count; i++)
        usual += labels->names[i].number - labels->names[i - 1].number <= step;
    return usual * 2 > labels->count - 1 ? step : 0;
}

size_t chart_cell(const struct matrix *matrix, struct chart_cells cells, size_t label)
{
    const struct axis_name *names = matrix->labels.names;
    if (cells.step <= 0)
        return label;
    return (size_t)((names[label].number - names[0].number) / cells.step + 0.5);
}

struct chart_cells chart_cells(const struct matrix *matrix)
{
    const struct matrix_axis *labels = &matrix->labels;
    struct chart_cells cells = {0, labels->count};
    double step = labels->numeric ? chart_label_step(matrix) : 0;
    double range = labels->names[labels->count - 1].number - labels->names[0].number;
    if (step <= 0 || !(range / step < 8.0 * (double)labels->count + 64))
        return cells;
    cells.step = step;
    cells.count = chart_cell(matrix, cells, labels->count - 1) + 1;
    return cells;
}

static void include(double value, double *low, double *high)
{
    if (isnan(value))
        return;
    *low = value < *low ? value : *low;
    *high = value > *high ? value : *high;
}

void chart_dots_range(const struct matrix *matrix, double *low, double *high)
{
    *low = SCALE_LARGEST;
    *high = -SCALE_LARGEST;
    for (size_t i = 0; i < matrix_places(matrix); i++) {
        include(matrix->data[i].value, low, high);
        for (int end = 0; matrix->asides && end < 2; end++)
            include(matrix->asides[i].figure[end], low, high);
    }
    if (*low > *high)
        *low = *high = 0;
    double range = *high - *low;
    *low = *low > 0 && *low < range / 2 ? 0 : *low;
    *high = *high < 0 && -*high < range / 2 ? 0 : *high;
}

struct chart chart_panel(const struct chart *chart, size_t panel, struct matrix *view)
{
    struct chart copy = *chart;
    *view = *chart->matrix;
    view->panel = panel;
    copy.matrix = view;
    return copy;
}

static void append_network_gaps(const struct chart *chart, struct buffer *to)
{
    const struct network *network = chart->network;
    size_t nodes = chart->matrix->labels.count;
    if (nodes < network->all_nodes)
        buffer_append_format(to, "The largest %zu of %zu things. ", nodes, network->all_nodes);
    if (network->count < network->all_links)
        buffer_append_format(to, "%zu of %zu links. ", network->count, network->all_links);
    if (network->below > 0)
        buffer_append_format(to, "%zu %s not above 0 left out. ", network->below,
                             network->below == 1 ? "link" : "links");
}

void chart_append_gaps(const struct chart *chart, struct buffer *to)
{
    if (chart->matrix->undefined > 0)
        buffer_append_format(to, "%zu without a value left out. ", chart->matrix->undefined);
    if (chart->network)
        append_network_gaps(chart, to);
    if (chart->concordance && chart->concordance->guessed)
        buffer_append_string(to, "The lengths of the documents are not known: each strip ends with "
                                 "its last hit. ");
    to->size -= to->size > 0;
    buffer_append_char(to, '\0');
}

/* " (66.7%)", or " [2 to 5]", of which an end may be unknown. */
static void append_aside(const struct chart *chart, const struct aside *aside, struct buffer *to)
{
    bool low = !isnan(aside->figure[0]), high = !isnan(aside->figure[1]);
    if (!low && !high)
        return;
    buffer_append_string(to, chart->share ? " (" : " [");
    buffer_append_slice(to, low ? aside->text[0] : slice_of("?"));
    if (!chart->share) {
        buffer_append_string(to, " to ");
        buffer_append_slice(to, high ? aside->text[1] : slice_of("?"));
    }
    buffer_append_char(to, chart->share ? ')' : ']');
}

void chart_append_datum(const struct chart *chart, size_t label, size_t series, struct buffer *to)
{
    const struct matrix *matrix = chart->matrix;
    const struct datum *datum = matrix_datum(matrix, label, series);
    struct slice name = matrix->series.names[series].name;
    struct slice panel = matrix->panels.names[matrix->panel].name;
    buffer_append_slice(to, panel);
    buffer_append_string(to, panel.size > 0 ? ", " : "");
    buffer_append_slice(to, matrix->labels.names[label].name);
    if (name.size > 0) {
        buffer_append_string(to, ", ");
        buffer_append_slice(to, name);
    }
    buffer_append_string(to, ": ");
    if (isnan(datum->value)) {
        buffer_append_string(to, "no value");
        return;
    }
    buffer_append_slice(to, datum->text);
    if (matrix->asides)
        append_aside(chart, &matrix->asides[matrix_place(matrix, label, series)], to);
}
