#include "picture/svg.h"

#include "base/number.h"
#include "text/width.h"
#include "text/markup.h"

static void append_number(struct buffer *to, double number)
{
    char digits[400];
    size_t size = number_write_fixed(digits, sizeof digits, number, 2);
    while (digits[size - 1] == '0')
        size--;
    if (digits[size - 1] == '.')
        size--;
    buffer_append(to, digits, size);
}

static void append_attribute(struct buffer *to, const char *name, double number)
{
    buffer_append_format(to, " %s=\"", name);
    append_number(to, number);
    buffer_append_char(to, '"');
}

static void append_element(struct buffer *to, const char *name, struct slice text)
{
    if (text.size == 0)
        return;
    buffer_append_format(to, "<%s>", name);
    markup_append(text, to);
    buffer_append_format(to, "</%s>", name);
}

void svg_document(double width, double height, struct slice title, struct slice description,
                  struct slice body, struct buffer *to)
{
    buffer_append_string(to, "<svg xmlns=\"http://www.w3.org/2000/svg\"");
    append_attribute(to, "width", width);
    append_attribute(to, "height", height);
    buffer_append_string(to, " viewBox=\"0 0 ");
    append_number(to, width);
    buffer_append_char(to, ' ');
    append_number(to, height);
    buffer_append_string(to, "\" role=\"img\" font-family=\"Helvetica, Arial, 'Noto Sans', "
                             "'DejaVu Sans', sans-serif\">\n");
    append_element(to, "title", title);
    buffer_append_char(to, '\n');
    append_element(to, "desc", description);
    buffer_append_char(to, '\n');
    svg_rectangle(to, 0, 0, width, height, (struct svg_style){.fill = "#ffffff"}, slice_of(""));
    buffer_append_slice(to, body);
    buffer_append_string(to, "</svg>\n");
}

static void append_style(struct buffer *to, struct svg_style style)
{
    buffer_append_format(to, " fill=\"%s\"", style.fill ? style.fill : "none");
    if (!style.stroke)
        return;
    buffer_append_format(to, " stroke=\"%s\"", style.stroke);
    append_attribute(to, "stroke-width", style.stroke_width);
    if (style.dash)
        buffer_append_format(to, " stroke-dasharray=\"%s\"", style.dash);
}

static void end_shape(struct buffer *to, const char *name, struct slice tooltip)
{
    if (tooltip.size == 0) {
        buffer_append_string(to, "/>\n");
        return;
    }
    buffer_append_char(to, '>');
    append_element(to, "title", tooltip);
    buffer_append_format(to, "</%s>\n", name);
}

void svg_rectangle(struct buffer *to, double x, double y, double width, double height,
                   struct svg_style style, struct slice tooltip)
{
    buffer_append_string(to, "<rect");
    append_attribute(to, "x", x);
    append_attribute(to, "y", y);
    append_attribute(to, "width", width);
    append_attribute(to, "height", height);
    append_style(to, style);
    end_shape(to, "rect", tooltip);
}

/* Drawn as single lines and not as a pattern, which would need an id, and ids of two pictures in
 * one page may clash. */
void svg_hatch(struct buffer *to, double x, double y, double width, double height, size_t round)
{
    if (round == 0 || width <= 0 || height <= 0)
        return;
    const double gap = 6;
    double lean = round == 1 ? height : 0;
    buffer_append_string(to, "<path d=\"");
    for (double at = gap / 2; at < width + lean; at += gap) {
        /* Each stroke runs from the lower left to the upper right, cut at both sides. */
        double left = at - lean > 0 ? at - lean : 0, right = at < width ? at : width;
        double from = lean > 0 ? at - left : height, to_y = lean > 0 ? at - right : 0;
        buffer_append_char(to, 'M');
        append_number(to, x + left);
        buffer_append_char(to, ' ');
        append_number(to, y + from);
        buffer_append_char(to, 'L');
        append_number(to, x + right);
        buffer_append_char(to, ' ');
        append_number(to, y + to_y);
    }
    buffer_append_string(to, "\" fill=\"none\" stroke=\"#ffffff\" stroke-width=\"1.5\" "
                             "pointer-events=\"none\"/>\n");
}

void svg_link(struct buffer *to, double x1, double y1, double x2, double y2, struct svg_style style,
              struct slice tooltip)
{
    buffer_append_string(to, "<line");
    append_attribute(to, "x1", x1);
    append_attribute(to, "y1", y1);
    append_attribute(to, "x2", x2);
    append_attribute(to, "y2", y2);
    append_style(to, style);
    end_shape(to, "line", tooltip);
}

void svg_line(struct buffer *to, double x1, double y1, double x2, double y2, struct svg_style style)
{
    svg_link(to, x1, y1, x2, y2, style, slice_of(""));
}

void svg_path_begin(struct buffer *to)
{
    buffer_append_string(to, "<path d=\"");
}

void svg_path_point(struct buffer *to, double x, double y, bool move)
{
    buffer_append_char(to, move ? 'M' : 'L');
    append_number(to, x);
    buffer_append_char(to, ' ');
    append_number(to, y);
}

void svg_path_end(struct buffer *to, struct svg_style style)
{
    buffer_append_char(to, '"');
    append_style(to, style);
    buffer_append_string(to, " stroke-linejoin=\"round\" stroke-linecap=\"round\"/>\n");
}

void svg_marker(struct buffer *to, size_t kind, double x, double y, double radius,
                struct svg_style style, struct slice tooltip)
{
    static const struct {
        int count;
        double points[4][2]; /* in radii, about equal in area to the circle */
    } shapes[3] = {
        {4, {{-0.9, -0.9}, {0.9, -0.9}, {0.9, 0.9}, {-0.9, 0.9}}},
        {4, {{0, -1.3}, {1.3, 0}, {0, 1.3}, {-1.3, 0}}},
        {3, {{0, -1.25}, {1.25, 0.95}, {-1.25, 0.95}}},
    };
    if (kind % 4 == 0) {
        buffer_append_string(to, "<circle");
        append_attribute(to, "cx", x);
        append_attribute(to, "cy", y);
        append_attribute(to, "r", radius);
        append_style(to, style);
        end_shape(to, "circle", tooltip);
        return;
    }
    buffer_append_string(to, "<path d=\"");
    for (int i = 0; i < shapes[kind % 4 - 1].count; i++) {
        const double *point = shapes[kind % 4 - 1].points[i];
        svg_path_point(to, x + point[0] * radius, y + point[1] * radius, i == 0);
    }
    buffer_append_string(to, "Z\"");
    append_style(to, style);
    end_shape(to, "path", tooltip);
}

static void write_text(struct buffer *to, double x, double y, struct svg_text style, bool turned,
                       struct slice text)
{
    if (text.size == 0)
        return;
    /* Where a text runs from the right, its start is at the right. */
    bool right = width_right_to_left(text);
    enum svg_anchor anchor = style.anchor;
    if (right && anchor != SVG_MIDDLE)
        anchor = anchor == SVG_START ? SVG_END : SVG_START;
    buffer_append_string(to, "<text");
    append_attribute(to, "x", x);
    append_attribute(to, "y", y);
    append_attribute(to, "font-size", style.size);
    buffer_append_format(to, " fill=\"%s\"", style.fill);
    if (anchor != SVG_START)
        buffer_append_format(to, " text-anchor=\"%s\"", anchor == SVG_END ? "end" : "middle");
    if (style.bold)
        buffer_append_string(to, " font-weight=\"bold\"");
    if (turned) {
        buffer_append_string(to, " transform=\"rotate(-90 ");
        append_number(to, x);
        buffer_append_char(to, ' ');
        append_number(to, y);
        buffer_append_string(to, ")\"");
    }
    if (right)
        buffer_append_string(to, " direction=\"rtl\" unicode-bidi=\"embed\"");
    buffer_append_char(to, '>');
    markup_append(text, to);
    buffer_append_string(to, "</text>\n");
}

void svg_text(struct buffer *to, double x, double y, struct svg_text style, struct slice text)
{
    write_text(to, x, y, style, false, text);
}

void svg_text_turned(struct buffer *to, double x, double y, struct svg_text style,
                     struct slice text)
{
    write_text(to, x, y, style, true, text);
}

void svg_lines(struct buffer *to, double x, double y, double leading, struct svg_text style,
               struct slice lines)
{
    for (struct slice rest = lines; rest.data; y += leading)
        svg_text(to, x, y, style, slice_cut(&rest, '\n'));
}
