#include "base/memory.h"
#include "picture/flow.h"
#include "picture/metrics.h"
#include "picture/svg.h"
#include "picture/prisma_text.h"

/* Lengths in pixels. */
static const double margin = 16, bar_width = 30, gap = 40, row_gap = 34, padding = 10;
static const double box_width = 270, previous_width = 220, indent = 14;
static const double size = 13, leading = 17, title_size = 17, title_leading = 22;
static const double source_size = 11, source_leading = 14, heading_height = 38;

static const char ink[] = "#222222", faint[] = "#595959", white[] = "#ffffff";
static const char gold[] = "#ffe3a0", grey[] = "#e8e8e8", blue[] = "#c9dcf0";

enum { ROWS = 6 }; /* identification, screening, retrieval, eligibility, included, total */

struct box {
    double x, width, height, middle; /* `middle` is that of its row */
    struct buffer lines;             /* newlines between them, two spaces before reasons */
    size_t line_count;
    const char *fill;
};

struct diagram {
    const struct prisma *prisma;
    struct box boxes[PRISMA_DRAWN + 1];
    double previous_x, main_x, side_x, other_x, other_side_x, width;
    double y;
    double tops[ROWS], bottoms[ROWS];
    struct buffer body;
};

/* Where each box stands: column 0 previous, 1 main, 2 beside it, 3 other, 4 beside it. */
static const struct {
    unsigned char column, row;
} cells[PRISMA_DRAWN + 1] = {
    [1] = {0, 0},  [2] = {1, 0},  [3] = {2, 0},  [4] = {1, 1},  [5] = {2, 1},  [6] = {1, 2},
    [7] = {2, 2},  [8] = {1, 3},  [9] = {2, 3},  [10] = {1, 4}, [11] = {3, 0}, [12] = {3, 2},
    [13] = {4, 2}, [14] = {3, 3}, [15] = {4, 3}, [16] = {1, 5}};

static bool is_drawn(const struct diagram *diagram, size_t i)
{
    unsigned column = cells[i].column;
    bool total = i == 16, aside = column == 0;
    return !((total || aside) && !diagram->prisma->previous) &&
           !(column > 2 && !diagram->prisma->other);
}

static void place_columns(struct diagram *diagram)
{
    double x = margin + bar_width + 16;
    diagram->previous_x = x;
    x += diagram->prisma->previous ? previous_width + gap : 0;
    diagram->main_x = x;
    diagram->side_x = x + box_width + gap;
    diagram->other_x = diagram->side_x + box_width + gap;
    diagram->other_side_x = diagram->other_x + box_width + gap;
    diagram->width = (diagram->prisma->other ? diagram->other_side_x : diagram->side_x) +
                     box_width + margin;
}

/* Breaks each line of the text; those of reasons are indented, all that follow them too. */
static void wrap(struct box *box, struct slice text)
{
    for (struct slice rest = text; rest.data;) {
        struct slice line = slice_cut(&rest, '\n');
        bool reason = slice_starts(line, "  ");
        double room = box->width - 2 * padding - (reason ? indent : 0);
        struct buffer pieces = {0};
        metrics_wrap(line, size, false, room, SIZE_MAX, &pieces);
        for (struct slice left = buffer_slice(&pieces); left.data;) {
            if (box->line_count++ > 0)
                buffer_append_char(&box->lines, '\n');
            buffer_append_string(&box->lines, reason ? "  " : "");
            buffer_append_slice(&box->lines, slice_cut(&left, '\n'));
        }
        buffer_free(&pieces);
    }
}

static void fill_box(struct diagram *diagram, size_t i)
{
    const double columns[] = {diagram->previous_x, diagram->main_x, diagram->side_x,
                              diagram->other_x, diagram->other_side_x};
    struct box *box = &diagram->boxes[i];
    struct buffer text = {0};
    unsigned column = cells[i].column;
    box->x = columns[column];
    box->width = column == 0 ? previous_width : box_width;
    box->fill = column == 0 || column > 2 || i == 16 ? grey : white;
    prisma_text(diagram->prisma, i, &text);
    wrap(box, buffer_slice(&text));
    box->height = (double)box->line_count * leading + 2 * padding - 3;
    buffer_free(&text);
}

/* Each row is as high as its highest box, and boxes stand in its middle. */
static void place_rows(struct diagram *diagram)
{
    double y = diagram->y;
    size_t rows = diagram->prisma->previous ? ROWS : ROWS - 1;
    for (size_t row = 0; row < rows; row++) {
        double height = 0;
        for (size_t i = 1; i <= PRISMA_DRAWN; i++)
            if (cells[i].row == row && is_drawn(diagram, i) && diagram->boxes[i].height > height)
                height = diagram->boxes[i].height;
        diagram->tops[row] = y;
        diagram->bottoms[row] = y + height;
        for (size_t i = 1; i <= PRISMA_DRAWN; i++)
            if (cells[i].row == row)
                diagram->boxes[i].middle = y + height / 2;
        y += height + row_gap;
    }
    diagram->y = y - row_gap;
}

static void draw_lines(struct diagram *diagram, const struct box *box)
{
    struct svg_text style = {.size = size, .fill = ink};
    double y = box->middle - box->height / 2 + padding + size * 0.85;
    for (struct slice rest = buffer_slice(&box->lines); rest.data; y += leading) {
        struct slice line = slice_cut(&rest, '\n');
        bool reason = slice_starts(line, "  ");
        svg_text(&diagram->body, box->x + padding + (reason ? indent : 0), y, style,
                 reason ? slice_from(line, 2) : line);
    }
}

static void draw_box(struct diagram *diagram, size_t i)
{
    const struct box *box = &diagram->boxes[i];
    struct svg_style style = {.fill = box->fill, .stroke = ink, .stroke_width = 1};
    svg_rectangle(&diagram->body, box->x, box->middle - box->height / 2, box->width, box->height,
                  style, slice_of(""));
    draw_lines(diagram, box);
}

/* A line through points, with a head at the last one, which it reaches straight. */
static void draw_arrow(struct diagram *diagram, const double (*points)[2], size_t count)
{
    struct buffer *body = &diagram->body;
    struct svg_style line = {.stroke = ink, .stroke_width = 1.2}, head = {.fill = ink};
    double x = points[count - 1][0], y = points[count - 1][1];
    double dx = x - points[count - 2][0], dy = y - points[count - 2][1];
    double ux = dx > 0 ? 1 : dx < 0 ? -1 : 0, uy = dy > 0 ? 1 : dy < 0 ? -1 : 0;
    svg_path_begin(body);
    for (size_t i = 0; i + 1 < count; i++)
        svg_path_point(body, points[i][0], points[i][1], i == 0);
    svg_path_point(body, x - 6 * ux, y - 6 * uy, false);
    svg_path_end(body, line);
    svg_path_begin(body);
    svg_path_point(body, x, y, true);
    svg_path_point(body, x - 8 * ux - 4 * uy, y - 8 * uy - 4 * ux, false);
    svg_path_point(body, x - 8 * ux + 4 * uy, y - 8 * uy + 4 * ux, false);
    svg_path_end(body, head);
}

static void draw_aside(struct diagram *diagram, size_t from, size_t to)
{
    const struct box *a = &diagram->boxes[from], *b = &diagram->boxes[to];
    const double points[][2] = {{a->x + a->width, a->middle}, {b->x, b->middle}};
    draw_arrow(diagram, points, 2);
}

static void draw_down(struct diagram *diagram, size_t from, size_t to)
{
    const struct box *a = &diagram->boxes[from], *b = &diagram->boxes[to];
    const double points[][2] = {{a->x + a->width / 2, a->middle + a->height / 2},
                                {b->x + b->width / 2, b->middle - b->height / 2}};
    draw_arrow(diagram, points, 2);
}

/* Down from a box, then to the side of another one. */
static void draw_corner(struct diagram *diagram, size_t from, size_t to, bool to_right)
{
    const struct box *a = &diagram->boxes[from], *b = &diagram->boxes[to];
    double x = a->x + a->width / 2;
    const double points[][2] = {{x, a->middle + a->height / 2},
                                {x, b->middle},
                                {to_right ? b->x : b->x + b->width, b->middle}};
    draw_arrow(diagram, points, 3);
}

static void draw_arrows(struct diagram *diagram)
{
    static const unsigned char aside[][2] = {{2, 3}, {4, 5}, {6, 7}, {8, 9}};
    static const unsigned char down[][2] = {{2, 4}, {4, 6}, {6, 8}, {8, 10}};
    for (size_t i = 0; i < 4; i++) {
        draw_aside(diagram, aside[i][0], aside[i][1]);
        draw_down(diagram, down[i][0], down[i][1]);
    }
    if (diagram->prisma->previous) {
        draw_down(diagram, 10, 16);
        draw_corner(diagram, 1, 16, true);
    }
    if (diagram->prisma->other) {
        draw_down(diagram, 11, 12);
        draw_down(diagram, 12, 14);
        draw_aside(diagram, 12, 13);
        draw_aside(diagram, 14, 15);
        draw_corner(diagram, 14, 10, false);
    }
}

static void draw_heading(struct diagram *diagram, size_t column, double x, double right,
                         const char *fill)
{
    struct svg_style style = {.fill = fill, .stroke = ink, .stroke_width = 1};
    struct svg_text text = {.size = size, .fill = ink, .anchor = SVG_MIDDLE, .bold = true};
    struct buffer lines = {0};
    size_t count = metrics_wrap(slice_of(prisma_heading(diagram->prisma, column)), size, true,
                                right - x - 2 * padding, 2, &lines);
    svg_rectangle(&diagram->body, x, diagram->y, right - x, heading_height, style, slice_of(""));
    double y = diagram->y + heading_height / 2 + size * 0.35 - (double)(count - 1) * leading / 2;
    svg_lines(&diagram->body, (x + right) / 2, y, leading, text, buffer_slice(&lines));
    buffer_free(&lines);
}

static void draw_headings(struct diagram *diagram)
{
    if (diagram->prisma->previous)
        draw_heading(diagram, 0, diagram->previous_x, diagram->previous_x + previous_width, grey);
    draw_heading(diagram, 1, diagram->main_x, diagram->side_x + box_width, gold);
    if (diagram->prisma->other)
        draw_heading(diagram, 2, diagram->other_x, diagram->other_side_x + box_width, grey);
    diagram->y += heading_height + row_gap - 10;
}

/* The phases at the left. */
static void draw_bars(struct diagram *diagram)
{
    static const struct {
        const char *name;
        size_t first, last;
    } bars[] = {{"Identification", 0, 0}, {"Screening", 1, 3}, {"Included", 4, 5}};
    struct svg_style style = {.fill = blue, .stroke = ink, .stroke_width = 1};
    struct svg_text text = {size, ink, SVG_MIDDLE, true};
    for (size_t i = 0; i < sizeof bars / sizeof *bars; i++) {
        size_t last = bars[i].last;
        last -= last == ROWS - 1 && !diagram->prisma->previous;
        double top = diagram->tops[bars[i].first], bottom = diagram->bottoms[last];
        /* A low row leaves no room for the name of its phase. */
        double least = metrics_width(slice_of(bars[i].name), size, true) + 2 * padding;
        if (bottom - top < least) {
            double more = (least - bottom + top) / 2;
            top -= more;
            bottom += more;
        }
        diagram->y = bottom > diagram->y ? bottom : diagram->y;
        svg_rectangle(&diagram->body, margin, top, bar_width, bottom - top, style, slice_of(""));
        svg_text_turned(&diagram->body, margin + bar_width / 2 + size * 0.35, (top + bottom) / 2,
                        text, slice_of(bars[i].name));
    }
}

/* Lines over or under the diagram. */
static void draw_words(struct diagram *diagram, const char *words, struct svg_text style,
                       double line_height)
{
    struct buffer lines = {0};
    size_t count = metrics_wrap(slice_of(words), style.size, style.bold,
                                diagram->width - 2 * margin, 6, &lines);
    if (count > 0)
        svg_lines(&diagram->body, margin, diagram->y + style.size * 0.85, line_height, style,
                  buffer_slice(&lines));
    diagram->y += (double)count * line_height;
    buffer_free(&lines);
}

/* What a screen reader says: all boxes, one after the other. */
static void describe(const struct diagram *diagram, struct buffer *to)
{
    for (size_t i = 1; i <= PRISMA_DRAWN; i++) {
        if (!is_drawn(diagram, i))
            continue;
        struct buffer text = {0};
        prisma_text(diagram->prisma, i, &text);
        for (struct slice rest = buffer_slice(&text); rest.data;) {
            buffer_append_slice(to, slice_trim(slice_cut(&rest, '\n')));
            buffer_append_string(to, rest.data ? "; " : ". ");
        }
        buffer_free(&text);
    }
}

void flow_svg(const struct prisma *prisma, const char *title, const char *source, struct buffer *to)
{
    struct diagram diagram = {.prisma = prisma, .y = margin};
    struct buffer description = {0};
    place_columns(&diagram);
    draw_words(&diagram, title, (struct svg_text){.size = title_size, .fill = ink, .bold = true},
               title_leading);
    diagram.y += title[0] ? 8 : 0;
    draw_headings(&diagram);
    for (size_t i = 1; i <= PRISMA_DRAWN; i++)
        if (is_drawn(&diagram, i))
            fill_box(&diagram, i);
    place_rows(&diagram);
    draw_bars(&diagram);
    draw_arrows(&diagram);
    for (size_t i = 1; i <= PRISMA_DRAWN; i++)
        if (is_drawn(&diagram, i))
            draw_box(&diagram, i);
    diagram.y += margin + (source[0] ? 6 : 0);
    draw_words(&diagram, source, (struct svg_text){.size = source_size, .fill = faint},
               source_leading);
    diagram.y += source[0] ? margin : 0;
    describe(&diagram, &description);
    svg_document(diagram.width, diagram.y, slice_of(title[0] ? title : "PRISMA 2020 flow diagram"),
                 slice_trim(buffer_slice(&description)), buffer_slice(&diagram.body), to);
    buffer_free(&description);
    buffer_free(&diagram.body);
    for (size_t i = 1; i <= PRISMA_DRAWN; i++)
        buffer_free(&diagram.boxes[i].lines);
}
