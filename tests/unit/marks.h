/* Whether the marks of a chart are where, and as large as, the values in their tooltips say: bars,
 * dots and the points of lines against the ticks of the axis; the areas of bubbles, the shades of cells,
 * the strokes of hits and the widths of links against one another. */
#ifndef COSPAN_TESTS_MARKS_H
#define COSPAN_TESTS_MARKS_H

#include "geometry.h"
#include "picture/chart.h"
#include "picture/layout.h"

static char marks_words[400]; /* the fault that was found last */

/* The number of a tooltip: `21` of `trust: 21 (66.67%)`. */
static inline bool marks_value(const struct geometry_box *box, double *value)
{
    struct slice text = box->text, rest = {NULL, 0};
    for (size_t i = 0; i + 2 <= text.size; i++)
        if (text.data[i] == ':' && text.data[i + 1] == ' ')
            rest = slice_from(text, i + 2);
    return box->tag != 't' && rest.data && number_read_double(slice_cut(&rest, ' '), value);
}

/* Places have two decimals. */
static inline bool marks_differ(double a, double b)
{
    return fabs(a - b) > 0.06;
}

/* How far the middle of the box of a triangle is from its place. */
#define MARKS_MIDDLE 0.7

/* Where a value is: at + value * unit. */
struct marks_axis {
    double at, unit;
};

/* From the two ticks that are furthest apart, along the picture or up it; false without two. A tick is a
 * line of the grid and, drawn next, its number, which may move to stay within the picture. */
static inline bool marks_axis(const struct geometry *geometry, bool up, struct marks_axis *axis)
{
    double low = 0, high = 0, low_place = 0, high_place = 0;
    size_t count = 0;
    for (size_t i = 0; i < geometry->count; i++) {
        const struct geometry_box *box = &geometry->boxes[i];
        char digits[64];
        size_t size = 0;
        double value;
        if (box->tag != 't' || box->size != LAYOUT_TICK_SIZE || !slice_is(box->fill, LAYOUT_GREY) ||
            box->anchor != (up ? 'e' : 'm'))
            continue;
        /* Groups of three digits have no-break spaces between them. */
        for (size_t k = 0; k < box->text.size && size < sizeof digits; k++)
            if ((unsigned char)box->text.data[k] < 0x80)
                digits[size++] = box->text.data[k];
        if (!number_read_double(slice_make(digits, size), &value))
            continue;
        const struct geometry_box *line = i > 0 ? box - 1 : box;
        double place = up ? line->top : line->left;
        if (line->tag != 'l' || marks_differ(place, up ? line->bottom : line->right))
            continue;
        if (count == 0 || value < low) {
            low = value;
            low_place = place;
        }
        if (count == 0 || value > high) {
            high = value;
            high_place = place;
        }
        count++;
    }
    if (count < 2 || low >= high)
        return false;
    axis->unit = (high_place - low_place) / (high - low);
    axis->at = low_place - low * axis->unit;
    return true;
}

static inline double marks_place(const struct marks_axis *axis, double value)
{
    return axis->at + axis->unit * value;
}

static inline void marks_say(const struct geometry_box *box, const char *what, double found,
                             double expected)
{
    snprintf(marks_words, sizeof marks_words, "%s of '%.*s' is %.2f, expected %.2f", what,
             (int)box->text.size, box->text.data, found, expected);
}

/* Bars begin at zero, or, stacked, where the one before them on their side of zero ends. */
static inline void marks_judge_bars(const struct geometry *geometry, bool stacked)
{
    struct marks_axis axis;
    double sums[2] = {0, 0}, row = -1, value;
    if (!marks_axis(geometry, false, &axis))
        return;
    for (size_t i = 0; i < geometry->count && !marks_words[0]; i++) {
        const struct geometry_box *box = &geometry->boxes[i];
        if (box->tag != 'r' || !marks_value(box, &value))
            continue;
        if (!stacked || fabs(row - box->top) > 0.01)
            sums[0] = sums[1] = 0;
        row = box->top;
        double *sum = &sums[value < 0], from = marks_place(&axis, *sum);
        *sum += value;
        double to = marks_place(&axis, *sum);
        if (marks_differ(value < 0 ? box->right : box->left, from))
            marks_say(box, "the beginning", value < 0 ? box->right : box->left, from);
        else if (marks_differ(value < 0 ? box->left : box->right, to))
            marks_say(box, "the end", value < 0 ? box->left : box->right, to);
    }
}

/* Whether a level line reaches from one place to another. */
static inline bool marks_reach(const struct geometry *geometry, double from, double to, double y)
{
    for (size_t i = 0; i < geometry->count; i++) {
        const struct geometry_box *box = &geometry->boxes[i];
        if (box->tag == 'l' && !marks_differ(box->left, from) && !marks_differ(box->right, to) &&
            box->top == box->bottom && fabs(box->top - y) < MARKS_MIDDLE)
            return true;
    }
    return false;
}

/* Dots, their intervals, and the points of lines. */
static inline void marks_judge_points(const struct geometry *geometry, bool up)
{
    struct marks_axis axis;
    double value, low, high;
    if (!marks_axis(geometry, up, &axis))
        return;
    for (size_t i = 0; i < geometry->count && !marks_words[0]; i++) {
        const struct geometry_box *box = &geometry->boxes[i];
        if (!strchr("cpr", box->tag) || !marks_value(box, &value))
            continue;
        double x = (box->left + box->right) / 2, y = (box->top + box->bottom) / 2;
        if (box->tag == 'p' ? fabs((up ? y : x) - marks_place(&axis, value)) > MARKS_MIDDLE
                            : marks_differ(up ? y : x, marks_place(&axis, value)))
            marks_say(box, "the place", up ? y : x, marks_place(&axis, value));
        struct slice rest = box->text, from;
        slice_cut(&rest, '[');
        if (up || !rest.data)
            continue;
        from = slice_cut(&rest, ' ');
        slice_cut(&rest, ' ');
        if (number_read_double(from, &low) && rest.data &&
            number_read_double(slice_cut(&rest, ']'), &high) &&
            !marks_reach(geometry, marks_place(&axis, low), marks_place(&axis, high), y))
            marks_say(box, "the interval", low, high);
    }
}

/* The area of a bubble is its number, within what forms other than the circle may differ; the smallest
 * are as large as can be seen. */
static inline void marks_judge_areas(const struct geometry *geometry)
{
    double most = 0, area = 0, value;
    for (size_t i = 0; i < geometry->count; i++)
        if (marks_value(&geometry->boxes[i], &value) && fabs(value) > most) {
            most = fabs(value);
            area = geometry->boxes[i].area;
        }
    for (size_t i = 0; i < geometry->count && !marks_words[0]; i++) {
        const struct geometry_box *box = &geometry->boxes[i];
        double expected = most > 0 && marks_value(box, &value) ? area * fabs(value) / most : 0;
        if (expected > 9 && fabs(box->area - expected) > 0.06 * expected)
            marks_say(box, "the area", box->area, expected);
    }
}

/* A part of a colour, 0 red to 2 blue, from 0 to 255. */
static inline double marks_part(struct slice fill, size_t part)
{
    static const char digits[] = "0123456789abcdef";
    if (fill.size != 7)
        return 0;
    const char *high = strchr(digits, fill.data[1 + 2 * part]),
               *low = strchr(digits, fill.data[2 + 2 * part]);
    return high && low ? (double)(16 * (high - digits) + (low - digits)) : 0;
}

static inline double marks_darkness(struct slice fill)
{
    return 765 - marks_part(fill, 0) - marks_part(fill, 1) - marks_part(fill, 2);
}

/* Cells are of one size, side by side, and of two on the same side of zero the larger is the darker; what is much
 * above zero is blue, and what is much below it orange. */
static inline void marks_judge_cells(const struct geometry *geometry)
{
    const struct geometry_box *first = NULL;
    double value, other;
    for (size_t i = 0; i < geometry->count && !marks_words[0]; i++) {
        const struct geometry_box *box = &geometry->boxes[i];
        if (box->tag != 'r' || !marks_value(box, &value))
            continue;
        first = first ? first : box;
        if (marks_differ(box->right - box->left, first->right - first->left) ||
            marks_differ(box->bottom - box->top, first->bottom - first->top))
            marks_say(box, "the width", box->right - box->left, first->right - first->left);
        double width = first->right - first->left,
               columns = round((box->left - first->left) / width);
        if (fabs(box->left - first->left - columns * width) > 0.06 + 0.02 * fabs(columns))
            marks_say(box, "the left", box->left, first->left + columns * width);
        double blue = marks_part(box->fill, 2) - marks_part(box->fill, 0);
        if (marks_darkness(box->fill) > 200 && (value < 0 ? blue > 0 : blue < 0))
            marks_say(box, "the blue", blue, -blue);
        for (size_t k = 0; k < i; k++)
            if (geometry->boxes[k].tag == 'r' && marks_value(&geometry->boxes[k], &other) &&
                value * other >= 0 && fabs(value) > fabs(other) &&
                marks_darkness(box->fill) < marks_darkness(geometry->boxes[k].fill))
                marks_say(box, "the darkness", marks_darkness(box->fill),
                          marks_darkness(geometry->boxes[k].fill));
    }
}

/* Hits are strokes along their document; documents have one length here. */
static inline void marks_judge_strokes(const struct geometry *geometry)
{
    const struct geometry_box *first = NULL, *last = NULL;
    double value, low = 0, high = 0;
    for (size_t i = 0; i < geometry->count; i++) {
        const struct geometry_box *box = &geometry->boxes[i];
        if (box->tag != 'r' || !marks_value(box, &value))
            continue;
        if (!first || value < low) {
            first = box;
            low = value;
        }
        if (!last || value > high) {
            last = box;
            high = value;
        }
    }
    for (size_t i = 0; i < geometry->count && high > low && !marks_words[0]; i++) {
        const struct geometry_box *box = &geometry->boxes[i];
        if (box->tag != 'r' || !marks_value(box, &value))
            continue;
        double expected = first->left + (last->left - first->left) * (value - low) / (high - low);
        if (marks_differ(box->left, expected))
            marks_say(box, "the place", box->left, expected);
    }
}

/* A link with more weight is not thinner. */
static inline void marks_judge_links(const struct geometry *geometry)
{
    double value, other;
    for (size_t i = 0; i < geometry->count; i++)
        for (size_t k = 0; k < i && !marks_words[0]; k++) {
            const struct geometry_box *a = &geometry->boxes[i], *b = &geometry->boxes[k];
            if (a->tag == 'l' && b->tag == 'l' && marks_value(a, &value) &&
                marks_value(b, &other) && (value > other ? a->size < b->size : a->size > b->size))
                marks_say(a, "the width", a->size, b->size);
        }
}

/* What is wrong with the marks of a chart of one plot, in words; "" where nothing is. */
static inline const char *marks_fault(enum chart_kind kind, const struct geometry *geometry)
{
    marks_words[0] = '\0';
    switch (kind) {
    case CHART_BARS:
    case CHART_GROUPED:
    case CHART_STACKED:
        marks_judge_bars(geometry, kind == CHART_STACKED);
        break;
    case CHART_DOTS:
    case CHART_LINES:
        marks_judge_points(geometry, kind == CHART_LINES);
        break;
    case CHART_BUBBLES:
        marks_judge_areas(geometry);
        break;
    case CHART_HEAT:
        marks_judge_cells(geometry);
        break;
    case CHART_CONCORDANCE_PLOT:
        marks_judge_strokes(geometry);
        break;
    case CHART_NETWORK:
        marks_judge_links(geometry);
        break;
    case CHART_SPARK:
        break;
    }
    return marks_words;
}

#endif
