#include "picture/chart.h"

#include <math.h>

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

void chart_append_datum(const struct chart *chart, size_t label, size_t series, struct buffer *to)
{
    const struct matrix *matrix = chart->matrix;
    const struct datum *datum = matrix_datum(matrix, label, series);
    struct slice name = matrix->series.names[series].name;
    buffer_append_slice(to, matrix->labels.names[label].name);
    if (name.size > 0) {
        buffer_append_string(to, ", ");
        buffer_append_slice(to, name);
    }
    buffer_append_string(to, ": ");
    if (isnan(datum->value))
        buffer_append_string(to, "no value");
    else
        buffer_append_slice(to, datum->text);
}
