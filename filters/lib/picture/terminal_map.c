#include <math.h>

#include "picture/terminal.h"
#include "text/width.h"

/* Lines and heat maps as text: a row for each series, a cell for each label. */

static void append_text(const struct pen *pen, struct slice text, size_t columns)
{
    pen_spaces(pen, text.size < columns ? columns - text.size : 0);
    buffer_append_slice(pen->to, text);
}

/* "occurrences by year", as far as there are words for it. */
static void append_caption(const struct pen *pen, struct buffer *to)
{
    width_append_visible(slice_of(pen->chart->value_title), to);
    if (pen->chart->label_title[0] == '\0')
        return;
    buffer_append_string(to, to->size > 0 ? " by " : "by ");
    width_append_visible(slice_of(pen->chart->label_title), to);
}

struct spark {
    size_t names, number; /* columns */
    size_t figures;       /* how many there is room for: min, max and last, or only the last */
    struct chart_cells cells;
    size_t repeat, bin; /* columns for each cell, or cells for each column */
    double low, high;
};

/* What a column of a sparkline shows: the mean of the values in its cells. */
static double mean_of(const struct pen *pen, const struct spark *spark, size_t column,
                      size_t series, size_t *from)
{
    const struct matrix *matrix = pen->matrix;
    double sum = 0;
    size_t count = 0;
    for (; *from < matrix->labels.count; (*from)++) {
        if (chart_cell(matrix, spark->cells, *from) / spark->bin > column)
            break;
        double value = matrix_datum(matrix, *from, series)->value;
        if (isnan(value))
            continue;
        sum += value;
        count++;
    }
    return count > 0 ? sum / (double)count : NAN;
}

static void draw_spark(const struct pen *pen, const struct spark *spark, size_t series)
{
    static const char *const blocks[8] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    static const char *const signs[8] = {"_", ".", "-", ":", "=", "+", "*", "#"};
    size_t from = 0, columns = (spark->cells.count + spark->bin - 1) / spark->bin;
    pen_colour(pen, series);
    for (size_t column = 0; column < columns; column++) {
        double value = mean_of(pen, spark, column, series, &from);
        double place = spark->high > spark->low ? (value - spark->low) / (spark->high - spark->low)
                                                : 0;
        size_t level = isnan(value) ? 0 : (size_t)(place * 7 + 0.5);
        const char *mark = pen->terminal->ascii ? signs[level] : blocks[level];
        pen_repeat(pen, isnan(value) ? " " : mark, spark->repeat);
    }
    pen_plain(pen);
}

static struct spark measure_spark(const struct pen *pen)
{
    const struct matrix *matrix = pen->matrix;
    size_t width = pen->terminal->width;
    struct spark spark = {.number = pen_widest_value(pen), .cells = chart_cells(matrix)};
    spark.number = spark.number < 4 ? 4 : spark.number;
    spark.names = pen_widest_name(&matrix->series, pen->chart->series_title);
    if (spark.names > width * 2 / 5)
        spark.names = width * 2 / 5;
    matrix_range(matrix, false, &spark.low, &spark.high);
    size_t room = width - spark.names - (spark.names > 0 ? PEN_GAP : 0);
    spark.figures = room >= 3 * (spark.number + PEN_GAP) + PEN_LEAST_BAR ? 3
                    : room >= spark.number + PEN_GAP + PEN_LEAST_BAR     ? 1
                                                                         : 0;
    room -= spark.figures * (spark.number + PEN_GAP);
    spark.bin = (spark.cells.count + room - 1) / room;
    spark.repeat = room / spark.cells.count;
    spark.repeat = spark.repeat < 1 ? 1 : spark.repeat > 4 ? 4 : spark.repeat;
    return spark;
}

static void draw_spark_header(const struct pen *pen, const struct spark *spark)
{
    static const char *const figures[3] = {"min", "max", "last"};
    const struct matrix_axis *labels = &pen->matrix->labels;
    size_t columns = (spark->cells.count + spark->bin - 1) / spark->bin * spark->repeat;
    struct slice first = labels->names[0].name, last = labels->names[labels->count - 1].name;
    pen_faint(pen);
    if (spark->names > 0) {
        pen_name(pen, slice_of(pen->chart->series_title), spark->names, false);
        pen_spaces(pen, PEN_GAP);
    }
    if (labels->count > 1 && first.size + last.size < columns) {
        pen_name(pen, first, columns - last.size, false);
        pen_name(pen, last, last.size, true);
    } else {
        pen_name(pen, first, columns, false);
    }
    for (size_t i = 3 - spark->figures; i < 3; i++) {
        pen_spaces(pen, PEN_GAP);
        append_text(pen, slice_of(figures[i]), spark->number);
    }
    pen_plain(pen);
    pen_line(pen);
}

static void draw_figures(const struct pen *pen, const struct spark *spark, size_t series)
{
    const struct matrix *matrix = pen->matrix;
    const struct datum *least = NULL, *most = NULL, *last = NULL;
    for (size_t i = 0; i < matrix->labels.count; i++) {
        const struct datum *datum = matrix_datum(matrix, i, series);
        if (isnan(datum->value))
            continue;
        if (!least || datum->value < least->value)
            least = datum;
        if (!most || datum->value > most->value)
            most = datum;
        last = datum;
    }
    if (!last)
        return;
    const struct datum *const figures[3] = {least, most, last};
    for (size_t i = 3 - spark->figures; i < 3; i++) {
        pen_spaces(pen, PEN_GAP);
        append_text(pen, figures[i]->text, spark->number);
    }
}

/* A sparkline has a scale of its own, from its smallest value to its largest. */
static void scale_spark(const struct pen *pen, struct spark *spark, size_t series)
{
    bool first = true;
    for (size_t i = 0; i < pen->matrix->labels.count; i++) {
        double value = matrix_datum(pen->matrix, i, series)->value;
        if (isnan(value))
            continue;
        spark->low = first || value < spark->low ? value : spark->low;
        spark->high = first || value > spark->high ? value : spark->high;
        first = false;
    }
}

void terminal_lines(const struct pen *pen)
{
    bool alone = pen->chart->kind == CHART_SPARK;
    const struct matrix *matrix = pen->matrix;
    struct spark spark = measure_spark(pen);
    draw_spark_header(pen, &spark);
    for (size_t series = 0; series < matrix->series.count; series++) {
        if (spark.names > 0) {
            pen_name(pen, matrix->series.names[series].name, spark.names, false);
            pen_spaces(pen, PEN_GAP);
        }
        if (alone)
            scale_spark(pen, &spark, series);
        draw_spark(pen, &spark, series);
        draw_figures(pen, &spark, series);
        pen_line(pen);
    }
    struct buffer caption = {0};
    append_caption(pen, &caption);
    if (spark.bin > 1)
        buffer_append_format(&caption, "%sa column for the mean of %zu",
                             caption.size > 0 ? ", " : "", spark.bin);
    if (alone && matrix->series.count > 1)
        buffer_append_format(&caption, "%seach line from its min to its max",
                             caption.size > 0 ? ", " : "");
    if (caption.size > 0)
        buffer_append_char(pen->to, '\n');
    pen_words(pen, buffer_slice(&caption), false);
    buffer_free(&caption);
}

struct heat {
    struct chart_cells cells;
    size_t names, cell, value; /* columns; value 0: shades only */
    size_t block;              /* cells side by side; the others follow below */
    bool letters;              /* labels are letters above the map, and named below it */
    double most;               /* the largest size of a value */
};

/* The labels and cells that stand side by side. */
struct block {
    size_t first, last; /* labels from the first to the one before last */
    size_t cell;        /* of the first column */
};

static const char *shade_of(const struct pen *pen, const struct heat *heat, double value)
{
    static const char *const shades[5] = {"·", "░", "▒", "▓", "█"};
    static const char *const signs[5] = {".", "-", "+", "*", "#"};
    size_t level = 0;
    if (isnan(value))
        return " ";
    if (value != 0 && heat->most > 0)
        level = (size_t)ceil(fabs(value) / heat->most * 4);
    level = level > 4 ? 4 : level == 0 && value != 0 ? 1 : level;
    return pen->terminal->ascii ? signs[level] : shades[level];
}

static struct heat measure_heat(const struct pen *pen)
{
    const struct matrix *matrix = pen->matrix;
    struct heat heat = {.cells = chart_cells(matrix),
                        .names = pen_widest_name(&matrix->series, pen->chart->series_title)};
    size_t width = pen->terminal->width, value = pen_widest_value(pen);
    if (heat.names > width * 2 / 5)
        heat.names = width * 2 / 5;
    size_t room = width - heat.names - (heat.names > 0 ? PEN_GAP : 0);
    size_t each = room / heat.cells.count;
    each = each < 1 ? 1 : each;
    size_t wanted = pen_widest_name(&matrix->labels, "") + PEN_GAP;
    /* Shade, space, number, and a gap before the next cell. */
    if (each >= value + 4) {
        heat.value = value;
        wanted = wanted < value + 4 ? value + 4 : wanted;
    }
    heat.cell = wanted < each ? wanted : each;
    heat.cell = heat.cell > 0 ? heat.cell : 1;
    heat.letters = heat.value == 0 && !matrix->labels.numeric && heat.cell < wanted;
    heat.block = room / heat.cell;
    if (heat.letters && heat.block > PEN_LETTERS)
        heat.block = PEN_LETTERS;
    double low, high;
    matrix_range(matrix, false, &low, &high);
    heat.most = high > -low ? high : -low;
    return heat;
}

/* Spaces for the cells before that of a label which no label has. */
static void skip_cells(const struct pen *pen, const struct heat *heat, size_t label, size_t *cell)
{
    size_t wanted = chart_cell(pen->matrix, heat->cells, label);
    for (; *cell < wanted; (*cell)++)
        pen_spaces(pen, heat->cell);
}

/* The first and the last name above the two ends of the block. */
static void draw_ends(const struct pen *pen, const struct heat *heat, const struct block *block)
{
    const struct axis_name *names = pen->matrix->labels.names;
    struct slice first = names[block->first].name, last = names[block->last - 1].name;
    size_t cells = chart_cell(pen->matrix, heat->cells, block->last - 1) + 1 - block->cell;
    size_t columns = heat->cell * cells, end = pen_name_width(last), start = pen_name_width(first);
    if (block->last - block->first > 1 && start + end < columns) {
        pen_name(pen, first, columns - end - (heat->cell > 3 ? 1 : 0), false);
        pen_name(pen, last, end, false);
        return;
    }
    size_t room = pen->terminal->width - heat->names - (heat->names > 0 ? PEN_GAP : 0);
    pen_name(pen, first, start < room ? start : room, false);
}

/* Names over their cells if they are readable there, else letters, or the first and the last. */
static void draw_heat_header(const struct pen *pen, const struct heat *heat,
                             const struct block *block)
{
    const struct matrix_axis *labels = &pen->matrix->labels;
    pen_faint(pen);
    pen_name(pen, slice_of(pen->chart->series_title), heat->names, false);
    pen_spaces(pen, heat->names > 0 ? PEN_GAP : 0);
    size_t cell = block->cell, gap = heat->value > 0 ? PEN_GAP : 1;
    if (heat->letters) {
        for (size_t i = block->first; i < block->last; i++) {
            buffer_append_string(pen->to, pen_mark(pen, i, true));
            pen_spaces(pen, heat->cell - 1);
        }
    } else if (heat->cell >= 6 || heat->cell > pen_widest_name(labels, "")) {
        for (size_t i = block->first; i < block->last; i++, cell++) {
            skip_cells(pen, heat, i, &cell);
            pen_name(pen, labels->names[i].name, heat->cell - gap, heat->value > 0);
            pen_spaces(pen, gap);
        }
    } else {
        draw_ends(pen, heat, block);
    }
    pen_plain(pen);
    pen_line(pen);
}

static void draw_cell(const struct pen *pen, const struct heat *heat, const struct datum *datum)
{
    const char *shade = shade_of(pen, heat, datum->value);
    pen_colour(pen, datum->value < 0 ? 1 : 0);
    if (heat->value == 0) {
        /* Shades show the size; where there is room a minus shows the side of zero. */
        size_t gap = heat->cell > 3 ? 1 : 0, sign = datum->value < 0 && heat->cell > 2 ? 1 : 0;
        pen_repeat(pen, "-", sign);
        pen_repeat(pen, shade, heat->cell - gap - sign);
        pen_plain(pen);
        pen_spaces(pen, gap);
        return;
    }
    pen_spaces(pen, heat->cell - PEN_GAP - heat->value - 2);
    buffer_append_string(pen->to, shade);
    pen_plain(pen);
    pen_spaces(pen, 1);
    append_text(pen, datum->text, heat->value);
    pen_spaces(pen, PEN_GAP);
}

static void draw_heat_legend(const struct pen *pen, const struct heat *heat)
{
    const struct matrix *matrix = pen->matrix;
    struct buffer caption = {0};
    append_caption(pen, &caption);
    buffer_append_string(&caption, caption.size > 0 ? ":  " : "");
    buffer_append_string(&caption, pen->terminal->ascii ? ". 0  - + * # quarters of "
                                                        : "· 0  ░ ▒ ▓ █ quarters of ");
    for (size_t i = 0; i < matrix_places(matrix); i++)
        if (fabs(matrix->data[i].value) == heat->most) {
            struct slice text = matrix->data[i].text;
            buffer_append_slice(&caption, text.data[0] == '-' ? slice_from(text, 1) : text);
            break;
        }
    buffer_append_char(pen->to, '\n');
    pen_words(pen, buffer_slice(&caption), false);
    buffer_free(&caption);
}

/* What letters stand for, below the block they stand above. */
static void draw_heat_key(const struct pen *pen, const struct block *block)
{
    const struct matrix_axis *labels = &pen->matrix->labels;
    const struct matrix_axis part = {labels->names + block->first, block->last - block->first,
                                     false};
    buffer_append_char(pen->to, '\n');
    pen_key(pen, &part, block->first, true);
}

static void draw_block(const struct pen *pen, const struct heat *heat, const struct block *block)
{
    const struct matrix *matrix = pen->matrix;
    draw_heat_header(pen, heat, block);
    for (size_t series = 0; series < matrix->series.count; series++) {
        size_t cell = block->cell;
        if (heat->names > 0) {
            pen_name(pen, matrix->series.names[series].name, heat->names, false);
            pen_spaces(pen, PEN_GAP);
        }
        for (size_t label = block->first; label < block->last; label++, cell++) {
            skip_cells(pen, heat, label, &cell);
            draw_cell(pen, heat, matrix_datum(matrix, label, series));
        }
        pen_line(pen);
    }
    if (heat->letters)
        draw_heat_key(pen, block);
}

void terminal_heat(const struct pen *pen)
{
    const struct matrix *matrix = pen->matrix;
    struct heat heat = measure_heat(pen);
    for (struct block block = {0, 0, 0}; block.first < matrix->labels.count;
         block.first = block.last) {
        block.cell = chart_cell(matrix, heat.cells, block.first);
        while (block.last < matrix->labels.count &&
               chart_cell(matrix, heat.cells, block.last) < block.cell + heat.block)
            block.last++;
        if (block.first > 0)
            buffer_append_char(pen->to, '\n');
        draw_block(pen, &heat, &block);
    }
    draw_heat_legend(pen, &heat);
}
